"""`mailproc roster import`: a file becomes the roster, whole, unless something speaks against it."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailproc.errors import UsageError
from mailproc.roster.reading import RosterFile, read_roster
from mailproc.store import roster as stored
from mailproc.store.opening import Store
from mailproc.terminal import print_json, progress

_SHOWN = 20
"""Troubles that people are shown; programs get all."""

_FIELDS = {
    "control": "No. de control",
    "curp": "CURP",
    "nss": "NSS",
    "address": "Correo",
    "name": "Nombre",
    "given": "Nombre(s)",
    "first_surname": "Primer apellido",
    "second_surname": "Segundo apellido",
    "surnames": "Apellidos",
    "programme": "Carrera",
    "semester": "Semestre",
    "status": "Situación",
}


def import_roster(path: Path, store: Store, *, dry_run: bool, shrink: bool, as_json: bool) -> None:
    """Read the file, put it in the roster's place and show what was taken for what. A file that is refused is shown
    all the same. Raises UsageError, StoreError."""
    with progress("Leyendo el padrón") as tell:
        file = read_roster(path, tell)
    before = stored.count(store)
    refused = refusal(path, file, before, shrink=shrink)
    written = refused is None and not dry_run
    if written:
        stored.replace(store, ((line.entry, line.status) for line in file.lines))
    if as_json:
        print_json(import_object(path, file, before=before, written=written))
    else:
        _show(path, file, before=before, written=written)
    if refused:
        raise refused


def refusal(path: Path, file: RosterFile, before: int, *, shrink: bool) -> UsageError | None:
    """Why the file must not replace a roster of so many students, None where it may."""
    after = len(file.lines)
    if not after:
        return UsageError(f"{path}: no row that can be used: the roster stays as it was.")
    if 2 * after < before and not shrink:
        return UsageError(
            f"{path} has {after} students where the roster has {before}: it stays as it was; give --shrink if so "
            "many are really gone."
        )
    return None


def import_object(path: Path, file: RosterFile, *, before: int, written: bool) -> dict[str, Any]:
    """The JSON form of an import. `rows` are the file's rows with anything in them, `students` those that count."""
    return {
        "file": str(path),
        "read_as": file.told,
        "head_row": file.head,
        "columns": file.columns.heads,
        "unused_columns": list(file.columns.unused),
        "rows": file.seen,
        "students": len(file.lines),
        "graduated": _graduated(file),
        "before": before,
        "written": written,
        "problems": [
            {"row": one.row, "column": one.column, "code": one.fault.value, "text": one.text}
            for one in file.troubles
        ],
    }


def _graduated(file: RosterFile) -> int:
    return sum(line.entry.graduated for line in file.lines)


def _show(path: Path, file: RosterFile, *, before: int, written: bool) -> None:
    console = Console(highlight=False)
    taken = Table(title=f"{escape(path.name)}: {escape(file.told)}, encabezado en la fila {file.head}")
    taken.title_justify = "left"
    taken.add_column("Dato", style="bold")
    taken.add_column("Columna del archivo", overflow="fold")
    for field, head in file.columns.heads.items():
        taken.add_row(_FIELDS[field], escape(head))
    console.print(taken)
    if file.columns.unused:
        console.print(f"Columnas que no se usan: {escape(', '.join(file.columns.unused))}.")
    if file.troubles:
        _show_troubles(console, file)
    console.print(
        f"{file.seen} filas, {len(file.lines)} estudiantes ({_graduated(file)} egresados o dados de baja), "
        f"{len(file.troubles)} avisos."
    )
    if written:
        console.print(f"El padrón quedó reemplazado: antes {before} estudiantes, ahora {len(file.lines)}.")
    else:
        console.print(f"No se escribió nada: el padrón sigue con {before} estudiantes.")


def _show_troubles(console: Console, file: RosterFile) -> None:
    table = Table(title="Lo que no se tomó", title_justify="left")
    table.add_column("Fila", justify="right")
    table.add_column("Columna", overflow="fold")
    table.add_column("Por qué", overflow="fold")
    for one in file.troubles[:_SHOWN]:
        table.add_row(str(one.row), escape(one.column), one.text)
    console.print(table)
    rest = len(file.troubles) - _SHOWN
    if rest > 0:
        console.print(f"… y {rest} más; con --json se ven todos.")
