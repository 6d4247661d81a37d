"""What is known from before: the cases that a message may belong to. Plain values; store/histories.py gives them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailproc.cases.decision import Missing, Standing, Student
from mailproc.cases.kinds import Folder, Kind, State, folder_of
from mailproc.cases.roster import Entry

REOPENS = timedelta(days=60)
"""How long after its end a case is taken up again from its own thread."""
OVER = frozenset({State.HECHO, State.CERRADO})
WORK = frozenset({Kind.ALTA, Kind.HOJA, Kind.BAJA})
"""Kinds that are on one of the officer's lists of errands: what else comes must not take them off it."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier case.

    since       instant of its last change (UTC), `closed_at` that of its end, None where it is open.
    issued      date of the newest constancia in it that was read for sure, None where there is none.
    files       sha-256 (hex) of all files that came in it.
    senders     addresses that wrote in it, in small letters, and the roster's address of its student.
    told        (template, composed at) of its letters that were not dropped or refused.
    in_thread   the message answers one of its messages or letters; `same_student`: a sheet or the roster names its
                student; `same_sender`: one of its `senders` writes.
    """

    folio: str
    kind: Kind
    state: State
    student: Student
    since: datetime
    closed_at: datetime | None = None
    missing: tuple[Missing, ...] = ()
    umf_wish: str = ""
    issued: date | None = None
    files: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    told: tuple[tuple[str, datetime], ...] = ()
    in_thread: bool = False
    same_student: bool = False
    same_sender: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.state not in OVER

    @property
    def folder(self) -> Folder | None:
        """Where its messages lie; None where they stay in the inbox."""
        return folder_of(self.kind, self.state)

    @property
    def is_work(self) -> bool:
        """Whether it waits on one of the officer's lists of errands."""
        return self.state is State.POR_HACER and self.kind in WORK

    @property
    def is_anonymous(self) -> bool:
        """Whether no sheet has told yet whose it is."""
        return not (self.student.curp or self.student.nss)

    def was_told(self, template: str, *, since: datetime | None = None) -> bool:
        """Whether that letter was written in it, at or after an instant."""
        return any(name == template and (since is None or at >= since) for name, at in self.told)

    def may_reopen(self, arrived: datetime) -> bool:
        """Whether a message in its thread takes it up again."""
        return self.closed_at is not None and self.in_thread and arrived - self.closed_at <= REOPENS

    def standing(self, on: date) -> Standing:
        """What its student may be told of it; `on` is the institute's date of `since`."""
        return Standing(self.kind, self.state, on, self.missing)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that came before, byte for byte: in which case, from which addresses (small letters)."""

    sha256: str
    folio: str
    senders: frozenset[str]


@dataclass(frozen=True, slots=True)
class History:
    """All that may matter for one message: cases with the last changed first, files that came before, and the
    roster's entries for its identifiers."""

    cases: tuple[Past, ...] = ()
    seen: tuple[Seen, ...] = ()
    roster: tuple[Entry, ...] = ()

    @property
    def in_thread(self) -> bool:
        """Whether the message answers one of ours, or stands in the thread of a known one."""
        return any(past.in_thread for past in self.cases)


NOTHING = History()
"""Nobody is known."""


def case_of(student: Student, history: History, *, arrived: datetime) -> Past | None:
    """The case that a sheet's student goes on with: the student's own, or one in which nobody was named yet, in the
    thread or from the same sender. None where a new one begins."""
    own = [past for past in history.cases if past.same_student and _is(past.student, student)]
    nameless = [past for past in history.cases if past.is_anonymous and (past.in_thread or past.same_sender)]
    return _going_on([*own, *nameless], arrived)


def case_of_words(history: History, *, arrived: datetime) -> Past | None:
    """The case that a message without a sheet goes on with: that of the thread, one that is over included, else the
    one open case of its sender or student. Where several are open and no thread tells, none."""
    threads = [past for past in history.cases if past.in_thread]
    if threads:
        return _going_on(threads, arrived) or threads[0]
    others = [past for past in history.cases if past.is_open and (past.same_sender or past.same_student)]
    persons = {past.student.curp or past.student.nss or past.folio for past in others}
    return others[0] if len(persons) == 1 else None


def ended(student: Student, history: History) -> Past | None:
    """The student's last case that is over: a new one points to it."""
    return next((p for p in history.cases if not p.is_open and p.same_student and _is(p.student, student)), None)


def _going_on(pasts: Iterable[Past], arrived: datetime) -> Past | None:
    """An open one before one that is taken up again."""
    found = list(pasts)
    return next(
        (past for past in found if past.is_open),
        next((past for past in found if past.may_reopen(arrived)), None),
    )


def _is(one: Student, other: Student) -> bool:
    """The same CURP or NSS, and no other one of either."""
    pairs = [(one.curp, other.curp), (one.nss, other.nss)]
    known = [(a, b) for a, b in pairs if a and b]
    return bool(known) and all(a == b for a, b in known)
