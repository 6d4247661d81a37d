"""The seeded set: item i of a seed is always the same sheet in the same copy (Chromium's own bytes may vary)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from PIL import Image as Pillow

from bench.item import Family, Item, Kind, Plan
from bench.truth import Truth
from bench.unseen import app, cases, chromium
from bench.unseen.copies import COPIES, Original
from bench.unseen.lookalikes import LOOKALIKES, OTHERS
from bench.unseen.sheets import LAYOUTS

APP = "app"
# Nobody prints the phone's picture to copy or scan it.
PAPER_ONLY = frozenset({"scan_pdf", "photocopy", "skewed", "curl"})
FAMILIES = {
    "as_is": Family.TEXT, "scan_pdf": Family.FLAT, "phone_photo": Family.PHOTO, "curl": Family.PHOTO,
    "chat_1280": Family.FLAT, "chat_960": Family.POOR, "screenshot": Family.FLAT, "rotated": Family.FLAT,
    "skewed": Family.FLAT, "photocopy": Family.POOR, "dim": Family.PHOTO, "blurred": Family.PHOTO,
    "screen_photo": Family.PHOTO,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Draft:
    plan: Plan
    rng: Random
    pages: tuple[str, ...]
    screen: Pillow.Image | None
    truth: Truth


class Unseen:
    """See `bench.item.Collection`. All of it is held aside."""

    name = "unseen"
    copies = tuple(COPIES)
    round = len(COPIES)
    batch = 20

    def plan(self, seed: int, index: int) -> Plan:
        """Copies, kinds and layouts are each dealt from shuffled decks, so that all are equally frequent."""
        copy = _dealt(seed, "copy", tuple(COPIES), index)
        kind = Kind(_dealt(seed, "kind", KINDS, index))
        if kind is not Kind.CONSTANCIA:
            sorts = LOOKALIKES if kind is Kind.LOOKALIKE else OTHERS
            sort = Random(f"unseen {seed} sort {index}").choice(list(sorts))
        else:
            sort = _dealt(seed, "layout", (*LAYOUTS, APP), index)
            if sort == APP and copy in PAPER_ONLY:
                sort = Random(f"unseen {seed} sort {index}").choice(list(LAYOUTS))
        return Plan(self.name, seed, index, copy, kind, sort, held_aside=True)

    def items(self, plans: Iterable[Plan]) -> Iterator[Item]:
        """Printed in one run of Chromium. Raises OSError where that is missing."""
        drafts = [_draft(plan) for plan in plans]
        printed = iter(chromium.printed([draft.pages for draft in drafts if draft.screen is None]))
        for draft in drafts:
            pdf = b"" if draft.screen is not None else next(printed)
            original = Original(pdf, draft.screen, _file_nss(draft.truth))
            content, name = COPIES[draft.plan.copy](draft.rng, original)
            yield Item(draft.plan, _family(draft.plan.copy, name), content, name, (draft.truth,))


KINDS = (*(Kind.CONSTANCIA.value,) * 15, *(Kind.LOOKALIKE.value,) * 4, Kind.OTHER.value)


@lru_cache(maxsize=64)
def _deck(seed: int, what: str, cards: tuple[str, ...], number: int) -> tuple[str, ...]:
    deck = list(cards)
    Random(f"unseen {seed} {what} {number}").shuffle(deck)
    return tuple(deck)


def _dealt(seed: int, what: str, cards: tuple[str, ...], index: int) -> str:
    """Card `index` of an endless row of shuffled decks: every card is equally frequent, the order unforeseen."""
    number, place = divmod(index, len(cards))
    return _deck(seed, what, cards, number)[place]


def _family(copy: str, name: str) -> Family:
    """A phone's screen is no PDF; a page on its side is a photo where it is no scan."""
    if copy == "as_is" and not name.endswith(".pdf"):
        return Family.FLAT
    return Family.PHOTO if copy == "rotated" and not name.endswith(".pdf") else FAMILIES[copy]


def _draft(plan: Plan) -> _Draft:
    rng = Random(f"unseen {plan.seed} {plan.index}")
    if plan.kind is not Kind.CONSTANCIA:
        paper = (LOOKALIKES | OTHERS)[plan.sort](rng)
        return _Draft(plan, rng, paper.pages, None, paper.truth)
    made = cases.facts(rng, rng.choices(list(cases.CASES), weights=list(cases.CASES.values()))[0])
    if plan.sort == APP:
        screen, truth = app.screen(made, rng)
        return _Draft(plan, rng, (), screen, truth)
    sheet = LAYOUTS[plan.sort](made, rng)
    return _Draft(plan, rng, sheet.pages, None, sheet.truth)


def _file_nss(truth: Truth) -> str:
    """The portal names its file after the sheet's own NSS: the head's, also where the student is a child."""
    heads = [person.nss for person in truth.people if person.nss]
    return heads[0] if heads else ""
