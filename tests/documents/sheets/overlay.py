"""Changes to a finished PDF: what honest programs and dishonest people do to one."""

import io
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from reportlab.pdfgen.canvas import Canvas

Place = tuple[float, float, float, float]
"""left, bottom, right, top in points, PDF coordinates (origin bottom left)."""


def places(pdf: bytes, text: str) -> list[tuple[int, Place]]:
    """Where `text` stands: (page index from 0, place), in stream order; [] where it is nowhere in one piece."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for index in range(len(document)):
        textpage = document[index].get_textpage()
        searcher = textpage.search(text, match_case=True)
        while (hit := searcher.get_next()) is not None:
            boxes = [textpage.get_charbox(at) for at in range(hit[0], hit[0] + hit[1])]
            place = (
                min(box[0] for box in boxes),
                min(box[1] for box in boxes),
                max(box[2] for box in boxes),
                max(box[3] for box in boxes),
            )
            found.append((index, place))
    return found


def drawn_over(pdf: bytes, page: int, draw: Callable[[Canvas], None]) -> bytes:
    """The PDF with something more drawn last on one page."""
    reader = PdfReader(io.BytesIO(pdf))
    box = reader.pages[page].mediabox
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(float(box.width), float(box.height)), invariant=True)
    draw(canvas)
    canvas.save()
    writer = PdfWriter(clone_from=reader)
    writer.pages[page].merge_page(PdfReader(io.BytesIO(buffer.getvalue())).pages[0])
    return _bytes(writer)


def annotated(pdf: bytes, page: int, place: Place, text: str) -> bytes:
    """The PDF with a free-text annotation of white ground laid over a place."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    left, bottom, right, top = place
    note = FreeText(
        text=text,
        rect=(left - 2, bottom - 3, right + 4, top + 3),
        font="Helvetica",
        font_size=f"{top - bottom:.0f}pt",
        font_color="000000",
        border_color="ffffff",
        background_color="ffffff",
    )
    writer.add_annotation(page_number=page, annotation=note)
    return _bytes(writer)


def resaved(pdf: bytes) -> bytes:
    """The same pages written by another program."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.compress_identical_objects()
    writer.add_metadata({"/Producer": "Another program"})
    return _bytes(writer)


def merged(pdfs: Iterator[bytes] | list[bytes]) -> bytes:
    """All pages in one file."""
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    return _bytes(writer)


def _bytes(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
