"""Twenty letters as they reach the mailbox, each with what should become of it. All persons are invented.

The demo shows the first dozen; the tests of the whole way send them all through real servers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

import pypdf

from mailproc.cases.kinds import Kind
from tests.documents import Sheet, copy, generate

MAILBOX = "afiliacion@tecnologico.example"
OFFICER = "Lic. Marina Escandón"
DOMAIN = "tecnologico.example"


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter on its way: raw bytes, its Message-ID, what it should turn out to be."""

    title: str
    raw: bytes
    message_id: str
    kind: Kind
    sender: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a letter is made. `case` names the sheet (tests.documents), `kind_of_copy` what became of it."""

    title: str
    kind: Kind
    subject: str
    text: str
    case: str = ""
    kind_of_copy: str = "as_is"
    layout: str | None = None
    spoil: Callable[[bytes], bytes] | None = None
    sender: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def _locked(pdf: bytes) -> bytes:
    import io

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt("secreta", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _broken(pdf: bytes) -> bytes:
    return pdf[:200] + b"\0" * 500


HELLO = "Buenas tardes, le envío mi constancia de vigencia de derechos para la afiliación al IMSS. Gracias."

PLANS: tuple[_Plan, ...] = (
    _Plan("Vigente con nosotros, PDF", Kind.HOJA, "Constancia de vigencia", HELLO, "si_ours", layout="cards"),
    _Plan(
        "Sin derecho, PDF", Kind.ALTA, "alta imss", HELLO + "\nQuiero la clínica 25.", "no_baja", layout="lines"
    ),
    _Plan(
        "Vigente por la prepa, escaneo", Kind.BAJA_PREVIA, "IMSS", HELLO, "si_other_school", "scan_200", "tables"
    ),
    _Plan("Vigente con nosotros, foto", Kind.HOJA, "constancia imss", HELLO, "si_ours", "photo", "lines"),
    _Plan("Hoja de su mamá", Kind.BENEFICIARIO, "Constancia", HELLO, "parent", layout="tables"),
    _Plan("Constancia vieja", Kind.VENCIDA, "Mi constancia", HELLO, "old", layout="prose"),
    _Plan("Hoja del NSS", Kind.DOCUMENTO_EQUIVOCADO, "seguro", "Aquí está mi seguro del IMSS", "asignacion_nss"),
    _Plan("Con contraseña", Kind.PROTEGIDO, "constancia", HELLO, "si_ours", layout="above", spoil=_locked),
    _Plan("Anuncia y no adjunta", Kind.SIN_ADJUNTO, "constancia", "Le adjunto mi constancia de vigencia del IMSS"),
    _Plan(
        "Pregunta por el carnet", Kind.CARNET, "carnet", "Ya tengo mi hoja de afiliación, ¿cómo saco el carnet?"
    ),
    _Plan(
        "Fuera de oficina",
        Kind.AUTOMATICO,
        "Respuesta automática: constancia",
        "Estoy fuera de la oficina hasta el lunes.",
        headers={"Auto-Submitted": "auto-replied"},
    ),
    _Plan(
        "Correo de una colega",
        Kind.AJENO,
        "Junta de academia",
        "Marina, la junta del jueves se pasó a las 12. Saludos.",
        sender="coordinacion@tecnologico.example",
    ),
    _Plan(
        "Urgencia", Kind.URGENTE, "ayuda", "Tuve un accidente, estoy en el hospital y en el IMSS no me atienden."
    ),
    _Plan("Conservación de derechos", Kind.CONSERVACION, "constancia", HELLO, "conservacion", layout="cards"),
    _Plan("PDF dañado", Kind.ILEGIBLE, "constancia", HELLO, "si_ours", layout="cards", spoil=_broken),
    _Plan("Dígito verificador malo", Kind.REVISAR, "constancia", HELLO, "broken_nss"),
    _Plan("Con derecho y en baja por el IMSS", Kind.REVISAR, "constancia", HELLO, "pension", layout="lines"),
    _Plan("Semanas cotizadas", Kind.DOCUMENTO_EQUIVOCADO, "imss", HELLO, "semanas"),
    _Plan("Vigente por un empleo", Kind.EMPLEO, "constancia", HELLO, "si_job", "resaved", "cards"),
    _Plan(
        "Lista de correo",
        Kind.AJENO,
        "Boletín de la biblioteca",
        "Novedades de noviembre.",
        sender="boletin@biblioteca.example",
        headers={"List-Id": "<boletin.biblioteca.example>", "Precedence": "list"},
    ),
)


def letters(now: datetime, *, seed: int = 1, zone_today: date | None = None) -> Iterator[Sent]:
    """The twenty letters, sent within the last hours before `now` (aware)."""
    today = zone_today or now.date()
    for number, plan in enumerate(PLANS):
        yield _letter(plan, number, now - timedelta(minutes=7 * (len(PLANS) - number)), today, seed)


def _letter(plan: _Plan, number: int, sent: datetime, today: date, seed: int) -> Sent:
    name, attachment = "Alex Nandayapa Toledo", None
    if plan.case:
        pdf, sheet = generate(seed * 1000 + number, case=plan.case, layout=plan.layout, today=today)
        name = _sender_name(sheet) or name
        content, file_name = copy(pdf, plan.kind_of_copy, number, name=sheet.filename)
        attachment = (plan.spoil(content) if plan.spoil else content, file_name)
    sender = plan.sender or f"l2227{number:04}@{DOMAIN}"
    message = EmailMessage()
    message["From"] = formataddr((name, sender))
    message["To"] = formataddr((OFFICER, MAILBOX))
    message["Subject"] = plan.subject
    message["Date"] = format_datetime(sent)
    message["Message-ID"] = f"<{number:02}.{seed}@correo.{DOMAIN}>"
    for key, value in plan.headers.items():
        message[key] = value
    message.set_content(plan.text)
    if attachment:
        content, file_name = attachment
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=file_name)
    return Sent(plan.title, message.as_bytes(), str(message["Message-ID"]), plan.kind, sender)


def _sender_name(sheet: Sheet) -> str:
    return (sheet.name or "").title()
