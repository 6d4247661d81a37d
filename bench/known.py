"""The generator of `tests/documents`, which the reader's authors see, as a collection."""

import zlib
from collections.abc import Iterable, Iterator
from random import Random

from bench.item import Family, Item, Kind, Plan
from bench.truth import FIELDS, Truth
from tests.documents import ADVERSARIAL, COPIES, LAYOUTS, LOOKALIKES, UNRELATED, WHOLE, Sheet, copy, generate

FAMILIES = {
    Family.TEXT: ("as_is", "resaved", "merged"),
    Family.PHOTO: ("photo", "heic", "crop"),
    Family.POOR: ("fax", "photocopy", "chat_900"),
}
"""Kinds of copy by how their names begin; the others are FLAT."""
SLOTS = (*COPIES, *("look-alike",) * 8, *("trap",) * 4)


class Known:
    """See `bench.item.Collection`. A round has each kind of copy once, and some look-alikes and traps besides."""

    name = "known"
    copies = tuple(COPIES)
    round = len(SLOTS)
    batch = 4

    def plan(self, seed: int, index: int) -> Plan:
        """Look-alikes come in every kind of copy by turns, traps as they are."""
        turn, place = divmod(index, len(SLOTS))
        slot, rng = SLOTS[place], Random(f"known/{seed}/{index}")
        number = turn * SLOTS.count(slot) + place - SLOTS.index(slot)
        if slot == "trap":
            return Plan(self.name, seed, index, "as_is", Kind.TRAP, _nth(ADVERSARIAL, number), held_aside=False)
        if slot == "look-alike":
            sort = _nth((*LOOKALIKES, *UNRELATED), number)
            kind = Kind.LOOKALIKE if sort in LOOKALIKES else Kind.OTHER
            return Plan(self.name, seed, index, rng.choice(list(COPIES)), kind, sort, held_aside=False)
        return Plan(self.name, seed, index, slot, Kind.CONSTANCIA, rng.choice(LAYOUTS), held_aside=False)

    def items(self, plans: Iterable[Plan]) -> Iterator[Item]:
        """One after the other."""
        return (made(plan) for plan in plans)


def _nth(names: tuple[str, ...], number: int) -> str:
    return names[number % len(names)]


def made(plan: Plan) -> Item:
    """One item. A picture shows one page only: sheets with more are sent as files."""
    seed = zlib.crc32(f"{plan.seed}/{plan.index}".encode())
    pdf, sheet = _sheet(plan, seed)
    while sheet.pages > 1 and plan.copy not in WHOLE:
        seed += 1
        pdf, sheet = _sheet(plan, seed)
    content, name = copy(pdf, plan.copy, seed, name=sheet.filename)
    return Item(plan, family(plan.copy), content, name, (truth_of(sheet),))


def _sheet(plan: Plan, seed: int) -> tuple[bytes, Sheet]:
    if plan.kind is Kind.CONSTANCIA:
        return generate(seed, layout=plan.sort)
    return generate(seed, case=plan.sort)


def family(kind_of_copy: str) -> Family:
    """What may be expected of that kind."""
    return next((family for family, begins in FAMILIES.items() if kind_of_copy.startswith(begins)), Family.FLAT)


def truth_of(sheet: Sheet) -> Truth:
    """The sheet's truth in the benchmark's form."""
    fields = {name: getattr(sheet, name) for name in FIELDS}
    return Truth(
        sheet.document, sheet.case, **fields, people=sheet.people, unscored=sheet.unscored,
        untrustable=sheet.untrustable, problems=sheet.problems,
    )  # fmt: skip
