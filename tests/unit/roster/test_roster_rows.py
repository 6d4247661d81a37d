"""Cells and rows of a roster: what is taken, what is dropped, and how it is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.roster.cells import (
    Fault,
    address_of,
    control_of,
    curp_of,
    is_graduated,
    name_of,
    nss_of,
    text_of,
)
from mailproc.roster.headers import columns
from mailproc.roster.rows import lines_of
from tests.unit.roster.tables import HEAD, people, row

ANA, BETO, CARO, DANTE = people(4)


def taken(*table: list[str], head: tuple[str, ...] = HEAD):
    """The lines, and the troubles as (row, column, fault); rows are numbered from 2."""
    lines, troubles, seen = lines_of(list(enumerate(table, 2)), columns(head))
    return lines, [(one.row, one.column, one.fault) for one in troubles], seen


def changed(number: int, person, **cells: str) -> list[str]:
    """A row with other cells."""
    at = {"control": 0, "name": 1, "curp": 2, "nss": 3, "address": 4, "programme": 5, "semester": 6, "status": 7}
    found = row(number, person)
    for field, value in cells.items():
        found[at[field]] = value
    return found


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  ANA \n RUIZ ", "ANA RUIZ"),
        ("'07222400017", "07222400017"),
        ('="07222400017"', "07222400017"),
        ("21270123.0", "21270123"),
        ("5.0", "5"),
        ("1.50", "1.50"),
        ("ANA\u200b\u202eRUIZ\x07", "ANARUIZ"),
        ("N/A", ""),
        ("#N/A", ""),
        ("s/n", ""),
        ("-", ""),
        ("0", ""),
        ("No tiene", ""),
        ("Pendiente", ""),
        ("x" * 5000, "x" * 200),
    ],
)
def test_the_text_of_a_cell(cell, text):
    assert text_of(cell) == text


@given(st.text())
def test_the_text_of_any_cell_is_one_line_that_can_be_shown(cell):
    text = text_of(cell)
    assert text_of(text) in {text, ""} or text.startswith(("=", '"', "'"))
    assert len(text.splitlines()) <= 1
    assert len(text) <= 200


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07222400017", "07222400017"),
        ("07-22-24-0001-7", "07222400017"),
        ("07 22 24 0001 7", "07222400017"),
        ("7222400017", "07222400017"),
        ("07222400018", Fault.CHECK_DIGIT),
        ("7222400018", Fault.CHECK_DIGIT),
        ("722240001", Fault.FORM),
        ("072224000170", Fault.FORM),
        ("7.2224E+09", Fault.SHORTENED),
        ("7,2224E+09", Fault.SHORTENED),
        ("ISSSTE", Fault.FORM),
        ("", ""),
    ],
)
def test_an_nss(text, value):
    assert nss_of(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("RAOL030412MCSMVCA2", "RAOL030412MCSMVCA2"),
        ("raol030412mcsmvca2 ", "RAOL030412MCSMVCA2"),
        ("RAOL-030412-MCSMVC-A2", "RAOL030412MCSMVCA2"),
        ("RAOL030412MCSMVCA3", Fault.CHECK_DIGIT),
        ("RAOL030412MCSMVCA", Fault.FORM),
        ("RAOL031312MCSMVCA2", Fault.FORM),
        ("", ""),
    ],
)
def test_a_curp(text, value):
    assert curp_of(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("L21270123@Tecnologico.example", "l21270123@tecnologico.example"),
        ("Ana Ruiz <ana@correo.example>", "ana@correo.example"),
        ("ana@correo.example; otra@correo.example", "ana@correo.example"),
        ("mailto:ana@correo.example", "ana@correo.example"),
        ("ana.correo.example", Fault.FORM),
        ("ana@correo", Fault.FORM),
        ("", ""),
    ],
)
def test_an_address(text, value):
    assert address_of(text) == value


def test_a_control_number():
    assert control_of("l21-270 123") == "L21270123"
    assert control_of("2.127E+07") is Fault.SHORTENED
    assert control_of("21E0123") == "21E0123"


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("Ramos Ovando Lucía", "", ""), "RAMOS OVANDO LUCÍA"),
        (("RAMOS OVANDO, LUCÍA", "", ""), "LUCÍA RAMOS OVANDO"),
        (("RAMOS/OVANDO*LUCÍA", "", ""), "RAMOS OVANDO LUCÍA"),
        (("", "Lucía", "Ramos Ovando"), "LUCÍA RAMOS OVANDO"),
        (("", "", "Ramos"), "RAMOS"),
        (("Muñoz O'Farril Ma. José", "", ""), "MUÑOZ O'FARRIL MA. JOSÉ"),
        (("{{ config }} <b>ANA</b> 12", "", ""), "CONFIG B ANA B"),
        (("", "", ""), ""),
    ],
)
def test_a_name(cells, name):
    assert name_of(*cells) == name


@pytest.mark.parametrize(
    "status",
    [
        "EGRESADO",
        "Egresada",
        "egresado sin título",
        "TITULADO",
        "Titulada",
        "BAJA",
        "Baja definitiva",
        "BAJA POR REPROBACIÓN",
        "Baja voluntaria",
        "Graduado",
        "Desertor",
        "Deserción",
        "EX-ALUMNO",
        "Exalumna",
        "BD",
        "Finado (fallecido)",
    ],
)
def test_words_for_those_who_left(status):
    assert is_graduated(status)


@pytest.mark.parametrize(
    "status",
    [
        "INSCRITO",
        "Vigente",
        "Regular",
        "Irregular",
        "Activo",
        "Baja temporal",
        "BAJA PARCIAL",
        "No egresado",
        "Por egresar",
        "Candidato a egresado",
        "Reinscrito",
        "No inscrito",
        "BT",
        "",
        "En proceso de titulación",
        "Becado",
    ],
)
def test_words_for_those_who_are_still_students_or_may_be(status):
    assert not is_graduated(status)


def test_a_row_becomes_an_entry():
    (line,), troubles, seen = taken(row(1, ANA, "Egresado"))
    assert (troubles, seen) == ([], 1)
    assert (line.row, line.status) == (2, "Egresado")
    entry = line.entry
    assert (entry.curp, entry.nss, entry.name) == (ANA.curp, ANA.nss, ANA.surnames_first)
    assert (entry.control, entry.address) == ("21270001", "l21270001@tecnologico.example")
    assert (entry.programme, entry.semester, entry.graduated) == ("Ingeniería Química", "5", True)


def test_a_name_in_three_columns():
    head = ("Matrícula", "Ap. paterno", "Ap. materno", "Nombre(s)")
    (line,), _, _ = taken(["21270001", "Ramos", "Ovando", "Lucía"], head=head)
    assert line.entry.name == "LUCÍA RAMOS OVANDO"


def test_a_bad_cell_is_dropped_and_its_row_kept():
    lines, troubles, seen = taken(
        changed(1, ANA, curp=ANA.curp[:17] + "X"),
        changed(2, BETO, nss="12345678901"),
        changed(3, CARO, address="carolina"),
        changed(4, DANTE, nss="1.2E+10", curp=""),
    )
    assert seen == len(lines) == 4
    assert troubles == [
        (2, "CURP", Fault.FORM),
        (3, "NSS", Fault.CHECK_DIGIT),
        (4, "Correo", Fault.FORM),
        (5, "NSS", Fault.SHORTENED),
    ]
    assert [line.entry.curp for line in lines] == ["", BETO.curp, CARO.curp, ""]
    assert [line.entry.nss for line in lines] == [ANA.nss, "", CARO.nss, ""]


@pytest.mark.parametrize(("field", "column"), [("control", 0), ("curp", 2), ("nss", 3), ("address", 4)])
def test_what_two_rows_claim_is_neithers(field, column):
    ana, beto = row(1, ANA), row(2, BETO)
    beto[column] = ana[column]
    lines, troubles, _ = taken(ana, row(3, CARO), beto)
    assert troubles == [(2, HEAD[column], Fault.TWICE), (4, HEAD[column], Fault.TWICE)]
    assert [bool(getattr(line.entry, field)) for line in lines] == [False, True, False]
    others = {"control", "curp", "nss", "address"} - {field}
    assert all(getattr(line.entry, other) for line in lines for other in others)


def test_what_three_rows_claim_is_told_of_all_three():
    _, troubles, _ = lines_of(
        list(enumerate([changed(number, one, nss=ANA.nss) for number, one in enumerate((ANA, BETO, CARO))], 2)),
        columns(HEAD),
    )
    assert [one.row for one in troubles] == [2, 3, 4]
    assert ["fila 3" in troubles[0].text, "fila 2" in troubles[1].text, "fila 2" in troubles[2].text] == [True] * 3


def test_a_row_that_is_repeated_whole_counts_once_and_keeps_its_numbers():
    second = changed(1, ANA, programme="Otra carrera")
    lines, troubles, seen = taken(row(1, ANA), row(2, BETO), second)
    assert (len(lines), seen) == (2, 3)
    assert troubles == [(4, "", Fault.REPEATED)]
    assert lines[0].entry.curp == ANA.curp


def test_rows_that_identify_nobody_are_left_out():
    nobody = changed(1, ANA, control="", curp="", nss="12345678901", address="-")
    lines, troubles, seen = taken(nobody, row(2, BETO))
    assert [line.row for line in lines] == [3]
    assert troubles == [(2, "NSS", Fault.CHECK_DIGIT), (2, "", Fault.UNIDENTIFIED)]
    assert seen == 2


def test_two_rows_of_which_nothing_is_left_are_left_out():
    head = ("NSS", "Nombre")
    lines, troubles, _ = taken([ANA.nss, "ANA"], [ANA.nss, "BETO"], head=head)
    assert lines == []
    assert [fault for _, _, fault in troubles] == [Fault.TWICE, Fault.UNIDENTIFIED] * 2


def test_empty_rows_short_rows_and_repeated_heads_are_nothing_to_tell():
    lines, troubles, seen = taken([], ["", " ", ""], row(1, ANA), list(HEAD), row(2, BETO)[:3], ["", "", "", "-"])
    assert len(lines) == seen == 2
    assert troubles == []
    assert (lines[1].entry.curp, lines[1].entry.nss) == (BETO.curp, "")


def test_no_trouble_names_a_value():
    table = [changed(1, ANA, nss=ANA.nss[:-1] + "x"), changed(2, BETO), changed(3, CARO, curp=BETO.curp)]
    _, troubles, _ = lines_of(list(enumerate(table, 2)), columns(HEAD))
    assert len(troubles) == 3
    for one in troubles:
        assert not any(value in one.text + one.column for value in (*ANA.name.split(), ANA.nss[:6], BETO.curp[:6]))
