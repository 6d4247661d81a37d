"""Values in ruled boxes are found as one line, and read by both engines; tables and headings stay what they are."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from mailproc.documents.pixels import Picture
from mailproc.ocr.hearing import Hearing
from mailproc.ocr.page import FoundPage, find_page
from mailproc.ocr.prepare import Preparation
from mailproc.ocr.rapid import Rapid
from mailproc.ocr.tesseract import Tesseract
from tests.unit.documents.papers import LINES, pixels

NSS, CURP = "07222400017", "GOMA991104MCSNRN09"


@pytest.fixture(scope="module")
def rapid() -> Rapid:
    return Rapid(threads=1)


def _sheet(*rows: Sequence[str], gap: int, width: int = 0, high: int = 40, apart: int = 90) -> Picture:
    """Lines of text, and below them rows of boxes, `gap` pixels apart (0: they share their frames); as `width` as given
    or as wide as what stands in them."""
    image = Image.new("RGB", (1200, 900), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(28)
    for at, line in enumerate(LINES):
        pen.text((80, 60 + 70 * at), line, fill="black", font=font)
    for number, row in enumerate(rows):
        x, y = 80, 480 + apart * number
        for text in row:
            across = width or int(pen.textlength(text, font=font)) + 30
            pen.rectangle((x, y, x + across, y + high), outline="black", width=2)
            pen.text((x + across / 2, y + high / 2), text, fill="black", font=font, anchor="mm")
            x += across + gap
    return pixels(image)


def _rows(found: FoundPage) -> list[int]:
    return [len(line.cells) for line in sorted(found.lines, key=lambda line: found.box(line).y0) if line.cells]


@pytest.mark.parametrize(("gap", "degrees"), [(0, 0), (8, 0), (8, 5)])
def test_a_box_for_each_character_makes_one_line_that_both_engines_read(
    rapid: Rapid, gap: int, degrees: float
) -> None:
    page = np.asarray(Image.fromarray(_sheet(NSS, CURP, gap=gap, width=32)).rotate(degrees, fillcolor="white"))
    hearing = Hearing(find_page(page, rapid, side=960))
    assert _rows(hearing.found) == [len(NSS), len(CURP)]
    assert len(hearing.found.lines) == len(LINES) + 2
    hearing.hear_first(rapid)
    hearing.hear_at(Tesseract(), [hearing.found.box(line) for line in hearing.found.lines], Preparation.GREY)
    rapids, tesseracts = ({word.text for word in layer.words} for layer in hearing.layers())
    assert {NSS, CURP} <= rapids
    assert NSS in tesseracts


def test_a_box_for_each_group_makes_one_line_of_words(rapid: Rapid) -> None:
    hearing = Hearing(find_page(_sheet(["GOMA", "991104", "M", "CS", "NRN", "09"], gap=14), rapid, side=960))
    hearing.hear_first(rapid)
    assert "GOMA 991104 M CS NRN 09" in {word.text for layer in hearing.layers() for word in layer.words}


def test_an_empty_box_parts_two_words_and_those_after_the_last_are_none(rapid: Rapid) -> None:
    hearing = Hearing(find_page(_sheet("ANA ROJAS PECH    ", gap=0, width=32), rapid, side=960))
    assert _rows(hearing.found) == [len("ANA ROJAS PECH")]
    hearing.hear_first(rapid)
    assert "ANA ROJAS PECH" in {word.text for layer in hearing.layers() for word in layer.words}


def test_a_page_upside_down_has_its_boxes_in_reading_order(rapid: Rapid) -> None:
    turned = _sheet(NSS, gap=8, width=32)[::-1, ::-1].copy()
    hearing = Hearing(find_page(turned, rapid, side=960))
    hearing.hear_first(rapid)
    assert NSS in {word.text for layer in hearing.layers() for word in layer.words}


def test_the_cells_of_a_table_are_values_of_their_own(rapid: Rapid) -> None:
    rows = [["32", "VIGENTE", "041", "SI"], ["10", "BAJA", "019", "NO"], ["13", "BAJA", "007", "NO"]]
    assert _rows(find_page(_sheet(*rows, gap=0, width=150, apart=40), rapid, side=960)) == []


def test_a_search_at_another_size_adds_no_pieces_of_a_row(rapid: Rapid) -> None:
    hearing = Hearing(find_page(_sheet(NSS, gap=30, width=32), rapid, side=960))
    hearing.search_again(rapid, side=1440, prose=True)
    row = next(line for line in hearing.found.lines if line.cells)
    box = hearing.found.box(row)
    inside = [line for line in hearing.found.lines if box.y0 < hearing.found.box(line).y0 + 10 < box.y1]
    assert inside == [row]


@pytest.mark.parametrize("lost", [0, 5, 10])
def test_a_box_whose_frame_is_broken_is_read_with_the_others(rapid: Rapid, lost: int) -> None:
    page = _sheet(NSS, gap=8, width=32)
    page[476:486, 80 + 40 * lost + 6 : 80 + 40 * lost + 26] = 255  # its upper stroke
    hearing = Hearing(find_page(page, rapid, side=960))
    hearing.hear_first(rapid)
    assert NSS in {word.text for layer in hearing.layers() for word in layer.words}


@pytest.mark.parametrize(("row", "rows"), [(["0722240001", "7"], [2]), (["A3399990", "32"], [])])
def test_of_two_boxes_the_other_is_a_check_digits(rapid: Rapid, row: list[str], rows: list[int]) -> None:
    assert _rows(find_page(_sheet(row, gap=14), rapid, side=960)) == rows
