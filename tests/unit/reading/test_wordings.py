"""The ways in which papers put things, none of them taken from a generator: employers, the right to care and the
estado, in sentences and beside labels. A value is told as it was meant, or it is not believed."""

import textwrap

import pytest

from mailproc.reading.model import Hints, Page, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, text_page

A, B = "A3399990326", "B1212345107"


def page_of(*paragraphs: str, right: str = "SI", wide: int = 96) -> Page:
    """A constancia's head, and paragraphs below it that break where the line is full."""
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Número de Seguridad Social:").put(300, 50, "45230501236")
    drawing.put(60, 68, "CURP:").put(300, 68, "PELJ050312HCSRPNA0")
    if right:
        drawing.put(60, 86, "Con derecho al servicio médico:").put(300, 86, right)
    y = 120.0
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, wide, break_on_hyphens=False):
            drawing.put(40, y, line)
            y += 13
        y += 14
    return text_page(drawing)


def read(page: Page) -> Reading:
    [reading] = read_pages([page], Hints())
    return reading


# --- Employers --------------------------------------------------------------------------------------------

# "" stands for a name of which nobody can say where it begins or ends: the registro alone is told then.
EMPLOYERS: list[tuple[str, list[tuple[str, str]]]] = [
    ("El derecho deriva del vínculo con UNIVERSIDAD DE LOS ALTOS (registro patronal {A}, modalidad 32).",
     [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Está inscrito por conducto de Universidad de los Altos, con registro patronal {A}, desde el presente ciclo.",
     [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Su patrón es Abarrotes El Sol, S.A. de C.V., cuyo registro patronal es {B}.",
     [(B, "ABARROTES EL SOL, S.A. DE C.V.")]),
    ("La relación laboral vigente es con la empresa Abarrotes El Sol S. de R.L. de C.V. (registro patronal {B}).",
     [(B, "ABARROTES EL SOL S. DE R.L. DE C.V.")]),
    ("Con el registro patronal {B} a nombre de ABARROTES EL SOL SA DE CV, modalidad 10, mantiene relación activa.",
     [(B, "ABARROTES EL SOL SA DE CV")]),
    ("El registro patronal {A} corresponde a la institución UNIVERSIDAD DE LOS ALTOS, que lo tiene inscrito.",
     [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Presta sus servicios para 3 HERMANOS CONSTRUCTORA SC (registro patronal {B}, modalidad 10).", [(B, "")]),
    ("Trabaja actualmente para «3 Hermanos Constructora SC» (registro patronal {B}, modalidad 10).",
     [(B, "3 HERMANOS CONSTRUCTORA SC")]),
    ("Se encuentra registrado ante este Instituto por: UNIVERSIDAD DE LOS ALTOS (registro patronal {A}).",
     [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Cuenta con dos patrones: UNIVERSIDAD DE LOS ALTOS (registro patronal {A}, modalidad 32) y ABARROTES EL SOL "
     "SA DE CV (registro patronal {B}, modalidad 10).",
     [(A, "UNIVERSIDAD DE LOS ALTOS"), (B, "ABARROTES EL SOL SA DE CV")]),
    ("Está vigente con registro patronal {A} UNIVERSIDAD DE LOS ALTOS, modalidad 32, y registro patronal {B} "
     "ABARROTES EL SOL SA DE CV, modalidad 10.",
     [(A, "UNIVERSIDAD DE LOS ALTOS"), (B, "ABARROTES EL SOL SA DE CV")]),
    ("Lo aseguran la Universidad de los Altos, registro patronal {A}; y el Despacho Peña y Asociados SC, registro "
     "patronal {B}.", [(A, "UNIVERSIDAD DE LOS ALTOS"), (B, "DESPACHO PEÑA Y ASOCIADOS SC")]),
    ("Dicho aseguramiento lo otorga el Centro de Estudios No. 7, Plantel La Selva (registro patronal {A}).",
     [(A, "CENTRO DE ESTUDIOS NO. 7, PLANTEL LA SELVA")]),
    ("EL ASEGURAMIENTO DERIVA DE LA RELACION QUE GUARDA CON UNIVERSIDAD DE LOS ALTOS (REGISTRO PATRONAL {A}, MODALIDAD "
     "32) SEGUN CONSTA EN LOS ARCHIVOS DE ESTE INSTITUTO.", [(A, "")]),
    ("SE ENCUENTRA INSCRITO POR EL SIGUIENTE PATRON: UNIVERSIDAD DE LOS ALTOS (REGISTRO PATRONAL {A}, MODALIDAD 32) "
     "SEGUN CONSTA EN LOS ARCHIVOS DE ESTE INSTITUTO.", [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Fue dado de alta por la UNIVERSIDAD DE LOS ALTOS con el número de registro patronal {A}.",
     [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("El Patrón ABARROTES EL SOL SA DE CV, con registro patronal {B}, lo mantiene inscrito.",
     [(B, "ABARROTES EL SOL SA DE CV")]),
    ("El Grupo ABARROTES EL SOL SA DE CV, con registro patronal {B}, lo mantiene inscrito.", [(B, "")]),
    ("Mediante FARMACIAS GUADALUPE SAPI DE CV (R.P. {B}) conserva su aseguramiento vigente.",
     [(B, "FARMACIAS GUADALUPE SAPI DE CV")]),
    ("Está inscrito por Peña Ríos, Hermanos y Compañía (registro patronal {B}, modalidad 10).", [(B, "")]),
    ("El aseguramiento existe por UNIVERSIDAD DE LOS ALTOS y COLEGIO DEL SUR (registro patronal {A}).", [(A, "")]),
    ("Con derecho por {A} (UNIVERSIDAD DE LOS ALTOS), según los registros de este Instituto.",
     [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Patrón actual: ABARROTES EL SOL SA DE CV. Registro patronal: {B}. Modalidad: 10.",
     [(B, "ABARROTES EL SOL SA DE CV")]),
    ("Lo asegura como estudiante la UNIVERSIDAD DE LOS ALTOS, identificada ante este Instituto con el número de "
     "registro patronal {A}.", [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Quedó inscrito por la casa de estudios denominada UNIVERSIDAD DE LOS ALTOS, con registro patronal {A}.",
     [(A, "UNIVERSIDAD DE LOS ALTOS")]),
    ("Su registro patronal {A} es de modalidad 32 y está activo; no se muestra el nombre del patrón.", [(A, "")]),
    ("La empresa Textiles de Oriente SA de CV tiene el registro patronal {B} y es su patrón actual.",
     [(B, "TEXTILES DE ORIENTE SA DE CV")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), EMPLOYERS)
def test_employers_in_a_sentence(text: str, meant: list[tuple[str, str]]) -> None:
    field = read(page_of(text.format(A=A, B=B))).employers
    assert field is not None
    told = [(one.registro, one.name) for one in field.value]
    assert sorted(told) == sorted(meant)
    assert field.trusted


def test_what_follows_a_sentence_that_ends_in_patron_is_no_name() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos").put(60, 90, f"Registro patronal: {A}")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(60, 300, "cambia por avisos del patrón. Las personas de alta pueden")
    field = read(text_page(drawing)).employers
    assert field is not None
    assert [one.name for one in field.value] == [""]


# Sentences and labels that name nobody through whom the right exists now.
FORMER = [
    "Su último patrón fue ABARROTES EL SOL SA DE CV (registro patronal {B}).",
    "Último patrón registrado: {B} ABARROTES EL SOL SA DE CV",
    "ULT-PAT : {B} ABARROTES EL SOL SA DE CV",
    "Patrón anterior: ABARROTES EL SOL SA DE CV, registro patronal {B}",
    "Laboró para ABARROTES EL SOL SA DE CV (registro patronal {B}) y conserva derechos por ocho semanas.",
    "El patrón ABARROTES EL SOL SA DE CV, con registro patronal {B}, lo dio de baja el 12/05/2026.",
    "Fue dado de baja por ABARROTES EL SOL SA DE CV (registro patronal {B}) el 12 de mayo de 2026.",
    "Registro patronal anterior: {B}",
    "La relación laboral concluida es la que tuvo con ABARROTES EL SOL SA DE CV, registro patronal {B}.",
    "Estuvo afiliado con el registro patronal {B}, de ABARROTES EL SOL SA DE CV, hasta el 12 de mayo de 2026.",
    "No tiene patrones activos. Su registro patronal más reciente es {B}, de ABARROTES EL SOL SA DE CV.",
    "Historial de patrones: {B} ABARROTES EL SOL SA DE CV",
]


@pytest.mark.parametrize("text", FORMER)
def test_a_former_employer_is_not_believed_to_be_one(text: str) -> None:
    field = read(page_of(text.format(B=B))).employers
    assert field is None or not field.trusted


def table(
    heading: str, *rows: list[str], heads: tuple[str, ...] = ("Registro patronal", "Patrón", "Estado")
) -> Drawing:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(60, 90, heading)
    drawing.table(108, [60, 180, 480], list(heads), *rows)
    return drawing


def test_former_employers_in_a_table_of_their_own() -> None:
    drawing = table(
        "Patrones activos", [A, "UNIVERSIDAD DE LOS ALTOS", ""], heads=("Registro patronal", "Patrón", "")
    )
    drawing.put(60, 180, "Patrones anteriores").put(60, 198, "Registro patronal").put(180, 198, "Patrón")
    drawing.put(60, 216, B).put(180, 216, "ABARROTES EL SOL SA DE CV")
    field = read(text_page(drawing)).employers
    assert field is not None
    assert [(one.registro, one.name) for one in field.value] == [(A, "UNIVERSIDAD DE LOS ALTOS")]
    assert field.trusted


@pytest.mark.parametrize("cell", ["BAJA", "INACTIVO"])
def test_a_row_that_says_it_has_ended(cell: str) -> None:
    rows = [[A, "UNIVERSIDAD DE LOS ALTOS", "ACTIVO"], [B, "ABARROTES EL SOL SA DE CV", cell]]
    field = read(text_page(table("Relaciones laborales", *rows))).employers
    assert field is not None
    assert [one.registro for one in field.value] == [A]


def test_a_row_with_a_date_of_leaving() -> None:
    heads = ("Registro patronal", "Patrón", "Fecha de baja")
    rows = [[A, "UNIVERSIDAD DE LOS ALTOS", ""], [B, "ABARROTES EL SOL SA DE CV", "12/05/2026"]]
    field = read(text_page(table("Patrones", *rows, heads=heads))).employers
    assert field is not None
    assert [one.registro for one in field.value] == [A]


def test_a_list_whose_heads_are_not_there() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(60, 90, "Relación de patrones activos").put(60, 108, "12345678-10").put(
        180, 108, "ABARROTES EL SOL SC"
    )
    field = read(text_page(drawing)).employers
    assert field is not None
    assert [(one.registro, one.name) for one in field.value] == [("1234567810", "ABARROTES EL SOL SC")]


def test_rows_without_heads_that_are_as_long_as_sentences() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI").put(60, 90, "Patrones activos")
    drawing.put(60, 104, f"{A} 32 UNIVERSIDAD TECNOLOGICA DE LA SIERRA DE LOS ALTOS")
    drawing.put(60, 116, f"{B} 10 DESPACHO CONTABLE DE LA PEÑA Y ASOCIADOS DE MERIDA SC")
    field = read(text_page(drawing)).employers
    assert field is not None
    assert [(one.registro, one.name) for one in field.value] == [
        (A, "UNIVERSIDAD TECNOLOGICA DE LA SIERRA DE LOS ALTOS"),
        (B, "DESPACHO CONTABLE DE LA PEÑA Y ASOCIADOS DE MERIDA SC"),
    ]


def test_pairs_of_labels_and_values_set_one_after_the_other() -> None:
    text = (
        f"Registro patronal: {A} Modalidad: 32 Nombre del patrón: UNIVERSIDAD DE LA SIERRA Registro patronal: {B} "
        "Modalidad: 10 Nombre del patrón: DESPACHO PEÑA Y ASOCIADOS SC"
    )
    field = read(page_of(text)).employers
    assert field is not None
    told = [(one.registro, one.name) for one in field.value]
    assert told == [(A, "UNIVERSIDAD DE LA SIERRA"), (B, "DESPACHO PEÑA Y ASOCIADOS SC")]


def test_a_registro_and_a_modality_of_two_cells() -> None:
    field = read(text_page(table("Patrones activos", ["B1212345 10", "ABARROTES EL SOL SC", ""]))).employers
    assert field is not None
    assert [(one.registro, one.modality) for one in field.value] == [("B1212345", "10")]


def test_a_label_and_a_registro_with_no_space_between() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI").put(60, 90, f"Registro patronal{A}")
    field = read(text_page(drawing)).employers
    assert field is not None
    assert [one.registro for one in field.value] == [A]


def test_a_name_that_goes_on_at_the_beginning_of_the_next_line_is_left_out() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(40, 90, f"Registro patronal: {A}").put(
        230, 90, "Patrón: UNIVERSIDAD TECNOLOGICA DE LOS ALTOS"
    ).put(40, 102, "ORIENTALES")
    field = read(text_page(drawing)).employers
    assert field is not None
    assert [(one.registro, one.name) for one in field.value] == [(A, "")]


# --- SI or NO ---------------------------------------------------------------------------------------------

YES, NO, NOBODY_KNOWS = True, False, None
WHO = "JUAN CARLOS PEREZ LOPEZ, con Número de Seguridad Social 45230501236 y CURP PELJ050312HCSRPNA0,"

RIGHT: list[tuple[str, bool | None]] = [
    (f"Se hace constar que la persona {WHO} SÍ tiene derecho al servicio médico.", YES),
    (f"Se hace constar que la persona {WHO} no tiene derecho al servicio médico.", NO),
    (f"Se hace constar que la persona {WHO} NO cuenta con derecho a recibir servicio médico.", NO),
    (f"Se hace constar que la persona {WHO} tiene derecho a recibir atención médica en este Instituto.", YES),
    (f"Este Instituto informa que la persona {WHO} cuenta actualmente con derecho a los servicios médicos.", YES),
    (f"Este Instituto certifica que la persona {WHO} ya no cuenta con derecho a los servicios médicos.", NO),
    (f"Este Instituto certifica que la persona {WHO} carece de derecho al servicio médico.", NO),
    (f"Se hace constar que a la persona {WHO} le asiste el derecho a la atención médica.", YES),
    (f"Se hace constar que a la persona {WHO} no le asiste el derecho a la atención médica.", NO),
    (f"Se informa que la persona {WHO} goza de pleno derecho a las prestaciones médicas.", YES),
    (f"Se informa que la persona {WHO} se encuentra sin derecho a la atención médica.", NO),
    (f"Se informa que la persona {WHO} conserva su derecho a los servicios médicos hasta el 3 de octubre.", YES),
    (f"Se informa que la persona {WHO} perdió el derecho a los servicios médicos.", NO),
    (f"Se informa que la persona {WHO} no conserva derecho a los servicios médicos.", NO),
    (f"Hago constar que a la persona {WHO} se le reconoce el derecho a recibir atención médica.", YES),
    (f"Hago constar que a la persona {WHO} no se le reconoce el derecho a recibir atención médica.", NO),
    (f"Se certifica que la persona {WHO} dejó de tener derecho a la atención médica.", NO),
    ("Con derecho al servicio médico: SI. Otorga CETIS No. 138 la inscripción de la persona.", YES),
    ("¿Tiene derecho a recibir servicio médico? ( ) SI (X) NO", NO),
    ("Derecho a servicio médico [X] SI [ ] NO", YES),
    ("A la fecha de la consulta NO tiene derecho al servicio médico, de acuerdo con la información de este Instituto.",
     NO),
    ("Quien no tiene derecho al servicio médico deberá acudir a la subdelegación con esta constancia en la mano.",
     NOBODY_KNOWS),
    ("Las personas que tengan derecho al servicio médico podrán consultar su clínica en el portal del Instituto.",
     NOBODY_KNOWS),
    ("En caso de que el asegurado cuente con derecho al servicio médico, presente una identificación en su clínica.",
     NOBODY_KNOWS),
    ("Para saber si tiene derecho a los servicios médicos consulte el portal del Instituto con su CURP y su correo.",
     NOBODY_KNOWS),
    ("Todo trabajador tiene derecho a la atención médica desde el día en que su patrón lo inscribe en el Instituto.",
     NOBODY_KNOWS),
    ("El documento no otorga derecho a los servicios médicos si la vigencia cambia por movimientos posteriores.",
     NOBODY_KNOWS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), RIGHT)
def test_the_right_in_a_sentence(text: str, meant: bool | None) -> None:
    field = read(page_of(text, "Agregado médico: 1H2005ES", "Estado:", "UMF: 013", right="")).vigente
    if meant is None:
        assert field is None or not field.trusted
    else:
        assert field is not None
        assert field.value is meant
        assert field.trusted


@pytest.mark.parametrize("text", [text for text, meant in RIGHT if meant is None])
def test_a_note_does_not_go_before_the_answer(text: str) -> None:
    for right, value in (("SI", True), ("NO", False)):
        field = read(page_of(text, right=right)).vigente
        assert field is not None
        assert field.value is value
        assert field.trusted


# --- Estado -----------------------------------------------------------------------------------------------

STATES: list[tuple[str, str | None]] = [
    ("Su estado en el Instituto es VIGENTE, según los registros de la subdelegación a la fecha de hoy.", "VIGENTE"),
    (f"Se hace constar que la persona {WHO}, con situación de asegurado BAJA, no tiene derecho.", "BAJA"),
    (f"Se hace constar que la persona {WHO} se encuentra VIGENTE en sus derechos.", "VIGENTE"),
    (f"Se hace constar que la persona {WHO} está dada de baja en este Instituto.", "BAJA"),
    (f"Se hace constar que la persona {WHO} se encuentra en conservación de derechos.", "CONSERVACION DE DERECHOS"),
    ("La situación actual del asegurado ante el Instituto es de CONSERVACIÓN DE DERECHOS por ocho semanas más.",
     "CONSERVACION DE DERECHOS"),
    ("El estatus del derechohabiente es VIGENTE POR PRÓRROGA, de acuerdo con el artículo aplicable de la ley.",
     "VIGENTE POR PRORROGA"),
    ("Con estado de afiliación: PENSIÓN EN TRÁMITE, de acuerdo con la resolución de la subdelegación del Instituto.",
     "PENSION EN TRAMITE"),
    ("Su estado en el Instituto es CON DERECHO, según los registros de la subdelegación a la fecha.", "CON DERECHO"),
    ("Su situación ante el Instituto aparece como BAJA, de acuerdo con los movimientos del patrón.", "BAJA"),
    ("Este documento se encuentra vigente hasta el 3 de octubre de 2026 y se hace constar su validez por el Instituto.",
     None),
    ("La vigencia de derechos puede cambiar; la situación del asegurado se actualiza por baja del patrón o alta nueva.",
     None),
    (f"Se hace constar que la persona {WHO} no se encuentra vigente en sus derechos.", None),
    ("Nota: el estatus Vigente del patrón no garantiza que el trabajador tenga derecho, según lo que aplique.", None),
    (f"Se hace constar que la persona {WHO} presenta el derecho, que está vigente hasta el 3 de octubre.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), STATES)
def test_the_estado_in_a_sentence(text: str, meant: str | None) -> None:
    right = "NO" if meant == "BAJA" else "SI"
    field = read(page_of(text, right=right)).estado
    if meant is None:
        assert field is None or not field.trusted
    else:
        assert field is not None
        assert field.value == meant
        assert field.trusted


def test_the_estado_con_derecho_after_a_bare_label() -> None:
    field = read(page_of("Estado CON DERECHO")).estado
    assert field is not None
    assert (field.value, field.trusted) == ("CON DERECHO", True)


def test_a_label_over_two_lines_with_its_short_form_and_the_next_label() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(60, 90, "Unidad médica").put(200, 90, "013").put(60, 102, "familiar (UMF)")
    umf = read(text_page(drawing)).umf
    assert umf is not None
    assert umf.value == "013"
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Con derecho al servicio médico:").put(300, 50, "SI")
    drawing.put(60, 90, "Órgano de operación").put(200, 90, "CHIAPAS").put(60, 102, "UMF").put(200, 102, "013")
    umf = read(text_page(drawing)).umf
    assert umf is not None
    assert umf.value == "013"
