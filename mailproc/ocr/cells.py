"""Values in ruled boxes, one for each character or for each group of them: each row of boxes is one line.

The finder of lines gives such a row in pieces and loses single letters of it, and engines take the strokes for letters.
But a box is a white hole in the ink of its frame, whatever the typeface, and boxes of one value stand side by side.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from mailproc.ocr.boxes import Boxes
from mailproc.ocr.lines import Line
from mailproc.ocr.straighten import Frame
from mailproc.reading.model import Box

_LOWEST = 0.7
"""The height of a box with a letter in it, in heights of a typical line."""
_MOST = 0.7
"""Part of a row's boxes that are full: the holes of letters, white ones on black too, seldom are."""
_FEWEST = 2
"""Boxes of a row."""
_COMB, _NARROW = 5, 1.6
"""So many boxes as narrow (in heights) hold a character each."""
_LOST = 2.2
"""How far apart two such boxes may stand, in heights: one between them may be lost."""
_EDGE, _STROKE = 0.4, 0.75
"""How wide the stroke of such a frame is looked for, in heights; and how much of its height is to be seen."""
_INSIDE = 0.07
"""Of its height, that the frame of a box may still reach into it."""
_CLOSE, _APART = 0.04, 0.3
"""Of its height, that is left white beside what stands in a box: between letters, and between groups of them."""
_LEAST = 0.2
"""Of its height: what is less high is no letter."""
_OVER = 0.35
"""Of the letters' height, that is left white above and below them: as much as the finder leaves."""


def rows_of_cells(boxes: Boxes, frame: Frame) -> list[Line]:
    """The rows of boxes on a page: lines with their `cells`, each as narrow as what stands in it, in reading
    order; of empty boxes only those between two characters. In pixels of the picture."""
    rows = (_filled(boxes, _whole(boxes, row)) for row in _rows(boxes, frame))
    return [row.scaled(1 / boxes.factor) for row in rows if row is not None]


