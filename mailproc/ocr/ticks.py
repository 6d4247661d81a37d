"""Boxes to tick: whether one is marked is measured, for engines hear a cross, or a box, as any letter or none."""

from collections.abc import Sequence
from dataclasses import replace

from mailproc.ocr.boxes import Boxes
from mailproc.ocr.lines import Line
from mailproc.ocr.straighten import Frame

_TALLEST = 1.4
"""The height of such a box, in heights of a typical line; it is about as wide as high."""
_APART = (1.2, 12.0)
"""From one box to the next of a choice, in their heights."""
_INSIDE = 0.1
"""Of its height, that the frame of a box may still reach into it."""
_EMPTY, _MARKED = 0.02, 0.12
"""Part of a box that is ink, at most and at least; in between nobody knows."""
_FRAME = 0.15
"""Of its height, that the frame of a box is thick at most."""


def ticks_of(boxes: Boxes, frame: Frame) -> dict[Line, bool]:
    """Boxes with whether each is marked, in pixels of the picture: only where two stand side by side that are alike but
    for one being marked and the other clearly empty, for then both can be told."""
    squares = sorted(
        (
            (frame.place(box.scaled(1 / boxes.factor)), box)
            for box, full in boxes.found.items()
            if full
            and box.height <= _TALLEST * boxes.typical
            and 0.75 * box.height < box.length < 1.35 * box.height
        ),
        key=lambda pair: pair[0].x0,
    )
    told: dict[Line, bool] = {}
    for at, (place, box) in enumerate(squares):
        beside = [
            (other, one)
            for other, one in squares[at + 1 :]
            if abs(other.y0 + other.y1 - place.y0 - place.y1) < 0.8 * place.height
        ]
        if not beside or box in told:
            continue
        other, one = beside[0]
        alike = abs(other.height - place.height) < 0.2 * place.height
        if alike and _APART[0] < (other.x0 - place.x0) / place.height < _APART[1]:
            marks = [_is_marked(boxes, box), _is_marked(boxes, one)]
            if sorted(map(str, marks)) == ["False", "True"]:
                told |= {box: marks[0] is True, one: marks[1] is True}
    return {box.scaled(1 / boxes.factor): marked for box, marked in told.items()}


def _is_marked(boxes: Boxes, box: Line) -> bool | None:
    inner = 1 - 2 * _INSIDE
    ink = boxes.cut(replace(box, length=box.length * inner, height=box.height * inner)).mean()
    return None if _EMPTY < ink < _MARKED else bool(ink >= _MARKED)


def beside_ticks(line: Line, ticks: Sequence[Line]) -> list[Line]:
    """What is left and right of the boxes in a line; the line itself where none stands in it."""
    spans = []
    for tick in ticks:
        right, down = tick.x - line.x, tick.y - line.y
        along, across = right * line.ux + down * line.uy, down * line.ux - right * line.uy
        reach = tick.length / 2 + _FRAME * tick.height
        if abs(across) < line.height / 2 and abs(along) < line.length / 2 + reach:
            spans.append(((along - reach) / line.length + 0.5, (along + reach) / line.length + 0.5))
    if not spans:
        return [line]
    spans.sort()
    starts, ends = [0.0, *(end for _, end in spans)], [*(start for start, _ in spans), 1.0]
    least = 0.5 * line.height / line.length
    return [line.part(start, end) for start, end in zip(starts, ends, strict=True) if end - start > least]
