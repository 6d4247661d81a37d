"""Relatives in tables of several answers, in blocks of lines and on pages of their own: whose each value is."""

from dataclasses import replace

import pytest

from mailproc.reading.model import Hints, Holder, Page, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page
from tests.unit.reading.layouts import (
    CHILD_ROW,
    PARENT,
    SISTER_ROW,
    SPOUSE_ROW,
    STUDENT,
    cards,
    label_lines,
    prose,
)

NAME, CURP, _, AGREGADO, _ = CHILD_ROW
SPOUSE = replace(STUDENT, agregado="1H2005OR", modality="10", registro="B1212345107")
"""A head of student age: beside a spouse of student age nobody knows which of them is the student."""


def trusted(reading: Reading, *names: str) -> list[object]:
    fields = (getattr(reading, name) for name in names)
    return [field.value if field is not None and field.trusted else None for field in fields]


def family_table(heads: list[str], *rows: list[str]) -> Drawing:
    drawing = label_lines(PARENT).without("Cadena original")
    drawing.table(620, [20, 200, 310, 380, 460], heads, *rows)
    return drawing


@pytest.mark.parametrize(
    ("asked", "told", "said"),
    [
        ("Servicio médico", ("S", "N"), False),
        ("Con derecho", ("N", "S"), True),
        ("Derecho", ("NO", "SI"), True),
        ("¿Vigente?", ("SI", "NO"), False),
        ("At. méd.", ("SI", "NO"), False),
        ("¿Servicio?", ("SI", "NO"), False),
        ("SI/NO", ("SI", "NO"), False),
        ("Vigencia", ("SI", "NO"), False),
        ("Credencial", ("NO", "SI"), None),
    ],
)
def test_an_answer_is_that_of_the_question_over_its_column(
    asked: str, told: tuple[str, str], said: bool | None
) -> None:
    rows = [[NAME, CURP, "HIJO", "SI" if told[1] in {"N", "NO"} else "NO", told[1]]]
    drawing = family_table(["Nombre", "CURP", "Parentesco", "Estudia", asked], *rows)
    for page in (text_page(drawing), heard_page(drawing)):
        [reading] = read_pages([page], Hints())
        assert trusted(reading, "holder", "vigente") == [Holder.BENEFICIARIO, said]


def test_heads_read_as_one_run_are_still_parted() -> None:
    drawing = label_lines(PARENT).without("Cadena original")
    drawing.put(20, 620, "Parentesco").put(75, 620, "Estudia").put(115, 620, "Agregado").put(200, 620, "CURP")
    drawing.table(636, [20, 75, 115, 200], ["HIJO", "NO", AGREGADO, CURP])
    [reading] = read_pages([text_page(drawing)], Hints())
    assert trusted(reading, "holder", "vigente") == [Holder.BENEFICIARIO, None]


def test_a_head_of_two_lines_under_the_level_of_the_others() -> None:
    drawing = family_table(["Nombre", "CURP", "Parentesco", "Agregado", "Serv."], [*CHILD_ROW[:4], ""])
    drawing.put(460, 632, "méd.").put(460, 646, "NO")
    drawing.runs = [(x, y + 8 if y == 638 else y, text) for x, y, text in drawing.runs]
    [reading] = read_pages([text_page(drawing)], Hints())
    assert trusted(reading, "holder", "vigente") == [Holder.BENEFICIARIO, False]


def test_another_persons_sheet_whose_labels_stand_amid_words_stays_apart() -> None:
    lines = ("Eres tú", "ANA PEREZ LOPEZ", "Tu número de seguro: 21 99 01 0482 0", f"Tu CURP: {WIFE}",
             "Hoy sí tienes derecho al servicio médico", "Preséntate con el agregado 1M2008OR")  # fmt: skip
    second = spouse_page(*lines).without("Dependientes económicos").put(60, 20, "Resumen de vigencia de derechos")
    assert [reading.pages for reading in read_pages(two(second, cards(SPOUSE)), Hints())] == [(1,), (2,)]


def two(second: Drawing, first: Drawing | None = None) -> list[Page]:
    return [text_page(first or cards(PARENT), 1), text_page(second, 2)]


