"""The commands, and nothing else. Each imports what it needs when it runs: `mailproc --help` is instant.

Help texts and errors are English, for the installer; what officer and student see is Spanish.
"""

import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailproc.errors import ExitCode, MailprocError, UsageError
from mailproc.officer.exporting import TABLES, ExportGroup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import closing
    from datetime import date

    from mailproc.config import Settings
    from mailproc.officer.outbox_command import OutboxCommand
    from mailproc.officer.privacy_commands import PrivacyCommand
    from mailproc.store.opening import Store

app = typer.Typer(
    name="mailproc",
    help="Works the mailbox of a university's IMSS affiliation officer.",
    no_args_is_help=True,
    add_completion=False,
    # Help in plain text: to draw it in boxes takes longer than all the rest of the program's start.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

roster_app = typer.Typer(
    help="The roster (padrón): who the institute's students are.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(roster_app, name="roster")

export_app = typer.Typer(
    cls=ExportGroup,
    help="Write files for the officer: the work lists (a file that ends in .xlsx), the movements (idse).",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(export_app, name="export")

import_app = typer.Typer(help="Read what IMSS answered.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(import_app, name="import")

outbox_app = typer.Typer(help="Letters that wait.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(outbox_app, name="outbox")

MOST_WORKERS = 8
"""Processes that `read` starts by itself: each holds two engines and may need most of a gigabyte."""

ConfigOption = Annotated[
    Path | None,
    typer.Option("-c", "--config", metavar="FILE", help="Default: ./config.toml, then /etc/mailproc/config.toml."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so, for the history.")]
StudentArgument = Annotated[
    str,
    typer.Argument(metavar="STUDENT", help="Folio, CURP, NSS, control number, address or name of one student."),
]
LetterArgument = Annotated[
    int, typer.Argument(metavar="ID", help="The letter's number in `mailproc outbox list`.")
]


class StateName(StrEnum):
    """States of a case, as `--state` takes them."""

    POR_HACER = "por_hacer"
    ESPERA_ALUMNO = "espera_alumno"
    INFORMADO = "informado"
    EN_MANOS = "en_manos_de_la_encargada"
    HECHO = "hecho"
    CERRADO = "cerrado"


class MovementName(StrEnum):
    """Movements, as `export idse --type` takes them."""

    ALTAS = "altas"
    BAJAS = "bajas"
    ALL = "all"


class TableName(StrEnum):
    """Tables with an account, as `login --for` takes them."""

    MAILBOX = "mailbox"
    SMTP = "smtp"


def main() -> None:
    """Entry point: errors become one sentence on standard error and an exit code."""
    try:
        app()
    except MailprocError as error:
        print(f"mailproc: {error}", file=sys.stderr)  # noqa: T201 - this is the terminal
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(int(ExitCode.FAILURE))


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        from mailproc import __version__

        typer.echo(f"mailproc {__version__}")
        raise typer.Exit


@app.command()
def run(config: ConfigOption = None) -> None:
    """Run the daemon: poll, read, decide, answer, file, digest. Ends cleanly on SIGTERM."""
    from mailproc import daemon, logs

    settings = _settings(config)
    logs.configure()
    daemon.run(settings)


@app.command()
def once(config: ConfigOption = None) -> None:
    """Handle all that waits, send every letter that is due, file, exit."""
    from mailproc import daemon, logs
    from mailproc.terminal import progress

    settings = _settings(config)
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

        settings = _settings(config)
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

    settings = _settings(config)
    logs.configure(quiet=True)
    with _store(settings) if is_there(settings.store_url) else nullcontext() as store:
        replay_files(files, settings, store, as_json=as_json)


@app.command()
def cases(
    config: ConfigOption = None,
    as_json: JsonOption = False,
    state: Annotated[StateName | None, typer.Option("--state", help="Only cases in this state.")] = None,
) -> None:
    """List the cases."""
    from mailproc.cases.kinds import State
    from mailproc.store import cases as stored
    from mailproc.terminal import show_cases

    settings = _settings(config)
    with _store(settings) as store:
        found = stored.cases(store, state=State(state.value) if state else None)
    show_cases(found, settings.zone, as_json=as_json)


@app.command()
def find(
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Folio, control number, CURP, NSS, name or address.")
    ],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find cases: a number or a piece of it, words of a name in any order (accents do not count), an address."""
    from mailproc.officer.find_command import find_cases

    settings = _settings(config)
    with _store(settings) as store:
        find_cases(words, store, settings, as_json=as_json)


@app.command()
def explain(
    case: Annotated[str, typer.Argument(metavar="CASE", help="Its folio, such as AF-26-00123.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell a case from its first message on: what was read, why it was decided so, what was answered."""
    from mailproc.seen.case import case_json, case_told
    from mailproc.store.explained import explained
    from mailproc.terminal import print_json, show

    settings = _settings(config)
    with _store(settings) as store:
        told = explained(store, case)
    if told is None:
        raise UsageError(f"{case}: there is no case of that folio; `mailproc cases` lists them.")
    if as_json:
        print_json(case_json(told))
    else:
        show(case_told(told, settings.zone))


@app.command()
def case(
    folio: Annotated[str, typer.Argument(metavar="ID", help="Its folio, AF-26-00123, or its number.")],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ACTION",
            help="set nss=… curp=… name=… control=… address=… programme=… semester=… umf=… kind=…, close, done, "
            "reopen, note TEXT, merge OTHER, tick TEXT..., untick TEXT...",
        ),
    ] = None,
    config: ConfigOption = None,
    *,
    as_json: JsonOption = False,
    by: ByOption = "encargada",
    same_student: Annotated[
        bool, typer.Option("--yes-same-student", help="Other cases with other numbers are this very student's.")
    ] = False,
) -> None:
    """Show a case, or correct it: what is corrected counts as confirmed, and its letter follows."""
    from mailproc.daemon import utc_now
    from mailproc.officer.case_command import CaseCommand
    from mailproc.officer.correction_words import who_of

    settings = _settings(config)
    with _store(settings) as store:
        CaseCommand(store, settings, utc_now(), who_of(by), same_student, as_json).run(folio, words or [])


@outbox_app.callback()
def _outbox(context: typer.Context, config: ConfigOption = None) -> None:
    if config:  # Also before the word that tells what to do.
        context.default_map = {name: {"config": config} for name in ("list", "release", "drop")}


@outbox_app.command("list")
def outbox_list(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """List the letters that have not gone, and why."""
    with _outbox_of(config) as outbox:
        outbox.listed(as_json=as_json)


@outbox_app.command("release")
def outbox_release(
    letter: LetterArgument,
    config: ConfigOption = None,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Also one that may have gone already: the student may get it twice.")
    ] = False,
    by: ByOption = "encargada",
) -> None:
    """Let a letter go that is held; the last gate stays."""
    with _outbox_of(config, by) as outbox:
        outbox.release(letter, yes=yes)


@outbox_app.command("drop")
def outbox_drop(letter: LetterArgument, config: ConfigOption = None, by: ByOption = "encargada") -> None:
    """Take a letter back that has not gone."""
    with _outbox_of(config, by) as outbox:
        outbox.drop(letter)


@app.command()
def pause(config: ConfigOption = None, by: ByOption = "encargada") -> None:
    """Stop all letters to students; mail is read and filed, and the digest goes."""
    with _outbox_of(config, by) as outbox:
        outbox.pause()


@app.command()
def resume(config: ConfigOption = None, by: ByOption = "encargada") -> None:
    """Let letters to students go again."""
    with _outbox_of(config, by) as outbox:
        outbox.resume()


@app.command()
def digest(
    config: ConfigOption = None,
    day: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Default: today.")] = None,
    send: Annotated[bool, typer.Option("--send", help="Send it to the officer, today's once.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it to look at.")] = None,
) -> None:
    """Make the officer's digest: print it, write it as HTML, or send it."""
    from mailproc.daemon import utc_now
    from mailproc.officer.daily import digest_of, queue_digest
    from mailproc.officer.digest import standalone

    if send and (html or day):
        raise UsageError("--send sends today's digest: leave --html and --date out.")
    wanted = _day(day)
    settings = _settings(config)
    with _store(settings) as store:
        if send:
            from mailproc import daemon

            queued = queue_digest(store, settings, now=utc_now())
            done = daemon.send_letters(settings, store)
            if not queued:
                typer.echo("El resumen de hoy ya se había hecho.")
            else:
                typer.echo("Resumen enviado." if done else "El resumen saldrá con el programa que está corriendo.")
            return
        letter = digest_of(store, settings, now=utc_now(), day=wanted)
    if html is None:
        typer.echo(letter.text)
        return
    try:
        html.write_text(standalone(letter), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{html}: cannot be written ({error.strerror}).") from None
    typer.echo(f"Resumen escrito en {html}")


@app.command()
def report(
    *,
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="The last day, included.")],
    config: ConfigOption = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it to look at.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write it as an Excel file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Count what came in a span of days, by kind, programme and week; how soon it was answered, and by whom."""
    from mailproc.daemon import utc_now
    from mailproc.officer.report_command import day_of, report_span

    span = day_of(first, "--from"), day_of(last, "--to")
    settings = _settings(config)
    with _store(settings) as store:
        report_span(*span, store, settings, now=utc_now(), html=html, xlsx=xlsx, as_json=as_json)


@app.command()
def login(
    config: ConfigOption = None,
    only: Annotated[TableName | None, typer.Option("--for", help="Only this table's account.")] = None,
) -> None:
    """Log in by OAuth, where [mailbox.oauth] or [smtp.oauth] says so: a person consents once, in a browser."""
    from mailproc.login_command import log_in

    log_in(_settings(config), only, tell=typer.echo, ask=typer.prompt)


@app.command()
def check(config: ConfigOption = None) -> None:
    """Check whether all that the daemon needs works; tell the fix for each."""
    from mailproc.checks import run_checks
    from mailproc.terminal import show_checks

    settings = _settings(config)
    code = show_checks(run_checks(settings))
    if code is not ExitCode.DONE:
        raise typer.Exit(int(code))


@app.command()
def letters(
    preview: Annotated[
        Path, typer.Option("--preview", metavar="DIR", help="Write them there, with an index.html.")
    ],
    config: ConfigOption = None,
) -> None:
    """Write every letter as HTML and as text, to read them: as this configuration makes them. Sends nothing."""
    from mailproc.reply.preview import INDEX, write_letters

    count = write_letters(_settings(config), preview)
    typer.echo(f"{count} cartas de ejemplo escritas: abre {preview / INDEX}")


@app.command()
def status(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Tell the last completed poll, backlog, oldest wait and outbox."""
    from mailproc.store.desk import status as status_of
    from mailproc.terminal import show_status

    settings = _settings(config)
    with _store(settings) as store:
        found = status_of(store)
    show_status(found, settings, as_json=as_json)


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it; one that is there is replaced.")
    ],
    config: ConfigOption = None,
) -> None:
    """Write a backup of the store, while the daemon works too. Put in the store's place, it sends no letter twice."""
    from mailproc.backup_command import backup as write

    with _store(_settings(config)) as store:
        write(file, store)


@app.command("forget")
def forget_student(
    student: StudentArgument,
    config: ConfigOption = None,
    *,
    mail: Annotated[
        bool,
        typer.Option("--mail", help="Also the student's mail, and our letters, on the mail server, for good."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Without a question.")] = False,
    by: ByOption = "encargada",
) -> None:
    """Delete all that is kept of one student; that messages were handled stays, so that none is answered twice."""
    with _privacy_of(config, by) as privacy:
        privacy.forget(student, mail=mail, yes=yes)


@app.command("export-student")
def export_student(
    student: StudentArgument,
    config: ConfigOption = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE.zip", help="Default: alumno-FOLIO.zip in this folder.")
    ] = None,
) -> None:
    """Write all that is kept of one student as a ZIP: JSON, a summary in Spanish, pictures, letters; others masked."""
    with _privacy_of(config) as privacy:
        privacy.export(student, to=to)


@app.command()
def purge(
    config: ConfigOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and delete nothing.")] = False,
) -> None:
    """Delete what is over and older than [store] keep_days, as the daemon does once a day."""
    with _privacy_of(config) as privacy:
        privacy.purge(dry_run=dry_run)


@roster_app.command("import")
def roster_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX, one student a row.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be taken; write nothing.")] = False,
    shrink: Annotated[
        bool, typer.Option("--shrink", help="Also where more than half of the roster's students are gone.")
    ] = False,
) -> None:
    """Replace the roster (padrón) by a file; tell which column was taken for what, and what was not taken."""
    from mailproc.roster.command import import_roster

    with _store(_settings(config)) as store:
        import_roster(file, store, dry_run=dry_run, shrink=shrink, as_json=as_json)


@export_app.callback()
def _export(context: typer.Context, config: ConfigOption = None) -> None:
    if config:  # Also before the words that tell what to export.
        context.default_map = {name: {"config": config} for name in ("", "idse")}


@export_app.command(TABLES)
def export_tables(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="The file to write, one sheet for each work list.")
    ],
    config: ConfigOption = None,
    mask: Annotated[bool, typer.Option("--mask", help="Only the last four characters of NSS and CURP.")] = False,
) -> None:
    """Write the work lists as an Excel file, one sheet for each."""
    from mailproc.daemon import utc_now
    from mailproc.officer.tables_command import export_workbook

    settings = _settings(config)
    with _store(settings) as store:
        export_workbook(file, store, settings, now=utc_now(), masked=mask)


@export_app.command("idse")
def export_idse(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write; several registros make several files.")
    ],
    config: ConfigOption = None,
    *,
    as_json: JsonOption = False,
    type_: Annotated[MovementName, typer.Option("--type", help="Which movements.")] = MovementName.ALL,
    again: Annotated[bool, typer.Option("--again", help="Also those that were exported before.")] = False,
    day: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of the movements, not that of [idse].")
    ] = None,
) -> None:
    """Write the altas and bajas that wait as IMSS's batch file; tell who is left out, and why."""
    from mailproc.daemon import utc_now
    from mailproc.idse_command import export_idse, types_of

    settings, date = _settings(config), _day(day)
    with _store(settings) as store:
        export_idse(
            file,
            store,
            settings,
            types=types_of(type_.value),
            again=again,
            day=date,
            now=utc_now(),
            as_json=as_json,
        )


