"""A layout: its name, how it is drawn, and which cases suit it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from bench.fourth.data import Data
from bench.fourth.page import Page
from bench.third.situations import CASES
from bench.truth import Truth

Drawn = tuple[Page, Truth]
ALL = {case: weight for case, (weight, _) in CASES.items()}
FAMILY = {"parent": 5, "parent_no": 3, "parent_baja": 2, "siblings": 2, "spouse": 3, "own_children": 3}
"""For sheets that are nothing without a family."""
ALONE = {
    case: weight
    for case, weight in ALL.items()
    if case not in ("parent", "parent_no", "parent_baja", "siblings", "spouse")
}
"""For sheets that have no room for one: the student is the head."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to draw a constancia on one leaf. `covered` are the fields that stand on a covering letter alone, where
    there is one on a leaf before the rest."""

    name: str
    draw: Callable[[Data], Drawn]
    cases: Mapping[str, int]
    covered: frozenset[str] = frozenset()

    def sheet(self, rng: Random) -> tuple[bytes, Truth]:
        """A sheet as a PDF, and its truth; the same for the same dice."""
        page, truth = self.draw(Data(rng, self.cases))
        return page.pdf(), truth


def layout(
    cases: Mapping[str, int] = ALL, *, covered: Iterable[str] = ()
) -> Callable[[Callable[[Data], Drawn]], Layout]:
    """Makes a layout of the function that draws it."""

    def made(draw: Callable[[Data], Drawn]) -> Layout:
        return Layout(draw.__name__, draw, cases, frozenset(covered))

    return made
