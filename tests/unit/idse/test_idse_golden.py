"""Lines of the batch file as tests/golden/idse/lineas.txt has them: put together by hand from the layout's table."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailproc.idse.file import read_file, write_file
from mailproc.idse.layout import Form
from mailproc.idse.record import Movement, read, write
from mailproc.idse.student import Due, Lacks, Rules, movement_of
from tests.unit.idse.students import GUADALUPE, INAKI, LONG, LUCIA, RULES, XOCHITL

GOLDEN = Path(__file__).parents[2] / "golden" / "idse" / "lineas.txt"


def golden() -> dict[str, str]:
    """The lines by their cases: each stands under its ruler of two lines."""
    blocks = GOLDEN.read_text(encoding="utf-8").split("\n\n")[1:]
    found = [block.strip("\n").split("\n") for block in blocks if block.strip()]
    return {title.strip("[]"): line for title, _, ruler, line in found if len(ruler) == 168}


LINES = golden()
CASES: dict[str, tuple[Due, Rules]] = {
    "alta, Ñ como #": (INAKI, RULES),
    "alta, Ñ": (INAKI, replace(RULES, form=Form(enye="Ñ"))),
    "alta, Ñ como N": (INAKI, replace(RULES, form=Form(enye="N"))),
    "alta, apellidos compuestos y salario": (GUADALUPE, replace(RULES, salario="031504")),
    "alta, un solo apellido y sin número de control": (XOCHITL, RULES),
    "alta, nombre de más de 27 letras": (LONG, RULES),
    "baja": (LUCIA, RULES),
    "baja, relleno de espacios y otra causa": (LUCIA, replace(RULES, form=Form(filler=" "), causa="A")),
}


def test_each_line_has_its_case():
    assert LINES.keys() == CASES.keys() | {"línea de totales"}


@pytest.mark.parametrize("title", CASES)
@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_the_line_is_the_golden_one(title: str, encoding: str):
    due, rules = CASES[title]
    form = replace(rules.form, encoding=encoding)
    movement = movement_of(due, replace(rules, form=form)).movement
    assert movement is not None
    line = write(movement, form)
    assert line == LINES[title].encode(encoding)
    assert len(line) == 168
    assert read(line, form) == movement


def test_a_name_that_was_cut_is_told_and_no_other():
    notices = {title: movement_of(*case).notices for title, case in CASES.items()}
    cut = [title for title, told in notices.items() if any(one.lacks is Lacks.NAME for one in told)]
    assert cut == ["alta, nombre de más de 27 letras"]


def test_the_line_of_totals_is_the_golden_one():
    movement = movement_of(GUADALUPE, RULES).movement
    assert isinstance(movement, Movement)
    form = Form(totals=True)
    content = write_file([movement] * 12, form)
    assert content.split(b"\r\n")[12:] == [LINES["línea de totales"].encode(), b""]
    assert read_file(content, form).movements == (movement,) * 12
    assert read_file(content, form).problems == ()
