"""The letters of a PDF page as PDFium tells them, joined to runs: words with the place of every letter."""

import ctypes
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from mailproc.documents.ink import address
from mailproc.documents.pageframe import PageFrame, Rect
from mailproc.documents.signs import SOFT_HYPHEN, accented, is_mark, is_private, letters_for
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
_SPACE = 0.17
"""In heights of the line: a gap is a space by this much more than what is between other letters."""
_LEAST_HYPHEN = 0.1
"""In heights of the line: a soft hyphen that takes so much room is drawn, and is a hyphen."""
_BROKEN_OFF = "\ufffe"
"""PDFium's older sign for a hyphen at the end of a line."""
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
    kept = page.get_textpage()
    textpage = kept.raw  # a bare handle is quicker to call with, and lives as long as what it is of
    handles: dict[int, Any] = {}
    runs: list[Run] = []
    for indexes, text, places in _words(textpage):
        owners = _owners(textpage, indexes, handles)
        runs.append(Run(text, tuple(places), owners, frame.box(_around(places)), _line(places)))
    kept.close()
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
    for indexes, text, places in _stretches(textpage):
        start = 0
        for end in (*_gaps(places), len(text)):
            first, last = _without_bullets(text, start, end)
            if first < last:
                yield indexes[first:last], "".join(text[first:last]), places[first:last]
            start = end


def _stretches(textpage: Any) -> Iterator[tuple[list[int], list[str], list[Rect]]]:
    """The same, where words may stand together that only a gap parts."""
    unicode_of, place_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    rect = pdfium.FS_RECTF()
    found = ctypes.byref(rect)
    indexes: list[int] = []
    text: list[str] = []
    places: list[Rect] = []
    guessed = False
    for at in range(min(pdfium.FPDFText_CountChars(textpage), _MAX_LETTERS)):
        letter = chr(unicode_of(textpage, at) or 0xFFFD)
        blank = letter.isspace() or letter == _BROKEN_OFF
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
            if letter > "\x7f":
                if is_mark(letter) and text:
                    text[-1] = accented(text[-1], letter)
                    continue
                wide = here[2] - here[0] > _LEAST_HYPHEN * (here[3] - here[1])
                letter = "-" if letter == SOFT_HYPHEN and wide else letters_for(letter)
                if not letter:
                    continue
        if text and (blank or _parted(places, here) or (guessed and _spaced(places, here))):
            yield indexes, text, places
            indexes, text, places = [], [], []
        guessed = False
        if not blank:
            indexes += [at] * len(letter)
            text += letter
            places += [here] if len(letter) == 1 else _shares(here, len(letter))
    if text:
        yield indexes, text, places


def _shares(place: Rect, count: int) -> list[Rect]:
    """The places of letters that one glyph draws."""
    left, bottom, right, top = place
    step = (right - left) / count
    return [(left + at * step, bottom, left + (at + 1) * step, top) for at in range(count)]


def _gaps(places: Sequence[Rect]) -> list[int]:
    """Before which letters a gap is wide as a space and wider than those of the other letters: programs that place
    each letter by itself write no spaces."""
    line = places[0][3] - places[0][1]
    if (
        len(places) < 4
        or places[-1][2] - places[0][0] - sum(right - left for left, _, right, _ in places) < _SPACE * line
    ):
        return []
    gaps = [_gap(last, letter) for last, letter in pairwise(places)]
    usual = statistics.median(gaps)
    return [at for at, gap in enumerate(gaps, start=1) if gap - max(usual, 0.0) > _SPACE * line]


def _without_bullets(text: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The word without the icons before and after it. Next to a digit such a sign may be a digit, and what consists
    of nothing else is a font without a Unicode map."""
    first, last = start, end
    while last - first > 1 and is_private(text[first]) and not text[first + 1].isdigit():
        first += 1
    while last - first > 1 and is_private(text[last - 1]) and not text[last - 2].isdigit():
        last -= 1
    if is_private(text[first]) and last - first == 1:
        return (start, end) if end - start > 1 else (start, start)
    return first, last


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


def _gap(one: Rect, other: Rect) -> float:
    """The bare paper between two letters, whichever way they run."""
    return max(other[0] - one[2], one[0] - other[2], other[1] - one[3], one[1] - other[3])


def _spaced(places: Sequence[Rect], letter: Rect) -> bool:
    """Whether the space that PDFium guesses before a letter is one: it takes wide-set type for such, and the
    narrow letters of a typewriter face."""
    last, line = places[-1], max(letter[3] - letter[1], letter[2] - letter[0])
    if _gap(last, letter) <= _LEAST_SPACE * line:
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
