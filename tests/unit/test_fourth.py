"""The fourth generator: sheets that say what their truth says, dealt evenly, what is held aside apart."""

import itertools
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest

from bench.fourth import faces
from bench.fourth.generate import ASIDE, Fourth, classmates, made
from bench.fourth.layouts import LAYOUTS
from bench.fourth.spelling import day
from bench.third.copies import COPIES
from mailproc.reading.model import Document, Holder
from tests.unit.said import plans_like, printed, squeezed, stated

pytestmark = pytest.mark.sweep  # of the bench, not of the program

FOURTH = Fourth()
plans = partial(plans_like, FOURTH)
DAYS = ("/", "-", ".", "iso", "long", "long2", "MON", "mon ", "words")
"""All spellings that differ by more than signs and case."""


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_truth_stands_in_print_in_every_layout(name: str) -> None:
    for seed in range(3):
        pdf, truth = LAYOUTS[name].sheet(Random(f"{name}/{seed}"))
        text = printed(pdf)
        assert len(pdfium.PdfDocument(pdf)) == (2 if LAYOUTS[name].covered else 1)
        assert truth.document is Document.CONSTANCIA
        assert [value for value in stated(truth) if squeezed(value) not in text] == []
        for when in (truth.issued, truth.valid_until):
            assert when is None or any(squeezed(day(when, style)) in text for style in DAYS)


def test_a_parents_sheet_has_no_nss_of_the_students_and_the_students_own_curp() -> None:
    truths = [LAYOUTS["kin_blocks"].sheet(Random(seed))[1] for seed in range(20)]
    children = [truth for truth in truths if truth.holder is Holder.BENEFICIARIO]
    assert len(children) > 9
    for truth in children:
        assert truth.nss is None
        assert truth.curp in [person.curp for person in truth.people if person.role is Holder.BENEFICIARIO]


def test_forty_layouts_and_nine_of_them_held_aside_in_files_apart() -> None:
    apart = {name for name, layout in LAYOUTS.items() if "aside" in layout.draw.__module__}
    assert apart == ASIDE
    assert (len(LAYOUTS), len(ASIDE)) == (40, 9)


def test_a_seed_gives_the_same_plans_and_deals_everything_out_evenly() -> None:
    row = list(itertools.islice(plans(3), len(LAYOUTS) * FOURTH.round))
    assert row == list(itertools.islice(plans(3), len(row)))
    assert row != list(itertools.islice(plans(4), len(row)))
    assert {plan.copy for plan in row[: FOURTH.round]} == set(FOURTH.copies) == set(COPIES)
    assert set(Counter((plan.copy, plan.sort) for plan in row).values()) == {1}
    assert {plan.sort for plan in row if plan.held_aside} == ASIDE


def test_equal_plans_give_equal_items_and_other_seeds_others() -> None:
    few = [
        next(plans(3, copy=copy)) for copy in ("pdf", "printed_pdf", "bundle", "screenshot", "crop", "scan_100")
    ]
    items = list(FOURTH.items(few))
    assert items == list(FOURTH.items(few))
    assert all(len(item.truths) == (2 if item.plan.copy == "bundle" else 1) for item in items)
    assert made(few[0]) != made(replace(few[0], seed=4))


def test_nothing_that_is_held_aside_is_bound_with_what_is_in_view() -> None:
    for aside in (True, False):
        assert {name in ASIDE for name in classmates(next(plans(1, held_aside=aside)))} == {aside}


def test_a_picture_of_a_sheet_with_a_covering_letter_shows_the_other_leaf() -> None:
    (name,) = (name for name, layout in LAYOUTS.items() if layout.covered)
    whole, picture = next(plans(1, sort=name, copy="pdf")), next(plans(1, sort=name, copy="screenshot"))
    assert len(pdfium.PdfDocument(made(whole).content)) == 2
    (truth,) = made(picture).truths
    assert truth.hidden == LAYOUTS[name].covered == {"issued"}
    assert truth.whole


def test_of_a_cut_sheet_everything_may_be_hidden_and_nothing_that_was_not_there() -> None:
    (truth,) = made(next(plans(1, copy="crop"))).truths
    assert truth.hidden >= {"document", "curp", "name", "vigente", "holder"}
    assert not truth.whole
    assert ("valid_until" in truth.hidden) is (truth.valid_until is not None)


def test_without_its_typefaces_a_sheet_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "ROOT", tmp_path)
    faces.register()
    try:
        pdf, truth = LAYOUTS["below_lines"].sheet(Random(1))
    finally:
        monkeypatch.undo()
        faces.register()
    assert b"Liberation" not in pdf
    assert [value for value in stated(truth) if squeezed(value) not in printed(pdf)] == []
