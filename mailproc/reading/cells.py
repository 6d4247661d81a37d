"""Forms with a cell for each character, or for day, month and year: what stands in them is one value."""

import itertools
from collections.abc import Sequence
from statistics import median

from mailproc.reading.layout import Token, around, share_of_row

# In heights of the type: how far apart two cells' characters stand at most, and the cells of a date.
_NEXT_CELL = 2.4
_NEXT_PART = 6.0
# So many characters in cells are a number or a code; fewer may be a table's short values.
_LEAST = 8
_CAPTIONS = frozenset({"DIA", "MES", "ANO"})


def join_cells(runs: Sequence[list[Token]]) -> list[list[Token]]:
    """The runs of one layer, those in neighbouring cells joined to one; the others as they were."""
    loose = [run for run in runs if _is_crumb(run)]
    joined = [row for row in _rows(loose, _NEXT_CELL) if _fills_cells(row)]
    taken = {id(run) for row in joined for run in row}
    parts: list[list[list[Token]]] = []
    if {token.text.strip(":.()") for run in runs for token in run} >= _CAPTIONS:
        numbers = [run for run in runs if id(run) not in taken and len(run) == 1 and run[0].text.isdigit()]
        parts = [row[at : at + 3] for row in _rows(numbers, _NEXT_PART) for at in range(len(row) - 2)]
        parts = [part for part in parts if [len(run[0].text) for run in part] == [2, 2, 4]]
    taken |= {id(run) for part in parts for run in part}
    rest = [run for run in runs if id(run) not in taken]
    return rest + [[token for run in row for token in run] for row in (*joined, *parts)]


def _is_crumb(run: Sequence[Token]) -> bool:
    """Characters that stand alone: with one another's cell borders between them, or a few that an engine joined."""
    texts = [token.text.strip("|") for token in run]
    return all(text.isalnum() and len(text) <= 2 for text in texts if text) and any(texts)


def _rows(runs: Sequence[list[Token]], reach: float) -> list[list[list[Token]]]:
    """Runs that follow one another in a row, none farther from the next than `reach` heights."""
    rows: list[list[list[Token]]] = []
    for run in sorted(runs, key=lambda one: one[0].box.x0):
        box = around([token.box for token in run])
        best = None
        for row in rows:
            last = row[-1][-1].box
            gap = box.x0 - last.x1
            near = -0.3 * box.height <= gap <= reach * max(box.height, last.height)
            if near and share_of_row(last, box) >= 0.5 and (best is None or last.x1 > best[-1][-1].box.x1):
                best = row
        if best is None:
            rows.append([run])
        else:
            best.append(run)
    return rows


def _fills_cells(row: Sequence[Sequence[Token]]) -> bool:
    """Enough characters, most of them alone, at an even pitch."""
    tokens = [token for run in row for token in run if token.text.strip("|")]
    alone = [token for token in tokens if len(token.text.strip("|")) == 1]
    if sum(len(token.text.strip("|")) for token in tokens) < _LEAST or len(alone) < 0.7 * len(tokens):
        return False
    middles = [(token.box.x0 + token.box.x1) / 2 for token in tokens]
    steps = [after - before for before, after in itertools.pairwise(middles)]
    usual = median(steps)
    return sum(0.6 * usual <= step <= 1.6 * usual for step in steps) >= 0.8 * len(steps)
