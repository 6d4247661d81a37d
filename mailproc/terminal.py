"""What the commands show: tables and progress bars for people, JSON for programs. Nothing is decided here."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from mailproc.config import Settings
from mailproc.errors import ExitCode
from mailproc.mailbox.naming import header_of
from mailproc.message import headers
from mailproc.message.parse import parse
from mailproc.named import content_of
from mailproc.officer.logins import login_ends
from mailproc.reply import spanish
from mailproc.store.cases import Case, student_object
from mailproc.store.cases import as_json as case_object
from mailproc.store.desk import Status
from mailproc.store.opening import Store
from mailproc.store.standstills import Way

if TYPE_CHECKING:
    # Only whoever asks for them pays for the rooms that they come from.
    from mailproc.cases.decision import Decision
    from mailproc.checks import Check
    from mailproc.considering import Considered
    from mailproc.pipeline import Polled


def _console() -> Console:
    return Console(soft_wrap=False)


def show(told: RenderableType) -> None:
    """Something on standard output, for people."""
    _console().print(told)


def print_json(value: object) -> None:
    """One JSON value on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error; the callable takes (done, total)."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show_polled(polled: "Polled", *, mode: str) -> None:
    """What `once` came to."""
    told = [f"{polled.handled} mensajes atendidos"]
    if polled.old:
        told.append(f"{polled.old} demasiado viejos para contestar")
    if polled.failed:
        told.append(f"{polled.failed} fallaron y se intentarán otra vez")
    if polled.set_aside:
        told.append(f"{polled.set_aside} apartados para la encargada")
    if mode == "observe":
        told.append("modo observe: no se envió ni se movió nada")
    _console().print("; ".join(told) + ".")


def replay_files(files: Sequence[Path], settings: Settings, store: Store | None, *, as_json: bool) -> None:
    """`mailproc replay`: what would be done with each message, and why; with a store, in view of the cases there.
    Raises UsageError, StoreError."""
    contents = {path: content_of(path) for path in files}
    from mailproc.considering import consider
    from mailproc.documents.worker import Workers

    with Workers(workers=settings.reading.workers) as workers:
        for path in files:
            raw = contents[path]
            arrived = _arrival(raw, path)
            message = parse(raw, arrived=arrived)
            if len(raw) > settings.reading.limits.message_mb * 1_000_000:
                message = parse(header_of(raw), arrived=arrived, truncated=True)
            considered = consider(message, workers, settings, store)
            if as_json:
                print_json({"file": str(path), **replay_object(considered, settings)})
            else:
                _show_replay(path, considered, settings)


def _arrival(raw: bytes, path: Path) -> datetime:
    """When a saved message arrived: the topmost Received header, else the file's own time."""
    message = parse(raw, arrived=datetime.now(UTC))
    received = message.header("received").rpartition(";")[2].strip()
    return headers.date(received) or message.date or datetime.fromtimestamp(path.stat().st_mtime, UTC)


def replay_object(considered: "Considered", settings: Settings) -> dict[str, Any]:
    """The JSON form of a replay: the leading decision, those on other students in `others`."""
    from mailproc.reading.lines import as_json as reading_lines

    return {
        "message_id": considered.message.message_id,
        **_decision_object(considered.decision, settings),
        "others": [_decision_object(one, settings) for one in considered.decisions[1:]],
        "readings": [line for file in considered.files for line in reading_lines(file)],
    }


def _decision_object(decision: "Decision", settings: Settings) -> dict[str, Any]:
    folder = decision.course.folder
    return {
        "kind": decision.kind.value,
        "reasons": list(decision.reasons),
        "joins": decision.joins or None,
        "previous": decision.previous or None,
        "state": decision.course.state.value,
        "folder": "/".join(settings.folders.path(folder)) if folder else None,
        "letter": decision.letter,
        "silent": decision.silent,
        "student": student_object(decision.student),
    }


