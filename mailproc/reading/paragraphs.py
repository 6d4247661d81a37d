"""Running text: lines of a sentence become one segment, and a layer its chart."""

import re
from collections.abc import Sequence

from mailproc.reading.candidates import candidates_in
from mailproc.reading.cells import join_cells
from mailproc.reading.labels import opens_with_label
from mailproc.reading.layout import Chart, Segment, drop, runs_of, segment_of, share_of_row
from mailproc.reading.model import Layer, Page

_SMALL_WORDS = frozenset(
    [
        "A",
        "AL",
        "CON",
        "DE",
        "DEL",
        "EL",
        "EN",
        "ES",
        "LA",
        "LAS",
        "LOS",
        "POR",
        "QUE",
        "SE",
        "SU",
        "SUS",
        "UN",
        "Y",
    ]
)

# In heights of a line: how far a paragraph's first line is indented at most.
_INDENT = 4.0
# "razon_social=…": what a program wrote down is no sentence, and each line of it stands for itself.
_ENTRY = re.compile(r"[\w.\[\]-]+=")


def chart(page: Page, layer: Layer) -> Chart:
    """The layer's words as segments, from top to bottom."""
    rows = [segment_of([run]) for run in join_cells(runs_of(layer))]
    segments = join_paragraphs(join_justified(rows))
    segments.sort(key=lambda segment: (segment.box.y0 + segment.box.y1, segment.box.x0))
    return Chart(page.number, page.width, page.height, layer.witness, layer.words, tuple(segments))


def join_justified(segments: Sequence[Segment]) -> list[Segment]:
    """Words that justified setting drove apart become a line again: they fill a row from edge to edge of a
    sentence's line, with no gap as wide as between columns."""
    sentences = [one for one in segments if _is_sentence(one)]
    if not sentences:
        return list(segments)
    joined = list(segments)
    for line in sentences:
        height = line.box.height
        starts = [one for one in joined if abs(one.box.x0 - line.box.x0) < height and len(one.squeezed) < 40]
        for start in starts:
            row = _even_row(start, joined, line.box.x1)
            if len(row) >= 3:
                joined = [one for one in joined if one not in row]
                joined.append(segment_of([[token for one in row for token in one.tokens]]))
    return joined


def _even_row(start: Segment, segments: Sequence[Segment], edge: float) -> list[Segment]:
    """The segments that follow one another from `start` to the right edge; [] where a gap is too wide."""
    height = start.box.height
    after = sorted(
        (one for one in segments if one.box.x0 > start.box.x0 and share_of_row(one.box, start.box) >= 0.5),
        key=lambda one: one.box.x0,
    )
    row = [start]
    for one in after:
        if one.box.x0 - row[-1].box.x1 > 2.5 * height:
            return []
        row.append(one)
    return row if abs(row[-1].box.x1 - edge) < 1.5 * height else []


def join_paragraphs(segments: Sequence[Segment]) -> list[Segment]:
    """Lines of running text become one segment, so that a label may end one line and its value begin the next.

    A line goes on in the next if it is long, reaches the right edge of its block, reads like a sentence, and
    the next begins at the same x with no wider gap than lines of a paragraph have. The first may be indented.
    """
    waiting = sorted(segments, key=lambda segment: segment.box.y0)
    joined: list[Segment] = []
    used: set[int] = set()
    for at, first in enumerate(waiting):
        if at in used:
            continue
        block = [first]
        while _is_sentence(block[-1]) and _is_full(block) and _is_alone(waiting, at, block):
            below = _line_below(waiting, used, at, block[-1], first=len(block) == 1)
            # Lines that begin alike with a number are rows of a table.
            if below is None or (_opens_with_code(first) and _opens_with_code(waiting[below])):
                break
            used.add(below)
            block.append(waiting[below])
        joined.append(segment_of([list(line.tokens) for line in block]) if len(block) > 1 else first)
    return joined


def _opens_with_code(line: Segment) -> bool:
    return any(kind != "date" and one.start == 0 for kind, one in candidates_in(line.text))


def _is_sentence(line: Segment) -> bool:
    # An open bracket goes on.
    opened = line.text.count("(") > line.text.count(")")
    if len(line.squeezed) < (30 if opened else 40) or line.text.count("|") >= 2 or _ENTRY.match(line.text):
        return False
    words = line.text.split()
    small = sum(word in _SMALL_WORDS for word in words) + line.text.count(",") + 2 * opened
    # Words that an engine joined hide the small ones.
    return small >= 2 or len(line.squeezed) > 12 * len(words)


def _is_alone(waiting: Sequence[Segment], at: int, block: Sequence[Segment]) -> bool:
    """Nothing stands beside the first line: a cell of a table has neighbours."""
    near = waiting[max(0, at - 12) : at + 12]
    return not any(
        other is not block[0] and share_of_row(other.box, block[0].box) >= 0.45 and len(other.squeezed) > 1
        for other in near
    )


def _is_full(block: Sequence[Segment]) -> bool:
    return block[-1].box.x1 >= 0.8 * max(line.box.x1 for line in block)


def _line_below(waiting: Sequence[Segment], used: set[int], at: int, line: Segment, *, first: bool) -> int | None:
    height = line.box.height
    indent = _INDENT * height if first else 1.2 * height
    for index in range(at + 1, len(waiting)):
        other = waiting[index]
        if other.box.y0 - line.box.y1 > 0.9 * height:
            return None
        if index in used or drop(line.box, other.box) > 0.9 * height or other.text.startswith("¿"):
            continue
        if opens_with_label(other.text):
            continue
        if not -1.2 * height <= line.box.x0 - other.box.x0 <= indent:
            continue
        # A short line ends a paragraph: it has the full stop, or a value that the sentence was leading to.
        ends = (
            other.box.width > 0.5 * line.box.width
            or other.text[-1] in ".,;"
            or any(c.isdigit() for c in other.text)
        )
        # A short last line has nothing beside it; the next row of a table has.
        if other.box.width <= 0.6 * line.box.width and not _is_alone(waiting, index, [other]):
            return None
        # A long word that did not fit leaves a line short; one that ends a sentence is short by itself.
        full = 0.8 if line.text[-1] in ".:;" else 0.7
        alike = 0.65 <= other.box.height / max(height, 1e-6) <= 1.5
        # Past a line of the same column that does not go on none does.
        return index if ends and alike and line.box.x1 >= full * other.box.x1 else None
    return None
