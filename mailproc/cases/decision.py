"""What a decision is made of and what it says. Plain values; decide.py makes them, the store keeps them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mailproc.cases.kinds import COURSES, Course, Kind, State
from mailproc.reading.model import Document, Reading

FROM_STAFF = "La dirección es del personal del instituto: se abre el caso y no se responde."
FOR_ANOTHER = "Quien escribe no es el estudiante de la hoja: la carta solo dice que llegó."


class Missing(StrEnum):
    """What the officer still needs from the student for an alta."""

    CLINIC = "clinic"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Student:
    """The person the case is about; "" where unknown. Only trusted values, but for `address`, `control`, `programme`
    and `semester`, which are set only when the sender is known to be that person (a class representative sends
    others' sheets), or come from the roster."""

    name: str = ""
    curp: str = ""
    nss: str = ""
    control: str = ""
    address: str = ""
    programme: str = ""
    semester: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands, as its student may be told. `since` is the institute's date of its last change."""

    kind: Kind
    state: State
    since: date
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a letter may state beyond the institute's own texts: trusted, and fit for the sender's eyes.

    first_name   the student's given name for the greeting, only if the sender is that student; else "".
    nss_tail     last four digits of a trusted NSS; else "".
    employer     the school or employer through which the insurance exists, trusted; else "".
    document     the wrong document that came; None where unknown or not the point.
    unreadable   Spanish sentences: what could not be read, and why.
    issued       date of the constancia (vencida).
    max_age      days a constancia is good for (vencida).
    valid_until  last day of a cover that is kept for a while (conservacion); None where the sheet does not tell.
    missing      what the officer still needs (alta).
    umf_wish     clinic the student asked for, "013" form; "" if none.
    link_only    a link came instead of the file.
    announced    the student says that something is attached, and nothing is.
    baja_done    the student says that the other school has done its baja, and no new constancia came.
    portal       key of the portal message that was quoted (words.toml, [portal]); "" if none.
    reviewed     a person has looked at the case: the letter says what she found, and not what a sheet says.
    standing     how the case stands that the letter speaks of (consulta, duplicado, recordatorio).
    others       of how many persons constancias came that are not for sure the sender's: all of them where none is, all
                 but the sender's own where that leads; 0 where one person's came alone, whoever that is.
    """

    first_name: str = ""
    nss_tail: str = ""
    employer: str = ""
    document: Document | None = None
    unreadable: tuple[str, ...] = ()
    issued: date | None = None
    max_age: int = 0
    valid_until: date | None = None
    missing: tuple[Missing, ...] = ()
    umf_wish: str = ""
    link_only: bool = False
    announced: bool = False
    baja_done: bool = False
    portal: str = ""
    reviewed: bool = False
    standing: Standing | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """The kind of case and why. `reasons` are Spanish sentences for the officer, the deciding rule first.

    sheet     the constancia it rests on, None where it rests on words or other files.
    silent    why no letter goes although the kind has one ("" if it goes): an unauthentic sender, staff.
    special   the course that a policy, or the case that is joined, sets in place of the kind's own.
    joins     folio of the case that the message joins; "" opens a new one.
    previous  folio of the student's earlier case that a new one points to.
    keeps     the joined case keeps its kind, state and terms; else it takes this decision's.
    noted     the first reason is written into the case that is kept, for the officer to see.
    suspects  folios of other cases that a person must look at together with this one.
    """

    kind: Kind
    reasons: tuple[str, ...]
    student: Student = field(default_factory=Student)
    facts: Facts = field(default_factory=Facts)
    silent: str = ""
    special: Course | None = None
    sheet: Reading | None = None
    joins: str = ""
    previous: str = ""
    keeps: bool = False
    noted: bool = False
    suspects: tuple[str, ...] = ()

    @property
    def course(self) -> Course:
        """State, folder and letter: the kind's own, unless a policy has a special one."""
        return self.special or COURSES[self.kind]

    @property
    def letter(self) -> str | None:
        """The template of the letter that goes, None for silence."""
        return None if self.silent else self.course.letter
