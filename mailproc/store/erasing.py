"""Cases deleted with all that hangs on them: what `forget` does for one student, and `purge` for what is old.

Of a message stays that it was handled, by its fingerprint alone (Outcome.FORGOTTEN), so that it is never answered
again; sender, subject, Message-ID, date, kind and reasons go. Of a message that another case needs, only the tie goes.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from mailproc.errors import UsageError
from mailproc.reply.model import LetterState
from mailproc.store import meta, schema
from mailproc.store.opening import Store
from mailproc.store.schema import Outcome

WAITING = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are, or were, of each. `waiting` are those of the letters that had not gone; `shared` the
    messages that other cases keep."""

    cases: int = 0
    messages: int = 0
    shared: int = 0
    readings: int = 0
    crops: int = 0
    letters: int = 0
    waiting: int = 0
    movements: int = 0
    notes: int = 0
    roster: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def detail(self) -> str:
        """For the history: "cases=1 messages=2", what is none left out."""
        return " ".join(f"{one.name}={count}" for one in fields(self) if (count := getattr(self, one.name)))


def own_messages(session: Session, cases: Collection[int]) -> tuple[set[int], set[int]]:
    """The messages that belong to these cases alone, and those that others have too."""
    tie = schema.CaseMessage
    every = set(session.scalars(select(tie.message_id).where(tie.case_id.in_(cases))))
    others = select(tie.message_id).where(tie.message_id.in_(every), tie.case_id.not_in(cases))
    shared = set(session.scalars(others))
    return every - shared, shared


def counted(session: Session, cases: Collection[int], messages: Collection[int] = ()) -> Tally:
    """What `erase` would delete."""
    own, shared = own_messages(session, cases)
    own |= set(messages)
    readings = _readings(cases, own)
    letters = schema.Letter.case_id.in_(cases)
    return Tally(
        cases=len(cases),
        messages=len(own),
        shared=len(shared),
        readings=_count(session, schema.Reading, readings),
        crops=_count(session, schema.Crop, schema.Crop.reading_id.in_(select(schema.Reading.id).where(readings))),
        letters=_count(session, schema.Letter, letters),
        waiting=_count(
            session,
            schema.Letter,
            letters,
            or_(
                schema.Letter.state.in_(WAITING),
                (schema.Letter.state == LetterState.DRAFT) & schema.Letter.drafted_at.is_(None),
            ),
        ),
        movements=_count(session, schema.Movement, schema.Movement.case_id.in_(cases)),
        notes=_count(session, schema.Note, schema.Note.case_id.in_(cases)),
    )


def erase(session: Session, store: Store, cases: Collection[int], messages: Collection[int] = ()) -> Tally:
    """Delete these cases (a few hundred at most) with their letters, readings, movements and history, and what is kept
    of their messages and of `messages`, which have no case. Raises UsageError where one of the letters is on its way
    at this very moment."""
    sending = (schema.Letter.case_id.in_(cases), schema.Letter.state == LetterState.SENDING)
    if _count(session, schema.Letter, *sending):
        raise UsageError("A letter of this student is being sent at this moment: try again in a minute.")
    tally = counted(session, cases, messages)
    own, _ = own_messages(session, cases)
    own |= set(messages)
    _keep_number(session, store, cases)
    for table, condition in (
        (schema.Reading, _readings(cases, own)),
        (schema.Letter, schema.Letter.case_id.in_(cases)),
        (schema.Event, or_(schema.Event.case_id.in_(cases), schema.Event.message_id.in_(own))),
        (schema.Move, schema.Move.message_id.in_(own)),
    ):
        session.execute(delete(table).where(condition))
    session.execute(update(schema.Case).where(schema.Case.previous_id.in_(cases)).values(previous_id=None))
    session.execute(update(schema.Message).where(schema.Message.id.in_(own)).values(_SKELETON))
    session.execute(delete(schema.Case).where(schema.Case.id.in_(cases)))
    return tally


def clear_away(session: Session, store: Store) -> None:
    """Students of whom nothing speaks any more, and senders of whom no message is kept, go too."""
    student, sender = schema.Student, schema.Sender
    unused = [
        student.id.not_in(select(table.student_id).where(table.student_id.is_not(None)))
        for table in (schema.Case, schema.Reading, schema.Movement)
    ]
    session.execute(delete(student).where(student.account_id == store.account_id, *unused))
    wrote = select(schema.Message.sender_id).where(schema.Message.sender_id.is_not(None))
    session.execute(delete(sender).where(sender.account_id == store.account_id, sender.id.not_in(wrote)))


_SKELETON: dict[str, Any] = {
    "message_id": "",
    "date": None,
    "subject": "",
    "sender_id": None,
    "outcome": Outcome.FORGOTTEN,
    "kind": None,
    "reasons": [],
    "silent": "",
    "automatic": False,
    "authentic": None,
}


def make_skeletons(session: Session, condition: ColumnElement[bool]) -> None:
    """Of these messages stays that they were handled."""
    session.execute(update(schema.Message).where(condition).values(_SKELETON))


def _readings(cases: Collection[int], messages: Collection[int]) -> ColumnElement[bool]:
    return or_(schema.Reading.case_id.in_(cases), schema.Reading.message_id.in_(messages))


def _count(session: Session, table: type[schema.Base], *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(table.id)).where(*conditions)) or 0


def _keep_number(session: Session, store: Store, cases: Collection[int]) -> None:
    """Remember the last folio of those that go: none is given twice."""
    wanted = select(schema.Case.year, schema.Case.number).where(schema.Case.id.in_(cases))
    last = session.execute(wanted.order_by(schema.Case.year.desc(), schema.Case.number.desc()).limit(1)).first()
    before = tuple(map(int, meta.read(session, store, meta.Key.LAST_FOLIO).split()))
    if last is not None and tuple(last) > before:
        meta.write(session, store, meta.Key.LAST_FOLIO, f"{last.year} {last.number}")
