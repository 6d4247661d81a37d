"""The work lists as an Excel file: one sheet for each, with all that the officer needs to do the work. Pure.

Strangers' text is made inert (reply/inert.py) and always written as a string: a cell never becomes a formula, a
number or a link by what stands in it. Instants become the institute's local time, since Excel knows no zones.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import xlsxwriter

from mailproc.cases.decision import Missing
from mailproc.cases.kinds import Kind, State
from mailproc.officer.sections import KINDS, letter_phrase
from mailproc.officer.view import LetterLine
from mailproc.reading.names import split_name
from mailproc.reply.inert import inert, tail
from mailproc.reply.model import OFFICER_TEMPLATES
from mailproc.store.cases import Case

MISSING: dict[Missing, str] = {Missing.CLINIC: "clínica", Missing.CONTROL: "número de control"}
STATES: dict[State, str] = {
    State.POR_HACER: "por hacer",
    State.ESPERA_ALUMNO: "espera al estudiante",
    State.INFORMADO: "informado",
    State.EN_MANOS: "lo llevas tú",
    State.HECHO: "hecho",
    State.CERRADO: "cerrado",
}

_LISTS: tuple[tuple[str, str], ...] = (
    ("Altas por tramitar", "#1c7d6e"),
    ("Bajas por tramitar", "#1c7d6e"),
    ("Hojas por emitir", "#1c7d6e"),
    ("Revisar", "#a3221a"),
    ("Esperan baja", "#c99700"),
    ("Esperan al alumno", "#c99700"),
    ("Informados", "#8a9590"),
    ("Los llevas tú", "#8a9590"),
    ("Hechos y cerrados", "#8a9590"),
)
"""Titles of the sheets, in their order, and the colours of their tabs."""

_TO_DO = {Kind.ALTA: "Altas por tramitar", Kind.BAJA: "Bajas por tramitar", Kind.HOJA: "Hojas por emitir"}
_BY_STATE = {
    State.INFORMADO: "Informados",
    State.EN_MANOS: "Los llevas tú",
    State.HECHO: "Hechos y cerrados",
    State.CERRADO: "Hechos y cerrados",
}


def list_of(case: Case) -> str:
    """The work list that a case stands in: where its message lies, said by the sheet's title."""
    if case.state is State.ESPERA_ALUMNO:
        return "Esperan baja" if case.kind is Kind.BAJA_PREVIA else "Esperan al alumno"
    return _BY_STATE.get(case.state) or _TO_DO.get(case.kind, "Revisar")


