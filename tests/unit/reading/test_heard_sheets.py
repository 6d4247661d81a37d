"""Sheets as engines hear them: relatives under a word of their own, lines parted by engines, signs lost or made up."""

from dataclasses import replace

import pytest

from mailproc.reading.model import Box, Document, Employer, Hints, Holder, Page, Reading, Witness, Word
from mailproc.reading.read import read_pages
from mailproc.reading.trust import wanted
from tests.unit.reading.drawing import Drawing, heard_page, page, text_page
from tests.unit.reading.layouts import PARENT, STUDENT, label_lines

TITLE = "Constancia de Vigencia de Derechos"
ENGINES = (Witness.RAPID, Witness.TESSERACT)


def read(one: Page) -> Reading:
    [reading] = read_pages((one,), Hints())
    return reading


def name_of(reading: Reading) -> tuple[str, bool]:
    return (reading.name.value, reading.name.trusted) if reading.name is not None else ("", False)


# --- Relatives --------------------------------------------------------------------------------------------


def _block(drawing: Drawing, y: float, name: str, relation: str, curp: str, agregado: str, right: str) -> None:
    drawing.put(40, y, f"Benef. {name}").put(230, y, f"Parent. {relation}").put(330, y, f"C.U.R.P. {curp}")
    drawing.put(480, y, f"Agr. {agregado}").put(40, y + 14, f"Con derecho al servicio médico: {right}")


@pytest.mark.parametrize("right", ["SI", "NO"])
def test_what_stands_under_a_row_with_its_relation_is_that_relatives(right: str) -> None:
    drawing = label_lines(PARENT)
    low = max(y for _, y, _ in drawing.runs)
    _block(drawing, low + 30, "PEREZ/LOPEZ, JUAN CARLOS", "HIJO", STUDENT.curp, "3H2005OR", right)
    _block(drawing, low + 74, "LOPEZ/SOLIS, ANA", "ESPOSA", "LOSA740220MCSPLN04", "2M1974OR", "SI")
    reading = read(text_page(drawing))
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.BENEFICIARIO, True)
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (right == "SI", True)


@pytest.mark.parametrize("right", ["SI", "NO"])
def test_what_stands_under_a_relations_word_alone_is_that_relatives(right: str) -> None:
    drawing = label_lines(PARENT)
    low = max(y for _, y, _ in drawing.runs)
    rows = (("ESPOSA", "LOPEZ/SOLIS, ANA", "LOSA740220MCSPLN04", "2M1974OR", "SI"),
            ("HIJO", "PEREZ/LOPEZ, JUAN CARLOS", STUDENT.curp, "3H2005OR", right))  # fmt: skip
    for at, (relation, name, curp, agregado, answer) in enumerate(rows):
        y = low + 30 + 66 * at
        drawing.put(40, y, relation)
        drawing.table(y + 16, [40, 200, 330], ["Nombre", "CURP", "Agregado"], [name, curp, agregado], pitch=12)
        drawing.put(40, y + 40, "Con derecho al servicio médico").put(40, y + 52, answer)
    reading = read(heard_page(drawing))
    assert [one.relation for one in reading.people] == ["", "ESPOSA", "HIJO"]
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (right == "SI", True)


CLAUSE = (
    (PARENT.nss, "El asegurado con NSS 07210504564 y CURP PEGR720815HCSRRB02 si tiene derecho al"),
    ("médico", "servicio médico, con agregado 1H1972OR, y tiene registrados como beneficiarios a:"),
    ("HIJO", "HIJO, JUAN CARLOS PEREZ LOPEZ, que se identifica con la clave que sigue, con la CURP"),
    ("3H2005OR", "PELJ050312HCSRPNA0 y agregado médico 3H2005OR, quien no tiene derecho al servicio"),
    ("Tuxtla", "médico. La presente se expide en Tuxtla Gutiérrez, a 12 de agosto de 2026."),
)


def _told(without: str = "") -> Drawing:
    drawing = Drawing().put(150, 40, TITLE)
    for at, (mark, line) in enumerate(CLAUSE):
        if mark != without:
            drawing.put(60, 100 + 14 * at, line)
    return drawing


def test_a_witness_who_misread_a_curp_has_heard_its_clause_all_the_same() -> None:
    layers = (_told().lines(), _told().lines({STUDENT.curp: "PELJ0503127ICSRPNAO"}))
    reading = read(page(1, *zip(ENGINES, layers, strict=True)))
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted, reading.vigente.witnesses) == (False, True, ENGINES)


