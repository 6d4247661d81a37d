"""Synthetic sheets with their truth, and copies of them as students make them. Everything follows from a seed.

    pdf, sheet = generate(7)                            a constancia, layout and case by chance
    pdf, sheet = generate(7, layout="cards", case="parent")
    content, name = copy(pdf, "photo", 7, name=sheet.filename)

The people are invented; the layouts are this project's own and imitate no real form.
"""

from datetime import date
from random import Random

from tests.documents.copies import COPIES, WHOLE, copy
from tests.documents.sheets import adversarial as _adversarial
from tests.documents.sheets import lookalikes as _lookalikes
from tests.documents.sheets.constancia import constancia as _constancia
from tests.documents.sheets.facts import CONSTANCIAS
from tests.documents.sheets.layouts import DRAWN_BY
from tests.documents.sheets.truth import FIELDS, Sheet
from tests.documents.sheets.unrelated import UNRELATED as _UNRELATED

TODAY = date(2026, 8, 20)
"""The day on which the sheets are made unless told otherwise; fixed, so that a seed gives one sheet for ever."""

LAYOUTS: tuple[str, ...] = tuple(DRAWN_BY)
CASES: tuple[str, ...] = tuple(CONSTANCIAS)
LOOKALIKES: tuple[str, ...] = tuple(_lookalikes.LOOKALIKES)
UNRELATED: tuple[str, ...] = tuple(_UNRELATED)
ADVERSARIAL: tuple[str, ...] = tuple(_adversarial.ADVERSARIAL)

__all__ = [
    "ADVERSARIAL",
    "CASES",
    "COPIES",
    "FIELDS",
    "LAYOUTS",
    "LOOKALIKES",
    "TODAY",
    "UNRELATED",
    "WHOLE",
    "Sheet",
    "copy",
    "generate",
]


def generate(
    seed: int, *, layout: str | None = None, case: str | None = None, today: date = TODAY
) -> tuple[bytes, Sheet]:
    """A born-digital PDF and its truth.

    `case` is one of CASES, LOOKALIKES, UNRELATED or ADVERSARIAL (by weight among CASES where not given), `layout`
    one of LAYOUTS (look-alikes have their own and ignore it). A KeyError tells of an unknown one.
    """
    rng = Random(f"{seed}/generate")
    chosen = case or rng.choices(CASES, [weight for weight, _ in CONSTANCIAS.values()])[0]
    if chosen in LOOKALIKES or chosen in UNRELATED:
        return _lookalikes.lookalike(chosen, Random(f"{seed}/{chosen}"), today, seed)
    if chosen in ADVERSARIAL:
        return _adversarial.adversarial(chosen, seed, layout, today)
    return _constancia(seed, layout or rng.choice(LAYOUTS), chosen, today)
