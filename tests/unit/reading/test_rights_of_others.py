"""What a paper says of whoever it may concern, of others, or of other rights is never the right of its person."""

import pytest

from mailproc.reading.answers import _seams
from mailproc.reading.model import Hints
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page
from tests.unit.reading.test_answers import drawn, right

NOTES = [
    # conditions, the law's words, charters
    "Si no cuenta con derecho, acuda a su clínica.",
    "Usted no tiene derecho al servicio médico si aparece NO.",
    "Usted tiene derecho al servicio médico si aparece SI.",
    "Usted tiene derecho a recibir atención médica digna y respetuosa.",
    "Como derechohabiente usted tiene derecho a recibir los servicios médicos.",
    "Sus derechos están vigentes mientras sea estudiante.",
    "A la fecha de baja el asegurado no tiene derecho al servicio médico.",
    "A la fecha de su alta usted tiene derecho al servicio médico.",
    "Por lo tanto, el trabajador dado de baja no tiene derecho al servicio médico.",
    "Después de las ocho semanas usted no tiene derecho al servicio médico.",
    "De no hacerlo, usted no tiene derecho al servicio médico.",
    "Al causar baja, no tiene derecho a servicio médico.",
    "A partir del 1 de enero usted tiene derecho al servicio médico.",
    "Ejemplo: Usted no tiene derecho al servicio médico.",
    "Esta constancia no acredita derecho al servicio médico.",
    "Se le informa que en esta unidad no se le brinda atención los domingos.",
    # other institutions, relatives, what somebody declares
    "Según nuestros registros usted no tiene derecho al servicio médico del ISSSTE.",
    "Se informa que su hijo no tiene derecho al servicio médico.",
    "Bajo protesta de decir verdad manifiesta que no cuenta con servicio médico.",
    "Usted perdió su derecho al servicio médico el 3 de marzo de 2024 y lo recuperó el 5 de mayo.",
    # other rights
    "Usted no tiene derecho a subsidio por enfermedad general.",
    "Presta servicio social: NO",
    "Cobertura familiar: NO",
    "Sin derecho al servicio médico: SI",
    "No cuenta con derecho: SI",
    "Renuncia al servicio médico: NO",
    "Beneficiarios con derecho al servicio médico: NO",
    # lines that others lead to
    "¿Tiene derecho mi esposa al servicio médico?|SI, previo registro.",
    "¿Mis papás tienen derecho?|No. Usted no tiene derecho al servicio médico.",
    "Si aparece la leyenda|SIN DERECHO AL SERVICIO MÉDICO|acuda a su UMF.",
    "PARA PERSONAS|SIN DERECHO AL SERVICIO MÉDICO",
    "Cuando el asegurado|no tiene derecho al servicio médico",
    "Ramo de Invalidez y Vida|SIN DERECHO",
    "Beneficiarios:|SIN DERECHO AL SERVICIO MÉDICO",
    "SI - Con derecho al servicio médico|NO - Sin derecho al servicio médico",
]
QUESTIONS = [
    ("Servicio médico escolar", "NO"),
    ("Servicio médico ISSSTE", "NO"),
    ("Servicio médico para beneficiarios", "SI"),
    ("Servicio médico a domicilio", "NO"),
    ("Con derecho a pensión", "NO"),
    ("Tiene derecho a que se le informe", "SI"),
]


def told(drawing: Drawing) -> set[bool | None]:
    """SI or NO, as far as trusted, of a text PDF and of the same sheet heard by two engines."""
    found: set[bool | None] = set()
    for page in (text_page(drawing), heard_page(drawing)):
        [reading] = read_pages([page], Hints())
        found.add(reading.vigente.value if reading.vigente is not None and reading.vigente.trusted else None)
    return found


@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_nothing_of_the_person(note: str) -> None:
    assert told(drawn(*((60.0, 150.0 + 13 * at, line) for at, line in enumerate(note.split("|"))))) == {None}


@pytest.mark.parametrize(("ask", "answer"), QUESTIONS)
def test_a_question_that_begins_like_the_label_is_another(ask: str, answer: str) -> None:
    assert told(drawn((60, 150, f"{ask}:"), (300, 150, answer))) == {None}
    assert told(drawn((60, 150, ask), (60, 163, answer))) == {None}


@pytest.mark.parametrize(
    ("line", "meant"), [("SIN DERECHO AL SERVICIO MÉDICO", False), ("SÍ TIENE DERECHO", True)]
)
def test_a_line_under_the_persons_name_still_counts(line: str, meant: bool) -> None:
    assert told(drawn((60, 137, "JUAN CARLOS PEREZ LOPEZ"), (60, 150, line))) == {meant}


def test_a_line_without_end_is_no_question() -> None:
    # Each of ten thousand words was once taken for the end of a question: minutes for a page of them.
    ends = list(_seams("NO " * 3333))
    assert 0 < len(ends) < 100


@pytest.mark.parametrize("note", ["Servicio médico: CANCELADA", "BAJA: SIN DERECHO AL SERVICIO MÉDICO"])
def test_a_line_like_an_answer_and_a_report_that_says_the_opposite_silence_each_other(note: str) -> None:
    report = [
        (60, 95, "Se hace constar que el C. JUAN PEREZ LOPEZ, con los datos anteriores, tiene derecho a"),
        (60, 107, "recibir el servicio médico que otorga este Instituto."),
    ]
    assert right(drawn(*report)) is True
    assert right(drawn(*report, (60, 170, note))) is None
