"""What the program logged while a test ran, held against what a log must never hold: names, NSS, CURP, addresses.

The people of the tests are invented, so their names are known: those of names.toml and of tests/students.py.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog

from tests.documents.identifiers import WORDS

_SHAPES = (
    ("an NSS", re.compile(r"(?<!\d)\d{11}(?!\d)")),
    ("a CURP", re.compile(r"(?<![A-Z0-9])[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d(?![A-Z0-9])")),
    ("an address", re.compile(r"[^\s<>\"'=]+@[^\s<>\"']+\.[^\s<>\"']")),
)


def plain(text: str) -> str:
    """Capitals without accents."""
    apart = unicodedata.normalize("NFD", text.upper())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


NAMES = frozenset(
    word
    for name in (*WORDS["women"], *WORDS["men"], *WORDS["surnames"], "Nandayapa", "Marina", "Escandón")
    for word in plain(name).split()
    if len(word) > 4
)


def leaks(text: str) -> list[str]:
    """What of a person stands in the text; [] where there is nothing."""
    capitals = plain(text)
    found = [f"{what}: {hit}" for what, shape in _SHAPES for hit in shape.findall(capitals)]
    return found + [f"a name: {word}" for word in re.findall(r"[A-Z]+", capitals) if word in NAMES]


def clean(errors: str) -> None:
    """The lines that a process logged to standard error name nobody."""
    for line in errors.splitlines():
        assert not (line.startswith("level=") and leaks(line)), line


@contextmanager
def listening() -> Iterator[list[str]]:
    """All that is logged in this process meanwhile, at every level, as it is written."""
    lines: list[str] = []

    original = structlog.PrintLogger.msg

    def printing(logger: Any, message: str) -> None:
        lines.append(message)
        original(logger, message)

    with pytest.MonkeyPatch.context() as patch:
        for level in ("msg", "log", "debug", "info", "warn", "warning", "error", "critical", "exception"):
            patch.setattr(structlog.PrintLogger, level, printing, raising=False)
        yield lines
