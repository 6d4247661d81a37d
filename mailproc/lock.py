"""One `run` or `once` at a time: a lock of the operating system on a file beside the store, freed by a kill."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailproc.config import Settings
from mailproc.errors import AnotherInstance, ConfigurationError


def lock_path(settings: Settings) -> Path:
    """Beside the SQLite file, or beside the configuration where the store is a server."""
    url = settings.store_url
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///") + ".lock")
    return settings.path.resolve().with_suffix(".lock")


@contextmanager
def only_instance(settings: Settings) -> Iterator[None]:
    """Hold the lock. Raises AnotherInstance, ConfigurationError (folder not writable)."""
    path = lock_path(settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ConfigurationError(
            f"The lock file {path} cannot be written ({error.strerror}): let this user write to {path.parent}, "
            "or set [store] url elsewhere."
        ) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherInstance(
                f"Another mailproc works this mailbox (process {_owner(handle)}): stop it, or wait until it ends."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _owner(handle: int) -> str:
    return os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "unknown"
