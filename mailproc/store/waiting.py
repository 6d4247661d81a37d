"""Cases that wait for their student: who is to be reminded, and which ones have waited long enough."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailproc.cases.decision import Facts, Missing, Standing
from mailproc.cases.kinds import Kind, State
from mailproc.config import Settings
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.histories import since
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.outbox import add_letter
from mailproc.store.record import letter_state
from mailproc.store.ruling import Compose, FollowUp

REMINDER = "recordatorio"
_NEVER_WENT = frozenset({LetterState.FAILED, LetterState.SUPERSEDED})
_PASSES = frozenset({State.ESPERA_ALUMNO, State.INFORMADO})
"""States that end by themselves: the student owes something, or was told all there is to tell."""


def remind(store: Store, settings: Settings, compose: Compose, *, now: datetime) -> int:
    """Write one reminder for each case whose student owes something since `remind_after_days`; gives their number.

    It goes to the address that the case's last letter went to; where none was ever written, nobody is reminded.
    Each case is a transaction of its own; `compose` must not use the store. Raises StoreError, ConfigurationError.
    """
    with store.reading() as session:
        wanted = select(schema.Case.id).where(
            schema.Case.account_id == store.account_id,
            schema.Case.state == State.ESPERA_ALUMNO,
            schema.Case.due_at <= now,
            schema.Case.reminded_at.is_(None),
        )
        waiting = session.scalars(wanted.order_by(schema.Case.id)).all()
    return sum(_remind(store, settings, identifier, compose, now=now) for identifier in waiting)


def _remind(store: Store, settings: Settings, identifier: int, compose: Compose, *, now: datetime) -> bool:
    with store.writing() as session:
        case = session.get_one(schema.Case, identifier)
        if case.state is not State.ESPERA_ALUMNO or case.reminded_at is not None:
            return False
        case.reminded_at, case.due_at = now, None
        last = _last_letter(case)
        if last is None:
            return False
        stands = since(session, case).astimezone(settings.zone).date()
        standing = Standing(case.kind, case.state, stands, tuple(map(Missing, case.missing)))
        letter = compose(
            FollowUp(
                template=REMINDER,
                folio=case.folio,
                facts=Facts(standing=standing, missing=standing.missing),
                recipient=last.recipient,
                answers=last.answered.message_id if last.answered else "",
                occasion=stands.isoformat(),
            )
        )
        state = letter_state(letter, case.kind, settings.policy)
        add_letter(session, store, letter, state, now=now, case=case, answered=last.answered)
        return True


def close_idle(store: Store, settings: Settings, *, now: datetime) -> int:
    """End the cases in which nobody has written since `close_after_days`; gives their number. Raises StoreError."""
    before = now - timedelta(days=settings.policy.close_after_days)
    with store.writing() as session:
        closed = _idle(session, store, before)
        for case in closed:
            note(session, store, "state", f"{case.state.value} {State.CERRADO.value}", at=now, case=case)
            case.state, case.closed_at, case.due_at = State.CERRADO, now, None
        return len(closed)


def _idle(session: Session, store: Store, before: datetime) -> list[schema.Case]:
    last = (
        select(schema.CaseMessage.case_id, func.max(schema.Message.arrived).label("at"))
        .join(schema.Message, schema.Message.id == schema.CaseMessage.message_id)
        .group_by(schema.CaseMessage.case_id)
        .subquery()
    )
    wanted = (
        select(schema.Case)
        .join(last, last.c.case_id == schema.Case.id)
        .where(
            schema.Case.account_id == store.account_id,
            schema.Case.state.in_(_PASSES),
            schema.Case.kind != Kind.URGENTE,
            last.c.at <= before,
            schema.Case.opened_at <= before,
        )
        .order_by(schema.Case.id)
    )
    return list(session.scalars(wanted))


def _last_letter(case: schema.Case) -> schema.Letter | None:
    letters = [
        one for one in case.letters if one.template not in OFFICER_TEMPLATES and one.state not in _NEVER_WENT
    ]
    return letters[-1] if letters else None
