"""On which side of its label a value stands: right, left, below, above, in cells; and whose it is where two labels
might claim it. Pages are drawn from their data; "?" stands for a value that must not be trusted if it is told at all.
"""

import pytest
from stdnum.mx import curp

from mailproc.reading.model import Field, Hints, Page, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, text_page

TITLE = "Constancia de Vigencia de Derechos"
NSS, CURP = "45230501236", "PELJ050312HCSRPNA0"
VALUES = {
    "nss": NSS, "curp": CURP, "name": "JUAN PEREZ LOPEZ", "umf": "013", "agregado": "1H2005ES", "estado": "VIGENTE",
    "vigente": "True", "issued": "2026-08-12",
}  # fmt: skip
FORM = (
    ("Número de Seguridad Social", NSS), ("CURP", CURP), ("Nombre completo", "JUAN PEREZ LOPEZ"),
    ("Unidad de Medicina Familiar", "013"), ("Agregado médico", "1H2005ES"), ("Situación", "VIGENTE"),
    ("¿Con derecho al servicio médico?", "SI"), ("Fecha de expedición", "12/08/2026"),
)  # fmt: skip
Texts = list[tuple[float, float, str]]


def said(reading: Reading, name: str) -> str:
    """The value as text if it is trusted, "?" if it is not, "" where there is none."""
    field: Field[object] | None = getattr(reading, name)
    if field is None:
        return ""
    return str(field.value) if field.trusted else "?"


def page_of(texts: Texts) -> Page:
    drawing = Drawing().put(150, 20, TITLE)
    for x, y, text in texts:
        drawing.put(x, y, text)
    return text_page(drawing)


def read(texts: Texts) -> Reading:
    [reading] = read_pages([page_of(texts)], Hints())
    return reading


def labels_left() -> Texts:
    return [
        (x, 60.0 + 20 * at, text) for at, pair in enumerate(FORM) for x, text in zip((60, 330), pair, strict=True)
    ]


def labels_right(mark: str = "") -> Texts:
    return [
        (x, 60.0 + 20 * at, text)
        for at, (label, value) in enumerate(FORM)
        for x, text in ((60, value), (330, mark + label))
    ]


