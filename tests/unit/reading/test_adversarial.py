"""Sheets that want to be read wrongly: broken digits, two numbers, mixed persons, decoys, contradictions."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mailproc.reading.model import Box, Hints, Layer, Page, ProblemCode, Reading, Witness, Word
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page
from tests.unit.reading.layouts import ALL, PARENT, STUDENT, Facts, cards, label_lines

OTHER = "55551234127"
Layout = Callable[[Facts], Drawing]


def read(drawing: Drawing) -> Reading:
    [reading] = read_pages([text_page(drawing)], Hints())
    return reading


def problems(reading: Reading) -> set[tuple[ProblemCode, str]]:
    return {(one.code, one.field) for one in reading.problems}


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
def test_a_wrong_check_digit_in_a_clean_pdf_is_told_and_never_mended(layout: Layout) -> None:
    broken = STUDENT.nss[:-1] + "9"
    reading = read(layout(replace(STUDENT, nss=broken)))
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (broken, False)
    assert (ProblemCode.CHECK_DIGIT, "nss") in problems(reading)


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
def test_so_is_a_wrong_curp(layout: Layout) -> None:
    broken = STUDENT.curp[:-1] + "7"
    reading = read(layout(replace(STUDENT, curp=broken)))
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == (broken, False)
    assert (ProblemCode.CHECK_DIGIT, "curp") in problems(reading)


def test_two_numbers_beside_labels_of_one_sheet_contradict() -> None:
    drawing = label_lines(STUDENT)
    drawing.put(60, 640, "NSS:").put(260, 640, OTHER)
    reading = read(drawing)
    assert reading.nss is not None
    assert not reading.nss.trusted
    assert (ProblemCode.CONTRADICTION, "nss") in problems(reading)


def test_decoys_with_right_check_digits_are_not_the_nss() -> None:
    drawing = cards(STUDENT)
    drawing.put(60, 500, "Folio:").put(120, 500, "12170400332")
    drawing.put(60, 520, "Secuencia notarial:").put(200, 520, "70907207891")
    drawing.put(60, 540, "Cadena original:").put(60, 552, f"||1.0|07210504564|{OTHER}||")
    reading = read(drawing)
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, True)


def test_only_decoys_are_no_nss() -> None:
    drawing = cards(STUDENT).without(STUDENT.nss)
    assert read(drawing).nss is None


def test_a_numeric_registro_is_no_nss() -> None:
    # All digits, and its check digit is the Luhn digit of an NSS.
    facts = replace(STUDENT, registro="12345678322")
    for layout in ALL.values():
        reading = read(layout(facts))
        assert reading.nss is not None
        assert reading.nss.value == STUDENT.nss


def test_si_beside_baja_contradicts() -> None:
    reading = read(label_lines(replace(STUDENT, estado="BAJA")))
    assert (ProblemCode.CONTRADICTION, "vigente") in problems(reading)
    assert reading.vigente is not None
    assert not reading.vigente.trusted
    assert reading.estado is not None
    assert not reading.estado.trusted


def test_an_agregado_of_another_year_contradicts_the_curp() -> None:
    reading = read(cards(replace(STUDENT, agregado="1H1999ES")))
    assert (ProblemCode.CONTRADICTION, "agregado") in problems(reading)
    assert reading.curp is not None
    assert not reading.curp.trusted


def test_another_persons_curp_under_the_name() -> None:
    reading = read(label_lines(replace(STUDENT, curp=PARENT.curp)))
    assert (ProblemCode.CONTRADICTION, "name") in problems(reading)
    assert reading.curp is not None
    assert not reading.curp.trusted


def test_the_clerks_curp_in_a_note_is_nobodys() -> None:
    drawing = label_lines(STUDENT)
    drawing.put(60, 700, f"Consultó: ROBERTO PEREZ GARCIA, CURP {PARENT.curp}")
    reading = read(drawing)
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == (STUDENT.curp, True)
    assert len(reading.people) == 1


def test_notes_that_speak_of_con_derecho_in_a_no_sheet() -> None:
    drawing = label_lines(replace(STUDENT, right="NO", estado="BAJA", agregado="1H2005"))
    drawing.put(
        40,
        660,
        "Si estás con derecho al servicio médico, sí puedes pedir tu alta en la unidad con derecho: SI. Las",
    )
    drawing.put(
        40, 674, "personas CON DERECHO AL SERVICIO MÉDICO si pueden acudir a cualquier unidad en caso de urgencia."
    )
    reading = read(drawing)
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (False, True)


def test_si_at_the_far_edge_of_its_line() -> None:
    drawing = label_lines(STUDENT).without("SI")
    y = next(y for _, y, text in drawing.runs if text.startswith("Con derecho"))
    drawing.put(580, y, "SI")
    reading = read(drawing)
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (True, True)


def test_no_aplica_is_no_answer() -> None:
    assert read(label_lines(replace(STUDENT, right="NO APLICA"))).vigente is None


def test_ticked_boxes_are_read_by_their_cross() -> None:
    reading = read(label_lines(replace(STUDENT, right="SI ( ) NO (X)")))
    assert reading.vigente is not None
    assert reading.vigente.value is False
    assert read(label_lines(replace(STUDENT, right="SI / NO"))).vigente is None


def test_a_missed_row_of_employers_shows_in_the_agregado() -> None:
    # OR says that an ordinary employer is among them; only the school was read.
    reading = read(label_lines(replace(STUDENT, agregado="1H2005OR")))
    assert reading.employers is not None
    assert not reading.employers.trusted


def test_a_watermark_across_the_page_disturbs_no_row() -> None:
    words = (*label_lines(STUDENT).words(), Word("COPIA", Box(100, 80, 400, 500)))
    [reading] = read_pages([Page(1, 612, 792, (Layer(Witness.TEXT, words),))], Hints())
    assert reading.nss is not None
    assert reading.nss.trusted


def test_a_valid_misreading_by_one_engine_is_never_trusted() -> None:
    for mine, other in (({STUDENT.nss: OTHER}, {}), ({}, {STUDENT.nss: OTHER})):
        [reading] = read_pages([heard_page(cards(STUDENT), mine, other)], Hints())
        assert reading.nss is not None
        assert not reading.nss.trusted
