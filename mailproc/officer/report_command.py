"""`mailproc report`: the figures of a span of days, on the terminal or as files."""

from datetime import date, datetime, timedelta
from pathlib import Path

import typer
from rich.console import Group
from rich.markup import escape
from rich.table import Table

from mailproc.config import Settings
from mailproc.errors import UsageError
from mailproc.named import write_file
from mailproc.officer.report import duration, report_html, report_json, report_tables, report_xlsx
from mailproc.store.counts import Counts, counts
from mailproc.store.opening import Store
from mailproc.terminal import print_json, show


def report_span(
    first: date,
    last: date,
    store: Store,
    settings: Settings,
    *,
    now: datetime,
    html: Path | None,
    xlsx: Path | None,
    as_json: bool,
) -> None:
    """Write the files asked for, else show the report. Raises UsageError, ConfigurationError, StoreError."""
    if first > last:
        raise UsageError(f"--from {first} is after --to {last}: give the earlier day first.")
    found = counts(store, settings.zone, first=first, last=last)
    if html:
        write_file(html, report_html(found, settings, taken=now).encode())
    if xlsx:
        write_file(xlsx, report_xlsx(found, settings, taken=now))
    if as_json:
        print_json(report_json(found))
    elif html or xlsx:
        typer.echo(f"Informe en {' y '.join(str(path) for path in (html, xlsx) if path)}")
    else:
        show(report_told(found))


def day_of(text: str, option: str) -> date:
    """A day as it is given to an option. Raises UsageError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text}: write the day as YYYY-MM-DD, such as 2026-08-17.") from None


def report_told(found: Counts) -> Group:
    """The report for the terminal: a table for each question."""
    span = f"Del {found.first:%d/%m/%Y} al {found.last:%d/%m/%Y}"
    tables = [_table(title, rows) for title, rows in report_tables(found).items() if len(rows) > 1]
    return Group(span, *tables)


def _table(title: str, rows: list[tuple[object, ...]]) -> Table:
    table = Table(title=title, title_justify="left")
    for place, head in enumerate(rows[0]):
        table.add_column(str(head), justify="right" if place else "left", overflow="fold")
    for cells in rows[1:]:
        table.add_row(*(escape(_told(cell)) for cell in cells))
    return table


def _told(cell: object) -> str:
    if cell is None or isinstance(cell, timedelta):
        return duration(cell)
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else f"{cell:,}" if isinstance(cell, int) else str(cell)
