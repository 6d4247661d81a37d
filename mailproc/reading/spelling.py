"""What the witnesses of a company's name come to: one spelling, and whether it is sure.

A name is told as it was printed or not at all: what seems cut off, and what two witnesses read in two ways, is not
sure, and the caller leaves it blank rather than wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from mailproc.reading.folding import fold, fold_name
from mailproc.reading.model import Witness
from mailproc.reading.places import Place, Vote
from mailproc.reading.spacing import is_glued
from mailproc.reading.votes import NEEDED, points_of
from mailproc.reading.wrapping import is_cut

# Two engines' spellings of one name: so alike, or a character or two apart.
_ALIKE, _FEW = 90.0, 2


@dataclass(frozen=True, slots=True)
class Company:
    """A name and how well it is known. `sure`: whole, and read alike by two witnesses."""

    name: str
    sure: bool
    confidence: float


def weigh_company(places: Sequence[Place]) -> Company | None:
    """The name that the witnesses of the nearest of these places read. Not sure where one witness alone read it,
    where it seems cut off, and where two read another letter at one place and no third tells which."""
    nearest = min((place.rank for place in places), default=0)
    votes = [vote for place in places if place.rank == nearest for vote in place.votes]
    groups: list[list[Vote]] = []
    for vote in sorted(votes, key=lambda one: -len(_key(one.value))):
        group = next((one for one in groups if _same(vote.value, one[0].value)), None)
        if group is None:
            groups.append([vote])
        else:
            group.append(vote)
    if not groups:
        return None
    best = max(groups, key=lambda group: (_points(group), len(_key(group[0].value))))
    spelled, agreed = _spelling(best)
    longer = any(
        _key(spelled) in _key(other[0].value) and len(_key(other[0].value)) > len(_key(spelled)) + _FEW
        for other in groups
        if other is not best
    )
    whole = _points([vote for vote in best if vote.valid]) >= NEEDED and not is_cut(spelled) and not longer
    doubt = 1.0
    for witness in {vote.witness for vote in best}:
        said = max(vote.confidence for vote in best if vote.witness is witness)
        doubt *= 0.001 if witness is Witness.TEXT else min(1.0, 2 * max(0.05, 1 - said))
    glued = any(is_glued(word) for word in fold_name(spelled).split())
    sure = whole and agreed and not glued
    return Company(spelled, sure, round(1 - doubt if sure else min(1 - doubt, 0.6), 4))


def _key(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


def _same(one: str, other: str) -> bool:
    """One name read twice: a character or two apart on long ones, none cut off."""
    left, right = _key(one), _key(other)
    if left == right:
        return True
    few = 1 if min(len(left), len(right)) < 12 else _FEW
    return abs(len(left) - len(right)) <= few and fuzz.ratio(left, right) >= _ALIKE


def _points(votes: Sequence[Vote]) -> float:
    return points_of({vote.witness for vote in votes}, checked=False)


def _spelling(votes: Sequence[Vote]) -> tuple[str, bool]:
    """The spelling that independent witnesses share but for spaces, signs and accents, and True; where none do, that
    of the witness that parts words best, and False: which of two letters was printed nobody can tell."""
    shared: dict[str, list[Vote]] = {}
    for vote in votes:
        shared.setdefault(_key(vote.value), []).append(vote)
    most = max(shared.values(), key=_points)
    agreed = _points(most) >= NEEDED
    return min(most if agreed else votes, key=_surest).value, agreed


def _surest(vote: Vote) -> tuple[bool, int, bool, bool, float]:
    """Sorts the surest first: text; who parts words best; who sees an Ñ, for nobody invents one; an engine that reads
    whole lines; its own confidence."""
    return (
        vote.witness is not Witness.TEXT,
        -vote.value.count(" "),
        "Ñ" not in vote.value,
        vote.witness is Witness.TESSERACT,
        -vote.confidence,
    )
