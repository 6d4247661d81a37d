"""One constancia in many layouts and as many ways to see it: the same reading, all of it trusted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from mailproc.reading.model import Document, Employer, Hints, Holder, Page, ProblemCode, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page
from tests.unit.reading.layouts import ALL, PARENT, STUDENT, Facts, cards, label_lines

Layout = Callable[[Facts], Drawing]


def read(*pages: Page, filename: str = "", sender: str = "") -> Reading:
    [reading] = read_pages(pages, Hints(filename, sender))
    return reading


def trusted(reading: Reading, *names: str) -> dict[str, object]:
    fields = {name: getattr(reading, name) for name in names}
    return {name: field.value for name, field in fields.items() if field is not None and field.trusted}


CORE = ("nss", "curp", "name", "vigente", "estado", "agregado", "umf", "issued", "holder")
WHOLE: dict[str, object] = {
    "nss": STUDENT.nss,
    "curp": STUDENT.curp,
    "name": STUDENT.name,
    "vigente": True,
    "estado": "VIGENTE",
    "agregado": "1H2005ES",
    "umf": "013",
    "issued": date(2026, 8, 12),
    "holder": Holder.TITULAR,
}


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
def test_a_born_digital_sheet_is_read_whole_and_trusted(layout: Layout) -> None:
    reading = read(text_page(layout(STUDENT)))
    assert reading.document is Document.CONSTANCIA
    assert trusted(reading, *CORE) == WHOLE
    assert reading.employers is not None
    assert reading.employers.trusted
    assert reading.employers.value == (Employer(STUDENT.registro, "32", STUDENT.employer),)
    assert reading.problems == ()


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
def test_two_engines_that_agree_make_the_same(layout: Layout) -> None:
    assert trusted(read(heard_page(layout(STUDENT))), *CORE) == WHOLE


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
def test_an_engine_that_joins_words_costs_at_most_the_estado(layout: Layout) -> None:
    reading = read(heard_page(layout(STUDENT), joined=True))
    assert {**trusted(reading, *CORE), "estado": "VIGENTE"} == WHOLE


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
def test_misread_labels_and_lost_accents_do_not_matter(layout: Layout) -> None:
    noise = {
        "Número de Seguridad": "Numer0 de Segundad",
        "derecho al servicio": "derech0 al serviclo",
        "Agregado": "Agregad0",
        "Unidad de Medicina": "Unidaddc Medicina",
        "Registro patronal": "Reqistro patronal",
        "Situación": "Sítuacion",
    }
    reading = read(heard_page(layout(STUDENT), noise, noise))
    assert trusted(reading, "nss", "curp", "vigente", "agregado", "umf", "holder") == {
        name: WHOLE[name] for name in ("nss", "curp", "vigente", "agregado", "umf", "holder")
    }


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
def test_a_no_sheet_is_no_though_it_speaks_of_con_derecho(layout: Layout) -> None:
    facts = replace(STUDENT, right="NO", estado="BAJA", agregado="1H2005")
    reading = read(text_page(layout(facts)))
    assert trusted(reading, "vigente", "estado") == {"vigente": False, "estado": "BAJA"}
    # The employer on it is the last one; active there is none.
    assert reading.employers is None


def test_values_above_their_captions() -> None:
    drawing = Drawing().put(60, 40, "Comprobante de vigencia de derechos")
    y = 80.0
    for label, value in [
        ("NSS", STUDENT.nss),
        ("CURP", STUDENT.curp),
        ("Nombre completo", STUDENT.name),
        ("Unidad de Medicina Familiar", STUDENT.umf),
        ("Consultorio", "4"),
        ("Con derecho al servicio médico", "SI"),
        ("Estado", "VIGENTE"),
        ("Agregado médico", STUDENT.agregado),
        ("Fecha de expedición", STUDENT.issued),
        ("Folio", "12170400332"),
    ]:
        drawing.put(60, y, value).put(60, y + 12, label)
        y += 36
    assert trusted(read(text_page(drawing)), *CORE) == WHOLE


def test_blank_clinic_and_agregado_stay_blank() -> None:
    facts = replace(STUDENT, umf="", agregado="", right="NO", estado="")
    drawing = label_lines(replace(facts, agregado="1H2005")).without("1H2005", "MATUTINO", "4")
    reading = read(text_page(drawing))
    assert reading.umf is None
    assert reading.agregado is None
    assert reading.estado is None
    assert trusted(reading, "nss", "curp", "vigente") == {
        "nss": STUDENT.nss,
        "curp": STUDENT.curp,
        "vigente": False,
    }


def test_the_estado_may_be_con_derecho() -> None:
    reading = read(text_page(label_lines(replace(STUDENT, estado="CON DERECHO"))))
    assert trusted(reading, "vigente", "estado") == {"vigente": True, "estado": "CON DERECHO"}


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("CONSERVACIÓN DE DERECHOS", "CONSERVACION DE DERECHOS"),
        ("VIGENTE POR PRÓRROGA", "VIGENTE POR PRORROGA"),
        ("PENSIÓN EN TRÁMITE", "PENSION EN TRAMITE"),
    ],
)
def test_estados_of_several_words(printed: str, state: str) -> None:
    assert trusted(read(text_page(cards(replace(STUDENT, estado=printed)))), "estado") == {"estado": state}


def test_a_second_page_of_beneficiaries_belongs_to_the_sheet() -> None:
    first = label_lines(PARENT)
    second = Drawing().put(60, 40, "Beneficiarios")
    second.table(60, [40, 250, 360, 430], ["Nombre", "CURP", "Parentesco", "Agregado"],
                 ["JUAN CARLOS PEREZ LOPEZ", STUDENT.curp, "HIJO", "3H2005OR"])  # fmt: skip
    reading = read(text_page(first, 1), text_page(second, 2))
    assert reading.pages == (1, 2)
    assert trusted(reading, "curp", "holder") == {"curp": STUDENT.curp, "holder": Holder.BENEFICIARIO}
    assert reading.nss is None


def test_two_sheets_in_one_file_are_two_readings() -> None:
    other = replace(STUDENT, nss="55551234127", curp="PELA080920MCSRPNA8", given="ANA", agregado="1M2008ES")
    readings = read_pages([text_page(label_lines(STUDENT), 1), text_page(cards(other), 2)], Hints())
    assert [(one.pages, one.nss.value if one.nss else "") for one in readings] == [
        ((1,), STUDENT.nss),
        ((2,), other.nss),
    ]


def test_reading_again_changes_nothing() -> None:
    page = heard_page(label_lines(STUDENT))
    assert read_pages([page], Hints()) == read_pages([page], Hints())


def test_nothing_at_all_is_unknown() -> None:
    assert [one.document for one in read_pages([], Hints())] == [Document.DESCONOCIDO]
    assert [one.document for one in read_pages([text_page(Drawing())], Hints())] == [Document.DESCONOCIDO]


def test_what_lacks_is_named() -> None:
    drawing = label_lines(STUDENT).without(STUDENT.nss, "Fecha de expedición:", STUDENT.issued)
    reading = read(text_page(drawing))
    lacking = {(one.code, one.field) for one in reading.problems}
    assert (ProblemCode.UNREADABLE, "nss") in lacking
    assert (ProblemCode.MISSING_FIELD, "issued") in lacking


def test_headings_stamps_and_page_numbers_are_no_part_of_a_name() -> None:
    for below in ("PÁGINA 1 DE 2", "Datos de adscripción", "RECIBIDO", "HOJA 1 DE 1"):
        drawing = label_lines(STUDENT).without(
            "Nombre(s):", "Primer apellido:", "Segundo apellido:", "JUAN CARLOS"
        )
        drawing = drawing.without("PEREZ", "LOPEZ", "CURP:", STUDENT.curp)
        drawing.put(60, 700, "Nombre completo").put(60, 712, STUDENT.name).put(60, 723, below)
        drawing.put(330, 700, "CURP").put(330, 712, STUDENT.curp)
        assert trusted(read(text_page(drawing)), "name") == {"name": STUDENT.name}
