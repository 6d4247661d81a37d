"""Files in and out, and what is kept of people: roster, export, import, backup, forget, export-student, purge."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mailproc.cli.options import (
    ByOption,
    ConfigOption,
    JsonOption,
    StudentArgument,
    date_option,
    privacy_of,
    settings_of,
    store_of,
)
from mailproc.cli.root import app
from mailproc.officer.exporting import TABLES, ExportGroup

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


class MovementName(StrEnum):
    """Movements, as `export idse --type` takes them."""

    ALTAS = "altas"
    BAJAS = "bajas"
    ALL = "all"


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

    with store_of(settings_of(config)) as store:
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

    settings = settings_of(config)
    with store_of(settings) as store:
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

    settings, date = settings_of(config), date_option(day)
    with store_of(settings) as store:
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

    settings = settings_of(config)
    with store_of(settings) as store:
        import_answers(file, store, settings, now=utc_now(), as_json=as_json)


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it; one that is there is replaced.")
    ],
    config: ConfigOption = None,
) -> None:
    """Write a backup of the store, while the daemon works too. Put in the store's place, it sends no letter twice."""
    from mailproc.backup_command import backup as write

    with store_of(settings_of(config)) as store:
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
    with privacy_of(config, by) as privacy:
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
    with privacy_of(config) as privacy:
        privacy.export(student, to=to)


@app.command()
def purge(
    config: ConfigOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and delete nothing.")] = False,
) -> None:
    """Delete what is over and older than [store] keep_days, as the daemon does once a day."""
    with privacy_of(config) as privacy:
        privacy.purge(dry_run=dry_run)
