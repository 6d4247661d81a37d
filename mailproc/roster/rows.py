"""From a roster's rows to entries. A cell that cannot be right is dropped and its row kept; what two rows claim is
neither's; each is told with its row and column, and without the value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mailproc.cases.roster import Entry
from mailproc.reading.folding import fold
from mailproc.roster.cells import (
    Fault,
    address_of,
    control_of,
    curp_of,
    is_graduated,
    name_of,
    nss_of,
    text_of,
)
from mailproc.roster.headers import IDENTIFYING, Columns

Row = Sequence[str]

_TESTS: dict[str, Callable[[str], str | Fault]] = {
    "control": control_of,
    "curp": curp_of,
    "nss": nss_of,
    "address": address_of,
}
_SAID = {
    Fault.FORM: "no tiene la forma de este dato",
    Fault.CHECK_DIGIT: "el dígito verificador no corresponde",
    Fault.SHORTENED: "la hoja de cálculo le quitó cifras (1.2E+10)",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A student in the roster: the row it stands in, and the roster's own word for how things are."""

    row: int
    entry: Entry
    status: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was not taken. `column` is its head, "" where it is about the row; `text` is Spanish."""

    row: int
    column: str
    fault: Fault
    text: str


def lines_of(rows: Iterable[tuple[int, Row]], columns: Columns) -> tuple[list[Line], list[Trouble], int]:
    """The students of the rows below the head, what was not taken of them, and how many rows were not empty."""
    reader = _Reader(columns)
    for number, row in rows:
        reader.take(number, row)
    lines = _without_doubt(reader)
    return lines, sorted(reader.troubles, key=lambda trouble: trouble.row), reader.seen


class _Reader:
    """Rows as they come, with what is wrong with each by itself."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.lines: list[Line] = []
        self.troubles: list[Trouble] = []
        self.seen = 0
        self._head = {field: text_of(head) for field, head in columns.heads.items()}
        self._known: dict[str, str] = {}

    def take(self, number: int, row: Row) -> None:
        """One row; a head that is repeated on each page is none."""
        cells = {field: text_of(row[at]) if at < len(row) else "" for field, at in self.columns.index.items()}
        if not any(cells.values()) or cells == self._head:
            return
        self.seen += 1
        identity = {field: self._value(number, field, cells.get(field, "")) for field in IDENTIFYING}
        if not any(identity.values()):
            self.tell(number, "", Fault.UNIDENTIFIED, "nada identifica al estudiante: la fila no se usa")
            return
        given, whole = cells.get("given", ""), cells.get("name", "")
        two = f"{cells.get('first_surname', '')} {cells.get('second_surname', '')}".strip()
        status = self._one(cells.get("status", ""))
        entry = Entry(
            **identity,
            name=name_of(whole, given, cells.get("surnames") or two),
            programme=self._one(cells.get("programme", "")),
            semester=self._one(cells.get("semester", "")),
            graduated=is_graduated(status),
        )
        self.lines.append(Line(number, entry, status))

    def tell(self, row: int, field: str, fault: Fault, text: str) -> None:
        """One thing that was not taken."""
        self.troubles.append(Trouble(row, self.columns.heads.get(field, ""), fault, text))

    def _value(self, number: int, field: str, text: str) -> str:
        value = _TESTS[field](text)
        if isinstance(value, Fault):
            self.tell(number, field, value, _SAID[value])
            return ""
        return value

    def _one(self, text: str) -> str:
        """The same text once in memory, however many rows say it."""
        return self._known.setdefault(text, text)


def _without_doubt(reader: _Reader) -> list[Line]:
    """The lines without what two of them claim, and each student who stands there twice in all once."""
    once: dict[tuple[str, ...], Line] = {}
    for line in reader.lines:
        entry = line.entry
        key = (entry.control, entry.curp, entry.nss, entry.address, fold(entry.name))
        first = once.setdefault(key, line)
        if first is not line:
            reader.tell(line.row, "", Fault.REPEATED, f"repite la fila {first.row}: se usa esa")
    lines = list(once.values())
    for field in IDENTIFYING:
        lines = [_without_twice(line, field, rivals, reader) for line, rivals in _claimed(lines, field)]
    for line in lines:
        if not _identifies(line.entry):
            reader.tell(line.row, "", Fault.UNIDENTIFIED, "nada identifica al estudiante: la fila no se usa")
    return [line for line in lines if _identifies(line.entry)]


def _claimed(lines: list[Line], field: str) -> list[tuple[Line, tuple[int, int] | None]]:
    """Each line with the first two rows that have its value, None where it alone has it."""
    claims: dict[str, tuple[int, int] | int] = {}
    for line in lines:
        value = getattr(line.entry, field)
        before = claims.get(value)
        if value and not isinstance(before, tuple):
            claims[value] = line.row if before is None else (before, line.row)
    found = ((line, claims.get(getattr(line.entry, field))) for line in lines)
    return [(line, rows if isinstance(rows, tuple) else None) for line, rows in found]


def _without_twice(line: Line, field: str, rivals: tuple[int, int] | None, reader: _Reader) -> Line:
    if rivals is None:
        return line
    other = rivals[1] if rivals[0] == line.row else rivals[0]
    reader.tell(line.row, field, Fault.TWICE, f"está también en la fila {other}: no se usa en ninguna")
    nothing: dict[str, Any] = {field: ""}
    return replace(line, entry=replace(line.entry, **nothing))


def _identifies(entry: Entry) -> bool:
    return any(getattr(entry, field) for field in IDENTIFYING)
