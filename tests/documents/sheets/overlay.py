"""Changes to a finished PDF: what honest programs and dishonest people do to one."""

import io
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

Place = tuple[float, float, float, float]
"""left, bottom, right, top in points, PDF coordinates (origin bottom left)."""

EM = 1.37
"""Font size over the height of its digits: type of this size fits beside print that is `height` tall."""


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


def main_place(pdf: bytes, text: str) -> tuple[int, Place]:
    """Where `text` stands largest: the value itself, not its copy in the small print. ValueError if nowhere."""
    return max(places(pdf, text), key=lambda found: found[1][3] - found[1][1])


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
    """The PDF with a free-text annotation of white ground, which every viewer shows, laid over a place."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    left, bottom, right, top = place
    width, height = right - left + 6, top - bottom + 6
    size = (top - bottom) * EM
    note = FreeText(text=text, rect=(left - 2, bottom - 3, left - 2 + width, bottom - 3 + height))
    shown = StreamObject()
    shown.set_data(
        f"1 g 0 0 {width:.1f} {height:.1f} re f 0 g BT /F {size:.1f} Tf 2 3 Td ({text}) Tj ET".encode("ascii")
    )
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject("/F"): _names(font)})
    shown.update(_names({"/Type": "/XObject", "/Subtype": "/Form"}))
    shown[NameObject("/BBox")] = ArrayObject(
        [FloatObject(0), FloatObject(0), FloatObject(width), FloatObject(height)]
    )
    shown[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(shown)})
    writer.add_annotation(page_number=page, annotation=note)
    return _bytes(writer)


def _names(entries: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in entries.items()})


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
