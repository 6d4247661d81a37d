"""Whether a name and a CURP can be the same person's, and how a name in one string splits.

Source of the rules: the RENAPO instructions for assigning the CURP. First surname: initial and first inner
vowel; second surname: initial (X where there is none); given name: initial, the second name where the first
is MARIA or JOSE; then the first inner consonant of each. Particles (DE, LA, DEL …) do not count, Ñ is X,
and a forbidden word gets an X as its second letter. RENAPO itself makes exceptions: this is a soft check.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from stdnum.mx import curp as stdnum_curp

from mailproc.reading.folding import fold_name
from mailproc.reading.model import NameParts

PARTICLES = frozenset(
    [
        "DA",
        "DAS",
        "DE",
        "DEL",
        "DER",
        "DI",
        "DIE",
        "DD",
        "EL",
        "LA",
        "LAS",
        "LE",
        "LES",
        "LOS",
        "MAC",
        "MC",
        "VAN",
        "VON",
        "Y",
    ]
)
SAINTS = frozenset(["SAN", "SANTA", "SANTO"])
_COMMON = frozenset(["MARIA", "MA", "M", "JOSE", "J"])
_VOWELS = frozenset("AEIOU")


@lru_cache(maxsize=4096)
def initials(parts: NameParts) -> str:
    """The seven letters a CURP takes from a name: positions 1 to 4 and 14 to 16."""
    first, second = _counting(parts.first), _counting(parts.second)
    given = _counting(parts.given, of_given=True)
    vowel = next((c for c in first[1:] if c in _VOWELS), "X")
    four = _letter(first[:1]) + vowel + _letter(second[:1]) + _letter(given[:1])
    if _forbidden(four):
        four = four[0] + "X" + four[2:]
    return four + _consonant(first) + _consonant(second) + _consonant(given)


def _counting(name: str, *, of_given: bool = False) -> str:
    """The one word of a name that counts."""
    words = [word.strip(".,'-/") for word in fold_name(name).replace("-", " ").replace("/", " ").split()]
    words = [word for word in words if word]
    if of_given and len(words) > 1 and words[0] in _COMMON:
        rest = [word for word in words[1:] if word not in PARTICLES]
        words = rest or words
    counting = [word for word in words if word not in PARTICLES] or words
    return counting[0] if counting else ""


def _letter(text: str) -> str:
    return "X" if text in {"", "Ñ"} or not text.isascii() or not text.isalpha() else text


def _consonant(word: str) -> str:
    return next((_letter(c) for c in word[1:] if c.isalpha() and c not in _VOWELS), "X")


@lru_cache(maxsize=4096)
def _forbidden(four: str) -> bool:
    # The library refuses a CURP for such a word; everything else in this one is right.
    return not stdnum_curp.is_valid(four + "000101HCSBBB00", validate_check_digits=False)


def misfits(parts: NameParts, curp: str) -> int:
    """How many of the seven letters differ, 0 to 7."""
    letters = initials(parts)
    return sum(a != b for a, b in zip(letters, curp[:4] + curp[13:16], strict=True))


def splits(words: Sequence[str]) -> list[NameParts]:
    """All ways to read a name in one string: given names first or last, surnames of several words, one surname."""
    count = len(words)
    ways: list[NameParts] = []
    for one in range(1, count):
        ways.append(_parts(words[:one], words[one:], ()))
        ways.append(_parts(words[one:], words[:one], ()))
        for two in range(one + 1, count):
            ways.append(_parts(words[:one], words[one:two], words[two:]))
            ways.append(_parts(words[two:], words[:one], words[one:two]))
    return ways


def _parts(given: Sequence[str], first: Sequence[str], second: Sequence[str]) -> NameParts:
    return NameParts(" ".join(given), " ".join(first), " ".join(second))


def _whole(part: str) -> bool:
    """No part of a name ends in a particle: "DE LA | CRUZ" is no split."""
    return not part or part.rsplit(maxsplit=1)[-1] not in PARTICLES


@lru_cache(maxsize=4096)
def best_splits(name: str, curp: str) -> tuple[int, tuple[NameParts, ...]]:
    """The fewest letters that differ from the CURP over all splits, and the splits that reach it.

    More than one split: the name is ambiguous as far as the CURP tells. Nothing to split: (7, ()).
    """
    words = fold_name(name).split()
    if not 2 <= len(words) <= 9:
        return 7, ()
    ways = [way for way in splits(words) if _whole(way.given) and _whole(way.first) and _whole(way.second)]
    if not ways:
        return 7, ()
    scored = [(misfits(way, curp), way) for way in ways]
    fewest = min(score for score, _ in scored)
    return fewest, tuple(dict.fromkeys(way for score, way in scored if score == fewest))


def split_name(name: str, curp: str) -> NameParts | None:
    """The name in one string, parted as the CURP's seven letters allow; None where they allow nothing.

    Of several ways only those count whose surnames are as surnames are (one word, with particles, or one of the
    compounds of "San" and of "de"); if more than one is left, the parts are marked as ambiguous.
    """
    misfit, ways = best_splits(name, curp)
    if misfit or not ways:
        return None
    usual = [way for way in ways if _is_usual(way.first) and _is_usual(way.second)] or list(ways)
    likeliest = min(usual, key=lambda way: len(way.first.split()) + len(way.second.split()))
    return replace(likeliest, ambiguous=len(usual) > 1)


def _is_usual(surname: str) -> bool:
    """PEREZ, DE LA CRUZ, SAN MARTIN, MONTES DE OCA; "PEREZ LOPEZ" is two surnames."""
    words = surname.split()
    while words and words[0] in PARTICLES:
        words = words[1:]
    if words and words[0] in SAINTS:
        if len(words) == 1:
            return False
        words = words[1:]
    return len(words) <= 1 or (words[1] in PARTICLES and words[1] != "Y")


def is_plain(parts: NameParts) -> bool:
    """Whether each surname is one word, with what belongs to it; PEREZ GIL is a surname too, but PER EZ is none."""
    return all(_is_usual(surname.replace(" Y ", " DE ")) for surname in (parts.first, parts.second))


def standing_alone(name: str) -> int:
    """How many of its words neither are particles nor hang on one: DE LA CRUZ none, MONTES DE OCA one."""
    words = fold_name(name).split()
    leading = PARTICLES | SAINTS
    return sum(
        word not in leading and before not in leading for before, word in zip(["", *words], words, strict=False)
    )


def fits(name: str, curp: str) -> bool:
    """Whether the name, split in some way, gives all seven letters of the CURP."""
    return best_splits(name, curp)[0] == 0
