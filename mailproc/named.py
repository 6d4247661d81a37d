"""Files that a person names on the command line."""

import os
import tempfile
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


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for the user alone (0600): it may hold students' data. One that is there is
    replaced. Raises UsageError."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name the file to write.")
    try:
        replace_file(path, content)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}).") from None


def replace_file(path: Path, content: bytes) -> None:
    """The file has this content, or is as it was; mode 0600. Raises OSError."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
