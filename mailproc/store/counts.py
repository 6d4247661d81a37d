"""The figures of a span of days: what came, what it was, how soon it was answered, who did the work. Nobody's data."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.kinds import Kind, State
from mailproc.reading.folding import fold
from mailproc.reply.model import FOLLOW_UPS, OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.desk import NOT_OURS
from mailproc.store.history import PROGRAM
from mailproc.store.opening import Store
from mailproc.store.schema import Outcome

_HERS = frozenset({State.POR_HACER, State.EN_MANOS, State.HECHO})
"""States that a case only has while, or after, it was the officer's turn."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday on, or what of it lies in the span: messages that arrived, cases opened, letters sent."""

    monday: date
    messages: int
    cases: int
    letters: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The officer's cases of one kind: all, those done, and from opening to done the median time (None: none done)."""

    kind: Kind
    total: int
    done: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the days from `first` to `last`, both included, in the institute's time zone.

    messages    about affiliation, by arrival; `foreign` those of no business of ours, `old` and `aside` those that
                were recorded alone.
    kinds       cases opened, by the kind that they have now, the most frequent first; `programmes` by the
                student's programme as it is known ("": unknown), the most frequent first.
    alone       of these cases, those that never were the officer's turn; `pieces` are the others, by kind.
    letters     sent to students.
    answers     for each message the time from its arrival until its first letter was sent, shortest first.
                Reminders and closing letters are no answers.
    """

    first: date
    last: date
    messages: int
    foreign: int
    old: int
    aside: int
    cases: int
    alone: int
    letters: int
    kinds: tuple[tuple[Kind, int], ...]
    programmes: tuple[tuple[str, int], ...]
    weeks: tuple[Week, ...]
    pieces: tuple[Piece, ...]
    answers: tuple[timedelta, ...]

    def answered_within(self, share: float) -> timedelta | None:
        """The time within which this share of the answers went (nearest rank); None without answers."""
        return self.answers[max(0, math.ceil(share * len(self.answers)) - 1)] if self.answers else None

    @property
    def median(self) -> timedelta | None:
        """The median time to answer, None without answers."""
        return _median(self.answers)


def counts(store: Store, zone: ZoneInfo, *, first: date, last: date) -> Counts:
    """The figures from the first day to the last, included. Raises StoreError."""
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    with store.reading() as session:
        span = _Span(session, store, start, end)
        arrivals, opened, sent = span.arrivals(), span.cases(), span.letters()
        hers = span.hers(opened)
        return Counts(
            first=first,
            last=last,
            messages=len(arrivals),
            foreign=span.messages(schema.Message.outcome == Outcome.HANDLED, schema.Message.kind.in_(NOT_OURS)),
            old=span.messages(schema.Message.outcome == Outcome.OLD),
            aside=span.messages(schema.Message.outcome == Outcome.SET_ASIDE),
            cases=len(opened),
            alone=sum(case.id not in hers for case in opened),
            letters=len(sent),
            kinds=tuple(Counter(case.kind for case in opened).most_common()),
            programmes=_programmes(case.student.programme if case.student else "" for case in opened),
            weeks=_weeks(first, last, zone, arrivals, [case.opened_at for case in opened], sent),
            pieces=_pieces(case for case in opened if case.id in hers),
            answers=span.answers(),
        )


class _Span:
    """The questions to one session: of one account, from an instant until another (excluded)."""

    def __init__(self, session: Session, store: Store, start: datetime, end: datetime) -> None:
        self._session, self._account, self._start, self._end = session, store.account_id, start, end

    def arrivals(self) -> Sequence[datetime]:
        """When messages about affiliation arrived."""
        message = schema.Message
        return self._session.scalars(
            select(message.arrived).where(
                *self._arrived(), message.outcome == Outcome.HANDLED, message.kind.not_in(NOT_OURS)
            )
        ).all()

    def messages(self, *conditions: ColumnElement[bool]) -> int:
        """How many messages of another sort arrived."""
        wanted = select(func.count(schema.Message.id)).where(*self._arrived(), *conditions)
        return self._session.scalar(wanted) or 0

    def cases(self) -> Sequence[schema.Case]:
        """Cases opened."""
        wanted = select(schema.Case).where(*self._opened()).options(selectinload(schema.Case.student))
        return self._session.scalars(wanted.order_by(schema.Case.id)).all()

    def letters(self) -> Sequence[datetime]:
        """When letters to students were sent."""
        letter = schema.Letter
        rows = self._session.scalars(
            select(letter.sent_at).where(*self._sent(), letter.sent_at >= self._start, letter.sent_at < self._end)
        )
        return [sent for sent in rows if sent is not None]

    def hers(self, opened: Iterable[schema.Case]) -> set[int]:
        """Those of the cases opened that are or were the officer's turn, or in which she did something."""
        wanted = (
            select(schema.Event.case_id, schema.Event.who, schema.Event.what, schema.Event.detail)
            .join(schema.Case, schema.Event.case_id == schema.Case.id)
            .where(*self._opened())
        )
        hers = {case.id for case in opened if case.state in _HERS}
        for identifier, who, what, detail in self._session.execute(wanted):
            if identifier and (who != PROGRAM or (what == "state" and not _HERS.isdisjoint(detail.split()))):
                hers.add(identifier)
        return hers

    def answers(self) -> tuple[timedelta, ...]:
        """From a message's arrival until its first letter went."""
        letter, message = schema.Letter, schema.Message
        rows = self._session.execute(
            select(message.arrived, func.min(letter.sent_at))
            .join(message, letter.answered_id == message.id)
            .where(*self._sent(), *self._arrived(), letter.template.not_in(FOLLOW_UPS))
            .group_by(message.id, message.arrived)
        )
        return tuple(sorted(max(sent - arrived, timedelta()) for arrived, sent in rows if sent))

    def _arrived(self) -> tuple[ColumnElement[bool], ...]:
        message = schema.Message
        return (message.account_id == self._account, message.arrived >= self._start, message.arrived < self._end)

    def _opened(self) -> tuple[ColumnElement[bool], ...]:
        case = schema.Case
        return (case.account_id == self._account, case.opened_at >= self._start, case.opened_at < self._end)

    def _sent(self) -> tuple[ColumnElement[bool], ...]:
        letter = schema.Letter
        return (
            letter.account_id == self._account,
            letter.state == LetterState.SENT,
            letter.sent_at.is_not(None),
            letter.template.not_in(OFFICER_TEMPLATES),
        )


