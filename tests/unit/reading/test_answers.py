"""SI or NO on forms whose label nobody listed; the label and its value set in three ways, and lines that say it all."""

import pytest

from mailproc.reading.answers import asks
from mailproc.reading.model import Document, Hints, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page

# What asks, what is answered, and what that means; None where it asks for something else.
ANSWERS: list[tuple[str, str, bool | None]] = [
    ("Atención médica", "SI", True),
    ("¿Recibe atención médica?", "NO", False),
    ("Derechos vigentes", "SI", True),
    ("Derechos vigentes", "NO", False),
    ("Cobertura médica", "SI", True),
    ("Con cobertura", "NO", False),
    ("Procede atención médica", "NO", False),
    ("Con seguro médico", "SI", None),
    ("Derechohabiente titular", "NO", None),
    ("Atención al derechohabiente", "SI", None),
    ("Prestaciones en especie", "SI", True),
    ("Derechohabiencia", "NO", False),
    ("Derecho al servicio médico a la fecha", "SI", True),
    ("Derecho al servicio médico", "CON DERECHO", True),
    ("Derecho al servicio médico", "SIN DERECHO", False),
    ("Derecho a servicio médico", "SÍ TIENE", True),
    ("Derecho a servicio médico", "NO TIENE", False),
    ("Con derecho al servicio médico", '"SI"', True),
    ("Con derecho al servicio médico", "[NO]", False),
    ("Resultado de la consulta", "CON DERECHO AL SERVICIO MÉDICO", True),
    ("Situación del asegurado", "SIN DERECHO", False),
    ("Vigencia de derechos", "CON DERECHO", True),
    ("¿Está vigente?", "SI", True),
    ("¿Está vigente?", "NO", None),  # he may keep his right for some weeks
    ("Derecho a serv. médico (S/N)", "S", True),
    ("Derecho a servicio médico (S/N):", "N", False),
    ("Derecho a servicio médico", "N", None),
    ("Derecho a servicio médico", "ACTIVO", True),
    ("Servicio médico", "INACTIVO", False),
    ("Situación ante el servicio médico", "DERECHOHABIENTE VIGENTE", True),
    ("Situación de la escuela", "ACTIVO", None),
    ("Prestaciones en especie (atención médica)", "CON COBERTURA", True),
    ("Prestaciones en especie de enfermedades", "SIN COBERTURA", False),
    ("Riesgos de trabajo", "SIN COBERTURA", None),
    ("Otorgamiento de prestaciones médicas", "PROCEDENTE (CON DERECHO)", True),
    ("Otorgamiento de prestaciones médicas", "PROCEDENTE (SIN DERECHO)", None),
    ("Prestaciones en dinero", "SI", None),
    ("Derecho a pensión", "SI", None),
    ("Derecho a subsidio", "NO", None),
    ("Servicio de guardería", "SI", None),
    ("Derechohabiente pensionado", "NO", None),
    ("Seguro de vida", "NO", None),
    ("Cobertura de gastos funerarios", "NO", None),
    ("Derechos ARCO", "NO", None),
    ("Incapacidad", "NO", None),
]

LINES: list[tuple[str, bool | None]] = [
    ("Derecho al servicio médico (SI)", True),
    ("NO - Con derecho al servicio médico", False),
    ("¿Tiene derecho al servicio médico? Respuesta: NO", False),
    ("DERECHOS: VIGENTES", True),
    ("Usted SÍ cuenta con servicio médico en el IMSS.", True),
    ("NO CUENTA CON SERVICIO MÉDICO", False),
    ("El asegurado tiene derecho a las prestaciones médicas.", None),  # the law's words
    ("Como estudiante tienes derecho al servicio médico.", None),
    ("El titular no tiene derecho a recibir servicio médico en su unidad.", False),
    ("Se encuentra VIGENTE y tiene derecho a servicio médico", True),
    ("Estatus: BAJA (sin derecho a servicio médico)", False),
    ("¡Tienes derecho al servicio médico!", True),
    ("No tienes derecho al servicio médico", False),
    ("Su derecho al servicio médico se encuentra vigente.", True),
    ("El derecho al servicio médico NO está vigente", False),
    ("De acuerdo con nuestros registros, tiene derecho al servicio médico.", True),
    ("Sí. Hoy tiene derecho al servicio médico del IMSS.", True),
    ("Sí tiene derecho: procede otorgar atención médica.", True),
    ("No tiene derecho: no procede otorgar atención médica.", False),
    ("No. De seguridad social y atención médica", None),
    ("Sí tiene derecho al servicio médico, salvo los beneficiarios.", None),
    ("Tiene derecho al servicio médico.", None),
    ("¿Tienes derecho al servicio médico?", None),
    ("Si tienes derecho al servicio médico, acude a tu clínica", None),
    ("Servicio médico con derecho", None),
    ("Derechos vigentes", None),
    ("Derecho al servicio médico SI / NO", None),
]