def _rows(boxes: Boxes, frame: Frame) -> list[list[Line]]:
    """Boxes of one height side by side, left to right."""
    high = [box for box in boxes.found if box.height >= _LOWEST * boxes.typical]
    placed = [(frame.place(box.scaled(1 / boxes.factor)), box) for box in high]
    rows: list[list[Line]] = []
    for _, box in sorted(placed, key=lambda pair: pair[0].x0):
        row = next((row for row in rows if _beside(row[-1], box)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    places = {box: place for place, box in placed if boxes.found[box]}
    return [
        row
        for row in rows
        if len(row) >= _FEWEST
        and sum(boxes.found[box] for box in row) >= _MOST * len(row)
        and (_is_comb(row) or not _amid_table(row, places))
    ]


def _beside(one: Line, other: Line) -> bool:
    """Whether the other box goes on where the one ends: both are followed, for a row may be bent."""
    height = max(one.height, other.height)
    right = other.x - other.ux * other.length / 2 - one.x - one.ux * one.length / 2
    down = other.y - other.uy * other.length / 2 - one.y - one.uy * one.length / 2
    along, across = right * one.ux + down * one.uy, down * one.ux - right * one.uy
    return (
        min(one.height, other.height) > 0.8 * height
        and abs(across) < 0.25 * height
        and -0.1 * height < along < (_LOST if max(one.length, other.length) < _NARROW * height else 1.0) * height
    )


def _whole(boxes: Boxes, row: Sequence[Line]) -> list[Line]:
    """A row of boxes for a character each with those that were not seen for what stands in them: between two others,
    and at its ends where the frame goes on."""
    if not _is_comb(row):
        return list(row)
    usual = float(np.median([box.length for box in row]))
    row = [part for box in row for part in _parted(box, max(1, round(box.length / usual)))]
    steps = [math.hypot(other.x - one.x, other.y - one.y) for one, other in pairwise(row)]
    step = float(np.median(steps))
    whole = [row[0]]
    for one, other, way in zip(row, row[1:], steps, strict=False):
        lost = round(way / step)
        whole += [_between(one, other, at / lost) for at in range(1, lost)] + [other]
    for before, end in ((whole[1], whole[0]), (whole[-2], whole[-1])):
        beyond = _between(before, end, 1 + step / math.hypot(end.x - before.x, end.y - before.y))
        if _is_edged(boxes, beyond, _between(before, beyond, 1 + beyond.length / 2 / (2 * step))):
            whole.insert(0 if end is whole[0] else len(whole), beyond)
    return whole


def _parted(box: Line, number: int) -> list[Line]:
    """So many boxes of one: the strokes between them were not seen."""
    return [box.part(at / number, (at + 1) / number) for at in range(number)]


def _between(one: Line, other: Line, part: float) -> Line:
    """A box that stands at that part of the way from one to the other, or beyond it."""
    return replace(one, x=one.x + part * (other.x - one.x), y=one.y + part * (other.y - one.y))


def _is_edged(boxes: Boxes, box: Line, edge: Line) -> bool:
    """Whether a stroke of the box's height stands there: no letter is as high."""
    strip = boxes.cut(replace(edge, length=_EDGE * box.height, height=(1 - 2 * _INSIDE) * box.height))
    return bool(cv2.dilate(strip.astype(np.uint8), np.ones((1, 3), np.uint8)).mean(axis=0).max() >= _STROKE)


def _is_comb(row: Sequence[Line]) -> bool:
    """Whether each box of the row holds a character."""
    widths = [box.length for box in row]
    typical = float(np.median(widths))
    return (
        len(row) >= _COMB
        and typical <= _NARROW * float(np.median([box.height for box in row]))
        and sum(abs(width - typical) < 0.2 * typical for width in widths) >= 0.8 * len(row)
    )


def _amid_table(row: Sequence[Line], places: Mapping[Line, Box]) -> bool:
    """Whether other boxes share the frame above or below: rows of a table, whose cells are values of their own."""
    shared = 0
    for box in row:
        if (place := places.get(box)) is None:
            continue
        near = 0.25 * place.height
        shared += any(
            min(abs(other.y0 - place.y1), abs(place.y0 - other.y1)) < near
            and min(other.x1, place.x1) - max(other.x0, place.x0) > 0.5 * place.width
            for other in places.values()
        )
    return shared >= 0.5 * len(row)


def _filled(boxes: Boxes, row: Sequence[Line]) -> Line | None:
    """The row as one line, its boxes cut down to what stands in them; None where fewer than _FEWEST hold anything, or
    it is higher than a line of text."""
    height = float(np.median([box.height for box in row]))
    comb = _is_comb(row)
    beside = (_CLOSE if comb else _APART) * height
    cells: list[Line] = []
    tops, feet, last, single = [], [], 0, False
    for at, box in enumerate(row):
        inner = replace(box, length=box.length - 2 * _INSIDE * height, height=height * (1 - 2 * _INSIDE))
        if box.length < _NARROW * height:  # a box as wide as high has no direction of its own
            inner = _towards(inner, row[max(0, at - 1)], row[min(at + 1, len(row) - 1)])
        cut = boxes.cut(inner)
        across, down = np.flatnonzero(cut.any(axis=0)), np.flatnonzero(cut.any(axis=1))
        if across.size >= 2 and down.size >= _LEAST * height:
            wide = cut.shape[1]
            start, stop = max(0.0, across[0] - beside), min(float(wide), across[-1] + 1 + beside)
            cells.append(inner.part(float(start) / wide, float(stop) / wide))
            tops.append(down[0] - cut.shape[0] / 2)
            feet.append(down[-1] + 1 - cut.shape[0] / 2)
            last, single = len(cells), bool(np.ptp(across) <= np.ptp(down))
        elif comb and cells:
            cells.append(inner.part(0.25, 0.75))  # between two words, or after the last
    # Of two boxes the other is a check digit's, or each may be a value of its own.
    if len(tops) < _FEWEST or (len(tops) == _FEWEST and not single):
        return None
    del cells[last:]
    top, foot = float(np.median(tops)), float(np.median(feet))
    if foot - top > boxes.typical:
        return None
    over = _OVER * (foot - top)
    top, foot = max(top - over, -height / 2), min(foot + over, height / 2)
    middle = (top + foot) / 2
    moved = tuple(
        replace(cell, x=cell.x - cell.uy * middle, y=cell.y + cell.ux * middle, height=foot - top)
        for cell in cells
    )
    begin, end = moved[0], moved[-1]
    x, y = (begin.x + end.x) / 2, (begin.y + end.y) / 2
    length = math.hypot(end.x - begin.x, end.y - begin.y) + (begin.length + end.length) / 2
    return _towards(Line(x, y, 1.0, 0.0, length, foot - top, moved), begin, end)


def _towards(line: Line, first: Line, last: Line) -> Line:
    """The line with the direction from one to the other."""
    right, down = last.x - first.x, last.y - first.y
    way = math.hypot(right, down)
    return replace(line, ux=right / way, uy=down / way)
