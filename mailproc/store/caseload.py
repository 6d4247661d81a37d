"""The cases' rows as one message changes them: opened, joined, moved on, put under suspicion.

Everything here is part of the caller's transaction.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailproc.cases.decision import Decision
from mailproc.cases.kinds import Kind, State
from mailproc.config import Policy, Settings
from mailproc.store import meta, schema
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.students import named, student_row

REASONS = 12
"""Sentences that a case keeps, the newest first."""
_SUSPECTED = "Una persona debe verlo junto con el caso {}."


def take_up(
    session: Session,
    store: Store,
    decision: Decision,
    message: schema.Message,
    settings: Settings,
    *,
    now: datetime,
) -> schema.Case:
    """The case of a decision: a new one, or the one it joins, changed as it says; the message belongs to it."""
    case = _by_folio(session, store, decision.joins) if decision.joins else None
    if case is None:
        case = _opened(session, store, decision, settings, now=now)
        case.messages.append(message)
        session.flush()
        note(session, store, "opened", case.kind.value, at=now, case=case, message=message)
    else:
        if message not in case.messages:
            case.messages.append(message)
        note(session, store, "joined", decision.kind.value, at=now, case=case, message=message)
        if decision.keeps:
            _keep(case, decision, settings.policy, now=now)
        else:
            _move(session, store, case, decision, settings.policy, now=now)
    session.flush()
    return case


def suspect(
    session: Session, store: Store, decision: Decision, case: schema.Case, *, now: datetime
) -> list[schema.Case]:
    """The other cases that a person must look at together with this one, put under suspicion."""
    found = (_by_folio(session, store, folio) for folio in decision.suspects)
    others = [other for other in found if other is not None and other is not case]
    for other in others:
        _suspect(session, store, other, case, now=now)
    return others


def folio(year: int, number: int) -> str:
    """AF, the two-digit year and the running number of at least five digits: AF-26-00123."""
    return f"AF-{year % 100:02}-{number:05}"


def _opened(
    session: Session, store: Store, decision: Decision, settings: Settings, *, now: datetime
) -> schema.Case:
    year = now.astimezone(settings.zone).year
    number = _next_number(session, store, year)
    previous = _by_folio(session, store, decision.previous) if decision.previous else None
    case = schema.Case(
        account_id=store.account_id,
        folio=folio(year, number),
        year=year,
        number=number,
        student=student_row(session, store, decision.student) or (previous.student if previous else None),
        kind=decision.kind,
        state=decision.course.state,
        reasons=list(decision.reasons),
        missing=[missing.value for missing in decision.facts.missing],
        umf_wish=decision.facts.umf_wish,
        opened_at=now,
        due_at=due(decision.kind, decision.course.state, settings.policy, now),
        previous_id=previous.id if previous else None,
    )
    session.add(case)
    return case


def _keep(case: schema.Case, decision: Decision, policy: Policy, *, now: datetime) -> None:
    """What a case that stays as it is takes from a message: a wish, a sentence, more time for who just wrote."""
    case.umf_wish = decision.facts.umf_wish or case.umf_wish
    if decision.noted:
        case.reasons = with_reasons(decision.reasons[:1], case.reasons)
    if case.state is State.ESPERA_ALUMNO:
        case.due_at = due(case.kind, case.state, policy, now)


def _move(
    session: Session, store: Store, case: schema.Case, decision: Decision, policy: Policy, *, now: datetime
) -> None:
    """The case takes kind, state, reasons and terms of the decision; its student becomes known."""
    if case.kind is not decision.kind:
        note(session, store, "kind", f"{case.kind.value} {decision.kind.value}", at=now, case=case)
        case.reminded_at = None
    if case.state is not decision.course.state:
        note(session, store, "state", f"{case.state.value} {decision.course.state.value}", at=now, case=case)
    case.kind = decision.kind
    case.state = decision.course.state
    case.reasons = with_reasons(decision.reasons, case.reasons)
    case.missing = [missing.value for missing in decision.facts.missing]
    case.umf_wish = decision.facts.umf_wish or case.umf_wish
    case.due_at = due(decision.kind, decision.course.state, policy, now)
    case.closed_at = None
    case.student = named(session, store, case.student, decision.student)


def _suspect(session: Session, store: Store, case: schema.Case, other: schema.Case, *, now: datetime) -> None:
    """A person must look at that case too; one that is over is only told so."""
    case.reasons = with_reasons((_SUSPECTED.format(other.folio),), case.reasons)
    if case.state not in {State.HECHO, State.CERRADO, State.EN_MANOS} and case.kind is not Kind.REVISAR:
        note(session, store, "kind", f"{case.kind.value} {Kind.REVISAR.value}", at=now, case=case)
        case.kind, case.state, case.due_at = Kind.REVISAR, State.POR_HACER, None


def with_reasons(new: tuple[str, ...], old: list[str]) -> list[str]:
    return list(dict.fromkeys((*new, *old)))[:REASONS]


def _by_folio(session: Session, store: Store, folio: str) -> schema.Case | None:
    return session.scalar(
        select(schema.Case).where(schema.Case.account_id == store.account_id, schema.Case.folio == folio)
    )


def _next_number(session: Session, store: Store, year: int) -> int:
    """One more than the year's last, forgotten ones counted: a folio stands in letters that went, and is never another
    student's. The account's row is locked first, for databases with many writers."""
    session.scalar(select(schema.Account.id).where(schema.Account.id == store.account_id).with_for_update())
    last = session.scalar(
        select(func.max(schema.Case.number)).where(
            schema.Case.account_id == store.account_id, schema.Case.year == year
        )
    )
    forgotten = meta.read(session, store, meta.Key.LAST_FOLIO).split()
    gone = int(forgotten[1]) if forgotten[:1] == [str(year)] else 0
    return max(last or 0, gone) + 1


def due(kind: Kind, state: State, policy: Policy, now: datetime) -> datetime | None:
    """When the next step of the case is due: the student's by the reminder, the officer's by her own terms."""
    days: int | None = None
    if state is State.ESPERA_ALUMNO:
        days = policy.remind_after_days
    elif kind is Kind.ALTA:
        days = policy.alta_days
    elif kind is Kind.HOJA:
        days = policy.hoja_days
    return now + timedelta(days=days) if days else None
