"""Tesseract, the program: the second witness. It gets prepared lines, each a picture of its own.

The program is kept running, for its start costs as much as ten lines: it is told the names of pictures on its standard
input (`stream_filelist`). Whatever it does (missing, without Spanish, crashing, hanging, printing garbage) ends as
EngineFault, and the next question meets a new one.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from mailproc.documents.pixels import Picture
from mailproc.ocr.engine import EngineFault, Failure, Heard
from mailproc.ocr.program import Conversation, Finished, OutputTooLong, run
from mailproc.reading.model import Box, Witness, Word

_ONE_LINE = "--psm 7"
_SPARSE = "--psm 11"
_NO_WORDLISTS = "-c load_system_dawg=0 -c load_freq_dawg=0 -c tessedit_do_invert=0"
"""Identifiers are no words: the word lists only pull them towards words."""
_ROWS = "-c tessedit_create_tsv=1"
_BY_LINES = ("stdbuf", "-oL")
"""Otherwise the program keeps its answers to itself until it has four thousand bytes of them."""
_NOTHING: Picture = np.full((36, 36), 255, dtype=np.uint8)
_AT_ONCE = 100
"""Lines asked for together: their names fit into a pipe."""
_MOST_OUTPUT = 4_000_000
"""Bytes; a page full of words makes a hundredth of it."""
_LANGUAGES = ("spa", "eng")


class Tesseract:
    """The engine TESSERACT. `seconds` bounds one answer of the program."""

    def __init__(self, *, seconds: float = 20.0) -> None:
        self._seconds = seconds
        self._language = ""
        self._running: Conversation | None = None
        self._told = 0  # pictures that the running program was told of

    @property
    def witness(self) -> Witness:
        """TESSERACT."""
        return Witness.TESSERACT

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        """See Engine. Crops should come from prepare.py."""
        self._ready()
        return [heard for at in range(0, len(crops), _AT_ONCE) for heard in self._heard(crops[at : at + _AT_ONCE])]

    def _heard(self, crops: Sequence[Picture]) -> list[Heard]:
        with _folder() as folder:
            # The program tells which picture it is at: once at the one after the last, it has said all of these.
            pictures = [*crops, _NOTHING]
            files = [folder / f"{at:03}.pgm" for at in range(len(pictures))]
            for file, picture in zip(files, pictures, strict=True):
                cv2.imwrite(str(file), picture)
            told, rows = self._asked(files)
        heard = []
        for number in range(told + 1, told + 1 + len(crops)):
            words = [(row[11], float(row[10])) for row in rows if int(row[1]) == number]
            sure = min((confidence for _, confidence in words), default=0.0)
            heard.append(Heard(" ".join(text for text, _ in words), max(sure, 0.0) / 100))
        return heard

    def _asked(self, files: Sequence[Path]) -> tuple[int, list[list[str]]]:
        """How many pictures the program was told of before these, and its rows."""
        if self._running is None or not self._running.goes_on:
            options = f"- stdout -l {self._language} {_ONE_LINE} {_NO_WORDLISTS} {_ROWS} -c stream_filelist=1"
            with self._faults():
                self._running, self._told = Conversation((*_BY_LINES, "tesseract", *options.split())), 0
        told, self._told = self._told, self._told + len(files)
        names = "".join(f"{file}\n" for file in files).encode()
        try:
            with self._faults():
                output = self._running.ask(
                    names, until=b"\n1\t%d\t" % self._told, seconds=self._seconds, most=_MOST_OUTPUT
                )
        except EngineFault:
            self._running.end()
            self._running = None
            raise
        return told, _rows(output)

    def read_page(self, picture: Picture) -> tuple[Word, ...]:
        """A whole page by Tesseract alone, words with boxes in pixels: for when the finder of lines is missing."""
        self._ready()
        with _folder() as folder:
            file = folder / "page.png"
            cv2.imwrite(str(file), picture)
            done = self._program(str(file), "stdout", "-l", self._language, *_SPARSE.split(), *_ROWS.split())
        if done.status or not done.output.startswith(b"level\t"):
            raise EngineFault(Witness.TESSERACT, Failure.CRASHED, f"exit status {done.status}")
        return tuple(
            Word(
                row[11],
                Box(int(row[6]), int(row[7]), int(row[6]) + int(row[8]), int(row[7]) + int(row[9])),
                max(float(row[10]), 0.0) / 100,
            )
            for row in _rows(done.output)
        )

    def _ready(self) -> None:
        """Chooses the language once. Raises EngineFault where there is no program or no language."""
        if self._language:
            return
        # Several runs side by side would fight for the cores with their own threads.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        listed = self._program("--list-langs")
        installed = listed.output.decode("utf-8", errors="replace").split()
        language = next((name for name in _LANGUAGES if name in installed), "")
        if not language:
            raise EngineFault(Witness.TESSERACT, Failure.MISSING, "neither spa nor eng is installed")
        self._language = language

    def _program(self, *arguments: str) -> Finished:
        with self._faults():
            return run(("tesseract", *arguments), seconds=self._seconds, most=_MOST_OUTPUT)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise EngineFault(Witness.TESSERACT, Failure.MISSING, "program not found") from error
        except TimeoutError as error:
            raise EngineFault(Witness.TESSERACT, Failure.HUNG, f"no answer in {self._seconds} s") from error
        except (OSError, OutputTooLong, MemoryError) as error:
            raise EngineFault(Witness.TESSERACT, Failure.CRASHED, type(error).__name__) from error


def _rows(output: bytes) -> list[list[str]]:
    """The rows of Tesseract's TSV that hold a word: page_num at 1, left, top, width, height at 6 to 9, conf at 10,
    text at 11."""
    rows = [line.split("\t") for line in output.decode("utf-8", errors="replace").splitlines()]
    return [row for row in rows if len(row) == 12 and row[0] == "5" and _numbers(row) and row[11].strip()]


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for one run. A program gone wild may still write to it: then it goes with the worker's own."""
    with tempfile.TemporaryDirectory(prefix="mailproc-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _numbers(row: list[str]) -> bool:
    try:
        return all(float(row[at]) == float(row[at]) for at in (1, 6, 7, 8, 9, 10))
    except ValueError:
        return False
