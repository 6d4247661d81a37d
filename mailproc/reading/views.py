"""A page as one witness sees it, beside what all witnesses of that page found.

Labels are places on the paper: one that a single witness read tells all others what stands beside it. The
same holds for what stands in between. So every layer, even a crop with nothing but a number in it, is read
with the labels and obstacles of the whole page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mailproc.reading.captions import has_captions
from mailproc.reading.columns import head_cells
from mailproc.reading.labels import SECTIONS, Label, find_labels, seen_from
from mailproc.reading.layout import Chart, Segment, drop, in_column, in_row, is_speck, same_place, share_of_row
from mailproc.reading.mirrored import begins_at, mirrored_columns
from mailproc.reading.model import Box, Layer, Page, Witness
from mailproc.reading.paragraphs import chart


@dataclass(frozen=True, slots=True)
class View:
    """One layer with the page's labels (its own first) and all layers' segments as obstacles.

    `captions`: on this page labels stand below their values, not above. `mirrored`: where the columns of labels begin
    that stand right of their values. `cells`: heads of this layer's tables, each with the cell below it.
    """

    chart: Chart
    labels: tuple[Label, ...]
    obstacles: tuple[Box, ...]
    captions: bool
    mirrored: tuple[float, ...]
    cells: tuple[tuple[Box, Box], ...]

    def inside(self, segment: int) -> list[Label]:
        """This layer's own labels in that segment, left to right."""
        return sorted((one for one in self.labels if one.segment == segment), key=lambda one: one.start)

    def is_mirrored(self, label: Label) -> bool:
        """Whether the label's value stands left of it."""
        if not self.mirrored:
            return False
        texts = [one.box for one in self.chart.segments if same_place(one.box, label.box)]
        return any(begins_at(box, self.mirrored) for box in texts or [label.box])

    def cell_of(self, label: Label) -> Box | None:
        """The cell below the label, if it is the head of a table's column."""
        return next((cell for head, cell in self.cells if same_place(head, label.box)), None)

    def is_cell(self, box: Box) -> bool:
        """Whether the box is such a cell, and so its own head's value."""
        return any(same_place(cell, box) for _, cell in self.cells)


def views_of(page: Page) -> list[View]:
    """A view for each layer that may speak. What nobody sees takes no part: it is looked at elsewhere."""
    speaking = [layer for layer in page.layers if layer.witness not in {Witness.HIDDEN, Witness.FORMER}]
    seen = [_seen(page.number, page.width, page.height, layer) for layer in speaking]
    everyone = [label for _, labels in seen for label in labels]
    # Engines that read the same crops report the same boxes.
    obstacles = tuple(dict.fromkeys(segment.box for one, _ in seen for segment in one.segments))
    layers = [(one.segments, labels) for one, labels in seen]
    captions, mirrored = has_captions(layers), mirrored_columns(layers)
    return [
        View(
            one,
            tuple(seen_from(labels, everyone)),
            obstacles,
            captions,
            mirrored,
            () if captions else head_cells(one.segments, labels),
        )
        for one, labels in seen
    ]


@lru_cache(maxsize=32)
def _seen(number: int, width: float, height: float, layer: Layer) -> tuple[Chart, tuple[Label, ...]]:
    """A layer's chart and own labels. Kept, since a page is looked at anew whenever a layer is added."""
    drawn = chart(Page(number, width, height, ()), layer)
    return drawn, tuple(find_labels(drawn))


# Where values hardly ever stand: only forms that cannot be mistaken are taken from there.
ODD = frozenset({"before", "left", "above"})


# What stands between a label and its value, or after it.
_SIGNS = " :;=._-–—>|?¿"


@dataclass(frozen=True, slots=True)
class Reach:
    """Text that may be a label's value: `text[start:end]` of a segment, and how it was come by.

    `how` is run (same segment, after it), right, below (above, where labels are captions), before (same
    segment, just before it), left or above; earlier ones are better.
    """

    segment: Segment
    start: int
    end: int
    how: str

    @property
    def text(self) -> str:
        """Folded."""
        return self.segment.text[self.start : self.end].lstrip(_SIGNS + ")").rstrip(_SIGNS)

    @property
    def box(self) -> Box:
        """Where the text stands."""
        raw = self.segment.text[self.start : self.end]
        begin = self.start + len(raw) - len(raw.lstrip(_SIGNS + ")"))
        return self.segment.box_of(begin, self.end) if begin < self.end else self.segment.box


