"""Whose a date is: only its own label, or the words of an issue, make a date the date of issue."""

from datetime import date

import pytest

from mailproc.reading.model import Field, Hints
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, text_page

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
