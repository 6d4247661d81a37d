"""Which way is up, and how the sheet lies: told by the lines of text themselves, not by an orientation guess.

The lines are found as they lie, read as they lie, and only their places are carried over into the upright frame of the
page, where left, above and same row mean what they say. Only a sheet so curled that rectangles around its lines meet is
redrawn for the engines (see listener.py).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture
from mailproc.ocr.lines import Line
from mailproc.reading.model import Box

_LONG = 3.0
"""Times its height: shorter lines have no direction worth believing."""
_STEADY = math.radians(0.3)
"""Slant below which a page counts as straight."""
_FEWEST = 6
"""Lines that tell how a sheet is bent; twice as many where it is bent more than one way."""
_BETTER = 0.75
"""Part of what a plane leaves over that a bent surface may leave: else it follows chance."""
_BAND = 256
"""Rows that are redrawn together: the places of all would take ten times the picture's memory."""

Bend: TypeAlias = tuple[float, float, float, float, float]
_Number = TypeVar("_Number", float, NDArray[Any])
_FLAT: Bend = (0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The upright frame of a page: picture coordinates turned by `-angle` (radians, clockwise) and shifted
    so that the picture's corners begin at 0; then levelled by `bend`.

    bend  the slope of the text that remains of perspective and curl, as a polynomial around the frame's centre:
          its parts constant, per pixel right, per pixel down, per square of right, per right times down.
          All 0 on a flat scan. A sheet that rises and falls again has no slope that is linear.
    """

    angle: float
    left: float
    top: float
    width: float
    height: float
    bend: Bend = _FLAT

    def place(self, line: Line) -> Box:
        """Where a line stands in the frame, upright whatever its own slant."""
        x, y = self.point(line.x, line.y)
        half, up = line.length / 2, line.height / 2
        return Box(x - half, y - up, x + half, y + up)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the picture in the frame."""
        turned_x, turned_y = _turned(x, y, -self.angle)
        right, down = turned_x - self.left, turned_y - self.top
        dx, dy = right - self.width / 2, down - self.height / 2
        shift, stretch = _sunk(self.bend, dx)
        return right, down - shift - stretch * dy

    @property
    def bow(self) -> float:
        """How far a level line across the whole frame strays from the straight in the picture, in pixels."""
        across = np.linspace(-self.width / 2, self.width / 2, 9)
        sunk, _stretch = _sunk(self.bend, across)
        return float(np.ptp(sunk - np.linspace(sunk[0], sunk[-1], 9)))

    def origin(self, right: float, down: float) -> tuple[float, float]:
        """The point of the picture that stands at a point of the frame: the inverse of `point`, bend apart."""
        return _turned(right + self.left, down + self.top, self.angle)

    def line(self, box: Box) -> Line:
        """The line in the picture that stands at `box` of the frame: the inverse of `place`, bend apart."""
        x, y = self.origin((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        return Line(x, y, math.cos(self.angle), math.sin(self.angle), max(box.width, 1.0), max(box.height, 1.0))


def direction(quads: Sequence[NDArray[np.float32]]) -> float:
    """The angle along which the text of these rectangles runs, in radians, -45° < angle <= 135°: 0 for
    upright or upside-down text, 90° for text that stands on its side. Which of the two ends is the
    beginning, only reading tells."""
    angles, weights = [], []
    for quad in quads:
        sides = [quad[1] - quad[0], quad[2] - quad[1]]
        long, short = sorted((float(np.hypot(*side)), at) for at, side in enumerate(sides))[::-1]
        if long[0] >= _LONG * max(short[0], 1.0):
            side = sides[long[1]]
            angles.append(math.atan2(float(side[1]), float(side[0])))
            weights.append(long[0])
    if not angles:
        return 0.0
    # Angles of lines are equal modulo 180°: doubled, they can be averaged on the circle.
    doubled = np.exp(2j * np.array(angles))
    mean = np.angle(np.sum(doubled * np.array(weights))) / 2
    off = np.angle(doubled * np.exp(-2j * mean)) / 2
    mean += _weighted_median(off, np.array(weights))
    angle = float((mean + math.pi / 4) % math.pi - math.pi / 4)
    nearest = round(angle / (math.pi / 2)) * math.pi / 2
    return nearest if abs(angle - nearest) < _STEADY else angle


def frame_of(lines: Sequence[Line], angle: float, width: int, height: int) -> Frame:
    """The upright frame of a picture of that size whose text is read along `angle`, levelled by its lines."""
    corners = [_turned(x, y, -angle) for x in (0.0, width) for y in (0.0, height)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    flat = Frame(angle, left, top, right - left, bottom - top)
    return Frame(angle, left, top, right - left, bottom - top, _bend(flat, lines))


def levelled(picture: Picture, frame: Frame) -> Picture:
    """The picture redrawn in its frame, a pixel for a pixel: `Frame.point` inverted, which is linear in y, so that
    the bend is undone exactly. Half a second for a phone's photo."""
    across, down = round(frame.width), round(frame.height)
    bands = [_band(picture, frame, across, top, min(top + _BAND, down)) for top in range(0, down, _BAND)]
    return np.concatenate(bands)


def _band(picture: Picture, frame: Frame, across: int, top: int, bottom: int) -> Picture:
    x, y = np.meshgrid(np.arange(across, dtype=np.float32), np.arange(top, bottom, dtype=np.float32))
    if any(frame.bend):
        shift, stretch = _sunk(frame.bend, x - frame.width / 2)
        y = (y + shift - stretch * frame.height / 2) / (1 - stretch)
    x, y = x + frame.left, y + frame.top
    cos, sin = math.cos(frame.angle), math.sin(frame.angle)
    there_x, there_y = (x * cos - y * sin).astype(np.float32), (x * sin + y * cos).astype(np.float32)
    turned = cv2.remap(picture, there_x, there_y, cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return np.asarray(turned, dtype=np.uint8)


def _sunk(bend: Bend, right: _Number) -> tuple[_Number, _Number]:
    """How far down a line of text has run at `right` of the centre: so much, and so much per pixel down."""
    slope, across, along, curl, twist = bend
    shift = slope * right + across * right * right / 2 + curl * right * right * right / 3
    return shift, along * right + twist * right * right / 2


def _bend(frame: Frame, lines: Sequence[Line]) -> Bend:
    """A least-squares surface through the slopes of the long lines: a plane, or where that leaves much unexplained a
    bent one; none where neither explains them."""
    places, slopes, weights = [], [], []
    for line in lines:
        if line.length < 2 * _LONG * line.height:
            continue
        x, y = frame.point(line.x, line.y)
        slant = math.atan2(line.uy, line.ux) - frame.angle
        slope = math.tan((slant + math.pi) % (2 * math.pi) - math.pi)
        right, down = x - frame.width / 2, y - frame.height / 2
        places.append((1.0, right, down, right * right, right * down))
        slopes.append(slope)
        weights.append(math.sqrt(line.length))
    design = np.array(places, dtype=np.float64)
    observed, weight = np.array(slopes, dtype=np.float64), np.array(weights, dtype=np.float64)
    keep = np.abs(observed) < math.tan(math.radians(12))
    if keep.sum() < _FEWEST:
        return _FLAT
    design, observed, weight = design[keep], observed[keep], weight[keep]
    plane, left_over = _fitted(design[:, :3], observed, weight)
    if keep.sum() >= 2 * _FEWEST:
        bent, still_left = _fitted(design, observed, weight)
        if still_left < _BETTER * left_over:
            plane, left_over = bent, still_left
    if left_over > 0.7 * np.average(np.abs(observed), weights=weight):
        return _FLAT
    slope, across, along, curl, twist = (*map(float, plane), 0.0, 0.0)[:5]
    return slope, across, along, curl, twist


def _fitted(
    design: NDArray[np.float64], observed: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """The least-squares solution, and the mean of what it leaves over."""
    scale = np.maximum(np.abs(design).max(axis=0), 1e-9)  # squares of pixels beside ones
    found, *_ = np.linalg.lstsq(design / scale * weight[:, None], observed * weight, rcond=None)
    solution: NDArray[np.float64] = np.asarray(found / scale, dtype=np.float64)
    return solution, float(np.average(np.abs(observed - design @ solution), weights=weight))


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) >= weights.sum() / 2
    return float(values[order][int(np.argmax(reached))])


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """A point turned by `angle` around the origin."""
    cos, sin = math.cos(angle), math.sin(angle)
    return x * cos - y * sin, x * sin + y * cos
