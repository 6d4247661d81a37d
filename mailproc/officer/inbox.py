"""The officer's own mail straight into her inbox, while SMTP takes none: it is the mailbox that she works.

Residual risk: killed between the append and its commit, with the mailbox gone and SMTP back at the next poll, a mail
comes twice (under one Message-ID).
"""

from collections.abc import Collection
from datetime import datetime

from mailproc.config import Settings
from mailproc.mailbox.base import Mailbox
from mailproc.mailbox.opening import watched
from mailproc.reply.envelope import envelope
from mailproc.reply.model import Letter
from mailproc.store import outbox
from mailproc.store.opening import Store


def hand_over(
    store: Store, mailbox: Mailbox, settings: Settings, *, now: datetime, only: Collection[str] | None = None
) -> int:
    """Put what is due of it into the inbox, unread; `only` those Message-IDs. Gives their number. Raises MailboxError,
    StoreError."""
    number = 0
    for entry in outbox.due(store, now=now):
        letter = entry.letter
        if letter.recipient != settings.officer.address or not letter.for_officer:
            continue
        if only is None or letter.message_id in only:
            put(mailbox, letter, settings, now=now)
            outbox.mark_sent(store, entry, now=now, copy_due=False)
            number += 1
    return number


def put(mailbox: Mailbox, letter: Letter, settings: Settings, *, now: datetime) -> None:
    """Put one there, unless it lies there already."""
    inbox = watched(settings.mailbox)
    if not mailbox.find(inbox, letter.message_id):
        mailbox.append(inbox, envelope(letter, settings, date=now))
