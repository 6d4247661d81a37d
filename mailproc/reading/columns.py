"""A row of heads and the row of cells just below it: each cell is the value of its own head.

Cells are set flush left, centred or flush right whatever their heads are, so that a value may stand under the gap
between two heads. What is sure is their order: where both rows hold as many texts, and each head with its cell keeps
to a column that meets no other, they belong together.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailproc.reading.labels import Label
from mailproc.reading.layout import Segment, around, drop, in_row
from mailproc.reading.model import Box

# In heights of the heads: the gap to the row of cells. How much of a head its label is.
_GAP, _SHARE = 1.5, 0.6
_ORDINAL = re.compile(r"^\d{1,2}[.)]\s")


def head_cells(segments: Sequence[Segment], labels: Sequence[Label]) -> tuple[tuple[Box, Box], ...]:
    """Heads and their cells, as boxes of segments; `segments` from top to bottom."""
    whole = {one.segment for one in labels if one.opens and one.share >= _SHARE}
    named = {id(segments[one]) for one in whole if one >= 0}
    rows = _rows(segments)
    pairs: list[tuple[Box, Box]] = []
    for heads, cells in pairwise(rows):
        if len(heads) < 2 or len(heads) != len(cells) or sum(id(one) in named for one in heads) < 2:
            continue
        if not all(id(one) in named or _is_head(one) for one in heads) or any(id(one) in named for one in cells):
            continue
        if any(drop(head.box, cell.box) > _GAP * head.box.height for head, cell in zip(heads, cells, strict=True)):
            continue
        columns = [around([head.box, cell.box]) for head, cell in zip(heads, cells, strict=True)]
        if all(left.x1 <= right.x0 for left, right in pairwise(columns)):
            pairs += [(head.box, cell.box) for head, cell in zip(heads, cells, strict=True)]
    return tuple(pairs)


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Each row's segments, left to right."""
    rows: list[list[Segment]] = []
    for segment in segments:
        if rows and in_row(rows[-1][0].box, segment.box):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda one: one.box.x0) for row in rows]


def _is_head(segment: Segment) -> bool:
    """Whether a text that is no label we know may be a column's head: words alone."""
    text = segment.text
    words = _ORDINAL.sub("", text)
    return segment.lines == 1 and not text.endswith(":") and not any(c.isdigit() for c in words)
