"""What was appended to a PDF's file after it was made, and what it said before."""

import io
from collections.abc import Callable

import pikepdf
import pypdf
import pypdfium2
import pytest
from pypdf.annotations import Rectangle
from pypdf.generic import (
    NameObject,
    StreamObject,
)
from reportlab.pdfgen.canvas import Canvas

from mailproc.reading.model import Witness
from tests.documents.sheets.forgeries import appended, drawn_later
from tests.unit.documents.papers import HEIGHT, lines, pdf, scanned
from tests.unit.documents.told import NUMBER, OTHER, PLACE, pages_of, said_by, saved

# --- Updates appended to the file -------------------------------------------------------------------------


def _overwritten(canvas: Canvas) -> None:
    left, bottom, width, height = PLACE
    canvas.setFillGray(1.0)
    canvas.rect(left, bottom, width, height, stroke=0, fill=1)
    canvas.setFillGray(0.0)
    canvas.setFont("Helvetica", 14)
    canvas.drawString(left, HEIGHT - 140, OTHER)


def _emptied(canvas: Canvas) -> None:
    left, bottom, width, height = PLACE
    canvas.setFillGray(1.0)
    canvas.rect(left, bottom, width, height, stroke=0, fill=1)


def _added(canvas: Canvas) -> None:
    canvas.drawString(72, 100, "Con derecho: SI")


def _metadata(writer: pypdf.PdfWriter) -> None:
    writer.add_metadata({"/Producer": "A viewer"})


def _annotated(writer: pypdf.PdfWriter) -> None:
    writer.add_annotation(0, Rectangle(rect=(60, 60, 100, 100), interior_color="ff0000"))


def _linearised(content: bytes) -> bytes:
    """As programs do that put PDFs on the web: in two halves, each with a cross-reference section."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(file, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def _with_streams(content: bytes) -> bytes:
    """With a cross-reference stream in place of the table."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def _former(content: bytes) -> list[str]:
    return [
        " ".join(word.text for word in layer.words)
        for source in pages_of(content)
        for layer in source.layers
        if layer.witness is Witness.FORMER
    ]


@pytest.mark.parametrize("before", [lambda content: content, _linearised, _with_streams])
@pytest.mark.parametrize("draw", [_overwritten, _emptied, _added])
def test_what_an_update_changed_is_still_told_as_it_was(draw, before) -> None:
    [former] = _former(drawn_later(before(pdf(lines)), 0, draw))
    assert NUMBER in former
    assert OTHER not in former
    assert "Con derecho: SI" not in former


def test_so_it_is_when_a_harmless_update_follows() -> None:
    assert NUMBER in _former(appended(drawn_later(pdf(lines), 0, _overwritten), _metadata))[0]


def test_a_page_drawn_anew_by_an_update_is_told_as_it_was() -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        fresh = pypdf.PdfReader(io.BytesIO(pdf(lambda canvas: lines(canvas, right=5.0)))).pages[0].clone(writer)
        content = fresh["/Contents"].get_object()
        changed = StreamObject()
        changed.set_data(content.get_data().replace(NUMBER.encode(), OTHER.encode()))
        writer.pages[0][NameObject("/Contents")] = writer._add_object(changed)

    content = appended(pdf(lines), change)
    assert OTHER in said_by(content)[Witness.TEXT]
    assert NUMBER in _former(content)[0]


def test_a_picture_that_an_update_puts_over_the_whole_page_hides_no_earlier_words() -> None:
    content = drawn_later(pdf(lines), 0, scanned)
    assert NUMBER in _former(content)[0]
    assert Witness.TEXT not in said_by(content)


def _deflated(content: bytes) -> bytes:
    """Written anew by PDFium."""
    file = io.BytesIO()
    pypdfium2.PdfDocument(content).save(file)
    return file.getvalue()


def _incrementally(content: bytes) -> bytes:
    """An update by PDFium that changes nothing."""
    file = io.BytesIO()
    pypdfium2.PdfDocument(content).save(file, flags=pypdfium2.raw.FPDF_INCREMENTAL)
    return file.getvalue()


def _turned(content: bytes) -> bytes:
    return appended(content, lambda writer: writer.pages[0].rotate(90))


def _more_pages(content: bytes) -> bytes:
    return appended(
        content, lambda writer: writer.append(io.BytesIO(pdf(lambda canvas: canvas.drawString(9, 9, "x"))))
    )


HONEST: dict[str, Callable[[bytes], bytes]] = {
    "another producer": lambda content: appended(content, _metadata),
    "three saves": lambda content: appended(appended(appended(content, _metadata), _metadata), _metadata),
    "a mark in the margin": lambda content: appended(content, _annotated),
    "PDFium, anew": _deflated,
    "PDFium, appended": _incrementally,
    "linearised": _linearised,
    "linearised, then saved": lambda content: appended(_linearised(content), _metadata),
    "streams, then saved": lambda content: appended(_with_streams(content), _metadata),
    "turned by an update": _turned,
    "pages added by an update": _more_pages,
}


@pytest.mark.parametrize("how", HONEST)
def test_a_file_whose_words_stay_the_same_was_not_changed(how: str) -> None:
    content = HONEST[how](pdf(lines))
    assert _former(content) == []
    assert NUMBER in " ".join(word.text for layer in pages_of(content)[0].layers for word in layer.words)


def test_a_pdf_inside_a_pdf_is_no_earlier_state_of_it() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    writer.add_attachment("other.pdf", pdf(lambda canvas: canvas.drawString(72, 700, f"NSS {OTHER}")))
    assert _former(saved(writer)) == []


def test_a_chain_of_updates_that_bites_its_tail_ends() -> None:
    content = appended(pdf(lines), _metadata)
    start = int(content.rsplit(b"startxref", 1)[1].split()[0])
    position = content.index(b"/Prev", start)
    number = content[position + 6 :].split(b"\n")[0].split()[0]
    looped = content.replace(b"/Prev " + number, b"/Prev " + str(start).zfill(len(number)).encode()[: len(number)])
    assert _former(looped) == []


def test_hundreds_of_updates_are_not_all_looked_at() -> None:
    content = drawn_later(pdf(lines), 0, _overwritten)
    for _ in range(120):
        content = appended(content, _metadata)
    assert 1 <= len(_former(content)) <= 3


def test_a_file_that_the_empty_password_opens_is_as_honest_as_any() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    writer.encrypt("", "owner", algorithm="AES-256")
    assert NUMBER in said_by(saved(writer))[Witness.TEXT]
    assert _former(_incrementally(saved(writer))) == []
