"""The program at work, and whether it works: run, once, read, replay, check, status, letters, login, init."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mailproc.cli.options import ConfigOption, JsonOption, settings_of, store_of
from mailproc.cli.root import app
from mailproc.errors import ExitCode, UsageError

MOST_WORKERS = 8
"""Processes that `read` starts by itself: each holds two engines and may need most of a gigabyte."""


class TableName(StrEnum):
    """Tables with an account, as `login --for` takes them."""

    MAILBOX = "mailbox"
    SMTP = "smtp"


@app.command()
def run(config: ConfigOption = None) -> None:
    """Run the daemon: poll, read, decide, answer, file, digest. Ends cleanly on SIGTERM."""
    from mailproc import daemon, logs

    settings = settings_of(config)
    logs.configure()
    daemon.run(settings)


@app.command()
def once(config: ConfigOption = None) -> None:
    """Handle all that waits, send every letter that is due, file, exit."""
    from mailproc import daemon, logs
    from mailproc.terminal import progress

    settings = settings_of(config)
    logs.configure(quiet=True)
    with progress("Leyendo el correo") as tell:
        polled = daemon.once(settings, progress=tell)
    from mailproc.terminal import show_polled

    show_polled(polled, mode=settings.policy.mode)
    if polled.set_aside or polled.failed:
        raise typer.Exit(int(ExitCode.SET_ASIDE))


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="PDFs, scans, photos.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: Annotated[
        Path | None, typer.Option("--debug", metavar="DIR", help="Draw the pages and what was read on them there.")
    ] = None,
) -> None:
    """Read documents: which they are, and their fields. Touches no mailbox, needs no configuration."""
    from mailproc import logs
    from mailproc.documents.worker import Job, Workers, read_file
    from mailproc.named import must_be_file
    from mailproc.seen.files import read_files

    for path in files:
        must_be_file(path)
    job: Job = read_file
    report = None
    if debug is not None:
        from mailproc.seen.folder import DebugFolder
        from mailproc.seen.job import read_and_draw
        from mailproc.seen.report import Report

        job, report = read_and_draw, Report(DebugFolder(debug))
    if config:
        from mailproc.daemon import workers_for

        settings = settings_of(config)
        count, workers = settings.reading.workers, workers_for(settings, job=job)
    else:
        count = min(len(files), os.cpu_count() or 1, MOST_WORKERS)
        workers = Workers(workers=count, job=job)
    logs.configure(quiet=True)
    read_files(files, workers, ahead=2 * count, as_json=as_json, then=report.add if report else None)
    if report:
        typer.echo(f"Páginas con lo que se leyó: {report.finish()}", err=as_json)


@app.command()
def replay(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.eml", help="Messages saved as files.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what would be done with a message, and why. Sends, moves and records nothing."""
    from contextlib import nullcontext

    from mailproc import logs
    from mailproc.store.opening import is_there
    from mailproc.terminal import replay_files

    settings = settings_of(config)
    logs.configure(quiet=True)
    with store_of(settings) if is_there(settings.store_url) else nullcontext() as store:
        replay_files(files, settings, store, as_json=as_json)


@app.command()
def check(config: ConfigOption = None) -> None:
    """Check whether all that the daemon needs works; tell the fix for each."""
    from mailproc.checks import run_checks
    from mailproc.terminal import show_checks

    settings = settings_of(config)
    code = show_checks(run_checks(settings))
    if code is not ExitCode.DONE:
        raise typer.Exit(int(code))


@app.command()
def status(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Tell the last completed poll, backlog, oldest wait and outbox."""
    from mailproc.store.desk import status as status_of
    from mailproc.terminal import show_status

    settings = settings_of(config)
    with store_of(settings) as store:
        found = status_of(store)
    show_status(found, settings, as_json=as_json)


@app.command()
def letters(
    preview: Annotated[
        Path, typer.Option("--preview", metavar="DIR", help="Write them there, with an index.html.")
    ],
    config: ConfigOption = None,
) -> None:
    """Write every letter as HTML and as text, to read them: as this configuration makes them. Sends nothing."""
    from mailproc.reply.preview import INDEX, write_letters

    count = write_letters(settings_of(config), preview)
    typer.echo(f"{count} cartas de ejemplo escritas: abre {preview / INDEX}")


@app.command()
def login(
    config: ConfigOption = None,
    only: Annotated[TableName | None, typer.Option("--for", help="Only this table's account.")] = None,
) -> None:
    """Log in by OAuth, where [mailbox.oauth] or [smtp.oauth] says so: a person consents once, in a browser."""
    from mailproc.login_command import log_in

    log_in(settings_of(config), only, tell=typer.echo, ask=typer.prompt)


@app.command()
def init(
    path: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write it.")] = Path("config.toml"),
) -> None:
    """Write an example configuration, every key explained."""
    from mailproc.config import example

    text = example()
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already: it was left as it is.") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}).") from None
    typer.echo(f"Wrote {path}: fill in [institution], [officer], [mailbox] and [smtp], then run `mailproc check`.")
