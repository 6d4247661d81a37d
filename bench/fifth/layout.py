"""A layout: its name, how it is drawn, and which cases suit it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from bench.fifth.data import Data
from bench.fifth.page import Page
from bench.fourth.layout import ALL
from bench.truth import Truth

Drawn = tuple[Page, Truth]


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to draw a constancia. On the first leaf stands all but the family, where there are several; `later` are
    the student's fields that stand on another leaf too."""

    name: str
    draw: Callable[[Data], Drawn]
    cases: Mapping[str, int]
    later: frozenset[str] = frozenset()

    def sheet(self, rng: Random) -> tuple[bytes, Truth]:
        """A sheet as a PDF, and its truth; the same for the same dice."""
        page, truth = self.draw(Data(rng, self.cases))
        return page.pdf(), truth


def layout(
    cases: Mapping[str, int] = ALL, *, later: Iterable[str] = ()
) -> Callable[[Callable[[Data], Drawn]], Layout]:
    """Makes a layout of the function that draws it."""

    def made(draw: Callable[[Data], Drawn]) -> Layout:
        return Layout(draw.__name__, draw, cases, frozenset(later))

    return made
