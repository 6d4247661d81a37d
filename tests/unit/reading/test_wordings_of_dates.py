"""The ways in which official papers are dated, none of them taken from a generator, and dates that are another's."""

from datetime import date

import pytest

from tests.unit.reading.drawing import Drawing, text_page
from tests.unit.reading.test_wordings import page_of, read

ISSUED = date(2026, 8, 3)

DATES = [
    "Fecha de expedición: 03/08/2026",
    "Fecha y lugar de expedición: Tuxtla Gutiérrez, Chiapas, a 3 de agosto de 2026",
    "Lugar y fecha de expedición: Comitán de Domínguez, Chis., 3 de agosto de 2026",
    "Lugar y fecha de emisión de la presente: Ciudad de México, 03 de agosto de 2026",
    "Expedida en Tapachula, Chiapas, a los tres días del mes de agosto de dos mil veintiséis.",
    "Se expide la presente a los 3 días del mes de agosto de 2026, en la ciudad de Tuxtla Gutiérrez.",
    "Se extiende la presente en Oaxaca de Juárez, Oaxaca, a los 3 (tres) días del mes de agosto del año 2026.",
    "Tuxtla Gutiérrez, Chiapas, a 3 de agosto de 2026",
    "Tuxtla Gutiérrez, Chis., a 03 de agosto de 2026",
    "Ciudad de México, 3 de agosto de 2026",
    "Mérida, Yuc., lunes 3 de agosto de 2026",
    "San Cristóbal de las Casas, Chiapas; a 3 de agosto del 2026",
    "Fecha de emisión: 3/VIII/2026",
    "Fecha de emisión: 03-AGO-2026 10:33 hrs.",
    "Fecha de emisión: 2026/08/03",
    "Fecha de elaboración: agosto 3, 2026",
    "Emitido el lunes 3 de agosto de 2026 a las 10:33 horas",
    "Fecha de expedición del comprobante: 3 de agosto de 2026",
    "Este comprobante fue emitido el día 3 de agosto de 2026 y es válido hasta el 3 de octubre de 2026.",
    "Constancia expedida con fecha 3 de agosto de 2026 a solicitud de la persona interesada.",
    "Fecha de consulta: 03/08/2026",
    "Documento generado el 3 de agosto de 2026 a las 10:33",
    "Fecha: 3 de agosto de 2026",
    "Lugar y fecha: Tuxtla Gutiérrez, Chiapas, a 3 de agosto de 2026",
    "Dado en Tuxtla Gutiérrez, Chiapas, a los tres días del mes de agosto del año dos mil veintiséis.",
    "Fecha de expedición: 3o. de agosto de 2026",
]


@pytest.mark.parametrize("text", DATES)
def test_the_date_of_issue(text: str) -> None:
    field = read(page_of("Fecha de nacimiento: 12/03/2005", text, "Fecha de alta: 14/01/2025")).issued
    assert field is not None
    assert field.value == ISSUED
    assert field.trusted


NO_ISSUE = [
    "Lugar y fecha de nacimiento: Tuxtla Gutiérrez, Chiapas, a 3 de agosto de 2003",
    "Vigente hasta el 3 de octubre de 2026",
    "Fecha de baja: Tuxtla Gutiérrez, Chiapas, 3 de agosto de 2025",
    "Fecha límite de vigencia: 3 de octubre de 2026",
    "Fecha del último movimiento afiliatorio: 3 de agosto de 2025",
]


@pytest.mark.parametrize("text", NO_ISSUE)
def test_another_date_is_not_that_of_the_issue(text: str) -> None:
    field = read(page_of(text)).issued
    assert field is None or not field.trusted


def test_the_label_of_a_birthplace_in_the_same_row_claims_no_date() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(60, 90, "Nacido(a) el").put(60, 102, "12/03/2005").put(300, 96, "Expedido el")
    drawing.put(60, 118, "Entidad fed. nacimiento").put(60, 130, "CHIAPAS").put(300, 118, "03/08/2026")
    field = read(text_page(drawing)).issued
    assert field is not None
    assert field.value == ISSUED


def test_a_town_that_fills_the_first_line_of_the_value() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(60, 90, "Fecha del último").put(200, 90, "14/01/2025").put(60, 101, "movimiento")
    drawing.put(60, 115, "Fecha y lugar de").put(200, 115, "Comitán de Domínguez,")
    drawing.put(60, 126, "expedición").put(200, 126, "Chiapas, 3 de").put(200, 137, "agosto de 2026")
    field = read(text_page(drawing)).issued
    assert field is not None
    assert field.value == ISSUED
    assert field.trusted
