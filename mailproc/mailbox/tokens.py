"""The file of tokens: read and written whole, one process at a time, for nobody's eyes but this user's.

It maps an account to what was obtained for it; mailproc.mailbox.oauth says what that is.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from mailproc.errors import ConfigurationError

Tokens = dict[str, dict[str, Any]]


@contextmanager
def held(path: Path) -> Iterator[Tokens]:
    """The tokens, while no other process can touch them: `save` within the block. Raises ConfigurationError."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        _unwritable(path, error)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield load(path)
    finally:
        os.close(handle)


def load(path: Path) -> Tokens:
    """The tokens as they stand, {} where there is no file yet. Raises ConfigurationError."""
    try:
        found = json.loads(path.read_bytes())
        whole = isinstance(found, dict) and all(isinstance(entry, dict) for entry in found.values())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigurationError(
            f"The token file {path} cannot be read ({error.strerror}): run mailproc as the user whose file it is."
        ) from None
    except ValueError:  # neither JSON nor UTF-8
        whole = False
    if not whole:
        raise damaged(path)
    return found  # type: ignore[no-any-return]  # as looked at above


def save(path: Path, tokens: Tokens) -> None:
    """Write them so that a kill at any instant leaves the old file or the new one. Raises ConfigurationError."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        # One process at a time comes here: what lies there was left by a killed one, with whatever mode.
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a handle, opened with its mode
            json.dump(tokens, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        _unwritable(path, error)


def damaged(path: Path) -> ConfigurationError:
    """The error for a file that holds something else."""
    return ConfigurationError(f"The token file {path} is damaged: remove it, and run `mailproc login`.")


def _unwritable(path: Path, error: OSError) -> NoReturn:
    raise ConfigurationError(
        f"The token file {path} cannot be written ({error.strerror}): set token_file to a place where this user may "
        "write, and where there is room."
    ) from None
