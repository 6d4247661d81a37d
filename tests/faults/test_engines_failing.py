"""Engines that are missing, crash, hang, are killed, or print garbage: told plainly, and the other one works."""

import os
import stat
from pathlib import Path

import numpy as np
import pytest

from mailproc.attempts import _rapid, _tesseract
from mailproc.documents.worker import Workers
from mailproc.ocr.engine import EngineFault, Failure
from mailproc.ocr.tesseract import Tesseract
from mailproc.reader import ReaderOptions, read_bytes
from mailproc.reading.model import FileReading, ProblemCode, Witness
from tests.documents import copy, generate

CROP = np.full((84, 300), 255, np.uint8)


@pytest.fixture(scope="module")
def scan() -> bytes:
    sheet, _truth = generate(11, layout="lines", case="si_ours")
    return copy(sheet, "scan_100", 11)[0]


@pytest.fixture(autouse=True)
def fresh_engines() -> None:
    """Engines remember the language they found; each test meets another program."""
    _rapid.cache_clear()
    _tesseract.cache_clear()


def _fake(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch, *, languages: str = "spa") -> None:
    """A program named tesseract, first on the PATH, that lists its languages and then does `body`."""
    script = folder / "tesseract"
    listing = f'if [ "$1" = --list-langs ]; then printf "%s\\n" {languages}; exit 0; fi'
    version = 'if [ "$1" = --version ]; then echo tesseract 5.3.0; exit 0; fi'
    script.write_text(f"#!/bin/sh\n{listing}\n{version}\n{body}\n", encoding="ascii")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


HEADER = (
    "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"
)


def _answering(row: str) -> str:
    """What the program does that tells of every picture it is told of, and prints that row."""
    page = r"1\t%d\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n"
    return f"printf '{HEADER}'; n=0; while read name; do n=$((n + 1)); printf '{page}' $n; {row}; done"


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        ("exit 3", Failure.CRASHED),
        ("kill -SEGV $$", Failure.CRASHED),
        ("kill -KILL $$", Failure.CRASHED),
        ("exit 0", Failure.CRASHED),  # says all is well and writes nothing
        (r"printf '\377\376\377' >&2; exit 1", Failure.CRASHED),
        ("exec sleep 600", Failure.HUNG),
        ("trap '' TERM; while :; do sleep 600; done", Failure.HUNG),
    ],
)
def test_whatever_tesseract_does_is_one_fault(
    body: str, failure: Failure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fake(tmp_path, body, monkeypatch)
    with pytest.raises(EngineFault) as caught:
        Tesseract(seconds=1.0).recognise([CROP])
    assert caught.value.witness is Witness.TESSERACT
    assert caught.value.failure is failure


@pytest.mark.parametrize(
    "row",
    [
        r"5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t\377\376",
        r"5\t1\t1\t1\t1\t1\tx\ty\tz\tw\tnan\tSI",
        r"5\t1\tSI",
        r"\000\001\002",
    ],
)
def test_garbage_in_its_answer_is_not_believed(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake(tmp_path, _answering(f"printf '{row}\\n'"), monkeypatch)
    (heard,) = Tesseract(seconds=5.0).recognise([CROP])
    assert heard.text.strip("� ") == ""


def test_tesseract_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineFault) as caught:
        Tesseract().recognise([CROP])
    assert caught.value.failure is Failure.MISSING


def test_tesseract_without_a_language_it_could_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake(tmp_path, "exit 0", monkeypatch, languages="osd")
    with pytest.raises(EngineFault) as caught:
        Tesseract().recognise([CROP])
    assert caught.value.failure is Failure.MISSING


def test_without_spanish_english_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = r"5\t%d\t1\t1\t1\t1\t0\t0\t9\t9\t91\t%s\n"
    _fake(tmp_path, _answering(f"printf '{row}' $n \"$4\""), monkeypatch, languages="eng")
    (heard,) = Tesseract().recognise([CROP])
    assert (heard.text, heard.confidence) == ("eng", 0.91)


@pytest.mark.parametrize("body", ["exec sleep 600", "echo what; exit 0", "exit 1"])
def test_a_program_that_does_not_even_tell_what_it_is(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "tesseract"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="ascii")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(EngineFault) as caught:
        Tesseract(seconds=1.0).recognise([CROP])
    assert caught.value.failure in {Failure.HUNG, Failure.MISSING}


def _trusts_nothing(reading: FileReading) -> bool:
    """Whether no value is trusted on an engine's word alone."""
    fields = ("nss", "curp", "name", "vigente", "estado", "agregado", "employers")
    read = [getattr(sheet, name) for sheet in reading.readings for name in fields]
    return all(len(set(field.witnesses)) > 1 for field in read if field is not None and field.trusted)


@pytest.mark.parametrize("engine", ["rapid", "tesseract"])
def test_one_engine_alone_reads_and_is_not_trusted(engine: str, scan: bytes) -> None:
    reading = read_bytes(scan, name="hoja.pdf", options=ReaderOptions(engines=(engine,)))
    assert reading.readings[0].document == "constancia_vigencia"
    assert _trusts_nothing(reading)


def test_a_missing_tesseract_is_told_and_nothing_is_trusted(
    scan: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_bytes(scan, name="hoja.pdf")
    assert reading.readings[0].document == "constancia_vigencia"
    assert [problem.code for problem in reading.problems] == [ProblemCode.ENGINE_MISSING]
    assert "Tesseract" in reading.problems[0].text
    assert _trusts_nothing(reading)


def test_a_missing_rapidocr_is_told_and_tesseract_reads_alone(
    scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailproc.ocr.rapid._DETECTION", "not-there.onnx")
    reading = read_bytes(scan, name="hoja.pdf")
    assert [problem.code for problem in reading.problems] == [ProblemCode.ENGINE_MISSING]
    assert "RapidOCR" in reading.problems[0].text
    assert _trusts_nothing(reading)


@pytest.mark.parametrize(
    "body",
    [
        "head -c 1000000000 /dev/zero; exit 0",
        "head -c 1000000000 /dev/zero >&2; exit 0",
        f"printf '{HEADER}'; exec head -c 1000000000 /dev/zero",
    ],
)
def test_a_gigabyte_of_output_costs_the_second_witness_and_nothing_else(
    body: str, scan: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fake(tmp_path, body, monkeypatch)
    with Workers(workers=1, memory_mb=1200) as workers:
        reading = workers.read(scan, name="hoja.pdf")
        assert [problem.code for problem in reading.problems] == [ProblemCode.ENGINE_MISSING]
        assert reading.readings[0].document == "constancia_vigencia"
        assert _trusts_nothing(reading)
        after = workers.read(b"", name="nada")
    assert [problem.code for problem in after.problems] == [ProblemCode.EMPTY]