PROSE = [
    ("Según nuestros registros el asegurado arriba citado se encuentra con sus derechos vigentes|"
     "para recibir las prestaciones médicas que otorga el Instituto.", True),
    ("Según nuestros registros el asegurado arriba citado no se encuentra con sus derechos|"
     "vigentes para recibir las prestaciones médicas que otorga el Instituto.", False),
    ("Se hace constar que la asegurada, con CURP|PELJ050312HCSRPNA0, se encuentra vigente en sus derechos, por lo|"
     "que es procedente que se le otorguen las prestaciones médicas.", True),
    ("Se hace constar que la asegurada, con CURP|PELJ050312HCSRPNA0, no se encuentra vigente en sus derechos, por|"
     "lo que no es procedente que se le otorguen las prestaciones médicas.", False),
    ("Cuarto. Que por lo anterior le asiste el derecho a las|prestaciones en especie del Seguro de Enfermedades y|"
     "Maternidad, esto es, a recibir servicio médico.", True),
    ("Tus derechos no se encuentran vigentes, por lo que por ahora no puedes recibir atención médica|"
     "en las unidades del Instituto.", False),
    ("Dictamen: la persona consultada cuenta con servicio médico del IMSS a la fecha|de la consulta.", True),
    ("Dictamen: la persona consultada no cuenta con servicio médico del IMSS a la fecha|de la consulta.", False),
    ("A la fecha de la consulta la persona cuenta con servicio médico particular, pagado|por ella.", None),
    ("Al trabajador que causa baja le asiste el derecho a las|prestaciones en especie del Seguro de Enfermedades y|"
     "Maternidad durante ocho semanas, en los términos del artículo 109.", None),
    ("Es procedente que se otorguen las prestaciones médicas|a quien se encuentre vigente en sus derechos, según los|"
     "registros que para tal efecto lleva el Instituto en su sistema.", None),
]  # fmt: skip


def drawn(*runs: tuple[float, float, str]) -> Drawing:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Número de Seguridad Social:").put(300, 50, "45230501236")
    drawing.put(60, 68, "CURP:").put(300, 68, "PELJ050312HCSRPNA0")
    for run in runs:
        drawing.put(*run)
    return drawing.put(60, 300, "UMF:").put(300, 300, "013")


def right(drawing: Drawing) -> bool | None:
    """What is told, if it is trusted, of a text PDF and of the same sheet heard by two engines."""
    told = set()
    for page in (text_page(drawing), heard_page(drawing)):
        reading: Reading = read_pages([page], Hints())[0]
        told.add(reading.vigente.value if reading.vigente is not None and reading.vigente.trusted else None)
    [one] = told
    return one


@pytest.mark.parametrize(("ask", "answer", "meant"), ANSWERS)
def test_an_answer_beside_after_or_below_what_asks(ask: str, answer: str, meant: bool | None) -> None:
    assert right(drawn((60, 150, f"{ask}:"), (300, 150, answer))) is meant
    assert right(drawn((60, 150, f"{ask}: {answer}"))) is meant
    assert right(drawn((60, 150, ask), (60, 163, answer))) is meant


@pytest.mark.parametrize(("line", "meant"), LINES)
def test_a_line_that_says_it_all(line: str, meant: bool | None) -> None:
    assert right(drawn((60, 150, line))) is meant


