"""Words that a PDF carries and nobody sees, in all the ways that there are: no witness."""

import io
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from mailproc.reading.model import Witness
from tests.documents.sheets.forgeries import switched_off, unicode_map, with_form
from tests.unit.documents.papers import HEIGHT, WIDTH, lines, pdf
from tests.unit.documents.told import NUMBER, OTHER, said_by, saved


def _mode(mode: int) -> Callable[[Canvas], None]:
    return lambda canvas: lines(canvas, mode=mode)


def _white(canvas: Canvas) -> None:
    lines(canvas, white=True)


def _in(colour: Color, *, on: Color | None = None) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        if on is not None:
            canvas.setFillColor(on)
            canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
        text = canvas.beginText(72, HEIGHT - 140)
        text.setFont("Helvetica", 14)
        text.setFillColor(colour)
        text.textLine(NUMBER)
        canvas.drawText(text)

    return draw


def _covered(canvas: Canvas) -> None:
    lines(canvas)
    canvas.setFillGray(1.0)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)


def _under_a_thick_line(canvas: Canvas) -> None:
    lines(canvas)
    canvas.setStrokeGray(1.0)
    canvas.setLineWidth(300)
    canvas.line(0, HEIGHT - 180, WIDTH, HEIGHT - 180)


def _under_a_gradient(canvas: Canvas) -> None:
    lines(canvas)
    canvas.linearGradient(0, 0, 0, HEIGHT, (Color(0.9, 0.9, 1), Color(1, 1, 1)))


def _under_a_form(canvas: Canvas) -> None:
    lines(canvas)
    canvas.beginForm("white")
    canvas.setFillGray(1.0)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    canvas.endForm()
    canvas.doForm("white")


def _under_a_picture(canvas: Canvas) -> None:
    lines(canvas)
    canvas.drawInlineImage(Image.new("RGB", (40, 20), "white"), 60, HEIGHT - 300, 500, 220)


def _off_the_page(canvas: Canvas) -> None:
    lines(canvas, right=WIDTH)


def _clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 50, 50)
    canvas.clipPath(path, stroke=0)
    lines(canvas)


def _clipped_to_a_shape_around_it(canvas: Canvas) -> None:
    """A frame's two edges: the box around the path holds the words, the path itself does not."""
    path = canvas.beginPath()
    path.rect(0, 0, 20, HEIGHT)
    path.rect(WIDTH - 20, 0, 20, HEIGHT)
    canvas.clipPath(path, stroke=0)
    lines(canvas)


def _transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.0)
    lines(canvas)


def _nearly_transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.03)
    lines(canvas)


def _speck(canvas: Canvas) -> None:
    text = canvas.beginText(72, HEIGHT - 140)
    text.setFont("Helvetica", 0.7)
    text.textLine(f"NSS: {NUMBER}")
    canvas.drawText(text)


def _of_no_size(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.scale(1, 0.001)
    text = canvas.beginText(72, 100)
    text.setFont("Helvetica", 14)
    text.textLine(NUMBER)
    canvas.drawText(text)
    canvas.restoreState()


HIDDEN: dict[str, Callable[[Canvas], None]] = {
    "invisible mode": _mode(3),
    "clipping mode": _mode(7),
    "white on white": _white,
    "nearly white": _in(Color(0.96, 0.96, 0.96)),
    "dark on dark": _in(Color(0.1, 0.1, 0.12), on=Color(0.1, 0.1, 0.1)),
    "red on the same red": _in(Color(0.8, 0.1, 0.1), on=Color(0.8, 0.1, 0.1)),
    "covered by a box": _covered,
    "covered by a thick line": _under_a_thick_line,
    "covered by a gradient": _under_a_gradient,
    "covered by a form": _under_a_form,
    "covered by a picture": _under_a_picture,
    "off the page": _off_the_page,
    "clipped away": _clipped,
    "clipped away by a shape": _clipped_to_a_shape_around_it,
    "transparent": _transparent,
    "nearly transparent": _nearly_transparent,
    "too small to see": _speck,
    "of no height": _of_no_size,
}


@pytest.mark.parametrize("how", HIDDEN)
def test_words_that_nobody_sees_are_hidden(how: str) -> None:
    texts = said_by(pdf(HIDDEN[how]))
    assert set(texts) == {Witness.HIDDEN}
    assert NUMBER in texts[Witness.HIDDEN]


def test_words_outside_the_crop_box_are_hidden() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((0, HEIGHT - 120, WIDTH, HEIGHT))
    texts = said_by(saved(writer))
    assert "Constancia" in texts[Witness.TEXT]
    assert NUMBER in texts[Witness.HIDDEN]


def test_words_in_a_layer_that_is_switched_off_are_hidden() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Notas")})
    )
    form = StreamObject()
    form.set_data(f"BT /F1 14 Tf 72 300 Td ({OTHER}) Tj ET".encode())
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    form[NameObject("/BBox")] = writer.pages[0].mediabox
    form[NameObject("/Resources")] = writer.pages[0]["/Resources"]
    form[NameObject("/OC")] = layer
    with_form(writer, 0, form)
    assert OTHER in said_by(saved(writer))[Witness.TEXT]
    switched_off(writer, layer)
    texts = said_by(saved(writer))
    assert OTHER in texts[Witness.HIDDEN]
    assert NUMBER in texts[Witness.TEXT]


def test_letters_without_glyphs_are_hidden() -> None:
    """A Type 3 font whose glyphs draw nothing, with a Unicode map that says digits."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    empty = StreamObject()
    empty.set_data(b"600 0 d0")
    names = [NameObject(f"/g{digit}") for digit in "0123456789"]
    glyph = writer._add_object(empty)
    number = pypdf.generic.NumberObject
    array = pypdf.generic.ArrayObject
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type3"),
            NameObject("/FontBBox"): array([number(0), number(0), number(600), number(900)]),
            NameObject("/FontMatrix"): array([pypdf.generic.FloatObject(v) for v in (0.001, 0, 0, 0.001, 0, 0)]),
            NameObject("/CharProcs"): DictionaryObject(dict.fromkeys(names, glyph)),
            NameObject("/Encoding"): DictionaryObject({NameObject("/Differences"): array([number(48), *names])}),
            NameObject("/FirstChar"): number(48),
            NameObject("/LastChar"): number(57),
            NameObject("/Widths"): array([number(600)] * 10),
            NameObject("/ToUnicode"): writer._add_object(unicode_map({digit: digit for digit in "0123456789"})),
        }
    )
    writer.pages[0]["/Resources"]["/Font"][NameObject("/Empty")] = writer._add_object(font)
    form = StreamObject()
    form.set_data(f"BT /Empty 14 Tf 72 300 Td ({OTHER}) Tj ET".encode())
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    form[NameObject("/BBox")] = writer.pages[0].mediabox
    form[NameObject("/Resources")] = writer.pages[0]["/Resources"]
    with_form(writer, 0, form)
    assert said_by(saved(writer))[Witness.HIDDEN] == OTHER
