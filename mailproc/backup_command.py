"""`mailproc backup FILE`: the store as it is now, while the program works."""

from pathlib import Path

import typer

from mailproc.store.backup import back_up
from mailproc.store.opening import Store


def backup(path: Path, store: Store) -> None:
    """Write it and say so. Raises UsageError, StoreError."""
    size = back_up(store, path)
    typer.echo(f"Respaldo en {path} ({size / 1_000_000:.1f} MB). Tiene datos personales: guárdalo como tal.")
