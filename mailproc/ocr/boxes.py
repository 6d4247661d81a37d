"""Boxes as forms rule them: white that a frame of ink goes round, found on the whole picture at small size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture
from mailproc.ocr.lines import Line, directed, typical_height

_SEEN_AT = 28.0
"""Pixels of a line's height at which boxes are looked for: their strokes are still there."""
_CONTRAST = 10
"""Grey levels by which ink is darker than what lies around it."""
_LOWEST, _TALLEST, _LONGEST = 0.5, 1.9, 8.0
"""The height of a box, and its length, in heights of a typical line: a taller one frames a label with its value."""
_FULL, _BITTEN = 0.9, 0.7
"""Part of its rectangle that a box fills, and that one fills into which a letter grows from the frame."""
_MANY = 1000
"""Boxes of a page: more are squared paper."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The insides of a page's boxes, each with whether its white fills it: letters' holes seldom do.

    ink      what is darker than its surroundings (lighter, on a dark page), `factor` times as large as the picture.
    found    in pixels of `ink`.
    typical  the height of a typical line, in these pixels.
    """

    ink: NDArray[np.uint8]
    factor: float
    typical: float
    found: Mapping[Line, bool]

    def cut(self, box: Line) -> NDArray[np.bool_]:
        """The ink in a box, level."""
        wide, tall = max(2, round(box.length)), max(2, round(box.height))
        target = np.array([(0, 0), (wide - 1, 0), (wide - 1, tall - 1)], dtype=np.float32)
        matrix = cv2.getAffineTransform(box.corners[:3], target)
        return np.asarray(cv2.warpAffine(self.ink, matrix, (wide, tall), flags=cv2.INTER_NEAREST) > 0)


def boxes_of(picture: Picture, lines: Sequence[Line], angle: float) -> Boxes | None:
    """The boxes of a page whose text the finder gave as `lines`, read along `angle`; None where there is no text."""
    height = typical_height(lines)
    if height <= 0:
        return None
    factor = min(1.0, _SEEN_AT / height)
    typical = height * factor
    ink = _ink(picture, factor, typical)
    found = {
        box: full
        for hole, full in _holes(ink, typical)
        for box in directed([hole], angle)
        if _LOWEST * typical <= box.height <= _TALLEST * typical
    }
    return Boxes(ink, factor, typical, found if len(found) <= _MANY else {})


def _ink(picture: Picture, factor: float, height: float) -> NDArray[np.uint8]:
    """What is darker than its surroundings (lighter, on a dark page), `factor` times as large as the picture."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if factor < 1:
        grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    if np.median(grey[::4, ::4]) < 110:
        grey = 255 - grey
    around = int(height) // 2 * 2 + 1
    mean, below = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    return np.asarray(cv2.adaptiveThreshold(grey, 255, mean, below, max(3, around), _CONTRAST), dtype=np.uint8)


def _holes(ink: NDArray[np.uint8], height: float) -> list[tuple[NDArray[np.float32], bool]]:
    """The rectangles of white that ink frames, and whether each is filled by its white."""
    outlines, nested = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline, (_next, _previous, _child, around) in zip(outlines, nested[0], strict=True) if outlines else ():
        if around < 0:
            continue
        _x, _y, across, down = cv2.boundingRect(outline)
        if min(across, down) < _LOWEST * height or max(across, down) > _LONGEST * height:
            continue
        rectangle = cv2.minAreaRect(outline)
        full = cv2.contourArea(outline) / max(1.0, rectangle[1][0] * rectangle[1][1])
        if full >= _BITTEN:
            found.append((np.asarray(cv2.boxPoints(rectangle), dtype=np.float32), full >= _FULL))
    return found
