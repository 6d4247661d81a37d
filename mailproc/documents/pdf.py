"""PDF files to pages: PDFium for words and pictures, pdfplumber where PDFium hears only garbage.

Whatever is wrong with the file becomes a problem, never an exception.
"""

import io
import logging
from collections.abc import Callable
from typing import Any

from mailproc.documents.limits import Limits
from mailproc.documents.media import Media
from mailproc.documents.pagepicture import page_picture
from mailproc.documents.pixels import Picture
from mailproc.documents.signs import plain
from mailproc.documents.source import Opened, Source, UnreadablePicture
from mailproc.reading.model import Box, Layer, Problem, ProblemCode, Witness, Word

_ENCRYPTED = Problem(ProblemCode.ENCRYPTED, "El PDF está protegido con contraseña.")
_BROKEN = Problem(ProblemCode.CORRUPTED, "El PDF está dañado o incompleto y no se puede abrir.")
_PAGE_BROKEN = Problem(ProblemCode.CORRUPTED, "Una página del PDF está dañada y no se puede abrir.")
_PARSER_ERRORS = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    EOFError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    UnicodeError,
)
"""What pdfminer raises on malformed files (RecursionError is a RuntimeError)."""


def open_pdf(content: bytes, limits: Limits) -> Opened:
    """A PDF as pages, its text layers read, its pictures not yet rendered. Never raises.

    Problems: ENCRYPTED where the empty password does not open it, CORRUPTED, EMPTY (no pages), TOO_MANY.
    """
    import pypdfium2

    from mailproc.documents.revisions import with_former_words

    try:
        document = pypdfium2.PdfDocument(content)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}
        return Opened(Media.PDF, problems=(_ENCRYPTED if locked else _BROKEN,))
    count = len(document)
    if not count:
        return Opened(Media.PDF, problems=(Problem(ProblemCode.EMPTY, "El PDF no tiene páginas."),))
    problems: list[Problem] = []
    if count > limits.max_pages:
        text = f"El PDF tiene {count} páginas; se leyeron las primeras {limits.max_pages}."
        problems.append(Problem(ProblemCode.TOO_MANY, text))
    sources = []
    for at in range(min(count, limits.max_pages)):
        try:
            sources.append(_source(document, at, content, limits))
        except pypdfium2.PdfiumError:
            problems.append(_PAGE_BROKEN)
    return Opened(Media.PDF, with_former_words(document, content, sources), tuple(dict.fromkeys(problems)))


def _source(document: Any, at: int, content: bytes, limits: Limits) -> Source:
    from mailproc.documents.annotations import laid_flat
    from mailproc.documents.pageframe import page_frame
    from mailproc.documents.textlayer import legible, text_layer

    flat = laid_flat(document, at)
    heard = text_layer(flat)
    width, height = page_frame(flat.page).size
    layers = tuple(layer for layer in heard.layers if legible(layer.words))
    legibly = layers == heard.layers
    if not legibly:
        layers += _second_hearing(content, at)
    picture = _renderer(document, at, content, limits)
    return Source(at + 1, width, height, layers, heard.pictured, picture, bare=heard.bare and legibly)


def _renderer(document: Any, at: int, content: bytes, limits: Limits) -> Callable[[], Picture]:
    def render() -> Picture:
        import pypdfium2

        try:
            # A picture's dictionary is never compressed: a file without the word has no masks.
            return page_picture(document[at], limits, masked=b"Mask" in content)
        except pypdfium2.PdfiumError as error:
            raise UnreadablePicture(_PAGE_BROKEN) from error

    return render


def _second_hearing(content: bytes, at: int) -> tuple[Layer, ...]:
    """The words as pdfminer understands the fonts, for a page on which PDFium finds only signs.

    It counts as a scanner's layer, one witness: whether these words can be seen is not known.
    """
    import pdfplumber

    from mailproc.documents.textlayer import legible

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(content), pages=[at + 1]) as pdf:
            found = pdf.pages[0].extract_words(use_text_flow=True, keep_blank_chars=False)
    except (*_PARSER_ERRORS, pdfplumber.utils.exceptions.PdfminerException):
        return ()
    words = tuple(
        Word(plain(word["text"]), Box(word["x0"], word["top"], word["x1"], word["bottom"])) for word in found
    )
    return (Layer(Witness.SCANNER, words),) if words and legible(words) else ()