def test_the_line_that_tells_whose_relative_somebody_is_is_wanted() -> None:
    garbled = _told().lines({STUDENT.curp: "PELJ0503127ICSRPNAO"})
    pages = [page(1, (Witness.RAPID, _told("HIJO").lines()), (Witness.TESSERACT, garbled))]
    y = 100 + 14 * 2
    assert any(
        region.box.y0 <= y and region.box.y1 >= y + 10 and region.box.x1 > 400
        for region in wanted(pages, read_pages(pages, Hints()))
    )


def test_both_lines_of_a_code_are_wanted_together() -> None:
    drawing = Drawing().put(150, 40, TITLE)
    lines = (
        "El asegurado con NSS 45230501236 y con la Clave Única de Registro de Población (CURP) PEL",
        "J050312HCSRPNA0, que si tiene derecho al servicio médico y agregado médico 1H2005ES, en la",
        "unidad de medicina familiar 13, se encuentra vigente a la fecha de la presente constancia.",
    )
    for at, line in enumerate(lines):
        drawing.put(60, 100 + 14 * at, line)
    pages = [page(1, (Witness.RAPID, drawing.lines()))]
    [reading] = read_pages(pages, Hints())
    assert reading.curp is not None
    assert reading.curp.value == STUDENT.curp
    regions = [region.box for region in wanted(pages, (reading,)) if region.field in {"nss", "curp"}]
    assert any(box.y0 <= 100 and box.y1 >= 124 for box in regions)


# --- Names ------------------------------------------------------------------------------------------------


def _letterhead(name: str) -> Drawing:
    drawing = Drawing().put(380, 20, "Titular: Ing. Angel Uriel Sosa Pola").put(150, 40, TITLE).put(60, 60, name)
    drawing.put(60, 76, "VIGENTE: SI TIENE DERECHO AL SERVICIO MEDICO")
    heads, values = ("NSS", "CURP", "Agregado médico", "UMF"), (STUDENT.nss, STUDENT.curp, "1H2005ES", "013")
    drawing.table(110, [60, 180, 330, 460], list(heads), list(values), pitch=14)
    return drawing.put(60, 150, "Fecha de expedición: 12/08/2026")


@pytest.mark.parametrize("name", ["PEREZ/LOPEZ, JUAN CARLOS", "PEREZ LOPEZ JUAN CARLOS"])
def test_the_office_heads_name_is_not_held_against_the_students_curp(name: str) -> None:
    reading = read(heard_page(_letterhead(name)))
    assert name_of(reading) == ("PEREZ LOPEZ JUAN CARLOS", True)
    assert reading.curp is not None
    assert reading.curp.trusted


def test_surnames_of_several_words_parted_by_a_slash() -> None:
    curp, name = "MOCJ050312HCSNRN05", "MONTES DE OCA/DEL CARPIO, JUAN"
    drawing = Drawing([(x, y, curp if text == STUDENT.curp else text) for x, y, text in _letterhead(name).runs])
    assert name_of(read(heard_page(drawing)))[0] == "MONTES DE OCA DEL CARPIO JUAN"


def test_a_name_among_heads_of_employers_is_no_persons() -> None:
    drawing = _letterhead("").without("Titular: Ing. Angel Uriel Sosa Pola")
    heads = ["Nombre", "Modalidad", "Registro patronal"]
    drawing.table(200, [60, 300, 420], heads, ["RESTAURANTE BAR EL MIRADOR", "10", "B1212345107"], pitch=14)
    reading = read(text_page(drawing))
    assert "MIRADOR" not in name_of(reading)[0]


def test_a_relatives_word_below_a_companys_name_is_none_of_it() -> None:
    drawing = _letterhead("PEREZ/LOPEZ, JUAN CARLOS")
    heads = ["Nombre", "Modalidad", "Registro patronal"]
    drawing.table(200, [60, 300, 420], heads, ["RESTAURANTE BAR EL MIRADOR", "10", "B1212345107"], pitch=14)
    drawing.put(60, 230, "HIJO").put(60, 246, "Nombre").put(200, 246, "CURP").put(60, 260, "PEREZ/SOSA, ANA")
    drawing.put(200, 260, "PESA240513MCSRSN09")
    reading = read(heard_page(drawing))
    assert reading.employers is not None
    assert [one.name for one in reading.employers.value] in ([""], ["RESTAURANTE BAR EL MIRADOR"])
    assert isinstance(reading.employers.value[0], Employer)


