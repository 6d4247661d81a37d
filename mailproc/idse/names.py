"""A person's name as the file takes it: in its three parts, in capitals without accents, at most 27 letters each."""

import re
from dataclasses import dataclass

from mailproc.reading.folding import fold_name
from mailproc.reading.model import NameParts
from mailproc.reading.names import best_splits, is_plain, misfits, split_name

WIDTH = 27
"""Letters that a part of a name may have."""

_BETWEEN = re.compile(r"[-‐‑–/,.\s]+")
_WITHIN = re.compile(r"['’‘`´]")
_LETTERS = re.compile(r"(?:[A-ZÑ]+ )*[A-ZÑ]+")


@dataclass(frozen=True, slots=True)
class Written:
    """A part of a name as it stands in the file; `cut` where it was longer."""

    text: str
    cut: bool = False


def written(part: str, enye: str) -> Written | None:
    """The part in capitals without accents, `enye` in the place of Ñ. None where it has a letter that the file cannot
    hold. Hyphens, commas and points part words (MA. becomes MA); an apostrophe goes (D'ANGELO becomes DANGELO)."""
    plain = " ".join(_BETWEEN.sub(" ", _WITHIN.sub("", fold_name(part))).split())
    if plain and not _LETTERS.fullmatch(plain):
        return None
    cut = plain[:WIDTH].rstrip(" ")
    return Written(cut.replace("Ñ", enye), cut != plain)


def parted(
    name: str, curp: str, *, read: tuple[str, NameParts | None] = ("", None), roster: str = ""
) -> NameParts | None:
    """A trusted name in its parts, None where nobody can tell for sure which words are surnames.

    The CURP's seven letters decide; `read` is the name as a trusted sheet of the student shows it, with its parts
    there, which count if it is this very name; `roster` is the same name as the roster writes it: where both orders
    leave only one way, that is it. Surnames of several words (DE LA CRUZ) stay whole, one surname is the first.
    """
    shown, parts = read
    if (
        parts is not None
        and not parts.ambiguous
        and fold_name(shown) == fold_name(name)
        and not misfits(parts, curp)
    ):
        return parts
    found = split_name(name, curp)
    if found is None or not found.ambiguous:
        return found
    left = set(_ways(name, curp)) & set(_ways(roster, curp))
    return left.pop() if len(left) == 1 else None


def _ways(name: str, curp: str) -> tuple[NameParts, ...]:
    """How the CURP allows a name to be parted, its surnames as surnames are."""
    misfit, ways = best_splits(name, curp)
    return () if misfit else tuple(way for way in ways if is_plain(way))
