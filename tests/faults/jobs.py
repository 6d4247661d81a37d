"""What a document may do to its worker: each of these is sent to a worker as its job.

A file named "bueno" is read as ever, so that each test can show that the next file is served.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from mailproc.documents.worker import read_file
from mailproc.reader import ReaderOptions
from mailproc.reading.model import FileReading, Hints

GOOD = "bueno"


def hang(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Sleeps for ever."""
    if name != GOOD:
        time.sleep(3600)
    return read_file(content, name, hints, options)


def hang_with_a_child(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Waits for a program that never ends and heeds no SIGTERM; the content is where to write the pids."""
    if name != GOOD:
        child = subprocess.Popen(["sh", "-c", "trap '' TERM; while :; do sleep 3600; done"])
        Path(content.decode()).write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
        child.wait()
    return read_file(content, name, hints, options)


def tell_what_is_blocked(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Fails unless interrupts are blocked in the worker and in what it starts."""
    child = subprocess.run(["cat", "/proc/self/status"], capture_output=True, text=True, check=True).stdout
    for status in (Path("/proc/self/status").read_text(encoding="ascii"), child):
        [blocked] = [line.split()[1] for line in status.splitlines() if line.startswith("SigBlk")]
        if not int(blocked, 16) & 1 << (signal.SIGINT - 1):
            raise AssertionError(blocked)
    return read_file(content, name, hints, options)


def eat_memory(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Takes memory until there is none."""
    eaten = []
    while name != GOOD:
        eaten.append(bytearray(32_000_000))
    return read_file(content, name, hints, options)


def die(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Ends as native code does that runs into a wall."""
    if name != GOOD:
        os.abort()
    return read_file(content, name, hints, options)


def be_killed(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Ends as the kernel ends a process when memory is short."""
    if name != GOOD:
        os.kill(os.getpid(), 9)
    return read_file(content, name, hints, options)


def stumble(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Raises what nobody foresaw, with a student's data in the message."""
    if name != GOOD:
        _stumble()
    return read_file(content, name, hints, options)


def _stumble() -> NoReturn:
    raise KeyError("07222400017 MARIA")


def leave_a_file(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Writes a page to the temporary folder and hangs; tells where in the file that `content` names."""
    if name != GOOD:
        import tempfile

        with tempfile.NamedTemporaryFile(delete=False) as page:
            page.write(b"a student's page")
        Path(content.decode()).write_text(page.name, encoding="utf-8")
        time.sleep(3600)
    return read_file(content, name, hints, options)


def call_out(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """Tries to reach the port that the content names, itself and by a program that it starts: neither may."""
    port = int(content)
    with contextlib.suppress(PermissionError), socket.create_connection(("127.0.0.1", port), timeout=5):
        raise AssertionError("a worker reached the network")
    started = f"import socket; socket.create_connection(('127.0.0.1', {port}), timeout=5)"
    done = subprocess.run([sys.executable, "-c", started], capture_output=True, text=True, check=False)
    if "PermissionError" not in done.stderr:
        raise AssertionError(done.stderr)
    return read_file(b"", name, hints, options)
