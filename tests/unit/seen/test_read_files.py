"""Several files: all workers work, whatever an early file takes; what is shown keeps the files' order."""

import json
from pathlib import Path

import pytest

from mailproc.documents.worker import Workers
from mailproc.errors import UsageError
from mailproc.reading.model import FileReading
from mailproc.seen.files import read_files
from tests.unit.seen.slow_first import OTHERS, last_of_all


def test_a_slow_file_holds_up_no_worker_and_keeps_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first file is read when all others have been: with one worker, or with the others waiting for it to be
    shown, it would never be."""
    names = ["first", *(f"{at:02}" for at in range(OTHERS))]
    files = [tmp_path / name for name in names]
    for file in files:
        file.write_text(str(tmp_path), encoding="utf-8")
    told: list[str] = []

    def then(path: Path, reading: FileReading) -> None:
        assert reading.problems == ()
        told.append(path.name)

    read_files(files, Workers(workers=2, seconds=50, job=last_of_all), ahead=4, as_json=True, then=then)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(line["file"]).name for line in lines] == names
    assert told == names


def test_a_file_that_vanishes_meanwhile_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_files([tmp_path / "gone"], Workers(workers=1), ahead=2, as_json=True)
