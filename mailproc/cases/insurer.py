"""Through whom the insurance exists: our institute, another school, a job. Pure.

The worst letter of all sends our own student to get a baja, so `ours` and "certainly not ours" leave a wide
space between them, and what falls there is for a person (Rules, first point, of docs/kinds-of-case.md).
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from mailproc.reading import identifiers
from mailproc.reading.model import Employer

STUDENTS = "32"
"""Modality of a school's students (registro patronal, positions 9 and 10)."""

ORDINARY = frozenset({"10", "13", "14", "17", "30", "36", "38", "42"})
"""Modalities of paid work with the right to care. The others (33 and family cover, 40 and voluntary
continuation, domestic work in its several forms) are not foreseen: a person looks."""

_LIKE = 82.0
"""Similarity (0 to 100) from which a name may be ours, misread or shortened. Names of other schools in the same
town reach the seventies; what lies above costs a look by a person, what lies below a wrong letter."""

_GENERIC_WORDS = """
INSTITUTO INST TECNOLOGICO TEC NACIONAL SUPERIOR UNIVERSIDAD UNIV COLEGIO COL ESCUELA ESC CENTRO CAMPUS
PLANTEL DE DEL LA LAS LOS EL Y E EN SA CV SC AC
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())


_SMALL = frozenset({"DE", "DEL", "LA", "LAS", "LOS", "EL", "Y", "E", "EN"})
_PARENT_BODY = frozenset({"TECNM", "TNM", "MEXICO"})
"""The national body of the institutos tecnológicos: with a word of ours, or alone, it may be us."""


class Relation(Enum):
    """Whose employer a row is."""

    OURS = "ours"
    OTHER_SCHOOL = "other_school"
    ORDINARY = "ordinary"
    UNCLEAR = "unclear"


def relation(
    employer: Employer, *, registrations: Sequence[str], names: Sequence[str], alike: Sequence[str] = ()
) -> Relation:
    """What a trusted row of the employers' table is to us.

    `registrations` and `names` are ours, as configured; `alike` are further names of ours that a sheet may print
    and that alone prove nothing. OURS: registro equal at its printed length, or name equal
    but for accents, case and punctuation. UNCLEAR: anything that may be ours misread, and any modality that is
    not foreseen.
    """
    if is_ours(employer, registrations=registrations, names=names):
        return Relation.OURS
    if not employer.registro or not employer.name or maybe_ours(employer, registrations, (*names, *alike)):
        return Relation.UNCLEAR
    if employer.modality == STUDENTS:
        return Relation.OTHER_SCHOOL
    return Relation.ORDINARY if employer.modality in ORDINARY else Relation.UNCLEAR


def is_ours(employer: Employer, *, registrations: Sequence[str], names: Sequence[str]) -> bool:
    """Registro equal to one of ours at its printed length (8, 10 or 11), or the very name of ours."""
    printed = employer.registro
    if any(identifiers.same_registro(printed, ours) for ours in registrations):
        return True
    return bool(employer.name) and plain(employer.name) in {plain(name) for name in names}


def maybe_ours(employer: Employer, registrations: Sequence[str], names: Sequence[str]) -> bool:
    """A registro within two characters of ours, or a name like ours."""
    printed = employer.registro
    near = any(Levenshtein.distance(ours[: len(printed)], printed) <= 2 for ours in registrations)
    return near or any(name_like(employer.name, ours) for ours in names)


def name_like(name: str, ours: str) -> bool:
    """Whether a name may be ours: alike as a whole, cut off, made of generic words alone (the body that all
    institutes like ours belong to), our initials, or with our telling words, however few else."""
    theirs, mine = plain(name), plain(ours)
    if not theirs or mine.startswith(theirs) or set(theirs.split()) <= _GENERIC | _PARENT_BODY:
        return True
    if max(fuzz.ratio(theirs, mine), fuzz.token_sort_ratio(theirs, mine)) >= _LIKE:
        return True
    initials = "".join(word[0] for word in mine.split() if word not in _SMALL)
    if len(initials) >= 3 and initials in theirs.replace(" ", ""):
        return True
    telling = [word for word in mine.split() if word not in _GENERIC]
    kin = {word[:4] for word in mine.split() if word in _GENERIC and len(word) > 2}
    heard = theirs.split()
    found = sum(any(fuzz.ratio(word, other) >= 80 or _short(other, word) for other in heard) for word in telling)
    same_sort = any(word[:4] in kin or word[:3] in {part[:3] for part in kin} for word in heard)
    body = _PARENT_BODY & set(heard) or re.match(r"I ?T\b", theirs)
    return bool(found) and bool(body or (found == len(telling) and same_sort))


def _short(word: str, full: str) -> bool:
    """ "GTZ" or "TUX" for GUTIERREZ, TUXTLA: same first letter, letters of the full word in order."""
    rest = iter(full)
    return 2 < len(word) < len(full) and word[0] == full[0] and all(letter in rest for letter in word)


def plain(name: str) -> str:
    """Upper case, no accents, one space between words, letters and digits only."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[A-Z0-9]+", bare.upper()))
