"""A roster's file from its bytes to its students."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from mailproc.errors import UsageError
from mailproc.roster.headers import Columns, best_head
from mailproc.roster.rows import Line, Row, Trouble, lines_of
from mailproc.roster.tables import Table, tables

MOST_ROWS = 300_000
_TITLES = 40
"""Rows among which the head is looked for: schools put titles and dates above it."""
_EVERY = 500

Progress = Callable[[int, int], None]
"""Told of rows done, and of about how many there are."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What a file holds. `told` is its encoding or sheet, `head` the row of the head, `seen` the rows below it that
    are not empty."""

    told: str
    head: int
    columns: Columns
    lines: list[Line]
    troubles: list[Trouble]
    seen: int


def read_roster(path: Path, progress: Progress) -> RosterFile:
    """The first table in the file with a head that identifies students. Raises UsageError."""
    with tables(path) as found:
        for table in found:
            first = list(islice(table.rows, _TITLES))
            head = best_head([row for _, row in first])
            if head is not None:
                at, columns = head
                rows = _counted(path, chain(first[at + 1 :], table.rows), table, progress)
                return RosterFile(table.told, first[at][0], columns, *lines_of(rows, columns))
    raise UsageError(
        f"{path}: no column that tells students apart: name one in the first {_TITLES} rows «No. de control», «CURP», "
        "«NSS» or «Correo»."
    )


def _counted(
    path: Path, rows: Iterator[tuple[int, Row]], table: Table, progress: Progress
) -> Iterator[tuple[int, Row]]:
    for number, row in rows:
        if number > MOST_ROWS and any(row):
            raise UsageError(f"{path}: more than {MOST_ROWS:,} rows: is it the right file?")
        if number % _EVERY == 0:
            progress(number, max(number, table.length))
        yield number, row
