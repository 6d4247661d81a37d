"""The third generator as a collection: item i of a seed is always the same sheet in the same copy."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from bench.decks import dealt
from bench.item import Item, Kind, Plan
from bench.third import files, ink, others, places
from bench.third.copies import COPIES, SCREEN, WHOLE
from bench.third.sheets import LAYOUTS, Sheet, constancia
from bench.third.shots import Copied, Original
from bench.third.situations import CASES, facts
from bench.truth import Truth
from mailproc.reading.model import Holder

KINDS = [Kind.CONSTANCIA] * 15 + [Kind.LOOKALIKE] * 4 + [Kind.OTHER]
PAPER = [name for name, layout in LAYOUTS.items() if layout.shape != "phone"]

OPENED = frozenset({"aside_2"})
"""Layouts once held aside that have been looked at since."""


class Third:
    """See `bench.item.Collection`."""

    name = "third"
    copies = tuple(COPIES)
    round = len(COPIES)
    batch = 4

    def plan(self, seed: int, index: int) -> Plan:
        """Copies, kinds and layouts are each dealt from shuffled decks, so that all are equally frequent."""
        copy = _dealt(seed, "copy", tuple(COPIES), index)
        kind = Kind(_dealt(seed, "kind", tuple(KINDS), index))
        if copy == "bundle":
            kind = Kind.CONSTANCIA
        if kind is Kind.LOOKALIKE:
            return Plan(
                self.name,
                seed,
                index,
                copy,
                kind,
                _dealt(seed, "look", tuple(others.LOOKALIKES), index // 5),
                False,
            )
        if kind is Kind.OTHER:
            return Plan(
                self.name, seed, index, copy, kind, _dealt(seed, "other", tuple(others.OTHERS), index // 20), False
            )
        # A phone's own screen is neither printed nor scanned; it comes as often as a layout on paper all the same.
        screen = copy in SCREEN and Random(f"{seed}/screen/{index}").random() < 0.5
        sort = "app" if screen else _dealt(seed, "layout", tuple(PAPER), index)
        return Plan(self.name, seed, index, copy, kind, sort, LAYOUTS[sort].held_aside and sort not in OPENED)

    def items(self, plans: Iterable[Plan]) -> Iterator[Item]:
        """One after the other."""
        return (made(plan) for plan in plans)


def _dealt(seed: int, what: str, cards: tuple[str, ...], index: int) -> str:
    return dealt(f"third/{seed}/{what}", cards, index)


def made(plan: Plan) -> Item:
    """One item."""
    rng = Random(f"third/{plan.seed}/{plan.index}")
    sheet = _sheet(plan, rng)
    pdf = ink.pdf(sheet.layout, sheet.shape, sheet.drawn)
    truths = [sheet.truth]
    if plan.copy == "bundle":
        pdf, truths = _bundled(pdf, sheet.truth, rng)
    family, copier = COPIES[plan.copy]
    copied = copier(rng, Original(pdf, sheet.shape == "phone", _file_nss(sheet.truth)))
    if copied.seen != (0.0, 1.0):
        truths = [replace(sheet.truth, hidden=_hidden(pdf, sheet, copied))]
    return Item(plan, copied.family or family, copied.content, copied.name, tuple(truths))


def _sheet(plan: Plan, rng: Random) -> Sheet:
    if plan.kind is not Kind.CONSTANCIA:
        return others.paper(plan.sort, rng)
    case = rng.choices(list(CASES), [weight for weight, _ in CASES.values()])[0]
    two_pages = plan.copy in WHOLE and rng.random() < 0.3
    return constancia(facts(rng, case), LAYOUTS[plan.sort], rng, two_pages=two_pages)


def _bundled(pdf: bytes, truth: Truth, rng: Random) -> tuple[bytes, list[Truth]]:
    """With a look-alike or another paper of somebody else's, or with a classmate's constancia, in any order."""
    what = rng.choice(("assigned", "curp", "transcript", "weeks", "classmate", "classmate"))
    if what == "classmate":
        layout = LAYOUTS[rng.choice(PAPER)]
        other = constancia(facts(rng, rng.choice(("ours", "school", "job", "baja"))), layout, rng)
    else:
        other = others.paper(what, rng)
    parts = [(pdf, truth), (ink.pdf(other.layout, other.shape, other.drawn), other.truth)]
    rng.shuffle(parts)
    return files.bundled([each for each, _ in parts]), [each for _, each in parts]


def _file_nss(truth: Truth) -> str:
    """The portal names its file after the NSS on the sheet: the head's."""
    return next((person.nss for person in truth.people if person.role is Holder.TITULAR), "")


def _hidden(pdf: bytes, sheet: Sheet, copied: Copied) -> frozenset[str]:
    gone = places.hidden(pdf, sheet.shown, copied.seen)
    # Without the people's CURPs nobody can tell whose sheet it is.
    return (
        gone | {"holder", "nss", "vigente"}
        if "holder" in gone and sheet.truth.holder is Holder.BENEFICIARIO
        else gone
    )
