"""A digest of an invented morning, full and empty, and an alarm: for `mailproc check`, previews and tests.

The people are invented; their NSS and CURP only have the right form.
"""

import io
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Kind, State
from mailproc.config import Settings
from mailproc.officer.alarms import compose_brake, compose_recovery, compose_standstill
from mailproc.officer.digest import compose_alarm, compose_digest
from mailproc.officer.view import (
    CaseLine,
    Day,
    DigestView,
    Glimpse,
    LetterLine,
    LetterTrouble,
    Numbers,
    SetAside,
)
from mailproc.reading.model import Employer, Field
from mailproc.reply.model import Letter, LetterState
from mailproc.store.standstills import Cause, Standstill, Way

DAY = date(2026, 8, 17)
NOW = datetime(2026, 8, 17, 14, 0, tzinfo=UTC)
MESSAGE_ID = "<resumen-ejemplo@mailproc.invalid>"


def _ago(days: int) -> datetime:
    return NOW - timedelta(days=days, hours=1)


def _sent(template: str) -> LetterLine:
    return LetterLine(template, LetterState.SENT)


@cache
def _picture(label: str, written: str) -> bytes:
    """A piece of an invented sheet: a label, and what is written beside it."""
    picture = Image.new("RGB", (540, 96), "#fbfaf6")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 539, 95), outline="#c9c4b8")
    pen.text((18, 14), label, "#6b5f4d", ImageFont.load_default(18))
    pen.text((18, 46), written, "#1a1a1a", ImageFont.load_default(28))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=70)
    return content.getvalue()


def _glimpse(name: str, label: str, written: str, read: Any, *, trusted: bool = True) -> Glimpse:
    return Glimpse(name, Field(read, trusted, 0.99 if trusted else 0.6), _picture(label, written))


_OTHER_FILE = (
    _glimpse("nss", "No. DE SEGURIDAD SOCIAL", "0722 04 0005 2", "07220400050", trusted=False),
    _glimpse("curp", "CURP", "LUNL040903HCSNJSA2", "LUNL040903HCSNJSA2"),
    _glimpse("name", "NOMBRE", "LUIS ALBERTO LUNA NAJERA", "LUIS ALBERTO LUNA NAJERA"),
    _glimpse("vigente", "CON DERECHO AL SERVICIO MEDICO", "NO", read=False),
    _glimpse("issued", "EXPEDIDA", "14/08/2026", date(2026, 8, 14)),
)
_OF_RELATIVE = (
    Glimpse("curp", None),
    _glimpse("name", "NOMBRE", "FERNANDA GOMEZ SOLIS", "FERNANDA GOMEZ SOLIS"),
    _glimpse("vigente", "CON DERECHO AL SERVICIO MEDICO", "SI", read=True),
    _glimpse(
        "employers",
        "PATRON",
        "COMERCIALIZADORA EJEMPLO",
        (Employer("A1234567891", "10", "COMERCIALIZADORA EJEMPLO SA DE CV"),),
    ),
)

_URGENT = CaseLine(
    "AF-26-00131",
    Kind.URGENTE,
    State.POR_HACER,
    _ago(0),
    sender="daniel.ejemplo@correo.example",
    subject="ayuda estoy en urgencias y no me atienden",
    reasons=("El mensaje dice «urgencias» y «no me atienden».",),
    silent="es urgente; te toca a ti",
)

_TO_DO = (
    CaseLine(
        "AF-26-00118",
        Kind.ALTA,
        State.POR_HACER,
        _ago(9),
        student=Student("MARIANA LOPEZ CASTELLANOS", "LOCM040312MCSPSRA8", "07220400019", "L22270001"),
        sender="l22270001@alumnos.example",
        subject="Constancia de vigencia",
        reasons=("La constancia dice NO y estado BAJA.",),
        umf_wish="025",
        letter=_sent("alta"),
    ),
    CaseLine(
        "AF-26-00127",
        Kind.ALTA,
        State.POR_HACER,
        _ago(1),
        student=Student("JOSE ANGEL DE LA CRUZ NUÑEZ", "CUNA050921HCSRXNB5", "07220500016"),
        sender="josedelacruz.ejemplo@correo.example",
        subject="alta imss por favor",
        reasons=("La constancia dice NO y no trae estado.",),
        missing=(Missing.CLINIC, Missing.CONTROL),
        letter=_sent("alta"),
    ),
    CaseLine(
        "AF-26-00124",
        Kind.BAJA,
        State.POR_HACER,
        _ago(3),
        student=Student("ROBERTO CARLOS AGUILAR MENDEZ", "AUMR000914HCSGNBA7", "07180000015", "L18270310"),
        sender="l18270310@alumnos.example",
        subject="Baja del seguro facultativo",
        reasons=("Ya egresó y pide que le demos de baja.",),
        letter=_sent("baja"),
    ),
    CaseLine(
        "AF-26-00122",
        Kind.HOJA,
        State.POR_HACER,
        _ago(4),
        student=Student("KAREN SOFIA RUIZ TOLEDO", "RUTK040108MCSZLRA2", "07220400027", "L22270044"),
        sender="l22270044@alumnos.example",
        subject="Perdí mi hoja de afiliación",
        reasons=("La constancia dice SI, con nuestro registro patronal.",),
        letter=_sent("hoja"),
    ),
    CaseLine(
        "AF-26-00129",
        Kind.REVISAR,
        State.POR_HACER,
        _ago(3),
        sender="luis.ejemplo@correo.example",
        subject="mi constancia",
        reasons=("El NSS de la hoja y el del nombre del archivo no coinciden.",),
        letter=_sent("recibido"),
        sheet=_OTHER_FILE,
    ),
    CaseLine(
        "AF-26-00125",
        Kind.BENEFICIARIO,
        State.POR_HACER,
        _ago(2),
        student=Student("FERNANDA GOMEZ SOLIS", "GOSF050517MCSMLRA3"),
        sender="fer.gomez.ejemplo@correo.example",
        subject="Vigencia",
        reasons=("Aparece como beneficiaria en la constancia de un familiar.",),
        letter=_sent("recibido"),
        sheet=_OF_RELATIVE,
    ),
)

