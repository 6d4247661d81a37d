"""What lies on the officer's desk: the query behind the digest, and the figures of `mailproc status`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.kinds import Kind, State
from mailproc.officer.view import CaseLine, DigestView, LetterLine, LetterTrouble, Numbers, SetAside
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import meta, schema
from mailproc.store.cases import Case, load
from mailproc.store.meta import Key
from mailproc.store.opening import Store
from mailproc.store.schema import FilingState, Outcome

OPEN = (State.POR_HACER, State.ESPERA_ALUMNO, State.EN_MANOS)
WEEK = timedelta(days=7)
NOT_OURS = (Kind.AUTOMATICO, Kind.AJENO)

_TROUBLED = (LetterState.HELD, LetterState.UNCERTAIN, LetterState.FAILED)
_BEGINNING = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Status:
    """How the work stands.

    last_poll   when the last poll came to its end, None where there was none.
    waiting     messages that poll left in the inbox unhandled; `unfinished` those tried and not brought to an end.
    oldest_wait since when the oldest case waits for the officer, None where none does.
    letters     how many letters are in each state that is not over (queued, held, sending, uncertain, failed,
                drafts to be put); `to_file` messages still to be moved.
    """

    last_poll: datetime | None
    waiting: int
    unfinished: int
    oldest_wait: datetime | None
    letters: dict[LetterState, int]
    to_file: int
    set_aside: int
    cases: dict[State, int]
    paused: bool


def desk(store: Store, *, now: datetime) -> DigestView:
    """All that one digest tells, as the store stands now."""
    with store.reading() as session:
        previous = _instant(session, store, Key.LAST_DIGEST)
        since = previous or _BEGINNING
        informed = (schema.Case.state == State.INFORMADO, schema.Case.opened_at > since)
        return DigestView(
            taken=now,
            previous=previous,
            open=_lines(load(session, store, schema.Case.state.in_(OPEN))),
            answered=_lines(load(session, store, *informed)),
            troubles=_troubles(session, store, min(since, now - WEEK)),
            set_aside=_set_aside(session, store, min(since, now - WEEK)),
            old=_count(session, store, schema.Message.outcome == Outcome.OLD, schema.Message.recorded_at > since),
            last_poll=_instant(session, store, Key.LAST_POLL),
            today=_numbers(session, store, since),
            week=_numbers(session, store, now - WEEK),
        )


def status(store: Store) -> Status:
    """How the work stands now."""
    with store.reading() as session:
        letters = session.execute(
            select(schema.Letter.state, func.count())
            .where(
                schema.Letter.account_id == store.account_id,
                schema.Letter.state.not_in((LetterState.SENT, LetterState.OBSERVED, LetterState.SUPERSEDED)),
                schema.Letter.drafted_at.is_(None),
            )
            .group_by(schema.Letter.state)
        ).all()
        states = session.execute(
            select(schema.Case.state, func.count())
            .where(schema.Case.account_id == store.account_id)
            .group_by(schema.Case.state)
        ).all()
        return Status(
            last_poll=_instant(session, store, Key.LAST_POLL),
            waiting=int(meta.read(session, store, Key.WAITING) or 0),
            unfinished=_rows(
                session,
                schema.Place.account_id == store.account_id,
                schema.Place.message_id.is_(None),
                schema.Place.tries > 0,
            ),
            oldest_wait=session.scalar(
                select(func.min(schema.Case.opened_at)).where(
                    schema.Case.account_id == store.account_id, schema.Case.state == State.POR_HACER
                )
            ),
            letters=dict(letters),
            to_file=_rows(
                session,
                schema.Filing.account_id == store.account_id,
                schema.Filing.state == FilingState.PENDING,
            ),
            set_aside=_count(session, store, schema.Message.outcome == Outcome.SET_ASIDE),
            cases=dict(states),
            paused=bool(meta.read(session, store, Key.PAUSED)),
        )


def _lines(cases: Iterable[Case]) -> tuple[CaseLine, ...]:
    return tuple(_line(case) for case in cases)


def _line(case: Case) -> CaseLine:
    """A case as the digest shows it: by the message that came last."""
    last = case.messages[-1] if case.messages else None
    letters = [letter for letter in case.letters if letter.template not in OFFICER_TEMPLATES]
    return CaseLine(
        folio=case.folio,
        kind=case.kind,
        state=case.state,
        since=last.arrived if last else case.opened_at,
        student=case.student,
        sender=last.sender.address if last and last.sender else "",
        subject=last.subject if last else "",
        reasons=case.reasons,
        missing=case.missing,
        umf_wish=case.umf_wish,
        letter=LetterLine(letters[-1].template, letters[-1].state) if letters else None,
        silent=last.silent if last else "",
    )


def _troubles(session: Session, store: Store, since: datetime) -> tuple[LetterTrouble, ...]:
    """Letters held now, and those that failed or became uncertain since then."""
    wanted = (
        select(schema.Letter)
        .where(
            schema.Letter.account_id == store.account_id,
            schema.Letter.state.in_(_TROUBLED),
            or_(schema.Letter.state == LetterState.HELD, schema.Letter.ended_at > since),
        )
        .options(selectinload(schema.Letter.case))
        .order_by(schema.Letter.id)
    )
    return tuple(
        LetterTrouble(
            folio=row.case.folio if row.case else "",
            template=row.template,
            recipient=row.recipient,
            state=row.state,
            since=row.ended_at or row.composed_at,
            cause=row.reason,
        )
        for row in session.scalars(wanted)
    )


def _set_aside(session: Session, store: Store, since: datetime) -> tuple[SetAside, ...]:
    wanted = (
        select(schema.Message)
        .where(
            schema.Message.account_id == store.account_id,
            schema.Message.outcome == Outcome.SET_ASIDE,
            schema.Message.recorded_at > since,
        )
        .options(selectinload(schema.Message.sender))
        .order_by(schema.Message.arrived)
    )
    return tuple(
        SetAside(
            sender=row.sender.address if row.sender else "",
            subject=row.subject,
            arrived=row.arrived,
            cause=" ".join(row.reasons),
        )
        for row in session.scalars(wanted)
    )


def _numbers(session: Session, store: Store, since: datetime) -> Numbers:
    """Counts from an instant until now."""
    mine = schema.Case.account_id == store.account_id
    new = (mine, schema.Case.opened_at > since)
    return Numbers(
        messages=_count(
            session,
            store,
            schema.Message.recorded_at > since,
            schema.Message.outcome == Outcome.HANDLED,
            schema.Message.kind.not_in(NOT_OURS),
        ),
        cases=_rows(session, *new),
        letters=_rows(
            session,
            schema.Letter.account_id == store.account_id,
            schema.Letter.template.not_in(OFFICER_TEMPLATES),
            or_(
                schema.Letter.sent_at > since,
                schema.Letter.drafted_at > since,
                (schema.Letter.state == LetterState.OBSERVED) & (schema.Letter.composed_at > since),
            ),
        ),
        alone=_rows(session, *new, schema.Case.state.in_((State.INFORMADO, State.ESPERA_ALUMNO))),
        done=_rows(session, mine, schema.Case.state == State.HECHO, schema.Case.closed_at > since),
    )


def _count(session: Session, store: Store, *conditions: ColumnElement[bool]) -> int:
    return _rows(session, schema.Message.account_id == store.account_id, *conditions)


def _rows(session: Session, *conditions: ColumnElement[bool]) -> int:
    """How many rows of the conditions' one table meet them."""
    return session.scalar(select(func.count()).where(*conditions)) or 0


def _instant(session: Session, store: Store, key: Key) -> datetime | None:
    value = meta.read(session, store, key)
    return datetime.fromisoformat(value) if value else None
