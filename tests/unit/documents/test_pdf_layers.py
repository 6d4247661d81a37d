"""Which words of a PDF page a person sees: the others are no witness."""

from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from mailproc.reading.model import Witness
from tests.unit.documents.papers import HEIGHT, WIDTH, encoded, lines, pdf, picture, scanned
from tests.unit.documents.scans import flate, sheet_of, whole
from tests.unit.documents.told import NUMBER, OTHER, ROW, page_of, said_by


def _mode(mode: int) -> Callable[[Canvas], None]:
    return lambda canvas: lines(canvas, mode=mode)


# --- Covered, and other words in their place --------------------------------------------------------------


def _replaced(*, by: str, cover: bool = True) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        lines(canvas)
        left, bottom, width, height = ROW
        canvas.setFillGray(1.0)
        if cover:
            canvas.rect(left + 72, bottom, width - 72, height, stroke=0, fill=1)
        canvas.setFillGray(0.0)
        canvas.setFont("Helvetica", 14)
        canvas.drawString(290, HEIGHT - 140, by)

    return draw


def test_what_is_written_over_a_covered_word_does_not_speak_for_it() -> None:
    texts = said_by(pdf(_replaced(by=OTHER)))
    assert OTHER in texts[Witness.TEXT]
    assert NUMBER not in texts[Witness.TEXT]
    assert NUMBER in texts[Witness.HIDDEN]


def test_a_word_of_which_a_part_is_covered_is_seen_in_part() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas)
        start = 72 + canvas.stringWidth("Numero de Seguridad Social: 0722240", "Helvetica", 14)
        canvas.setFillGray(1.0)
        canvas.rect(start, ROW[1], 200, ROW[3], stroke=0, fill=1)

    texts = said_by(pdf(draw))
    assert texts[Witness.HIDDEN] == "0017"
    assert "0722240" in texts[Witness.TEXT].split()


def test_one_number_written_on_another_leaves_both_a_guess() -> None:
    texts = said_by(pdf(_replaced(by=OTHER, cover=False)))
    assert {NUMBER, OTHER} <= set(texts[Witness.SCANNER].split())
    assert Witness.TEXT not in texts


def test_a_cover_made_of_a_letter_covers_too() -> None:
    """A full block in the paper's colour, set as text over the number."""
    pdfmetrics.registerFont(TTFont("Blocks", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))

    def draw(canvas: Canvas) -> None:
        lines(canvas)
        canvas.setFillGray(1.0)
        canvas.setFont("Blocks", 18)
        canvas.drawString(255, HEIGHT - 142, "\u2588" * 12)

    assert NUMBER in said_by(pdf(draw))[Witness.HIDDEN]


def test_words_drawn_twice_on_one_place_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas)
        lines(canvas)

    texts = said_by(pdf(draw))
    assert set(texts) == {Witness.TEXT}
    assert texts[Witness.TEXT].split().count(NUMBER) == 1


def test_words_made_bold_by_drawing_them_twice_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas)
        lines(canvas, right=0.3)

    assert NUMBER in said_by(pdf(draw))[Witness.TEXT]


# --- Seen -------------------------------------------------------------------------------------------------


def _on_a_dark_bar(canvas: Canvas) -> None:
    canvas.setFillGray(0.1)
    canvas.rect(50, HEIGHT - 300, 500, 250, stroke=0, fill=1)
    lines(canvas, white=True)


def _highlighted(canvas: Canvas) -> None:
    lines(canvas)
    canvas.setFillAlpha(0.3)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.rect(50, HEIGHT - 300, 500, 250, stroke=0, fill=1)


def _framed(canvas: Canvas) -> None:
    lines(canvas)
    canvas.rect(20, 20, WIDTH - 40, HEIGHT - 40, stroke=1, fill=0)


def _struck_by_a_watermark(canvas: Canvas) -> None:
    lines(canvas)
    canvas.translate(300, HEIGHT - 150)
    canvas.rotate(30)
    canvas.setFillGray(0.9)
    canvas.setFont("Helvetica-Bold", 70)
    canvas.drawCentredString(0, 0, "COPIA")


def _tightly_set(canvas: Canvas) -> None:
    text = canvas.beginText(72, HEIGHT - 100)
    text.setFont("Helvetica", 10)
    text.setLeading(8.5)
    for _ in range(40):
        text.textLine(f"Numero de Seguridad Social: {NUMBER}")
    canvas.drawText(text)


def _in_small_print(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 4)
    canvas.setFillGray(0.45)
    canvas.drawString(72, 100, f"Cadena original {NUMBER}")


def _letter_by_letter(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 14)
    for at, letter in enumerate(NUMBER):
        canvas.drawString(72 + 8 * at, 500, letter)


@pytest.mark.parametrize(
    "draw",
    [
        _on_a_dark_bar,
        _highlighted,
        _framed,
        _struck_by_a_watermark,
        _tightly_set,
        _in_small_print,
        _letter_by_letter,
        _mode(1),
        _mode(2),
    ],
)
def test_words_that_people_see_are_seen(draw: Callable[[Canvas], None]) -> None:
    texts = said_by(pdf(draw))
    assert set(texts) == {Witness.TEXT}
    assert NUMBER in texts[Witness.TEXT]


# --- On pictures ------------------------------------------------------------------------------------------


def test_words_under_a_page_size_picture_are_the_scanners_and_those_on_it_are_typed() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas)
        scanned(canvas)
        canvas.drawString(300, 40, "Recibido")

    texts = said_by(pdf(draw))
    assert set(texts) == {Witness.SCANNER, Witness.TYPED}
    assert NUMBER in texts[Witness.SCANNER]
    assert texts[Witness.TYPED] == "Recibido"


def test_so_they_are_where_the_picture_comes_in_strips() -> None:
    half = picture().convert("L").crop((0, 0, 1275, 825))
    strips = [(flate(half), (0, HEIGHT / 2, WIDTH, HEIGHT / 2)), (flate(half), (0, 0, WIDTH, HEIGHT / 2))]
    words = b"BT /F 14 Tf 3 Tr 72 652 Td (NSS 07222400017) Tj ET"
    assert said_by(sheet_of(*strips, after=words)) == {Witness.SCANNER: f"NSS {NUMBER}"}


def test_words_on_a_letterhead_are_no_born_digital_text() -> None:
    paper = Image.new("L", (850, 1100), 250)
    words = b"BT /F 14 Tf 72 652 Td (NSS 07222400017) Tj ET"
    assert said_by(sheet_of(whole(flate(paper)), after=words)) == {Witness.TYPED: f"NSS {NUMBER}"}


def test_a_logo_and_a_code_take_nothing_from_the_words() -> None:
    logo = flate(Image.new("L", (300, 100), 80))
    words = b"BT /F 14 Tf 72 652 Td (NSS 07222400017) Tj ET"
    placed = [(logo, (50, 700, 200, 60)), (flate(Image.new("L", (200, 200), 20)), (450, 40, 100, 100))]
    assert set(said_by(sheet_of(*placed, after=words))) == {Witness.TEXT}


def test_a_scan_that_a_phone_made_a_pdf_of_says_nothing() -> None:
    assert page_of(encoded(picture(), "PDF")).layers == ()
