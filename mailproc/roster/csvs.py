"""CSV as schools export it: UTF-8 with or without BOM, UTF-16, or Windows' own; comma, semicolon, tab or bar."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from mailproc.errors import UsageError
from mailproc.roster.headers import columns
from mailproc.roster.tables import Row, Table

_DELIMITERS = ",;\t|"
_HEAD_LINES = 40
_BLOCK = 1 << 20


def csv_table(path: Path, file: BinaryIO) -> Table:
    """The file's one table. Raises UsageError, also while rows are read."""
    encoding, lines = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    head = list(islice(text, _HEAD_LINES))
    text.seek(0)
    # Windows' own name for what is Latin-1 and a little more.
    told = {"utf-8-sig": "UTF-8", "cp1252": "Latin-1 (Windows-1252)"}.get(encoding, "UTF-16")
    return Table(told, _rows(path, text, _delimiter(head)), lines)


def _rows(path: Path, text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, Row]]:
    """Numbered as a spreadsheet program numbers them: a cell of two lines makes no further row."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        yield from enumerate(reader, 1)
    except csv.Error:
        raise UsageError(
            f"{path}: a quotation mark is out of place near line {reader.line_num}: save the file again from a "
            "spreadsheet program."
        ) from None


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """The encoding, and how many lines there are. What is valid UTF-8 is UTF-8: no other text is by chance."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, lines = "utf-8-sig", 0
    while block := file.read(_BLOCK):
        lines += block.count(b"\n")
        if encoding != "cp1252":
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                encoding = "cp1252"
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        encoding = "cp1252"
    return encoding, lines


def _delimiter(head: list[str]) -> str:
    """The one that parts a line into the most columns we know; else the one that stands there most."""

    def known(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(head, delimiter=delimiter))
        except csv.Error:
            rows = []
        return max((len(columns(row).index) for row in rows), default=0), sum(map(len, rows))

    return max(_DELIMITERS, key=known)