def test_a_far_value_under_a_label_that_says_it_twice_is_not_a_lower_labels() -> None:
    drawing = Drawing().put(150, 40, TITLE).put(60, 80, "NSS").put(60, 92, STUDENT.nss)
    drawing.put(60, 110, "Nombre(s)").put(60, 122, "JUAN CARLOS").put(60, 140, "Primer apellido")
    drawing.put(330, 137, "Órgano de Operación (OOAD)").put(329, 147, "CHIAPAS").put(60, 168, "Segundo apellido")
    drawing.put(60, 180, "LOPEZ").put(60, 198, "CURP").put(60, 210, STUDENT.curp)
    drawing.put(60, 228, "Con derecho al servicio médico").put(60, 240, "SI")
    surname = Drawing().put(60, 152, "PEREZ").lines()
    layers = ((Witness.RAPID, drawing.lines()), (Witness.TESSERACT, drawing.lines() + surname))
    reading = read(page(1, *layers))
    assert "CHIAPAS" not in name_of(reading)[0]
    assert reading.curp is not None
    assert reading.curp.trusted


# --- Signs ------------------------------------------------------------------------------------------------


def test_a_bullet_heard_as_a_letter_is_no_value() -> None:
    rows = (
        (STUDENT.nss, "Número de Seguridad Social"), ("PEREZ LOPEZ JUAN CARLOS", "Nombre completo"),
        (STUDENT.curp, "CURP"), ("013", "Unidad de Medicina Familiar"), ("1H2005ES", "Agregado médico"),
        ("SI", "Con derecho al servicio médico"), ("12/08/2026", "Fecha de expedición"),
    )  # fmt: skip
    drawing = Drawing().put(150, 40, TITLE)
    for at, (value, label) in enumerate(rows):
        drawing.put(60, 100 + 20 * at, value).put(300, 100 + 20 * at, label)
    speck = (Word("T", Box(292, 204, 296, 208), 0.9),)
    reading = read(page(1, (Witness.RAPID, drawing.lines() + speck), (Witness.TESSERACT, drawing.lines())))
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted, reading.vigente.witnesses) == (True, True, ENGINES)


@pytest.mark.parametrize("slash", ["/", "", "I"])
def test_a_label_and_its_english_whose_slash_was_lost(slash: str) -> None:
    said = " ".join(f"Con derecho a servicio médico {slash} Entitled to medical care".split())
    drawing = label_lines(replace(STUDENT, right="")).without("Con derecho al servicio médico:")
    drawing.put(60, 600, said).put(480, 600, "NO / NO")
    reading = read(text_page(drawing))
    assert reading.vigente is not None
    assert reading.vigente.value is False


# --- Which paper ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Asunto: Vigencia de derechos: constancia", "Asunto: Vigencia de derechos"])
def test_a_letters_subject_is_its_title(title: str) -> None:
    lines = (
        "Hago constar que PEREZ LOPEZ JUAN CARLOS está inscrito con el Número de Seguridad Social 45230501236, y",
        "que su CURP es PELJ050312HCSRPNA0. A esta fecha no cuenta con derecho al servicio médico.",
    )
    drawing = Drawing().put(60, 60, title).put(300, 80, "Fecha de expedición: 12/08/2026")
    for at, line in enumerate(lines):
        drawing.put(60, 120 + 14 * at, line)
    assert read(text_page(drawing)).document is Document.CONSTANCIA


def test_a_curps_label_in_a_sentence_makes_no_curp_of_a_sheet_whose_title_was_lost() -> None:
    lines = (
        "QUE EN LOS ARCHIVOS DE ESTE INSTITUTO APARECE CON NUMERO DE SEGURIDAD SOCIAL 45230501236,",
        "CLAVE UNICA DE REGISTRO DE POBLACION PELJ050312HCSRPNA0, CON ADSCRIPCION A LA UNIDAD DE",
        "MEDICINA FAMILIAR NUMERO 13, TURNO MATUTINO Y AGREGADO MEDICO 1H2005ES.",
    )
    drawing = Drawing().put(60, 60, "INSTITUTO MEXICANO DEL SEGURO SOCIAL")
    for at, line in enumerate(lines):
        drawing.put(60, 120 + 14 * at, line)
    assert read(heard_page(drawing)).document is not Document.CURP


def test_a_title_is_not_joined_to_a_line_beyond_the_name_under_it() -> None:
    drawing = _letterhead("").without(TITLE, "VIGENTE: SI TIENE DERECHO AL SERVICIO MEDICO")
    wide = Word("COMPROBANTE DE VIGENCIA DE DERECHOS DEL ASEGURADO", Box(60, 30, 580, 52), 0.95)
    name = Word("PEREZ/LOPEZ, JUAN CARLOS", Box(60, 52, 240, 66), 0.95)
    verdict = Word("VIGENTE: SI TIENE DERECHO AL SERVICIO MEDICO", Box(60, 66, 340, 82), 0.95)
    layers = [(witness, (*drawing.lines(), wide, name, verdict)) for witness in ENGINES]
    reading = read(page(1, *layers))
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (True, True)
