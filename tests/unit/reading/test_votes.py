"""Who counts for how much: no engine is believed on its own word, and kin are not two."""

import pytest

from mailproc.reading.calibration import stated
from mailproc.reading.model import Hints, Reading, Witness
from mailproc.reading.read import read_pages
from mailproc.reading.votes import NEEDED, points_of
from tests.unit.reading.drawing import page
from tests.unit.reading.layouts import STUDENT, cards, label_lines

ENGINES = (Witness.RAPID, Witness.PPOCR4, Witness.TESSERACT, Witness.SCANNER, Witness.TYPED)
OUTSIDE = (Witness.FILENAME, Witness.SENDER, Witness.ROSTER)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("checked", [True, False])
def test_one_engine_at_however_many_places_is_not_enough(engine: Witness, checked: bool) -> None:
    assert points_of({engine, Witness.PLACE}, checked=checked) < NEEDED


@pytest.mark.parametrize("pair", [(Witness.RAPID, Witness.PPOCR4), (Witness.SCANNER, Witness.TESSERACT)])
def test_kin_are_two_only_beside_check_digits(pair: tuple[Witness, Witness]) -> None:
    assert points_of(pair, checked=True) >= NEEDED
    assert points_of(pair, checked=False) < NEEDED


@pytest.mark.parametrize("witness", [Witness.TESSERACT, *OUTSIDE])
def test_an_independent_witness_makes_two(witness: Witness) -> None:
    for checked in (True, False):
        assert points_of({Witness.RAPID, witness}, checked=checked) >= NEEDED


def test_text_is_as_good_as_two_and_hidden_text_is_none() -> None:
    assert points_of({Witness.TEXT}, checked=False) >= NEEDED
    assert points_of({Witness.HIDDEN}, checked=True) == 0


def read(*heard: Witness) -> Reading:
    lines = label_lines(STUDENT).lines()
    [reading] = read_pages([page(1, *((witness, lines) for witness in heard))], Hints())
    return reading


def test_two_generations_of_one_recogniser_need_check_digits_or_another_value_that_says_the_same() -> None:
    reading = read(Witness.RAPID, Witness.PPOCR4)
    trusted = {
        name
        for name in ("nss", "curp", "umf", "estado", "issued", "name", "vigente")
        if (field := getattr(reading, name)) is not None and field.trusted
    }
    assert trusted == {"nss", "curp", "vigente", "estado"}


def test_what_one_engine_repaired_and_another_read_is_trusted_and_not_marked() -> None:
    drawing = cards(STUDENT)
    blurred = drawing.lines({STUDENT.nss: "4523O5O1236"})
    [alone] = read_pages([page(1, (Witness.RAPID, blurred))], Hints())
    assert alone.nss is not None
    assert (alone.nss.trusted, alone.nss.repaired) == (False, True)
    [both] = read_pages([page(1, (Witness.RAPID, blurred), (Witness.TESSERACT, drawing.lines()))], Hints())
    assert both.nss is not None
    assert (both.nss.trusted, both.nss.repaired) == (True, False)


def test_an_estado_heard_by_two_makes_a_yes_that_one_has_heard() -> None:
    drawing = label_lines(STUDENT)
    deaf = drawing.without(STUDENT.right).lines(confidence=0.9)
    [reading] = read_pages([page(1, (Witness.RAPID, drawing.lines()), (Witness.TESSERACT, deaf))], Hints())
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (True, True)


def test_stated_confidence_never_changes_the_order() -> None:
    raw = [at / 200 for at in range(201)]
    told = [stated(one) for one in raw]
    assert told == sorted(told)
    assert all(0 < one < 1 for one in told)
