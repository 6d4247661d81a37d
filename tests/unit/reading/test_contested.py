"""What pictures do to a sheet: lines that are not level, lost lines, stamps; better silent than another's value."""

from dataclasses import replace

from mailproc.reading.dealing import dealt
from mailproc.reading.model import Box, Document, Hints, Page, Reading, Witness, Word
from mailproc.reading.persons import Someone
from mailproc.reading.places import Place, Vote
from mailproc.reading.read import read_pages
from mailproc.reading.votes import judge
from tests.unit.reading.drawing import Drawing, heard_page, page
from tests.unit.reading.layouts import STUDENT, label_lines


def read(one: Page) -> Reading:
    return read_pages((one,), Hints())[0]


def head(y: float = 80, *, without: tuple[str, ...] = ()) -> Drawing:
    """A sheet's own fields, but for those whose label is in `without`."""
    drawing = Drawing().put(180, 40, "Constancia de Vigencia de Derechos")
    rows = [
        ("Número de Seguridad Social:", STUDENT.nss),
        ("Nombre(s):", STUDENT.given),
        ("Primer apellido:", STUDENT.first),
        ("Segundo apellido:", STUDENT.second),
        ("CURP:", STUDENT.curp),
        ("Agregado médico:", STUDENT.agregado),
        ("Con derecho al servicio médico:", STUDENT.right),
        ("Estado:", STUDENT.estado),
    ]
    drawing.rows(y, *(row for row in rows if row[0] not in without))
    return drawing


def names(*rows: tuple[float, float, str]) -> Reading:
    drawing = head(without=("Nombre(s):", "Primer apellido:", "Segundo apellido:"))
    for x, y, text in rows:
        drawing.put(x, y, text)
    return read(heard_page(drawing))


def name_of(reading: Reading) -> tuple[str, bool]:
    return (reading.name.value, reading.name.trusted) if reading.name is not None else ("", False)


# --- Dates ------------------------------------------------------------------------------------------------


def dated(*runs: tuple[float, float, str]) -> tuple[str, bool]:
    drawing = head()
    for run in runs:
        drawing.put(*run)
    issued = read(heard_page(drawing)).issued
    return (issued.value.isoformat(), issued.trusted) if issued is not None else ("", False)


def test_a_label_that_meets_its_neighbours_date_is_not_believed_while_its_own_is_left_over() -> None:
    tilted = (60, 400, "Fecha de expedición"), (60, 412, "22/09/2026"), (300, 403, "04/11/2026")
    assert not dated(*tilted)[1]


def test_a_subject_at_a_lines_end_is_no_label_that_lacks_its_last_word() -> None:
    drawing = head().put(250, 400, "Asunto: se informa vigencia de derechos")
    drawing.put(300, 412, "Tuxtla Gutiérrez, Chis., a 26 de octubre de 2026")
    assert read(heard_page(drawing)).valid_until is None


def test_a_date_in_its_labels_row_is_believed_where_no_other_is_left_over() -> None:
    assert dated((60, 400, "Fecha de expedición"), (300, 403, "04/11/2026")) == ("2026-11-04", True)


# --- Names of persons -------------------------------------------------------------------------------------


def test_a_given_name_ends_before_the_next_labels_value_though_the_labels_stand_close() -> None:
    reading = names(
        (60, 401, "Nombre(s):"), (60, 411, "JUAN CARLOS"), (60, 425, "Primer apellido:"), (60, 435, "PEREZ"),
        (300, 425, "Segundo apellido:"), (300, 435, "LOPEZ"),
    )  # fmt: skip
    assert name_of(reading) == (STUDENT.name, True)


def test_labels_beside_values_that_are_not_level_lead_to_their_own() -> None:
    reading = names(
        (60, 400, "Nombre(s):"), (260, 401, "JUAN CARLOS"), (60, 416, "Primer apellido:"), (260, 412, "PEREZ"),
        (60, 430, "Segundo apellido:"), (260, 428, "LOPEZ"),
    )  # fmt: skip
    assert name_of(reading) == (STUDENT.name, True)


def test_a_name_whose_second_surname_was_not_read_is_not_believed_without_a_curp() -> None:
    drawing = head(without=("Segundo apellido:", "CURP:"))
    assert name_of(read(heard_page(drawing))) == ("JUAN CARLOS PEREZ", False)


