"""Makes valid NSS, CURP and registro patronal for people who do not exist.

Written from the published rules and apart from `mailproc.reading.identifiers`, so that the generator and the
reader cannot share a mistake. `tests/unit/test_generator.py` holds both against python-stdnum.
"""

import tomllib
import unicodedata
from datetime import date
from pathlib import Path
from random import Random

WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
"""Lists of words by name; what each is for stands beside it in the file."""

STATES = WORDS["states"]
FORBIDDEN = frozenset(WORDS["forbidden"])
PARTICLES = frozenset(WORDS["particles"])
COMMON_FIRST_NAMES = frozenset({"MARIA", "MA", "MA.", "M", "M.", "JOSE", "J", "J."})
ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
"""Values 0 to 36 for the CURP's check digit."""


def luhn_digit(digits: str) -> str:
    """The digit that completes `digits`: doubling starts with the rightmost."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def nss(rng: Random, born: date) -> str:
    """Eleven digits. One in ten breaks the soft rule of segments, one in six starts with zero."""
    office = f"0{rng.randint(1, 9)}" if rng.random() < 0.16 else str(rng.randint(10, 97))
    if rng.random() < 0.1:
        years = f"{rng.randint(0, 99):02d}{rng.randint(0, 99):02d}"
    else:
        years = f"{(born.year + rng.randint(15, 20)) % 100:02d}{born.year % 100:02d}"
    body = office + years + f"{rng.randint(1, 9999):04d}"
    return body + luhn_digit(body)


def registro(rng: Random, modality: str, *, letter: bool | None = None) -> str:
    """Eleven characters: municipality, serial, modality, check digit."""
    lettered = rng.random() < 0.7 if letter is None else letter
    head = rng.choice("ABCDEFGHJKLMNPRSTUVXYZ") if lettered else str(rng.randint(0, 9))
    body = f"{head}{rng.randint(0, 99):02d}{rng.randint(1000, 99999):05d}{modality}"
    return body + registro_digit(body)


def registro_digit(body: str) -> str:
    """The check digit of ten characters; a leading letter counts as its index plus ten (A = 10)."""
    first = str(ord(body[0]) - ord("A") + 10) if body[0].isalpha() else body[0]
    return luhn_digit(first + body[1:])


def plain(text: str) -> str:
    """Upper case without accents; Ñ stays Ñ, Ü becomes U."""
    kept = unicodedata.normalize("NFC", text.upper()).replace("Ñ", "\0")
    bare = "".join(char for char in unicodedata.normalize("NFD", kept) if not unicodedata.combining(char))
    return bare.replace("\0", "Ñ")


def curp(given: str, first: str, second: str, *, born: date, sex: str, state: str, rng: Random) -> str:
    """Eighteen characters; `second` may be "", sex is H, M or X."""
    surname, other, name = _main_word(first), _main_word(second), _main_word(given, skip_common=True)
    head = surname[:1] + _inner(surname, vowels=True) + (other[:1] or "X") + name[:1]
    if head in FORBIDDEN:
        head = head[0] + "X" + head[2:]
    consonants = "".join(_inner(word, vowels=False) for word in (surname, other, name))
    distinct = str(rng.choice("0000001")) if born.year < 2000 else rng.choice("AAAAAAAAB")
    body = (head + f"{born:%y%m%d}" + sex + state + consonants + distinct).replace("Ñ", "X")
    return body + curp_digit(body)


def curp_digit(body: str) -> str:
    """The check digit of seventeen characters: weights 18 down to 2, ten minus the sum modulo ten."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, range(18, 1, -1), strict=True))
    return str(-total % 10)


def _main_word(text: str, *, skip_common: bool = False) -> str:
    """The word that counts: particles are passed over, and MARIA or JOSE when another given name follows."""
    words = [word for word in plain(text).split() if word not in PARTICLES] or plain(text).split()
    if skip_common and len(words) > 1 and words[0] in COMMON_FIRST_NAMES:
        words = words[1:]
    return words[0] if words else ""


def _inner(word: str, *, vowels: bool) -> str:
    """The first vowel (or consonant) after the first letter, X where there is none."""
    for char in word[1:]:
        if char.isalpha() and (char in "AEIOU") == vowels:
            return char
    return "X"
