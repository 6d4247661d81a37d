"""What the digest is made of: plain values that a query of the store fills. All instants are aware and UTC.

Identifiers stand here as they are known; the digest masks them. Nothing here is text for the officer but
`reasons`, `cause` and `silent`, which are Spanish sentences.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Kind, State
from mailproc.idse.batch import BatchFile
from mailproc.reading.model import Field
from mailproc.reply.model import LetterState, Part
from mailproc.store.standstills import Standstill

WORK = frozenset({Kind.URGENTE, Kind.ALTA, Kind.BAJA, Kind.HOJA})
"""Kinds that tell the officer what to do; the others are for her to look at."""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """The latest letter of a case: template in templates/replies, and where the letter is."""

    template: str
    state: LetterState


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One field of a sheet to be reviewed: `name` as in reading.lines.FIELDS, what was read (None: nothing), and the
    picture of its place (JPEG), b"" where there is none."""

    name: str
    read: Field[Any] | None
    jpeg: bytes = b""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as the officer sees it.

    sender    the address that wrote last, "" where there is none; `subject` is that message's.
    since     when the message came that the case waits on: the wait is counted from there.
    reasons   why it is of this kind, the deciding rule first.
    missing   what an alta still needs from the student; `umf_wish` is the clinic asked for ("013") or "".
    letter    None where no letter was made; `silent` then says why, if there is anything to say.
    sheet     for a case to be reviewed, what was read on its sheet, what is in doubt first.
    notes     what a person wrote down about it, oldest first.
    """

    folio: str
    kind: Kind
    state: State
    since: datetime
    student: Student = field(default_factory=Student)
    sender: str = ""
    subject: str = ""
    reasons: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    umf_wish: str = ""
    letter: LetterLine | None = None
    silent: str = ""
    sheet: tuple[Glimpse, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def for_review(self) -> bool:
        """Whether it waits for the officer to look and decide: whatever is hers and no work of a known sort."""
        hers = self.state not in {State.ESPERA_ALUMNO, State.EN_MANOS}
        return hers and self.kind not in WORK


@dataclass(frozen=True, slots=True)
class LetterTrouble:
    """A letter that did not simply go: HELD, UNCERTAIN or FAILED. `cause` is a Spanish sentence or "". `number` is what
    `mailproc outbox` calls it, and `for_person` tells that it goes only when a person lets it."""

    folio: str
    template: str
    recipient: str
    state: LetterState
    since: datetime
    cause: str = ""
    number: int = 0
    for_person: bool = False


@dataclass(frozen=True, slots=True)
class LoginTrouble:
    """A login of the program at the mail servers: when it ends, as far as known, and whether by the end of an app's
    secret, which only a new secret mends; `refused`: its last renewal was."""

    ends: datetime | None = None
    by_secret: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """A message that could not be handled after three tries. `cause` is a Spanish sentence or ""."""

    sender: str
    subject: str
    arrived: datetime
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts of a span of time: messages about affiliation, cases opened, letters that went (or, in observe
    mode, would have gone), cases that needed nobody, cases done."""

    messages: int = 0
    cases: int = 0
    letters: int = 0
    alone: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """The cases that one day brought, by the institute's calendar: those that needed nobody, and the officer's."""

    day: date
    alone: int = 0
    hers: int = 0


@dataclass(frozen=True, slots=True)
class DigestView:
    """All that one digest tells.

    taken      when this view was made.
    previous   when the last digest was made, None before the first: "new" counts from there.
    open       every case in POR_HACER, ESPERA_ALUMNO or EN_MANOS, in any order.
    answered   cases that ended in INFORMADO since `previous`.
    closed     cases that ended by themselves since `previous`, nobody having written any more.
    graduates  students whom the roster has as graduated, and whose baja nobody has taken up; those first of whom a
               case tells that we insure them.
    old        messages recorded since `previous` that are older than `answer_newer_than_days`: neither answered
               nor moved.
    last_poll  the last completed poll, None where there was none.
    paused_by  who or what stopped the letters to students (meta.paused_by), None where they go; `halted` is when the
               program did it itself.
    standing   what keeps the program from fetching or sending, if it has lasted.
    login      a login of the program that ends soon or does no longer work, None where all is well.
    days       the last seven days, today last.
    junk       messages in Junk since `previous` that look like constancias.
    """

    taken: datetime
    previous: datetime | None = None
    open: tuple[CaseLine, ...] = ()
    answered: tuple[CaseLine, ...] = ()
    closed: tuple[CaseLine, ...] = ()
    graduates: tuple[Student, ...] = ()
    troubles: tuple[LetterTrouble, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    old: int = 0
    last_poll: datetime | None = None
    paused_by: str | None = None
    halted: datetime | None = None
    standing: tuple[Standstill, ...] = ()
    login: LoginTrouble | None = None
    today: Numbers = Numbers()
    week: Numbers = Numbers()
    days: tuple[Day, ...] = ()
    junk: int = 0


@dataclass(frozen=True, slots=True)
class Enclosures:
    """What the digest carries besides: the files; the IDSE files among them, whose movements are recorded as exported
    when it is queued; a sentence for each case (by folio) that is in one or was left out; and why there is none of
    them, "" where nothing failed."""

    parts: tuple[Part, ...] = ()
    batches: tuple[BatchFile, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
