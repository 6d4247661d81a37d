"""The officer's mail on the program itself: it stands still, it works again, it has stopped the letters. Pure but for
the templates."""

from collections.abc import Iterable
from datetime import datetime

from mailproc.config import Settings
from mailproc.officer.sections import moment
from mailproc.reply import spanish
from mailproc.reply.envelope import letter_id
from mailproc.reply.model import Letter
from mailproc.reply.replies import fill
from mailproc.store.standstills import Cause, Standstill, Way

_CAUSES: dict[Cause, str] = {
    Cause.LOGIN: "El servidor de correo no acepta la contraseña del programa, o su permiso ya venció.",
    Cause.CONFIGURATION: "El programa no puede leer en su máquina la contraseña o el certificado del correo.",
    Cause.SERVER: "El servidor de correo no contesta.",
    Cause.MAILBOX: "El servidor de correo falla a media revisión. Quizá el buzón está lleno.",
    Cause.REFUSED: "El servidor de correo no acepta las cartas. Quizá se alcanzó su límite de envíos.",
    Cause.STORE: "El programa no puede guardar su trabajo. Quizá el disco de su máquina está lleno.",
    Cause.OTHER: "El programa se detuvo a media revisión y todavía no se sabe por qué.",
}
_MENDS: dict[Cause, str] = {
    Cause.LOGIN: "El servidor rechaza el acceso de {table}. Con contraseña: escribe la nueva en su archivo y reinicia "
    "el servicio. Con permiso (OAuth): mailproc login",
    Cause.CONFIGURATION: "Falta o no se puede leer un archivo de {table}: mailproc check dice cuál. Ya en su lugar, "
    "reinicia el servicio.",
    Cause.SERVER: "El servidor de {table} no contesta: revisa la red y que el servidor esté en marcha.",
    Cause.MAILBOX: "El servidor de {table} corta o rechaza lo que se le pide: revisa el espacio del buzón.",
    Cause.REFUSED: "El servidor de {table} acepta el acceso y no las cartas: revisa su límite diario de envíos, "
    "su espacio y sus reglas.",
    Cause.STORE: "La base de datos no se puede escribir: revisa el espacio en disco y los permisos de su carpeta.",
    Cause.OTHER: "Mira las últimas líneas de journalctl -u mailproc",
}
_TABLES = {Way.FETCHING: "[mailbox]", Way.SENDING: "[smtp]"}


def alarm_id(secret: bytes, settings: Settings, occasion: str) -> str:
    """The Message-ID of a mail of this module: the same for the same occasion."""
    return letter_id(secret, "", "alarm", settings.address.rpartition("@")[2], occasion=occasion)


def causes(standing: Iterable[Standstill]) -> tuple[str, ...]:
    """Why, in the officer's words, each cause once."""
    return tuple(dict.fromkeys(_CAUSES[one.cause] for one in standing))


def compose_standstill(
    standing: tuple[Standstill, ...], settings: Settings, *, waiting: int, message_id: str
) -> Letter:
    """The program cannot fetch or send since then. `waiting` letters are queued."""
    mends = dict.fromkeys(_MENDS[one.cause].format(table=_TABLES[one.way]) for one in standing)
    values = {
        **_spans(standing, settings),
        "motivos": causes(standing),
        "esperan": spanish.count(waiting, "carta", "cartas") if waiting else "",
        "remedios": tuple(mends),
    }
    return alarm_of("parado", values, settings, message_id)


def compose_recovery(
    over: tuple[Standstill, ...], settings: Settings, *, now: datetime, message_id: str
) -> Letter:
    """The program fetches or sends again."""
    values = {**_spans(over, settings), "hasta": moment(now, settings.zone)}
    return alarm_of("de_nuevo", values, settings, message_id)


def compose_brake(since: datetime, settings: Settings, *, message_id: str) -> Letter:
    """The program has stopped the letters to students: more than `letters_per_hour` would have gone."""
    number = settings.policy.letters_per_hour
    limit = spanish.count(number, "carta", "cartas")
    return alarm_of("freno", {"desde": moment(since, settings.zone), "limite": limit}, settings, message_id)


def _spans(standing: Iterable[Standstill], settings: Settings) -> dict[str, object]:
    since: dict[Way, str] = {one.way: moment(one.since, settings.zone) for one in standing}
    return {"buzon": since.get(Way.FETCHING, ""), "salida": since.get(Way.SENDING, "")}


def alarm_of(name: str, values: dict[str, object], settings: Settings, message_id: str) -> Letter:
    """An alarm to the officer by the template digest/NAME. Raises ConfigurationError for a template."""
    letter = Letter(
        template="alarm",
        recipient=settings.officer.address,
        subject="",
        text="",
        html="",
        message_id=message_id,
    )
    values["instituto"] = " ".join(settings.institution.name.split())
    return fill(f"digest/{name}", values, settings=settings, letter=letter)
