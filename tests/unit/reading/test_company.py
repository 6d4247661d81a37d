"""Names of companies and schools: whole or not at all; it is the registro that tells whose an employer is."""

import pytest

from mailproc.reading.model import Employer, Field, Hints, Page, Witness
from mailproc.reading.read import read_pages
from mailproc.reading.trimming import trimmed
from tests.unit.reading.drawing import Drawing, heard_page, page, text_page
from tests.unit.reading.layouts import STUDENT, cards

SCHOOL = "CENTRO DE BACHILLERATO TECNOLOGICO INDUSTRIAL Y DE SERVICIOS NO. 214"
FIRST, SECOND = "A3399990326", "B1212345107"


def employers(shown: Page) -> Field[tuple[Employer, ...]] | None:
    [reading] = read_pages([shown], Hints())
    return reading.employers


def named(shown: Page) -> list[str]:
    """The names of trusted employers."""
    field = employers(shown)
    assert field is not None
    assert field.trusted
    return [one.name for one in field.value]


def sheet() -> Drawing:
    drawing = Drawing().put(150, 20, "CONSTANCIA DE VIGENCIA DE DERECHOS")
    return drawing.put(60, 60, "Con derecho al servicio médico:").put(300, 60, "SI")


def table(*rows: tuple[str, str, list[str]], pitch: float = 12) -> Drawing:
    """Registro, modality, and the lines of the name, the first level with the registro."""
    drawing = sheet().put(60, 100, "Registro patronal").put(180, 100, "Modalidad").put(260, 100, "Razón social")
    y = 118.0
    for registro, modality, lines in rows:
        drawing.put(60, y, registro).put(180, y, modality)
        for line in lines:
            drawing.put(260, y, line)
            y += pitch
        y += 6
    return drawing


def test_a_name_over_three_lines_of_its_cell() -> None:
    lines = ["CENTRO DE BACHILLERATO", "TECNOLOGICO INDUSTRIAL Y DE", "SERVICIOS NO. 214"]
    drawing = table((FIRST, "32", lines), (SECOND, "10", ["FARMACIAS SAN MARCOS", "SA DE CV"]))
    assert named(text_page(drawing)) == [SCHOOL, "FARMACIAS SAN MARCOS SA DE CV"]


def test_a_name_hanging_over_and_under_its_registro() -> None:
    drawing = sheet().put(60, 100, "Registro patronal").put(260, 100, "Razón social")
    drawing.put(260, 118, "UNIVERSIDAD POLITECNICA").put(60, 124, FIRST).put(260, 130, "DEL VALLE")
    assert named(text_page(drawing)) == ["UNIVERSIDAD POLITECNICA DEL VALLE"]


def test_a_name_set_flush_right_in_two_lines() -> None:
    drawing = sheet().put(60, 100, "Registro patronal").put(500, 100, FIRST)
    drawing.put(60, 118, "Patrón").put(435, 118, "INSTITUTO TECNOLOGICO DE").put(475, 130, "TUXTLA GUTIERREZ")
    assert named(text_page(drawing)) == ["INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ"]


def test_a_name_that_is_cut_off_is_left_out_and_the_registro_stays() -> None:
    drawing = table((FIRST, "32", ["INSTITUTO TECNOLOGICO DE"]))
    assert named(text_page(drawing)) == [""]


def test_words_stamped_over_a_name_leave_it_out() -> None:
    drawing = table((FIRST, "32", ["UNIVERSIDAD AUTONOMA DEL SURESTE"])).put(300, 113, "RECIBIDO")
    assert named(text_page(drawing)) == [""]


@pytest.mark.parametrize(
    "line",
    [
        f"Patrón: {SCHOOL} (registro patronal {FIRST}, modalidad 32).",
        f"La afiliación es por conducto del patrón {SCHOOL}, con registro patronal {FIRST}, modalidad 32.",
        f"A través de {SCHOOL} (registro patronal {FIRST}, modalidad 32).",
        f"{FIRST} - {SCHOOL}",
    ],
)
def test_a_name_and_its_registro_in_one_sentence(line: str) -> None:
    assert named(text_page(sheet().put(30, 100, line))) == [SCHOOL]


def test_two_employers_in_one_paragraph_keep_their_names() -> None:
    text = f"Por conducto de UNIVERSIDAD DE LOS ALTOS (registro patronal {FIRST}, modalidad 32). A través de"
    more = f"CALL CENTER MAYA S.A.P.I. DE C.V. (registro patronal {SECOND}, modalidad 10)."
    drawing = sheet().put(30, 100, text).put(30, 113, more)
    assert named(text_page(drawing)) == ["UNIVERSIDAD DE LOS ALTOS", "CALL CENTER MAYA S.A.P.I. DE C.V."]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("POR CONDUCTO DEL PATRON RUIZ ESTRADA FERNANDO, CON REGISTRO PATRONAL", "RUIZ ESTRADA FERNANDO"),
        ("1. TIENDAS LA ESPERANZA S.A. DE C.V. (", "TIENDAS LA ESPERANZA S.A. DE C.V."),
        ("32 COLEGIO DE BACHILLERES DEL ESTADO", "COLEGIO DE BACHILLERES DEL ESTADO"),
        ("ESCUELA NORMAL SUPERIOR, MODALIDAD 32", "ESCUELA NORMAL SUPERIOR"),
        ("PREPARATORIA PLANTEL 32", "PREPARATORIA PLANTEL 32"),
    ],
)
def test_what_leads_to_a_name_and_from_it_is_no_part_of_it(text: str, name: str) -> None:
    assert trimmed(text) == name


