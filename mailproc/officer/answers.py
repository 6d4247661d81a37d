"""What the officer wrote herself: her own answers in a case's thread, and the drafts that she sent.

They are looked for in Sent, by header alone. What carries our mark, or a Message-ID of ours, is a letter of ours; a
draft of ours that lies there has been sent. Anything else that answers a case's thread and goes to somebody who wrote
in it is her own answer, after which no automatic letter goes for that step.

Residual risk: a mail program that puts its copy into Sent more than SLACK late is not seen.
"""

from datetime import datetime, timedelta

from mailproc.errors import MessageGone, MessageRefused
from mailproc.mailbox.base import Envelope, Mailbox
from mailproc.message.origin import IDENTITY, MARK
from mailproc.message.parse import parse
from mailproc.store import answers, meta
from mailproc.store.opening import Store

SLACK = timedelta(hours=1)
"""How long ago a copy may have been sent when it turns up in Sent."""


def look(store: Store, mailbox: Mailbox, *, now: datetime) -> int:
    """Notice what she has sent since the last look; gives how many answers and drafts were new. At the first look
    nothing is old enough to matter. Raises MailboxError, ServerUnreachable, StoreError."""
    last = meta.instant(store, meta.Key.SENT_LOOKED)
    if last is None:
        meta.put(store, meta.Key.SENT_LOOKED, now)
        return 0
    sent = mailbox.recent(mailbox.special("Sent"), since=last - SLACK)
    new = sum(_take(store, mailbox, envelope) for envelope in sent)
    # Never beyond our own clock: a server whose clock is ahead must not make us deaf.
    newest = min(max((envelope.arrived for envelope in sent), default=last), now)
    # In a backup put in the store's place, letters are written anew that these may be: all are looked at again.
    if newest > last and not meta.restored(store):
        meta.put(store, meta.Key.SENT_LOOKED, newest)
    return new


def _take(store: Store, mailbox: Mailbox, envelope: Envelope) -> int:
    try:
        header = mailbox.fetch_header(envelope.place)
    except (MessageGone, MessageRefused):
        return 0
    message = parse(header, arrived=envelope.arrived, truncated=True)
    answer = answers.Answer(
        # A server may have given it another one.
        message_id=message.header(IDENTITY).strip() or message.message_id,
        thread=tuple(dict.fromkeys(filter(None, (message.in_reply_to, *message.references)))),
        recipients=frozenset(person.address for person in (*message.to, *message.cc) if person.address),
        sent=envelope.arrived,
        mark=message.header(MARK).strip(),
    )
    drafts = mailbox.special("Drafts")
    return answers.take(store, answer, lies_in_drafts=lambda identifier: bool(mailbox.find(drafts, identifier)))
