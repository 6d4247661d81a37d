"""Columns of labels that stand right of their values, not left of them."""

from collections.abc import Iterator, Sequence

from mailproc.reading.captions import field_of
from mailproc.reading.labels import Label
from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place
from mailproc.reading.model import Box

# In heights: how far a label above or below its value stands at most, and how alike labels of a column are set.
_NEAR, _FLUSH = 1.5, 0.6


def mirrored_columns(layers: Sequence[tuple[Sequence[Segment], Sequence[Label]]]) -> tuple[float, ...]:
    """Where the labels begin (x) that stand right of their values; `layers` are each witness's segments and labels.

    Values that their form betrays (CURP, agregado, NSS) tell it: their label is the next thing to their right, and
    none is anywhere else about them. One alone tells it only where no other such value on the page says otherwise.
    """
    right: list[float] = []
    otherwise = 0
    for segments, labels in layers:
        for segment in segments:
            sides = list(_sides(segment, segments, labels))
            if sides and all(side is not None for side in sides):
                right += [side for side in sides if side is not None][:1]
            else:
                otherwise += bool(sides)
    return tuple(right) if len(right) > 1 or not otherwise else ()


def _sides(segment: Segment, segments: Sequence[Segment], labels: Sequence[Label]) -> Iterator[float | None]:
    """For each label of the value's field about it: where it begins if it is the next thing to the right, else None."""
    field, box = field_of(segment), segment.box
    for label in labels if field else ():
        if label.field != field or label.segment < 0 or not label.closes:
            continue
        there = segments[label.segment].box
        if in_row(there, box):
            between = Box(box.x1, box.y0, there.x0, box.y1)
            follows = there.x0 >= box.x1 - _FLUSH * box.height
            if not follows or not any(_stands_in(one.box, between, (there, box)) for one in segments):
                yield there.x0 if follows else None
        elif in_column(there, box) and min(drop(there, box), drop(box, there)) <= _NEAR * box.height:
            yield None


def _stands_in(other: Box, between: Box, ends: tuple[Box, Box]) -> bool:
    middle = (other.x0 + other.x1) / 2
    return (
        between.x0 < middle < between.x1
        and in_row(other, between)
        and not any(same_place(other, end) for end in ends)
    )


def begins_at(box: Box, columns: Sequence[float]) -> bool:
    """Whether a label's text is set flush with one of the columns."""
    return any(abs(box.x0 - x) <= _FLUSH * box.height for x in columns)
