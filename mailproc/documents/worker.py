"""Worker processes in which strangers' documents are read, bounded in time and memory and really killed.

A worker that dies or is killed costs its file a reading, nothing else: the next file gets a new worker. How a
worker is bounded and killed is told in lane.py.
"""

import hashlib
import os
import queue
import re
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import resource_tracker
from types import TracebackType
from typing import Self

import structlog
from pebble import ProcessExpired

from mailproc.crops import cut_out
from mailproc.documents.lane import Lane, LaneClosed
from mailproc.errors import MailprocError
from mailproc.reader import ReaderOptions, read_bytes
from mailproc.reading.model import Crop, Document, FileReading, Hints, Problem, ProblemCode, Reading

Job = Callable[[bytes, str, Hints, ReaderOptions], FileReading]
"""What a worker does with a file. Must be a module's function: it is sent to another process by name."""

_log = structlog.get_logger()
_TEXTS = {
    ProblemCode.TIMEOUT: "El archivo tardó demasiado en leerse y se dejó sin leer.",
    ProblemCode.MEMORY: "El archivo necesita demasiada memoria para leerse y se dejó sin leer.",
    ProblemCode.CRASHED: "El archivo hizo fallar al lector y se dejó sin leer.",
}


class WorkersClosed(MailprocError):
    """The program is ending: the file was not read, which says nothing about the file."""

    temporary = True


def read_file(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """The job of a worker."""
    return read_bytes(content, name=name, hints=hints, options=options)


class Workers:
    """A pool of reading processes, each started when it is first needed and kept warm.

    workers    files read at once, one process each.
    seconds    for one file, the start of a worker included; then its process group is killed.
    memory_mb  for each process of a worker's group.

    Safe to call from several threads. SIGTERM and SIGINT are the caller's: leave the `with` block, or die; in
    both cases no process is left behind.
    """

    def __init__(
        self,
        *,
        workers: int = 2,
        seconds: float = 60.0,
        memory_mb: int = 2048,
        options: ReaderOptions | None = None,
        job: Job = read_file,
    ) -> None:
        count = max(1, workers)
        options = options or ReaderOptions()
        self._seconds = seconds
        # The reader ends its attempts before it is ended: what it has heard by then is worth having.
        self._options = replace(
            options,
            seconds=min(options.seconds, seconds * 0.6),
            threads=max(1, (os.cpu_count() or 1) // count),
        )
        self._job = job
        self._closed = False
        # Python starts this process beside the first worker, and lets interrupts in again when it has.
        resource_tracker.ensure_running()
        self._callers = ThreadPoolExecutor(count, "reading", initializer=_hold_interrupts)
        self._lanes = [Lane(memory_mb=memory_mb) for _ in range(count)]
        self._free: queue.SimpleQueue[Lane] = queue.SimpleQueue()
        for lane in self._lanes:
            self._free.put(lane)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, content: bytes, *, name: str, hints: Hints | None = None) -> "Future[FileReading]":
        """Begins to read a file. What the file does to its worker is a problem in the reading (TIMEOUT,
        MEMORY, CRASHED); the future raises WorkersClosed alone, when the pool is closed before the end."""
        if self._closed:
            raise _closed()
        return self._callers.submit(self._read, content, name, hints or Hints(filename=name))

    def cut(self, content: bytes, reading: FileReading) -> "Future[tuple[Crop, ...]]":
        """Begins to cut out of a file what is lacking in its reading's crops (mailproc/crops.py): () for one that
        breaks its worker. The future raises WorkersClosed alone."""
        if self._closed:
            raise _closed()
        return self._callers.submit(self._cut, content, reading)

    def read(self, content: bytes, *, name: str, hints: Hints | None = None) -> FileReading:
        """Reads one file and waits for it. Raises WorkersClosed."""
        return self.submit(content, name=name, hints=hints).result()

    def read_all(self, files: Iterable[tuple[bytes, str, Hints]]) -> tuple[FileReading, ...]:
        """Reads several files side by side; readings in the files' order. Raises WorkersClosed."""
        futures = [self.submit(content, name=name, hints=hints) for content, name, hints in files]
        return tuple(future.result() for future in futures)

    def close(self) -> None:
        """Kills all workers at once, also those amid a file, and waits until they are gone."""
        self._closed = True
        for lane in self._lanes:
            lane.close()
        self._callers.shutdown(wait=True)

    def _read(self, content: bytes, name: str, hints: Hints) -> FileReading:
        lane = self._free.get()
        try:
            return lane.run(self._job, (content, name, hints, self._options), seconds=self._seconds)
        except LaneClosed as error:
            raise _closed() from error
        except TimeoutError:
            return self._unread(content, name, ProblemCode.TIMEOUT)
        except MemoryError:
            return self._unread(content, name, ProblemCode.MEMORY)
        except ProcessExpired as error:
            # SIGKILL that was not ours is the kernel's, for want of memory.
            killed = error.exitcode == -9
            return self._unread(content, name, ProblemCode.MEMORY if killed else ProblemCode.CRASHED)
        except Exception as error:  # noqa: BLE001 (a job's own bug crosses the border as itself, whatever it is)
            if not self._closed:
                _log.error("document_broke_the_reader", error=type(error).__name__, at=_places(error))
            return self._unread(content, name, ProblemCode.CRASHED)
        finally:
            self._free.put(lane)

    def _cut(self, content: bytes, reading: FileReading) -> tuple[Crop, ...]:
        lane = self._free.get()
        try:
            return lane.run(cut_out, (content, reading, self._options), seconds=self._seconds)
        except LaneClosed as error:
            raise _closed() from error
        except Exception as error:  # whatever the file does to its worker costs a picture, and no message
            if self._closed:
                raise _closed() from error
            _log.error("document_not_drawn", error=type(error).__name__, at=_places(error))
            return ()
        finally:
            self._free.put(lane)

    def _unread(self, content: bytes, name: str, code: ProblemCode) -> FileReading:
        if self._closed:
            raise _closed()
        return FileReading(
            file=name,
            sha256=hashlib.sha256(content).hexdigest(),
            media="unknown",
            readings=(Reading(Document.DESCONOCIDO, ()),),
            problems=(Problem(code, _TEXTS[code]),),
        )


def _hold_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal. A worker inherits that it is blocked from the thread that starts
    it, and so dies by our hand, and not by its own with a traceback."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _closed() -> WorkersClosed:
    return WorkersClosed("The document workers were closed before the file was read.")


def _places(error: BaseException) -> str:
    """Where in the worker an error arose: files and lines alone, since its message may hold a student's data."""
    frames = re.findall(r'File "[^"]*?([^"/]+)", line (\d+)', str(error.__cause__))
    return ", ".join(f"{file}:{line}" for file, line in frames[-3:])
