"""Whether a name can be more than what was read of it: what stands next to it on the sheet tells.

A cell of several lines may be read in part on a form that nobody has foreseen. So a company's name is whole only where
every line within reach of it is something else by its own account: a label, a value, what a label leads to, another
employer's row, other type, small letters beside capitals, or a line that keeps its distance.
"""

from collections.abc import Sequence
from itertools import pairwise

from mailproc.reading.candidates import candidates_in
from mailproc.reading.clauses import IN_NAMES, is_in_name
from mailproc.reading.labels import SECTIONS, Label
from mailproc.reading.layout import Segment, Token, around, drop, in_column, in_row, same_place, share_of_row
from mailproc.reading.model import Box
from mailproc.reading.views import Reach, View
from mailproc.reading.wrapping import is_aligned

# In heights of a line: the widest gap between lines of one text, the usual one, and how much wider one is plainly so.
_REACH, _LEADING, _PLAINLY = 1.6, 0.75, 0.3
# How much taller or lower other type is at least: accents and commas make a line's box taller.
_OTHER_TYPE = 1.5
# How much of a registro's height a line of its row shares at least, where cells are centred in height.
_BESIDE = 0.15
# The same, where two boxes are of one line and not of two that engines' margins make overlap.
_LEVEL = 0.6
# Letters of a word that is no preposition.
_WORD = 4
# Words of a line that may be the rest of a person's name.
_REST = 4


def may_go_on(view: View, segment: Segment, span: tuple[int, int], anchors: Sequence[Box]) -> bool:
    """Whether words about a company's name may be more of it: the one at `span` of a segment, of the chart or joined of
    the chart's. `anchors` are the registros of its page."""
    tokens = _within(segment, *span)
    if not tokens:
        return False
    name = _Name(view, tokens, anchors)
    if any(
        same_place(label.box, tokens[0].box) and label.box.height > 2 * tokens[0].box.height
        for label in view.labels
    ):
        return True  # words of a label that takes two lines
    return name.may_go_on(upwards=False) or name.may_go_on(upwards=True)


def is_blind_above(view: View, segment: Segment) -> bool:
    """Whether a line stands just above of which this view knows no word: the name may begin there."""
    pitch = segment.box.height / segment.lines
    known = [one.box for one in view.chart.segments]
    return any(
        drop(box, segment.box) <= pitch
        and in_column(box, segment.box)
        and not any(same_place(box, other) for other in known)
        for box in view.obstacles
    )


def may_spill(view: View, reach: Reach) -> bool:
    """Whether a person's name, that stands after its label in one line, may go on in the next, under the label."""
    own = reach.segment
    if reach.how != "run" or own.lines > 1 or reach.end < len(own.text):
        return False
    return any(
        drop(own.box, one.box) <= _LEADING * own.box.height
        and abs(one.box.x0 - own.box.x0) < own.box.height
        and one.lines == 1
        and len(one.tokens) <= _REST
        and all(token.text.strip(".,'-").isalpha() for token in one.tokens)
        and not any(same_place(label.box, one.box) for label in view.labels)
        for one in view.chart.segments
    )


