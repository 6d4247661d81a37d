"""Whether a page's labels stand below their values, as captions do, and not above."""

from collections.abc import Sequence

from mailproc.reading.labels import SECTIONS, Label
from mailproc.reading.layout import in_column, in_row, same_place
from mailproc.reading.model import Box

# In heights of a label: what is farther is not its value.
_FAR = 4.0


def has_captions(labels: Sequence[Label], obstacles: Sequence[Box]) -> bool:
    """Whether most labels that stand alone are clearly nearer to the text above them than to that below.

    Nearness decides, not any one field: a value's own label is the nearest text. Labels with something just
    to their right say nothing.
    """
    below, above = 0, 0
    for label in labels:
        if not (label.opens and label.closes) or label.field in SECTIONS:
            continue
        if _has_neighbour(label, labels, obstacles):
            continue
        height = label.box.height
        over = _gap(label, labels, obstacles, upwards=True)
        under = _gap(label, labels, obstacles, upwards=False)
        if over < 1.2 * height and over < 0.6 * under:
            above += 1
        elif under < 1.2 * height and under < 0.6 * over:
            below += 1
    return above >= 3 and above > 2 * below


def _has_neighbour(label: Label, labels: Sequence[Label], obstacles: Sequence[Box]) -> bool:
    """Whether the next thing to the right is text that is no label."""
    right = [
        other
        for other in obstacles
        if in_row(other, label.box) and other.x0 >= label.box.x1 and not same_place(other, label.box)
    ]
    if not right:
        return False
    nearest = min(right, key=lambda other: other.x0)
    return not any(same_place(nearest, one.box) for one in labels)


def _gap(label: Label, labels: Sequence[Label], obstacles: Sequence[Box], *, upwards: bool) -> float:
    """To the nearest text straight above or below; infinite where that is a label, or nothing."""
    box = label.box
    slack = 0.4 * box.height
    nearest: Box | None = None
    best = _FAR * box.height
    for other in obstacles:
        gap = box.y0 - other.y1 if upwards else other.y0 - box.y1
        if -slack <= gap < best and in_column(other, box) and not same_place(other, box):
            nearest, best = other, gap
    if nearest is None or any(same_place(nearest, one.box) for one in labels):
        return float("inf")
    return max(best, 0.0)