def labels_above(number: str = "") -> Texts:
    """Two columns of fields; `number` is put before each label, with its place for {}."""
    texts: Texts = []
    for at, (label, value) in enumerate(FORM):
        x, y = 60.0 + 270 * (at % 2), 60.0 + 40 * (at // 2)
        texts += [(x, y, number.format(at + 1) + label), (x, y + 12, value)]
    return texts


def labels_below() -> Texts:
    return [(x, y + (12 if at % 2 == 0 else -12), text) for at, (x, y, text) in enumerate(labels_above())]


def boxed() -> Texts:
    """A numbered form whose NSS and CURP have a box for each character."""
    texts = [one for one in labels_above("{}. ") if one[2] not in (NSS, CURP)]
    for x, value in ((60.0, NSS), (330.0, CURP)):
        texts += [(x + 13 * at, 72.0, sign) for at, sign in enumerate(value)]
    return texts


def centred_table() -> Texts:
    """Heads flush left, cells in the middle of wide columns, a head for each group of columns above."""
    texts: Texts = [(160.0, 60.0, "Asegurado"), (180.0, 140.0, "Adscripción"), (200.0, 220.0, "Vigencia")]
    for band, chosen in enumerate((FORM[:3], FORM[3:5], FORM[5:8])):
        for column, (label, value) in enumerate(chosen):
            x, y = 40.0 + 200 * column, 80.0 + 80 * band
            shift = 165 - 6 * len(value) if len(label) < 12 else 60
            texts += [(x, y, label), (x + max(0, shift), y + 18, value)]
    return texts


SHEETS: dict[str, Texts] = {
    "labels left of their values": labels_left(),
    "labels right of their values": labels_right(),
    "labels right of their values, after an arrow": labels_right("← "),
    "labels above their values": labels_above(),
    "labels below their values": labels_below(),
    "numbered fields, labels above": labels_above("{}. "),
    "numbered fields in another way": labels_above("{}) "),
    "a box for each character": boxed(),
    "a table whose cells are centred": centred_table(),
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_value_is_read_on_whichever_side_it_stands(sheet: str) -> None:
    reading = read(SHEETS[sheet])
    assert {name: said(reading, name) for name in VALUES} == VALUES


def changed(texts: Texts, old: str, new: str | None) -> Texts:
    return [(x, y, new if text == old else text) for x, y, text in texts if text != old or new]


# A value that lacks is nobody else's: field, the page, what may be told.
ABSENT: list[tuple[str, str, Texts, set[str]]] = [
    ("the clinic lacks in a numbered form", "umf", changed(labels_above("{}. "), "013", None), {""}),
    ("… and the next field's label is none that we know", "umf",
     [*changed(changed(labels_above(), "013", None), "Agregado médico", "Médico"),
      (330.0, 100.0, "7. Horario de atención")], {"", "?"}),
    ("the clinic lacks on a mirrored sheet", "umf", changed(labels_right(), "013", None), {""}),
    ("a kiosk's number has a letter", "umf", [*changed(labels_left(), "013", None), (60.0, 20.0, "Kiosco UMF 13-B")],
     {""}),
    ("the name lacks on a mirrored sheet", "name", changed(labels_right(), "JUAN PEREZ LOPEZ", None), {""}),
    ("the date lacks on a mirrored sheet", "issued", changed(labels_right(), "12/08/2026", None), {""}),
    ("the answer lacks on a mirrored sheet", "vigente", changed(labels_right(), "SI", None), {""}),
    ("the clinic lacks, a telephone stands in the next column", "umf",
     [*changed(labels_left(), "013", None), (330.0, 114.0, "Tel. de atención:"), (430.0, 115.0, "55 5957 5764")],
     {""}),
    ("a telephone stands where the clinic should", "umf", changed(labels_left(), "013", "55 5957 5764"), {""}),
    ("something stands on both sides of a mirrored label", "umf",
     [*labels_right(), (520.0, 120.0, "025")], {"", "?"}),
    ("a name beside its label and another below it", "name",
     [*(one for one in labels_left() if one[1] not in (100.0,)), (60.0, 100.0, "Titular"),
      (330.0, 100.0, "JUAN PEREZ LOPEZ"), (60.0, 111.0, "ANA RUIZ MORA")], {"", "?"}),
]  # fmt: skip


@pytest.mark.parametrize(("case", "field", "texts", "allowed"), ABSENT, ids=[one[0] for one in ABSENT])
def test_a_value_that_lacks_is_not_taken_from_another_field(
    case: str, field: str, texts: Texts, allowed: set[str]
) -> None:
    assert said(read(texts), field) in allowed, case


# What is printed after the label, and what it says; pieces stand at the x given.
TICKS: list[tuple[list[tuple[float, str]], str]] = [
    ([(230, "SI"), (250, "X"), (290, "NO")], "True"),
    ([(230, "SI"), (270, "NO"), (290, "X")], "False"),
    ([(230, "SI"), (330, "NO"), (350, "X")], "False"),
    ([(230, "X"), (250, "SI"), (290, "NO")], "True"),
    ([(230, "SI [ ]"), (290, "NO [X]")], "False"),
    ([(230, "SI"), (260, "X"), (280, "NO")], ""),
    ([(230, "SI"), (270, "NO")], ""),
    ([(250, "S"), (262, "Í")], "True"),
    ([(250, "N"), (262, "O")], "False"),
    ([(250, "N O")], "False"),
    ([(250, "S")], ""),
]


@pytest.mark.parametrize(("printed", "meant"), TICKS)
def test_an_answer_to_tick_is_the_one_that_is_ticked(printed: list[tuple[float, str]], meant: str) -> None:
    rest = [one for one in labels_left() if one[1] != 180 and one[1] != 160]
    texts = [*rest, (60.0, 180.0, "Con derecho al servicio médico"), *((x, 180.0, text) for x, text in printed)]
    assert said(read(texts), "vigente") == meant


# A list of employers' line, and the name that is told: "" where nobody can say which it is.
EMPLOYERS: list[tuple[Texts, str]] = [
    ([(60, 240, "1. 7 LEGUAS TRANSPORTES SA DE CV (Reg. patronal A3399990326; modalidad 32)")],
     "7 LEGUAS TRANSPORTES SA DE CV"),
    ([(60, 240, "1. PREPARATORIA NUM 7 TURNO VESPERTINO (registro patronal A3399990326; modalidad 32)")],
     "PREPARATORIA NUM 7 TURNO VESPERTINO"),
    ([(60, 240, "Razón social"), (300, 240, "Registro patronal"), (450, 240, "Modalidad"),
      (60, 256, "PREPARATORIA NUM 7 TURNO VESPERTINO"), (300, 256, "A3399990326"), (450, 256, "32")],
     "PREPARATORIA NUM 7 TURNO VESPERTINO"),
    ([(60, 240, "Registro patronal: A3399990326 Razón social: DESPACHO PEÑA"), (60, 252, "SC")], ""),
    ([(60, 240, "Razón social: SEGURIDAD PRIVADAAGUILA SC"), (60, 256, "Registro patronal: A3399990326")], ""),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "name"), EMPLOYERS)
def test_an_employers_name_is_whole_or_not_told(texts: Texts, name: str) -> None:
    field = read([*labels_left(), (60.0, 222.0, "Patrones activos"), *texts]).employers
    assert field is not None
    assert field.trusted
    [employer] = field.value
    assert (employer.registro, employer.name) == ("A3399990326", name)


def test_a_title_that_names_the_insured_person_is_no_label() -> None:
    """What stands beside "… del asegurado" is not the name."""
    drawing = Drawing().put(60, 20, "Constancia de vigencia de derechos del asegurado").put(400, 20, "Formato VD")
    for x, y, text in changed(labels_left(), "JUAN PEREZ LOPEZ", None):
        drawing.put(x, y, text)
    [reading] = read_pages([text_page(drawing)], Hints())
    assert said(reading, "name") == ""


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ([(480, "SI"), (500, "()"), (520, "NO"), (540, "(X)")], False),
        ([(480, "SI"), (500, "(X)"), (520, "NO"), (540, "()")], True),
        ([(480, "SI"), (500, "(X)"), (520, "NO"), (540, "(X)")], None),
    ],
)
def test_a_relatives_answer_is_the_one_that_is_ticked(answer: list[tuple[float, str]], right: bool | None) -> None:
    table = [(60, "Nombre", "RUIZ MORA ANA"), (230, "CURP", _CHILD), (380, "Parentesco", "HIJA")]
    texts = [(x, y, text) for x, head, cell in table for y, text in ((240.0, head), (258.0, cell))]
    texts += [(480.0, 240.0, "Derecho al servicio médico"), *((x, 258.0, text) for x, text in answer)]
    people = read([*labels_left(), *texts]).people
    assert [person.right for person in people if person.curp == _CHILD] == [right]


_CHILD = "RUMA200315MCSZRNA" + curp.calc_check_digit("RUMA200315MCSZRNA")
