"""Which document a page is; a sheet of another kind is never a constancia."""

import pytest

from mailproc.reading.model import Document, Hints, Witness
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, page, text_page
from tests.unit.reading.layouts import STUDENT, label_lines

LOOK_ALIKES = {
    Document.ASIGNACION_NSS: [
        "Asignación de Número de Seguridad Social",
        "Estimada: tu Número de Seguridad Social es:",
        STUDENT.nss,
        "Asociado a la CURP:",
        STUDENT.curp,
        "Consulta aquí tu Constancia de Vigencia de Derechos",
    ],
    Document.SEMANAS: [
        "Constancia de Semanas Cotizadas en el IMSS",
        f"NSS: {STUDENT.nss}",
        f"CURP: {STUDENT.curp}",
        "Registro patronal: A3399990326",
        "Esta constancia no acredita la vigencia de derechos",
    ],
    Document.NO_DERECHO: [
        "Constancia de no derecho al servicio médico",
        f"NSS: {STUDENT.nss}",
        "Con derecho al servicio médico: NO",
    ],
    Document.CURP: [
        "Clave Única de Registro de Población",
        STUDENT.curp,
        "Registro Nacional de Población",
        "Secretaría de Gobernación",
    ],
    Document.CARNET: ["Carnet de citas médicas", "Agregado Médico 1H2005ES", "UMF 13", "PREVENIMSS"],
    Document.IDENTIFICACION: ["Instituto Nacional Electoral", "Credencial para votar", f"CURP {STUDENT.curp}"],
    Document.HOJA_AFILIACION: ["Aviso de inscripción del trabajador", "Registro patronal A3399990326"],
}


def drawn(lines: list[str]) -> Drawing:
    drawing = Drawing()
    for at, line in enumerate(lines):
        drawing.put(80, 60 + 40 * at, line)
    return drawing


@pytest.mark.parametrize(("document", "lines"), LOOK_ALIKES.items(), ids=[one.value for one in LOOK_ALIKES])
def test_look_alikes_are_named(document: Document, lines: list[str]) -> None:
    assert [one.document for one in read_pages([text_page(drawn(lines))], Hints())] == [document]


@pytest.mark.parametrize(("document", "lines"), LOOK_ALIKES.items(), ids=[one.value for one in LOOK_ALIKES])
def test_look_alikes_are_named_by_an_engine_that_joins_and_misreads(document: Document, lines: list[str]) -> None:
    noisy = [line.replace(" de ", "de").replace("ción", "c1ón").replace("cial", "c1al") for line in lines]
    heard = page(1, (Witness.RAPID, drawn(noisy).lines()))
    assert [one.document for one in read_pages([heard], Hints())] == [document]


def test_a_constancia_without_its_heading_is_told_by_its_make_up() -> None:
    drawing = label_lines(STUDENT).without("Constancia de Vigencia de Derechos")
    [reading] = read_pages([text_page(drawing)], Hints())
    assert reading.document is Document.CONSTANCIA


def test_a_letter_that_mentions_the_constancia_is_none() -> None:
    lines = [
        "Buenas tardes, le mando mi constancia de vigencia de derechos para que me den",
        "de alta, muchas gracias.",
    ]
    assert [one.document for one in read_pages([text_page(drawn(lines))], Hints())] == [Document.DESCONOCIDO]


def test_an_nss_sheet_tells_whose_it_is() -> None:
    [reading] = read_pages([text_page(drawn(LOOK_ALIKES[Document.ASIGNACION_NSS]))], Hints())
    assert reading.curp is not None
    assert reading.curp.value == STUDENT.curp
    assert reading.vigente is None


WRAPPED = {
    Document.CARNET: [
        "Cartilla Nacional",
        "de Salud",
        "Agregado Médico: 1H2005ES",
        "Consultorio: 4",
        "Turno: MATUTINO",
    ],
    Document.NO_DERECHO: ["Constancia de no", "vigencia de derechos", "Con derecho al servicio médico: NO"],
    Document.SEMANAS: ["Constancia de Semanas", "Cotizadas en el IMSS", f"NSS: {STUDENT.nss}"],
    Document.ASIGNACION_NSS: ["Asignación de Número", "de Seguridad Social", f"CURP: {STUDENT.curp}"],
    Document.HOJA_AFILIACION: ["Aviso de inscripción", "del trabajador", "Registro patronal A3399990326"],
}


def closely(lines: list[str]) -> Drawing:
    """A title over two lines with something beside it, then the rest."""
    drawing = Drawing().put(400, 45, "IMSS").put(80, 40, lines[0]).put(80, 53, lines[1])
    for at, line in enumerate(lines[2:]):
        drawing.put(80, 110 + 30 * at, line)
    return drawing


@pytest.mark.parametrize(("document", "lines"), WRAPPED.items(), ids=[one.value for one in WRAPPED])
def test_a_title_over_two_lines_names_the_sheet(document: Document, lines: list[str]) -> None:
    for shown in (text_page(closely(lines)), page(1, (Witness.RAPID, closely(lines).lines()))):
        assert [one.document for one in read_pages([shown], Hints())] == [document]


