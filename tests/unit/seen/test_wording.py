"""Readings in words: every document, field and witness has a name; values are written as people write them."""

from dataclasses import replace
from datetime import date

import pytest

from mailproc.reading.lines import FIELDS
from mailproc.reading.model import Document, Employer, Field, Holder, NameParts, Reading, Witness
from mailproc.seen.wording import DOCUMENTS, LABELS, WITNESSES, percent, person, rows, typed, value, visible
from tests.unit.seen.readings import CONSTANCIA, CURP, EMPLOYER, NSS, NSS_BOX, RELATIVE


def test_everything_has_a_name() -> None:
    assert DOCUMENTS.keys() == set(Document)
    assert WITNESSES.keys() == set(Witness)
    assert LABELS.keys() == set(FIELDS)


def test_the_rows_of_a_constancia() -> None:
    told = {row.field: (row.mark, row.value, row.confidence, row.witnesses) for row in rows(CONSTANCIA)}
    assert told["nss"] == ("✓", NSS, "99.9 %", "RapidOCR, Tesseract")
    assert told["curp"] == ("?", CURP, "70.0 %", "RapidOCR")
    assert told["vigente"] == ("✓", "SÍ", "99.2 %", "RapidOCR, Tesseract, nombre de archivo")
    assert told["issued"][1] == "12/08/2026"
    assert told["holder"][1] == "titular"
    assert told["name"] == ("–", "", "", "")


@pytest.mark.parametrize(
    ("ambiguous", "mark", "told"), [(False, "✓", ""), (True, "?", "la CURP permite otra división")]
)
def test_a_name_in_its_parts(ambiguous: bool, mark: str, told: str) -> None:
    name = Field("GOMEZ LOPEZ ESTELA", True, 0.99, page=1, box=NSS_BOX)
    parts = NameParts("ESTELA", "GOMEZ", "LOPEZ", ambiguous)
    found = [row for row in rows(replace(CONSTANCIA, name=name, name_parts=parts)) if row.field == "name_parts"]
    assert [(row.label, row.value) for row in found] == [
        ("Primer apellido", "GOMEZ"),
        ("Segundo apellido", "LOPEZ"),
        ("Nombre(s)", "ESTELA"),
    ]
    assert {(row.mark, row.told, row.page, row.box) for row in found} == {(mark, told, 1, None)}


def test_who_has_one_surname_has_no_second() -> None:
    one = replace(CONSTANCIA, name=Field("GOMEZ ESTELA", True, 0.99), name_parts=NameParts("ESTELA", "GOMEZ", ""))
    assert [row.label for row in rows(one)].count("Segundo apellido") == 0


def test_a_repaired_value_says_so() -> None:
    assert CONSTANCIA.curp is not None
    repaired = replace(CONSTANCIA, curp=replace(CONSTANCIA.curp, repaired=True))
    assert rows(repaired)[1].witnesses == "RapidOCR, letras tomadas por cifras"


def test_on_a_relative_s_sheet_no_nss_is_missed() -> None:
    assert "nss" not in {row.field for row in rows(RELATIVE)}
    assert "name" in {row.field for row in rows(RELATIVE)}


def test_of_other_documents_nothing_is_missed() -> None:
    assert rows(Reading(Document.CURP, (1,))) == ()


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (True, "SÍ"),
        (False, "NO"),
        (date(2026, 1, 2), "02/01/2026"),
        (Holder.BENEFICIARIO, "beneficiario"),
        ((), "ninguno"),
        ((EMPLOYER,), f"A3399990326 · modalidad 32\n{EMPLOYER.name}"),
        ((Employer("", "10", ""), Employer("", "", "TIENDA")), "modalidad 10\nTIENDA"),
        ((Employer("", "", ""),), "un renglón ilegible"),
    ],
)
def test_values(read: object, told: str) -> None:
    assert value(read) == told


@pytest.mark.parametrize(
    ("confidence", "told"),
    [(1.0, "100.0 %"), (0.99996, "99.9 %"), (0.57, "57.0 %"), (0.29, "29.0 %"), (0.0, "0.0 %")],
)
def test_confidence_is_never_rounded_up(confidence: float, told: str) -> None:
    assert percent(confidence) == told


def test_a_person_is_called_by_the_relation() -> None:
    head, child = RELATIVE.people
    assert person(head)[:2] == ("titular", "GOMEZ RUIZ PEDRO")
    assert person(head)[5] == "SÍ"
    assert (person(child)[0], person(child)[2], person(child)[5]) == ("hija", CURP, "")


def test_signs_that_steer_a_terminal_are_shown_as_dots() -> None:
    assert visible("\x1b[2Jñ\u202ea\u200bb\nc\udcff") == "·[2Jñ·a·b\nc·"
    field = Field("A\x1b]0;x\x07B", True, 1.0)
    assert rows(replace(CONSTANCIA, name=field))[2].value == "A·]0;x·B"


def test_a_sheet_that_somebody_typed_is_told_in_a_sentence() -> None:
    by = (Witness.TYPED, Witness.FILENAME)
    note = Reading(Document.CONSTANCIA, (1,), nss=Field(NSS, False, 0.5, by, 1, NSS_BOX))
    assert "cualquiera pudo teclearlo" in typed(note)
    assert typed(replace(note, curp=Field(CURP, False, 0.7, (Witness.RAPID,)))) == ""
    assert typed(CONSTANCIA) == typed(Reading(Document.DESCONOCIDO, (1,))) == ""
