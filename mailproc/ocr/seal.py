"""Seals: the long runs of digits and letters at the foot of a sheet that no field stands in.

Recognising them takes as long as all the rest of the page. They are told without reading: a long line with
no gaps between words. On a blurred picture prose can look like it, so they are only put off, never dropped.
"""

import cv2
import numpy as np

from mailproc.documents.pixels import Picture

_LONG = 20.0
"""Times its height: shorter lines are always read."""
_GAP = 0.17
"""Of the line's height: a space between words is at least that wide."""
_PROSE = 18.0
"""A line of prose has a space at least once in this many heights."""


def may_be_seal(length: float, height: float) -> bool:
    """Whether a line is long enough to be one."""
    return length >= _LONG * height


def is_seal(cut: Picture) -> bool:
    """Whether a level crop of one line shows a long run without spaces."""
    down, across = cut.shape[:2]
    if not may_be_seal(across, down):
        return False
    grey = np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), dtype=np.float32)
    middle = grey[down // 5 : down - down // 5]
    ink = np.percentile(middle, 90) - middle.min(axis=0)
    blank = ink < 0.3 * np.percentile(ink, 70)
    inside = np.flatnonzero(~blank)
    if not inside.size:
        return False
    gaps = np.diff(inside) - 1
    spaces = int((gaps >= max(2.0, _GAP * down)).sum())
    return bool(spaces < (inside[-1] - inside[0]) / (_PROSE * down))
