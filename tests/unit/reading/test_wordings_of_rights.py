"""In how many ways a paper says whether somebody has the right to care: read rightly, or not at all."""

import pytest

from mailproc.reading.model import Hints
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page
from tests.unit.reading.test_answers import drawn

LABELS: list[tuple[str, str, bool | None]] = [
    ("Condición de derechohabiencia", "CON DERECHO", True),
    ("Vigencia de derechos al día de hoy", "SÍ", True),
    ("Vigencia", "ACTIVA", None),
    ("Vigencia de derechos", "ACTIVA", True),
    ("Vigencia de derechos", "VIGENTE", True),
    ("Vigencia de derechos", "NO VIGENTE", False),
    ("Estatus de servicio médico", "ACTIVO", True),
    ("Estatus del servicio médico", "SUSPENDIDO", False),
    ("Servicio médico", "VIGENTE", True),
    ("Servicio médico", "NO VIGENTE", False),
    ("Servicio médico", "SÍ", True),
    ("Servicio médico", "AUTORIZADO", True),
    ("Servicio médico IMSS", "NO", False),
    ("Atención médica", "PROCEDE", True),
    ("Atención médica", "NO PROCEDE", False),
    ("Procede atención", "SÍ", True),
    ("Otorgar servicio", "SÍ", True),
    ("Otorgar servicio médico", "NO", False),
    ("Puede recibir servicio", "SÍ", True),
    ("¿Puede recibir servicio?", "NO", False),
    ("Derechos", "VIGENTES", True),
    ("Derechos", "NO VIGENTES", False),
    ("Derechos", "SUSPENDIDOS", False),
    ("Derecho vigente", "SÍ", True),
    ("Derecho vigente", "NO", False),
    ("Derechohabiente", "SÍ", None),
    ("Derechohabiente", "NO", None),
    ("¿Es derechohabiente?", "SÍ", True),
    ("Acceso a servicios médicos", "PERMITIDO", True),
    ("Acceso a servicios médicos", "NEGADO", False),
    ("Prestaciones médicas", "CON DERECHO", True),
    ("Prestaciones médicas", "SIN DERECHO", False),
    ("Prestaciones médicas", "SÍ", True),
    ("Seguro de Enfermedades y Maternidad", "CUBIERTO", True),
    ("Seguro de enfermedades y maternidad", "CON DERECHO", True),
    ("Enfermedades y maternidad", "SÍ", True),
    ("Cobertura del seguro", "VIGENTE", True),
    ("Cobertura", "ACTIVA", True),
    ("Cobertura", "INACTIVA", False),
    ("Cobertura médica", "VIGENTE", True),
    ("Resultado", "CON DERECHO", True),
    ("Resultado", "SIN DERECHO A SERVICIO MÉDICO", False),
    ("Resultado", "Con derecho a la atención médica", True),
    ("Dictamen", "SÍ TIENE DERECHO", True),
    ("Dictamen de vigencia", "NO TIENE DERECHO", False),
    ("Semáforo de derechos", "CON DERECHO", True),
    ("Situación", "Derechos vigentes", True),
    ("Situación", "Sin derechos vigentes", False),
    ("Situación del derecho", "VIGENTE", None),
    ("Tiene vigencia", "SÍ", True),
    ("Tiene vigencia", "NO", None),
    ("Derecho a consulta", "SÍ", True),
    ("Derecho a consulta médica", "NO", False),
    ("Derecho a medicina familiar", "SÍ", True),
    ("Con derecho a prestaciones médicas", "SÍ", True),
    ("Derecho a prestaciones en especie", "SÍ", True),
    ("D.S.M.", "SÍ", None),
    ("Con derecho al SM", "SI", True),
    ("Derecho SM", "SI", True),
    ("Der. a serv. méd.", "NO", False),
]
LINES: list[tuple[str, bool | None]] = [
    ("DERECHOHABIENTE CON DERECHO AL SERVICIO MÉDICO", None),
    ("ASEGURADO SIN DERECHO AL SERVICIO MÉDICO", False),
    ("SIN DERECHO A SERVICIO MÉDICO", False),
    ("SIN VIGENCIA DE DERECHOS", False),
    ("CON VIGENCIA DE DERECHOS", None),
    ("NO VIGENTE", None),
    ("PERSONA CON DERECHOS VIGENTES", None),
    ("PERSONA SIN DERECHOS VIGENTES", False),
    ("DERECHOS VIGENTES: SÍ", True),
    ("SE ENCUENTRA CON DERECHO AL SERVICIO MÉDICO", None),
    ("NO SE ENCUENTRA CON DERECHO AL SERVICIO MÉDICO", None),
    ("Usted cuenta con derecho a recibir atención médica.", True),
    ("Usted no cuenta con derecho a recibir atención médica.", False),
    ("Sus derechos están vigentes.", True),
    ("Sus derechos no están vigentes.", False),
    ("Tus derechos están vigentes", True),
    ("Tus derechos NO están vigentes", False),
    ("Cuentas con vigencia de derechos", True),
    ("No cuentas con vigencia de derechos", False),
    ("Estás vigente", None),
    ("No estás vigente", None),
    ("Actualmente tienes derecho al servicio médico", True),
    ("Actualmente no tienes derecho al servicio médico", False),
    ("El derechohabiente SÍ cuenta con vigencia de derechos.", True),
    ("El derechohabiente NO cuenta con vigencia de derechos.", False),
    ("Procede otorgar el servicio médico", None),
    ("No procede otorgar el servicio médico", False),
    ("OTORGAR SERVICIO MÉDICO", None),
    ("NO OTORGAR SERVICIO MÉDICO", False),
    ("Resultado: el asegurado se encuentra vigente con derecho a los servicios médicos.", True),
    ("Resultado: el asegurado no está vigente y no tiene derecho a los servicios médicos.", False),
    ("Tiene derecho a los servicios médicos de este Instituto: SÍ", True),
    ("Se otorga servicio médico: NO", False),
    ("Estado: VIGENTE, con derecho al servicio médico", True),
    ("Estado: BAJA, sin derecho al servicio médico", False),
]
PROSE: list[tuple[str, bool | None]] = [
    ("Por medio de la presente se hace constar que el C. Juan Pérez López se encuentra inscrito en este|"
     "Instituto y cuenta con derecho a las prestaciones médicas a la fecha.", True),
    ("Por medio de la presente se informa que el C. Juan Pérez López no cuenta con derecho a las|"
     "prestaciones médicas a la fecha de la consulta.", False),
    ("Hacemos constar que el estudiante arriba mencionado tiene vigentes sus derechos ante el Instituto|"
     "Mexicano del Seguro Social.", True),
    ("Hacemos constar que el estudiante arriba mencionado no tiene vigentes sus derechos ante el Instituto|"
     "Mexicano del Seguro Social.", False),
    ("Se hace de su conocimiento que el trabajador en cita se encuentra dado de alta y goza de los servicios|"
     "médicos que presta el Instituto.", True),
    ("Se hace de su conocimiento que el trabajador en cita causó baja, por lo que ya no tiene derecho a los|"
     "servicios médicos que presta el Instituto.", False),
    ("Le informamos que, conforme a nuestros registros, usted puede recibir los servicios médicos del|"
     "Instituto en su unidad de adscripción.", True),
    ("Le informamos que, conforme a nuestros registros, usted no puede recibir los servicios médicos del|"
     "Instituto por encontrarse dado de baja.", False),
    ("De la consulta realizada se desprende que la persona interesada sí tiene derecho a recibir atención|"
     "médica en las unidades del Instituto.", True),
    ("De la consulta realizada se desprende que la persona interesada carece de derecho a recibir atención|"
     "médica en las unidades del Instituto.", False),
    ("Se certifica que el asegurado mantiene su derecho al servicio médico hasta el 31 de diciembre de 2026|"
     "por conservación de derechos.", True),
    ("Se certifica que el asegurado perdió su derecho al servicio médico el 31 de diciembre de 2025 por haber|"
     "causado baja.", False),
    ("A la fecha de expedición de este documento, la persona titular está vigente y con derecho al servicio|"
     "médico.", True),
    ("A la fecha de expedición de este documento, la persona titular no está vigente ni tiene derecho al|"
     "servicio médico.", False),
    ("Se informa que los derechos del asegurado se encuentran vigentes a la fecha de este documento y hasta|"
     "el 31 de diciembre de 2026.", True),
    ("Se informa que los derechos del asegurado se encuentran suspendidos a la fecha de este documento por|"
     "baja del patrón.", False),
    ("El sistema reporta que el asegurado está en posibilidad de recibir las prestaciones médicas a que se|"
     "refiere la Ley del Seguro Social.", True),
    ("Que una vez consultada la base de datos, no se encontró vigencia de derechos a favor de la persona|"
     "mencionada.", False),
    ("Que una vez consultada la base de datos, se encontró que la persona mencionada tiene vigencia de derechos|"
     "al día de hoy.", True),
    ("Se acredita que la persona asegurada es derechohabiente vigente de este Instituto para todos los efectos|"
     "legales a que haya lugar.", True),
    ("Quien no tenga derecho al servicio médico deberá acudir a su clínica para que le informen qué hacer en|"
     "su caso.", None),
    ("En caso de no tener vigentes sus derechos, el asegurado deberá solicitar a su patrón que lo dé de alta|"
     "nuevamente.", None),
    ("Si usted no tiene derecho al servicio médico, acuda a la subdelegación que le corresponda con este|"
     "documento y una identificación.", None),
    ("Los beneficiarios del asegurado tienen derecho al servicio médico mientras el asegurado esté vigente en|"
     "sus derechos.", None),
    ("El asegurado que cause baja conserva durante ocho semanas su derecho al servicio médico conforme al|"
     "artículo 109 de la Ley.", None),
    ("No se localizó en los registros que la persona mencionada tenga o haya tenido derecho a recibir los|"
     "servicios médicos.", None),
    ("A la fecha no se ha comprobado que la persona interesada tiene derecho a recibir el servicio médico del|"
     "Instituto.", None),
    ("La alumna está protegida por el Instituto y se le brinda atención médica en su unidad de adscripción,|"
     "turno matutino.", True),
    ("La alumna no está protegida por el Instituto ni se le brinda atención médica en las unidades de este|"
     "estado.", False),
    ("En respuesta a su petición le informamos que es procedente que la alumna reciba atención médica en las|"
     "unidades del Instituto.", True),
]  # fmt: skip


