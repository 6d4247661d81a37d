"""A handled message, its case, its letter and its filing: one transaction.

What follows (the letter goes, the message moves) is done later from these rows and repeated until done, so a kill
before the commit leaves the message waiting in the inbox, and a kill after it loses nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailproc.cases.decision import Decision
from mailproc.cases.kinds import Kind, State
from mailproc.config import Policy, Settings
from mailproc.mailbox.base import Envelope
from mailproc.message.model import Message
from mailproc.reading.model import Document
from mailproc.reply.model import Letter, LetterState
from mailproc.store import schema
from mailproc.store.filings import intend
from mailproc.store.history import note
from mailproc.store.ledger import add_message, describe, message_row, place_row
from mailproc.store.opening import Store
from mailproc.store.outbox import add_letter
from mailproc.store.schema import FilingState, Outcome
from mailproc.store.students import student_row

WITHOUT_CASE = frozenset({Kind.AUTOMATICO, Kind.AJENO})
"""Kinds that open no case and take no folio."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture (PNG by default) of the place where a field's value stands."""

    field: str
    image: bytes
    media: str = "image/png"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it is kept. `body` is the JSON object that `mailproc read --json` prints for it."""

    file: str
    sha256: str
    document: Document
    body: Mapping[str, Any]
    crops: tuple[Crop, ...] = ()


@dataclass(frozen=True, slots=True)
class Handling:
    """A message and what was made of it. `authentic` is None where nothing speaks for or against the sender."""

    envelope: Envelope
    message: Message
    decision: Decision
    sheets: Sequence[Sheet] = ()
    automatic: bool = False
    authentic: bool | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What now stands in the store. `already` means that the message was handled before and nothing changed;
    `folio` is "" without a case, `letter` and `filing` are None where there is none."""

    message_id: int
    folio: str
    letter: LetterState | None
    filing: FilingState | None
    already: bool = False


def record(
    store: Store,
    handling: Handling,
    settings: Settings,
    *,
    now: datetime,
    compose: Callable[[str], Letter | None],
) -> Recorded:
    """Write a handled message with all that follows from it. Once for each fingerprint.

    `compose(folio)` gives the letter that answers it, or the officer's alarm, or None; it is called within the
    transaction and must not use the store. If it raises, nothing is written and the folio is not used up.
    Raises StoreError, StoreBusy.
    """
    with store.writing() as session:
        row = message_row(session, store, handling.message.fingerprint)
        if row is not None and row.outcome is Outcome.HANDLED:
            place_row(session, store, handling.envelope.place).message_id = row.id
            return _already(session, row)
        row = _message(session, store, handling, row, now=now)
        case = None
        if handling.decision.kind not in WITHOUT_CASE:
            case = _open_case(session, store, handling.decision, settings, now=now)
            case.messages.append(row)
            session.flush()
            note(session, store, "opened", case.kind.value, at=now, case=case, message=row)
        _sheets(session, store, handling, row, case)
        letter = compose(case.folio) if case else None
        state = _letter_state(letter, handling.decision.kind, settings.policy) if letter else None
        if letter and state:
            add_letter(session, store, letter, state, now=now, case=case, answered=row)
        filing = _file(session, store, handling.decision, row, settings.policy, now=now)
        return Recorded(row.id, case.folio if case else "", state, filing)


def _already(session: Session, row: schema.Message) -> Recorded:
    wanted = select(schema.Letter.state).where(schema.Letter.answered_id == row.id)
    letter = session.scalar(wanted.order_by(schema.Letter.id))
    filed = select(schema.Filing.state).where(schema.Filing.message_id == row.id)
    filing = session.scalar(filed.order_by(schema.Filing.id.desc()))
    return Recorded(row.id, row.cases[0].folio if row.cases else "", letter, filing, already=True)


