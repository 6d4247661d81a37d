"""Whether a page's labels stand below their values, as captions do, and not above."""

from collections.abc import Sequence

from mailproc.reading.candidates import candidates_in
from mailproc.reading.labels import SECTIONS, Label
from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place
from mailproc.reading.model import Box

# In heights of a label: what is farther is not its value.
_FAR = 4.0


def has_captions(layers: Sequence[tuple[Sequence[Segment], Sequence[Label]]]) -> bool:
    """Whether the page's labels are captions; `layers` are each witness's segments and labels.

    Values that their form betrays (CURP, agregado, NSS) know their label: on which side it stands decides.
    Where none of them has one near, it is nearness: most labels are clearly closer to the text above them.
    """
    above = sum(_label_below(segments, labels) for segments, labels in layers)
    below = sum(_label_above(segments, labels) for segments, labels in layers)
    if above != below:
        return above > below
    nearer = [_nearer(labels, [segment.box for segment in segments]) for segments, labels in layers]
    over, under = sum(one for one, _ in nearer), sum(other for _, other in nearer)
    return over >= 3 and over > 2 * under


def _label_below(segments: Sequence[Segment], labels: Sequence[Label]) -> int:
    return sum(drop(box, label.box) <= 1.5 * box.height for box, label in _coded(segments, labels))


def _label_above(segments: Sequence[Segment], labels: Sequence[Label]) -> int:
    return sum(drop(label.box, box) <= 1.5 * box.height for box, label in _coded(segments, labels))


def _coded(segments: Sequence[Segment], labels: Sequence[Label]) -> list[tuple[Box, Label]]:
    """Values of telling form that are a segment of their own, with each label of their field in their column."""
    pairs: list[tuple[Box, Label]] = []
    for segment in segments:
        field = field_of(segment)
        if field:
            pairs += [
                (segment.box, label)
                for label in labels
                if label.field == field and label.opens and label.closes and in_column(label.box, segment.box)
            ]
    return pairs


def field_of(segment: Segment) -> str:
    """Of a segment that is a value of telling form: curp, agregado or nss; "" of any other."""
    if segment.lines > 1 or len(segment.squeezed) > 20:
        return ""
    found = {
        kind for kind, one in candidates_in(segment.text) if one.valid and (kind != "nss" or not one.repaired)
    }
    return next((field for field in ("curp", "agregado", "nss") if field in found), "")


def _nearer(labels: Sequence[Label], obstacles: Sequence[Box]) -> tuple[int, int]:
    """How many labels that stand alone are clearly nearer to what is above them, and to what is below."""
    above, below = 0, 0
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
    return above, below


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
    nearest: Box | None = None
    best = _FAR * box.height
    for other in obstacles:
        gap = drop(other, box) if upwards else drop(box, other)
        if gap < best and in_column(other, box):
            nearest, best = other, gap
    if nearest is None or any(same_place(nearest, one.box) for one in labels):
        return float("inf")
    return best
