"""Values that take more than one line of their cell."""

import re
from collections.abc import Iterator, Sequence

from mailproc.reading.candidates import candidates_in
from mailproc.reading.labels import Label
from mailproc.reading.layout import Segment, Token, drop, in_column, in_row, same_place, segment_of, share_of_row
from mailproc.reading.model import Box
from mailproc.reading.naming import FURNITURE
from mailproc.reading.views import Reach, View
from mailproc.reading.zones import relations

# Short values of other fields that look like a name's last word, and what a page says of itself.
_NO_NAMES = frozenset(
    [
        *("MASCULINO", "FEMENINO", "HOMBRE", "MUJER", "MATUTINO", "VESPERTINO", "NOCTURNO", "VIGENTE", "BAJA"),
        *("ALTA", "REINGRESO", "TITULAR", "ASEGURADO", "ASEGURADA", "ADSCRIPCION", "AFILIACION", "VIGENCIA"),
        *("SI", "NO", "NUM", "CLAVE", "RECIBIDO", "SERVICIOSESCOLARES", "CONDERECHO", "SINDERECHO"),
    ]
)
# Words after which a name goes on: "INSTITUTO TECNOLOGICO DE", "PEREZ DE LA".
_LEADING_ON = frozenset(
    [
        "A",
        "CON",
        "DE",
        "DEL",
        "E",
        "EL",
        "EN",
        "LA",
        "LAS",
        "LOS",
        "NO",
        "NO.",
        "NUM.",
        "PARA",
        "POR",
        "Y",
        "SA DE",
    ]
)
# Labels whose words a name may go on with, where it plainly does: "INDUSTRIAL Y DE | SERVICIOS".
_IN_NAMES = frozenset({"services", "estado", "vigente", "employers", "birthplace"})
# What a row of answers to tick is made of.
_OPTIONS = re.compile(r"(?:[^A-Z0-9]*(?:\b(?:SI|NO|X)\b|[\[({✓✔☒]))+[^A-Z0-9]*")
# The letters that follow the first of an answer with a box for each.
_SPELT = {"S": "I", "N": "O"}
# In heights of a line: the usual gap within a cell, and the widest where a text is plainly not at its end.
_LEADING, _WIDE = 0.75, 1.3


def is_cut(text: str) -> bool:
    """Whether a name cannot end so: after a preposition, a comma, in an open bracket."""
    words = text.split()
    if not words:
        return True
    last = words[-1].upper()
    return last in _LEADING_ON or text.rstrip().endswith((",", "-", "&")) or text.count("(") > text.count(")")


def continued(
    view: View,
    reach: Reach,
    label: Box | None = None,
    *,
    boldly: bool = False,
    anchors: Sequence[Box] = (),
    digits: bool = False,
) -> Reach:
    """The reach with the lines that go on with it, as one text; the reach itself where there are none.

    `label` is where its label stands, if it has one: a value that hangs lower than the label beside it has
    lines above. `boldly` also takes a line that might be the next row's: for names, which the CURP judges.
    `anchors` are values of which every row of the table has one: a line beside another one is another row's.
    `digits` tells that the value may hold numbers, as companies' names do.

    Lines above are looked at too where the label may stand beside the middle of them, or below them.
    """
    if reach.segment.lines > 1 or reach.how not in {"run", "right", "below"} or not reach.text:
        return reach
    # After a label's own words a segment must end with the value; a cell beside may be followed by a label.
    whole = reach.how != "run" or reach.end == len(reach.segment.text)
    box = reach.box
    rule = _Rule(view, box, label, tuple(anchors), boldly=boldly, digits=digits)
    above: list[Segment] = []
    below: list[Segment] = []
    hangs = label is not None and (box.y0 + box.y1) / 2 > (label.y0 + label.y1) / 2 + 0.25 * label.height
    if (reach.how in {"right", "run"} and hangs) or (view.captions and reach.how == "below"):
        while (line := rule.next_line(above[0].box if above else box, upwards=True)) is not None:
            above.insert(0, line)
    if whole and not (view.captions and reach.how == "below"):
        text = reach.text
        while (
            line := rule.next_line(below[-1].box if below else box, upwards=False, cut=is_cut(text))
        ) is not None:
            below.append(line)
            text = line.text
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


