"""Readings and messages for tests of decisions, as short as a sentence. All persons are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailproc.cases.decide import decide as decide_all
from mailproc.cases.decision import Decision
from mailproc.cases.rules import Rules
from mailproc.message.model import Address, Attachment, Message
from mailproc.reading.model import (
    Document,
    Employer,
    Field,
    FileReading,
    Holder,
    Person,
    Problem,
    ProblemCode,
    Reading,
    Witness,
)

ARRIVED = datetime(2026, 9, 15, 16, 0, tzinfo=UTC)
TODAY = date(2026, 9, 15)

OURS = Employer("A3399990326", "32", "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ")
PREPA = Employer("B1245678327", "32", "COLEGIO DE BACHILLERES DE CHIAPAS PLANTEL 01")
SHOP = Employer("C5410987104", "10", "ABARROTES LA CEIBA SA DE CV")

RULES = Rules(
    registrations=("A3399990326",),
    employer_names=("INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ",),
    alike_names=("INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ", "ITTG"),
    student_domains=("tecnologico.example",),
    staff_domains=(),
    own_addresses=frozenset({"afiliacion@tecnologico.example"}),
    clinics=("013", "023", "025"),
    programmes=(),
    authserv_id="",
    max_age_days=30,
    employment_review=False,
    hoja_asked=False,
    family_inform=False,
    conservacion_inform=False,
    strangers_review=False,
    needs_clinic=True,
    zone=ZoneInfo("America/Mexico_City"),
)


def sure(value):
    """A field that two engines agree on."""
    return Field(value, True, 0.99, (Witness.RAPID, Witness.TESSERACT), 1, None)


def doubtful(value):
    """A field that one engine alone has seen."""
    return Field(value, False, 0.6, (Witness.RAPID,), 1, None)


def constancia(
    *,
    right: bool = True,
    estado: str | None = "VIGENTE",
    employers: tuple[Employer, ...] = (),
    agregado: str | None = None,
    issued: date | None = TODAY - timedelta(days=3),
    problems: tuple[ProblemCode, ...] = (),
    **changes,
) -> Reading:
    """A trusted constancia of the student XIMENA NUCAMENDI PEREZ, with what the test says otherwise."""
    reading = Reading(
        Document.CONSTANCIA,
        (1,),
        nss=sure("07220500014"),
        curp=sure("NUPX050101MCSCRMA8"),
        name=sure("XIMENA NUCAMENDI PEREZ"),
        vigente=sure(right),
        estado=sure(estado) if estado else None,
        agregado=sure(agregado) if agregado else None,
        employers=sure(employers),
        issued=sure(issued) if issued else None,
        holder=sure(Holder.TITULAR),
        people=(Person(Holder.TITULAR, "XIMENA NUCAMENDI PEREZ", right=right),),
        problems=tuple(Problem(code, f"Problema {code.value}.") for code in problems),
    )
    return replace(reading, **changes)


def other(document: Document) -> Reading:
    """A sheet that is no constancia."""
    return Reading(document, (1,))


def files(*readings: Reading, problems: tuple[ProblemCode, ...] = ()) -> tuple[FileReading, ...]:
    """Each reading as a file of its own; without readings one unknown file that has the problems."""
    told = tuple(Problem(code, f"Problema {code.value}.") for code in problems)
    if not readings:
        return (FileReading("archivo.pdf", "0" * 64, "application/pdf", (other(Document.DESCONOCIDO),), told),)
    return tuple(FileReading(f"{n}.pdf", f"{n:064}", "application/pdf", (r,)) for n, r in enumerate(readings))


def message(
    text: str = "Buenas tardes, le envío mi constancia de vigencia para la afiliación al IMSS.",
    *,
    subject: str = "Constancia de vigencia",
    address: str = "l22270001@tecnologico.example",
    name: str = "Ximena Nucamendi Perez",
    headers: tuple[tuple[str, str], ...] = (),
    attachments: tuple[Attachment, ...] = (),
    **changes,
) -> Message:
    """A student's ordinary message."""
    plain = Message(
        fingerprint="f" * 64,
        message_id="<m1@correo.example>",
        in_reply_to="",
        references=(),
        date=ARRIVED,
        arrived=ARRIVED,
        sender=Address(name, address) if address else None,
        senders=1,
        reply_to=(),
        to=(Address("", "afiliacion@tecnologico.example"),),
        cc=(),
        subject=subject,
        text=text,
        attachments=attachments,
        headers=(("from", f"{name} <{address}>"), ("subject", subject), *headers),
    )
    return replace(plain, **changes)


def decide(*came, **more) -> Decision:
    """The one case that a message of one student makes."""
    [decision] = decide_all(*came, **more)
    return decision
