"""The lines of a page as they lie in its picture, and the upright frame in which they stand."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture
from mailproc.ocr.boxes import boxes_of
from mailproc.ocr.cells import rows_of_cells
from mailproc.ocr.lines import Line, crop, directed, typical_height
from mailproc.ocr.rapid import Rapid
from mailproc.ocr.seal import is_seal, may_be_seal
from mailproc.ocr.straighten import Frame, direction, frame_of, levelled
from mailproc.ocr.ticks import beside_ticks, ticks_of
from mailproc.reading.model import Box

_CROP_HEIGHT = 72
"""Pixels; a picture with taller lines is shrunk once before the crops are taken."""
HERE = 0.5
"""Part of the smaller of two boxes that the other covers, where both are the same place: rows stand close."""
_TOUCHING = 0.05
"""The same, where a place is not bare."""

_PART = 0.85
"""Part of a line that lies in a row of boxes, where it is a piece of that row."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page whose lines were found, and not yet read.

    picture  as it came; lines and frame are in its pixels.
    reduced  the same, `factor` times as large: what crops are taken from.
    unit     the length of a pixel of `picture` in the page's unit.
    ticks    boxes to tick, and whether they are.
    """

    picture: Picture
    reduced: Picture
    factor: float
    frame: Frame
    unit: float
    lines: tuple[Line, ...]
    ticks: Mapping[Line, bool] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page, in its unit."""
        return self.frame.width * self.unit, self.frame.height * self.unit

    @property
    def line_height(self) -> float:
        """Of a typical line, in pixels of `picture`; 0 on an empty page."""
        return typical_height(self.lines)

    @property
    def bow(self) -> float:
        """How far a line across the whole page strays from the straight, in heights of a typical line."""
        return self.frame.bow / max(self.line_height, 1.0)

    def box(self, line: Line) -> Box:
        """Where a line stands on the upright page."""
        box = self.frame.place(line)
        return Box(box.x0 * self.unit, box.y0 * self.unit, box.x1 * self.unit, box.y1 * self.unit)

    def cut(self, line: Line) -> Picture:
        """The line cut out and turned level, as it is."""
        return crop(self.reduced, line.scaled(self.factor))

    def seals(self) -> set[Line]:
        """The lines that need not be read at first (see seal.py)."""
        return {
            line
            for line in self.lines
            if not line.cells and may_be_seal(line.length, line.height) and is_seal(self.cut(line))
        }

    def lines_at(self, boxes: Sequence[Box]) -> list[Line]:
        """The lines that stand at these places of the upright page, each once; where nothing stands, the place
        itself as a line, for a short value is easily overlooked. Never a part of a line: half a name is none."""
        found: dict[Line, None] = {}
        placed = [(line, self.box(line)) for line in self.lines]
        for box in boxes:
            hits = [line for line, place in placed if overlap(place, box) > HERE]
            if not hits and not any(overlap(place, box) > _TOUCHING for _, place in placed):
                unit = self.unit
                hits = [self.frame.line(Box(box.x0 / unit, box.y0 / unit, box.x1 / unit, box.y1 / unit))]
            found.update(dict.fromkeys(hits))
        return list(found)

    def upright(self) -> Picture:
        """The picture in the page's frame, a pixel for a pixel, bend included: boxes lie on their letters."""
        return levelled(self.picture, self.frame)

    def reversed(self) -> "FoundPage":
        """The same page read from its other end."""
        lines = [line.reversed() for line in self.lines]
        ticks = {box.reversed(): marked for box, marked in self.ticks.items()}
        return replace(self._framed(lines, self.frame.angle + math.pi), ticks=ticks)

    def with_lines(self, quads: Sequence[NDArray[np.float32]], known: Collection[Line]) -> "FoundPage":
        """The same page with lines found anew, those apart that frame the words of a `known` line."""
        boxes = [self.frame.place(line) for line in known]
        new = [
            line
            for line in self.free(directed(quads, self.frame.angle))
            if not any(_matches(self.frame.place(line), box) for box in boxes)
        ]
        return replace(self, lines=(*self.lines, *new))

    def free(self, lines: Sequence[Line]) -> list[Line]:
        """The lines without those that are pieces of a row of boxes, and without boxes to tick."""
        rows = [self.frame.place(line) for line in self.lines if line.cells]
        free = [line for line in lines if not any(_is_piece(self.frame.place(line), row) for row in rows)]
        return [part for line in free for part in beside_ticks(line, list(self.ticks))]

    def _framed(self, lines: Sequence[Line], angle: float) -> "FoundPage":
        height, width = self.picture.shape[:2]
        return replace(self, lines=tuple(lines), frame=frame_of(lines, angle, width, height))


def find_page(picture: Picture, rapid: Rapid, *, side: int, width: float = 0.0) -> FoundPage:
    """Finds the lines at `side` pixels, taking the sheet to stand upright or to lie on its left side: which end
    of a line is its beginning, only reading tells (see `FoundPage.reversed`).

    `width` is the picture's width in the page's unit (0: the unit is the pixel). Raises EngineFault.
    """
    quads = rapid.find(picture, side=side)
    angle = direction(quads)
    lines = directed(quads, angle)
    down, across = picture.shape[:2]
    reduced, factor = _reduced(picture, typical_height(lines))
    unit = width / across if width else 1.0
    frame = frame_of(lines, angle, across, down)
    boxes = boxes_of(picture, lines, angle)
    rows = rows_of_cells(boxes, frame) if boxes is not None else []
    places = [frame.place(line) for line in lines]
    rows = [row for row in rows if not any(_goes_on(place, frame.place(row)) for place in places)]
    ticks = ticks_of(boxes, frame) if boxes is not None else {}
    found = FoundPage(picture, reduced, factor, frame, unit, tuple(rows), ticks)
    return replace(found, lines=(*found.free(lines), *rows))


def overlap(one: Box, other: Box) -> float:
    """The common area as part of the smaller of the two."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / max(1e-6, min(one.width * one.height, other.width * other.height))


def _goes_on(line: Box, row: Box) -> bool:
    """Whether a line holds most of a row of boxes and goes on beyond it: some of its boxes were not seen."""
    across = min(line.x1, row.x1) - max(line.x0, row.x0)
    return (
        row.y0 < (line.y0 + line.y1) / 2 < row.y1
        and across > 0.5 * row.width
        and max(row.x0 - line.x0, line.x1 - row.x1) > 1.5 * row.height
    )


def _is_piece(inner: Box, row: Box) -> bool:
    """Whether a line stands in a row of boxes, whose frames reach beyond its letters."""
    over = 0.6 * row.height
    across = min(inner.x1, row.x1 + over) - max(inner.x0, row.x0 - over)
    down = min(inner.y1, row.y1 + over) - max(inner.y0, row.y0 - over)
    return across > 0 and down > 0 and across * down > _PART * inner.width * inner.height


def _matches(one: Box, other: Box) -> bool:
    """Whether two boxes frame the same words: all but equally wide, and on each other."""
    return abs(one.x0 - other.x0) + abs(one.x1 - other.x1) < other.height and overlap(one, other) > 0.7


def _reduced(picture: Picture, line_height: float) -> tuple[Picture, float]:
    """The picture shrunk so that lines are no taller than engines need, and by how much."""
    factor = _CROP_HEIGHT / max(line_height, 1.0)
    if factor >= 0.8:
        return picture, 1.0
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), factor