class _Name:
    """A company's name on its page."""

    def __init__(self, view: View, tokens: Sequence[Token], anchors: Sequence[Box]) -> None:
        self._view, self._tokens, self._anchors = view, tokens, anchors
        self._own = {id(token) for token in tokens}
        self._rows = _rows(tokens)
        self._gaps = [drop(upper, lower) for upper, lower in pairwise(self._rows)]
        self._capitals = all(_is_capital(token) for token in tokens)

    def may_go_on(self, *, upwards: bool) -> bool:
        """Whether a line above, or below, may be the name's."""
        holder = self._holder(upwards=upwards)
        outer = _outer(holder, self._own, upwards=upwards)
        spoken = holder.lines > 1 and bool(outer)
        spoken = spoken or any(not _is_capital(one) and not self._is_labels(holder, one) for one in outer)
        if spoken:
            return False  # within a sentence its words tell where a name ends
        edge = self._rows[0 if upwards else -1]
        near = [
            (_gap(edge, one.box, upwards=upwards), one)
            for one in self._view.chart.segments
            if self._own.isdisjoint(map(id, one.tokens)) and self._is_in_line(one, holder, upwards=upwards)
        ]
        near = [(gap, one) for gap, one in near if gap <= _REACH * edge.height]
        least = min((gap for gap, _ in near), default=0.0) + 0.5 * edge.height
        return any(
            gap <= least
            and ((upwards and _ends_amid_words(one)) or not self._is_anothers(one, gap, edge, upwards=upwards))
            for gap, one in near
        )

    def _holder(self, *, upwards: bool) -> Segment:
        """The segment that holds the name's first, or last, word."""
        token = self._tokens[0 if upwards else -1]
        return next(one for one in self._view.chart.segments if any(token is own for own in one.tokens))

    def _is_labels(self, segment: Segment, token: Token) -> bool:
        return any(same_place(label.box, token.box) for label in self._view.labels) and segment.lines == 1

    def _is_in_line(self, line: Segment, holder: Segment, *, upwards: bool) -> bool:
        """Whether the line stands as another of the name's lines would: set alike, or at the margin of its run."""
        if sum(c.isalnum() for c in line.text) < 2:
            return False
        height = self._rows[0].height
        margin = not upwards and abs(line.box.x0 - holder.box.x0) <= height
        whole = line.lines > 1 and line.box.x0 < self._rows[0].x1 and self._rows[0].x0 < line.box.x1
        return margin or whole or any(is_aligned(line.box, row) for row in (*self._rows, around(self._rows)))

    def _is_anothers(self, line: Segment, gap: float, edge: Box, *, upwards: bool) -> bool:
        """Whether the line is plainly none of the name's."""
        height = edge.height
        tall = line.box.height / line.lines / height
        if not 1 / _OTHER_TYPE <= tall <= _OTHER_TYPE:
            return True
        # What counts is the end of a line above, and the beginning of one below.
        if self._capitals and not _is_capital(line.tokens[-1 if upwards else 0]):
            return True
        if not upwards and _begins_a_sentence(line):
            return True
        if self._is_told(line, upwards=upwards) or self._is_led(line):
            return True
        if self._gaps and gap > max(self._gaps) + _PLAINLY * height:
            return True
        return self._is_in_another_row(line, gap, edge) or self._is_nearer_another(line, gap, upwards=upwards)

    def _is_told(self, line: Segment, *, upwards: bool) -> bool:
        """Whether the line's near end is a label or a value."""
        for label in self._view.labels:
            inside = label.segment >= 0 and self._view.chart.segments[label.segment] is line
            if inside and _is_names_own(line, label):
                continue
            if inside and upwards and (label.end == len(line.text) or (label.opens and label.field != "employer")):
                return True
            heading = label.field in SECTIONS and label.closes and label.share >= 0.5
            if inside and not upwards and (label.opens or heading):
                return True
            # A label that merely reaches into the line's box stands above it.
            if not inside and same_place(label.box, line.box) and share_of_row(label.box, line.box) > _LEVEL:
                return True
        end = len(line.text.rstrip(" .,;:)"))
        return any(one.end >= end if upwards else one.start <= 1 for _, one in candidates_in(line.text))

    def _is_led(self, line: Segment) -> bool:
        """Whether a label level with the line leads to it; one of the name's own field must not be more of that."""
        row = [one for one in self._view.chart.segments if one is not line and _is_level(one.box, line.box)]
        left = max((one for one in row if one.box.x1 <= line.box.x0), key=lambda one: one.box.x1, default=None)
        right = min((one for one in row if one.box.x0 >= line.box.x1), key=lambda one: one.box.x0, default=None)
        for label in self._view.labels:
            side = right if self._view.is_mirrored(label) else left
            if side is None or not same_place(label.box, side.box) or not label.closes or self._has_below(label):
                continue
            if label.field != "employer" or self._has_label_apart(label):
                return True
        return False

    def _has_below(self, label: Label) -> bool:
        """Whether a value stands just below the label, and so none beside it."""
        return any(
            drop(label.box, one.box) <= 0.5 * label.box.height
            and abs(one.box.x0 - label.box.x0) <= 0.5 * label.box.height
            and not any(same_place(other.box, one.box) for other in self._view.labels)
            for one in self._view.chart.segments
        )

    def _has_label_apart(self, label: Label) -> bool:
        """Whether the name has a label beside it that cannot be another line of this one."""
        return any(
            other.field == "employer"
            and any(in_row(other.box, row) for row in self._rows)
            and min(drop(other.box, label.box), drop(label.box, other.box)) > _LEADING * label.box.height
            for other in self._view.labels
            if other is not label
        )

    def _is_in_another_row(self, line: Segment, gap: float, edge: Box) -> bool:
        """Whether the line stands beside another employer's registro. Where lines are evenly set and the name's own
        last one stands beside none, nobody knows whose that one is."""
        beside = [one for one in self._anchors if any(share_of_row(one, row) >= _BESIDE for row in self._rows)]
        if not beside or not any(in_row(one, line.box) and one not in beside for one in self._anchors):
            return False
        even = bool(self._gaps) and gap <= max(self._gaps) + _PLAINLY * edge.height
        return not even or any(share_of_row(one, edge) >= _BESIDE for one in beside)

    def _is_nearer_another(self, line: Segment, gap: float, *, upwards: bool) -> bool:
        """Whether the line belongs to what stands on its other side."""
        beyond = [
            _gap(line.box, one.box, upwards=upwards)
            for one in self._view.chart.segments
            if one is not line and is_aligned(one.box, line.box)
        ]
        return min(beyond, default=float("inf")) < gap - _PLAINLY * line.box.height


