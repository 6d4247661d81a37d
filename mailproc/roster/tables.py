"""A roster's file opened as tables of texts: CSV in any usual form, or XLSX. Rows are given one after another.

Which it is, its content tells, not its name. What is neither is refused with the mend.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mailproc.errors import UsageError
from mailproc.named import must_be_file

Row = Sequence[str]

MOST_BYTES = 200_000_000
"""A roster of 100,000 students has 15 MB."""
_MOST_UNPACKED = 1_000_000_000

_AS_XLSX = 'open it in a spreadsheet program and save it as "XLSX" or "CSV UTF-8"'
_OTHERS = (
    (b"%PDF", "is a PDF"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"\x89PNG", "is a picture"),
    (b"{\\rtf", "is an RTF document"),
    (b"\x1f\x8b", "is compressed"),
    (b"Rar!", "is compressed"),
    (b"7z\xbc\xaf", "is compressed"),
)
_WEB = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<style", b"<head")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `rows` can be gone through once, with their numbers as a spreadsheet program shows them; `length` is
    about how many there are, 0 where nobody knows. `told` says how the file was read: its encoding, or its sheet."""

    told: str
    rows: Iterator[tuple[int, Row]]
    length: int


@contextmanager
def tables(path: Path) -> Iterator[Iterator[Table]]:
    """The tables of a file, one after the other, each to be read before the next. Raises UsageError, also while rows
    are read."""
    must_be_file(path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
    with file:
        try:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            start = file.read(4096)
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
        file.seek(0)
        if size > MOST_BYTES:
            raise UsageError(f"{path}: {size // 1_000_000} MB is too much for a roster: is it the right file?")
        if start.startswith(b"PK"):
            from mailproc.roster.xlsx import xlsx_tables

            _must_be_xlsx(path, file)
            with warnings.catch_warnings():
                # Of styles and validations that openpyxl does not keep: nobody here wants them.
                warnings.simplefilter("ignore")
                yield xlsx_tables(path, file)
        else:
            from mailproc.roster.csvs import csv_table

            _must_be_text(path, start)
            yield iter([csv_table(path, file)])


def _must_be_text(path: Path, start: bytes) -> None:
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start.strip():
        raise UsageError(f"{path}: the file is empty.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError(_of_ole(path))
    if head.startswith(_WEB):
        raise UsageError(f"{path} is a web page or XML, whatever its name says: {_AS_XLSX}.")
    for sign, what in _OTHERS:
        if start.startswith(sign):
            raise UsageError(f"{path} {what}, not a table: a roster is a CSV or XLSX file.")
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and any(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in start):
        raise UsageError(f"{path} is no table: a roster is a CSV or XLSX file.")


def _of_ole(path: Path) -> str:
    """Excel keeps both its old files and those with a password in such a container."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as container:
            locked = container.exists("EncryptedPackage")
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, OverflowError):
        locked = False
    if locked:
        return f"{path} is protected by a password: save it without one."
    return f"{path} is an old Excel file (.xls): {_AS_XLSX}."


def _must_be_xlsx(path: Path, file: io.BufferedReader) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UsageError(f"{path} is damaged, perhaps cut while it was copied: get it once more.") from None
    if unpacked > _MOST_UNPACKED:
        raise UsageError(f"{path} unpacks to {unpacked // 1_000_000} MB, too much for a roster.")
    if not any(name.startswith("xl/") for name in names) or "xl/workbook.bin" in names:
        raise UsageError(f"{path} is no XLSX file: {_AS_XLSX}.")
    file.seek(0)