def reaches(view: View, label: Label) -> Iterator[Reach]:
    """What stands where the label's value may be, the likeliest place first."""
    after = _run(view, label)
    if after is not None:
        yield after
    elif view.is_mirrored(label):
        left = _left(view, label)
        if left is not None:
            yield left
        return
    if label.segment >= 0 and view.chart.segments[label.segment].lines > 1:
        yield Reach(view.chart.segments[label.segment], 0, label.start, "before")
        return
    if label.segment < 0 or label.closes or after is None or _goes_on(view, label):
        right = _right(view, label)
        if right is not None and right.text not in _RULES:
            yield right
    beyond = _above(view, label) if view.captions else _below(view, label)
    if beyond is not None:
        yield beyond
    yield from _unusual(view, label)


def _left(view: View, label: Label) -> Reach | None:
    """What stands left of a label that follows its value; None where something follows the label as well."""
    row = [
        (at, one.box)
        for at, one in enumerate(view.chart.segments)
        if at != label.segment and not is_speck(one, label.box)
    ]
    row = [(at, box) for at, box in row if in_row(box, label.box) and not same_place(box, label.box)]
    if not row or any((box.x0 + box.x1) / 2 > label.box.x1 for _, box in row):
        return None
    return _cut(view, max(row, key=lambda pair: pair[1].x1)[0], 0, "right")


# In heights of a line: how far from its label a value stands across a column or two.
_FAR = 8.0
# A table's rules as letters.
_RULES = frozenset({"I", "L", "J"})


def _goes_on(view: View, label: Label) -> bool:
    """Whether what follows the label is more of it, up to a colon: "CLINICA (UMF):", with the rest misread."""
    rest = view.chart.segments[label.segment].text[label.end :]
    return rest.endswith(":") and len(rest) <= 12


def _run(view: View, label: Label) -> Reach | None:
    if label.segment < 0:
        return None
    segment = view.chart.segments[label.segment]
    stop = min(
        (one.start for one in view.inside(label.segment) if one.start >= label.end), default=len(segment.text)
    )
    reach = Reach(segment, label.end, stop, "run")
    return reach if any(c.isalnum() for c in reach.text) else None


def _cut(view: View, index: int, start: int, how: str) -> Reach | None:
    """The segment from `start` to its next label; None if a label is what stands there."""
    segment = view.chart.segments[index]
    stop = len(segment.text)
    for label in view.inside(index):
        if label.start <= start < label.end or (label.closes and label.share >= 0.4 and label.start >= start):
            return None
        if label.start >= start and label.field not in SECTIONS:
            stop = min(stop, label.start)
    for label in view.labels:
        # Another layer's label there, or the upper line of one that wraps.
        elsewhere = label.segment < 0 or (label.segment != index and label.box.y0 < segment.box.y1)
        middle = (label.box.y0 + label.box.y1) / 2
        if (
            elsewhere
            and same_place(label.box, segment.box)
            and segment.box.y0 < middle < segment.box.y1
            and label.box.x0 <= segment.box.x0 + segment.box.height
        ):
            return None
    reach = Reach(segment, start, stop, how)
    return reach if any(c.isalnum() for c in reach.text) else None


def _right(view: View, label: Label) -> Reach | None:
    """The nearest text to the right in the label's row; or the upper of two lines that hang over and under it, where
    none of their column is level with it."""
    beyond = [
        (index, segment)
        for index, segment in enumerate(view.chart.segments)
        if index != label.segment and segment.box.x1 > label.box.x1 and not is_speck(segment, label.box)
    ]
    level = [pair for pair in beyond if in_row(pair[1].box, label.box)]
    best: tuple[float, int, int] | None = None
    columns = [segment.box.x0 for _, segment in level]
    hanging = [
        pair
        for pair in beyond
        if _straddles(view, label, pair[1])
        and not any(abs(x - pair[1].box.x0) < 2 * label.box.height for x in columns)
    ]
    for index, segment in (*level, *hanging):
        start = 0
        if segment.box.x0 < label.box.x1 - 0.5 * label.box.height:
            # Another layer's label lies in this segment: the value begins after it.
            starts = [
                begin
                for token, begin in zip(segment.tokens, segment.starts, strict=True)
                if (token.box.x0 + token.box.x1) / 2 > label.box.x1
            ]
            if not starts or label.segment >= 0:
                continue
            start = starts[0]
        left = segment.box_of(start, len(segment.text)).x0
        if best is None or left < best[0]:
            best = (left, index, start)
    if best is None or _other_label_between(view, label, best[0], view.chart.segments[best[1]].box):
        return None
    if _is_headed(view, label, view.chart.segments[best[1]].box):
        return None
    return _cut(view, best[1], best[2], "right")


