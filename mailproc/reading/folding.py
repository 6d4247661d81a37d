"""Text made comparable: accents, case, spaces and look-alike characters.

Two foldings are used. `fold` keeps the text's length and spaces readable; `squeeze` keeps only A-Z and 0-9,
so that words an engine joined ("DERECHOALSERVICIO") compare equal to words it parted.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

# What an engine may give where a digit (or a letter) was printed. Only positions that are typed by form use
# these, and what they give is a proposal marked as repaired.
AS_DIGIT = {"O": "0", "Q": "0", "D": "0", "U": "0", "I": "1", "L": "1", "Z": "2", "A": "4", "S": "5",
            "G": "6", "T": "7", "B": "8"}  # fmt: skip
AS_LETTER = {"0": "O", "1": "I", "2": "Z", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B"}

_EIGHTS = frozenset({"S8", "8S"})


@cache
def _fold_character(character: str) -> str:
    """Upper case without marks; "" for combining marks and control characters."""
    decomposed = unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in decomposed if unicodedata.category(c)[0] not in "MC" or c in "\t\n")
    return kept.upper()


@cache
def _squeeze_character(character: str) -> str:
    return "".join(c for c in _fold_character(character) if c.isascii() and c.isalnum())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Upper case, no accents (Ñ becomes N), one space between words."""
    return " ".join("".join(map(_fold_character, text)).split())


@lru_cache(maxsize=8192)
def fold_name(text: str) -> str:
    """Upper case, no accents, but Ñ and Ü stay what a person's name has: only Ñ is kept apart from N."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join("Ñ" if c in "ñÑ" else _fold_character(c) for c in composed).split())


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """Only A-Z and 0-9 of the folded text."""
    return "".join(map(_squeeze_character, text))


def squeeze_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    """`squeeze`, and for each of its characters the index in `text` that it came from."""
    if text.isascii():
        where = tuple(index for index, character in enumerate(text) if character.isalnum())
        return "".join([text[index] for index in where]).upper(), where
    kept: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        folded = _squeeze_character(character)
        kept.append(folded)
        places.extend([index] * len(folded))
    return "".join(kept), tuple(places)


def as_typed(text: str, digits: Iterable[int], letters: Iterable[int]) -> str:
    """`text` with look-alikes replaced at the positions that can only be digits, or only letters."""
    characters = list(text)
    for position in digits:
        characters[position] = AS_DIGIT.get(characters[position], characters[position])
    for position in letters:
        characters[position] = AS_LETTER.get(characters[position], characters[position])
    return "".join(characters)


def is_doubled(pair: str) -> bool:
    """Whether a text is two characters that may be one, which an engine read as two look-alikes as Tesseract does:
    "O0" for 0, "I1" for 1. Two of a kind are two."""
    alike = len({AS_DIGIT.get(one, one) for one in pair}) == 1 or pair in _EIGHTS
    return len(pair) == 2 and pair[0] != pair[1] and alike