def _within(segment: Segment, begin: int, end: int) -> list[Token]:
    return [
        token
        for token, start in zip(segment.tokens, segment.starts, strict=True)
        if start < end and start + len(token.text) > begin and any(c.isalnum() for c in token.text)
    ]


def _outer(segment: Segment, own: set[int], *, upwards: bool) -> list[Token]:
    """The words of the segment before the name's first, or after its last."""
    at = [place for place, token in enumerate(segment.tokens) if id(token) in own]
    return list(segment.tokens[: at[0]] if upwards else segment.tokens[at[-1] + 1 :])


def _rows(tokens: Sequence[Token]) -> list[Box]:
    """The name's lines, from top to bottom."""
    rows = [[tokens[0].box]]
    for token in tokens[1:]:
        last = rows[-1][-1]
        if token.box.x0 > last.x0 and share_of_row(token.box, last) > 0.5:
            rows[-1].append(token.box)
        else:
            rows.append([token.box])
    return [around(row) for row in rows]


def _begins_a_sentence(line: Segment) -> bool:
    """Whether a line goes on in small letters after its first word, as no name does: "Sin otro particular"."""
    return len(line.tokens) > 1 and len(line.tokens[1].raw) >= _WORD and line.tokens[1].raw.islower()


def _ends_amid_words(line: Segment) -> bool:
    """Whether words follow the line's last registro: the next employer's name begins there."""
    ends = [one.end for kind, one in candidates_in(line.text) if kind == "registro"]
    return bool(ends) and sum(char.isalpha() for char in line.text[max(ends) :]) >= _WORD


def _is_names_own(line: Segment, label: Label) -> bool:
    """Whether a label's word may be a name's: "… NUM. 7 TURNO", "TURNO VESPERTINO"; a colon tells that it is none."""
    if label.field not in IN_NAMES or line.text[label.end : label.end + 1] == ":":
        return False
    return is_in_name(line, label.start) if label.start else not label.closes


def _is_level(one: Box, other: Box) -> bool:
    """In a row as a label and its value are, not by chance."""
    return abs(one.y0 + one.y1 - other.y0 - other.y1) <= 0.6 * min(one.height, other.height)


def _gap(one: Box, other: Box, *, upwards: bool) -> float:
    return drop(other, one) if upwards else drop(one, other)


def _is_capital(token: Token) -> bool:
    """Whether the word has no small letter."""
    return token.raw == token.raw.upper()
