"""Pages that number themselves as one print are one sheet; a relative's block of lines is that one's."""

import pytest

from mailproc.reading.model import Hints, Holder, Page
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, text_page

PARENT, CHILD = "SXXM820519MCSCCR72", "AASE030718MVZNCLJ8"


def first_page(numbered: str) -> Drawing:
    drawing = Drawing().put(60, 20, numbered).put(60, 30, "Folio electrónico 93758171 13/11/2026")
    drawing.put(150, 50, "Constancia de Vigencia de Derechos").put(60, 80, "Fecha de expedición: 13/11/2026")
    drawing.put(60, 94, "Nombre: MARIA SCHMDT ÑECO").put(60, 108, "NSS: 53018242221").put(
        60, 122, f"CURP: {PARENT}"
    )
    drawing.put(60, 136, "Con derecho al servicio médico: SI").put(60, 150, "Estado: VIGENTE")
    return drawing.put(60, 164, "Agregado médico: 1M1982OR")


def notes_page(numbered: str) -> Drawing:
    drawing = Drawing().put(60, 20, numbered).put(60, 30, "Folio electrónico 93758171 13/11/2026")
    return drawing.put(60, 60, "Último movimiento afiliatorio: REINGRESO, 05/09/2026")


def family_page(numbered: str) -> Drawing:
    drawing = Drawing().put(60, 20, numbered).put(60, 30, "Folio electrónico 93758171 13/11/2026")
    drawing.put(60, 60, "Beneficiarios registrados").put(60, 80, "ELISA DE ANDA SCHMDT").put(60, 92, CHILD)
    return drawing.put(60, 104, "HIJA 3M2003OR CON DERECHO")


def pages(*drawings: Drawing) -> list[Page]:
    return [text_page(drawing, at) for at, drawing in enumerate(drawings, 1)]


def test_three_pages_of_one_print_are_one_sheet_of_a_parent() -> None:
    drawings = first_page("Hoja 1 de 3"), notes_page("Hoja 2 de 3"), family_page("Hoja 3 de 3")
    [reading] = read_pages(pages(*drawings), Hints())
    assert reading.pages == (1, 2, 3)
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.BENEFICIARIO, True)
    assert reading.curp is not None
    assert reading.curp.value == CHILD
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (True, True)


@pytest.mark.parametrize("numbered", ["Hoja 3 de 3", "Hoja 2 de 4"])
def test_another_prints_page_is_another_sheet(numbered: str) -> None:
    assert len(read_pages(pages(first_page("Hoja 1 de 3"), other(numbered)), Hints())) == 2


def other(numbered: str) -> Drawing:
    """The page of a look-alike with a person of its own."""
    drawing = Drawing().put(60, 20, numbered).put(60, 30, "Folio electrónico 93758171 13/11/2026")
    drawing.put(60, 60, "Constancia de Semanas Cotizadas").put(60, 80, "Número de Seguridad Social: 53018242221")
    return drawing.put(60, 94, f"CURP: {PARENT}")
