"""Students, what they attach and how their mail programs write it. All invented.

No picture is read in this test: a file's bytes are a key, and `Papers` answers with the reading that it stands for.
"""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from random import Random

from mailproc.reading.model import (
    Crop,
    Document,
    Employer,
    FileReading,
    Hints,
    Holder,
    Person,
    Problem,
    ProblemCode,
    Reading,
)
from tests.documents import people
from tests.documents.identifiers import plain
from tests.mail.semester.clock import FIRST, ZONE
from tests.unit.cases.sheets import OURS, constancia, other, sure

DOMAIN = "tecnologico.example"
MAILBOX = f"afiliacion@{DOMAIN}"
OFFICER = "Lic. Marina Escandón"


@dataclass(frozen=True)
class Student:
    """Somebody who writes. `address` is the institute's own where it carries the control number, else a private one."""

    name: str
    shown: str
    address: str
    curp: str
    nss: str
    control: str
    school: str
    """The other school that insures this student, if one does: no two have the same."""

    def at(self, address: str) -> "Student":
        """The same person, writing from another address."""
        return replace(self, address=address)


class Cast:
    """Makes students of whom no two share a name, a CURP, an NSS or its last four digits."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.students: list[Student] = []
        self._taken: set[str] = set()

    def student(self, *, private: bool = False, shown: str = "") -> Student:
        """One more. With a private address nobody can tell the control number from it."""
        human = people.student(self.rng, FIRST)
        marks = {human.name, human.curp, human.nss[-4:], f"{human.first} {human.second}"}
        if not human.second or human.sex == "X" or marks & self._taken:
            return self.student(private=private, shown=shown)
        self._taken |= marks
        number = len(self.students)
        control = f"2627{number:04}"
        nick = "".join(filter(str.isalpha, plain(human.given.split()[0]).lower())).replace("ñ", "n")
        one = Student(
            name=human.name,
            shown=shown or human.name.title(),
            address=f"{nick}.{number}@correo.example" if private else f"l{control}@{DOMAIN}",
            curp=human.curp,
            nss=human.nss,
            control=control,
            school=f"COLEGIO DE BACHILLERES DE CHIAPAS PLANTEL {number + 101}",
        )
        self.students.append(one)
        return one


@dataclass
class Paper:
    """A file somebody has: `what` names it in SHEETS or FILES; a constancia is dated `age` days before it is first
    sent. The same object sent again is the same file, byte for byte."""

    who: Student
    what: str
    age: int = 2
    issued: date | None = field(default=None, init=False)

    def content(self, today: date) -> bytes:
        """Its bytes: a key that no other paper has."""
        self.issued = self.issued or today - timedelta(days=self.age)
        return f"%PDF-1.7 {self.what} {self.who.curp} {id(self)}".encode()

    def name(self) -> str:
        """As phones and the portal call such files."""
        return f"{'comprobanteVigenciaDerechos' if self.what in SHEETS else self.what}.pdf"

    def readings(self) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
        """What a perfect reader would find in it."""
        assert self.issued is not None
        if self.what in SHEETS:
            return (SHEETS[self.what](self.who, self.issued),), ()
        if self.what in DOCUMENTS:
            return (other(DOCUMENTS[self.what]),), ()
        return (other(Document.DESCONOCIDO),), (FILES[self.what],)


def _sheet(who: Student, issued: date, **changes) -> Reading:
    return constancia(
        issued=issued,
        nss=sure(who.nss),
        curp=sure(who.curp),
        name=sure(who.name),
        people=(Person(Holder.TITULAR, who.name, right=True),),
        **changes,
    )


def _of_a_parent(who: Student, issued: date) -> Reading:
    """The NSS on it is the parent's, so that none is told as the student's."""
    household = (Person(Holder.TITULAR, "ROBERTO DE LOS SANTOS GUZMAN", right=True),)
    household += (Person(Holder.BENEFICIARIO, who.name, relation="HIJOS", right=True),)
    sheet = _sheet(who, issued, employers=(SHOP,), holder=sure(Holder.BENEFICIARIO))
    return replace(sheet, nss=None, people=household)


def _blurred(who: Student, issued: date) -> Reading:
    """A photo of which only the title can be read."""
    nothing = {"nss": None, "curp": None, "name": None, "vigente": None, "holder": None, "people": ()}
    problem = Problem(ProblemCode.UNREADABLE, "La foto salió movida.")
    return replace(_sheet(who, issued), **nothing, problems=(problem,))


SHOP = Employer("C5410987104", "10", "ABARROTES LA CEIBA SA DE CV")
EDITED = (ProblemCode.EDITED,)
SHEETS: dict[str, Callable[[Student, date], Reading]] = {
    "ours": lambda who, issued: _sheet(who, issued, employers=(OURS,)),
    "prepa": lambda who, issued: _sheet(who, issued, employers=(Employer("B1245678327", "32", who.school),)),
    "job": lambda who, issued: _sheet(who, issued, employers=(SHOP,)),
    "no": lambda who, issued: _sheet(who, issued, right=False, estado="BAJA"),
    "parent": _of_a_parent,
    "conservacion": lambda who, issued: _sheet(who, issued, estado="CONSERVACION DE DERECHOS"),
    "edited": lambda who, issued: _sheet(who, issued, employers=(OURS,), problems=EDITED),
    "blurred": _blurred,
}
DOCUMENTS = {
    "nss": Document.ASIGNACION_NSS,
    "curp": Document.CURP,
    "semanas": Document.SEMANAS,
    "hoja_afiliacion": Document.HOJA_AFILIACION,
}
FILES = {
    "locked": Problem(ProblemCode.ENCRYPTED, "El archivo pide contraseña."),
    "corrupt": Problem(ProblemCode.CORRUPTED, "El archivo está dañado."),
}


class Papers:
    """Stands in for the worker processes: knows every file that was sent."""

    def __init__(self) -> None:
        self._known: dict[str, Paper] = {}

    def add(self, paper: Paper, today: date) -> bytes:
        """A file on its way; gives its bytes."""
        content = paper.content(today)
        self._known[hashlib.sha256(content).hexdigest()] = paper
        return content

    def submit(self, content: bytes, *, name: str, hints: Hints) -> "Future[FileReading]":
        """See mailproc.pipeline.Reader."""
        sha256 = hashlib.sha256(content).hexdigest()
        readings, problems = self._known[sha256].readings()
        future: Future[FileReading] = Future()
        future.set_result(FileReading(name, sha256, "application/pdf", readings, problems))
        return future

    def cut(self, content: bytes, reading: FileReading) -> "Future[tuple[Crop, ...]]":
        """Papers have no pictures."""
        future: Future[tuple[Crop, ...]] = Future()
        future.set_result(())
        return future


@dataclass(frozen=True)
class Received:
    """A letter as it lies in a student's mailbox."""

    message_id: str
    to: str
    answers: str
    references: str
    subject: str
    text: str
    sent: datetime
    mark: str


