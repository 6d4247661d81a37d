"""A line is written as the layout says, and its reader looks at every byte."""

from dataclasses import replace
from datetime import date
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.mx import curp as stdnum_curp

from mailproc.idse.file import Problem, read_file, write_file
from mailproc.idse.layout import LAYOUTS, TOTALS, Form, Kind, MovementType
from mailproc.idse.record import DoesNotFit, Flaw, Movement, read, write
from mailproc.idse.student import movement_of
from tests.unit.idse.students import ALTA, BAJA, GUADALUPE, LUCIA, OTHER, REGISTRO, RULES
from tests.unit.idse.test_idse_golden import LINES

FORM = Form()


@pytest.mark.parametrize("fields", [*LAYOUTS.values(), TOTALS])
def test_the_fields_cover_every_byte_once(fields):
    taken = [column for field in fields for column in range(field.start, field.end + 1)]
    assert taken == list(range(1, 169))
    assert all(field.width == len(field.fixed) for field in fields if field.kind is Kind.FIXED)


def made(due, **changes) -> Movement:
    movement = movement_of(due, RULES).movement
    assert movement is not None
    return replace(movement, **changes)


# --- Round trip ---------------------------------------------------------------------------------------------

FORMS = st.builds(
    Form,
    encoding=st.sampled_from(["latin-1", "cp850"]),
    enye=st.sampled_from(["#", "Ñ", "N"]),
    filler=st.sampled_from(["0", " "]),
    totals=st.booleans(),
)


def names(enye: str, *, least: int = 1) -> st.SearchStrategy[str]:
    word = st.text(ascii_uppercase + enye, min_size=1, max_size=12)
    return st.lists(word, min_size=least, max_size=4).map(lambda words: " ".join(words)[:27].strip())


@st.composite
def numbers(draw, length: int) -> str:
    return draw(st.text(digits, min_size=length, max_size=length))


@st.composite
def nss(draw) -> str:
    ten = draw(numbers(10))
    return ten + luhn.calc_check_digit(ten)


@st.composite
def curps(draw) -> str:
    born = draw(st.dates(date(1980, 1, 1), date(1999, 12, 31)))
    head = draw(st.sampled_from(["RAOL", "CXXX", "NUXX", "MUII"])) + f"{born:%y%m%d}"
    text = (
        head + draw(st.sampled_from("HMX")) + draw(st.sampled_from(["CS", "DF", "NE"])) + "MVC" + draw(numbers(1))
    )
    return text + stdnum_curp.calc_check_digit(text)


@st.composite
def movements(draw, form: Form) -> Movement:
    common = {
        "registro": draw(st.sampled_from([REGISTRO, OTHER])),
        "nss": draw(nss()),
        "first": draw(names(form.enye)),
        "second": draw(names(form.enye, least=0)),
        "given": draw(names(form.enye)),
        "date": draw(st.dates(date(1900, 1, 1), date(9999, 12, 31))),
        "guia": draw(numbers(5)),
        "clave": draw(st.text(ascii_uppercase + digits, max_size=10)),
    }
    if draw(st.booleans()):
        return Movement(BAJA, **common, causa=draw(st.sampled_from("123456789A")))
    return Movement(
        ALTA,
        **common,
        curp=draw(curps()),
        umf=draw(numbers(3)),
        salario=draw(numbers(6)),
        tipo_trabajador=draw(numbers(1)),
        tipo_salario=draw(numbers(1)),
        jornada=draw(numbers(1)),
    )


@given(st.data())
def test_what_was_written_is_read_back(data):
    form = data.draw(FORMS)
    several = data.draw(st.lists(movements(form), min_size=1, max_size=4))
    content = write_file(several, form)
    assert len(content) == 170 * (len(several) + form.totals)
    assert all(content[at + 168 : at + 170] == b"\r\n" for at in range(0, len(content), 170))
    back = read_file(content, form)
    assert back.problems == ()
    assert back.movements == tuple(several)


@given(st.data())
def test_another_byte_is_another_movement_or_a_flaw(data):
    form = data.draw(FORMS)
    movement = data.draw(movements(form))
    line = bytearray(write(movement, form))
    at = data.draw(st.integers(0, 167))
    line[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[at]))
    assert read(bytes(line), form) != movement


@given(st.binary(max_size=700))
def test_any_bytes_at_all_are_told_and_break_nothing(content):
    back = read_file(content, FORM)
    assert back.problems
    assert all(problem.line >= 1 and problem.column >= 1 and problem.text for problem in back.problems)


# --- Every byte ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["alta, un solo apellido y sin número de control", "baja"])
def test_a_strange_byte_is_told_at_its_field_wherever_it_stands(title):
    line = LINES[title].encode("latin-1")
    fields = LAYOUTS[MovementType(LINES[title][131:133])]
    for at in range(168):
        for strange in (b"?", b"a", b"\x00", b"\xd1"):
            found = read(line[:at] + strange + line[at + 1 :], FORM)
            assert isinstance(found, list), at
            field = next(one for one in fields if one.start <= at + 1 <= one.end)
            assert [field.start <= flaw.column <= at + 1 for flaw in found] == [True], at