def test_engines_that_differ_in_a_letter_leave_the_name_out() -> None:
    wrong = {STUDENT.employer: STUDENT.employer.replace("GUTIERREZ", "GUTIFRREZ")}
    assert named(heard_page(cards(STUDENT), wrong)) == [""]


def test_engines_that_differ_in_spaces_and_signs_agree() -> None:
    joined = {STUDENT.employer: STUDENT.employer.replace(" DE ", "DE")}
    assert named(heard_page(cards(STUDENT), joined)) == [STUDENT.employer]


def test_nobody_heard_the_name_but_one_engine() -> None:
    drawing = cards(STUDENT)
    heard = (Witness.TESSERACT, drawing.without(STUDENT.employer).lines(confidence=0.9))
    assert named(page(1, (Witness.RAPID, drawing.lines()), heard)) == [""]


def test_eight_digits_with_words_of_their_own_before_them_are_no_registro() -> None:
    drawing = sheet().put(60, 100, "PATRONES VIGENTES").put(60, 118, f"Mod. = 32 R. Pat. = {FIRST}")
    drawing.put(300, 118, "Nom. o raz. soc. = INSTITUTO TECNOLOGICO DEL VALLE")
    drawing.put(60, 136, "Médico familiar: Dra. Inés Urbina, céd. prof. 76725490 a toda hora")
    field = employers(text_page(drawing))
    assert field is not None
    assert field.trusted
    assert [one.registro for one in field.value] == [FIRST]


def test_a_registro_of_eight_characters_in_a_list_without_labels() -> None:
    drawing = (
        sheet()
        .put(60, 100, "PATRONES VIGENTES")
        .put(60, 118, "B1212345")
        .put(260, 118, "TALLERES DEL SUR SA DE CV")
    )
    field = employers(text_page(drawing))
    assert field is not None
    assert [one.registro for one in field.value] == ["B1212345"]


def test_a_line_that_ends_with_a_registro_does_not_lead_to_the_next_employers_name() -> None:
    drawing = sheet().put(104, 100, "CBTIS 108").put(104, 113, f"Se identifica con el registro patronal {FIRST}")
    drawing.put(104, 126, "CONSTRUCTORA E INMOBILIARIA DEL VALLE SA DE CV")
    drawing.put(104, 139, f"Se identifica con el registro patronal {SECOND}")
    field = employers(text_page(drawing))
    assert field is not None
    assert [one.name for one in field.value if one.registro == FIRST] in ([""], ["CBTIS 108"])


def test_a_programs_next_entry_is_no_more_of_a_name() -> None:
    drawing = sheet().put(60, 100, f"reg_patronal={SECOND}").put(60, 112, "modalidad=10")
    drawing.put(60, 124, "razon_social=TRANSPORTES UNIDOS 3 DE MAYO SC DE RL").put(60, 136, "num_beneficiarios=0")
    assert named(text_page(drawing)) in ([""], ["TRANSPORTES UNIDOS 3 DE MAYO SC DE RL"])


def test_a_name_begun_at_the_end_of_the_line_above_is_not_told_by_its_rest() -> None:
    drawing = sheet().put(77, 100, "¿Quién paga sus cuotas?")
    drawing.put(77, 113, f"CONSTRUCTORA DEL VALLE SA DE CV ({SECOND}); INSTITUTO")
    drawing.put(77, 126, f"TECNOLOGICO DE TUXTLA GUTIERREZ ({FIRST})")
    field = employers(text_page(drawing))
    assert field is None or not field.trusted or "TECNOLOGICO DE TUXTLA GUTIERREZ" not in named(text_page(drawing))


def test_a_list_with_a_row_that_nobody_understood_is_not_the_whole_list() -> None:
    drawing = sheet().put(60, 100, "Registro patronal").put(260, 100, "Razón social")
    drawing.put(60, 118, FIRST).put(260, 118, "UNIVERSIDAD POLITECNICA DEL VALLE")
    drawing.put(60, 136, "4102801532S").put(260, 136, "COLEGIO DE BACHILLERES").put(60, 154, SECOND)
    field = employers(text_page(drawing.put(260, 154, "FARMACIAS SAN MARCOS SA DE CV")))
    assert field is not None
    assert not field.trusted or len(field.value) == 3


@pytest.mark.parametrize("form", ["SA", "SAPI", "S.A."])
def test_a_name_that_ends_amid_its_companys_form_is_left_out(form: str) -> None:
    assert named(text_page(table((SECOND, "10", [f"COMERCIALIZADORA DE LACTEOS {form}"])))) == [""]


@pytest.mark.parametrize(
    ("form", "told"),
    [("S.A.P.L. DE C.V.", False), ("SR DE CV", False), ("SA DE CV SE", False), ("S.A.P.I. DE C.V.", True)],
)
def test_a_form_that_no_company_has_was_misread(form: str, told: bool) -> None:
    name = f"COMERCIALIZADORA DE LACTEOS {form}"
    assert named(text_page(table((SECOND, "10", [name])))) == [name.rstrip(".") if told else ""]
