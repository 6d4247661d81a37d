"""What could not be read, and why, is said in sentences for the student."""

from dataclasses import replace

import pytest

from mailproc.reading.model import Document, Flaw, Hints, Problem, ProblemCode, Witness
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, page
from tests.unit.reading.layouts import STUDENT, label_lines

WHY = {
    Flaw.SMALL: "demasiado pequeña",
    Flaw.BLURRED: "borrosa",
    Flaw.DARK: "oscura",
    Flaw.CUT: "cortada",
}


def problems(drawing: Drawing, *flaws: Flaw) -> dict[str, Problem]:
    shown = replace(page(1, (Witness.RAPID, drawing.lines())), flaws=flaws)
    [reading] = read_pages([shown], Hints())
    return {problem.field: problem for problem in reading.problems}


@pytest.mark.parametrize("flaw", list(Flaw))
def test_each_flaw_has_its_reason(flaw: Flaw) -> None:
    told = problems(label_lines(STUDENT).without(STUDENT.nss), flaw)["nss"]
    assert told.code is ProblemCode.UNREADABLE
    assert told.text.startswith("No se alcanza a leer el número de seguridad social: ")
    assert WHY[flaw] in told.text
    assert told.text.endswith(".")


def test_several_flaws_make_one_sentence() -> None:
    told = problems(label_lines(STUDENT).without(STUDENT.nss), Flaw.SMALL, Flaw.BLURRED, Flaw.CUT)["nss"]
    assert told.text == (
        "No se alcanza a leer el número de seguridad social: la letra sale demasiado pequeña, la imagen está borrosa"
        " y la hoja sale cortada."
    )


def test_a_page_without_flaws_says_only_what_lacks() -> None:
    told = problems(label_lines(STUDENT).without("Fecha de expedición:", STUDENT.issued))["issued"]
    assert told.code is ProblemCode.MISSING_FIELD
    assert told.text == "No se encontró en la hoja la fecha de expedición."


def test_no_identifier_and_no_name_stands_in_a_sentence() -> None:
    drawing = label_lines(replace(STUDENT, nss="45230501237"))
    for problem in problems(drawing, *Flaw).values():
        assert not any(char.isdigit() for char in problem.text)
        assert STUDENT.first not in problem.text


def test_a_picture_that_shows_nothing_says_so() -> None:
    shown = replace(page(1, (Witness.RAPID, Drawing().put(60, 60, "IMSS").lines())), flaws=(Flaw.BLURRED,))
    [reading] = read_pages([shown], Hints())
    assert reading.document is Document.DESCONOCIDO
    assert [problem.text for problem in reading.problems] == [
        "No se alcanza a leer la imagen: la imagen está borrosa."
    ]