def _programmes(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Written with and without accents it is one programme, called as it is with them."""
    called: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for name in names:
        called[fold(name)] = max(called.get(fold(name), name), name, key=_marks)
        counted[fold(name)] += 1
    return tuple((called[key], number) for key, number in counted.most_common())


def _marks(name: str) -> int:
    return sum(not char.isascii() for char in name)


def _weeks(first: date, last: date, zone: ZoneInfo, *instants: Iterable[datetime]) -> tuple[Week, ...]:
    """Every week that the span touches, also one in which nothing came."""
    counted = [Counter(_monday(one.astimezone(zone).date()) for one in kind) for kind in instants]
    monday, weeks = _monday(first), []
    while monday <= last:
        weeks.append(Week(monday, *(kind[monday] for kind in counted)))
        monday += _WEEK
    return tuple(weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _pieces(cases: Iterable[schema.Case]) -> tuple[Piece, ...]:
    by_kind: dict[Kind, list[schema.Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    pieces = []
    for kind, group in by_kind.items():
        done = [case for case in group if case.state is State.HECHO]
        times = sorted(case.closed_at - case.opened_at for case in done if case.closed_at is not None)
        pieces.append(Piece(kind, len(group), len(done), _median(times)))
    return tuple(sorted(pieces, key=lambda piece: (-piece.total, piece.kind)))


def _median(times: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=statistics.median(one.total_seconds() for one in times)) if times else None
