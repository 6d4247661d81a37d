"""The fourth generator as a collection: item i of a seed is always the same sheet in the same copy."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from pypdf import PdfReader, PdfWriter

from bench.decks import dealt
from bench.fourth.layouts import LAYOUTS
from bench.fourth.told import stated
from bench.item import Item, Kind, Plan
from bench.third import files
from bench.third.copies import COPIES, WHOLE
from bench.third.shots import Original
from bench.truth import Truth

ASIDE = frozenset({
    "question_answer", "web_print", "two_halves", "dotted", "verdict_heading", "dot_matrix", "spreadsheet",
    "terminal", "letter_and_annex",
})  # fmt: skip
"""The layouts held aside. Nobody who works on the reader opens their files (`layouts/aside/`), what is drawn by them,
or what came of it; their names may stand here, for they say little."""


class Fourth:
    """See `bench.item.Collection`."""

    name = "fourth"
    copies = tuple(COPIES)
    layouts = tuple(LAYOUTS)
    aside = ASIDE
    round = len(COPIES)
    batch = 4

    def plan(self, seed: int, index: int) -> Plan:
        """Copies are dealt from a shuffled deck, layouts from a deck for each kind of copy: forty text PDFs are of
        forty layouts."""
        copy = dealt(f"{self.name}/{seed}/copy", self.copies, index)
        sort = dealt(f"{self.name}/{seed}/layout/{copy}", self.layouts, index // self.round)
        return Plan(self.name, seed, index, copy, Kind.CONSTANCIA, sort, sort in self.aside)

    def items(self, plans: Iterable[Plan]) -> Iterator[Item]:
        """One after the other."""
        return (made(plan) for plan in plans)


def made(plan: Plan) -> Item:
    """One item. Where something is cut off nobody has noted where the fields stand: any of them may be hidden."""
    rng = Random(f"fourth/{plan.seed}/{plan.index}")
    pdf, truth = _sheet(plan, rng)
    truths = [truth]
    nss = truth.people[0].nss  # the portal names its file after the head's
    if plan.copy == "bundle":
        pdf, truths = _bundled(pdf, truth, plan, rng)
    family, copier = COPIES[plan.copy]
    copied = copier(rng, Original(pdf, nss=nss))
    if copied.seen != (0.0, 1.0):
        truths = [replace(truth, hidden=stated(truth))]
    return Item(plan, copied.family or family, copied.content, copied.name, tuple(truths))


def _sheet(plan: Plan, rng: Random) -> tuple[bytes, Truth]:
    """Pictures show one leaf: of a sheet with a covering letter the other one."""
    layout = LAYOUTS[plan.sort]
    pdf, truth = layout.sheet(rng)
    if plan.copy in WHOLE or not layout.covered:
        return pdf, truth
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_page(PdfReader(io.BytesIO(pdf)).pages[-1])
    writer.write(out)
    return out.getvalue(), replace(truth, hidden=layout.covered)


def _bundled(pdf: bytes, truth: Truth, plan: Plan, rng: Random) -> tuple[bytes, list[Truth]]:
    """With a classmate's constancia, in any order."""
    parts = [(pdf, truth), LAYOUTS[rng.choice(classmates(plan))].sheet(rng)]
    rng.shuffle(parts)
    return files.bundled([each for each, _ in parts]), [each for _, each in parts]


def classmates(plan: Plan) -> list[str]:
    """The layouts that may stand beside the plan's: held aside as it is, or in view as it is."""
    return [name for name in LAYOUTS if (name in ASIDE) is plan.held_aside]
