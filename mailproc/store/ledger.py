"""The ledger: which messages are known, how often one was tried, which ones were set aside or are too old.

The way of a poll:

    for envelope in mailbox.waiting(inbox, known=known(store, inbox, validity)):
        if attempt(store, envelope) > TRIES: set_aside(…), next
        message = parse(mailbox.fetch(envelope.place), …)
        if find(store, message.fingerprint): remember(…), next
        record.record(…)

A try is committed before the message is fetched, so that one that kills the process counts too.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.kinds import Kind
from mailproc.mailbox.base import Envelope, FolderPath, Place
from mailproc.message.model import Address, Message
from mailproc.store import schema
from mailproc.store.opening import Store
from mailproc.store.schema import Outcome

TRIES = 3
"""A message that failed so often is set aside."""

SUBJECT_LENGTH = 200
"""As much of a subject as helps the officer to find the message."""


@dataclass(frozen=True, slots=True)
class Known:
    """A message that the ledger holds, and the folios of its cases."""

    id: int
    outcome: Outcome
    kind: Kind | None
    folios: tuple[str, ...]


def known(store: Store, folder: FolderPath, validity: str) -> frozenset[str]:
    """Uids of the folder, under that validity, that need no more work. One whose message has left may be another's: a
    server that went back to a backup gives uids anew."""
    wanted = select(schema.Place.uid).where(
        schema.Place.account_id == store.account_id,
        schema.Place.folder == folder,
        schema.Place.validity == validity,
        schema.Place.message_id.is_not(None),
        schema.Place.left_at.is_(None),
    )
    with store.reading() as session:
        return frozenset(session.scalars(wanted))


def attempt(store: Store, envelope: Envelope) -> int:
    """Count a try at a waiting message; gives its number, 1 for the first."""
    with store.writing() as session:
        place = place_row(session, store, envelope.place)
        place.arrived = envelope.arrived
        place.tries += 1
        return place.tries


def forgive(store: Store, envelope: Envelope) -> None:
    """Take one try back: it ended for a reason that is not the message's (a stop, a server out of reach)."""
    with store.writing() as session:
        place = place_row(session, store, envelope.place)
        place.tries = max(0, place.tries - 1)


def find(store: Store, fingerprint: str) -> Known | None:
    """What is known of a message, wherever it lies."""
    with store.reading() as session:
        row = message_row(session, store, fingerprint)
        if row is None:
            return None
        return Known(row.id, row.outcome, row.kind, tuple(case.folio for case in row.cases))


def remember(store: Store, place: Place, fingerprint: str) -> None:
    """A known message lies (also) at this place. Raises KeyError for an unknown fingerprint."""
    with store.writing() as session:
        row = message_row(session, store, fingerprint)
        if row is None:
            raise KeyError(fingerprint)
        there = place_row(session, store, place)
        there.message_id, there.tries = row.id, 0


def set_aside(store: Store, envelope: Envelope, message: Message | None, reason: str, *, now: datetime) -> None:
    """Give a message up, for the officer to see. `message` is what its header gave, None where not even that."""
    with store.writing() as session:
        row = _alone(session, store, envelope, message, Outcome.SET_ASIDE, now=now)
        if row.outcome is Outcome.SET_ASIDE:
            row.reasons = [reason]


def record_old(store: Store, envelope: Envelope, message: Message, *, now: datetime) -> None:
    """Too old to answer (cases.md, Going live): recorded without a case, neither answered nor moved."""
    with store.writing() as session:
        _alone(session, store, envelope, message, Outcome.OLD, now=now)


def _alone(
    session: Session,
    store: Store,
    envelope: Envelope,
    message: Message | None,
    outcome: Outcome,
    *,
    now: datetime,
) -> schema.Message:
    """A message without a case. One that was handled before stays handled, and forgotten where it was."""
    fingerprint = message.fingerprint if message else _stand_in(envelope.place)
    row = message_row(session, store, fingerprint) or _by_header(session, store, message)
    if row is None:
        row = add_message(session, store, fingerprint, message, outcome, now=now)
        row.arrived = envelope.arrived
        row.size = envelope.size
        session.flush()
    elif row.outcome not in {Outcome.HANDLED, Outcome.FORGOTTEN}:
        row.outcome = outcome
    if message is not None and row.outcome is Outcome.SET_ASIDE:
        describe(session, store, row, message)
    place_row(session, store, envelope.place, arrived=envelope.arrived).message_id = row.id
    return row


def _by_header(session: Session, store: Store, message: Message | None) -> schema.Message | None:
    """The handled message that this is by Message-ID and Date, where there is just one: of an old message only the
    header is fetched, and the officer may have moved one back that was handled when it was new."""
    if message is None or not message.message_id:
        return None
    wanted = select(schema.Message).where(
        schema.Message.account_id == store.account_id,
        schema.Message.message_id == message.message_id,
        schema.Message.date == message.date,
        schema.Message.outcome == Outcome.HANDLED,
    )
    rows = session.scalars(wanted.limit(2)).all()
    return rows[0] if len(rows) == 1 else None


def _stand_in(place: Place) -> str:
    """A fingerprint for a message whose header cannot be had: it changes when the message is moved."""
    words = ("place", *place.folder, place.validity, place.uid)
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def message_row(session: Session, store: Store, fingerprint: str) -> schema.Message | None:
    """The row of a fingerprint."""
    return session.scalar(
        select(schema.Message).where(
            schema.Message.account_id == store.account_id, schema.Message.fingerprint == fingerprint
        )
    )


def place_row(session: Session, store: Store, place: Place, *, arrived: datetime | None = None) -> schema.Place:
    """The row of a place, made where there is none. One that was left is as good as new: what lies there now may be
    another's message."""
    row = session.scalar(
        select(schema.Place).where(
            schema.Place.account_id == store.account_id,
            schema.Place.folder == place.folder,
            schema.Place.validity == place.validity,
            schema.Place.uid == place.uid,
        )
    )
    if row is None:
        row = schema.Place(
            account_id=store.account_id, folder=place.folder, validity=place.validity, uid=place.uid, tries=0
        )
        session.add(row)
        session.flush()
    if row.left_at is not None:
        row.left_at = row.message_id = None
        row.tries = 0
    row.arrived = arrived or row.arrived
    return row


def add_message(
    session: Session,
    store: Store,
    fingerprint: str,
    message: Message | None,
    outcome: Outcome,
    *,
    now: datetime,
) -> schema.Message:
    """A new row of the ledger; kind, flags and size are the caller's to fill."""
    row = schema.Message(
        account_id=store.account_id,
        fingerprint=fingerprint,
        message_id=message.message_id if message else "",
        date=message.date if message else None,
        arrived=message.arrived if message else now,
        size=0,
        subject="",
        outcome=outcome,
        kind=None,
        reasons=[],
        silent="",
        automatic=False,
        authentic=None,
        recorded_at=now,
    )
    session.add(row)
    return row


def describe(session: Session, store: Store, row: schema.Message, message: Message) -> None:
    """Keep sender and subject, by which the officer finds the message: only of what concerns her work here."""
    row.subject = " ".join(message.subject.split())[:SUBJECT_LENGTH]
    row.sender = _sender(session, store, message.sender) if message.sender else None


def _sender(session: Session, store: Store, address: Address) -> schema.Sender:
    row = session.scalar(
        select(schema.Sender).where(
            schema.Sender.account_id == store.account_id, schema.Sender.address == address.address
        )
    )
    if row is None:
        row = schema.Sender(account_id=store.account_id, address=address.address, name=address.name)
        session.add(row)
    row.name = address.name or row.name
    return row
