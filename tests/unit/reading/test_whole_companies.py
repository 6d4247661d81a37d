"""A company's name is stated whole or not at all, however its cell is wrapped, on forms that no generator draws."""

import pytest

from mailproc.reading.model import Employer, Hints
from mailproc.reading.read import read_pages
from mailproc.reading.spelling import weigh_company
from tests.unit.reading import companies
from tests.unit.reading.companies import FORMS, Form, sheet, work
from tests.unit.reading.drawing import Drawing, text_page

NAMES = (
    "CENTRO DE BACHILLERATO TECNOLOGICO INDUSTRIAL Y DE SERVICIOS NO. 214", "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ",
    "UNIVERSIDAD AUTONOMA DEL ESTADO", "FARMACIAS SAN MARCOS SA DE CV", "COLEGIO DE BACHILLERES DE CHIAPAS PLANTEL 32",
    "RUIZ ESTRADA FERNANDO",
)  # fmt: skip
REGISTROS = ("A3399990326", "B1212345107")
WIDTHS = (12, 18, 26)
ONE_LINE = 80
# Forms on which a name in one line need not be read: without labels, in loose lines, labels at the foot of the cell.
_SILENT = frozenset(
    [
        *(companies.values_left, companies.values_left_middle, companies.name_over_registro),
        companies.registro_over_name,
    ]
)
# Forms whose wrapped names are read, all of them.
_READ = (
    companies.top_of_the_cell, companies.flush_right, companies.pairs, companies.tiles, companies.side_bar,
    companies.leaders, companies.numbered,
)  # fmt: skip


def trusted(drawing: Drawing) -> tuple[Employer, ...]:
    """The employers, none where they are not trusted."""
    [reading] = read_pages([text_page(drawing)], Hints())
    return reading.employers.value if reading.employers is not None and reading.employers.trusted else ()


@pytest.mark.parametrize("employers", [1, 2])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_trusted_name_is_the_whole_name(form: Form, width: int, employers: int) -> None:
    for first in range(len(NAMES)):
        works = [work(REGISTROS[at], NAMES[(first + 3 * at) % len(NAMES)], width) for at in range(employers)]
        truth = {one.registro: one.name for one in works}
        for said in trusted(form(works)):
            assert said.name in {"", truth[said.registro]}


@pytest.mark.parametrize("form", [one for one in FORMS if one not in _SILENT], ids=lambda form: form.__name__)
def test_a_name_in_one_line_is_still_read(form: Form) -> None:
    assert [one.name for one in trusted(form([work(REGISTROS[0], NAMES[1], ONE_LINE)]))] == [NAMES[1]]


@pytest.mark.parametrize("form", _READ, ids=lambda form: form.__name__)
def test_a_name_in_lines_that_plainly_belong_together_is_still_read(form: Form) -> None:
    for width in (18, 26):
        works = [work(REGISTROS[0], NAMES[0], width), work(REGISTROS[1], NAMES[3], width)]
        assert [one.name for one in trusted(form(works))] == [NAMES[0], NAMES[3]]


def names(drawing: Drawing) -> list[str]:
    return [one.name for one in trusted(drawing)]


def test_words_amid_a_line_below_a_label_are_no_name() -> None:
    drawing = sheet().put(300, 100, "UNIVERSIDAD DEL VALLE").put(210, 106, "Patrón (1)")
    drawing.put(300, 112, f"Registro patronal {REGISTROS[0]}")
    drawing.put(
        26, 122, "MEDICO FAMILIAR DOCTORA NORMA ALICIA YAMASAKI VLEESCHOWER CED. PROF. 22569893 A TODA HORA"
    )
    assert set(names(drawing)) <= {"", "UNIVERSIDAD DEL VALLE"}


def test_a_persons_name_beside_the_table_is_no_employers() -> None:
    drawing = sheet().put(212, 100, "PATRONES VIGENTES").put(290, 118, "Modalidad").put(350, 118, "Centro escolar")
    drawing.put(460, 118, "Registro patronal")
    drawing.put(290, 145, "32").put(460, 145, REGISTROS[0])
    drawing.put(12, 135, "Nombre(s)").put(12, 146, "ALDO RENATO")
    assert "ALDO RENATO" not in names(drawing)


@pytest.mark.parametrize("heading", ["PATRON VIGENTE 1 DE 1", "PATRON ACTIVO 2", "PATRON ACTUAL"])
def test_the_words_of_a_lists_heading_are_no_name(heading: str) -> None:
    drawing = sheet().put(33, 100, heading).put(33, 112, "MODALIDAD.............. 32")
    drawing.put(33, 124, f"REGISTRO PATRONAL...... {REGISTROS[0]}")
    drawing.put(33, 136, f"DENOMINACION DEL PATRON {NAMES[1]}").put(33, 160, "FIN DE LISTADO")
    assert set(names(drawing)) <= {"", NAMES[1]}


def test_a_school_whose_first_line_ends_in_a_word_that_labels_have() -> None:
    drawing = sheet().put(34, 80, "PELJ050312HCSRPN04").put(34, 91, "Clave Única de Registro de Población")
    drawing.put(186, 120, "PREPARATORIA DEL ESTADO NUM 7 TURNO").put(186, 131, "VESPERTINO")
    drawing.put(444, 131, REGISTROS[0]).put(186, 142, "Nombre del patrón").put(444, 142, "Registro patronal")
    assert set(names(drawing)) <= {"", "PREPARATORIA DEL ESTADO NUM 7 TURNO VESPERTINO"}


@pytest.mark.parametrize(
    "piece",
    [
        "UNIVERSIDAD", "ESCUELA SECUNDARIA", "DE TUXTLA GUTIERREZ", "NO. 214", "PLANTEL 32", "Y DE SERVICIOS NO. 214",
        "SA DE CV", "S. DE R.L. DE C.V.", "SA DE CV RUIZ ESTRADA FERNANDO", "FARMACIAS X SA DE CV TALLERES DEL SUR",
        "MEDICO FAMILIAR: PABLO AGUILAR", "INSTITUTO TECNOLOGICO DE", "TURNO VESPERTINO",
    ],
)  # fmt: skip
def test_a_piece_of_a_name_is_not_stated(piece: str) -> None:
    assert set(names(table_of(piece))) <= {""}


@pytest.mark.parametrize(
    "name", ["7 LEGUAS TRANSPORTES SA DE CV", "LA CEIBA SA DE CV", "EL MIRADOR", "GRUPO ALFA"]
)
def test_a_short_name_is_stated(name: str) -> None:
    assert names(table_of(name)) == [name]


def table_of(name: str) -> Drawing:
    return companies.top_of_the_cell([companies.Work(REGISTROS[0], "32", (name,))])


def test_two_places_that_print_two_names_state_neither() -> None:
    drawing = sheet().put(60, 100, f"Registro patronal: {REGISTROS[0]}")
    drawing.put(60, 130, "Nombre del patrón: TALLERES DEL SUR SA DE CV")
    assert names(drawing) == ["TALLERES DEL SUR SA DE CV"]
    assert names(drawing.put(60, 160, "Razón social: ABARROTES LA LUZ SA DE CV")) == [""]


def test_nobody_said_anything() -> None:
    assert weigh_company([]) is None
