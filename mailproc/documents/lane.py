"""One worker process at a time, bounded, and killed with everything it started.

The worker leads a session of its own, so that it and the programs it starts (tesseract) are one process group,
which is killed whole. When the parent ends, however it ends, the worker sees its lifeline close and kills its
own group. Limits are the kernel's: RLIMIT_DATA for memory, RLIMIT_FSIZE for what is written to disk; the worker's
temporary files lie in one folder of its own that the parent removes, for a killed worker cannot. It has no network
(offline.py).

Residual risk: memory is bounded for each process of the group, not for their sum.
"""

import contextlib
import ctypes
import os
import resource
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessFuture, ProcessPool

from mailproc.documents.offline import go_offline

T = TypeVar("T")

_MEGABYTE = 1_000_000
_LARGEST_FILE = 100 * _MEGABYTE
"""Bytes that a worker or its tesseract may write to one temporary file."""
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Numbers of <malloc.h>."""
_FILES_A_WORKER = 300
"""A worker is replaced after so many files, for what libraries leak."""


class LaneClosed(Exception):
    """The lane was closed, before or amid a job."""


class _Spawning(SpawnContext):
    """Starts new processes and never copies one: the parent has threads, and locks held by them would be copied.
    Remembers what it started."""

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802  a class there
        """A process that `kill` knows."""
        process = SpawnProcess(*args, **kwargs)
        self._started = [one for one in self._started if one.exitcode is None] + [process]
        return process

    def kill(self) -> None:
        """SIGKILL for all that were started."""
        for process in self._started:
            if process.pid is not None:
                process.kill()


class Lane:
    """Runs one job after the other in one warm process; a job that fails takes its process along.

    Not for several threads at once, but `close` may come from any thread.
    """

    def __init__(self, *, memory_mb: int) -> None:
        self._memory = memory_mb * _MEGABYTE
        self._pool: ProcessPool | None = None
        self._future: ProcessFuture[Any] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def run(self, job: Callable[..., T], arguments: tuple[Any, ...], *, seconds: float) -> T:
        """The job's result. Raises TimeoutError, pebble's ProcessExpired where the process died, LaneClosed,
        and whatever the job raises."""
        future = self._begun(job, arguments)
        try:
            result: T = future.result(timeout=seconds)
        except CancelledError as error:
            self._end()
            raise LaneClosed from error
        except BaseException:
            self._end()
            raise
        return result

    def close(self) -> None:
        """Kills the process and its group now; a `run` under way raises LaneClosed or ProcessExpired."""
        self._closed = True
        self._end()

    def _begun(self, job: Callable[..., T], arguments: tuple[Any, ...]) -> "ProcessFuture[T]":
        with self._lock:
            if self._closed:
                raise LaneClosed
            if self._pool is None:
                self._context = context = _Spawning()
                self._folder = tempfile.TemporaryDirectory(prefix="mailproc-", ignore_cleanup_errors=True)
                lifeline, self._lifeline = context.Pipe(duplex=False)
                self._pool = ProcessPool(
                    max_workers=1,
                    max_tasks=_FILES_A_WORKER,
                    initializer=_begin,
                    initargs=(self._folder.name, self._memory, lifeline),
                    context=context,
                )
            self._future = future = self._pool.schedule(job, args=arguments)
            return future

    def _end(self) -> None:
        with self._lock:
            pool, folder, future = self._pool, self._folder, self._future
            self._pool = self._folder = self._future = None
        if pool is None or folder is None:
            return
        # From here on the pool replaces no worker.
        pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without annotations
        _kill_group(Path(folder.name))
        # A pool takes its locks away before it ends its workers: one that is being started would say so in a traceback.
        self._context.kill()
        if future is not None:
            # A pool that is stopped leaves its futures waiting for ever.
            future.cancel()  # type: ignore[no-untyped-call]  # pebble leaves it without annotations
        pool.join()
        # What the worker started in its last instant dies here; then nobody writes to its folder any more.
        _kill_group(Path(folder.name))
        self._lifeline.close()
        folder.cleanup()


def _kill_group(folder: Path) -> None:
    """SIGKILL for the worker of that folder and all that it started."""
    with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError, PermissionError):
        os.killpg(int((folder / "pid").read_text(encoding="ascii")), signal.SIGKILL)


def _begin(folder: str, memory: int, lifeline: Connection) -> None:
    """In the worker, before its first job."""
    os.setsid()
    (Path(folder) / "pid").write_text(str(os.getpid()), encoding="ascii")
    tempfile.tempdir = folder
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    _give_memory_back()
    go_offline()
    threading.Thread(target=_die_with_parent, args=(lifeline,), daemon=True, name="lifeline").start()


def _give_memory_back() -> None:
    """Lets glibc return large blocks when they are freed: by itself it learns to keep them, and pictures of all
    sizes leave a worker twice as large as it need be. Elsewhere nothing is to be set."""
    allocator = ctypes.CDLL(None)
    if hasattr(allocator, "mallopt"):
        allocator.mallopt(_M_MMAP_THRESHOLD, _MEGABYTE)
        allocator.mallopt(_M_TRIM_THRESHOLD, _MEGABYTE)


def _die_with_parent(lifeline: Connection) -> None:
    """Blocks until the parent's end of the pipe is closed, by its will or by its death."""
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os.killpg(os.getpgrp(), signal.SIGKILL)
