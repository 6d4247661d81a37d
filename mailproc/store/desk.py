"""What lies on the officer's desk: the query behind the digest, and the figures of `mailproc status`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.kinds import Kind, State
from mailproc.officer.view import CaseLine, Day, DigestView, LetterLine, LetterTrouble, Numbers, SetAside
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import meta, schema, standstills
from mailproc.store.cases import Case, load
from mailproc.store.glimpses import glimpses
from mailproc.store.graduates import graduates
from mailproc.store.history import PROGRAM
from mailproc.store.meta import Key
from mailproc.store.opening import Store
from mailproc.store.outbox import UNTIL_RELEASED
from mailproc.store.schema import FilingState, Outcome
from mailproc.store.standstills import Standstill

OPEN = (State.POR_HACER, State.ESPERA_ALUMNO, State.EN_MANOS)
WEEK = timedelta(days=7)
NOT_OURS = (Kind.AUTOMATICO, Kind.AJENO)

_ALONE = (State.INFORMADO, State.ESPERA_ALUMNO)
"""States of a case that asked nothing of the officer so far."""
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
    paused      no letter goes to students; `paused_by` is meta.paused_by.
    standing    what keeps the program from fetching or sending, as far as the officer was told of it.
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
    paused_by: str | None
    standing: tuple[Standstill, ...]


def desk(store: Store, *, now: datetime, zone: tzinfo) -> DigestView:
    """All that one digest tells, as the store stands now; `zone` is the institute's, by which days are counted."""
    with store.reading() as session:
        previous = _instant(session, store, Key.LAST_DIGEST)
        since = previous or _BEGINNING
        informed = (schema.Case.state == State.INFORMADO, schema.Case.opened_at > since)
        return DigestView(
            taken=now,
            previous=previous,
            open=_with_sheets(session, store, _lines(load(session, store, schema.Case.state.in_(OPEN)))),
            answered=_lines(load(session, store, *informed)),
            closed=_lines(load(session, store, *_closed(since))),
            graduates=graduates(session, store),
            troubles=_troubles(session, store, min(since, now - WEEK)),
            set_aside=_set_aside(session, store, min(since, now - WEEK)),
            old=_count(session, store, schema.Message.outcome == Outcome.OLD, schema.Message.recorded_at > since),
            last_poll=_instant(session, store, Key.LAST_POLL),
            paused_by=meta.paused_by(meta.read(session, store, Key.PAUSED)),
            halted=meta.halted(meta.read(session, store, Key.PAUSED)),
            standing=standstills.told(session, store),
            today=_numbers(session, store, since),
            week=_numbers(session, store, now - WEEK),
            days=_days(session, store, now, zone),
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
            paused_by=meta.paused_by(meta.read(session, store, Key.PAUSED)),
            standing=standstills.told(session, store),
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
        notes=tuple(one.text for one in case.notes),
    )


def _closed(since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Cases that ended by themselves: what the officer ends, her own history tells."""
    by_itself = select(schema.Event.case_id).where(
        schema.Event.who == PROGRAM,
        schema.Event.what == "state",
        schema.Event.detail.endswith(State.CERRADO.value),
        schema.Event.at > since,
    )
    return schema.Case.state == State.CERRADO, schema.Case.closed_at > since, schema.Case.id.in_(by_itself)


def _with_sheets(session: Session, store: Store, lines: tuple[CaseLine, ...]) -> tuple[CaseLine, ...]:
    """The cases to be reviewed with what was read on their sheets, pictures for those first that wait longest."""
    review = sorted((line for line in lines if line.for_review), key=lambda line: (line.since, line.folio))
    folios = schema.Case.folio.in_([line.folio for line in review])
    rows = session.execute(
        select(schema.Case.folio, schema.Case.id).where(schema.Case.account_id == store.account_id, folios)
    )
    ids = {row.folio: row.id for row in rows}
    found = glimpses(session, [ids[line.folio] for line in review])
    return tuple(
        replace(line, sheet=found.get(ids[line.folio], ())) if line.folio in ids else line for line in lines
    )


def _days(session: Session, store: Store, now: datetime, zone: tzinfo) -> tuple[Day, ...]:
    """The cases of the last seven days by the day that brought them, today last."""
    today = now.astimezone(zone).date()
    days = {today - timedelta(days=ago): [0, 0] for ago in range(6, -1, -1)}
    wanted = select(schema.Case.opened_at, schema.Case.state).where(
        schema.Case.account_id == store.account_id, schema.Case.opened_at > now - WEEK
    )
    for opened_at, state in session.execute(wanted):
        counts = days.get(opened_at.astimezone(zone).date())
        if counts is not None:
            counts[state not in _ALONE] += 1
    return tuple(Day(day, alone, hers) for day, (alone, hers) in days.items())


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
            number=row.id,
            for_person=row.due_at == UNTIL_RELEASED,
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
        alone=_rows(session, *new, schema.Case.state.in_(_ALONE)),
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
