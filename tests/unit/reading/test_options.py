"""Answers printed all at once: the marked one counts. Keys that explain codes say nothing of anybody."""

import pytest

from mailproc.reading.model import Hints
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page
from tests.unit.reading.test_answers import drawn, right

Run = tuple[float, float, str]
RIGHTS: list[tuple[list[Run], bool | None]] = [
    ([(60, 132, "( X ) CON DERECHO    (   ) SIN DERECHO")], True),
    ([(60, 132, "(   ) CON DERECHO"), (200, 132, "( X ) SIN DERECHO")], False),
    ([(60, 132, "☒ Con derecho"), (160, 132, "☐ Sin derecho")], True),
    ([(60, 132, "☐ Con derecho al servicio médico"), (60, 146, "☒ Sin derecho al servicio médico")], False),
    ([(60, 132, "X"), (80, 132, "Con derecho al servicio médico"), (80, 146, "Sin derecho al servicio médico")], True),
    ([(80, 132, "Con derecho al servicio médico"), (60, 146, "X"), (80, 146, "Sin derecho al servicio médico")], False),
    ([(80, 132, "Con derecho"), (150, 132, "Sin derecho"), (210, 132, "X")], False),
    ([(60, 132, "Servicio médico"), (160, 132, "● Con derecho"), (260, 132, "○ Sin derecho")], True),
    ([(60, 132, "[x] Sí tiene derecho"), (60, 146, "[ ] No tiene derecho")], True),
    ([(60, 132, "[ ] Sí tiene derecho"), (60, 146, "[x] No tiene derecho")], False),
    ([(60, 132, "Con derecho [X] sin derecho")], None),  # it may be either's
    ([(60, 132, "CON DERECHO"), (200, 132, "SIN DERECHO")], None),
    ([(60, 132, "Con derecho al servicio médico"), (60, 146, "Sin derecho al servicio médico")], None),
]  # fmt: skip
STATES: list[tuple[list[Run], str | None]] = [
    ([(60, 132, "X VIGENTE"), (140, 132, "BAJA"), (200, 132, "CONSERVACIÓN DE DERECHOS")], "VIGENTE"),
    ([(60, 132, "Estado:"), (120, 132, "( ) VIGENTE"), (200, 132, "(X) BAJA")], "BAJA"),
    ([(60, 132, "Estado"), (60, 146, "☐ VIGENTE"), (60, 160, "☒ BAJA"), (60, 174, "☐ PENSIÓN EN TRÁMITE")], "BAJA"),
    ([(60, 132, "Estado:"), (120, 132, "VIGENTE"), (200, 132, "BAJA")], None),
    ([(60, 132, "Estado"), (60, 146, "VIGENTE"), (60, 160, "BAJA"), (60, 174, "CONSERVACIÓN DE DERECHOS")], None),
    ([(60, 132, "Estado: B"), (60, 146, "Estado"), (140, 146, "V VIGENTE"), (140, 160, "B BAJA")], None),
    ([(60, 132, "Estado: 2"), (60, 150, "Estado"), (60, 164, "1 = VIGENTE"), (60, 178, "2 = BAJA")], None),
    ([(60, 132, "EDO: B"), (60, 146, "1"), (90, 146, "VIGENTE"), (200, 146, "SI"), (60, 160, "2"), (90, 160, "BAJA"),
      (200, 160, "NO")], None),
]  # fmt: skip


@pytest.mark.parametrize(("runs", "meant"), RIGHTS)
def test_of_options_the_marked_one_is_the_answer(runs: list[Run], *, meant: bool | None) -> None:
    assert right(drawn(*runs)) is meant


@pytest.mark.parametrize(("runs", "meant"), STATES)
def test_of_states_the_marked_one_is_the_estado(runs: list[Run], meant: str | None) -> None:
    assert state(drawn(*runs)) == meant


def state(drawing: Drawing) -> str | None:
    """What is told of the estado, if it is trusted, of a text PDF and of the same sheet heard by two engines."""
    told = set()
    for page in (text_page(drawing), heard_page(drawing)):
        [reading] = read_pages([page], Hints())
        told.add(reading.estado.value if reading.estado is not None and reading.estado.trusted else None)
    [one] = told
    return one
