"""Lines of text as they lie in a picture: at any angle, turned, on a curled sheet; and their crops."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture


@dataclass(frozen=True, slots=True)
class Line:
    """A rectangle around one line of text, in pixels of the picture.

    (x, y) is its centre, (ux, uy) the unit vector along which it is read; `length` lies along that vector and
    `height` across it, towards the foot of the letters (the vector turned clockwise, since y points down).
    `cells`, in reading order, are what is to be read of it, where it stands in boxes (see cells.py).
    """

    x: float
    y: float
    ux: float
    uy: float
    length: float
    height: float
    cells: tuple["Line", ...] = ()

    @property
    def corners(self) -> NDArray[np.float32]:
        """Top left, top right, bottom right, bottom left, as the letters stand: 4 x 2."""
        ax, ay = self.ux * self.length / 2, self.uy * self.length / 2
        bx, by = -self.uy * self.height / 2, self.ux * self.height / 2
        x, y = self.x, self.y
        points = [(x - ax - bx, y - ay - by), (x + ax - bx, y + ay - by)]
        points += [(x + ax + bx, y + ay + by), (x - ax + bx, y - ay + by)]
        return np.array(points, dtype=np.float32)

    @property
    def extent(self) -> float:
        """The length of what is to be read."""
        return sum(cell.length for cell in self.cells) if self.cells else self.length

    def part(self, start: float, end: float) -> "Line":
        """The stretch from `start` to `end`, 0 to 1 along the line (a little beyond is allowed)."""
        shift = ((start + end) / 2 - 0.5) * self.length
        return replace(
            self,
            x=self.x + self.ux * shift,
            y=self.y + self.uy * shift,
            length=(end - start) * self.length,
            cells=(),
        )

    def scaled(self, factor: float) -> "Line":
        """The same line in a picture `factor` times as large."""
        return replace(
            self,
            x=self.x * factor,
            y=self.y * factor,
            length=self.length * factor,
            height=self.height * factor,
            cells=tuple(cell.scaled(factor) for cell in self.cells),
        )

    def reversed(self) -> "Line":
        """The same line read from its other end."""
        cells = tuple(cell.reversed() for cell in reversed(self.cells))
        return replace(self, ux=-self.ux, uy=-self.uy, cells=cells)


def directed(quads: Sequence[NDArray[np.float32]], angle: float) -> list[Line]:
    """Rectangles (4 x 2 corners, in ring order) as lines read along `angle` (radians, 0 = rightward,
    clockwise as y points down). Each keeps its own slant: the side nearest to `angle` is its reading side."""
    wanted = (math.cos(angle), math.sin(angle))
    lines = []
    for quad in quads:
        first, second = quad[1] - quad[0], quad[2] - quad[1]
        sides = [(float(np.hypot(*side)), float(side[0]), float(side[1])) for side in (first, second)]
        if min(length for length, _, _ in sides) < 1:
            continue
        along, across = sorted(sides, key=lambda side: -abs(side[1] * wanted[0] + side[2] * wanted[1]) / side[0])
        ux, uy = along[1] / along[0], along[2] / along[0]
        if ux * wanted[0] + uy * wanted[1] < 0:
            ux, uy = -ux, -uy
        x, y = (float(value) for value in quad.mean(axis=0))
        lines.append(Line(x, y, ux, uy, along[0], across[0]))
    return lines


def crop(picture: Picture, line: Line, *, height: int | None = None, margin: float = 0.0) -> Picture:
    """The line cut out and turned level, `height` pixels high (as in the picture if None), with `margin`
    times its height added at both ends. Of a line in boxes what stands in them, side by side."""
    if line.cells:
        down = max(8, height if height is not None else round(line.height))
        return np.hstack([crop(picture, cell, height=down) for cell in line.cells])
    wide = line.part(-margin * line.height / line.length, 1 + margin * line.height / line.length)
    down = max(8, height if height is not None else round(line.height))
    across = max(8, round(wide.length * down / wide.height))
    source = wide.corners[:3]
    target = np.array([(0, 0), (across - 1, 0), (across - 1, down - 1)], dtype=np.float32)
    matrix = cv2.getAffineTransform(source, target)
    cut = cv2.warpAffine(picture, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)


def typical_height(lines: Sequence[Line]) -> float:
    """The median height of lines, in pixels; 0 if there are none."""
    return float(np.median([line.height for line in lines])) if lines else 0.0
