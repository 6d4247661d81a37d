"""A file of the benchmark, and the plan it is made by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bench.truth import Truth


class Family(StrEnum):
    """Kinds of copy by what may be expected of a reader: the rows of the aim."""

    TEXT = "text PDFs"
    FLAT = "flatbed, screenshots, chat pictures"
    PHOTO = "phone photos"
    POOR = "photocopies, fax, 900 px"


class Kind(StrEnum):
    """What a file holds: a constancia, a look-alike, a paper of no kind we know, or a sheet made to deceive."""

    CONSTANCIA = "constancia"
    LOOKALIKE = "look-alike"
    OTHER = "other paper"
    TRAP = "trap"


@dataclass(frozen=True, slots=True)
class Plan:
    """Item `index` of a collection's endless, seeded row, before it is made. `sort` is the layout of a constancia,
    else which look-alike, paper or trap. `held_aside`: nobody who works on the reader looks at it."""

    collection: str
    seed: int
    index: int
    copy: str
    kind: Kind
    sort: str
    held_aside: bool

    @property
    def key(self) -> str:
        """Finds the item again."""
        return f"{self.collection}-{self.seed}-{self.index:05d}"


@dataclass(frozen=True, slots=True)
class Item:
    """A student's file, and the truth of each sheet in it."""

    plan: Plan
    family: Family
    content: bytes
    name: str
    truths: tuple[Truth, ...]


class Collection(Protocol):
    """A generator of sheets as the benchmark sees it."""

    name: str
    copies: tuple[str, ...]
    """In `round` plans each kind of copy comes once."""
    round: int
    batch: int
    """How many items it is best asked for at once."""

    def plan(self, seed: int, index: int) -> Plan:
        """The plan of one item; cheap."""

    def items(self, plans: Iterable[Plan]) -> Iterator[Item]:
        """Makes the items. Equal plans give equal items."""
