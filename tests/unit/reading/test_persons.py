"""Whose values a page shows: two sheets in one picture, two pictures of one sheet, a sheet made out for a child."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from mailproc.reading.lines import FIELDS
from mailproc.reading.model import Document, Field, Hints, Holder, NameParts, Page, ProblemCode, Reading, Witness
from mailproc.reading.read import read_pages
from tests.documents import identifiers
from tests.unit.reading.drawing import Drawing, heard_page, page, text_page
from tests.unit.reading.layouts import CHILD_ROW, PARENT, STUDENT, Facts, cards, label_lines

CLASSMATE = replace(
    STUDENT,
    nss="55551234127",
    curp="PELA080920MCSRPNA8",
    given="ANA",
    agregado="1M2008ES",
    registro="B1212345107",
    modality="10",
)


def trusted(reading: Reading) -> set[str]:
    fields: dict[str, Field[Any] | None] = {name: getattr(reading, name) for name in FIELDS}
    return {name for name, field in fields.items() if field is not None and field.trusted}


def two_sheets(one: Facts, other: Facts) -> Page:
    """One picture of two sheets, one below the other."""
    upper, lower = cards(one), cards(other)
    moved = [(x, y + 420, text) for x, y, text in lower.runs]
    return text_page(Drawing([*upper.runs, *moved]))


def test_two_sheets_in_one_picture_prove_nothing() -> None:
    [reading] = read_pages([two_sheets(STUDENT, CLASSMATE)], Hints())
    codes = {problem.code for problem in reading.problems}
    assert codes & {ProblemCode.SEVERAL_PERSONS, ProblemCode.CONTRADICTION}
    assert trusted(reading) == set()


def test_two_photos_of_one_sheet_are_one_reading() -> None:
    drawing = label_lines(STUDENT)
    photos = [replace(heard_page(drawing), number=1), replace(heard_page(drawing), number=2)]
    [reading] = read_pages(photos, Hints())
    assert reading.pages == (1, 2)
    assert {"nss", "curp", "vigente", "issued", "holder"} <= trusted(reading)


def test_the_lower_half_on_a_second_photo_belongs_to_the_sheet() -> None:
    drawing = label_lines(PARENT, (CHILD_ROW,))
    middle = 330
    upper = Drawing([run for run in drawing.runs if run[1] < middle])
    lower = Drawing([run for run in drawing.runs if run[1] >= middle])
    [reading] = read_pages([text_page(upper, 1), text_page(lower, 2)], Hints())
    assert reading.pages == (1, 2)
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == (STUDENT.curp, True)


def test_an_older_sheet_of_the_same_student_stays_apart() -> None:
    old = label_lines(replace(STUDENT, issued="01/02/2026", right="NO", estado="BAJA", agregado="1H2005"))
    readings = read_pages([text_page(label_lines(STUDENT), 1), text_page(old, 2)], Hints())
    assert [reading.pages for reading in readings] == [(1,), (2,)]


def test_another_paper_after_the_sheet_stays_apart() -> None:
    card = Drawing().put(60, 60, "Credencial para votar").put(60, 90, "CURP PELA080920MCSRPNA8")
    note = Drawing().put(60, 60, "Lista de compras").put(60, 90, "CURP PELA080920MCSRPNA8")
    for other in (card, note):
        readings = read_pages([text_page(label_lines(STUDENT), 1), text_page(other, 2)], Hints())
        assert [reading.pages for reading in readings] == [(1,), (2,)]
        assert readings[0].document is Document.CONSTANCIA


@pytest.mark.parametrize("layout", [label_lines, cards])
def test_a_sheet_made_out_for_a_child_has_the_parents_number(layout: Any) -> None:
    own = replace(STUDENT, nss=PARENT.nss, agregado="3H2005OR", registro="B1212345107", modality="10")
    [reading] = read_pages([text_page(layout(own))], Hints())
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.BENEFICIARIO, True)
    assert reading.nss is None
    assert reading.curp is not None
    assert reading.curp.value == STUDENT.curp


def test_without_the_agregado_a_number_of_a_parents_age_is_not_believed_to_be_the_students() -> None:
    own = replace(STUDENT, nss=identifiers.nss(Random(1), date(1972, 8, 15)), agregado="")
    [reading] = read_pages([text_page(label_lines(own))], Hints())
    assert not {"nss", "holder"} & trusted(reading)


def test_another_persons_curp_at_the_head_is_not_believed() -> None:
    mixed = replace(STUDENT, curp=CLASSMATE.curp)
    lines = label_lines(mixed).lines()
    [reading] = read_pages([page(1, (Witness.RAPID, lines), (Witness.TESSERACT, lines))], Hints())
    assert not {"curp", "holder", "nss"} & trusted(reading)


def test_a_siblings_agregado_is_not_taken_for_the_students() -> None:
    row = [*CHILD_ROW[:3], "3H2021OR", "SI"]
    [reading] = read_pages([text_page(label_lines(PARENT, (row,)))], Hints())
    assert "agregado" not in trusted(reading)


def test_a_given_name_in_the_second_line_of_a_row_that_reads_as_one() -> None:
    drawing = label_lines(PARENT)
    low = max(y for _, y, _ in drawing.runs)
    drawing.put(40, low + 30, "CURP").put(150, low + 30, "Beneficiario").put(300, low + 30, "Parentesco")
    drawing.put(40, low + 48, "PELJ050312HCSRPNA0 PEREZ LOPEZ, JUAN HIJO 3H2005OR SI")
    drawing.put(40 + 19 * 5, low + 62, "CARLOS")
    [reading] = read_pages([text_page(drawing)], Hints())
    assert [one.name for one in reading.people if one.role is Holder.BENEFICIARIO] == ["PEREZ LOPEZ JUAN CARLOS"]


def test_the_label_of_a_relation_is_no_part_of_the_childs_name() -> None:
    drawing = label_lines(PARENT)
    drawing.put(40, 600, "BENEF. PEREZ/LOPEZ, JUAN CARLOS PARENT. HIJO CVE. CURP PELJ050312HCSRPNA0")
    drawing.put(40, 612, "AGR. 3H2005OR").put(160, 612, "CON DER. AL SERV. MED. SI")
    [reading] = read_pages([text_page(drawing)], Hints())
    assert reading.name is not None
    assert reading.name.value == "PEREZ LOPEZ JUAN CARLOS"


@pytest.mark.parametrize(
    "lines", [("ESPINOSA DE LOS", "MONTEROS"), ("ESPINOSA", "DE LOS MONTEROS"), ("SAN", "MARTIN")]
)
def test_a_surname_that_goes_on_under_its_label_is_not_stated_in_part(lines: tuple[str, str]) -> None:
    surname = " ".join(lines)
    rest = NameParts("URSULA", surname, "QUIÑONES")
    curp = identifiers.curp(
        rest.given, rest.first, rest.second, born=date(2000, 12, 15), sex="M", state="MN", rng=Random(3)
    )
    drawing = Drawing().put(100, 40, "CONSTANCIA DE VIGENCIA DE DERECHOS").put(49, 100, "NOMBRE(S) URSULA")
    drawing.put(49, 114, f"APELLIDO PATERNO {lines[0]}").put(318, 114, "UMF").put(49, 127, lines[1])
    drawing.put(318, 127, "TURNO").put(49, 140, "APELLIDO MATERNO QUIÑONES")
    drawing.put(49, 80, "NSS 45230501236").put(318, 80, "ESTADO VIGENTE").put(
        49, 230, "FECHA DE EMISION 03/11/2026"
    )
    drawing.put(49, 154, f"CURP {curp}").put(205, 200, "CON DERECHO AL SERVICIO MEDICO SI")
    [reading] = read_pages([text_page(drawing)], Hints())
    assert reading.curp is not None
    assert reading.name is None or not reading.name.trusted or reading.name.value == f"URSULA {surname} QUIÑONES"
