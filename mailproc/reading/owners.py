"""From a value back to its label: whose a value is that stands somewhere on a page."""

from collections.abc import Sequence

from mailproc.reading.labels import SECTIONS, Label
from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place
from mailproc.reading.model import Box
from mailproc.reading.views import View

# The rank of what a sentence says, below every field that stands alone.
IN_PROSE = 3
# In heights of a line: how far above its column a label may stand.
_FAR = 12.0


def label_of(view: View, index: int, span: tuple[int, int], fields: Sequence[str]) -> tuple[str, int]:
    """Which of `fields`' labels the value at a span of a segment belongs to, and how far: ("", 9) for none.

    0 same run, 1 left of it, 2 above it, 3 far above or in the same sentence, 4 the head of its table column,
    5 on the other side (below, where labels stand above). On a page of captions above and below change places.
    """
    segment = view.chart.segments[index]
    box = segment.box_of(*span)
    before = [one for one in view.inside(index) if one.end <= span[0] and one.field not in SECTIONS]
    if before:
        field = before[-1].field
        return (field, IN_PROSE if segment.lines > 1 else 0) if field in fields else ("", 9)
    candidates: list[tuple[int, float, str]] = []
    for label in view.labels:
        if label.segment == index or label.field not in fields:
            continue
        rank = rank_of(view, label, segment, box)
        if rank is not None:
            distance = abs(box.x0 - label.box.x1) if rank == 1 else abs(box.y0 - label.box.y1)
            candidates.append((rank, distance, label.field))
    if not candidates:
        return "", 9
    rank, _, field = min(candidates)
    return field, rank


def rank_of(view: View, label: Label, segment: Segment, box: Box) -> int | None:
    """How far the label is from a value at `box` of the segment (see label_of), None where it is not its."""
    there, height = label.box, min(box.height, label.box.height)
    if segment.lines > 1 or (label.segment >= 0 and view.chart.segments[label.segment].lines > 1):
        return None
    if view.is_mirrored(label):
        between = Box(box.x1, box.y0, there.x0, box.y1)
        follows = in_row(there, box) and there.x0 >= box.x1 - 0.6 * height
        return 1 if follows and not _blocked(view, between, (there, segment.box), across=True) else None
    if in_row(there, box) and there.x1 <= box.x0 + 0.6 * height and not _under_another(view, label, box):
        between = Box(there.x1, box.y0, box.x0, box.y1)
        return 1 if not _blocked(view, between, (there, segment.box), across=True) else None
    cell = view.cell_of(label)
    if cell is not None and same_place(cell, segment.box):
        return 2
    return _rank_in_column(view, label, segment, box) if not view.is_cell(segment.box) else None


def _rank_in_column(view: View, label: Label, segment: Segment, box: Box) -> int | None:
    """The rank of a label above or below the value."""
    there, height = label.box, min(box.height, label.box.height)
    if not in_column(there, box):
        return None
    gap = drop(box, there) if view.captions else drop(there, box)
    if gap <= _FAR * height:
        low, high = (box.y1, there.y0) if view.captions else (there.y1, box.y0)
        between = Box(max(there.x0, box.x0), low, min(there.x1, box.x1), high)
        if not _blocked(view, between, (there, segment.box), across=False):
            return 2 if gap <= 3.5 * height else 3
        return 4 if _header(view, label) else None
    beyond = drop(there, box) if view.captions else drop(box, there)
    return 5 if beyond <= 1.2 * height else None


def _under_another(view: View, label: Label, box: Box) -> bool:
    """Whether another label stands straight over the value, and the one in its row is not quite level with it: the
    heads of two columns over their values, on a sheet that is not level."""
    height = min(box.height, label.box.height)
    if abs(label.box.y0 + label.box.y1 - box.y0 - box.y1) / 2 < 0.35 * height:
        return False
    return any(
        other.field != label.field
        and in_row(other.box, label.box)
        and drop(other.box, box) <= height
        and min(abs(other.box.x0 - box.x0), abs(other.box.x1 - box.x1)) <= 1.5 * height
        for other in view.labels
    )


def _header(view: View, label: Label) -> bool:
    """A label in a row of labels with no values between them: the head of a table."""
    row = [other for other in view.labels if in_row(other.box, label.box)]
    if label.share <= 0.6:
        # Heads that were read as one run.
        return len(row) >= 2 and sum(other.share for other in row) >= 0.9
    return sum(other.share > 0.6 for other in row) >= 2


def _blocked(view: View, between: Box, ends: tuple[Box, Box], *, across: bool) -> bool:
    """Whether anything but the two ends stands in between."""
    for other in view.obstacles:
        if any(same_place(other, end) for end in ends):
            continue
        middle_x, middle_y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
        if across:
            if in_row(other, between) and between.x0 < middle_x < between.x1:
                return True
        elif other.x0 < between.x1 and other.x1 > between.x0 and between.y0 < middle_y < between.y1:
            return True
    return False
