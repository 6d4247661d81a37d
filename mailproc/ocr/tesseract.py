"""Tesseract, the program: the second witness. It gets prepared lines, many in one run.

One run of the program reads a list of line pictures (its own list-file input), so its start is paid once.
Whatever the program does (missing, without Spanish, crashing, hanging, printing garbage) ends as EngineFault.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2

from mailproc.documents.pixels import Picture
from mailproc.ocr.engine import EngineFault, Failure, Heard
from mailproc.ocr.program import Finished, OutputTooLong, run
from mailproc.reading.model import Box, Witness, Word

_ONE_LINE = "--psm 7"
_SPARSE = "--psm 11"
_NO_WORDLISTS = "-c load_system_dawg=0 -c load_freq_dawg=0 -c tessedit_do_invert=0"
"""Identifiers are no words: the word lists only pull them towards words."""
_MOST_OUTPUT = 4_000_000
"""Bytes; a page full of words makes a hundredth of it."""
_LANGUAGES = ("spa", "eng")


class Tesseract:
    """The engine TESSERACT. `seconds` bounds one run of the program."""

    def __init__(self, *, seconds: float = 20.0) -> None:
        self._seconds = seconds
        self._language = ""

    @property
    def witness(self) -> Witness:
        """TESSERACT."""
        return Witness.TESSERACT

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        """See Engine. Crops should come from prepare.py. One run for all of them: to start the program takes as
        long as to read ten lines."""
        if not crops:
            return []
        self._ready()
        with _folder() as folder:
            files = [folder / f"{at:04}.pgm" for at in range(len(crops))]
            for file, picture in zip(files, crops, strict=True):
                cv2.imwrite(str(file), picture)
            listed = folder / "lines.txt"
            listed.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
            rows = self._run(listed, f"{_ONE_LINE} {_NO_WORDLISTS}")
        heard = []
        for number in range(1, len(crops) + 1):
            words = [(row[11], float(row[10])) for row in rows if int(row[1]) == number]
            sure = min((confidence for _, confidence in words), default=0.0)
            heard.append(Heard(" ".join(text for text, _ in words), max(sure, 0.0) / 100))
        return heard

    def read_page(self, picture: Picture) -> tuple[Word, ...]:
        """A whole page by Tesseract alone, words with boxes in pixels: for when the finder of lines is missing."""
        self._ready()
        with _folder() as folder:
            file = folder / "page.png"
            cv2.imwrite(str(file), picture)
            rows = self._run(file, _SPARSE)
        return tuple(
            Word(
                row[11],
                Box(int(row[6]), int(row[7]), int(row[6]) + int(row[8]), int(row[7]) + int(row[9])),
                max(float(row[10]), 0.0) / 100,
            )
            for row in rows
        )

    def _run(self, file: Path, config: str) -> list[list[str]]:
        """The rows of Tesseract's TSV that hold a word: page_num at 1, left, top, width, height at 6 to 9,
        conf at 10, text at 11."""
        done = self._program(
            str(file), "stdout", "-l", self._language, *config.split(), "-c", "tessedit_create_tsv=1"
        )
        if done.status or not done.output.startswith(b"level\t"):
            raise EngineFault(Witness.TESSERACT, Failure.CRASHED, f"exit status {done.status}")
        rows = [line.split("\t") for line in done.output.decode("utf-8", errors="replace").splitlines()]
        return [row for row in rows if len(row) == 12 and row[0] == "5" and _numbers(row) and row[11].strip()]

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
        try:
            return run(("tesseract", *arguments), seconds=self._seconds, most=_MOST_OUTPUT)
        except FileNotFoundError as error:
            raise EngineFault(Witness.TESSERACT, Failure.MISSING, "program not found") from error
        except TimeoutError as error:
            raise EngineFault(Witness.TESSERACT, Failure.HUNG, f"no answer in {self._seconds} s") from error
        except (OSError, OutputTooLong, MemoryError) as error:
            raise EngineFault(Witness.TESSERACT, Failure.CRASHED, type(error).__name__) from error


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
