"""What the witnesses of a company's name come to: one spelling, and whether it is sure.

A name is told as it was printed or not at all: what seems cut off, and what two witnesses read in two ways, is not
sure, and the caller leaves it blank rather than wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from mailproc.reading.folding import fold, fold_name
from mailproc.reading.model import Witness
from mailproc.reading.places import Place, Vote
from mailproc.reading.spacing import is_glued
from mailproc.reading.votes import NEEDED, points_of
from mailproc.reading.wrapping import is_cut

# Words that stand inside names alone: no name begins with one.
_INSIDE = frozenset(
    [
        "A",
        "AL",
        "ANTE",
        "CAMPUS",
        "CON",
        "DE",
        "DEL",
        "E",
        "EN",
        "NO",
        "NUM",
        "NUMERO",
        "O",
        "PARA",
        "PLANTEL",
        "POR",
        "U",
        "Y",
    ]
)
# Nouns that say what kind of school or company a name is of, and a school's shifts.
_NOUNS = frozenset(re.findall(r"\w+", """
    BACHILLERATO CENTRO COLEGIO COMERCIALIZADORA ESCUELA FACULTAD FARMACIA FARMACIAS GRUPO INSTITUTO NACIONAL
    OPERADORA PREPARATORIA SECRETARIA SECUNDARIA SERVICIOS SUPERIOR TECNOLOGICA TECNOLOGICO UNIVERSIDAD
    TURNO MATUTINO VESPERTINO NOCTURNO MIXTO
"""))  # fmt: skip
_FORM = re.compile(
    r"(?:S\.?\s?A\.?|S\.?|A\.?\s?C\.?|S\.?\s?C\.?)(?:\s(?:P\.?I\.?\s)?DE\s|$)|C\.?\s?V\.?$|R\.?\s?L\.?\b"
)
# A word shortened at the end leads to a number: "CED. PROF."
_SHORTENED = re.compile(r"\b(?!CIA|ASOC|HNOS)[A-Z]{3,}\.$")
# "… SAPI", "… SA": "DE CV" is lost, for hardly any company is called so.
_CUT_FORM = re.compile(r"\bS\.?\s?A\.?(?:\s?P\.?\s?I\.?|\s?B\.?)?$")
# Only these have a variable capital; another letter was misread, by all that heard it.
_VARIABLE, _WITH_ONE = re.compile(r"DECV$"), re.compile(r"(?:SA|SAB|SAPI|SAPIB|SAS|RL)DECV$")
_JOINED = re.compile(r"\bDE C\.?\s?V\b\.?\s+\w{2,}")
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
    where it seems cut off, where two read another letter at one place and no third tells which, and where another of
    these places has another name."""
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
    rivalled = any(not _agrees(spelled, vote.value) for place in places for vote in place.votes)
    whole = (
        _points([vote for vote in best if vote.valid]) >= NEEDED
        and not _is_piece(spelled)
        and not (longer or rivalled)
    )
    doubt = 1.0
    for witness in {vote.witness for vote in best}:
        said = max(vote.confidence for vote in best if vote.witness is witness)
        doubt *= 0.001 if witness is Witness.TEXT else min(1.0, 2 * max(0.05, 1 - said))
    glued = any(is_glued(word) for word in fold_name(spelled).split())
    sure = whole and agreed and not glued
    return Company(spelled, sure, round(1 - doubt if sure else min(1 - doubt, 0.6), 4))


def _is_piece(name: str) -> bool:
    """Whether a name cannot be whole by its words: it ends amid a phrase or begins amid one, is but the noun that names
    of its kind begin with, or goes on after a company's form, as two names run together do."""
    words = [word.strip('.,()"') for word in fold(name).split()]
    if is_cut(name) or ":" in name or words[0] in _INSIDE or set(words) <= _NOUNS:
        return True
    if _SHORTENED.search(name) or _CUT_FORM.search(fold(name)):
        return True
    if _VARIABLE.search(_key(name)) and not _WITH_ONE.search(_key(name)):
        return True
    return _FORM.match(fold(name)) is not None or _JOINED.search(fold(name)) is not None


def _key(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


def _same(one: str, other: str) -> bool:
    """One name read twice: a character or two apart on long ones, none cut off."""
    left, right = _key(one), _key(other)
    if left == right:
        return True
    few = 1 if min(len(left), len(right)) < 12 else _FEW
    return abs(len(left) - len(right)) <= few and fuzz.ratio(left, right) >= _ALIKE


def _agrees(name: str, other: str) -> bool:
    """Whether two places can mean one name: alike, or one is a part of the other."""
    one, two = _key(name), _key(other)
    return fuzz.partial_ratio(one, two) >= _ALIKE


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
