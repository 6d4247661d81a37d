"""Letters that a person lets go or takes back: `mailproc outbox`. What goes, goes through the gate all the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from mailproc.errors import UsageError
from mailproc.reply.model import LetterState
from mailproc.store import schema
from mailproc.store.history import note
from mailproc.store.opening import Store

RECENT = timedelta(days=7)
"""How long a letter that never went is still listed."""
DROPPED = "Se quitó a mano."

_OPEN = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.SENDING, LetterState.UNCERTAIN})
_OVER = {
    LetterState.SENT: "has gone",
    LetterState.SENDING: "is being sent at this moment; look again in a minute",
    LetterState.DRAFT: "lies in Drafts: send or delete it there",
    LetterState.OBSERVED: "was only noted, in mode observe, and never goes",
    LetterState.FAILED: "was refused for good and never goes; write to the student by hand",
    LetterState.SUPERSEDED: "was replaced or taken back and never goes",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter of the outbox that is not over. `folio` is "" for what belongs to no case; `due_at` is when it is looked
    at again, None at once; `reason` why it has not gone."""

    id: int
    state: LetterState
    template: str
    folio: str
    recipient: str
    since: datetime
    due_at: datetime | None
    reason: str


def waiting(store: Store, *, now: datetime) -> tuple[Waiting, ...]:
    """Letters that have not gone, oldest first, and those that failed of late. Raises StoreError."""
    wanted = (
        select(schema.Letter)
        .where(
            schema.Letter.account_id == store.account_id,
            or_(
                schema.Letter.state.in_(_OPEN),
                and_(schema.Letter.state == LetterState.DRAFT, schema.Letter.drafted_at.is_(None)),
                and_(schema.Letter.state == LetterState.FAILED, schema.Letter.ended_at > now - RECENT),
            ),
        )
        .options(selectinload(schema.Letter.case))
        .order_by(schema.Letter.id)
    )
    with store.reading() as session:
        return tuple(_waiting(row) for row in session.scalars(wanted))


def letter(store: Store, identifier: int) -> Waiting:
    """One letter, whatever its state. Raises UsageError where there is none, StoreError."""
    with store.reading() as session:
        return _waiting(_row(session, store, identifier))


def release(store: Store, identifier: int, *, again: bool, now: datetime, who: str) -> Waiting:
    """A letter that waits is due now. One that may have gone goes `again`, under its own Message-ID. Raises UsageError
    where it cannot go, or may have gone and nobody said `again`; StoreError."""
    with store.writing() as session:
        row = _row(session, store, identifier)
        if row.state is LetterState.UNCERTAIN:
            if not again:
                raise UsageError(
                    f"letter {identifier}: it may have gone, and the student would get it twice; look for it in Sent, "
                    "and give --yes to send it all the same."
                )
            row.ended_at = None
        elif not _waits(row):
            raise UsageError(f"letter {identifier}: {_OVER[row.state]}.")
        if row.state is not LetterState.DRAFT:
            row.state = LetterState.QUEUED
        row.due_at, row.reason = now, ""
        note(session, store, "letter released", row.template, at=now, case=row.case, who=who)
        return _waiting(row)


def drop(store: Store, identifier: int, *, now: datetime, who: str) -> Waiting:
    """A letter that waits, or may have gone, does not go any more. Raises UsageError where there is nothing to take
    back, StoreError."""
    with store.writing() as session:
        row = _row(session, store, identifier)
        if row.state is not LetterState.UNCERTAIN and not _waits(row):
            raise UsageError(f"letter {identifier}: {_OVER[row.state]}.")
        row.state, row.due_at, row.reason = LetterState.SUPERSEDED, None, DROPPED
        row.parts.clear()
        note(session, store, "letter dropped", row.template, at=now, case=row.case, who=who)
        return _waiting(row)


def _waits(row: schema.Letter) -> bool:
    return row.state in {LetterState.QUEUED, LetterState.HELD} or (
        row.state is LetterState.DRAFT and row.drafted_at is None
    )


def _row(session: Session, store: Store, identifier: int) -> schema.Letter:
    row = session.get(schema.Letter, identifier)
    if row is None or row.account_id != store.account_id:
        raise UsageError(f"letter {identifier}: there is none of that number; `mailproc outbox list` shows them.")
    return row


def _waiting(row: schema.Letter) -> Waiting:
    return Waiting(
        id=row.id,
        state=row.state,
        template=row.template,
        folio=row.case.folio if row.case else "",
        recipient=row.recipient,
        since=row.ended_at or row.composed_at,
        due_at=row.due_at,
        reason=row.reason,
    )
