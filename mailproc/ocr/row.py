"""One row of letters by itself, level: what a rectangle around a bent or slanting row holds beside it is taken away.

A rectangle around a row on a curled sheet is as high as the bend, and holds pieces of the rows above and below and of
the table's rules. RapidOCR passes over these, Tesseract reads them too.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

_INK = 160
"""Grey level below which there is ink, on paper that was made white."""
_FEWEST = 4
"""Letters that tell how a row runs."""
_SMALLEST = 0.12
"""Of the crop's height: what is less high is no capital, though the rectangle be twice as high as its row."""
_ABOVE, _BELOW, _BESIDE = 0.7, 0.5, 0.5
"""Paper around the capitals, in heights of them: accents stand in it, and descenders."""

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A connected piece of ink: its number in the picture of labels and its box, ends excluded."""

    number: int
    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    def is_rule(self, down: int) -> bool:
        """A stroke from edge to edge that is too thin or too long for a letter, however it leans."""
        width = self.x1 - self.x0
        upright = self.height >= 0.85 * down and width < 0.4 * down
        return upright or (width > 3 * down and self.height < 0.6 * down)


def alone(flat: Grey, *, letters: int) -> Grey | None:
    """The row of letters through the middle of a crop, levelled, its capitals `letters` pixels high, on white paper.

    flat  ink dark on white paper, one row and what the rectangle around it holds. None where no row is made out.
    """
    down = flat.shape[0]
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(
        (flat < _INK).astype(np.uint8), connectivity=8
    )
    marks = [
        _Mark(number, int(x), int(y), int(x + w), int(y + h))
        for number, (x, y, w, h, _area) in enumerate(stats)
        if number
    ]
    foot = _foot([mark for mark in marks if not mark.is_rule(down)], down)
    if foot is None:
        return None
    line, height = foot
    feet = {mark: float(np.polyval(line, mark.x)) for mark in marks}
    kept = [mark for mark in marks if not mark.is_rule(down) and _belongs(mark, feet[mark], height, down)]
    letter = [mark for mark in kept if mark.height >= 0.5 * height]
    if not letter:
        return None
    first, last = min(mark.x0 for mark in letter), max(mark.x1 for mark in letter)
    kept = [mark for mark in kept if mark.x1 > first]  # leaders run up to a value, and are none of it
    # What crosses a row amid its letters may have joined one of them: it stays.
    below = np.arange(down)[:, None] - np.polyval(line, np.arange(flat.shape[1]))[None, :]
    amid = (below > -height) & (below < 0)
    amid[:, :first] = amid[:, last:] = False
    clean = _without(flat, labels, kept, amid)
    factor = letters / height
    left = min(mark.x0 for mark in kept) - _BESIDE * height
    right = max(mark.x1 for mark in kept) + _BESIDE * height
    columns = left + np.arange(round((right - left) * factor)) / factor
    rows = np.arange(round((_ABOVE + 1 + _BELOW) * letters)) / factor - (_ABOVE + 1) * height
    there_x = np.repeat(columns[None, :], len(rows), axis=0).astype(np.float32)
    there_y = (rows[:, None] + np.polyval(line, columns)[None, :]).astype(np.float32)
    level = cv2.remap(clean, there_x, there_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,))
    return np.asarray(level, dtype=np.uint8)


def _foot(marks: list[_Mark], down: int) -> tuple[NDArray[np.float64], float] | None:
    """The line on which the letters stand, as a polynomial across, and the height of capitals."""
    whole = [mark for mark in marks if mark.y0 > 0 and mark.y1 < down and _SMALLEST * down < mark.height]
    if not whole:
        return None
    tall = float(np.percentile([mark.height for mark in whole], 75))
    middle = [
        mark
        for mark in whole
        if 0.5 * tall < mark.height < 1.6 * tall and abs(mark.y0 + mark.y1 - down) < 0.8 * down
    ]
    if len(middle) < _FEWEST:
        return None
    x = np.array([mark.x for mark in middle])
    foot = np.array([mark.y1 for mark in middle], dtype=np.float64)
    height = float(np.percentile([mark.height for mark in middle], 75))
    line = np.array([np.median(foot)])
    stands = np.ones(len(x), dtype=bool)
    for slack in (0.6, 0.3, 0.2, 0.15):
        spread = float(np.ptp(x[stands])) / height
        degree = 2 if spread > 6 and stands.sum() >= 2 * _FEWEST else 1 if spread > 2 else 0
        line = np.polyfit(x[stands], foot[stands], degree)
        off = np.abs(foot - np.polyval(line, x))
        stands = off <= max(slack * height, float(np.median(off)))
    return line, height


def _belongs(mark: _Mark, foot: float, height: float, down: int) -> bool:
    """Whether a mark stands in the row: on its line and no taller than letters with their tails and accents, or a
    small one close by."""
    inside = min(mark.y1, foot + 0.15 * height) - max(mark.y0, foot - 1.15 * height)
    if inside >= 0.5 * mark.height and mark.height < 2 * height:
        return True
    middle = (mark.y0 + mark.y1) / 2
    at_edge = mark.y0 == 0 or mark.y1 == down
    return not at_edge and mark.height < 0.5 * height and foot - 1.6 * height < middle < foot + 0.4 * height


def _without(flat: Grey, labels: NDArray[Any], kept: list[_Mark], amid: NDArray[np.bool_]) -> Grey:
    """The picture with nothing but these marks, and the soft edges around them, and what stands `amid` them."""
    mine = np.isin(labels, [mark.number for mark in kept]) | amid
    others = ((labels > 0) & ~mine).astype(np.uint8)
    near = cv2.dilate(mine.astype(np.uint8), np.ones((3, 3), dtype=np.uint8))
    gone = (cv2.dilate(others, np.ones((5, 5), dtype=np.uint8)) > 0) & (near == 0)
    clean = flat.copy()
    clean[gone | (others > 0)] = 255
    return clean