@pytest.mark.parametrize(("text", "meant"), PROSE)
def test_what_a_sentence_reports_of_one_person(text: str, meant: bool | None) -> None:
    runs = [(60.0, 100.0 + 13 * at, line) for at, line in enumerate(text.split("|"))]
    assert right(drawn(*runs)) is meant


def test_who_heard_the_answer_alone_speaks_for_it_too() -> None:
    drawing = drawn((60, 150, "¿Se le brinda servicio médico?"), (60, 163, "SÍ"))
    heard = heard_page(drawing, rapid={"¿Se le brinda servicio médico?": ""})
    field = read_pages([heard], Hints())[0].vigente
    assert field is not None and field.value and field.trusted


def test_an_answer_is_its_own_labels_not_that_of_the_head_above() -> None:
    assert right(drawn((300, 140, "Atención médica"), (60, 153, "Pensionado:"), (300, 153, "NO"))) is None


def test_a_greeting_over_a_ticked_line_asks_for_nothing_else() -> None:
    hello = (60.0, 139.0, "Hola, Francisco")
    assert right(drawn(hello, (60, 150, "✓ Tienes derecho al servicio médico"))) is True
    assert right(drawn(hello, (60, 150, "No tienes derecho al servicio médico"))) is False


def test_two_answers_that_contradict_are_not_believed() -> None:
    listed = (60.0, 120.0, "Con derecho al servicio médico:"), (300.0, 120.0, "NO")
    assert right(drawn(*listed, (60, 150, "Derechos vigentes:"), (300, 150, "SI"))) is None
    note = (60.0, 200.0, "¡Tienes derecho al servicio médico!")
    assert right(drawn((60, 150, "Atención médica:"), (300, 150, "NO"), note)) is None


OPTIONS = [("( ) SI", "(X) NO"), ("SI ( )", "NO (X)"), ("[ ] SI", "[X] NO"), ("SI", "NO X"), ("SI", "NO")]


@pytest.mark.parametrize("options", OPTIONS)
def test_of_options_to_tick_none_is_the_answer(options: tuple[str, str]) -> None:
    one, two = options
    assert right(drawn((60, 120, "Atención médica"), (60, 133, one), (60, 146, two))) is not True
    assert right(drawn((60, 120, "Atención médica:"), (300, 120, one), (340, 120, two))) is not True
    assert right(drawn((60, 120, "Atención médica:"), (300, 120, one), (300, 133, two))) is not True


def test_a_column_of_answers_is_a_history() -> None:
    rows = [(60.0, 133.0 + 13 * at, text) for at, text in enumerate(("2022", "2023", "2024"))]
    answers = [(300.0, 133.0 + 13 * at, text) for at, text in enumerate(("SI", "SI", "NO"))]
    assert right(drawn((60, 120, "Periodo"), (300, 120, "Derechos vigentes"), *rows, *answers)) is None


@pytest.mark.parametrize(
    "lines",
    [("Cuenta con atención médica", "de otra institución"), ("Se le niega la", "atención médica"),
     ("Desea recibir", "atención médica")],
)  # fmt: skip
def test_a_piece_of_a_longer_question_asks_nothing(lines: tuple[str, str]) -> None:
    first, second = lines
    for y in (120, 132):
        assert right(drawn((60, 120, first), (60, 132, second), (300, y, "SI"))) is None


def test_another_question_in_the_insured_persons_row_is_no_answer() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Número de Seguridad Social:").put(300, 50, "45230501236")
    row = ("TITULAR", "PELJ050312HCSRPNA0", "SI")
    for x, head, text in zip((40, 160, 330), ("Calidad", "CURP", "Pensionado"), row, strict=True):
        drawing.put(x, 90, head).put(x, 116, text)
    assert right(drawing.put(420, 90, "Con derecho")) is None


