"""Reading cases: for `mailproc cases`, for explaining one, for whoever asks how one stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Kind, State
from mailproc.message.model import Address
from mailproc.reply.model import LetterState
from mailproc.store import schema
from mailproc.store.opening import Store
from mailproc.store.students import student_of


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message of a case. `sender` is None where From was broken, `silent` says why it got no letter."""

    message_id: str
    subject: str
    arrived: datetime
    kind: Kind | None
    sender: Address | None
    silent: str


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """A letter of a case, or an alarm about it. `id` is its number in the outbox."""

    template: str
    state: LetterState
    composed_at: datetime
    sent_at: datetime | None
    reason: str
    subject: str
    text: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What a person wrote down about a case."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its messages (oldest arrival first), letters and notes (oldest first). Instants are UTC;
    `merged_into` is the folio of the case it was joined to, or ""."""

    folio: str
    kind: Kind
    state: State
    student: Student
    reasons: tuple[str, ...]
    missing: tuple[Missing, ...]
    umf_wish: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    version: int
    messages: tuple[CaseMessage, ...]
    letters: tuple[CaseLetter, ...]
    notes: tuple[CaseNote, ...] = ()
    merged_into: str = ""


def cases(store: Store, state: State | None = None) -> tuple[Case, ...]:
    """All cases, or those in a state, in the order of their folios."""
    conditions = () if state is None else (schema.Case.state == state,)
    with store.reading() as session:
        return load(session, store, *conditions)


def case(store: Store, folio: str) -> Case | None:
    """The case of a folio (in small letters, too), None where there is none."""
    with store.reading() as session:
        found = load(session, store, schema.Case.folio == folio.strip().upper())
    return found[0] if found else None


def load(session: Session, store: Store, *conditions: ColumnElement[bool]) -> tuple[Case, ...]:
    """The account's cases that meet the conditions, in the order of their folios, in a handful of statements."""
    rows = session.scalars(
        select(schema.Case)
        .where(schema.Case.account_id == store.account_id, *conditions)
        .options(
            selectinload(schema.Case.student),
            selectinload(schema.Case.messages).selectinload(schema.Message.sender),
            selectinload(schema.Case.letters),
            selectinload(schema.Case.notes),
        )
        .order_by(schema.Case.year, schema.Case.number)
    )
    return tuple(_case(row) for row in rows)


def student_object(student: Student) -> dict[str, str]:
    """The JSON form of a student; "" where unknown."""
    return {
        "name": student.name,
        "curp": student.curp,
        "nss": student.nss,
        "control": student.control,
        "address": student.address,
        "programme": student.programme,
        "semester": student.semester,
    }


def as_json(case: Case) -> dict[str, Any]:
    """The object that `mailproc cases --json` prints for a case; instants as ISO 8601 in UTC."""
    return {
        "id": case.folio,
        "kind": case.kind.value,
        "state": case.state.value,
        "student": student_object(case.student),
        "messages": [message.message_id for message in case.messages],
        "letters": [
            {"template": letter.template, "sent_at": _iso(letter.sent_at), "state": letter.state.value}
            for letter in case.letters
        ],
        "umf_wish": case.umf_wish,
        "reasons": list(case.reasons),
        "opened_at": _iso(case.opened_at),
        "due_at": _iso(case.due_at),
    }


def _case(row: schema.Case) -> Case:
    return Case(
        folio=row.folio,
        kind=row.kind,
        state=row.state,
        student=student_of(row.student),
        reasons=tuple(row.reasons),
        missing=tuple(Missing(value) for value in row.missing),
        umf_wish=row.umf_wish,
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        version=row.version,
        messages=tuple(_message(message) for message in row.messages),
        letters=tuple(
            CaseLetter(
                letter.template,
                letter.state,
                letter.composed_at,
                letter.sent_at,
                letter.reason,
                letter.subject,
                letter.text,
                letter.id,
            )
            for letter in row.letters
        ),
        notes=tuple(CaseNote(one.at, one.who, one.text) for one in row.notes),
        merged_into=row.merged_into,
    )


def _message(row: schema.Message) -> CaseMessage:
    return CaseMessage(
        message_id=row.message_id,
        subject=row.subject,
        arrived=row.arrived,
        kind=row.kind,
        sender=Address(row.sender.name, row.sender.address) if row.sender else None,
        silent=row.silent,
    )


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
