"""XLSX, read row by row. Cells become the texts that a person would have typed."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from mailproc.errors import UsageError
from mailproc.roster.tables import Row, Table

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    NotImplementedError,
)
"""What openpyxl raises on files that are not as they should be."""


def xlsx_tables(path: Path, file: BinaryIO) -> Iterator[Table]:
    """The sheets in their order, those that are hidden last. Raises UsageError, also while rows are read."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    except _BROKEN:
        raise _damaged(path) from None
    for sheet in sheets:
        length = sheet.max_row or 0
        # Some programs write a size that is not the sheet's.
        sheet.reset_dimensions()
        yield Table(f"hoja «{sheet.title}»", _rows(path, sheet), length)


def _rows(path: Path, sheet: Any) -> Iterator[tuple[int, Row]]:
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
    except _BROKEN:
        raise _damaged(path) from None


def _text(value: object) -> str:
    """20270123.0 is "20270123"; a date is written as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _damaged(path: Path) -> UsageError:
    return UsageError(f"{path} is damaged: open it in a spreadsheet program and save it once more as XLSX.")
