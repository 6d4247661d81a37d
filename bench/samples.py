"""The seeded set: files as students send them, each with its truth."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from tests.documents import ADVERSARIAL, COPIES, LOOKALIKES, UNRELATED, WHOLE, Sheet, copy, generate

SEEN_AS = ("as_is", "scan_150", "photo", "chat_1280")
"""Kinds of copy that look-alikes come in, by turns."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of the set. `group` is the row of the table: a kind of copy, `lookalikes` or `adversarial`."""

    group: str
    kind: str
    name: str
    content: bytes
    sheet: Sheet


GROUPS: tuple[str, ...] = (*COPIES, "lookalikes", "adversarial")


def size(group: str, n: int) -> int:
    """How many samples a group has: n of a kind of copy; of look-alikes and adversarial sheets, every sort once
    and twice n at least."""
    sorts = {"lookalikes": len(LOOKALIKES + UNRELATED), "adversarial": len(ADVERSARIAL)}
    return max(sorts[group], 2 * n) if group in sorts else n


def samples(groups: tuple[str, ...], n: int, seed: int) -> Iterator[Sample]:
    """All samples of the groups, made one at a time."""
    for group in groups:
        for number in range(size(group, n)):
            yield _sample(group, number, zlib.crc32(f"{seed}/{group}/{number}".encode()))


def _sample(group: str, number: int, seed: int) -> Sample:
    if group == "lookalikes":
        cases = (*LOOKALIKES, *UNRELATED)
        pdf, sheet = generate(seed, case=cases[number % len(cases)])
        kind = SEEN_AS[number % len(SEEN_AS)]
    elif group == "adversarial":
        pdf, sheet = generate(seed, case=ADVERSARIAL[number % len(ADVERSARIAL)])
        kind = "as_is"
    else:
        pdf, sheet = generate(seed)
        kind = group
        # A picture shows one page only: sheets with more are sent as files.
        while sheet.pages > 1 and kind not in WHOLE:
            seed += 1
            pdf, sheet = generate(seed)
    content, name = copy(pdf, kind, seed, name=sheet.filename)
    return Sample(group, kind, name, content, sheet)