@import_app.command("idse")
def import_idse(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX: NSS, movimiento, resultado, motivo.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read IMSS's answers: what it rejected goes to the officer, with the reason."""
    from mailproc.daemon import utc_now
    from mailproc.idse_answers import import_answers

    settings = _settings(config)
    with _store(settings) as store:
        import_answers(file, store, settings, now=utc_now(), as_json=as_json)


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


def _day(text: str | None) -> "date | None":
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"--date {text}: write the day as YYYY-MM-DD, such as 2026-09-15.") from None


def _settings(path: Path | None) -> "Settings":
    from mailproc.config import find, load

    return load(find(path))


@contextmanager
def _outbox_of(config: Path | None, who: str = "encargada") -> "Iterator[OutboxCommand]":
    from mailproc.daemon import utc_now
    from mailproc.officer.correction_words import who_of
    from mailproc.officer.outbox_command import OutboxCommand

    settings = _settings(config)
    with _store(settings) as store:
        yield OutboxCommand(store, settings, utc_now(), who_of(who))


@contextmanager
def _privacy_of(config: Path | None, who: str = "encargada") -> "Iterator[PrivacyCommand]":
    from mailproc.daemon import utc_now
    from mailproc.officer.correction_words import who_of
    from mailproc.officer.privacy_commands import PrivacyCommand

    settings = _settings(config)
    with _store(settings) as store:
        yield PrivacyCommand(store, settings, utc_now(), who_of(who))


def _store(settings: "Settings") -> "closing[Store]":
    from contextlib import closing

    from mailproc.store.opening import open_store

    return closing(open_store(settings.store_url, account=settings.account))


if __name__ == "__main__":
    main()
