"""The CURP: its form, what it tells of its person, and where one stands in noisy text.

python-stdnum's mx.curp holds the states, the check digit and the words that may not be formed; it refuses
sex X, which is legal since 2023, so the rest of the structure is checked here.
"""

import re
from datetime import date

from stdnum.mx import curp as stdnum_curp

from mailproc.reading.folding import AS_DIGIT, AS_LETTER, as_typed, is_doubled, squeeze_with_places
from mailproc.reading.identifiers import Candidate

# Second letter: an inner vowel or X; positions 14 to 16: inner consonants (X where there is none, or for Ñ).
_FORM = re.compile(r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d")
_ANYWHERE = re.compile(rf"(?=({_FORM.pattern}))")
_ROUGH = re.compile(r"(?=([A-Z0-9]{4}[0-9OQDUILZSGBTA]{6}[HMXN][A-Z0-9]{2}[A-Z0-9]{3}[A-Z0-9][0-9OQDUILZSGBTA]))")
# A word by itself that is a character or two too long for a CURP.
_TOO_LONG = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{19,20}(?![A-Z0-9])")
_LETTERS = (0, 1, 2, 3, 11, 12, 13, 14, 15)
_DIGITS = (4, 5, 6, 7, 8, 9, 17)
# Nobody on a sheet is older than this; it tells 1905 from 2005 when a homoclave was misread.
_OLDEST = 105
_YOUNGEST_YEAR = 2045


def has_form(text: str) -> bool:
    """Eighteen characters, each of its position's kind, a real date of a living person, a real state."""
    return _FORM.fullmatch(text) is not None and _structure_holds(text)


def _structure_holds(text: str) -> bool:
    # Sex X is put aside for the library's sake: it takes no part in date, state or forbidden words.
    neutral = text[:10] + "H" + text[11:]
    if not stdnum_curp.is_valid(neutral, validate_check_digits=False):
        return False
    year = birth(text).year
    return _YOUNGEST_YEAR - _OLDEST <= year <= _YOUNGEST_YEAR


def is_curp(text: str) -> bool:
    """`has_form`, and the check digit is right."""
    return has_form(text) and text[17] == stdnum_curp.calc_check_digit(text[:17])


def birth(curp: str) -> date:
    """The date of birth; a letter as homoclave means 20xx. ValueError where it is no date."""
    century = 1900 if curp[16].isdigit() else 2000
    return date(century + int(curp[4:6]), int(curp[6:8]), int(curp[8:10]))


def sex(curp: str) -> str:
    """H, M or X."""
    return curp[10]


def find_curps(text: str) -> list[Candidate]:
    """All CURPs in the text, also with spaces or hyphens between and words joined on either side.

    A candidate of the right form whose check digit fails has `valid` False. One that needed look-alikes
    replaced or a character that was read twice left out is `repaired`: about 3 % of single confusions pass even the
    check digit, so it proves nothing.
    """
    squeezed, places = squeeze_with_places(text)
    found: list[Candidate] = []
    taken: set[int] = set()
    for match in _TOO_LONG.finditer(text):
        value = _read_once(match[0])
        if value is not None:
            found.append(Candidate(value, *match.span(), valid=is_curp(value), repaired=True))
            taken.update(at for at, place in enumerate(places) if match.start() <= place < match.end())
    for match in _ANYWHERE.finditer(squeezed):
        value, start = match[1], match.start()
        if _structure_holds(value) and taken.isdisjoint(range(start, start + 18)):
            found.append(_candidate(value, start, places, repaired=False))
            taken.update(range(start, start + 18))
    for match in _ROUGH.finditer(squeezed):
        start = match.start()
        if taken.isdisjoint(range(start, start + 18)) and _starts_a_word(text, places, start):
            typed = repair(match[1])
            if typed is not None:
                found.append(_candidate(typed, start, places, repaired=True))
                taken.update(range(start, start + 18))
    return found


def repair(text: str) -> str | None:
    """The CURP that the text becomes when look-alikes are replaced by position, None where it becomes none."""
    typed = as_typed(text, _DIGITS, _LETTERS)
    if typed[1] == "L":  # a vowel, or X
        typed = typed[0] + "I" + typed[2:]
    if typed[10] == "N":
        typed = typed[:10] + "H" + typed[11:]
    # The homoclave may be digit or letter; which of the two, the year of birth of a living person tells.
    twin = AS_DIGIT.get(typed[16]) or AS_LETTER.get(typed[16]) or typed[16]
    for candidate in (typed, typed[:16] + twin + typed[17]):
        if candidate != text and has_form(candidate):
            return candidate
    return None


def _read_once(text: str) -> str | None:
    """The only CURP that a word too long for one becomes when what was read twice, as two look-alikes, is read once:
    "SAGNO02…" is "SAGN02…". Of two the one that needs no look-alike replaced."""
    shorter = {text}
    for _ in range(len(text) - 18):
        shorter = {one[:at] + one[at + 1 :] for one in shorter for at in range(len(one)) if _is_twin(one, at)}
    printed = {one for one in shorter if has_form(one)}
    values = printed or {typed for one in shorter if (typed := repair(one)) is not None}
    return values.pop() if len(values) == 1 else None


def _is_twin(text: str, at: int) -> bool:
    """Whether the character may be one with the one before or after it."""
    return is_doubled(text[at - 1 : at + 1]) or is_doubled(text[at : at + 2])


def _candidate(value: str, start: int, places: tuple[int, ...], *, repaired: bool) -> Candidate:
    return Candidate(value, places[start], places[start + 17] + 1, valid=is_curp(value), repaired=repaired)


def _starts_a_word(text: str, places: tuple[int, ...], start: int) -> bool:
    """A repaired CURP must not begin amid a word: there are too many ways to shift it."""
    place = places[start]
    return place == 0 or not text[place - 1].isalnum()