def test_a_second_label_that_was_read_as_that_of_all_surnames_leaves_the_name_unbelieved() -> None:
    reading = names(
        (60, 400, "Nombre(s)"), (260, 400, "JUAN CARLOS"), (60, 418, "Apellido paterno"), (260, 418, "PEREZ"),
        (60, 436, "20. apellido"), (260, 436, "LOPEZ"),
    )  # fmt: skip
    assert name_of(reading) == ("JUAN CARLOS PEREZ", False)


def test_an_initial_that_one_engine_joined_to_a_surname_is_parted_where_another_saw_the_space() -> None:
    drawing = head(without=("Nombre(s):", "Primer apellido:", "Segundo apellido:"))
    drawing.put(60, 400, "Nombre completo:").put(260, 400, "PEREZ LOPEZ J. JUAN")
    joined = {"PEREZ LOPEZ J. JUAN": "PEREZ LOPEZJ. JUAN"}
    assert name_of(read(heard_page(drawing, rapid=joined))) == ("PEREZ LOPEZ J. JUAN", True)
    assert name_of(read(heard_page(drawing, joined, joined)))[1] is False


def test_a_name_that_is_not_believed_is_not_as_good_as_its_letters_were_heard() -> None:
    joined = {"PEREZ LOPEZ J. JUAN": "PEREZ LOPEZJ. JUAN"}
    drawing = head(without=("Nombre(s):", "Primer apellido:", "Segundo apellido:"))
    drawing.put(60, 400, "Nombre completo:").put(260, 400, "PEREZ LOPEZ J. JUAN")
    heard, doubted = read(heard_page(drawing)).name, read(heard_page(drawing, joined, joined)).name
    assert heard is not None and doubted is not None
    assert heard.confidence > 0.98 and doubted.confidence < 0.8


def test_a_surname_in_a_names_second_line_is_no_shortened_label() -> None:
    drawing = head(without=("Nombre(s):", "Primer apellido:", "Segundo apellido:"))
    drawing.put(60, 400, "Asegurado:").put(60, 411, "JUAN CARLOS PEREZ LOPEZ").put(60, 422, "DELEON.")
    assert name_of(read(heard_page(drawing)))[0:2] != ("JUAN CARLOS PEREZ LOPEZ", True)


def test_the_verb_after_a_name_is_none_of_it() -> None:
    drawing = head(without=("Nombre(s):", "Primer apellido:", "Segundo apellido:"))
    drawing.put(60, 400, "Por este medio hago constar que PEREZ LOPEZ JUAN CARLOS está inscrito(a) con el")
    drawing.put(60, 412, "número que arriba se indica y tiene los derechos que la ley le concede a quien")
    drawing.put(60, 424, "se encuentra en su caso y lo pide.")
    assert "INSCRITO" not in name_of(read(heard_page(drawing)))[0]


def test_a_stamp_across_a_line_takes_no_word_of_it() -> None:
    drawing = head(without=("Segundo apellido:",)).put(60, 400, "Segundo apellido: LOPEZ DE LEON")
    stamp = Word("SOLIDARIDAD SOCIAL", Box(172, 396, 480, 430), 0.95)
    layers = [(witness, (*drawing.lines(), stamp)) for witness in (Witness.RAPID, Witness.TESSERACT)]
    assert "SOLIDARIDAD" not in name_of(read(page(1, *layers)))[0]


# --- Who said it, and whose it is -------------------------------------------------------------------------

HERE = Box(0, 0, 10, 10)


def vote(witness: Witness, *, valid: bool) -> Vote:
    return Vote(witness, "007", 0.97, valid, False, HERE, (HERE,))


def test_who_saw_too_little_to_doubt_does_not_outvote_who_saw_why() -> None:
    doubted = [vote(Witness.RAPID, valid=False), vote(Witness.TESSERACT, valid=False)]
    place = Place("umf", 1, HERE, "umf", 1, False, [*doubted, vote(Witness.PPOCR4, valid=True)])
    verdict = judge([place], checked=False)
    assert verdict is not None and not verdict.trusted
    place.votes = [replace(one, valid=True) for one in place.votes]
    verdict = judge([place], checked=False)
    assert verdict is not None and verdict.trusted


def test_a_far_figure_straight_under_another_label_is_that_ones() -> None:
    drawing = head().put(60, 402, "UNIDAD MEDICA (UMF)").put(400, 393, "Consultorio").put(400, 406, "5")
    assert read(heard_page(drawing)).umf is None


