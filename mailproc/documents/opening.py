"""Bytes to pages, whatever the bytes are."""

from mailproc.documents.limits import Limits
from mailproc.documents.media import PACKED, PICTURES, Media, sniff
from mailproc.documents.source import Opened
from mailproc.reading.model import Problem, ProblemCode

_WANTED = "hace falta adjuntar el PDF de la constancia tal como se descargó."
_UNSUPPORTED = {
    Media.RAR: f"Los archivos RAR no se pueden abrir aquí; {_WANTED}",
    Media.SEVENZIP: f"Los archivos 7z no se pueden abrir aquí; {_WANTED}",
    Media.DOC: f"Los archivos del Office antiguo (.doc, .xls, .msg) no se pueden abrir aquí; {_WANTED}",
    Media.RTF: f"Los archivos RTF no se pueden leer aquí; {_WANTED}",
    Media.HTML: f"Es una página web guardada; {_WANTED}",
    Media.TEXT: f"Es un archivo de texto; {_WANTED}",
    Media.EML: f"Es un mensaje de correo guardado; {_WANTED}",
    Media.TNEF: f"El programa de correo envolvió el archivo (winmail.dat); {_WANTED}",
}


def open_document(content: bytes, limits: Limits) -> Opened:
    """The pages of a file, its type told by content. Never raises for what a stranger may send:
    EMPTY, CORRUPTED, ENCRYPTED, UNSUPPORTED, TOO_BIG and TOO_MANY stand in `problems`."""
    media = sniff(content)
    if media is Media.EMPTY:
        return Opened(media, problems=(Problem(ProblemCode.EMPTY, "El archivo está vacío."),))
    if len(content) > limits.max_bytes:
        too_big = Problem(ProblemCode.TOO_BIG, "El archivo es demasiado grande para abrirlo.")
        return Opened(media, problems=(too_big,))
    if media in PACKED:
        from mailproc.documents.packed import open_packed

        return open_packed(content, media, limits, _open_plain)
    return _open_plain(content, media, limits)


def _open_plain(content: bytes, media: Media, limits: Limits) -> Opened:
    """A PDF or a picture: what needs no unpacking. The libraries are loaded for the first of each."""
    if media is Media.PDF:
        from mailproc.documents.pdf import open_pdf

        return open_pdf(content, limits)
    if media in PICTURES:
        from mailproc.documents.pictures import open_picture

        return open_picture(content, media, limits)
    text = _UNSUPPORTED.get(media, f"Este tipo de archivo no se puede leer; {_WANTED}")
    return Opened(media, problems=(Problem(ProblemCode.UNSUPPORTED, text),))