def test_a_block_whose_parentesco_follows_the_curp() -> None:
    second = Drawing().put(150, 15, "Constancia de vigencia de derechos")
    second.put(40, 60, f"1. NOMBRE {NAME} CURP {CURP}")
    second.put(40, 72, f"PARENTESCO HIJO AGREGADO {AGREGADO} Con derecho al servicio médico: NO")
    [reading] = read_pages(two(second), Hints())
    assert trusted(reading, "holder", "curp", "vigente", "nss") == [Holder.BENEFICIARIO, CURP, False, None]
    moved = [(x, y + 80, text) for x, y, text in prose(PARENT).runs if y > 60]
    [reading] = read_pages([text_page(Drawing([*second.runs, *moved]))], Hints())
    assert trusted(reading, "holder", "curp", "vigente", "nss") == [Holder.BENEFICIARIO, CURP, False, None]


def spouse_page(*lines: str) -> Drawing:
    drawing = Drawing().put(60, 30, "Dependientes económicos")
    for at, line in enumerate(lines):
        drawing.put(40, 50 + 12 * at, line)
    return drawing


WIFE = "PELA080920MCSRPNA8"
WIVES = [
    spouse_page("Nombre: ANA PEREZ LOPEZ", "Con derecho: SI", f"CURP: {WIFE}", "Parentesco: ESPOSA"),
    spouse_page("ANA PEREZ LOPEZ (esposa)", f"CURP {WIFE} Con derecho SI"),
    spouse_page("Nombre  CURP  Sexo", f"ANA PEREZ LOPEZ  {WIFE}  MUJER", "Derecho al servicio médico: SI"),
    spouse_page("NSS: 45230501236", f"{WIFE} ANA PEREZ LOPEZ 2M2008OR SI"),
]


@pytest.mark.parametrize("second", WIVES)
def test_a_page_of_a_relative_belongs_to_the_sheet_before_it(second: Drawing) -> None:
    [reading] = read_pages(two(second, cards(SPOUSE)), Hints())
    assert trusted(reading, "holder", "nss", "vigente") == [None, None, None]


@pytest.mark.parametrize("number", ["Página {}/2", "{} de 2", "Hoja {} de 2"])
def test_numbered_pages_are_one_print_though_nothing_else_is_on_both(number: str) -> None:
    first, second = cards(SPOUSE), Drawing().put(60, 50, f"Ana Pérez López {WIFE}").put(60, 80, "MUJER")
    assert len(read_pages(two(second, first), Hints())) == 2
    first.put(480, 770, number.format(1))
    second.put(480, 770, number.format(2))
    [reading] = read_pages(two(second, first), Hints())
    assert trusted(reading, "holder", "nss") == [None, None]


def test_a_number_misread_on_one_page_is_no_other_persons() -> None:
    first = cards(SPOUSE)
    second = Drawing().put(60, 30, f"NSS: {SPOUSE.nss}")
    second.table(60, [40, 250, 400], ["ANA PEREZ LOPEZ", WIFE, "ESPOSA"])
    misread = {SPOUSE.nss: SPOUSE.nss.replace("305", "385")}
    pages = [heard_page(first, misread, misread), replace(heard_page(second), number=2)]
    assert [reading.pages for reading in read_pages(pages, Hints())] == [(1, 2)]


def test_answers_are_dealt_to_persons_who_take_turns_with_them() -> None:
    drawing = Drawing().put(150, 20, "Constancia de vigencia de derechos").put(40, 45, "Beneficiarios")
    y = 60.0
    for row, right in ((CHILD_ROW, "SUSPENSO"), (SPOUSE_ROW, "ACTIVO")):
        labels = ("Nombre", "CURP", "Parentesco", "Agregado médico", "Con derecho")
        y = drawing.rows(y, *zip(labels, [*row[:4], right], strict=True), pitch=12) + 8
    drawing.runs += [(x, at + 140, text) for x, at, text in prose(PARENT).runs if at > 60]
    [reading] = read_pages([text_page(drawing)], Hints())
    assert trusted(reading, "curp", "vigente") == [CURP, None]


def test_two_answers_in_one_row_are_not_two_persons() -> None:
    drawing = cards(PARENT)
    y = drawing.put(40, 390, "Beneficiarios").rows(
        410, ("Nombre", NAME), ("CURP", CURP), ("Parentesco", "HIJO"), pitch=14
    )
    drawing.put(40, y, "Con derecho: SI").put(250, y, "Vigente: SI")
    drawing.rows(y + 20, ("Nombre", SISTER_ROW[0]), ("CURP", SISTER_ROW[1]), ("Parentesco", "HIJA"), pitch=14)
    [reading] = read_pages([text_page(drawing)], Hints())
    assert trusted(reading, "holder", "vigente") == [Holder.BENEFICIARIO, None]
