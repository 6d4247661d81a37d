"""Whose a date is: only its own label, or the words of an issue, make a date the date of issue."""

from datetime import date

import pytest

from mailproc.reading.datelabels import labels_of_dates
from mailproc.reading.model import Box, Field, Hints, Witness
from mailproc.reading.places import Place
from mailproc.reading.read import read_pages
from mailproc.reading.views import views_of
from tests.unit.reading.drawing import Drawing, page, text_page

ISSUED, OTHER = date(2026, 8, 12), date(2025, 3, 4)


def issued(drawing: Drawing) -> Field[date] | None:
    """Of a constancia that has nothing else but an answer."""
    drawing.put(150, 20, "CONSTANCIA DE VIGENCIA DE DERECHOS")
    drawing.put(60, 700, "Con derecho al servicio médico:").put(300, 700, "SI")
    [reading] = read_pages([text_page(drawing)], Hints())
    return reading.issued


def trusted(drawing: Drawing) -> date | None:
    field = issued(drawing)
    return field.value if field is not None and field.trusted else None


def test_several_dates_in_a_row_go_to_their_own_heads() -> None:
    drawing = Drawing()
    heads = ["Fecha de nacimiento", "Fecha de expedición", "Vigente hasta", "Fecha del movimiento"]
    drawing.table(100, [60, 200, 340, 460], heads, ["01/02/2004", "12/08/2026", "12/10/2026", "04/03/2025"])
    assert trusted(drawing) == ISSUED


@pytest.mark.parametrize("other", ["Último mov. registrado:", "Fecha de registro en el sistema:", "Nacimiento"])
def test_a_date_with_a_label_of_its_own_is_nobody_elses(other: str) -> None:
    drawing = Drawing()
    drawing.rows(100, ("Fecha de expedición:", ""), (other, "04/03/2025"))
    assert trusted(drawing) is None


def test_a_date_far_below_its_label_is_not_believed() -> None:
    drawing = Drawing().put(60, 100, "Fecha de expedición").put(60, 190, "04/03/2025")
    assert trusted(drawing) is None


def test_two_labels_over_one_date_leave_it_open() -> None:
    drawing = Drawing().put(60, 100, "Fecha de expedición").put(150, 100, "Fecha de nacimiento")
    drawing.put(130, 118, "12/08/2026")
    assert trusted(drawing) is None


@pytest.mark.parametrize(
    "line",
    [
        "Se extiende la presente a los 12 días del mes de agosto de 2026.",
        "Se expide en Tuxtla Gutiérrez, Chiapas, a los 12 días del mes de agosto del año 2026.",
        "Tuxtla Gutiérrez, Chiapas, a 12 de agosto de 2026.",
        "Expedida el 12 de agosto del 2026, folio 12170400332.",
        "Fecha: 12/08/2026",
        "Fecha de consulta: 12/ago/2026 10:31",
        "Consulta en línea al servicio de vigencia el 12/08/2026 a las 10:31 h.",
    ],
)
def test_the_words_of_an_issue(line: str) -> None:
    drawing = Drawing().put(60, 100, "Nacida el 1 de febrero de 2004").put(60, 130, line)
    assert trusted(drawing) == ISSUED


def test_day_month_and_year_in_cells_of_their_own() -> None:
    drawing = Drawing().put(60, 100, "Fecha de expedición:")
    drawing.table(100, [260, 295, 330], ["12", "08", "2026"])
    drawing.put(258, 114, "DÍA").put(292, 114, "MES").put(332, 114, "AÑO")
    assert trusted(drawing) == ISSUED


def test_the_birth_of_a_curp_is_no_date_of_issue() -> None:
    drawing = Drawing().put(60, 100, "CURP: PELJ050312HCSRPNA0").put(60, 130, "Fecha de expedición: 12/03/2005")
    assert trusted(drawing) is None


def test_a_later_date_that_is_no_end_of_validity_shakes_it() -> None:
    drawing = Drawing().put(60, 100, "Fecha de expedición").put(60, 114, "04/03/2025")
    drawing.put(60, 150, "Fecha de impresión").put(60, 164, "12/08/2026")
    assert trusted(drawing) is None


def test_a_bare_fecha_over_a_column_of_dates_is_no_date_of_issue() -> None:
    drawing = Drawing()
    drawing.table(100, [60, 200], ["Fecha", "Movimiento"], ["04/03/2025", "ALTA"], ["05/04/2024", "BAJA"])
    assert issued(drawing) is None


def test_values_before_labels_in_the_stream_change_nothing() -> None:
    drawing = Drawing()
    drawing.rows(100, ("Vigente hasta:", "12/10/2026"), ("Fecha de emisión:", "12/08/2026"))
    drawing.runs.reverse()
    assert trusted(drawing) == ISSUED