def _message(
    session: Session, store: Store, handling: Handling, row: schema.Message | None, *, now: datetime
) -> schema.Message:
    """The message's row, new or set aside before, with this outcome, and its place."""
    message, decision = handling.message, handling.decision
    if row is None:
        row = add_message(session, store, message.fingerprint, message, Outcome.HANDLED, now=now)
    row.outcome = Outcome.HANDLED
    row.size = handling.envelope.size
    row.kind = decision.kind
    row.reasons = list(decision.reasons)
    row.silent = decision.silent
    row.automatic = handling.automatic
    row.authentic = handling.authentic
    row.recorded_at = now
    if decision.kind not in WITHOUT_CASE:
        describe(session, store, row, message)
    session.flush()
    place_row(session, store, handling.envelope.place, arrived=handling.envelope.arrived).message_id = row.id
    return row


def _open_case(
    session: Session, store: Store, decision: Decision, settings: Settings, *, now: datetime
) -> schema.Case:
    year = now.astimezone(settings.zone).year
    number = _next_number(session, store, year)
    case = schema.Case(
        account_id=store.account_id,
        folio=folio(year, number),
        year=year,
        number=number,
        student=student_row(session, store, decision.student),
        kind=decision.kind,
        state=decision.course.state,
        reasons=list(decision.reasons),
        missing=[missing.value for missing in decision.facts.missing],
        umf_wish=decision.facts.umf_wish,
        opened_at=now,
        due_at=_due(decision, settings.policy, now),
    )
    session.add(case)
    return case


def folio(year: int, number: int) -> str:
    """AF, the two-digit year and the running number of at least five digits: AF-26-00123."""
    return f"AF-{year % 100:02}-{number:05}"


def _next_number(session: Session, store: Store, year: int) -> int:
    """One more than the year's last. The account's row is locked first, for databases with many writers."""
    session.scalar(select(schema.Account.id).where(schema.Account.id == store.account_id).with_for_update())
    last = session.scalar(
        select(func.max(schema.Case.number)).where(
            schema.Case.account_id == store.account_id, schema.Case.year == year
        )
    )
    return (last or 0) + 1


def _due(decision: Decision, policy: Policy, now: datetime) -> datetime | None:
    """When the next step of the case is due: the student's by the reminder, the officer's by her own terms."""
    days: int | None = None
    if decision.course.state is State.ESPERA_ALUMNO:
        days = policy.remind_after_days
    elif decision.kind is Kind.ALTA:
        days = policy.alta_days
    elif decision.kind is Kind.HOJA:
        days = policy.hoja_days
    return now + timedelta(days=days) if days else None


def _sheets(
    session: Session, store: Store, handling: Handling, row: schema.Message, case: schema.Case | None
) -> None:
    for sheet in handling.sheets:
        reading = schema.Reading(
            account_id=store.account_id,
            message_id=row.id,
            case_id=case.id if case else None,
            student_id=case.student_id if case else None,
            file=sheet.file,
            sha256=sheet.sha256,
            document=sheet.document,
            body=dict(sheet.body),
        )
        reading.crops = [
            schema.Crop(account_id=store.account_id, field=crop.field, media=crop.media, image=crop.image)
            for crop in sheet.crops
        ]
        session.add(reading)


def _letter_state(letter: Letter, kind: Kind, policy: Policy) -> LetterState:
    """What the mode makes of a letter. The officer's own mail goes in every mode."""
    if letter.for_officer:
        return LetterState.QUEUED
    if policy.mode == "observe":
        return LetterState.OBSERVED
    if policy.mode == "draft" or kind in policy.draft_kinds:
        return LetterState.DRAFT
    return LetterState.QUEUED


def _file(
    session: Session,
    store: Store,
    decision: Decision,
    row: schema.Message,
    policy: Policy,
    *,
    now: datetime,
) -> FilingState | None:
    """Where the message shall lie; what stays in the inbox unflagged needs no filing."""
    flag = decision.kind is Kind.URGENTE
    if decision.course.folder is None and not flag:
        return None
    state = FilingState.OBSERVED if policy.mode == "observe" else FilingState.PENDING
    intend(session, store, row, decision.course.folder, state, flag=flag, now=now)
    return state
