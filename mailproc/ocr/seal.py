"""Seals: the long runs of digits and letters at the foot of a sheet that no field stands in.

Recognising them takes as long as all the rest of the page. They are told without reading: a long line with
no gaps between words. On a blurred picture prose can look like it, so they are only put off, never dropped.
"""

import cv2
import numpy as np

from mailproc.documents.pixels import Picture

_LONG = 20.0
"""Times its height: shorter lines are always read."""
_INK = 0.35
"""Of the way from paper to the darkest ink: what is darker is a letter."""
_GAP = 0.33
"""Of the height of small letters: a space between words is at least that wide, the gap between letters is not."""
_PROSE = 14.0
"""A line of prose has a space at least once in this many heights of small letters; seals have half as many."""


def may_be_seal(length: float, height: float) -> bool:
    """Whether a line is long enough to be one."""
    return length >= _LONG * height


def is_seal(cut: Picture) -> bool:
    """Whether a level crop of one line shows a long run without spaces."""
    down, across = cut.shape[:2]
    if not may_be_seal(across, down):
        return False
    grey = np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), dtype=np.float32)
    ink = np.percentile(grey, 90) - grey
    rows = (ink > _INK * np.percentile(ink, 98))[down // 6 : down - down // 6].sum(axis=1)
    if not rows.any():
        return False
    dense = np.flatnonzero(rows >= 0.4 * rows.max()) + down // 6
    letters = ink[dense[0] : dense[-1] + 1]
    columns = letters.max(axis=0)
    inside = np.flatnonzero(columns >= _INK * np.percentile(columns, 80))
    gaps = np.diff(inside) - 1
    spaces = int((gaps >= max(2.0, _GAP * len(letters))).sum())
    return bool(max(spaces, 1) * _PROSE * len(letters) < inside[-1] - inside[0])
