"""A list of employers is trusted only where nothing on the sheet tells of a row more than was read."""

import pytest

from mailproc.reading.model import Hints, Page, Witness
from mailproc.reading.read import read_pages
from tests.unit.reading.companies import sheet
from tests.unit.reading.drawing import Drawing, page, text_page

ONE, TWO = "A3399990326", "B1212345107"
SCHOOL, SHOP = "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ", "FARMACIAS SAN MARCOS SA DE CV"
HEADS = ["Registro patronal", "Modalidad", "Razón social"]


def told(*pages: Page) -> list[tuple[str, str, str]]:
    reading = read_pages(pages, Hints())[0]
    if reading.employers is None or not reading.employers.trusted:
        return []
    return [(one.registro, one.modality, one.name) for one in reading.employers.value]


def table(*rows: list[str]) -> Drawing:
    drawing = sheet()
    drawing.table(100, [60, 180, 260], HEADS, *rows)
    return drawing


def lines(*rows: tuple[str, str, str]) -> Drawing:
    drawing, y = sheet(), 100.0
    for registro, modality, name in rows:
        drawing.put(60, y, f"Registro patronal: {registro}").put(60, y + 12, f"Modalidad: {modality}")
        drawing.put(60, y + 24, f"Patrón: {name}")
        y += 44
    return drawing


WHOLE = [(ONE, "32", SCHOOL), (TWO, "10", SHOP)]
LOST = [
    table([ONE, "32", SCHOOL], ["", "10", SHOP]),
    lines((ONE, "32", SCHOOL), ("", "10", SHOP)),
    lines((ONE, "32", SCHOOL), (TWO[:6], "10", SHOP)),
    table([ONE, "32", SCHOOL]).put(60, 200, "Total de patrones: 2"),
    table([ONE, "32", SCHOOL]).put(60, 80, "PATRON 1 DE 2"),
]


@pytest.mark.parametrize("drawing", LOST)
def test_a_row_that_has_lost_its_registro_silences_the_list(drawing: Drawing) -> None:
    assert told(text_page(drawing)) == []


@pytest.mark.parametrize("draw", [lambda: table(*map(list, WHOLE)), lambda: lines(*WHOLE)])
def test_a_whole_list_is_told(draw) -> None:  # type: ignore[no-untyped-def]
    drawing = draw().put(60, 300, "Total de patrones: 2")
    assert told(text_page(drawing)) == WHOLE


def test_rows_on_the_next_page_are_missed() -> None:
    first, second = table([ONE[:10], "32", SCHOOL]), Drawing().put(480, 770, "Hoja 2 de 2")
    first.put(480, 770, "Hoja 1 de 2")
    second.put(60, 40, TWO[:10]).put(260, 40, SHOP)
    assert told(text_page(first, 1), text_page(second, 2)) == []


def test_cards_side_by_side_that_are_not_quite_level_keep_their_names() -> None:
    drawing = sheet()
    for x, registro, name, slant in ((40, ONE, SCHOOL, 1.0), (320, TWO, SHOP, 0.0)):
        drawing.put(x, 100, "Patrón").put(x, 112 - slant, name)
        drawing.put(x, 130, "Registro patronal").put(x, 142 + slant, registro)
    said = told(page(1, (Witness.RAPID, drawing.lines()), (Witness.TESSERACT, drawing.lines())))
    assert {(registro, name) for registro, _, name in said} <= {(ONE, SCHOOL), (TWO, SHOP), (ONE, ""), (TWO, "")}
