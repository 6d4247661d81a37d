"""The one place that runs other programs: bounded in time and in what they may print.

A program gone wild may print a gigabyte or never end; what it prints is read no further than asked for, so that
it cannot fill the memory of who runs it. It stays in the caller's process group, which is killed whole.
"""

import os
import selectors
import subprocess
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
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
            output = b"".join(_parts(process.stdout, deadline=deadline, most=most))
            status = process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            process.kill()
    return Finished(status, output)


class Conversation:
    """A program that is asked again and again: what it takes to start is paid once. It is killed when this object
    is forgotten, and comes to the end of its input when this process dies.

    Raises OSError where it cannot be started.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.end = weakref.finalize(self, _end, self._process)

    @property
    def goes_on(self) -> bool:
        """Whether the program still runs."""
        return self._process.poll() is None

    def ask(self, question: bytes, *, until: bytes, seconds: float, most: int) -> bytes:
        """Writes `question` (short: a pipe holds 64 kB) and returns what is printed up to `until` at least.

        Raises OSError where the program ends before, and what `run` raises; then it should be ended.
        """
        deadline = time.monotonic() + seconds
        if self._process.stdin is None:
            raise BrokenPipeError
        self._process.stdin.write(question)
        self._process.stdin.flush()
        answer = b""
        for part in _parts(self._process.stdout, deadline=deadline, most=most):
            answer += part
            if until in answer[-len(part) - len(until) :]:
                return answer
        raise BrokenPipeError


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):  # a child of its own may hold them open for ever
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _parts(pipe: IO[bytes] | None, *, deadline: float, most: int) -> Iterator[bytes]:
    if pipe is None:
        return
    size = 0
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not ready.select(left):
                raise TimeoutError
            part = os.read(pipe.fileno(), 65_536)
            if not part:
                return
            size += len(part)
            if size > most:
                raise OutputTooLong
            yield part
