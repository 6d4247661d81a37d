"""`mailproc purge`: what is older than `[store] keep_days` goes, once a day.

A case goes when it is over (hecho, cerrado, informado) and its last message, its last letter and its end are that old;
with it goes what erasing.py says. Mail without a case, the officer's digests and places where mail lay once go by their
own age. What is still to be done is kept however old it is.

That a message was handled is known for longer: as long as it lies in a folder that is looked into, or is young enough
to be answered. Its row holds a fingerprint by then, and neither sender nor subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from mailproc.cases.kinds import State
from mailproc.config import Settings
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.erasing import Tally, clear_away, erase, make_skeletons
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.schema import FilingState, Outcome

KEPT_EVENTS = ("forgotten", "purged")
"""Lines of the history that stay: that something was deleted, when, how much; they name nobody."""
_OVER = frozenset({State.HECHO, State.CERRADO, State.INFORMADO})
_LETTER_IS_OVER = frozenset({LetterState.SENT, LetterState.FAILED, LetterState.SUPERSEDED, LetterState.OBSERVED})
_AT_ONCE = 100
"""Cases deleted in one transaction: the daemon's own work goes on between two."""


@dataclass(frozen=True, slots=True)
class Purged:
    """How many went, or would. `cases` with all that hangs on them; `messages` without a case, of which from now on
    only the fingerprint is known; `fingerprints` that are not needed any more; the officer's `digests`; `places` where
    mail lay; lines of the `history` that belong to no case."""

    cases: Tally
    messages: int
    fingerprints: int
    digests: int
    places: int
    history: int

    def __bool__(self) -> bool:
        return self.cases != Tally() or any(getattr(self, one.name) for one in fields(self)[1:])


def purge(store: Store, settings: Settings, *, now: datetime, dry_run: bool = False) -> Purged:
    """Delete what is old enough, and leave nothing of it in the files; with `dry_run` only count. Raises StoreError,
    StoreBusy."""
    before = now - timedelta(days=settings.store.keep_days)
    answered = _answered(settings, before, now)
    if dry_run:
        return _tried(store, before, answered)
    total = Tally()
    with store.reading() as session:
        cases = _old_cases(session, store, before)
    for start in range(0, len(cases), _AT_ONCE):
        with store.writing() as session:
            # One of them may have been taken up again since.
            still = set(_old_cases(session, store, before)) & set(cases[start : start + _AT_ONCE])
            total += erase(session, store, still)
    with store.writing() as session:
        purged = Purged(total, *_Rest(session, store, before, answered).delete())
        if purged:
            clear_away(session, store)
            note(session, store, "purged", total.detail, at=now)
    if purged:
        store.compact()
    return purged


class _Undone(Exception):
    """Takes back what was only tried."""


def _tried(store: Store, before: datetime, answered: datetime) -> Purged:
    """What would go: it goes, and comes back."""
    try:
        with store.writing() as session:
            total = erase(session, store, _old_cases(session, store, before))
            purged = Purged(total, *_Rest(session, store, before, answered).delete())
            raise _Undone
    except _Undone:
        return purged


def _answered(settings: Settings, before: datetime, now: datetime) -> datetime:
    """Mail that arrived before this is neither kept nor answered."""
    return min(before, now - timedelta(days=settings.policy.answer_newer_than_days))


def _old_cases(session: Session, store: Store, before: datetime) -> list[int]:
    case, letter, tie = schema.Case, schema.Letter, schema.CaseMessage
    arrived = (
        select(tie.id)
        .join(schema.Message, tie.message_id == schema.Message.id)
        .where(tie.case_id == case.id, schema.Message.arrived >= before)
    )
    composed = select(letter.id).where(
        letter.case_id == case.id, or_(letter.composed_at >= before, letter.state.not_in(_LETTER_IS_OVER))
    )
    changed = select(schema.Event.id).where(schema.Event.case_id == case.id, schema.Event.at >= before)
    wanted = select(case.id).where(
        case.account_id == store.account_id,
        case.state.in_(_OVER),
        case.opened_at < before,
        ~arrived.exists(),
        ~composed.exists(),
        ~changed.exists(),
    )
    return list(session.scalars(wanted.order_by(case.id)))


@dataclass(frozen=True, slots=True)
class _Rest:
    """What belongs to no case and is older than `before`. `answered`: what arrived before it is never answered."""

    session: Session
    store: Store
    before: datetime
    answered: datetime

    def delete(self) -> tuple[int, ...]:
        """Delete them; gives how many went of each, in the order of `Purged`."""
        counts = tuple(self._count(table, condition) for table, condition in self._conditions())
        bare, gone, digests, places, history = (condition for _, condition in self._conditions())
        self.session.execute(delete(schema.Event).where(history))
        self.session.execute(delete(schema.Letter).where(digests))
        unnamed = select(schema.Message.id).where(bare)
        self.session.execute(delete(schema.Reading).where(schema.Reading.message_id.in_(unnamed)))
        make_skeletons(self.session, bare)
        old = select(schema.Message.id).where(gone).scalar_subquery()
        self.session.execute(
            update(schema.Letter).where(schema.Letter.answered_id.in_(old)).values(answered_id=None)
        )
        self.session.execute(delete(schema.Filing).where(schema.Filing.message_id.in_(old)))
        lay = select(schema.Place.id).where(places).scalar_subquery()
        self.session.execute(update(schema.Filing).where(schema.Filing.place_id.in_(lay)).values(place_id=None))
        self.session.execute(delete(schema.Place).where(places))
        self.session.execute(delete(schema.Message).where(gone))
        return counts

    def _count(self, table: type[schema.Base], condition: ColumnElement[bool]) -> int:
        return self.session.scalar(select(func.count(table.id)).where(condition)) or 0

    def _conditions(self) -> Sequence[tuple[type[schema.Base], ColumnElement[bool]]]:
        account, message, place, event = self.store.account_id, schema.Message, schema.Place, schema.Event
        alone = and_(message.account_id == account, message.arrived < self.before, ~message.cases.any())
        pending = (schema.Filing.message_id == message.id, schema.Filing.state == FilingState.PENDING)
        lies = (place.message_id == message.id, place.left_at.is_(None))
        return (
            (message, and_(alone, message.outcome != Outcome.FORGOTTEN)),
            (
                message,
                and_(
                    alone,
                    message.arrived < self.answered,
                    ~select(place.id).where(*lies).exists(),
                    ~select(schema.Filing.id).where(*pending).exists(),
                ),
            ),
            (
                schema.Letter,
                and_(
                    schema.Letter.account_id == account,
                    schema.Letter.case_id.is_(None),
                    schema.Letter.template.in_(OFFICER_TEMPLATES),
                    schema.Letter.composed_at < self.before,
                    schema.Letter.state.in_(_LETTER_IS_OVER),
                ),
            ),
            (
                place,
                and_(
                    place.account_id == account,
                    or_(
                        place.left_at < self.before,
                        and_(place.message_id.is_(None), place.arrived < self.answered),
                    ),
                ),
            ),
            (
                event,
                and_(
                    event.account_id == account,
                    event.case_id.is_(None),
                    event.at < self.before,
                    event.what.not_in(KEPT_EVENTS),
                ),
            ),
        )
