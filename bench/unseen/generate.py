"""The seeded set: item i of a seed is always the same sheet in the same copy (Chromium's own bytes may vary)."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from PIL import Image as Pillow

from bench.unseen import app, cases, chromium
from bench.unseen.copies import COPIES, Original
from bench.unseen.lookalikes import LOOKALIKES, OTHERS
from bench.unseen.sheets import LAYOUTS
from bench.unseen.truth import Truth

BATCH = 60
APP = "app"
# Nobody prints the phone's picture to copy or scan it.
PAPER_ONLY = frozenset({"scan_pdf", "photocopy", "skewed", "curl"})


@dataclass(frozen=True, slots=True)
class Item:
    """One attachment. `index` within the seed's set finds it again; `copy` and `layout` are for the report."""

    index: int
    content: bytes
    name: str
    truth: Truth
    copy: str
    layout: str


@dataclass(frozen=True, slots=True)
class _Draft:
    index: int
    rng: Random
    layout: str
    copy: str
    pages: tuple[str, ...]
    screen: Pillow.Image | None
    truth: Truth


def _dealt(seed: int, what: str, cards: list[str], index: int) -> str:
    """Card `index` of an endless row of shuffled decks: every card is equally frequent, the order unforeseen."""
    deck = list(cards)
    Random(f"unseen {seed} {what} {index // len(deck)}").shuffle(deck)
    return deck[index % len(deck)]


def _draft(seed: int, index: int) -> _Draft:
    rng = Random(f"unseen {seed} {index}")
    copy = _dealt(seed, "copy", list(COPIES), index)
    kind = _dealt(seed, "kind", ["constancia"] * 15 + ["lookalike"] * 4 + ["other"], index)
    screen: Pillow.Image | None = None
    pages: tuple[str, ...] = ()
    if kind != "constancia":
        table = LOOKALIKES if kind == "lookalike" else OTHERS
        layout = rng.choice(list(table))
        printed = table[layout](rng)
        return _Draft(index, rng, layout, copy, printed.pages, None, printed.truth)
    made = cases.facts(rng, rng.choices(list(cases.CASES), weights=list(cases.CASES.values()))[0])
    layout = _dealt(seed, "layout", [*LAYOUTS, APP], index)
    if layout == APP and copy in PAPER_ONLY:
        layout = rng.choice(list(LAYOUTS))
    if layout == APP:
        screen, truth = app.screen(made, rng)
    else:
        printed = LAYOUTS[layout](made, rng)
        pages, truth = printed.pages, printed.truth
    return _Draft(index, rng, layout, copy, pages, screen, truth)


def generate(n: int, seed: int) -> Iterator[Item]:
    """Items 0 to n - 1 of `seed`, printed in batches: memory holds one batch.

    Raises OSError where Chromium is missing.
    """
    for start in range(0, n, BATCH):
        drafts = [_draft(seed, index) for index in range(start, min(n, start + BATCH))]
        paper = [draft for draft in drafts if draft.screen is None]
        pdfs = dict(
            zip((draft.index for draft in paper), chromium.printed([draft.pages for draft in paper]), strict=True)
        )
        for draft in drafts:
            original = Original(pdfs.get(draft.index, b""), draft.screen, _file_nss(draft.truth))
            content, name = COPIES[draft.copy](draft.rng, original)
            yield Item(draft.index, content, name, draft.truth, draft.copy, draft.layout)


def _file_nss(truth: Truth) -> str:
    """The portal names its file after the sheet's own NSS: the head's, also where the student is a child."""
    heads = [person.nss for person in truth.people if person.nss]
    return heads[0] if heads else ""
