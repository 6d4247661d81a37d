"""Signs of life for systemd: ready, advancing, ending (sd_notify(3), sd_watchdog_enabled(3)).

Our own lines over a datagram socket, the way the manual itself shows them: sdnotify's last release is of 2017, and
systemd-python and cysystemd want a compiler and libsystemd's headers.
"""

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from mailproc.considering import Reader
from mailproc.mailbox.opening import PATIENCE
from mailproc.reading.model import Crop, FileReading, Hints

STEP = PATIENCE.verdict + 300
"""Seconds that one step may take: the longest wait for a server is the one for the answer to a letter."""


def tell(state: str) -> None:
    """Tell the service manager. Nothing happens where there is none, and a sign that gets lost breaks nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.settimeout(5)
        sender.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)


def watchdog_seconds() -> float | None:
    """How long systemd waits for a sign of life (WatchdogSec=), None where it does not wait for this process's."""
    asked = os.environ.get("WATCHDOG_USEC", "")
    meant = os.environ.get("WATCHDOG_PID", str(os.getpid()))
    return int(asked) / 1e6 if asked.isdecimal() and int(asked) and meant == str(os.getpid()) else None


class Heart:
    """Beats for the watchdog from a thread of its own, but only while the work advances: `advance` is called at every
    step, and where none came within `step` seconds the beats stop. A context manager: leaving it tells STOPPING."""

    def __init__(self, *, step: float = STEP, clock: Callable[[], float] = time.monotonic) -> None:
        self._step, self._clock = step, clock
        self._due = clock() + step
        self._told: set[str] = set()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        seconds = watchdog_seconds()
        if seconds is not None:
            # Twice in the time that is waited, as sd_watchdog_enabled(3) has it.
            self._thread = threading.Thread(target=self._beat_on, args=(seconds / 2,), name="heart", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        self.ending()

    def ready(self) -> None:
        """The start is over; told once."""
        self._once("READY=1")

    def ending(self) -> None:
        """The end has begun; told once."""
        self._once("STOPPING=1")

    def advance(self, *, rest: float = 0) -> None:
        """A step of work was done, and the next one may begin `rest` seconds from now."""
        self._due = max(self._due, self._clock() + rest + self._step)

    def beat(self) -> None:
        """A sign of life, unless the work stands still."""
        if self._clock() < self._due:
            tell("WATCHDOG=1")

    def _once(self, state: str) -> None:
        if state not in self._told:
            self._told.add(state)
            tell(state)

    def _beat_on(self, seconds: float) -> None:
        self.beat()
        while not self._ended.wait(seconds):
            self.beat()


@dataclass(frozen=True, slots=True)
class Heard:
    """A reader each of whose finished documents is a step."""

    reader: Reader
    heart: Heart

    def submit(self, content: bytes, *, name: str, hints: Hints) -> Future[FileReading]:
        """As the reader's."""
        return self._heard(self.reader.submit(content, name=name, hints=hints))

    def cut(self, content: bytes, reading: FileReading) -> Future[tuple[Crop, ...]]:
        """As the reader's."""
        return self._heard(self.reader.cut(content, reading))

    def _heard(self, future: Future[Any]) -> Future[Any]:
        future.add_done_callback(lambda _: self.heart.advance())
        return future
