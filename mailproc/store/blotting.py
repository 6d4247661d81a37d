"""Texts without a person's name and numbers: for what others' cases keep, and for what a student is handed of theirs.

Pure. Names are found in any case of letters, with or without accents, broken over lines or between HTML's marks.
"""

import re
from collections.abc import Iterable
from typing import Any

from mailproc.cases.person_names import words

SHORTEST = 5
"""Numbers and addresses below so many characters are left alone: they would be found in everything."""
_BETWEEN = r"(?:\s|&nbsp;|-|<[^<>]*>)+"
_ACCENTED = {
    "A": "AÁÀÄÂaáàäâ",
    "E": "EÉÈËÊeéèëê",
    "I": "IÍÌÏÎiíìïî",
    "O": "OÓÒÖÔoóòöô",
    "U": "UÚÙÜÛuúùüû",
    "N": "NÑnñ",
}
_PLAIN = {accented: plain for plain, all_ in _ACCENTED.items() for accented in all_}


class Blot:
    """Puts `instead` in the place of a person's names (of two words that count or more), numbers and addresses."""

    def __init__(self, names: Iterable[str], values: Iterable[str], *, instead: str) -> None:
        patterns = {_words_of(name) for name in names if len(words(name)) > 1}
        patterns |= {_whole(value) for value in values if len(value) >= SHORTEST}
        # The longest first: a name may begin another.
        ordered = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        self._pattern = re.compile("|".join(ordered), re.IGNORECASE) if ordered else None
        self._instead = instead

    def text(self, text: str) -> str:
        """The text without them."""
        return self._pattern.sub(self._instead, text) if self._pattern else text

    def found_in(self, text: str) -> bool:
        """Whether one of them stands in the text."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def tree(self, value: Any) -> Any:
        """The same for all texts of a JSON value."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.tree(one) for one in value]
        if isinstance(value, dict):
            return {name: self.tree(one) for name, one in value.items()}
        return value


def _words_of(name: str) -> str:
    parts = re.findall(r"\w+", name)
    return rf"(?<!\w){_BETWEEN.join(map(_loose, parts))}(?!\w)"


def _whole(value: str) -> str:
    return rf"(?<!\w){re.escape(value)}(?!\w)"


def _loose(word: str) -> str:
    """A word's pattern, whatever its accents."""
    return "".join(f"[{_ACCENTED[plain]}]" if (plain := _PLAIN.get(one)) else re.escape(one) for one in word)
