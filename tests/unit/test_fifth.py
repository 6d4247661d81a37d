"""The fifth generator: sheets that say what their truth says, copies that can be opened, what is held aside apart."""

import io
import itertools
from collections import Counter
from dataclasses import replace
from functools import partial
from random import Random

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from bench.fifth.camera import machines, viewers
from bench.fifth.copies import COPIES
from bench.fifth.generate import ASIDE, Fifth, made
from bench.fifth.layouts import LAYOUTS
from bench.fourth.spelling import day
from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.reading.model import Document, Holder
from tests.unit.said import plans_like, printed, squeezed, stated

pytestmark = pytest.mark.sweep  # of the bench, not of the program

FIFTH = Fifth()
plans = partial(plans_like, FIFTH)
DAYS = ("/", "-", ".", "iso", "long", "long2", "MON", "mon ", "mon/", "Mon.", "words")
"""All spellings that differ by more than signs and case."""
LEAVES = {"engine_report": {1, 2}, "roman_cells": {1, 2}, "three_pages": {2, 3}}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_truth_stands_in_print_in_every_layout(name: str) -> None:
    for seed in range(3):
        pdf, truth = LAYOUTS[name].sheet(Random(f"{name}/{seed}"))
        text = printed(pdf)
        assert len(pdfium.PdfDocument(pdf)) in LEAVES.get(name, {1})
        assert truth.document is Document.CONSTANCIA
        assert [value for value in stated(truth) if squeezed(value) not in text] == []
        for when in (truth.issued, truth.valid_until):
            assert when is None or any(squeezed(day(when, style)) in text for style in DAYS)


def test_fifty_four_layouts_and_nine_of_them_held_aside_in_files_apart() -> None:
    apart = {name for name, layout in LAYOUTS.items() if "aside" in layout.draw.__module__}
    assert apart == ASIDE
    assert (len(LAYOUTS), len(ASIDE)) == (54, 9)


def test_a_seed_gives_the_same_plans_and_deals_everything_out_evenly() -> None:
    row = list(itertools.islice(plans(3), len(LAYOUTS) * FIFTH.round))
    assert row == list(itertools.islice(plans(3), len(row)))
    assert {plan.copy for plan in row[: FIFTH.round]} == set(FIFTH.copies) == set(COPIES)
    assert set(Counter((plan.copy, plan.sort) for plan in row).values()) == {1}
    assert {plan.sort for plan in row if plan.held_aside} == ASIDE


def test_equal_plans_give_equal_items_and_other_seeds_others() -> None:
    few = [next(plans(3, copy=copy)) for copy in ("pdf", "printed_pdf", "fax_fine", "crumpled", "photo_word")]
    assert list(FIFTH.items(few)) == list(FIFTH.items(few))
    assert made(few[0]) != made(replace(few[0], seed=4))


@pytest.mark.parametrize("copy", COPIES)
def test_every_copy_is_a_file_that_the_program_opens(copy: str) -> None:
    item = made(next(plans(5, copy=copy)))
    opened = open_document(item.content, Limits())
    assert opened.problems == ()
    assert opened.sources


@pytest.mark.parametrize(("width", "height"), [(380, 900), (1400, 850), (850, 1100)])
def test_a_viewer_shows_narrow_and_broad_pages_whole(width: int, height: int) -> None:
    page = np.full((height, width, 3), 255, np.uint8)
    for seed in range(8):
        rng = np.random.default_rng(seed)
        for shown, (left, top, wide, high) in (
            viewers.bars_phone(rng, page, 1080, 2160),
            viewers.bars_pc(rng, page, (1080, 1920), zoom=1.2),
        ):
            assert 0 <= left < left + wide <= shown.shape[1]
            assert 0 <= top < top + high <= shown.shape[0]
            assert wide / high == pytest.approx(width / height, rel=0.02)


def test_a_fax_shrinks_a_broad_page_into_its_line() -> None:
    page = np.full((850, 1400, 3), 255, np.uint8)
    page[200:, -80:-40] = 0
    faxes = [machines.fax_fine(np.random.default_rng(seed), page) for seed in range(6)]
    fax = next(Image.open(io.BytesIO(each.content)) for each in faxes if each.name.endswith("tif"))
    assert fax.width == 1728
    assert np.asarray(fax)[200:, -300:].min() == 0


def test_of_a_sheet_cut_in_half_everything_may_be_hidden() -> None:
    (truth,) = made(next(plans(1, copy="upper_half"))).truths
    assert truth.hidden >= {"document", "name", "vigente", "holder"}
    assert not truth.whole


def test_a_picture_shows_the_first_leaf_and_of_a_relative_nothing() -> None:
    own, others = (
        next(
            item
            for item in map(made, plans(2, sort="three_pages", copy="copier"))
            if item.truths[0].holder is holder
        )
        for holder in (Holder.TITULAR, Holder.BENEFICIARIO)
    )
    assert own.truths[0].hidden == {"employers"}
    assert own.truths[0].whole
    assert others.truths[0].hidden >= {"curp", "name", "vigente", "holder"}
    (whole,) = made(next(plans(2, sort="three_pages", copy="pdf"))).truths
    assert whole.hidden == frozenset()
