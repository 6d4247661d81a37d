"""What makes a picture hard to read, measured on its lines of text: to be told to whoever sent it."""

import cv2
import numpy as np

from mailproc.ocr.page import FoundPage
from mailproc.reading.model import Flaw

_SAMPLE = 12
"""Lines looked at, the longest ones."""
_SMALL = 15.0
"""Pixels: a line's box is about twice as high as its small letters, which engines need 8 pixels high."""
_SOFT = 0.12
"""Of the line's height: the way from ink to paper is that long where the picture is shaken or out of focus."""
_DIM, _FLAT = 90.0, 45.0
"""Grey levels, of 255: paper darker than the one, or ink no darker than the other below its paper."""
_EDGE = 2.0
"""Pixels between a line that was cut and the edge of the picture."""
_MANY = 3
"""Lines at the edges: one may be a border, or a neighbouring sheet's."""


def flaws_of(page: FoundPage) -> tuple[Flaw, ...]:
    """In the order of the enum; () for a page without lines."""
    if not page.lines:
        return ()
    found = {
        Flaw.SMALL: page.line_height < _SMALL,
        Flaw.BLURRED: False,
        Flaw.DARK: False,
        Flaw.CUT: _cut(page),
    }
    sample = sorted(page.lines, key=lambda line: line.length, reverse=True)[:_SAMPLE]
    softness, papers, depths = [], [], []
    for line in sample:
        grey = np.asarray(cv2.cvtColor(page.cut(line), cv2.COLOR_BGR2GRAY), dtype=np.float32)
        ink, paper = (float(level) for level in np.percentile(grey, (4, 85)))
        steepest = float(np.percentile(np.abs(np.diff(grey, axis=1)), 98))
        softness.append(abs(paper - ink) / max(steepest, 1.0) / grey.shape[0])
        papers.append(max(paper, ink))
        depths.append(abs(paper - ink))
    found[Flaw.BLURRED] = float(np.median(softness)) > _SOFT
    found[Flaw.DARK] = float(np.median(papers)) < _DIM or float(np.median(depths)) < _FLAT
    return tuple(flaw for flaw in Flaw if found[flaw])


def _cut(page: FoundPage) -> bool:
    height, width = page.picture.shape[:2]
    touching = 0
    for line in page.lines:
        ends = [
            (line.x + way * line.ux * line.length / 2, line.y + way * line.uy * line.length / 2) for way in (-1, 1)
        ]
        touching += any(min(x, y, width - 1 - x, height - 1 - y) <= _EDGE for x, y in ends)
    return touching >= _MANY