_WAITING = (
    CaseLine(
        "AF-26-00097",
        Kind.BAJA_PREVIA,
        State.ESPERA_ALUMNO,
        _ago(12),
        student=Student("ABRIL MORALES PEREZ", "MOPA051130MCSRRBA6", "07220500024"),
        sender="abril.ejemplo@correo.example",
        reasons=("Vigente por medio de COLEGIO DE BACHILLERES DEL SURESTE.",),
        letter=_sent("baja_previa"),
    ),
    CaseLine(
        "AF-26-00126",
        Kind.SIN_ADJUNTO,
        State.ESPERA_ALUMNO,
        _ago(1),
        sender="oscar.ejemplo@correo.example",
        subject="afiliación",
        reasons=("Pide afiliarse y no adjunta nada.",),
        letter=_sent("sin_adjunto"),
    ),
)

_ALONE = (
    CaseLine(
        "AF-26-00128",
        Kind.EMPLEO,
        State.INFORMADO,
        _ago(0),
        student=Student("IVAN HERNANDEZ CRUZ", "HECI030714HCSRRVA0", "07210300013"),
        sender="l21270090@alumnos.example",
        reasons=("Vigente por medio de un empleo.",),
        letter=_sent("empleo"),
    ),
)

_CLOSED = (
    CaseLine(
        "AF-26-00031",
        Kind.VENCIDA,
        State.CERRADO,
        _ago(61),
        sender="paola.ejemplo@correo.example",
        letter=_sent("recordatorio"),
    ),
)

FULL = DigestView(
    taken=NOW,
    previous=NOW - timedelta(days=3),
    open=(_URGENT, *_TO_DO, *_WAITING),
    answered=_ALONE,
    closed=_CLOSED,
    graduates=(
        Student(
            "DIANA LAURA PEREZ OCAMPO", "PEOD001122MCSRCNA7", "07180000023", "L18270122", programme="Mecatrónica"
        ),
        Student("MIGUEL ANGEL TOVAR RINCON", "TORM990203HCSVNG01", "", "L17270415", programme="Ingeniería Civil"),
    ),
    troubles=(
        LetterTrouble(
            "AF-26-00130",
            "vencida",
            "sara.ejemplo@correo.example",
            LetterState.UNCERTAIN,
            _ago(1),
            "Se cortó la conexión al entregarla.",
            number=412,
        ),
        LetterTrouble(
            "AF-26-00119",
            "ilegible",
            "raul.ejemplo@correo.example",
            LetterState.HELD,
            _ago(0),
            "Esa dirección ya recibió cinco cartas hoy; saldrá mañana.",
        ),
    ),
    set_aside=(SetAside("ana.ejemplo@correo.example", "fotos", _ago(0), "El archivo tardó demasiado en leerse."),),
    old=14,
    last_poll=NOW - timedelta(minutes=1),
    today=Numbers(messages=11, cases=9, letters=8, alone=3, done=4),
    week=Numbers(messages=46, cases=38, letters=35, alone=17, done=21),
    days=tuple(
        Day(DAY - timedelta(days=6 - at), alone, hers)
        for at, (alone, hers) in enumerate(((4, 5), (3, 6), (2, 3), (5, 4), (0, 0), (0, 1), (3, 2)))
    ),
)
"""A Monday with one of everything."""

EMPTY = DigestView(taken=NOW, previous=NOW - timedelta(days=1), last_poll=NOW - timedelta(minutes=1))
"""A day with nothing."""


def render_all(settings: Settings) -> list[Letter]:
    """Digest full and empty, and every alarm. Raises ConfigurationError for a mistake in a template."""
    digests = [compose_digest(view, settings, day=DAY, message_id=MESSAGE_ID) for view in (FULL, EMPTY)]
    alarms = [compose_alarm(_URGENT, settings, message_id=MESSAGE_ID), *standstills(settings)]
    return [*digests, *alarms, compose_brake(_ago(0), settings, message_id=MESSAGE_ID)]


def standstills(settings: Settings) -> list[Letter]:
    """The mails of one way that stands still, of the other, of both; and that they are over."""
    fetching = Standstill(Way.FETCHING, _ago(0), NOW, cause=Cause.LOGIN)
    sending = Standstill(Way.SENDING, _ago(0), NOW, cause=Cause.SERVER)
    ways = ((fetching,), (sending,), (fetching, sending))
    stand = [compose_standstill(one, settings, waiting=12, message_id=MESSAGE_ID) for one in ways]
    over = [compose_recovery(one, settings, now=NOW, message_id=MESSAGE_ID) for one in ways]
    return [*stand, *over]
