"""`mailproc export idse FILE`: the altas and bajas that wait become files, and stand in their cases as exported.

Nothing is lost and nothing goes out twice unseen. One transaction records the movements, and is committed only when
each file was written whole beside its place, read back byte by byte, and put there. A kill before that leaves nothing,
or files whose movements are still due: the same command makes them again. A file that is there is replaced only by one
that has all its movements.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailproc.config import Settings
from mailproc.errors import MailprocError, UsageError
from mailproc.idse.batch import Batch, BatchFile
from mailproc.idse.file import read_file
from mailproc.idse.layout import Form, MovementType
from mailproc.idse.student import Lacks, Told
from mailproc.officer.movements import movements_of, rules_of
from mailproc.store.movements import Exported, record_exported, waiting
from mailproc.store.opening import Store
from mailproc.terminal import print_json

NAMES = {MovementType.ALTA: "alta", MovementType.BAJA: "baja"}


@dataclass(frozen=True, slots=True)
class Export:
    """What an export came to. `exported` are the cases left out because they were exported before."""

    batch: Batch
    folder: Path
    exported: tuple[Exported, ...]
    date: date


def export_idse(
    path: Path,
    store: Store,
    settings: Settings,
    *,
    types: Sequence[MovementType],
    again: bool,
    day: date | None,
    now: datetime,
    as_json: bool,
) -> None:
    """Write the files, record their movements, show what went in and what did not. Raises UsageError,
    ConfigurationError, StoreError; then no file is left that was not there before."""
    rules = rules_of(settings, now=now, day=day)
    found = waiting(store, types, again=again)
    made = movements_of(found.due, settings, path.name, now=now, day=day)
    targets = {path.parent / file.name: file for file in made.files}
    for target, file in targets.items():
        _must_be_free(target, file, rules.form)
    with store.writing() as session:
        record_exported(session, store, made.files, now=now, again=again)
        # The commit comes after the files: a movement that stands as exported is in one.
        _put(targets, rules.form)
    export = Export(made, path.parent, () if again else found.exported, rules.date)
    if as_json:
        print_json(export_object(export))
    else:
        _show(export, settings.zone)


def export_object(export: Export) -> dict[str, Any]:
    """The JSON form of an export. It names cases by their folios and holds no value of a student's."""
    waiting_, refused = _parted(export.batch.left_out)
    return {
        "date": export.date.isoformat(),
        "files": [
            {
                "file": str(export.folder / file.name),
                "registro": file.registro,
                "movements": [{"id": entry.folio, "type": entry.movement.type.value} for entry in file.entries],
            }
            for file in export.batch.files
        ],
        "refused": [_told(one) for one in refused],
        "waiting": [_told(one) for one in waiting_],
        "notices": [_told(one) for one in export.batch.notices],
        "exported_before": [
            {"id": one.folio, "type": one.type.value, "at": one.at.isoformat(), "file": one.file}
            for one in export.exported
        ],
    }


def _parted(left_out: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """Those who wait for a requirement, and those refused for a value."""
    every = list(left_out)
    unmet = [one for one in every if one.lacks is Lacks.REQUIREMENTS]
    return unmet, [one for one in every if one.lacks is not Lacks.REQUIREMENTS]


def _told(one: Told) -> dict[str, str]:
    return {"id": one.folio, "type": one.type.value, "field": one.lacks.value, "text": one.text}


# --- Files -------------------------------------------------------------------------------------------------


def _must_be_free(path: Path, file: BatchFile, form: Form) -> None:
    """Raises UsageError where a file is there with movements that the new one has not."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name the file to write.")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}: make it, or name another place.")
    try:
        before = read_file(path.read_bytes(), form)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
    new = {(entry.movement.type, entry.movement.nss) for entry in file.entries}
    if before.problems or not {(one.type, one.nss) for one in before.movements} <= new:
        raise UsageError(
            f"{path} is there already and holds what this export does not: name another file, or move that away."
        )


def _put(targets: dict[Path, BatchFile], form: Form) -> None:
    """All files in their places, or none that was not there before. Raises UsageError."""
    # Always the same names: what a kill left there is overwritten by the next export.
    drafts = {target: target.with_name(f".{target.name}.part") for target in targets}
    new = [target for target in targets if not target.exists()]
    try:
        for target, draft in drafts.items():
            _write(draft, targets[target], form)
        for target, draft in drafts.items():
            draft.replace(target)
        for folder in {target.parent for target in targets}:
            _lasting(folder)
    except BaseException as error:
        for path in (*drafts.values(), *new):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UsageError(f"{error.filename}: cannot be written ({error.strerror}).") from None
        raise


def _write(path: Path, file: BatchFile, form: Form) -> None:
    """A new file for this user alone, on the disk, read back."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(file.content)
        out.flush()
        os.fsync(out.fileno())
    back = read_file(path.read_bytes(), form)
    if back.problems or back.movements != tuple(entry.movement for entry in file.entries):
        at = back.problems[0] if back.problems else None
        where = f" (line {at.line}, column {at.column})" if at else ""
        raise MailprocError(f"{file.name} does not read back as it was meant{where}: nothing was exported.")


def _lasting(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# --- On the terminal ---------------------------------------------------------------------------------------


def _show(export: Export, zone: ZoneInfo) -> None:
    console = Console(highlight=False)
    made = export.batch
    if made.files:
        table = Table(title=f"Movimientos con fecha {export.date:%d/%m/%Y}", title_justify="left")
        for head in ("Archivo", "Registro patronal"):
            table.add_column(head, overflow="fold")
        for head in ("Altas", "Bajas"):
            table.add_column(head, justify="right")
        for file in made.files:
            counts = (str(file.count(one)) for one in (MovementType.ALTA, MovementType.BAJA))
            table.add_row(escape(str(export.folder / file.name)), file.registro, *counts)
        console.print(table)
    else:
        console.print("No hay ningún movimiento que exportar: no se escribió ningún archivo.")
    unmet, refused = _parted(made.left_out)
    _show_told(console, "Se quedaron fuera", refused)
    _show_told(console, "Altas que esperan requisitos", unmet)
    _show_told(console, "Conviene mirarlos en el archivo", made.notices)
    if export.exported:
        last = max(one.at for one in export.exported).astimezone(zone)
        console.print(
            f"{len(export.exported)} ya se habían exportado (la última vez el {last:%d/%m/%Y}); con --again salen "
            f"otra vez: {', '.join(one.folio for one in export.exported)}."
        )


def _show_told(console: Console, title: str, told: Sequence[Told]) -> None:
    if not told:
        return
    table = Table(title=title, title_justify="left")
    for head in ("Caso", "Movimiento", "Por qué"):
        table.add_column(head, overflow="fold")
    for one in told:
        table.add_row(one.folio, NAMES[one.type], escape(one.text))
    console.print(table)


def types_of(word: str) -> tuple[MovementType, ...]:
    """What `--type` means: altas, bajas or all."""
    return tuple(one for one in MovementType if word in ("all", f"{NAMES[one]}s"))
