"""The letters of a PDF page as PDFium tells them, joined to runs: words with the place of every letter."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from mailproc.documents.ink import address
from mailproc.documents.pageframe import PageFrame, Rect
from mailproc.reading.model import Box

_MAX_LETTERS = 60_000
_COLUMN_GAP = 1.2
"""In heights of the line: a wider gap parts words even where the stream has no space."""
_LEAST_SPACE = 0.13
"""In heights of the line: no font's space is narrower."""
_SAME_STEP = 0.04
"""In heights of the line: how much the steps of a typewriter face differ at most."""
_LEVEL = 1.5
"""In heights of the line: a run that is higher goes up or down."""
_BACK = 0.25
"""In heights of the line: a letter that steps back further begins another word, written over this one."""
_TELLING = 12
"""Letters that tell together which way up a page is."""
_SOFT_HYPHENS = "\u00ad\ufffe"
_HYPHEN = "\x02"
"""PDFium's sign for a hyphen at the end of a line; some fonts have a letter there."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters without space between them. For each letter of `text`: its place in the page's own coordinates,
    as high as the font's line, and the address of the text object that draws it. `box` is around all, on the
    page as shown; `line` is the height of the font's line, whichever way it runs."""

    text: str
    places: tuple[Rect, ...]
    owners: tuple[int, ...]
    box: Box
    line: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page as shown."""
        return self.box.height <= _LEVEL * self.line

    def part(self, start: int, end: int, frame: PageFrame) -> "Run":
        """Some of its letters."""
        places = self.places[start:end]
        return Run(self.text[start:end], places, self.owners[start:end], frame.box(_around(places)), self.line)


@dataclass(frozen=True, slots=True)
class Letters:
    """A page's runs in stream order, and the handles of the text objects they come from, by address. The
    handles live as long as the page does."""

    runs: tuple[Run, ...]
    handles: dict[int, Any]


def letters_of(page: Any, frame: PageFrame) -> Letters:
    """What a pypdfium2 page says in letters, parted by white space, by wide gaps, and where writing goes back."""
    textpage = page.get_textpage()
    handles: dict[int, Any] = {}
    runs: list[Run] = []
    for indexes, text, places in _words(textpage):
        owners = _owners(textpage, indexes, handles)
        runs.append(Run(text, tuple(places), owners, frame.box(_around(places)), _line(places)))
    return Letters(tuple(runs), handles)


def quarter_turns(letters: Letters) -> int | None:
    """By how many quarters clockwise a page must be turned for most of its letters to stand upright; None where
    that cannot be told."""
    weights = [0, 0, 0, 0]
    for run in letters.runs:
        right, up = _way(run.places[0], run.places[-1])
        if len(run.places) > 1 and abs(abs(right) - abs(up)) > 0.5 * (abs(right) + abs(up)):
            turn = (0 if right > 0 else 2) if abs(right) > abs(up) else (1 if up > 0 else 3)
            weights[turn] += len(run.places)
    most = max(weights)
    return weights.index(most) if most >= _TELLING and most > 0.6 * sum(weights) else None


def _words(textpage: Any) -> Iterator[tuple[list[int], str, list[Rect]]]:
    """Indexes, letters and places of each word."""
    unicode_of, place_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    rect = pdfium.FS_RECTF()
    found = ctypes.byref(rect)
    indexes: list[int] = []
    text: list[str] = []
    places: list[Rect] = []
    guessed = False
    for at in range(min(pdfium.FPDFText_CountChars(textpage), _MAX_LETTERS)):
        letter = chr(unicode_of(textpage, at) or 0xFFFD)
        blank = letter.isspace() or letter in _SOFT_HYPHENS
        if letter == _HYPHEN and pdfium.FPDFText_IsHyphen(textpage, at) == 1:
            letter = "-"
        if blank and text and pdfium.FPDFText_IsGenerated(textpage, at) == 1:
            guessed = True
            continue
        if not blank:
            if not place_of(textpage, at, found):
                continue
            low, high = rect.bottom, rect.top
            here = (rect.left, low, rect.right, high) if low <= high else (rect.left, high, rect.right, low)
        if text and (blank or _parted(places, here) or (guessed and _spaced(places, here))):
            yield indexes, "".join(text), places
            indexes, text, places = [], [], []
        guessed = False
        if not blank:
            indexes.append(at)
            text.append(letter)
            places.append(here)
    if text:
        yield indexes, "".join(text), places


def _owners(textpage: Any, indexes: Sequence[int], handles: dict[int, Any]) -> tuple[int, ...]:
    """Whose letters these are; an object's letters follow one another, so that the ends tell of the middle."""

    def owner(at: int) -> int:
        handle = pdfium.FPDFText_GetTextObject(textpage, at)
        its = address(handle)
        handles.setdefault(its, handle)
        return its

    first, last = owner(indexes[0]), owner(indexes[-1])
    if first == last:
        return (first,) * len(indexes)
    return tuple(owner(at) for at in indexes)


def _line(places: Sequence[Rect]) -> float:
    """By the first letter: across the way to the last, or its longer side where it stands alone."""
    left, bottom, right, top = places[0]
    if len(places) == 1:
        return max(right - left, top - bottom)
    along, up = _way(places[0], places[-1])
    return top - bottom if abs(along) >= abs(up) else right - left


def _way(one: Rect, other: Rect) -> tuple[float, float]:
    """Twice the way from one middle to the other: to the right, and up."""
    return other[0] + other[2] - one[0] - one[2], other[1] + other[3] - one[1] - one[3]


def _around(places: Sequence[Rect]) -> Rect:
    lefts, bottoms, rights, tops = zip(*places, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _spaced(places: Sequence[Rect], letter: Rect) -> bool:
    """Whether the space that PDFium guesses before a letter is one: it takes wide-set type for such, and the
    narrow letters of a typewriter face."""
    last, line = places[-1], max(letter[3] - letter[1], letter[2] - letter[0])
    gap = max(letter[0] - last[2], last[0] - letter[2], letter[1] - last[3], last[1] - letter[3])
    if gap <= _LEAST_SPACE * line:
        return False
    if len(places) < 3:
        return True
    steps = [b[0] - a[0] for a, b in pairwise((*places[-3:], letter))]
    return max(steps) - min(steps) > _SAME_STEP * line


def _parted(places: Sequence[Rect], letter: Rect) -> bool:
    """Whether the next letter starts another word though no space says so."""
    last = places[-1]
    line = letter[3] - letter[1]
    if abs(letter[1] - last[1]) < 0.5 * line and letter[0] > last[0] and letter[0] - last[2] < line:
        return False  # by far the most: a step to the right in one line
    first = places[0]
    height = max(line, letter[2] - letter[0])
    across = max(letter[0] - last[2], last[0] - letter[2])
    up = max(letter[1] - last[3], last[1] - letter[3])
    if across > _COLUMN_GAP * height or up > _COLUMN_GAP * height:
        return True
    along_x, along_y = _way(first, last)
    step_x, step_y = _way(last, letter)
    way = abs(along_x) + abs(along_y)
    return way > 0 and along_x * step_x + along_y * step_y < -2 * _BACK * height * way
