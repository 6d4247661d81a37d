"""What is told of files that are not read: what they are, and what to send instead."""

from mailproc.documents.media import CONTAINERS, MAIL, OFFICE, Media
from mailproc.reading.model import Problem, ProblemCode

_WANTED = "hace falta adjuntar el PDF de la constancia tal como se descargó."
_UNSUPPORTED = {
    Media.RAR: f"Los archivos RAR no se pueden abrir aquí; {_WANTED}",
    Media.SEVENZIP: f"Los archivos 7z no se pueden abrir aquí; {_WANTED}",
    Media.ARCHIVE: f"Ese formato de archivo comprimido no se puede abrir aquí; {_WANTED}",
    Media.OLE: f"Los archivos del Office antiguo (.doc, .xls, .ppt) no se pueden abrir aquí; {_WANTED}",
    Media.PAGES: f"Los archivos de Pages, Numbers y Keynote no se pueden abrir aquí; {_WANTED}",
    Media.PROGRAM: f"Es un programa, que aquí no se abre; {_WANTED}",
    Media.SHORTCUT: f"Es un acceso directo, que no lleva consigo el archivo; {_WANTED}",
    Media.RECORDING: f"Es un video o un audio; {_WANTED}",
    Media.CALENDAR: f"Es una cita de calendario; {_WANTED}",
    Media.CONTACT: f"Es una tarjeta de contacto; {_WANTED}",
    Media.HTML: f"Es una página web guardada; {_WANTED}",
    Media.TEXT: f"Es un archivo de texto; {_WANTED}",
}
_EMPTY_CONTAINERS = {
    Media.XLSX: f"La hoja de cálculo no contiene ninguna imagen; {_WANTED}",
    Media.TNEF: f"El programa de correo mandó un winmail.dat que no contiene ningún archivo; {_WANTED}",
    Media.EML: f"El mensaje guardado no contiene ningún archivo; {_WANTED}",
    Media.MSG: f"El mensaje guardado no contiene ningún archivo; {_WANTED}",
} | dict.fromkeys((*(OFFICE - {Media.XLSX}), Media.RTF), f"El documento está vacío; {_WANTED}")
_OFFICE = OFFICE | {Media.RTF, Media.OLE}


def refusal(media: Media) -> Problem:
    """Why a file of this type is not read."""
    if media is Media.EMPTY:
        return Problem(ProblemCode.EMPTY, "El archivo está vacío.")
    if media is Media.LOCKED_OFFICE:
        return locked(media)
    text = _UNSUPPORTED.get(media, f"Este tipo de archivo no se puede leer; {_WANTED}")
    return Problem(ProblemCode.UNSUPPORTED, text)


def nothing_in(media: Media) -> Problem:
    """A container was opened, and no page was in it."""
    text = _EMPTY_CONTAINERS.get(media, f"El archivo no contiene ningún PDF ni imagen; {_WANTED}")
    return Problem(ProblemCode.UNSUPPORTED, text)


def broken(media: Media) -> Problem:
    """A container cannot be opened, or not to its end."""
    return Problem(ProblemCode.CORRUPTED, f"{_name(media)} está dañado y no se puede abrir.")


def locked(media: Media) -> Problem:
    """A password is needed."""
    return Problem(ProblemCode.ENCRYPTED, f"{_name(media)} está protegido con contraseña.")


def too_deep() -> Problem:
    """Packed, and packed, and packed."""
    text = f"El archivo está comprimido varias veces, uno dentro de otro; {_WANTED}"
    return Problem(ProblemCode.UNSUPPORTED, text)


def _name(media: Media) -> str:
    if media is Media.PDF:
        return "Un archivo adjunto al PDF"
    if media in MAIL:
        return "El mensaje guardado"
    return "El documento" if media in _OFFICE or media is Media.LOCKED_OFFICE else "El archivo ZIP"


_BESIDE_SHEETS = (
    Media.HTML,
    Media.TEXT,
    Media.CALENDAR,
    Media.CONTACT,
    Media.RECORDING,
    Media.UNKNOWN,
    Media.EMPTY,
)
BY_THE_WAY = frozenset(map(refusal, _BESIDE_SHEETS)) | frozenset(map(nothing_in, CONTAINERS))
"""What is told of files that lie beside sheets in a ZIP or mail, and only where there is no page to read."""
