"""Values that take more than one line of their cell."""

from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place, segment_of
from mailproc.reading.model import Box
from mailproc.reading.places import candidates_in
from mailproc.reading.views import Reach, View

# Short values of other fields that look like a name's last word.
_NO_NAMES = frozenset(
    [
        *("MASCULINO", "FEMENINO", "HOMBRE", "MUJER", "MATUTINO", "VESPERTINO", "NOCTURNO", "VIGENTE", "BAJA"),
        *("ALTA", "REINGRESO", "TITULAR", "ASEGURADO", "ASEGURADA", "ADSCRIPCION", "AFILIACION", "VIGENCIA"),
        *("SI", "NO", "NUM", "CLAVE"),
    ]
)


def continued(view: View, reach: Reach, label: Box | None = None, *, boldly: bool = False) -> Reach:
    """The reach with the lines that go on with it, as one text; the reach itself where there are none.

    `label` is where its label stands, if it has one: a value that hangs lower than the label beside it has
    lines above.

    `boldly` also takes a line that might be the next row's: for names, which the CURP judges.

    Lines above are looked at too where the label may stand beside the middle of them, or below them.
    """
    if reach.segment.lines > 1 or reach.how not in {"run", "right", "below"} or not reach.text:
        return reach
    # After a label's own words a segment must end with the value; a cell beside may be followed by a label.
    whole = reach.how != "run" or reach.end == len(reach.segment.text)
    box = reach.box
    above: list[Segment] = []
    below: list[Segment] = []
    hangs = label is not None and (box.y0 + box.y1) / 2 > (label.y0 + label.y1) / 2 + 0.25 * label.height
    if (reach.how == "right" and hangs) or (view.captions and reach.how == "below"):
        while (
            line := _next(view, box, above[0].box if above else box, label, upwards=True, boldly=boldly)
        ) is not None:
            above.insert(0, line)
    if whole and not (view.captions and reach.how == "below"):
        while (
            line := _next(view, box, below[-1].box if below else box, label, upwards=False, boldly=boldly)
        ) is not None:
            below.append(line)
    if not above and not below:
        return reach
    start = next((i for i, begin in enumerate(reach.segment.starts) if begin >= reach.start), 0)
    own = [
        token
        for token, begin in zip(reach.segment.tokens, reach.segment.starts, strict=True)
        if reach.start <= begin < reach.end
    ] or list(reach.segment.tokens[start:])
    joined = segment_of([*(list(line.tokens) for line in above), own, *(list(line.tokens) for line in below)])
    return Reach(joined, 0, len(joined.text), reach.how if reach.how != "run" else "right")


def _next(view: View, first: Box, last: Box, label: Box | None, *, upwards: bool, boldly: bool) -> Segment | None:
    for segment in view.chart.segments:
        gap = drop(segment.box, last) if upwards else drop(last, segment.box)
        height = last.height
        if gap > 0.75 * height or not 0.65 <= segment.box.height / max(height, 1e-6) <= 1.55:
            continue
        if not _aligned(segment.box, last) or not _is_plain(view, segment):
            continue
        if boldly or not _new_row(view, first, segment.box, label):
            return segment
    return None


def _aligned(one: Box, other: Box) -> bool:
    """Begun at the same x, or centred on one another."""
    height = other.height
    centred = abs(one.x0 + one.x1 - other.x0 - other.x1) < 1.2 * height
    return abs(one.x0 - other.x0) <= 0.8 * height or centred


def _is_plain(view: View, segment: Segment) -> bool:
    """Only words: no label, no value of its own, no sentence."""
    if segment.lines > 1 or not any(c.isalpha() for c in segment.text) or ":" in segment.text:
        return False
    if any(same_place(label.box, segment.box) for label in view.labels) or len(segment.text) > 60:
        return False
    if segment.squeezed in _NO_NAMES:
        return False
    return not candidates_in(segment.text)


def _new_row(view: View, first: Box, line: Box, label: Box | None) -> bool:
    """Whether the line begins a new row: beside it stands something that is to it as what stood beside the first
    line was to that one, in the same column and at the same height. A wrapped cell's neighbours are not so level.
    """
    beside = [other for other in view.obstacles if in_row(other, first) and not same_place(other, first)]
    left = [other for other in beside if other.x1 <= first.x0 + first.height]
    if left:
        # The label, or the cell before: it alone tells whether the row has ended.
        beside = [max(left, key=lambda other: other.x1)]
    slack = 0.25 * first.height
    for other in view.obstacles:
        if not in_row(other, line) or same_place(other, line) or (label is not None and same_place(other, label)):
            continue
        offset = other.y0 - line.y0
        if any(
            in_column(one, other) and not in_row(one, other) and abs(one.y0 - first.y0 - offset) <= slack
            for one in beside
        ):
            return True
    return False