WRONG = [
    ("alta, Ñ como #", 11, "5", 1, "dígito verificador del registro"),
    ("alta, Ñ como #", 22, "2", 12, "dígito verificador del NSS"),
    ("alta, Ñ como #", 23, " ", 23, "primer apellido"),
    ("alta, Ñ como #", 30, "X", 29, "primer apellido"),
    ("alta, Ñ como #", 50, "  ", 50, "segundo apellido"),
    ("alta, Ñ como #", 104, "A", 104, "salario: 6 cifras"),
    ("alta, Ñ como #", 110, "0", 110, "espacios"),
    ("alta, Ñ como #", 116, " ", 116, "tipo de trabajador: 1 cifra"),
    ("alta, Ñ como #", 119, "31022026", 119, "la fecha no existe"),
    ("alta, Ñ como #", 127, "13 ", 129, "UMF: 3 cifras"),
    ("alta, Ñ como #", 130, "X", 130, "espacios"),
    ("alta, Ñ como #", 132, "07", 132, "no es 08 (alta) ni 02 (baja)"),
    ("alta, Ñ como #", 139, " ", 139, "clave del trabajador"),
    ("alta, Ñ como #", 149, "6", 149, "espacios"),
    ("alta, Ñ como #", 167, "7", 150, "la CURP no es válida"),
    ("alta, Ñ como #", 168, "8", 168, "aquí va «9»"),
    ("baja", 104, " ", 104, "ceros"),
    ("baja", 127, "013", 127, "espacios"),
    ("baja", 149, " ", 149, "causa"),
    ("baja", 150, "RAOL030412MCSMVCA2", 150, "espacios"),
]


@pytest.mark.parametrize(("title", "column", "text", "told_at", "said"), WRONG)
def test_what_is_wrong_is_told_at_its_column(title, column, text, told_at, said):
    line = LINES[title]
    changed = line[: column - 1] + text + line[column - 1 + len(text) :]
    found = read(changed.encode(), FORM)
    assert isinstance(found, list)
    assert [(flaw.column, said in flaw.text) for flaw in found] == [(told_at, True)], found


def test_all_that_is_wrong_in_a_line_is_told():
    line = LINES["baja"]
    changed = "X" + line[1:22] + "1" + line[23:167] + "0"
    assert [flaw.column for flaw in read(changed.encode(), FORM)] == [1, 23, 168]


@pytest.mark.parametrize(("enye", "allowed"), [("#", "#"), ("Ñ", "Ñ"), ("N", "")])
def test_only_the_sign_that_stands_for_the_letter_may_stand_there(enye, allowed):
    for sign in "#Ñ":
        line = LINES["baja"].replace("RAMOS", f"RAM{sign}S").encode("latin-1")
        assert isinstance(read(line, Form(enye=enye)), Movement) is (sign == allowed)


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", [(1, 1)]),
        (b"{line}", [(1, 169)]),
        (b"{line}\n", [(1, 169), (1, 170)]),
        (b"{line}\r\n\r\n", [(2, 1)]),
        (b"{line}\r\n{line} \r\n", [(2, 169)]),
        (b"{line}\r\n{short}\r\n{line}\r\n", [(2, 168)]),
    ],
)
def test_lines_are_whole_and_have_their_ends(content, problems):
    line = LINES["baja"].encode()
    text = content.replace(b"{line}", line).replace(b"{short}", line[:-1])
    assert [(one.line, one.column) for one in read_file(text, FORM).problems] == problems


def test_a_total_that_is_none_is_told():
    form = Form(totals=True)
    content = write_file([made(GUADALUPE), made(LUCIA)], form)
    wrong = content.replace(b"000002", b"000003")
    assert read_file(wrong, form).problems == (Problem(3, 57, "el total dice 3, y hay 2 movimientos"),)
    assert [one.line for one in read_file(content, FORM).problems] == [3]
    assert {one.line for one in read_file(write_file([made(LUCIA)], FORM), form).problems} == {1}


@pytest.mark.parametrize(
    "changes",
    [
        {"first": "X" * 28},
        {"first": ""},
        {"given": "MUÑOZ"},
        {"given": "Ana"},
        {"second": "LOPEZ  DIAZ"},
        {"clave": "12345678901"},
        {"clave": "A-1"},
        {"nss": "12345678901"},
        {"registro": "A339999032"},
        {"umf": "13"},
        {"curp": ""},
        {"salario": "1000000"},
        {"guia": ""},
    ],
)
def test_nothing_that_does_not_fit_is_written(changes):
    with pytest.raises(DoesNotFit):
        write(made(GUADALUPE, **changes), FORM)


def test_a_flaw_names_no_value():
    line = LINES["baja"].replace("12345678903", "12345678901")
    assert read(line.encode(), FORM) == [Flaw(12, "el dígito verificador del NSS no corresponde")]
