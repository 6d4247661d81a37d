"""`mailproc import idse FILE`: which movements IMSS accepted and which it rejected, from a table of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailproc.config import Settings
from mailproc.errors import UsageError
from mailproc.idse.layout import MovementType
from mailproc.reading.folding import fold
from mailproc.roster.cells import Fault, nss_of, text_of
from mailproc.roster.tables import Row, tables
from mailproc.store.opening import Store
from mailproc.store.verdicts import Came, Verdict, take_verdict
from mailproc.terminal import print_json

_HEADS = {
    "nss": ("NSS", "SEGUR", "AFILIACION"),
    "type": ("MOV", "TIPO"),
    "answer": ("RESULT", "ESTAT", "STATUS", "ESTADO", "SITUACION", "RESPUESTA"),
    "reason": ("MOTIVO", "CAUSA", "RECHAZO", "ERROR", "OBSERVACION", "DESCRIPCION"),
}
"""How a column's head begins a word, the surest first; accents and capitals do not count."""
_NEEDED = ("nss", "type", "answer")
_TITLES = 40
"""Rows among which the head is looked for."""

_TYPES = (
    (re.compile(r"\b0?8\b|\bALTA|\bREINGRESO|\bINSCRIPCION"), MovementType.ALTA),
    (re.compile(r"\b0?2\b|\bBAJA"), MovementType.BAJA),
)
_REJECTED = re.compile(r"\b(RECHAZ|NO ACEPT|NO OPERAD|NO PROCED|ERROR|ERRONE)")
_ACCEPTED = re.compile(r"\b(ACEPT|OPERAD|PROCEDE|EXITO|CORRECT)")

_UNKNOWN = "no hay ningún movimiento exportado con ese NSS y ese tipo"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: a verdict, or what is wrong with it, which names no value."""

    row: int
    verdict: Verdict | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A row and what became of it."""

    row: int
    verdict: Verdict
    came: Came
    folio: str


def import_answers(path: Path, store: Store, settings: Settings, *, now: datetime, as_json: bool) -> None:
    """Take the answers of a file, each in a transaction of its own, and show what came of them. The same file again
    changes nothing. Raises UsageError, StoreError."""
    lines = read_answers(path)
    taken = []
    troubles = [(line.row, line.trouble) for line in lines if line.verdict is None]
    for line in lines:
        if line.verdict is None:
            continue
        came, folio = take_verdict(store, line.verdict, settings.policy, now=now)
        taken.append(Taken(line.row, line.verdict, came, folio))
        if came is Came.UNKNOWN:
            troubles.append((line.row, _UNKNOWN))
    troubles.sort()
    if as_json:
        print_json(
            {
                "file": str(path),
                "rows": len(lines),
                "accepted": _folios(taken, accepted=True),
                "rejected": _folios(taken, accepted=False),
                "known_before": [one.folio for one in taken if one.came is Came.KNOWN],
                "problems": [{"row": row, "text": text} for row, text in troubles],
            }
        )
    else:
        _show(taken, troubles)


def read_answers(path: Path) -> list[Line]:
    """The rows below the head of the first table that has one. Raises UsageError."""
    with tables(path) as found:
        for table in found:
            first = list(islice(table.rows, _TITLES))
            for at, (_, row) in enumerate(first):
                columns = _columns(row)
                if all(name in columns for name in _NEEDED):
                    return list(_lines(chain(first[at + 1 :], table.rows), columns))
    raise UsageError(
        f"{path}: no row names the columns: name them «NSS», «Movimiento», «Resultado» and «Motivo» in the first row."
    )


def _columns(row: Row) -> dict[str, int]:
    """Where each column stands, by its head."""
    found: dict[str, int] = {}
    for name, heads in _HEADS.items():
        ranked = [
            (rank, at)
            for rank, head in enumerate(heads)
            for at, cell in enumerate(row)
            if at not in found.values() and re.search(rf"\b{head}", fold(cell.replace(".", "")))
        ]
        if ranked:
            found[name] = min(ranked)[1]
    return found


def _lines(rows: Iterable[tuple[int, Row]], columns: dict[str, int]) -> Iterator[Line]:
    for number, row in rows:
        cells = {name: text_of(row[at]) if at < len(row) else "" for name, at in columns.items()}
        if any(cells.values()):
            yield _line(number, cells)


def _line(number: int, cells: dict[str, str]) -> Line:
    nss = nss_of(cells["nss"])
    if isinstance(nss, Fault) or not nss:
        return Line(number, None, "el NSS falta o no es válido")
    types = {one for pattern, one in _TYPES if pattern.search(fold(cells["type"]))}
    if len(types) != 1:
        return Line(number, None, "no se entiende el movimiento: debe decir 08 (alta) o 02 (baja)")
    answer = fold(cells["answer"])
    rejected, accepted = _REJECTED.search(answer), _ACCEPTED.search(answer)
    if not rejected and not accepted:
        return Line(number, None, "no se entiende el resultado: debe decir aceptado o rechazado")
    reason = cells.get("reason", "")
    return Line(number, Verdict(nss, types.pop(), accepted=not rejected, reason=reason if rejected else ""))


def _folios(taken: Sequence[Taken], *, accepted: bool) -> list[str]:
    return [one.folio for one in taken if one.came is Came.NEW and one.verdict.accepted is accepted]


def _show(taken: Sequence[Taken], troubles: Sequence[tuple[int, str]]) -> None:
    console = Console(highlight=False)
    rejected = [one for one in taken if one.came is Came.NEW and not one.verdict.accepted]
    if rejected:
        table = Table(title="Rechazados: están en Revisar", title_justify="left")
        for head in ("Caso", "Motivo"):
            table.add_column(head, overflow="fold")
        for one in rejected:
            table.add_row(one.folio, escape(one.verdict.reason or "sin motivo"))
        console.print(table)
    if troubles:
        table = Table(title="Filas que no se tomaron", title_justify="left")
        table.add_column("Fila", justify="right")
        table.add_column("Por qué", overflow="fold")
        for row, text in troubles:
            table.add_row(str(row), text)
        console.print(table)
    known = sum(one.came is Came.KNOWN for one in taken)
    console.print(
        f"{len(_folios(taken, accepted=True))} aceptados, {len(rejected)} rechazados, {known} que ya se sabían, "
        f"{len(troubles)} filas sin tomar."
    )
