"""`mailproc export FILE.xlsx`: the work lists as they stand now."""

from datetime import datetime
from pathlib import Path

import typer

from mailproc.config import Settings
from mailproc.named import write_file
from mailproc.officer.tables import workbook
from mailproc.reply import spanish
from mailproc.store import cases as stored
from mailproc.store.opening import Store
from mailproc.store.unmet import unmet


def export_workbook(path: Path, store: Store, settings: Settings, *, now: datetime, masked: bool) -> None:
    """Write the file, all cases in it, and say so. Raises UsageError where it cannot be written, StoreError."""
    found = stored.cases(store)
    lacking = unmet(store, settings.policy.alta_requirements)
    write_file(path, workbook(found, settings.zone, taken=now, masked=masked, unmet=lacking))
    typer.echo(f"{spanish.count(len(found), 'caso', 'casos')} en {path}")
