"""The seeded set: item i of a seed is always the same sheet in the same copy (Chromium's own bytes may vary)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from PIL import Image as Pillow

from bench.item import Family, Item, Kind, Plan
from bench.truth import Truth
from bench.unseen import app, cases, chromium
from bench.unseen.aside import copies as aside_copies
from bench.unseen.aside import cut, papers, pieces, sheets, situations
from bench.unseen.copies import COPIES, Original
from bench.unseen.lookalikes import LOOKALIKES, OTHERS
from bench.unseen.sheets import LAYOUTS, Printed

APP = "app"
# Nobody prints the phone's picture to copy or scan it.
PAPER_ONLY = frozenset({"scan_pdf", "photocopy", "skewed", "curl"})
# Layouts of `aside` that are held aside no more: their failures were shown to whoever works on the reader.
OPENED = frozenset(
    {
        *(
            "abreviada",
            "bilingue",
            "cajas",
            "carta",
            "familia",
            "ficha",
            "grupos",
            "inversa",
            "lateral",
            "listado",
        ),
        *("membrete", "notarial", "tabla", "versalitas"),
    }
)
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
    """See `bench.item.Collection`. Every other item is of `bench.unseen.aside`; most of these are held aside."""

    name = "unseen"
    copies = (*COPIES, *aside_copies.COPIES)
    round = 2 * len(copies)
    batch = 20

    def plan(self, seed: int, index: int) -> Plan:
        """Copies, kinds and layouts are each dealt from shuffled decks, so that all are equally frequent."""
        number, held_aside = divmod(index, 2)
        return _aside(seed, index, number) if held_aside else _in_view(seed, index, number)

    def items(self, plans: Iterable[Plan]) -> Iterator[Item]:
        """Printed in one run of Chromium. Raises OSError where that is missing."""
        drafts = [_draft(plan) for plan in plans]
        pages = [draft.pages for draft in drafts if draft.screen is None]
        printed = iter(chromium.printed(pages, style=pieces.STYLE))
        return (_made(draft, b"" if draft.screen is not None else next(printed)) for draft in drafts)


KINDS = (*(Kind.CONSTANCIA.value,) * 15, *(Kind.LOOKALIKE.value,) * 4, Kind.OTHER.value)


def _in_view(seed: int, index: int, number: int) -> Plan:
    copy = _dealt(seed, "copy", tuple(COPIES), number)
    kind = Kind(_dealt(seed, "kind", KINDS, number))
    if kind is not Kind.CONSTANCIA:
        sorts = LOOKALIKES if kind is Kind.LOOKALIKE else OTHERS
        sort = Random(f"unseen {seed} sort {index}").choice(list(sorts))
    else:
        sort = _dealt(seed, "layout", (*LAYOUTS, APP), number)
        if sort == APP and copy in PAPER_ONLY:
            sort = Random(f"unseen {seed} sort {index}").choice(list(LAYOUTS))
    return Plan(Unseen.name, seed, index, copy, kind, sort, held_aside=False)


def _aside(seed: int, index: int, number: int) -> Plan:
    copy = _dealt(seed, "copy aside", Unseen.copies, number)
    kind = Kind(_dealt(seed, "kind aside", KINDS, number))
    what, sorts = {
        Kind.LOOKALIKE: ("look-alike aside", papers.LOOKALIKES), Kind.OTHER: ("paper aside", papers.OTHERS),
        Kind.CONSTANCIA: ("layout aside", sheets.LAYOUTS),
    }[kind]  # fmt: skip
    sort = _dealt(seed, what, tuple(sorts), number)
    return Plan(Unseen.name, seed, index, copy, kind, sort, held_aside=sort not in OPENED)


def _of_aside(plan: Plan) -> bool:
    """Whether an item is made by `aside`: every other one is."""
    return plan.index % 2 == 1


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
    printed = _paper(plan, rng) if plan.kind is not Kind.CONSTANCIA else _constancia(plan, rng)
    if isinstance(printed, Printed):
        return _Draft(plan, rng, printed.pages, None, printed.truth)
    return _Draft(plan, rng, (), *printed)


def _paper(plan: Plan, rng: Random) -> Printed:
    return (papers.LOOKALIKES | papers.OTHERS if _of_aside(plan) else LOOKALIKES | OTHERS)[plan.sort](rng)


def _constancia(plan: Plan, rng: Random) -> Printed | tuple[Pillow.Image, Truth]:
    if _of_aside(plan):
        weights = [weight for weight, _ in situations.CASES.values()]
        case = rng.choices(list(situations.CASES), weights)[0]
        return sheets.constancia(situations.facts(rng, case), plan.sort, rng)
    made = cases.facts(rng, rng.choices(list(cases.CASES), weights=list(cases.CASES.values()))[0])
    return app.screen(made, rng) if plan.sort == APP else LAYOUTS[plan.sort](made, rng)


def _made(draft: _Draft, pdf: bytes) -> Item:
    plan, truth = draft.plan, draft.truth
    original = Original(pdf, draft.screen, _file_nss(truth))
    if plan.copy in COPIES:
        content, name = COPIES[plan.copy](draft.rng, original)
        return Item(plan, _family(plan.copy, name), content, name, (truth,))
    family, copier = aside_copies.COPIES[plan.copy]
    copied = copier(draft.rng, original)
    if copied.seen != aside_copies.WHOLE:
        truth = cut.cut(pdf, truth, copied.seen)
    return Item(plan, family, copied.content, copied.name, (truth,))


def _file_nss(truth: Truth) -> str:
    """The portal names its file after the sheet's own NSS: the head's, also where the student is a child."""
    heads = [person.nss for person in truth.people if person.nss]
    return heads[0] if heads else ""