def _is_headed(view: View, label: Label, value: Box) -> bool:
    """Whether a value far from its label is another's, straight over it and with nothing beside: on a sheet that is not
    level a label meets the values of a higher or lower row."""
    if view.captions or value.x0 - label.box.x1 <= _FAR * value.height:
        return False
    over = (
        view.chart.segments[other.segment].box if other.segment >= 0 else other.box
        for other in view.labels
        if other.field != label.field and other.closes
    )
    return any(
        drop(there, value) <= 0.8 * value.height
        and min(abs(there.x0 - value.x0), abs(there.x1 - value.x1)) <= 1.2 * value.height
        and not in_row(there, value)
        and not any(box.x0 >= there.x1 - 0.5 * value.height and in_row(box, there) for box in view.obstacles)
        for there in over
    )


def _straddles(view: View, label: Label, upper: Segment) -> bool:
    """Whether the segment is the upper of two lines of one cell, between which the label's middle stands."""
    middle = (label.box.y0 + label.box.y1) / 2
    if share_of_row(upper.box, label.box) < 0.15 or upper.box.y1 > middle + 0.3 * label.box.height:
        return False
    return any(
        share_of_row(lower.box, label.box) >= 0.15
        and lower.box.y0 >= middle - 0.3 * label.box.height
        and abs(lower.box.x0 - upper.box.x0) < 0.6 * label.box.height
        for lower in view.chart.segments
    )


def _other_label_between(view: View, label: Label, until: float, value: Box) -> bool:
    return any(
        other is not label
        and (in_row(other.box, label.box) or in_row(other.box, value))
        and label.box.x1 - 0.5 * label.box.height <= other.box.x0 < until
        and not same_place(other.box, label.box)
        for other in view.labels
    )


def _below(view: View, label: Label) -> Reach | None:
    box, height = label.box, label.box.height
    cell = view.cell_of(label)
    if cell is not None:
        at = next(at for at, one in enumerate(view.chart.segments) if one.box == cell)
        whole = view.chart.segments[at]
        # A cell is its head's as a whole: "ESCUELA SECUNDARIA TURNO MATUTINO".
        return Reach(whole, 0, len(whole.text), "below") if _cut(view, at, 0, "below") else None
    # What stands within a few letters of it is another part of the same label.
    beside = [one.box for one in view.labels if in_row(one.box, box)]
    right = min((one.x0 for one in beside if one.x0 > box.x1 + height), default=view.chart.width + box.x1)
    best: tuple[float, int] | None = None
    for index, segment in enumerate(view.chart.segments):
        gap = drop(box, segment.box)
        if index == label.segment or gap > 3.5 * height:
            continue
        if segment.box.x0 < right and in_column(segment.box, box) and (best is None or gap < best[0]):
            best = (gap, index)
    if best is None:
        return None
    segment = view.chart.segments[best[1]]
    # Where an engine ran cells together, the cell ends half way to the next head.
    before = max((one.x1 for one in beside if one.x1 < box.x0 - 2.5 * height), default=None)
    left = float("-inf") if before is None else (before + box.x0) / 2
    inside = [
        (begin, begin + len(token.text))
        for token, begin in zip(segment.tokens, segment.starts, strict=True)
        if left < (token.box.x0 + token.box.x1) / 2 < right
    ]
    # What follows another label in one line is that one's.
    if not inside or any(one.end <= inside[0][0] and one.field not in SECTIONS for one in view.inside(best[1])):
        return None
    reach = _cut(view, best[1], inside[0][0], "below")
    return Reach(reach.segment, reach.start, min(reach.end, inside[-1][1]), "below") if reach else None


def _above(view: View, label: Label) -> Reach | None:
    """The value over its caption: the nearest line above in the label's column."""
    box, height = label.box, label.box.height
    best: tuple[float, int] | None = None
    for index, segment in enumerate(view.chart.segments):
        gap = drop(segment.box, box)
        if index == label.segment or segment.lines > 1 or gap > 4.0 * height:
            continue
        if in_column(segment.box, box) and (best is None or gap < best[0]):
            best = (gap, index)
    return _cut(view, best[1], 0, "below") if best is not None else None


def _unusual(view: View, label: Label) -> Iterator[Reach]:
    """Values before or over their labels: only forms that cannot be mistaken are taken from here."""
    if label.segment >= 0 and not label.opens:
        yield Reach(view.chart.segments[label.segment], 0, label.start, "before")
    box, height = label.box, label.box.height
    for index, segment in enumerate(view.chart.segments):
        if index == label.segment or segment.lines > 1 or view.inside(index):
            continue
        if in_row(segment.box, box) and 0 <= box.x0 - segment.box.x1 <= 3 * height:
            yield Reach(segment, 0, len(segment.text), "left")
        elif in_column(segment.box, box) and -0.3 * height <= box.y0 - segment.box.y1 <= height:
            yield Reach(segment, 0, len(segment.text), "above")
