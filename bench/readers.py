"""The readers that are compared: ours, and the baselines of `bench.engines`."""

import importlib.util
from collections.abc import Callable

from bench.answers import Answer, Claim, Reader, Reply
from bench.engines import PlainOcrmypdf, PlainPdfplumber, PlainRapid, PlainTesseract
from bench.truth import FIELDS
from mailproc.reading.model import FileReading, Reading

OURS = "mailproc"


class Mailproc:
    """This project's reader, in this process, with the file name as a hint, as in the daemon."""

    name = OURS

    def __init__(self) -> None:
        from mailproc.reader import read_bytes

        self._read_bytes = read_bytes

    def read(self, content: bytes, name: str, /) -> Reply:
        """An answer for each sheet in the file."""
        return replied(self._read_bytes(content, name=name))


def replied(file: FileReading) -> Reply:
    """A reading in the benchmark's form."""
    problems = [*file.problems, *(problem for sheet in file.readings for problem in sheet.problems)]
    return Reply(tuple(map(_answer, file.readings)), tuple(sorted({problem.code.value for problem in problems})))


def _answer(sheet: Reading) -> Answer:
    claims = {
        field: Claim(said.value, said.trusted, said.confidence)
        for field in FIELDS
        if (said := getattr(sheet, field)) is not None
    }
    return Answer(sheet.document, claims)


READERS: dict[str, Callable[[], Reader]] = {
    OURS: Mailproc,
    "tesseract": PlainTesseract,
    "rapid": PlainRapid,
    "ocrmypdf": PlainOcrmypdf,
    "pdfplumber": PlainPdfplumber,
}
"""By name, made when asked for."""


def usual() -> tuple[str, ...]:
    """Those that read whatever comes; OCRmyPDF only where it is installed."""
    there = importlib.util.find_spec("ocrmypdf") is not None
    return tuple(name for name in READERS if name != "pdfplumber" and (there or name != "ocrmypdf"))
