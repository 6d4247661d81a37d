"""The officer's cases and letters: cases, find, explain, case, outbox, pause, resume, digest, report."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mailproc.cli.options import (
    ByOption,
    ConfigOption,
    JsonOption,
    LetterArgument,
    date_option,
    outbox_of,
    settings_of,
    store_of,
)
from mailproc.cli.root import app
from mailproc.errors import UsageError

outbox_app = typer.Typer(help="Letters that wait.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(outbox_app, name="outbox")


class StateName(StrEnum):
    """States of a case, as `--state` takes them."""

    POR_HACER = "por_hacer"
    ESPERA_ALUMNO = "espera_alumno"
    INFORMADO = "informado"
    EN_MANOS = "en_manos_de_la_encargada"
    HECHO = "hecho"
    CERRADO = "cerrado"


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

    settings = settings_of(config)
    with store_of(settings) as store:
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

    settings = settings_of(config)
    with store_of(settings) as store:
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

    settings = settings_of(config)
    with store_of(settings) as store:
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

    settings = settings_of(config)
    with store_of(settings) as store:
        CaseCommand(store, settings, utc_now(), who_of(by), same_student, as_json).run(folio, words or [])


@outbox_app.callback()
def _outbox(context: typer.Context, config: ConfigOption = None) -> None:
    if config:  # Also before the word that tells what to do.
        context.default_map = {name: {"config": config} for name in ("list", "release", "drop")}


@outbox_app.command("list")
def outbox_list(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """List the letters that have not gone, and why."""
    with outbox_of(config) as outbox:
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
    with outbox_of(config, by) as outbox:
        outbox.release(letter, yes=yes)


@outbox_app.command("drop")
def outbox_drop(letter: LetterArgument, config: ConfigOption = None, by: ByOption = "encargada") -> None:
    """Take a letter back that has not gone."""
    with outbox_of(config, by) as outbox:
        outbox.drop(letter)


@app.command()
def pause(config: ConfigOption = None, by: ByOption = "encargada") -> None:
    """Stop all letters to students; mail is read and filed, and the digest goes."""
    with outbox_of(config, by) as outbox:
        outbox.pause()


@app.command()
def resume(config: ConfigOption = None, by: ByOption = "encargada") -> None:
    """Let letters to students go again."""
    with outbox_of(config, by) as outbox:
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
    wanted = date_option(day)
    settings = settings_of(config)
    with store_of(settings) as store:
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
    settings = settings_of(config)
    with store_of(settings) as store:
        report_span(*span, store, settings, now=utc_now(), html=html, xlsx=xlsx, as_json=as_json)