@pytest.mark.parametrize(
    ("clause", "meant"),
    [("dada de baja por edad", None), ("sin derecho", False), ("con derecho suspendido", None), ("con derecho", True),
     ("puede recibir el servicio médico si acredita estudios", None), ("puede recibir el servicio médico", True)],
)  # fmt: skip
def test_a_relatives_right_is_what_is_said_of_her(clause: str, meant: bool | None) -> None:
    drawing = (
        Drawing()
        .put(150, 20, "Constancia de Vigencia de Derechos")
        .put(60, 50, "Número de Seguridad Social: 07210504564")
    )
    drawing.put(
        40, 90, "La asegurada ROSA PEREZ GARCIA, CURP PEGR720815MCSRRS05, tiene derecho al servicio médico"
    )
    drawing.put(40, 102, f"y registra a su hija LUISA LOPEZ PEREZ, CURP LOPL050312MCSPRS07, {clause}.")
    for page in (text_page(drawing), heard_page(drawing)):
        [reading] = read_pages([page], Hints())
        told = reading.vigente.value if reading.vigente is not None and reading.vigente.trusted else None
        assert told in {None, meant}


@pytest.mark.parametrize(
    "title", ["Solicitud de vigencia de derechos", "Guía para tramitar la vigencia de derechos"]
)
def test_a_paper_about_the_paper_is_none(title: str) -> None:
    drawing = Drawing().put(150, 20, title).put(60, 50, "CURP:").put(300, 50, "PELJ050312HCSRPNA0")
    [reading] = read_pages([text_page(drawing)], Hints())
    assert reading.document is not Document.CONSTANCIA


def test_a_title_asks_nothing() -> None:
    assert not asks("CONSTANCIA DE VIGENCIA DE DERECHOS")
    assert not asks("DERECHOS VIGENTES HASTA")


@pytest.mark.parametrize(("answer", "meant"), [("SI", True), ("NO", False)])
def test_the_insured_persons_own_row_answers_for_the_head(answer: str, meant: bool) -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Número de Seguridad Social:").put(300, 50, "45230501236")
    for x, head in zip((40, 120, 280, 420), ("Calidad", "Nombre", "CURP", "Agregado"), strict=True):
        drawing.put(x, 90, head)
    drawing.put(500, 84, "Serv.").put(500, 95, "méd.")
    for y, row in enumerate(
        (
            ("HIJA", "LUISA PEREZ RUIZ", "PERL250112MCSRZSA4", "3M2025OR", "SI"),
            ("TITULAR", "JUAN CARLOS PEREZ LOPEZ", "PELJ050312HCSRPNA0", "1H2005ES", answer),
        )
    ):
        for x, text in zip((40, 120, 280, 420, 500), row, strict=True):
            drawing.put(x, 116 + 16 * y, text)
    assert right(drawing) is meant


@pytest.mark.parametrize("text", ["ALA" * 30 + "X DERECHO", "TIENE " + "LA " * 30, "TIENE DERECHO " + "LA " * 30])
def test_no_text_keeps_the_reader_busy_with_ways_to_part_it(text: str) -> None:
    # Each way doubles with every word where two patterns fit one: thirty words are more than a lifetime's.
    drawing = drawn((10, 150, f"Hago constar que la persona con CURP PELJ050312HCSRPNA0 {text}"))
    assert right(drawing) is None


def test_lines_that_lead_to_something_of_their_own_are_not_one_question() -> None:
    asked = [(60.0, 150.0, "Situación del asegurado:"), (60.0, 162.0, "Tiene derecho al servicio médico:")]
    assert right(drawn(*asked, (300.0, 150.0, "ACTIVO"), (300.0, 162.0, "NO"))) is False


@pytest.mark.parametrize(("answer", "meant"), [("SI", True), ("NO", False)])
def test_a_head_of_a_column_is_no_answer_to_the_head_beside_it(answer: str, meant: bool) -> None:
    heads = [
        (60.0, 150.0, "UMF"),
        (120.0, 150.0, "Turno"),
        (180.0, 150.0, "Estado"),
        (260.0, 150.0, "Con derecho"),
    ]
    state = "VIGENTE" if meant else "BAJA"
    cells = [(60.0, 176.0, "013"), (120.0, 176.0, "MATUTINO"), (180.0, 176.0, state), (260.0, 176.0, answer)]
    drawing = drawn(*heads, (260.0, 161.0, "serv. médico"), *cells)
    assert right(drawing) is meant
    [reading] = read_pages([text_page(drawing)], Hints())
    assert reading.estado is not None
    assert reading.estado.value == state
