"""The generator by Chromium: its people are valid, its sheets are reproducible, a part of them is held aside."""

import io
from dataclasses import replace
from random import Random

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from stdnum import luhn
from stdnum.mx import curp as renapo

from bench.unseen import app, camera, chromium
from bench.unseen.aside import copies as aside_copies
from bench.unseen.aside import papers, sheets
from bench.unseen.cases import CASES, OURS, TODAY, facts
from bench.unseen.copies import COPIES, Original
from bench.unseen.generate import APP, OPENED, PAPER_ONLY, Unseen
from bench.unseen.lookalikes import LOOKALIKES, OTHERS
from bench.unseen.people import curp_of, human, registro_of
from bench.unseen.sheets import LAYOUTS
from mailproc.reading.model import Holder

pytestmark = pytest.mark.sweep  # of the bench, not of the program


def test_invented_people_have_valid_numbers() -> None:
    rng = Random(3)
    for _ in range(300):
        who = human(rng, ages=(0, 60), today=TODAY)
        assert renapo.validate(who.curp) == who.curp
        assert luhn.validate(who.nss) == who.nss
        assert len(who.nss) == 11


def test_the_registro_of_the_institute_obeys_the_rule_for_invented_ones() -> None:
    made = registro_of(Random(1), "32")
    assert (len(made), made[8:10]) == (11, "32")
    spelled = str(ord(OURS.registro[0]) - ord("A") + 10) + OURS.registro[1:]
    assert luhn.is_valid(spelled)


@pytest.mark.parametrize(
    ("given", "first", "second", "start"),
    [
        ("MARÍA DEL ROSARIO", "DE LA TORRE", "ÑUÑO", "TOXR"),
        ("JOSÉ EMIR", "OSORIO", "", "OOXE"),
        ("ELÍAS", "BUENO", "ESPONDA", "BUEE"),
        ("ELÍAS", "PENAGOS", "NERI", "PXNE"),
    ],
)
def test_curp_initials(given: str, first: str, second: str, start: str) -> None:
    assert curp_of(given, first, second, "M", TODAY, "CS", "A").startswith(start)


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_a_truth_on_the_students_side(case: str) -> None:
    for seed in range(12):
        rng = Random(f"{case}{seed}")
        made = facts(rng, case)
        _, truth = app.screen(made, rng)
        child = case == "parent"
        assert truth.holder is (Holder.BENEFICIARIO if child else Holder.TITULAR)
        assert truth.curp == made.student.curp
        assert (truth.nss is None) is child
        assert truth.vigente is (case not in ("baja", "blank"))
        if case in ("ours", "both"):
            assert any(employer.name == OURS.name for employer in truth.employers)


def test_every_layout_and_lookalike_prints_its_values() -> None:
    sheets = [(name, layout(facts(Random(name), "both"), Random(name))) for name, layout in LAYOUTS.items()]
    sheets += [(name, make(Random(name))) for name, make in (LOOKALIKES | OTHERS).items()]
    for (name, sheet), pdf in zip(sheets, chromium.printed([sheet.pages for _, sheet in sheets]), strict=True):
        document = pdfium.PdfDocument(pdf)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        for value in (sheet.truth.curp, sheet.truth.nss):
            bare = "".join(char for char in text if char.isalnum())
            assert value is None or value in bare, name


@pytest.mark.parametrize("kind", COPIES)
def test_every_copy_is_a_file_of_its_own_kind(kind: str) -> None:
    rng = Random(kind)
    screen, _ = app.screen(facts(rng, "job"), rng)
    content, name = COPIES[kind](rng, Original(b"", screen.resize((540, screen.height // 2)), ""))
    if name.endswith(".pdf"):
        assert len(pdfium.PdfDocument(content)) == 1
    else:
        assert min(Image.open(io.BytesIO(content)).size) > 300


def test_a_wide_blur_made_small_is_the_blur_itself() -> None:
    spot = np.zeros((400, 300), np.float32)
    cv2.rectangle(spot, (80, 100), (190, 260), 1.0, -1)
    assert np.abs(camera.softened(spot, 30) - cv2.GaussianBlur(spot, (0, 0), 30)).max() < 0.03


def test_noise_is_as_strong_as_asked_and_the_same_for_a_seed() -> None:
    one, two = (camera.noise(Random(4), (1200, 900, 3), 5.0) for _ in range(2))
    assert (one == two).all()
    assert one.shape == (1200, 900, 3)
    assert one.std() == pytest.approx(5, rel=0.01)


def test_what_is_in_view_has_nothing_of_what_is_held_aside() -> None:
    plans = [Unseen().plan(2, index) for index in range(600)]
    seen, aside = ([plan for plan in plans if plan.held_aside is held] for held in (False, True))
    assert set(sheets.LAYOUTS) > OPENED
    assert {plan.sort for plan in seen} == {*LAYOUTS, APP, *LOOKALIKES, *OTHERS, *OPENED}
    assert {plan.sort for plan in aside} == {*sheets.LAYOUTS, *papers.LOOKALIKES, *papers.OTHERS} - OPENED
    assert {plan.copy for plan in aside} == {*COPIES, *aside_copies.COPIES}
    # Of the further kinds of copy those alone are in view that a layout in view was opened with.
    assert {plan.copy for plan in seen if plan.sort not in OPENED} == set(COPIES)


def test_a_seed_gives_the_same_items() -> None:
    unseen = Unseen()
    plans = [unseen.plan(6, index) for index in range(60)]
    assert plans == [unseen.plan(6, index) for index in range(60)]
    assert plans != [replace(unseen.plan(7, index), seed=6) for index in range(60)]
    assert all(plan.sort != APP or plan.copy not in PAPER_ONLY for plan in plans)
    assert {plan.copy for plan in plans[: unseen.round]} == set(unseen.copies)
    few = [plan for plan in plans if plan.copy in ("as_is", "chat_960", "cropped")][:6]
    assert {plan.held_aside for plan in few} == {True, False}
    # Chromium's own bytes may vary from run to run, and nothing else may.
    one, two = ([(item.name, item.truths, item.family) for item in unseen.items(few)] for _ in range(2))
    assert one == two
