"""The one place that runs another program: bounded in time and in what it may print.

A program gone wild may print a gigabyte or never end; what it prints is read no further than asked for, so that
it cannot fill the memory of who runs it. It stays in the caller's process group, which is killed whole.
"""

import os
import selectors
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO


class OutputTooLong(Exception):
    """It printed more than anybody asked for, and was killed."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended: its exit status (negative: the signal that killed it) and its standard output."""

    status: int
    output: bytes


def run(arguments: Sequence[str], *, seconds: float, most: int) -> Finished:
    """Runs a program to its end, with an empty standard input; its standard error goes nowhere.

    Raises OSError where it cannot be started (FileNotFoundError: there is none), TimeoutError where it, or one
    that inherited its output, is not at an end after `seconds`, OutputTooLong after `most` bytes of output. In all
    cases the program itself is dead afterwards.
    """
    deadline = time.monotonic() + seconds
    with subprocess.Popen(
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            output = _read(process.stdout, deadline=deadline, most=most)
            status = process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            process.kill()
    return Finished(status, output)


def _read(pipe: IO[bytes] | None, *, deadline: float, most: int) -> bytes:
    if pipe is None:
        return b""
    parts: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not ready.select(left):
                raise TimeoutError
            part = os.read(pipe.fileno(), 65_536)
            if not part:
                return b"".join(parts)
            size += len(part)
            if size > most:
                raise OutputTooLong
            parts.append(part)