def written(
    who: Student,
    text: str,
    *,
    number: int,
    sent: datetime,
    subject: str,
    papers: Sequence[tuple[str, bytes]] = (),
    answering: Received | None = None,
    headers: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A message as it reaches the mailbox; an answer stands in the letter's thread, with the letter below."""
    mail = EmailMessage()
    mail["From"] = formataddr((who.shown, who.address))
    mail["To"] = formataddr((OFFICER, MAILBOX))
    mail["Date"] = format_datetime(sent.astimezone(ZONE))
    mail["Message-ID"] = f"<{number:05}.semestre@{who.address.partition('@')[2]}>"
    if answering is None:
        mail["Subject"] = subject
    else:
        mail["Subject"] = f"Re: {answering.subject}"
        mail["In-Reply-To"] = answering.message_id
        mail["References"] = f"{answering.references} {answering.message_id}".strip()
        text = f"{text}\n\n{_quoted(answering, outlook=number % 3 == 0)}"
    for name, value in headers:
        mail[name] = value
    mail.set_content(text)
    for name, content in papers:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def _quoted(letter: Received, *, outlook: bool) -> str:
    when = letter.sent.astimezone(ZONE)
    if outlook:
        head = f"De: ITE <{MAILBOX}>\nEnviado: {when:%d/%m/%Y %H:%M}\nPara: {letter.to}\nAsunto: {letter.subject}"
        return f"{head}\n\n{letter.text}"
    lines = "\n".join(f"> {line}" for line in letter.text.splitlines())
    return f"El {when:%d/%m/%Y} a las {when:%H:%M}, ITE <{MAILBOX}> escribió:\n{lines}"
