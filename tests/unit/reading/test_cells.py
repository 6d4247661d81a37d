"""Numbers printed one character a cell, or in two pieces."""

import pytest

from mailproc.reading.model import Hints, Page, Reading, Witness, Word
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, page, text_page
from tests.unit.reading.layouts import STUDENT


def sheet() -> Drawing:
    drawing = Drawing().put(150, 20, "CONSTANCIA DE VIGENCIA DE DERECHOS")
    return drawing.put(60, 60, "Con derecho al servicio médico:").put(300, 60, "SI")


def in_cells(drawing: Drawing, x: float, y: float, text: str, pitch: float) -> None:
    for at, character in enumerate(text):
        drawing.put(x + at * pitch, y, character)


def read(shown: Page) -> Reading:
    [reading] = read_pages([shown], Hints())
    return reading


@pytest.mark.parametrize("pitch", [13.0, 17.0, 22.0])
@pytest.mark.parametrize("above", [True, False])
def test_a_cell_for_each_character(pitch: float, above: bool) -> None:
    drawing = sheet().put(60, 100, "Número de Seguridad Social:").put(60, 140, "CURP:")
    x, down = (60, 14) if above else (215, 0)
    in_cells(drawing, x, 100 + down, STUDENT.nss, pitch)
    in_cells(drawing, x, 140 + down, STUDENT.curp, pitch)
    reading = read(text_page(drawing))
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, True)
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == (STUDENT.curp, True)


def test_an_engine_that_hears_some_cells_as_one_and_their_borders() -> None:
    drawing = sheet().put(60, 100, "Número de Seguridad Social:")
    x = 215.0
    for piece in ("4|5|2", "3 0 5", "0", "1|2 3", "6"):
        drawing.put(x, 100, piece)
        x += 5 * len(piece) + 8
    lines = drawing.lines()
    reading = read(page(1, (Witness.RAPID, lines), (Witness.TESSERACT, lines)))
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, True)


def test_short_cells_of_a_table_are_no_number() -> None:
    drawing = sheet().put(60, 100, "Número de Seguridad Social:").put(60, 130, STUDENT.curp)
    drawing.table(
        150, [60, 80, 100, 120, 140, 160], ["1", "2", "3", "4", "5", "6"], ["7", "8", "9", "1", "2", "3"]
    )
    assert read(text_page(drawing)).nss is None


@pytest.mark.parametrize("beside", [True, False])
def test_a_curp_and_a_number_in_two_pieces(beside: bool) -> None:
    right, down = (95.0, 0.0) if beside else (0.0, 11.0)
    drawing = sheet().put(60, 100, "NSS").put(60, 112, "4523 05").put(60 + right * 0.6, 112 + down, "0123 6")
    drawing.put(330, 100, "CURP").put(330, 112, STUDENT.curp[:12])
    drawing.put(330 + right * 0.75, 112 + down, STUDENT.curp[12:])
    words = tuple(Word(word.text, word.box) for word in drawing.lines())
    reading = read(page(1, (Witness.RAPID, words), (Witness.TESSERACT, words)))
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == (STUDENT.curp, True)
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, True)
