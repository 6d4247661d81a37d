"""What IMSS answered to exported movements, and what that does to their cases."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.kinds import Kind, State
from mailproc.config import Policy
from mailproc.idse.layout import MovementType
from mailproc.store import schema
from mailproc.store.caseload import with_reasons
from mailproc.store.filings import gather
from mailproc.store.history import note
from mailproc.store.opening import Store

_REJECTED = {MovementType.ALTA: "El IMSS rechazó el alta", MovementType.BAJA: "El IMSS rechazó la baja"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What IMSS says of a student's movement; `reason` is its own words for a rejection, or ""."""

    nss: str
    type: MovementType
    accepted: bool
    reason: str = ""


class Came(Enum):
    """What a verdict was: NEW, KNOWN before, or UNKNOWN: no such movement was ever exported."""

    NEW = "new"
    KNOWN = "known"
    UNKNOWN = "unknown"


def take_verdict(store: Store, verdict: Verdict, policy: Policy, *, now: datetime) -> tuple[Came, str]:
    """Write a verdict down with the student's last movement of that type; gives what it was, and the case's folio, ""
    if unknown. A rejected movement's case goes to Revisar with the reason, unless it is in the officer's own hands;
    what is accepted leaves the case where it is. Raises StoreError, StoreBusy."""
    with store.writing() as session:
        movement = _last_movement(session, store, verdict)
        if movement is None:
            return Came.UNKNOWN, ""
        case = session.get_one(schema.Case, movement.case_id)
        if (movement.accepted, movement.reason) == (verdict.accepted, verdict.reason):
            return Came.KNOWN, case.folio
        movement.accepted, movement.reason = verdict.accepted, verdict.reason
        what = "accepted" if verdict.accepted else "rejected"
        note(session, store, what, verdict.type.value, at=now, case=case)
        if not verdict.accepted:
            _to_review(session, store, case, verdict, policy, now=now)
        return Came.NEW, case.folio


def _last_movement(session: Session, store: Store, verdict: Verdict) -> schema.Movement | None:
    return session.scalar(
        select(schema.Movement)
        .join(schema.Student, schema.Student.id == schema.Movement.student_id)
        .where(
            schema.Movement.account_id == store.account_id,
            schema.Movement.type == verdict.type.value,
            schema.Student.nss == verdict.nss,
        )
        .order_by(schema.Movement.id.desc())
        .limit(1)
    )


def _to_review(
    session: Session, store: Store, case: schema.Case, verdict: Verdict, policy: Policy, *, now: datetime
) -> None:
    said = _REJECTED[verdict.type] + (f": {verdict.reason.rstrip('.')}." if verdict.reason else ".")
    case.reasons = with_reasons((said,), case.reasons)
    if case.state is State.EN_MANOS:
        return
    if case.kind is not Kind.REVISAR:
        note(session, store, "kind", f"{case.kind.value} {Kind.REVISAR.value}", at=now, case=case)
    if case.state is not State.POR_HACER:
        note(session, store, "state", f"{case.state.value} {State.POR_HACER.value}", at=now, case=case)
    case.kind, case.state, case.due_at, case.closed_at = Kind.REVISAR, State.POR_HACER, None, None
    session.flush()
    gather(session, store, case, policy, now=now)