def told(drawing: Drawing, *, heard: bool = False) -> bool | None:
    """SI or NO, if it is trusted; of a text PDF, or as two engines hear it."""
    [reading] = read_pages([heard_page(drawing) if heard else text_page(drawing)], Hints())
    return reading.vigente.value if reading.vigente is not None and reading.vigente.trusted else None


@pytest.mark.parametrize(("label", "answer", "meant"), LABELS)
def test_a_label_and_its_answer_beside_it_below_it_and_in_its_line(
    label: str, answer: str, *, meant: bool | None
) -> None:
    beside = drawn((60, 150, f"{label}:"), (300, 150, answer))
    below = drawn((60, 150, label), (60, 163, answer))
    for drawing in (beside, below, drawn((60, 150, f"{label}: {answer}"))):
        assert told(drawing) in {meant, None}
    assert meant in {told(beside), told(below)}


@pytest.mark.parametrize(("line", "meant"), LINES)
def test_a_line_alone(line: str, *, meant: bool | None) -> None:
    assert told(drawn((60, 150, line))) is meant
    assert told(drawn((60, 150, line)), heard=True) in {meant, None}


@pytest.mark.parametrize(("text", "meant"), PROSE)
def test_a_sentence(text: str, *, meant: bool | None) -> None:
    drawing = drawn(*((60.0, 100.0 + 13 * at, line) for at, line in enumerate(text.split("|"))))
    assert told(drawing) is meant
    assert told(drawing, heard=True) is meant