def with_options(view: View, reach: Reach) -> Reach:
    """The reach with the SI, NO, boxes and crosses that stand after it in its row, as one text; of an answer with a box
    for each letter with its other letter."""
    if (
        reach.segment.lines > 1
        or reach.end < len(reach.segment.text)
        or reach.how not in {"run", "right", "below"}
    ):
        return reach
    own = [
        token
        for token, begin in zip(reach.segment.tokens, reach.segment.starts, strict=True)
        if begin + len(token.text) > reach.start
    ]
    right, box = reach.box.x1, reach.box
    after = [one for one in view.chart.segments if one.box.x0 >= right and in_row(one.box, box)]
    more: list[Token] = []
    for segment in sorted(after, key=lambda one: one.box.x0):
        spelt = not more and _SPELT.get(reach.text) == segment.text
        if not spelt and (view.is_cell(segment.box) or _OPTIONS.fullmatch(segment.text) is None):
            break
        more += segment.tokens
    if not more:
        return reach
    joined = segment_of([[*own, *more]])
    return Reach(joined, 0, len(joined.text), "right")


def is_touched(view: View, reach: Reach, anchors: Sequence[Box], *, digits: bool) -> bool:
    """Whether other words stand so near the value, beside, over or under it, that they may belong to it: a stamp
    across it, or a piece that was not understood as the same value's. `digits` as in `continued`."""
    own = set(map(id, reach.segment.tokens))
    block = reach.segment.box
    height = min(token.box.height for token in reach.segment.tokens)
    for segment in view.chart.segments:
        if any(id(token) in own for token in segment.tokens) or sum(c.isalpha() for c in segment.text) < 3:
            continue
        box = segment.box
        near = min(drop(block, box), drop(box, block)) <= 0.6 * height and in_column(block, box)
        beside = in_row(block, box) and max(box.x0 - block.x1, block.x0 - box.x1) <= height
        # What a page says of itself stands near many things; only across a value it hides some of it.
        idle = FURNITURE.intersection(segment.text.split()) and not digits
        if not (((near or beside) and not idle) or _crosses(block, box)) or candidates_in(segment.text):
            continue
        if any(same_place(label.box, box) or _leads(view, label, box) for label in view.labels):
            continue
        if any(_is_between(label.box, block, box) for label in view.labels if label.closes):
            continue
        if not any(in_row(anchor, box) and not in_row(anchor, block) for anchor in anchors):
            return True
    return False


def is_spilt(view: View, reach: Reach) -> bool:
    """Whether words stand alone at the beginning of the next line, under a row that ends with the value: pairs of
    labels and values set one after the other go on there."""
    row = [one for one in view.chart.segments if in_row(one.box, reach.segment.box)]
    pairs = sum(in_row(label.box, reach.segment.box) for label in view.labels)
    if (len(row) < 2 and pairs < 2) or any(one.box.x0 > reach.segment.box.x1 for one in row):
        return False
    left, height = min(one.box.x0 for one in row), reach.segment.box.height
    return any(
        drop(reach.segment.box, one.box) <= _LEADING * height
        and abs(one.box.x0 - left) < height
        and one.lines == 1
        and sum(c.isalpha() for c in one.text) >= 2
        and not any(same_place(label.box, one.box) for label in view.labels)
        and not candidates_in(one.text)
        and not any(other is not one and in_row(other.box, one.box) for other in view.chart.segments)
        for one in view.chart.segments
    )