def test_a_carnet_without_its_title_is_no_constancia() -> None:
    shown = Drawing()
    shown.rows(
        60,
        ("Número de Seguridad Social:", STUDENT.nss),
        ("Agregado médico:", STUDENT.agregado),
        ("Unidad de Medicina Familiar:", "13"),
        ("Turno:", "MATUTINO"),
        ("Consultorio:", "4"),
    )
    [reading] = read_pages([text_page(shown)], Hints())
    assert reading.document is not Document.CONSTANCIA


def test_a_menu_that_offers_the_constancia_is_none() -> None:
    lines = ["IMSS Digital", "Vigencia de derechos", "Semanas cotizadas", "Localización de NSS"]
    [reading] = read_pages([text_page(drawn(lines))], Hints())
    assert reading.document is not Document.CONSTANCIA


def test_a_constancia_without_its_title_is_known_by_what_it_answers() -> None:
    drawing = label_lines(STUDENT).without("Constancia de Vigencia de Derechos")
    [reading] = read_pages([text_page(drawing)], Hints())
    assert reading.document is Document.CONSTANCIA


def test_the_number_that_a_letter_assigns_stands_in_a_line_of_its_own() -> None:
    said = [
        "Asignación o Localización de Número de Seguridad Social",
        "Su número ante el Instituto es el siguiente.",
    ]
    [reading] = read_pages([text_page(drawn([*said, STUDENT.nss, f"CURP: {STUDENT.curp}"]))], Hints())
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, True)


def test_a_menu_that_names_other_papers_does_not_name_the_page() -> None:
    drawing = Drawing().put(250, 40, "Consulta de vigencia de derechos").put(250, 70, f"CURP {STUDENT.curp}")
    drawing.put(250, 84, f"Número de seguridad social {STUDENT.nss}").put(250, 98, "Estatus Vigente")
    for at, line in enumerate(["Mi perfil", "Semanas cotizadas", "Cambio de clínica", "Asignación de NSS"]):
        drawing.put(40, 70 + 20 * at, line)
    [reading] = read_pages([text_page(drawing.put(250, 112, "Clínica UMF 011"))], Hints())
    assert reading.document is Document.CONSTANCIA


def test_another_paper_mentioned_on_a_sheet_like_ours_does_not_name_it() -> None:
    drawing = (
        Drawing().put(60, 40, "Hoja de adscripción y vigencia de derechos").put(60, 70, f"CURP {STUDENT.curp}")
    )
    drawing.put(60, 84, f"Seguridad Social {STUDENT.nss}").put(60, 98, "Agregado 1M1999SF").put(
        60, 112, "U.M.F. 011"
    )
    drawing.put(60, 126, "Registro patronal A3399990326").put(60, 140, "Modalidad 32")
    [reading] = read_pages(
        [text_page(drawing.put(60, 160, "Pendiente fotografía en Cartilla Nacional de Salud."))], Hints()
    )
    assert reading.document in {Document.CONSTANCIA, Document.DESCONOCIDO}


OFFICES = [
    "Coordinación de Afiliación",
    "Departamento de Movimientos Afiliatorios",
    "Oficina de Seguro Facultativo",
]


@pytest.mark.parametrize("office", OFFICES)
def test_the_office_that_issues_it_does_not_name_the_sheet(office: str) -> None:
    drawing = Drawing().put(150, 20, "Instituto Mexicano del Seguro Social").put(200, 40, office)
    drawing.put(150, 60, "Reporte de Vigencia de Derechos").put(60, 90, f"CURP: {STUDENT.curp}")
    drawing.put(60, 108, f"NSS: {STUDENT.nss}").put(60, 126, "Con derecho al servicio médico: SI")
    for seen in (text_page(drawing), heard_page(drawing)):
        [reading] = read_pages([seen], Hints())
        assert reading.document is Document.CONSTANCIA


def test_a_misread_title_of_another_paper_names_it() -> None:
    drawing = Drawing().put(150, 20, "Avlso de afillación").put(60, 90, f"NSS: {STUDENT.nss}")
    [reading] = read_pages([heard_page(drawing)], Hints())
    assert reading.document is Document.HOJA_AFILIACION


def test_su_numero_said_twice_on_a_sheet_like_ours_is_no_nss_sheet() -> None:
    drawing = Drawing().put(150, 20, "Derechohabientes con servicio").put(60, 90, f"CURP: {STUDENT.curp}")
    drawing.put(60, 120, "Su número de seguridad social").put(300, 120, STUDENT.nss).put(
        60, 140, "Agregado: 1M1999SF"
    )
    drawing.put(60, 160, "UMF: 011").put(60, 180, "Con derecho al servicio médico: SI").put(
        60, 200, "Turno: Matutino"
    )
    drawing.put(60, 220, "e Su número de seguridad social")
    [reading] = read_pages([heard_page(drawing)], Hints())
    assert reading.document is Document.CONSTANCIA
