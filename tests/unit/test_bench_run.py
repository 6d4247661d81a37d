"""A run of the benchmark over processes: it can be stopped and taken up again, and outlives a reader that dies."""

import os
from pathlib import Path

import pytest

from bench.answers import Answer, Reply
from bench.record import Record, records
from bench.run import Settings, run
from mailproc.reading.model import Document

pytestmark = pytest.mark.sweep  # of the bench, not of the program

MAKERS = {}
"""Readers of this test; functions of a module, for they are sent to other processes."""


class Silent:
    """Names nothing, and dies of fax machines' files."""

    name = "silent"

    def read(self, content: bytes, _name: str, /) -> Reply:
        if content.startswith(b"II*\0"):
            os._exit(1)
        return Reply((Answer(Document.DESCONOCIDO),))


MAKERS["silent"] = Silent


def settings(readings: int, *only: str) -> Settings:
    return Settings(("third",), ("silent",), 1, 1, readings, only, None, "")


def test_a_run_that_was_stopped_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    run(settings(3, "pdf", "screenshot"), tmp_path, makers=MAKERS)
    path = tmp_path / "records.jsonl"
    whole = [(one.key, one.sheets) for one in records(path)]
    assert len(whole) == 3
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[1][:50], encoding="utf-8")
    seen: list[Record] = []
    run(settings(3, "pdf", "screenshot"), tmp_path, makers=MAKERS, step=seen.append)
    assert [(one.key, one.sheets) for one in records(path)] == whole
    assert len(seen) == 3


def test_a_reader_that_dies_costs_one_file_and_is_told(tmp_path: Path) -> None:
    run(settings(4, "fax", "chat_900"), tmp_path, makers=MAKERS)
    found = {one.key: one for one in records(tmp_path / "records.jsonl")}
    assert len(found) == 4
    assert {bool(one.crash) for one in found.values() if one.copy == "fax"} == {True}
    assert {bool(one.crash) for one in found.values() if one.copy == "chat_900"} == {False}