def _crosses(one: Box, other: Box) -> bool:
    """Whether the boxes overlap by more than engines' margins do."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 0 and tall > 0.35 * min(one.height, other.height)


def _is_between(label: Box, one: Box, other: Box) -> bool:
    """Whether the label stands below the upper of two boxes and above the lower one."""
    apart = (
        max(drop(one, label), drop(label, other))
        if one.y0 < other.y0
        else max(drop(other, label), drop(label, one))
    )
    return apart < float("inf") and in_column(label, one) and in_column(label, other)


def _leads(view: View, label: Label, box: Box) -> bool:
    """Whether a label stands left of the box in its row, or right of it where labels follow."""
    there, slack = label.box, 0.6 * box.height
    follows = view.is_mirrored(label) and there.x0 >= box.x1 - slack
    return in_row(there, box) and (follows or there.x1 <= box.x0 + slack)


class _Rule:
    """Which lines go on with one value."""

    def __init__(
        self, view: View, first: Box, label: Box | None, anchors: tuple[Box, ...], *, boldly: bool, digits: bool
    ) -> None:
        self._view, self._first, self._label, self._anchors = view, first, label, anchors
        self._boldly, self._digits = boldly, digits
        self._own = max(
            (anchor for anchor in anchors if share_of_row(anchor, first) > 0),
            key=lambda anchor: share_of_row(anchor, first),
            default=None,
        )

    def next_line(self, last: Box, *, upwards: bool, cut: bool = False) -> Segment | None:
        """The line just below (above) `last` that goes on; `cut` tells that something must follow."""
        for gap, segment in self._near(last, upwards=upwards):
            if gap > (_WIDE if cut else _LEADING) * last.height:
                return None
            if not self._is_plain(segment, cut=cut):
                continue
            if self._anchored(segment.box) or self._is_anothers(last, segment.box):
                return None
            return segment if self._boldly or cut or not self._new_row(segment.box) else None
        return None

    def _anchored(self, line: Box) -> bool:
        """Whether the line stands beside another row's anchor."""
        return any(anchor is not self._own and share_of_row(anchor, line) > 0.15 for anchor in self._anchors)

    def _is_anothers(self, last: Box, line: Box) -> bool:
        """Whether another label leads to the line: one that stands between it and the value, or one in its row below
        (above) the value's own label, which is not quite level with its value on a photo."""
        own = self._label
        if own is None or self._view.captions:
            return False
        for label in self._view.labels:
            there = label.box
            if same_place(there, own) or not label.closes or drop(own, there) == float("inf"):
                continue
            if _is_between(there, last, line) and abs(there.x0 - line.x0) <= own.height:
                return True
            beside = there.x1 <= line.x0 + 0.6 * line.height and abs(there.x0 - own.x0) <= own.height
            if beside and in_row(there, line) and not in_row(there, self._first):
                return True
        return False

    def _near(self, last: Box, *, upwards: bool) -> Iterator[tuple[float, Segment]]:
        """Lines of the same column and type, the nearest first."""
        lines = []
        for segment in self._view.chart.segments:
            gap = drop(segment.box, last) if upwards else drop(last, segment.box)
            alike = 0.65 <= segment.box.height / max(last.height, 1e-6) <= 1.55
            if gap <= _WIDE * last.height and alike and is_aligned(segment.box, last):
                lines.append((gap, segment))
        return iter(sorted(lines, key=lambda pair: pair[0]))

    def _is_plain(self, segment: Segment, *, cut: bool) -> bool:
        """Only words: no label, no value of its own, no sentence."""
        text = segment.text
        if segment.lines > 1 or not any(c.isalpha() for c in text) or ":" in text or len(text) > 60:
            return False
        # A relative's word heads what is said of that one: "HIJO".
        if segment.squeezed in _NO_NAMES or (not cut and segment.squeezed in relations()):
            return False
        if not self._digits and (any(c.isdigit() for c in text) or FURNITURE.intersection(text.split())):
            return False
        labels = [label for label in self._view.labels if same_place(label.box, segment.box)]
        if any(not cut or label.field not in _IN_NAMES for label in labels):
            return False
        return not candidates_in(text)

    def _new_row(self, line: Box) -> bool:
        """Whether the line begins a new row: beside it stands something that is to it as what stood beside the first
        line was to that one, in the same column and at the same height. A wrapped cell's neighbours are not so
        level."""
        if self._own is not None:
            return False
        first, label = self._first, self._label
        beside = [other for other in self._view.obstacles if in_row(other, first) and not same_place(other, first)]
        left = [other for other in beside if other.x1 <= first.x0 + first.height]
        if left:
            # The label, or the cell before: it alone tells whether the row has ended.
            beside = [max(left, key=lambda other: other.x1)]
        slack = 0.25 * first.height
        for other in self._view.obstacles:
            if not in_row(other, line) or same_place(other, line):
                continue
            if label is not None and same_place(other, label):
                continue
            offset = other.y0 - line.y0
            if any(
                in_column(one, other) and not in_row(one, other) and abs(one.y0 - first.y0 - offset) <= slack
                for one in beside
            ):
                return True
        return False


def is_aligned(one: Box, other: Box) -> bool:
    """Whether two lines are set alike: begun at the same x, ended at the same x, or centred on one another."""
    height = other.height
    centred = abs(one.x0 + one.x1 - other.x0 - other.x1) < 1.2 * height
    return abs(one.x0 - other.x0) <= 0.8 * height or abs(one.x1 - other.x1) <= 0.6 * height or centred
