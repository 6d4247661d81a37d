"""Files that other files bring along: attachments of a saved mail, of a winmail.dat, of a PDF portfolio."""

import io
import logging
from collections.abc import Iterator

from mailproc.documents.allowance import Allowance
from mailproc.documents.media import Media
from mailproc.documents.refusals import broken
from mailproc.documents.source import Source
from mailproc.documents.typed import paragraphs, typed_page
from mailproc.reading.model import Problem, ProblemCode

_CUT = Problem(ProblemCode.TOO_MANY, "El mensaje guardado está mal formado y puede haber perdido archivos.")
_PDF_ERRORS = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, EOFError)
"""What pypdf raises on malformed files beside errors of its own."""
_LOSSES = frozenset({"depth", "parts", "header"})


def contents_of_mail(content: bytes) -> Iterator[bytes | Source | Problem]:
    """The text of a saved message, then its attachments, those of messages attached to it included."""
    from mailproc.message.parts import harvest, tree

    root, cut = tree(content)
    found = harvest(root)
    page = typed_page(paragraphs(found.text()))
    if page is not None:
        yield page
    if _LOSSES.intersection((*cut, *found.problems)):
        yield _CUT
    for file in found.files:
        yield file.content


def contents_of_tnef(content: bytes) -> Iterator[bytes | Problem]:
    """The attachments of a winmail.dat."""
    from mailproc.message.tnef import NotTnef, enclosed_in

    try:
        for file in enclosed_in(content):
            yield file.content
    except NotTnef:
        yield broken(Media.TNEF)


def has_attachments(pdf: bytes) -> bool:
    """Whether files are attached to the PDF as a whole (ISO 32000-1, 7.11.4)."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return bool(document.count_attachments())
    except pypdfium2.PdfiumError:
        return False


def contents_of_portfolio(pdf: bytes, allowance: Allowance) -> Iterator[bytes | Problem]:
    """The files attached to a PDF. pypdf bounds what one of them may unpack to. Raises Spent."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(pdf), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        for file in reader.attachment_list:
            content = file.content
            allowance.spend(len(content))
            yield content
    except (pypdf.errors.PyPdfError, *_PDF_ERRORS):
        yield broken(Media.PDF)
