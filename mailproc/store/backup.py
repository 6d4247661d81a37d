"""A backup of the store, made while the program works: one consistent state, whole or not at all, for this user alone.

The copy knows that it is one: opened in the store's place it has its letters stopped (meta.RESTORED), since it does not
know of those that went after it was made. They are found in Sent (store/answers.py) before a person lets the others go.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from mailproc.errors import StoreError, UsageError
from mailproc.store import meta
from mailproc.store.opening import Store


def back_up(store: Store, path: Path) -> int:
    """Write the backup, in place of one that is there; gives its size in bytes. Raises UsageError where the file cannot
    be written or the store is not SQLite's, StoreError where the store cannot be read or the copy does not hold."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name the file to write.")
    if path.exists() and store.path is not None and path.samefile(store.path):
        raise UsageError(f"{path} is the store itself: name another file.")
    try:
        # In the same folder, so that it takes its place whole or not at all; mkstemp's mode is 0600.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".mailproc-")
        os.close(handle)
        copy = Path(name)
        try:
            store.copy_to(copy)
            _mark(copy)
            with copy.open("rb") as file:
                os.fsync(file.fileno())
            copy.replace(path)
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}).") from None
    return path.stat().st_size


def _mark(copy: Path) -> None:
    """Stop the letters in it; and see that it is whole."""
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise StoreError(
                "The copy of the store is damaged, and so is the store: put an older backup in its place."
            )
        with connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (meta.Key.PAUSED,))
            connection.execute(
                "INSERT INTO meta (account_id, key, value) SELECT id, ?, ? FROM accounts",
                (meta.Key.PAUSED, meta.RESTORED),
            )
