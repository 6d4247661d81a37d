"""Promise 3: a value is trusted when form and check digits hold and two independent witnesses agree.

Who counts for how much
* TEXT (visible, born-digital) is as good as two; SCANNER, RAPID, TESSERACT, FILENAME, SENDER, ROSTER one each;
  HIDDEN none. The same engine on differently prepared pictures stays one witness.
* PLACE (the same value at a second place of the sheet) counts as one only for values with check digits: one
  engine misreads one typeface alike in two places, but not so that a check digit comes right twice.
* SCANNER and TESSERACT may be the same engine at two times; without check digits they count as one together.
* A vote that is broken in form or check digits is a misreading; it neither makes nor breaks a value that two
  others agree on. A valid vote for another value at the same place does break it, unless three stand against one.
* A repaired vote counts only beside a printed one for the same value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailproc.reading.model import Box, Witness
from mailproc.reading.places import Place, Vote

_WORTH = {Witness.TEXT: 2, Witness.HIDDEN: 0, Witness.OFFICER: 2}
_ORDER = tuple(Witness)
# What is left of an engine's own doubt, at least; and how much of it check digits let through.
_LEAST_DOUBT = 0.02
_CHECKED = 0.1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the votes for one field come to. `against`: another value has as good a claim."""

    value: str
    trusted: bool
    confidence: float
    witnesses: tuple[Witness, ...]
    page: int
    box: Box
    valid: bool
    against: bool
    points: int


def points_of(witnesses: Iterable[Witness], *, checked: bool) -> int:
    """How many independent witnesses these are worth."""
    present = set(witnesses)
    if not checked:
        present.discard(Witness.PLACE)
        if Witness.SCANNER in present and Witness.TESSERACT in present:
            present.discard(Witness.SCANNER)
    return sum(_WORTH.get(witness, 1) for witness in present)


def ordered(witnesses: Iterable[Witness]) -> tuple[Witness, ...]:
    """Each once, in the order of the enum."""
    present = set(witnesses)
    return tuple(witness for witness in _ORDER if witness in present)


def judge(
    places: Sequence[Place],
    *,
    checked: bool,
    echoes: Sequence[Place] = (),
    outside: dict[str, set[Witness]] | None = None,
    needed: int = 2,
) -> Verdict | None:
    """The verdict over all places that may show the field's value; None where nothing was read.

    checked   the value carries check digits.
    echoes    other places (unlabelled, amid a seal) that can confirm a value but never give one.
    outside   witnesses beside the sheet by the value they know (file name, sender, roster).
    """
    if not any(place.votes for place in places):
        return None
    support: dict[str, set[Witness]] = {}
    printed: dict[str, list[tuple[Place, Vote]]] = {}
    for place in places:
        for vote in place.votes:
            printed.setdefault(vote.value, []).append((place, vote))
    for value, pairs in printed.items():
        clean = {vote.witness for _, vote in pairs if not vote.repaired}
        support[value] = clean | {vote.witness for _, vote in pairs if vote.repaired} if clean else set()
        if clean and _separate(value, [*places, *echoes]):
            support[value].add(Witness.PLACE)
        support[value] |= (outside or {}).get(value, set())
    best = max(printed, key=lambda value: _claim(printed[value], support[value], checked=checked))
    points = points_of(support[best], checked=checked)
    rivals = [
        points_of(support[value] - {Witness.PLACE}, checked=checked)
        for value, pairs in printed.items()
        if value != best and any(vote.valid and not vote.repaired for _, vote in pairs)
    ]
    rival = max(rivals, default=0)
    valid = any(vote.valid for _, vote in printed[best])
    outvoted = rival > 0 and not (points >= 3 and points - rival >= 2)
    place, vote = max(
        printed[best],
        key=lambda pair: (
            pair[1].witness is Witness.TEXT,
            not pair[1].repaired,
            -pair[0].rank,
            pair[1].confidence,
        ),
    )
    trusted = valid and points >= needed and not outvoted
    return Verdict(
        value=best,
        trusted=trusted,
        confidence=_confidence(
            [v for _, v in printed[best]], support[best], checked=checked and valid, outvoted=outvoted
        ),
        witnesses=ordered(support[best] or {vote.witness}),
        page=place.page,
        box=vote.box,
        valid=valid,
        against=outvoted,
        points=points,
    )


def _separate(value: str, places: Sequence[Place]) -> bool:
    """Whether two places of the sheet show the value, printed and not repaired."""
    showing = sum(any(vote.value == value and not vote.repaired for vote in place.votes) for place in places)
    return showing >= 2


def _claim(
    pairs: Sequence[tuple[Place, Vote]], support: set[Witness], *, checked: bool
) -> tuple[bool, bool, int, int, float]:
    return (
        any(vote.valid for _, vote in pairs),
        any(not vote.repaired for _, vote in pairs),
        points_of(support, checked=checked),
        -min(place.rank for place, _ in pairs),
        max(vote.confidence for _, vote in pairs),
    )


def _confidence(votes: Sequence[Vote], support: set[Witness], *, checked: bool, outvoted: bool) -> float:
    """The chance that the value is right: the witnesses' doubts, multiplied, for they err independently."""
    doubt = _CHECKED if checked else 1.0
    for witness in support | {vote.witness for vote in votes}:
        if witness is Witness.TEXT:
            doubt *= 0.001
            continue
        sure = max((vote.confidence for vote in votes if vote.witness is witness), default=0.9)
        doubt *= max(1 - sure, _LEAST_DOUBT) * 2
    if any(vote.repaired for vote in votes):
        doubt = max(doubt, 0.3)
    if outvoted:
        doubt = max(doubt, 0.5)
    return round(min(max(1 - doubt, 0.05), 0.9995), 4)
