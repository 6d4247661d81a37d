"""What students say of their studies: control number, programme and semester. Only what is said plainly.

The words around them stand in words.toml ([control], [carrera], [semestre]).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mailproc.cases.patterns import Plain, compiled

_DEGREES = {"ing": "ingenieria", "licenciada": "licenciatura"}
"""Degrees as `Plain` has them, and as they are called."""


class Studies:
    """Finds them. `programmes` are further names than those of words.toml, as `Plain.words` has them, with their
    degree or without. Raises KeyError and ValueError where words.toml is malformed."""

    def __init__(self, tables: Mapping[str, Any], programmes: Sequence[str] = ()) -> None:
        labels = "|".join(label.replace(" ", r"[ .\u00b0\u00bao#]*") for label in tables["control"]["labels"])
        self._labelled = re.compile(
            rf"(?i)\b(?:{labels})\b[ .:#\u00b0\u00ba-]*+(?:es (?:el )?)?:? ?([a-z]? ?\d{{8}})\b"
        )
        # The longest first: "sistemas computacionales" is not "sistemas".
        degrees = "ing|ingenieria|licenciada|licenciatura|maestria|doctorado"
        degree = rf"(?:{degrees})(?: (?:en|de|ciencias|la|ingenieria)){{0,5}}"
        own = [re.escape(re.sub(rf"^{degree}(?: |$)", "", name)) for name in programmes]
        names = "|".join(sorted([*tables["carrera"]["names"], *filter(None, own)], key=len, reverse=True))
        said = _inner(tables["carrera"]["said"])
        self._programme = re.compile(
            rf" (?P<degree>{degree}) (?P<name>{names})(?= )"
            rf"|{said}(?: (?:la|el|carrera|licenciatura|de|en)){{0,3}} (?P<short>{names})(?= )"
        )
        self._numbers = {
            name: str(number) for number, row in enumerate(tables["semestre"]["names"], 1) for name in row
        }
        spelled = "|".join(sorted(self._numbers, key=len, reverse=True))
        self._semester = re.compile(
            rf" (?P<before>{spelled}) semestre(?= )| semestre(?: es)? (?P<after>{spelled})(?= )"
        )
        self._past = re.compile(_inner(tables["semestre"]["past"]) + "$")

    def control(self, text: str) -> str:
        """The control number, upper case: a letter (or none) and eight digits; without label and letter it must be no
        date. "" where none or several are said."""
        text = " ".join(text.split())
        labelled = {match.group(1).upper().replace(" ", "") for match in self._labelled.finditer(text)}
        lettered = {match.group().upper() for match in _LETTERED.finditer(text)}
        bare = {match.group() for match in _BARE.finditer(text) if not _is_date(match.group())}
        return next((_only(numbers) for numbers in (labelled, lettered, bare) if numbers), "")

    def programme(self, plain: Plain) -> str:
        """The programme as written, upper case, without accents, the degree written out; "" where none or several."""
        said: dict[str, str] = {}
        for match in self._programme.finditer(plain.words):
            name = match["name"] or match["short"]
            degree = match["degree"] or ""
            first, _, rest = degree.partition(" ")
            whole = " ".join(part for part in (_DEGREES.get(first, first), rest, name) if part)
            said[name] = max(whole, said.get(name, ""), key=len)
        longest = max(said, key=len, default="")
        return said[longest].upper() if all(name in longest for name in said) and said else ""

    def semester(self, plain: Plain) -> str:
        """The number of the semester the writer is in; "" where none or several."""
        return _only(
            {
                self._numbers[match["before"] or match["after"]]
                for match in self._semester.finditer(plain.words)
                if not self._past.search(plain.words, max(0, match.start() - 60), match.start())
            }
        )


def _only(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def _inner(phrases: Sequence[str]) -> str:
    pattern = compiled(phrases)
    return pattern.pattern.removesuffix("(?= )") if pattern else "(?!)"


def _is_date(digits: str) -> bool:
    for year, month, day in ((digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:])):
        try:
            if 1950 <= date(int(year), int(month), int(day)).year <= 2100:
                return True
        except ValueError:
            continue
    return False


_LETTERED = re.compile(r"(?i)(?<![\w.])[a-z]\d{8}(?!\w)")
_BARE = re.compile(r"(?<![\w./-])\d{8}(?![\w/-])")
