"""Files that a person names on the command line."""

import os
from pathlib import Path

from mailproc.errors import UsageError


def content_of(path: Path) -> bytes:
    """A file's bytes. Raises UsageError."""
    must_be_file(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None


def must_be_file(path: Path) -> None:
    """Raises UsageError where no file that may be read is there: told before the work on others begins."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name the files in it.")
    if not path.exists():
        raise UsageError(f"{path}: no such file.")
    if not os.access(path, os.R_OK):
        raise UsageError(f"{path}: cannot be read (Permission denied).")