def test_values_of_persons_side_by_side_go_to_their_own_column() -> None:
    def place(kind: str, x: float, y: float) -> Place:
        return Place(kind, 1, Box(x, y, x + 90, y + 10), kind, 1, False, [])

    left, right, below = (
        Someone(name, [place("curp", x, y)]) for name, x, y in (("L", 60, 100), ("R", 340, 99), ("B", 60, 200))
    )
    answers = [place("vigente", 360, 139), place("vigente", 80, 141), place("vigente", 80, 241)]
    given = dealt([right, left, below], answers)
    assert {person.curp: at.box.x0 + at.box.y0 for person, at in given} == {"R": 499, "L": 221, "B": 321}
    assert dealt([right, left, below], [answers[0], answers[0], answers[1]]) == []


def parents(right: str, *, more: str = "") -> Reading:
    parent = replace(
        STUDENT, nss="07210504564", curp="PEGR720815HCSRRB02", given="ROBERTO", second="GARCIA", agregado="1H1972OR",
        registro="B1212345107", modality="10", employer="COMERCIALIZADORA DEL SURESTE SA DE CV",
    )  # fmt: skip
    drawing = label_lines(parent).put(60, 560, "Beneficiarios")
    rows = [("Nombre", "JUAN CARLOS PEREZ LOPEZ"), ("CURP", STUDENT.curp), ("Parentesco", "HIJO")]
    y = drawing.rows(580, *rows, ("Agregado médico", "3H2005OR"))
    drawing.put(420, 598, right)
    if more:
        drawing.put(60, y + 10, more)
    return read(heard_page(drawing))


def test_a_crossed_answer_speaks_against_the_other_one() -> None:
    assert parents("NO").vigente == replace(parents("NO").vigente, value=False, trusted=True)  # type: ignore[type-var]
    said = parents("SIX NO").vigente
    assert said is not None and not said.trusted


def test_a_label_of_one_more_relative_at_the_pictures_edge_leaves_the_student_open() -> None:
    whole, cut = parents("SI").curp, parents("SI", more="Nombre").curp
    assert whole is not None and cut is not None
    assert (whole.trusted, cut.trusted) == (True, False)


# --- Employers --------------------------------------------------------------------------------------------


def employers(*runs: tuple[float, float, str]) -> list[tuple[str, str, bool]]:
    drawing = head()
    for run in runs:
        drawing.put(*run)
    found = read(heard_page(drawing)).employers
    return [(one.registro, one.name, found.trusted) for one in found.value] if found is not None else []


def test_a_registro_in_two_boxes_is_one() -> None:
    runs = (60, 400, "Registro patronal"), (260, 400, "A3399990"), (320, 400, "326")
    assert [one[0] for one in employers(*runs)] == ["A3399990326"]


def test_half_a_registro_is_not_believed() -> None:
    runs = (60, 400, "Registro patronal"), (260, 400, "A3399990"), (320, 400, "327")
    assert [(one[0], one[2]) for one in employers(*runs)] == [("A3399990", False)]


def test_a_sentence_with_more_modalities_than_registros_has_lost_a_line() -> None:
    lines = (
        "Que su aseguramiento vigente es con UNIVERSIDAD DEL VALLE, registro patronal A3399990326,",
        "modalidad 32; y con INSTITUTO DE ESTUDIOS SUPERIORES DEL SURESTE Y DE LA FRONTERA",
        "modalidad 32. La presente se expide en Tuxtla Gutiérrez, Chiapas, para los fines que convengan.",
    )
    runs = [(60, 400 + 12 * at, text) for at, text in enumerate(lines)]
    assert not any(trusted for _, _, trusted in employers(*runs))


def test_a_shortened_label_is_no_part_of_a_companys_name() -> None:
    assert employers((60, 400, "Reg. pat. A3399990326 Patr. FERRETERA DEL SUR SA DE CV")) == [
        ("A3399990326", "", True)
    ]


# --- Documents --------------------------------------------------------------------------------------------


def test_a_file_name_in_the_viewers_bar_is_no_title() -> None:
    drawing = Drawing().put(60, 40, "comprobanteVigenciaDer...").put(60, 90, "CARTILLA NACIONAL DE SALUD")
    drawing.rows(120, ("Nombre:", STUDENT.name), ("Número de Seguridad Social:", STUDENT.nss))
    drawing.rows(160, ("Agregado Médico:", STUDENT.agregado), ("U.M.F.", "25 Consultorio 20 Turno VESPERTINO"))
    assert read(heard_page(drawing)).document is Document.CARNET
