"""Numbers of a PDF that people see otherwise than programs hear them; and honest pages that come near to it."""

import io
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from mailproc.reading.model import Witness
from tests.documents.sheets.forgeries import unicode_map, with_form
from tests.unit.documents.papers import HEIGHT, LINES, WIDTH, lines, pdf, picture
from tests.unit.documents.told import NUMBER, OTHER, PLACE, drawn_last, form, page_of, said_by, saved

LEFT, SIZE = 258.7, 14
BASE = HEIGHT - 140
"""Where `lines` begins the number, and its type."""
ADVANCE = 0.556 * SIZE
"""Of Helvetica's digits."""


def _without_number(canvas: Canvas) -> None:
    text = canvas.beginText(72, HEIGHT - 100)
    text.setFont("Helvetica", SIZE)
    text.setLeading(40)
    for line in LINES:
        text.textLine(line.replace(NUMBER, ""))
    canvas.drawText(text)


def _one_by_one(canvas: Canvas, **turned: Callable[[Canvas], None]) -> None:
    """The other number, each digit by itself and changed in its own place."""
    _without_number(canvas)
    canvas.setFont("Helvetica", SIZE)
    for at, digit in enumerate(OTHER):
        canvas.saveState()
        canvas.translate(LEFT + at * ADVANCE, BASE)
        turned["by"](canvas)
        canvas.drawString(0, 0, digit)
        canvas.restoreState()


def _upside_down(canvas: Canvas) -> None:
    canvas.translate(ADVANCE, 0.72 * SIZE)
    canvas.rotate(180)


def _mirrored(canvas: Canvas) -> None:
    _without_number(canvas)
    canvas.translate(LEFT + 11 * ADVANCE, BASE)
    canvas.scale(-1, 1)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(0, 0, OTHER)


def _halved(canvas: Canvas) -> None:
    _without_number(canvas)
    path = canvas.beginPath()
    path.rect(0, BASE + 0.36 * SIZE, WIDTH, HEIGHT)
    canvas.clipPath(path, stroke=0)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, BASE, OTHER)


def _stroked(canvas: Canvas) -> None:
    """A transparent picture that closes a 3 to an 8."""
    _without_number(canvas)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, BASE, "33333333333")
    eights = Image.new("RGBA", (round(11 * ADVANCE * 8), SIZE * 8), (0, 0, 0, 0))
    face = ImageFont.truetype("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", SIZE * 8)
    ImageDraw.Draw(eights).text((0, SIZE * 8), "88888888888", fill=(0, 0, 0, 255), font=face, anchor="ls")
    canvas.drawImage(ImageReader(eights), LEFT, BASE, 11 * ADVANCE, SIZE, mask="auto")


def _overwritten(canvas: Canvas) -> None:
    lines(canvas)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, BASE, OTHER)


@pytest.mark.parametrize(
    "draw",
    [lambda canvas: _one_by_one(canvas, by=_upside_down), _mirrored, _halved, _stroked, _overwritten],
    ids=["upside down", "mirrored", "halved", "closed by a picture", "written over"],
)
def test_digits_that_look_like_others_or_like_none_are_no_better_than_a_guess(
    draw: Callable[[Canvas], None],
) -> None:
    said = said_by(pdf(draw))
    assert Witness.TEXT not in said
    assert "Constancia" in said[Witness.SCANNER]


def test_an_actual_text_that_is_not_what_is_drawn_is_no_better_than_a_guess() -> None:
    """ISO 32000-1, 14.9.4: what a marked sequence says in its stead."""
    lies = f"/Span <</ActualText ({OTHER})>> BDC BT /F1 {SIZE} Tf {LEFT} {BASE} Td ({NUMBER}) Tj ET EMC"
    said = said_by(drawn_last(pdf(_without_number), lies))
    assert OTHER in said[Witness.SCANNER]
    assert Witness.TEXT not in said


def test_a_type_3_font_that_draws_other_digits_than_it_says_is_no_better_than_a_guess() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(_without_number)))
    names = [NameObject(f"/g{digit}") for digit in "0123456789"]
    glyphs = DictionaryObject()
    for name, drawn in zip(names, "1234567890", strict=True):
        glyph = StreamObject()
        glyph.set_data(f"556 0 d0 BT /H 1000 Tf ({drawn}) Tj ET".encode())
        glyphs[name] = writer._add_object(glyph)
    helvetica = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    drawing = DictionaryObject({NameObject(key): NameObject(value) for key, value in helvetica.items()})
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type3"),
            NameObject("/FontBBox"): ArrayObject([NumberObject(side) for side in (0, 0, 600, 900)]),
            NameObject("/FontMatrix"): ArrayObject([FloatObject(side) for side in (0.001, 0, 0, 0.001, 0, 0)]),
            NameObject("/CharProcs"): glyphs,
            NameObject("/Encoding"): DictionaryObject(
                {NameObject("/Differences"): ArrayObject([NumberObject(48), *names])}
            ),
            NameObject("/FirstChar"): NumberObject(48),
            NameObject("/LastChar"): NumberObject(57),
            NameObject("/Widths"): ArrayObject([NumberObject(556)] * 10),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/H"): drawing})}
            ),
            NameObject("/ToUnicode"): writer._add_object(unicode_map({digit: digit for digit in "0123456789"})),
        }
    )
    with_form(writer, 0, form(writer, f"BT /T {SIZE} Tf {LEFT} {BASE} Td ({OTHER}) Tj ET", Font={"T": font}))
    said = said_by(saved(writer))
    assert OTHER in said[Witness.SCANNER]
    assert Witness.TEXT not in said


