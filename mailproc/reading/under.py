"""A date under its label, on a page whose other labels stand beside their values: where that is sure all the same."""

from collections.abc import Iterator, Sequence

from mailproc.reading.candidates import candidates_in
from mailproc.reading.layout import Segment, drop, in_column, in_row
from mailproc.reading.model import Box
from mailproc.reading.views import View

# In heights: how far what is set alike may be out; how near a label stands to its value.
_SLACK, _NEAR = 0.6, 1.5


def is_set_over(views: Sequence[View], label: Box, date: Box) -> bool:
    """Whether the label is just over its date and set like it, left or about the middle; every value left of the date
    has a head in the label's row; and no value stands in the label's row. A row whose label was lost has none."""
    return _is_alike(label, date) and all(_is_of_heads(view, label, date) for view in views)


def is_head_of(view: View, words: Box, date: Box) -> bool:
    """Whether words that nobody knows for a label stand over the date as labels do (see `is_set_over`), and all that
    is left of them has a value below it: a value itself has its label there."""
    if not _is_alike(words, date) or not _is_of_heads(view, words, date):
        return False
    below = list(_row(view, date))
    return all(
        any(in_column(head.box, one.box) for one in below) for head in _row(view, words) if head.box.x1 <= words.x0
    )


def _is_alike(label: Box, date: Box) -> bool:
    height = min(label.height, date.height)
    left, middle = abs(label.x0 - date.x0), abs(label.x0 + label.x1 - date.x0 - date.x1) / 2
    return min(left, middle) <= _SLACK * height and drop(label, date) <= _NEAR * height


def _is_of_heads(view: View, label: Box, date: Box) -> bool:
    heads = list(_row(view, label))
    if any(_is_value(head) for head in heads):
        return False
    before = (one for one in _row(view, date) if one.box.x1 <= date.x0)
    return all(any(in_column(head.box, one.box) for head in heads) for one in before)


def _row(view: View, box: Box) -> Iterator[Segment]:
    """What stands in the box's row, itself with it."""
    return (one for one in view.chart.segments if one.lines == 1 and in_row(one.box, box))


def _is_value(segment: Segment) -> bool:
    return bool(candidates_in(segment.text)) or any(c.isdigit() for c in segment.text)
