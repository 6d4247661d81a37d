"""The officer's own mail straight into her inbox, where SMTP takes none: it is the mailbox that she works.

Residual risk: killed between the append and its commit, with the mailbox gone and SMTP back at the next poll, a mail
comes twice (under one Message-ID).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from mailproc.config import Settings
from mailproc.mailbox.base import Mailbox
from mailproc.mailbox.opening import watched
from mailproc.reply.envelope import envelope
from mailproc.reply.model import Letter
from mailproc.store import outbox
from mailproc.store.opening import Store
from mailproc.store.outbox import Entry

NEWS = timedelta(days=7)
"""What is older is told by the digests that came after it."""


def hand_over(
    store: Store, mailbox: Mailbox, settings: Settings, *, now: datetime, due: Callable[[Entry], bool]
) -> None:
    """Put into the inbox, unread, what SMTP has refused or lost of it, and of what is due what `due` says. Raises
    MailboxError, StoreError."""
    waiting = (one for one in outbox.due(store, now=now) if one.letter.for_officer and due(one))
    for entry in (*outbox.stranded(store, since=now - NEWS), *waiting):
        if entry.letter.recipient == settings.officer.address:
            put(mailbox, entry.letter, settings, now=now)
            outbox.mark_sent(store, entry, now=now, copy_due=False)


def put(mailbox: Mailbox, letter: Letter, settings: Settings, *, now: datetime) -> None:
    """Put one there, unless it lies there already."""
    inbox = watched(settings.mailbox)
    if not mailbox.find(inbox, letter.message_id):
        mailbox.append(inbox, envelope(letter, settings, date=now))
