"""Deleting one student's mail on the server: `mailproc forget --mail`, typed by a person. Nothing else deletes mail.

Only what is surely the student's: a message whose fingerprint, taken from the message itself, is the one that the store
knows, and letters under our own Message-IDs in Sent and Drafts. What others sent, and what the officer wrote herself,
stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from mailproc.cases.kinds import Folder
from mailproc.config import Settings
from mailproc.errors import DeletionRefused, MessageGone
from mailproc.mailbox.base import Mailbox, Place
from mailproc.mailbox.opening import watched
from mailproc.message.model import Message
from mailproc.message.parse import parse
from mailproc.store.forgetting import Mail, Plan

LISTED = 30
"""Messages that are named where the server cannot delete them."""


@dataclass(slots=True)
class Deleted:
    """How many of the student's messages and of our letters were deleted."""

    mails: int = 0
    letters: int = 0


def delete_mail(mailbox: Mailbox, plan: Plan, settings: Settings) -> Deleted:
    """Delete the messages and letters of a plan wherever they lie in the inbox, in our folders, in Sent and Drafts.
    Cut short, it goes on when it is called again. Raises DeletionRefused, naming what is to be deleted by hand, where
    the server cannot; MailboxError."""
    done = Deleted()
    found = [(place, head) for mail in plan.mails for place, head in _mails(mailbox, mail, settings)]
    letters = [place for identifier in plan.letters for place in _letters(mailbox, identifier)]
    try:
        for place, _ in found:
            done.mails += _delete(mailbox, place)
        for place in letters:
            done.letters += _delete(mailbox, place)
    except DeletionRefused as error:
        named = [_named(place, head, settings) for place, head in found[:LISTED]]
        named += [f"{'/'.join(place.folder)}: a letter of ours" for place in letters[: LISTED - len(named)]]
        more = len(found) + len(letters) - len(named)
        raise DeletionRefused(
            f"{error} Nothing was deleted, neither there nor here. Delete these in the mail program, then give the "
            f"command again without --mail: {'; '.join(named)}{f'; and {more} more' if more else ''}."
        ) from None
    return done


def _mails(mailbox: Mailbox, mail: Mail, settings: Settings) -> Iterator[tuple[Place, Message]]:
    """Where the message lies, and its header: each place once."""
    places = dict.fromkeys(mail.places)
    if mail.message_id:
        for folder in (watched(settings.mailbox), *map(settings.folders.path, Folder)):
            places.update(dict.fromkeys(mailbox.find(folder, mail.message_id)))
    for place in places:
        try:
            head = parse(mailbox.fetch_header(place), arrived=datetime.now(UTC), truncated=True)
            # A very big message is known by its header alone.
            if mail.fingerprint in (head.fingerprint, _fingerprint(mailbox, place)):
                yield place, head
        except MessageGone:
            continue


def _fingerprint(mailbox: Mailbox, place: Place) -> str:
    return parse(mailbox.fetch(place), arrived=datetime.now(UTC)).fingerprint


def _letters(mailbox: Mailbox, identifier: str) -> Iterator[Place]:
    for use in ("Sent", "Drafts"):
        yield from mailbox.find(mailbox.special(use), identifier)


def _delete(mailbox: Mailbox, place: Place) -> bool:
    try:
        mailbox.delete(place)
    except MessageGone:
        return False
    return True


def _named(place: Place, head: Message, settings: Settings) -> str:
    sent = f"{head.date.astimezone(settings.zone):%d/%m/%Y %H:%M} " if head.date else ""
    return f"{'/'.join(place.folder)}: {sent}«{' '.join(head.subject.split())[:60]}»"
