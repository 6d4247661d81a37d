"""Which column is what, however a school calls it."""

import pytest

from mailproc.roster.headers import best_head, columns


@pytest.mark.parametrize(
    ("field", "heads"),
    [
        (
            "control",
            "No. Control|Núm. de control|NÚMERO DE CONTROL|No Control|Matrícula|MATRICULA|Matr.|n° de control|"
            "No. de Cuenta|Clave del alumno|  no.\n control |NoControl|Núm. Ctrl.|# Control",
        ),
        ("curp", "CURP|C.U.R.P.|curp|Clave Única de Registro de Población|CURP del alumno"),
        (
            "nss",
            "NSS|N.S.S.|Num. Seguro Social|IMSS|No. IMSS|Número de Seguridad Social|Núm. de seg. soc.|No. de Afiliación"
            "|NSS (IMSS)|Seguro social|N. S. S.",
        ),
        (
            "address",
            "Correo|E-mail institucional|Correo electrónico|EMAIL|e mail|Mail|Correo Inst.|Dirección de correo"
            "|CORREO INSTITUCIONAL",
        ),
        ("name", "Nombre completo|Nombre del Alumno|ALUMNO|Nombre|Estudiante|Apellidos y nombre(s)|NOMBRE(S)"),
        ("programme", "Carrera|Programa|Programa educativo|PLAN DE ESTUDIOS|Licenciatura|Carr."),
        ("semester", "Semestre|Sem.|SEM|Grado|Cuatrimestre"),
        ("status", "Estatus|Situación|STATUS|Situación académica|Estado del alumno|Sit."),
    ],
)
def test_names_of_columns(field, heads):
    for head in heads.split("|"):
        assert columns([head]).index == {field: 0}, head


@pytest.mark.parametrize(
    "head",
    "No.|#|Estado|Género|Teléfono|Fecha de nacimiento|Clínica|Nombre del tutor|CURP del tutor|Registro|Grupo|Edad|"
    "NSS del padre|Est.|Mat.|Observaciones||  |12345678903|Lista de alumnos con NSS y CURP",
)
def test_columns_that_are_none_of_these(head):
    for one in head.split("|"):
        assert columns([one]).index == {}, one


def test_heads_are_told_with_where_they_stand_and_what_is_left():
    found = columns(["No.", "Matrícula", "", "Teléfono", "C.U.R.P."])
    assert found.index == {"control": 1, "curp": 4}
    assert found.heads == {"control": "Matrícula", "curp": "C.U.R.P."}
    assert found.unused == ("No.", "Teléfono")


@pytest.mark.parametrize(
    ("heads", "index"),
    [
        ("Ap. paterno|Ap. materno|Nombre(s)", {"given": 2, "first_surname": 0, "second_surname": 1}),
        ("Primer apellido|Segundo apellido|Nombre", {"given": 2, "first_surname": 0, "second_surname": 1}),
        ("PATERNO|MATERNO|NOMBRES", {"given": 2, "first_surname": 0, "second_surname": 1}),
        ("Apellidos|Nombres", {"given": 1, "surnames": 0}),
        ("Nombre completo|Ap. paterno|Ap. materno|Nombre", {"name": 0}),
        ("Correo personal|Correo institucional", {"address": 1}),
        ("Correo institucional|Correo", {"address": 0}),
        ("CURP|CURP", {"curp": 0}),
    ],
)
def test_columns_that_go_together_or_stand_for_one_thing(heads, index):
    assert columns(heads.split("|")).index == index


def test_the_head_is_the_row_that_names_most():
    table = [
        ["INSTITUTO TECNOLÓGICO DE EJEMPLO"],
        [],
        ["Alumnos", "", "CURP"],
        ["Matrícula", "Nombre", "CURP"],
        ["1"],
    ]
    at, found = best_head(table)
    assert at == 3
    assert found.index == {"control": 0, "name": 1, "curp": 2}
    assert best_head([["Nombre", "Carrera"], ["ANA", "Química"]]) is None
    assert best_head([]) is None
