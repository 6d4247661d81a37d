"""Promise 3: a value is trusted when form and check digits hold and two independent witnesses agree.

Who counts for how much
* TEXT (visible, born-digital) is as good as two; every engine, a scanner's layer, a typed text, the file's name, the
  sender and the roster one each; HIDDEN none. The same engine on differently prepared pictures stays one witness.
* Kin are two engines that learned alike (two generations of one recogniser) or may be one and the same (a scanner's
  layer and Tesseract). They share some blind spots: what they agree on counts two where check digits hold, for a
  shared misreading passes those once in ten, and one and a half where none do.
* PLACE (the same value at a second place of the sheet, or another value that says the same) counts half, and only
  beside check digits or for what it says in other words: one engine misreads one typeface alike in two places. So
  no engine is ever believed on its own word.
* A vote that is broken in form or check digits is a misreading; it neither makes nor breaks a value that two
  others agree on. A valid vote for another value at the same place does break it, unless three stand against one.
* A repaired vote counts only beside a printed one for the same value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailproc.reading.model import Box, Witness
from mailproc.reading.places import Place, Vote

_WORTH = {Witness.TEXT: 2.0, Witness.HIDDEN: 0.0, Witness.OFFICER: 2.0, Witness.PLACE: 0.5}
_KIN = ((Witness.RAPID, Witness.PPOCR4), (Witness.SCANNER, Witness.TESSERACT))
NEEDED = 2.0
"""Points that make a value trusted."""
_ORDER = tuple(Witness)
# What is left of an engine's own doubt, at least; and how much of it check digits let through.
_LEAST_DOUBT = 0.02
_CHECKED = 0.1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the votes for one field come to. `against`: another value has as good a claim; `repaired`: no witness read
    it without look-alikes replaced."""

    value: str
    trusted: bool
    confidence: float
    witnesses: tuple[Witness, ...]
    page: int
    box: Box
    valid: bool
    against: bool
    points: float
    repaired: bool = False


def points_of(witnesses: Iterable[Witness], *, checked: bool) -> float:
    """How many independent witnesses these are worth; `checked`: the value's check digits hold."""
    present = set(witnesses)
    if not checked:
        present.discard(Witness.PLACE)
    points = sum(_WORTH.get(witness, 1.0) for witness in present)
    kin = sum(present.issuperset(pair) for pair in _KIN)
    return points if checked else points - 0.5 * kin


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
    needed: float = NEEDED,
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
    # Who saw too little of the page to tell that a value is cut or another's cannot speak for those who saw it.
    doubting = {vote.witness for _, vote in printed[best]} - {
        vote.witness for _, vote in printed[best] if vote.valid
    }
    sound = points_of(support[best] - doubting, checked=checked)
    trusted = valid and sound >= needed and not outvoted
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
        repaired=all(v.repaired for _, v in printed[best]),
    )


def _separate(value: str, places: Sequence[Place]) -> bool:
    """Whether two places of the sheet show the value, printed and not repaired."""
    showing = sum(any(vote.value == value and not vote.repaired for vote in place.votes) for place in places)
    return showing >= 2


def _claim(
    pairs: Sequence[tuple[Place, Vote]], support: set[Witness], *, checked: bool
) -> tuple[bool, bool, float, int, float]:
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
    if all(vote.repaired for vote in votes):
        doubt = max(doubt, 0.3)
    if outvoted:
        doubt = max(doubt, 0.5)
    return round(min(max(1 - doubt, 0.05), 0.9995), 4)
