"""Commands as a person types them, and what they may say."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.logged import clean

ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    """That of a command run from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", **more}


def mailproc(
    *words: str | Path, folder: Path, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Runs the command to its end, in that folder."""
    done = subprocess.run(
        [sys.executable, "-m", "mailproc", *words],
        cwd=folder,
        env=env or environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    clean(done.stderr)
    return done


def one_sentence(done: "subprocess.CompletedProcess[str]", *words: str) -> None:
    """Standard error holds no traceback, and names these words."""
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr.startswith("mailproc: ")
    for word in words:
        assert word in done.stderr, done.stderr


def until(condition: Callable[[], object], seconds: float = 90, *, pause: float = 0.2) -> None:
    """Wait for something that a process does in its own time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(pause)