@dataclass(frozen=True, slots=True)
class _Line:
    """A case as its row shows it: names parted where CURP and name leave no doubt; identifiers masked if wished."""

    case: Case
    zone: ZoneInfo
    masked: bool
    unmet: Sequence[str]

    @property
    def since(self) -> datetime:
        """When the message came that the case waits on."""
        return self.case.messages[-1].arrived if self.case.messages else self.case.opened_at

    @property
    def names(self) -> tuple[str, str, str]:
        """First surname, second surname, given names; three blanks where it is not certain."""
        student = self.case.student
        parts = split_name(student.name, student.curp) if len(student.curp) == 18 else None
        return ("", "", "") if parts is None or parts.ambiguous else (parts.first, parts.second, parts.given)

    def number(self, value: str) -> str:
        """An NSS or a CURP."""
        return tail(value) if self.masked else value

    @property
    def address(self) -> str:
        """The student's address; where it is not known, that of who wrote last."""
        last = self.case.messages[-1] if self.case.messages else None
        return self.case.student.address or (last.sender.address if last and last.sender else "")

    @property
    def letter(self) -> str:
        """What became of the last letter."""
        letters = [letter for letter in self.case.letters if letter.template not in OFFICER_TEMPLATES]
        last = LetterLine(letters[-1].template, letters[-1].state) if letters else None
        return letter_phrase(last, self.case.messages[-1].silent if self.case.messages else "")

    def local(self, instant: datetime | None) -> datetime | None:
        """The institute's wall clock."""
        return instant.astimezone(self.zone).replace(tzinfo=None) if instant else None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, its width in characters, how its cells are formatted, and what stands in them."""

    head: str
    width: int
    form: Literal["text", "wrapped", "number", "date", "moment"]
    value: Callable[[_Line], str | datetime | None]


_COLUMNS = (
    _Column("Folio", 13, "text", lambda line: line.case.folio),
    _Column("Fecha", 11, "date", lambda line: line.local(line.case.opened_at)),
    _Column("Espera desde", 16, "moment", lambda line: line.local(line.since)),
    _Column("Nombre", 32, "text", lambda line: inert(line.case.student.name)),
    _Column("Primer apellido", 18, "text", lambda line: inert(line.names[0])),
    _Column("Segundo apellido", 18, "text", lambda line: inert(line.names[1])),
    _Column("Nombre(s)", 20, "text", lambda line: inert(line.names[2])),
    _Column("NSS", 13, "text", lambda line: line.number(line.case.student.nss)),
    _Column("CURP", 21, "text", lambda line: line.number(line.case.student.curp)),
    _Column("No. de control", 14, "text", lambda line: inert(line.case.student.control)),
    _Column("Carrera", 26, "text", lambda line: inert(line.case.student.programme)),
    _Column("Semestre", 11, "number", lambda line: inert(line.case.student.semester)),
    _Column("Clínica deseada", 16, "text", lambda line: inert(line.case.umf_wish)),
    _Column(
        "Falta", 26, "wrapped", lambda line: ", ".join([*(MISSING[one] for one in line.case.missing), *line.unmet])
    ),
    _Column(
        "Motivo", 52, "wrapped", lambda line: " ".join(inert(one, limit=240) for one in line.case.reasons[:2])
    ),
    _Column("Caso", 22, "text", lambda line: KINDS[line.case.kind]),
    _Column("Estado", 19, "text", lambda line: STATES[line.case.state]),
    _Column("Carta", 34, "wrapped", lambda line: line.letter),
    _Column("Correo", 32, "text", lambda line: inert(line.address)),
    _Column(
        "Asunto", 34, "wrapped", lambda line: inert(line.case.messages[-1].subject if line.case.messages else "")
    ),
    _Column("Terminado", 16, "moment", lambda line: line.local(line.case.closed_at)),
)


def workbook(
    cases: Iterable[Case],
    zone: ZoneInfo,
    *,
    taken: datetime,
    masked: bool = False,
    unmet: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """The XLSX of these cases as they stand at `taken` (aware). Every list has its sheet, also an empty one; within
    it what is urgent stands first, then what has waited longest. `masked` leaves the last four characters of NSS and
    CURP; `unmet` gives by folio what students still have to hand in (store.unmet)."""
    lists: dict[str, list[_Line]] = {title: [] for title, _ in _LISTS}
    for case in cases:
        lists[list_of(case)].append(_Line(case, zone, masked, (unmet or {}).get(case.folio, ())))
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    local = taken.astimezone(zone)
    book.set_properties({"title": "Casos de afiliación", "created": local.replace(tzinfo=None)})
    forms = _forms(book)
    sheets = []
    for title, colour in _LISTS:
        lines = sorted(
            lists[title], key=lambda line: (line.case.kind is not Kind.URGENTE, line.since, line.case.folio)
        )
        sheet = book.add_worksheet(title)
        sheet.set_tab_color(colour)
        _fill(sheet, lines, forms)
        sheet.set_header(f"&L&B{title}&R{local:%d/%m/%Y %H:%M}")
        sheets.append((bool(lines), sheet))
    first = next((sheet for full, sheet in sheets if full), sheets[0][1])
    first.activate()
    book.close()
    return stream.getvalue()


def _forms(book: Any) -> dict[str, Any]:
    """How cells look. Text cells have Excel's format for text, so that they stay text when somebody edits them."""
    body = {"valign": "top", "bottom": 1, "bottom_color": "#dde4df"}
    head = {"bold": True, "font_color": "#ffffff", "bg_color": "#13524a", "valign": "vcenter", "text_wrap": True}
    return {
        "head": book.add_format(head),
        "text": book.add_format({**body, "num_format": "@"}),
        "wrapped": book.add_format({**body, "num_format": "@", "text_wrap": True}),
        "number": book.add_format({**body, "align": "center"}),
        "date": book.add_format({**body, "num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({**body, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
    }


def _fill(sheet: Any, lines: list[_Line], forms: dict[str, Any]) -> None:
    last = len(_COLUMNS) - 1
    for at, column in enumerate(_COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.head, forms["head"])
        for row, line in enumerate(lines, start=1):
            _write(sheet, row, at, column.value(line), forms[column.form], numeric=column.form == "number")
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(lines)), last)
    # Text that looks like a number is meant so: no green corners.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(lines) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&CPágina &P de &N")


def _write(sheet: Any, row: int, at: int, value: str | datetime | None, form: Any, *, numeric: bool) -> None:
    if not value:
        sheet.write_blank(row, at, None, form)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, at, value, form)
    elif numeric and value.isascii() and value.isdigit() and len(value) < 4:
        sheet.write_number(row, at, int(value), form)
    else:
        sheet.write_string(row, at, value, form)
