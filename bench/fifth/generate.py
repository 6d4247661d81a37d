"""The fifth generator as a collection: item i of a seed is always the same sheet in the same copy."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from pypdf import PdfReader

from bench.fifth.copies import COPIES, WHOLE
from bench.fifth.layouts import LAYOUTS
from bench.fourth.generate import Fourth
from bench.fourth.told import stated
from bench.item import Item, Plan
from bench.third.shots import Original
from bench.truth import Truth
from mailproc.reading.model import Holder

ASIDE = frozenset(f"aside_{letter}" for letter in "abcdefghi")
"""The layouts held aside. Nobody who works on the reader opens their files (`layouts/aside/`), what is drawn by them,
or what came of it."""


class Fifth(Fourth):
    """See `bench.item.Collection`; copies and layouts are dealt as in the fourth set."""

    name = "fifth"
    copies = tuple(COPIES)
    layouts = tuple(LAYOUTS)
    aside = ASIDE
    round = len(COPIES)

    def items(self, plans: Iterable[Plan]) -> Iterator[Item]:
        """One after the other."""
        return (made(plan) for plan in plans)


def made(plan: Plan) -> Item:
    """One item. Where something is cut off nobody has noted where the fields stand: any of them may be hidden."""
    rng = Random(f"fifth/{plan.seed}/{plan.index}")
    pdf, truth = LAYOUTS[plan.sort].sheet(rng)
    family, copier = COPIES[plan.copy]
    copied = copier(rng, Original(pdf, nss=truth.people[0].nss))  # the portal names its file after the head's
    if copied.seen != (0.0, 1.0):
        truth = replace(truth, hidden=stated(truth))
    elif plan.copy not in WHOLE and len(PdfReader(io.BytesIO(pdf)).pages) > 1:
        truth = replace(truth, hidden=_later(plan, truth))
    return Item(plan, copied.family or family, copied.content, copied.name, (truth,))


def _later(plan: Plan, truth: Truth) -> frozenset[str]:
    """What stands on later leaves: of a relative everything, for the first has the head alone."""
    return stated(truth) if truth.holder is Holder.BENEFICIARIO else LAYOUTS[plan.sort].later
