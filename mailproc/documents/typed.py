"""Text that somebody typed, laid out as a page: paragraphs become rows, cells become columns.

There is no picture of such a page, and none is made: engines that read our own drawing of typed text would
be called witnesses of it. Its words are TYPED, the word of whoever typed them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from mailproc.documents.signs import plain
from mailproc.documents.source import Source, UnreadablePicture
from mailproc.reading.model import Box, Layer, Problem, ProblemCode, Witness, Word

MOST_LETTERS = 30_000
"""Of one part of a file; a sheet has two thousand."""

# Points: type of ten points, every letter half as wide as high.
_HEIGHT, _ADVANCE, _PITCH = 10.0, 5.0, 16.0
_MARGIN, _GAP, _TAB_STOP = 36.0, 24.0, 60.0
_PIECES = re.compile(r"\t| {3,}| +|[^\t ]+")
_UNSEEN = Problem(ProblemCode.UNREADABLE, "La página es de texto: no hay imagen que ver.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row, however long. Tabs, and three spaces or more, part columns."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell; it may be another table. `span` counts the columns it reaches over."""

    blocks: "tuple[Block, ...]"
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, from the top, from the left."""

    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Paragraph | Table


def typed_page(blocks: Sequence[Block]) -> Source | None:
    """The blocks, one below the other, as page 1, in points; None where there is not a word."""
    laid = _stacked(blocks)
    if not laid.words:
        return None
    layer = Layer(Witness.TYPED, tuple(_moved(laid.words, _MARGIN, _MARGIN)))
    return Source(1, laid.width + 2 * _MARGIN, laid.height + 2 * _MARGIN, (layer,), 0.0, _no_picture)


def paragraphs(text: str) -> list[Paragraph]:
    """Plain text, a paragraph for each line."""
    return [Paragraph(line) for line in text[:MOST_LETTERS].splitlines() if line.strip()]


def _no_picture() -> NoReturn:
    raise UnreadablePicture(_UNSEEN)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Words as they stand to one another, from a top left corner at the origin."""

    words: list[Word]
    width: float
    height: float


def _stacked(blocks: Iterable[Block]) -> _Laid:
    """Blocks below one another."""
    words: list[Word] = []
    width = height = 0.0
    for block in blocks:
        laid = _table(block) if isinstance(block, Table) else _row(block.text)
        words += _moved(laid.words, 0.0, height)
        width, height = max(width, laid.width), height + laid.height
    return _Laid(words, width, height)


def _moved(words: Iterable[Word], right: float, down: float) -> list[Word]:
    return [
        Word(word.text, Box(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down))
        for word in words
        for box in (word.box,)
    ]


def _row(text: str) -> _Laid:
    words: list[Word] = []
    right = 0.0
    for piece in _PIECES.findall(plain(text)):
        if piece == "\t":
            right = ((right + _GAP / 2) // _TAB_STOP + 1) * _TAB_STOP
        elif piece[0] == " ":
            right += _ADVANCE * (len(piece) if len(piece) > 2 else 1)
        else:
            width = _ADVANCE * len(piece)
            words.append(Word(piece, Box(right, 0.0, right + width, _HEIGHT)))
            right += width
    return _Laid(words, right, _PITCH)


def _table(table: Table) -> _Laid:
    rows = [[(cell.span, _stacked(cell.blocks)) for cell in row] for row in table.rows]
    edges = _edges(rows)
    words: list[Word] = []
    height = 0.0
    for row in rows:
        column = 0
        for span, laid in row:
            words += _moved(laid.words, edges[column], height)
            column += span
        height += max((laid.height for _, laid in row), default=0.0)
    return _Laid(words, edges[-1], height)


def _edges(rows: list[list[tuple[int, _Laid]]]) -> list[float]:
    """Where each column begins, and where the last one ends: as wide as what stands in them needs."""
    placed: list[tuple[int, int, float]] = []
    for row in rows:
        column = 0
        for span, laid in row:
            placed.append((span, column, laid.width))
            column += span
    widths = [0.0] * max((column + span for span, column, _ in placed), default=0)
    # Narrow cells first: one that spans several columns widens the last of them only where it must.
    for span, column, wanted in sorted(placed):
        lacking = wanted - sum(widths[column : column + span]) - _GAP * (span - 1)
        widths[column + span - 1] += max(lacking, 0.0)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width + _GAP)
    return edges