def test_a_stamps_date_across_an_empty_value_is_nobodys() -> None:
    drawing = Drawing().put(60, 100, "Fecha de expedición:").put(300, 92, "RECIBIDO").put(300, 104, "04 MAR 2025")
    assert trusted(drawing) is None


def _with_labels_beside() -> Drawing:
    drawing = Drawing().put(60, 500, "NSS:").put(300, 500, "12345678903").put(60, 520, "Agregado:")
    return drawing.put(300, 520, "1H2004ES")


def test_dates_under_heads_are_believed_where_other_labels_stand_beside_their_values() -> None:
    drawing = _with_labels_beside()
    drawing.table(
        100, [60, 220, 380], ["Clínica", "Expedición", "Fin de vigencia"], ["13", "12/08/2026", "12/10/2026"]
    )
    assert trusted(drawing) == ISSUED


def test_a_date_in_a_row_whose_label_was_lost_is_not_the_one_aboves() -> None:
    drawing = _with_labels_beside().put(200, 100, "Fecha de expedición").put(60, 114, "Trámite")
    assert trusted(drawing.put(200, 114, "04/03/2025")) is None


def test_words_over_a_date_that_nobody_knows_are_its_label() -> None:
    drawing = _with_labels_beside()
    heads = ["Renovación del carnet", "Fecha de expedición", "Próxima cita"]
    drawing.table(100, [60, 220, 380], heads, ["01/02/2027", "12/08/2026", "03/12/2026"])
    assert trusted(drawing) == ISSUED


def test_a_value_over_a_date_whose_label_was_lost_is_no_label() -> None:
    drawing = Drawing().put(60, 100, "Fecha de emisión:").put(300, 100, "04/03/2025")
    drawing.put(60, 130, "Delegación:").put(300, 130, "CHIAPAS").put(300, 144, "12/08/2026")
    assert trusted(drawing) == date(2025, 3, 4)
    drawing = Drawing().put(60, 100, "Delegación:").put(300, 100, "CHIAPAS").put(300, 114, "12/08/2026")
    assert issued(drawing) is None


def test_who_did_not_hear_a_dates_label_takes_nothing_else_for_one() -> None:
    heard, other = (Drawing().put(60, 117, "12/08/2026") for _ in range(2))
    layers = (
        (Witness.TESSERACT, heard.put(60, 103, "Expedición").words()),
        (Witness.RAPID, other.put(60, 95, "Alta").words()),
    )
    alone = Place("date", 1, Box(60, 117, 110, 127), "", 9, False, [])
    assert [label.field for label in labels_of_dates(views_of(page(1, *layers)), [alone])] == ["issued"]


@pytest.mark.parametrize(
    "label",
    [
        "Fecha de consulta médica",
        "Última consulta médica",
        "Fecha de expedición de la credencial",
        "Emisión del carnet",
        "Última impresión de la cartilla",
        "Próxima consulta con su médico el",
        "Fecha de solicitud",
    ],
)
def test_the_issue_of_something_else(label: str) -> None:
    assert issued(Drawing().put(60, 100, f"{label}: 12/08/2026")) is None
    assert issued(Drawing().put(60, 100, label).put(60, 114, "12/08/2026")) is None
    assert issued(Drawing().put(60, 100, f"{label}:").put(360, 100, "12/08/2026")) is None


@pytest.mark.parametrize(
    "label", ["Fecha de emisión del presente reporte", "Fecha de expedición de esta constancia"]
)
def test_the_issue_of_this_paper_by_its_name(label: str) -> None:
    assert trusted(Drawing().put(60, 100, f"{label}: 12/08/2026")) == ISSUED


@pytest.mark.parametrize(("printed", "told"), [("15/08/2026", ISSUED), ("15/11/2026", None)])
def test_a_print_within_days_of_the_issue_does_not_shake_it(printed: str, told: date | None) -> None:
    drawing = Drawing()
    drawing.rows(100, ("Fecha de expedición:", "12/08/2026"), ("Fecha de impresión:", printed))
    assert trusted(drawing) == told


@pytest.mark.parametrize(("answer", "problems"), [("NO", 0), ("SI", 1)])
def test_a_right_that_ended_before_the_issue_contradicts_a_yes_alone(answer: str, problems: int) -> None:
    drawing = Drawing().put(150, 20, "CONSTANCIA DE VIGENCIA DE DERECHOS")
    rows = (
        ("Con derecho al servicio médico:", answer),
        ("Vigente hasta:", "04/03/2026"),
        ("Expedición:", "12/08/2026"),
    )
    drawing.rows(100, *rows)
    [reading] = read_pages([text_page(drawing)], Hints())
    assert [one.field for one in reading.problems if "antes de la fecha" in one.text] == ["valid_until"] * problems
