"""What engines make of good sheets, and what is still to be read: titles, strokes, a relative's name."""

import pytest

from mailproc.reading.curp import find_curps
from mailproc.reading.model import Document, Hints, Page, ProblemCode, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page
from tests.unit.reading.layouts import PARENT, STUDENT, label_lines

TITLE = "Constancia de Vigencia de Derechos"


def read(one: Page) -> Reading:
    return read_pages((one,), Hints())[0]


def titled(*lines: str) -> Drawing:
    """The usual sheet, below other lines than its title."""
    drawing = label_lines(STUDENT).without(TITLE)
    for at, text in enumerate(lines):
        drawing.put(60, 20 + 14 * at, text)
    return drawing


@pytest.mark.parametrize("kind", ["electrónica", "digital", "individual"])
def test_a_title_says_what_kind_of_paper_it_is_and_stays_one(kind: str) -> None:
    drawing = titled(f"Constancia {kind} de vigencia de derechos")
    drawing.put(430, 70, "Últ. movimiento").put(430, 81, "afiliatorio")
    assert read(heard_page(drawing)).document is Document.CONSTANCIA


def test_a_constancia_of_something_else_stays_that() -> None:
    drawing = titled("Constancia electrónica de semanas cotizadas en el IMSS")
    assert read(heard_page(drawing)).document is Document.SEMANAS


def test_a_title_below_a_line_that_reads_like_a_sentence_is_found() -> None:
    lines = Drawing().put(60, 20, "IMSS, Dirección de Incorporación y Recaudación")
    lines.put(60, 32, "Reporte de Vigencia de Derechos")
    lines.put(60, 60, "Número de Seguridad Social").put(260, 60, STUDENT.nss)
    lines.put(60, 76, "Tu Número de Seguridad Social es").put(60, 90, "Asociado a la CURP").put(
        260, 90, STUDENT.curp
    )
    assert read(heard_page(lines)).document is Document.CONSTANCIA


def test_a_stroke_that_can_only_be_a_vowel_is_one() -> None:
    [found] = find_curps("ElMM060407HMSSXRB4".upper())
    assert (found.value, found.valid, found.repaired) == ("EIMM060407HMSSXRB4", True, True)


def test_si_with_a_small_l_is_si_to_both_engines() -> None:
    drawing = label_lines(STUDENT)
    drawing = Drawing([(x, y, "Sl" if text == "SI" else text) for x, y, text in drawing.runs]).without("VIGENTE")
    said = read(heard_page(drawing)).vigente
    assert said is not None
    assert (said.value, said.trusted) == (True, True)


def test_a_beneficiarys_labelled_name_is_not_the_heads() -> None:
    drawing = Drawing().put(60, 40, TITLE)
    drawing.rows(
        80,
        ("Número de Seguridad Social:", PARENT.nss),
        ("CURP:", PARENT.curp),
        ("Agregado médico:", PARENT.agregado),
        ("Con derecho al servicio médico:", "SI"),
        ("Estado:", "VIGENTE"),
    )
    columns = [40.0, 250.0, 400.0, 500.0]
    child = ["JUAN CARLOS PEREZ LOPEZ", STUDENT.curp, "3H2005OR", "SI"]
    drawing.table(400, columns, ["Nombre", "CURP", "Agregado", "Con derecho"], child)
    reading = read(heard_page(drawing))
    assert ProblemCode.CONTRADICTION not in {one.code for one in reading.problems}
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == (STUDENT.curp, True)