def _show_replay(path: Path, considered: "Considered", settings: Settings) -> None:
    table = Table(title=escape(str(path)), title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    table.add_row("Asunto", escape(considered.message.subject))
    for told in (_decision_object(one, settings) for one in considered.decisions):
        table.add_section()
        table.add_row("Caso", told["kind"])
        if told["joins"] or told["previous"]:
            table.add_row("Sigue a", told["joins"] or told["previous"])
        table.add_row("Por qué", escape("\n".join(told["reasons"])))
        table.add_row("Carpeta", escape(told["folder"] or "se queda en la bandeja de entrada"))
        table.add_row("Carta", escape(told["letter"] or told["silent"] or "ninguna"))
    table.add_section()
    for file in considered.files:
        for reading in file.readings:
            table.add_row("Documento", escape(f"{file.file}: {reading.document.value}"))
    _console().print(table)


def show_cases(cases: Iterable[Case], zone: ZoneInfo, *, as_json: bool, none: str = "No hay casos.") -> None:
    """`mailproc cases` and `mailproc find`; days are those of the zone. `none` is said where there are no cases."""
    found = tuple(cases)
    if as_json:
        print_json([case_object(case) for case in found])
        return
    if not found:
        _console().print(escape(none))
        return
    table = Table(title=spanish.count(len(found), "caso", "casos"), title_justify="left")
    for heading in ("Folio", "Desde"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Caso y estado", min_width=13, overflow="fold")
    table.add_column("Estudiante", overflow="fold")
    table.add_column("Por qué, y carta", overflow="fold")
    for case in found:
        letters = ", ".join(f"{letter.template} ({letter.state.value})" for letter in case.letters)
        table.add_row(
            case.folio,
            f"{case.opened_at.astimezone(zone):%d/%m/%Y}",
            f"{case.kind.value}\n{case.state.value}",
            escape(_student(case)),
            escape("\n".join(part for part in (*case.reasons[:1], letters) if part)),
        )
    _console().print(table)


def _student(case: Case) -> str:
    """Who it is about; where nobody knows, who wrote last."""
    sender = case.messages[-1].sender if case.messages else None
    return case.student.name or case.student.address or (sender.address if sender else "")


def show_checks(checks: "Iterable[Check]") -> ExitCode:
    """`mailproc check`: each line as it is found; gives the exit code."""
    console, code = _console(), ExitCode.DONE
    for check in checks:
        mark = "[green]✓[/]" if check.good else "[red]✗[/]"
        console.print(f"{mark} [bold]{check.name}[/]: {escape(check.told)}")
        if not check.good and code is ExitCode.DONE:
            code = check.code
    return code


def status_object(status: Status, ends: datetime | None) -> dict[str, Any]:
    """The JSON form of `mailproc status`. Instants are ISO 8601 in UTC, null where there is none."""
    standing = {one.way: {"since": one.since.isoformat(), "cause": one.cause.value} for one in status.standing}
    return {
        "last_poll": status.last_poll.isoformat() if status.last_poll else None,
        "backlog": status.waiting + status.unfinished,
        "oldest_wait": status.oldest_wait.isoformat() if status.oldest_wait else None,
        "outbox": {state.value: count for state, count in status.letters.items()},
        "to_file": status.to_file,
        "set_aside": status.set_aside,
        "cases": {state.value: count for state, count in status.cases.items()},
        "paused": status.paused,
        "paused_by": status.paused_by,
        "stalled": {way.value: standing.get(way) for way in Way},
        "token_expires_at": ends.isoformat() if ends else None,
    }


def show_status(status: Status, settings: Settings, *, as_json: bool) -> None:
    """`mailproc status`."""
    ends = login_ends(settings)
    if as_json:
        print_json(status_object(status, ends))
        return

    def local(instant: datetime | None) -> str:
        return f"{instant.astimezone(settings.zone):%d/%m/%Y %H:%M}" if instant else "—"

    table = Table(show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    table.add_row("Última revisión del buzón", local(status.last_poll))
    table.add_row("Mensajes sin atender", str(status.waiting + status.unfinished))
    table.add_row("Mensajes por mover", str(status.to_file))
    table.add_row("Mensajes apartados", str(status.set_aside))
    table.add_row("El caso que más espera, desde", local(status.oldest_wait))
    table.add_row(
        "Casos", ", ".join(f"{state.value}: {count}" for state, count in status.cases.items()) or "ninguno"
    )
    letters = ", ".join(f"{state.value}: {count}" for state, count in status.letters.items())
    table.add_row("Cartas pendientes", letters or "ninguna")
    if ends:
        table.add_row("El permiso para entrar al correo vence", local(ends))
    for one in status.standing:
        what = (
            "El buzón no se puede revisar, desde"
            if one.way is Way.FETCHING
            else "No se pueden mandar cartas, desde"
        )
        table.add_row(what, f"[red]{local(one.since)}[/] ({one.cause.value})")
    if status.paused_by == "letters_per_hour":
        table.add_row("Cartas", "[yellow]detenidas: pasaron de letters_per_hour[/]")
    elif status.paused_by == "backup":
        table.add_row("Cartas", "[yellow]en pausa: la base de datos es un respaldo (mailproc outbox list)[/]")
    elif status.paused:
        table.add_row("Cartas", "[yellow]en pausa[/]")
    _console().print(table)