def test_a_number_under_a_tiling_pattern_of_the_papers_colour_is_hidden() -> None:
    pattern = StreamObject()
    pattern.set_data(b"1 g 0 0 5 5 re f")
    for name, value in (("PatternType", 1), ("PaintType", 1), ("TilingType", 1), ("XStep", 5), ("YStep", 5)):
        pattern[NameObject(f"/{name}")] = NumberObject(value)
    pattern[NameObject("/BBox")] = ArrayObject([NumberObject(side) for side in (0, 0, 5, 5)])
    pattern[NameObject("/Resources")] = DictionaryObject()
    left, bottom, width, height = PLACE
    over = f"/Pattern cs /P scn {left} {bottom} {width} {height} re f"
    said = said_by(drawn_last(pdf(lines), over, Pattern={"P": pattern}))
    assert said[Witness.HIDDEN] == NUMBER
    assert "Constancia" in said[Witness.TEXT]


@pytest.mark.parametrize("kind", ["/Stamp", "/Redact"])
def test_a_number_under_what_an_annotation_draws_is_hidden(kind: str) -> None:
    left, bottom, width, height = PLACE
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    note = FreeText(text="", rect=(left, bottom, left + width, bottom + height))
    note[NameObject("/Subtype")] = NameObject(kind)
    shown = form(writer, f"0 g {left} {bottom} {width} {height} re f")
    shown[NameObject("/BBox")] = ArrayObject(
        [FloatObject(side) for side in (left, bottom, left + width, bottom + height)]
    )
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(shown)})
    note[NameObject("/T")] = TextStringObject("")
    writer.add_annotation(0, note)
    assert said_by(saved(writer))[Witness.HIDDEN] == NUMBER


def _on_a_picture(image: Image.Image) -> Callable[[Canvas], None]:
    """Text of the page's own, and on two thirds of it a picture with a number written on it."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 60, 40, WIDTH - 120, HEIGHT - 160)
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(72, HEIGHT - 60, "Buenas tardes, envio mi documento")
        canvas.setFillGray(1.0)
        canvas.rect(200, 300, 120, 20, stroke=0, fill=1)
        canvas.setFillGray(0.0)
        canvas.drawString(204, 304, OTHER)

    return draw


def test_what_is_written_on_a_scan_that_was_pasted_into_a_page_is_typed() -> None:
    said = said_by(pdf(_on_a_picture(picture())))
    assert said[Witness.TYPED] == OTHER
    assert "Buenas tardes" in said[Witness.TEXT]


def test_what_stands_on_a_pale_picture_is_the_pages_own_text() -> None:
    pale = picture().point([230 + value // 10 for value in range(256)] * 3)
    assert OTHER in said_by(pdf(_on_a_picture(pale)))[Witness.TEXT]


# --- Honest pages -----------------------------------------------------------------------------------------


def _underlined(canvas: Canvas) -> None:
    lines(canvas)
    canvas.line(LEFT, BASE - 1.5, LEFT + 11 * ADVANCE, BASE - 1.5)


def _framed(canvas: Canvas) -> None:
    lines(canvas)
    canvas.rect(LEFT - 2, BASE - 3, 11 * ADVANCE + 4, SIZE + 1)


def _highlighted(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 1, 0))
    canvas.rect(*PLACE, stroke=0, fill=1)
    canvas.setFillGray(0)
    lines(canvas)


def _half_highlighted(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 0.9, 0.2))
    canvas.rect(PLACE[0], PLACE[1], PLACE[2] / 2, PLACE[3], stroke=0, fill=1)
    canvas.setFillGray(0)
    lines(canvas)


def _with_a_watermark(canvas: Canvas) -> None:
    lines(canvas)
    canvas.translate(LEFT + 30, BASE)
    canvas.rotate(25)
    canvas.setFillColor(Color(0.5, 0.5, 0.5, alpha=0.3))
    canvas.setFont("Helvetica-Bold", 44)
    canvas.drawCentredString(0, -15, "CONSULTA")


def _on_a_band(canvas: Canvas) -> None:
    """White on colour."""
    canvas.setFillColor(Color(0, 0.3, 0.25))
    canvas.rect(0, BASE - 8, WIDTH, 30, stroke=0, fill=1)
    lines(canvas, white=True)
    canvas.setFillGray(0)


@pytest.mark.parametrize(
    "draw", [_underlined, _framed, _highlighted, _half_highlighted, _with_a_watermark, _on_a_band]
)
def test_honest_ornament_takes_nothing_from_a_number(draw: Callable[[Canvas], None]) -> None:
    assert NUMBER in said_by(pdf(draw))[Witness.TEXT]


# --- Pages on which nothing is drawn but words ------------------------------------------------------------


def _ruled(canvas: Canvas) -> None:
    lines(canvas)
    canvas.line(72, 300, 500, 300)


def test_a_page_of_words_alone_is_bare_and_one_with_more_is_not() -> None:
    assert page_of(pdf(lines)).bare
    assert page_of(pdf(lambda canvas: None)).bare
    assert page_of(pdf(_overwritten)).bare is False
    assert page_of(pdf(_ruled)).bare is False
    assert page_of(pdf(lambda canvas: canvas.drawImage(ImageReader(picture()), 72, 72, 200, 260))).bare is False
