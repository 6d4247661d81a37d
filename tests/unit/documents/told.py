"""What a PDF is told to say, layer by layer, and where `papers.lines` prints the number that is tampered with."""

import io

import pypdf
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Source
from mailproc.reading.model import Witness
from tests.documents.sheets.forgeries import with_form
from tests.unit.documents.papers import HEIGHT

NUMBER = "07222400017"
OTHER = "55551234127"
ROW = (180.0, HEIGHT - 145.0, 420.0, 22.0)
"""Left, bottom, width, height of the row in which the number stands."""
PLACE = (255.0, HEIGHT - 145.0, 90.0, 20.0)
"""The same of the number alone."""


def pages_of(content: bytes) -> tuple[Source, ...]:
    """All pages."""
    return open_document(content, Limits()).sources


def page_of(content: bytes) -> Source:
    """The only page."""
    [source] = pages_of(content)
    return source


def said_by(content: bytes) -> dict[Witness, str]:
    """The words of the only page, by layer."""
    return {layer.witness: " ".join(word.text for word in layer.words) for layer in page_of(content).layers}


def saved(writer: pypdf.PdfWriter) -> bytes:
    """The file as bytes."""
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def drawn_last(content: bytes, operators: str, **resources: dict[str, object]) -> bytes:
    """The PDF with a form drawn last on its first page, with that page's resources and these besides."""
    writer = pypdf.PdfWriter(io.BytesIO(content))
    with_form(writer, 0, form(writer, operators, **resources))
    return saved(writer)


def form(writer: pypdf.PdfWriter, operators: str, **resources: dict[str, object]) -> StreamObject:
    """Such a form, not yet drawn."""
    made = StreamObject()
    made.set_data(operators.encode("latin-1"))
    made.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    made[NameObject("/BBox")] = writer.pages[0].mediabox
    own = DictionaryObject(writer.pages[0]["/Resources"])
    for kind, named in resources.items():
        all_of_them = DictionaryObject(own.get(f"/{kind}", {}))
        all_of_them.update({NameObject(f"/{name}"): writer._add_object(one) for name, one in named.items()})
        own[NameObject(f"/{kind}")] = all_of_them
    made[NameObject("/Resources")] = own
    return made
