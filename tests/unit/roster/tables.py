"""Rosters for tests: invented people with valid numbers, written as schools write them."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import openpyxl

from mailproc.roster.reading import RosterFile, read_roster
from tests.documents.people import Human, human

TODAY = date(2026, 9, 1)
HEAD = ("No. Control", "Nombre del alumno", "CURP", "NSS", "Correo", "Carrera", "Semestre", "Estatus")


def people(count: int, seed: int = 1) -> list[Human]:
    """Invented students; the first one's NSS begins with a zero, and no two share a number."""
    found: list[Human] = []
    rng = Random(seed)
    while len(found) < count:
        one = human(rng, ages=(18, 25), today=TODAY)
        if (found or one.nss.startswith("0")) and one.nss not in {other.nss for other in found}:
            found.append(one)
    return found


def row(number: int, person: Human, status: str = "INSCRITO") -> list[str]:
    """A row below HEAD."""
    control = str(21270000 + number)
    address = f"L{control}@Tecnologico.example"
    return [control, person.surnames_first, person.curp, person.nss, address, "Ingeniería Química", "5", status]


def rows(count: int, seed: int = 1) -> list[list[str]]:
    """HEAD and so many students."""
    return [list(HEAD), *(row(number, person) for number, person in enumerate(people(count, seed)))]


def as_csv(
    path: Path, table: Sequence[Sequence[object]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """The table in a file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, table: Sequence[Sequence[object]], *, before: Sequence[str] = ()) -> Path:
    """The table in the last sheet, after empty ones of these names."""
    book = openpyxl.Workbook()
    sheets = [book.active, *(book.create_sheet() for _ in before)]
    for sheet, title in zip(sheets, [*before, "Padrón"], strict=True):
        sheet.title = title
    for cells in table:
        sheets[-1].append(list(cells))
    book.save(path)
    return path


def read(path: Path) -> RosterFile:
    """What is read, with nobody looking on."""
    return read_roster(path, lambda _done, _total: None)
