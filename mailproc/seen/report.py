"""The page that shows all files of one `mailproc read --debug`: pictures, fields with their crops, problems."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mailproc.reading.model import FileReading, Problem, Reading
from mailproc.seen.folder import INDEX, SIGNATURE, DebugFolder, page_name
from mailproc.seen.job import DrawnReading
from mailproc.seen.wording import DOCUMENTS, Row, person, rows, typed, visible

_HERE = Path(__file__).parent
_TEMPLATE = "report.html.j2"


@dataclass(frozen=True, slots=True)
class Shown:
    """One file as read, with the names of its pictures beside the report, by page."""

    path: str
    reading: FileReading
    pictures: tuple[tuple[int, str], ...]


class Report:
    """The files of one run: each one's pictures are written as it comes, the page that shows them all last."""

    def __init__(self, folder: DebugFolder) -> None:
        self._folder = folder
        self._files: list[Shown] = []

    def add(self, path: Path, reading: FileReading) -> None:
        """Writes the pictures of a file. Raises UsageError and MailprocError as the folder does."""
        pictures = []
        if isinstance(reading, DrawnReading):
            for page in reading.pages:
                name = page_name(len(self._files) + 1, path.name, page.number)
                self._folder.write(name, page.png)
                pictures.append((page.number, name))
            reading = replace(reading, pages=())
        self._files.append(Shown(str(path), reading, tuple(pictures)))

    def finish(self) -> Path:
        """Writes the page, removes what earlier runs left, and tells where it is. Raises as `add`."""
        self._folder.write(INDEX, _page(self._files))
        self._folder.sweep()
        return self._folder.index


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet in words, and the crops of its fields as data URIs."""

    document: str
    typed: str
    pages: tuple[int, ...]
    rows: tuple[Row, ...]
    crops: dict[str, str]
    people: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]


def _page(files: Sequence[Shown]) -> bytes:
    """The whole page, complete but for the pictures, which lie beside it."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    told = [
        {
            "path": visible(shown.path),
            "seconds": shown.reading.seconds,
            "media": shown.reading.media,
            "problems": shown.reading.problems,
            "pictures": shown.pictures,
            "sheets": [_sheet(shown.reading, at, sheet) for at, sheet in enumerate(shown.reading.readings)],
        }
        for shown in files
    ]
    return environment.get_template(_TEMPLATE).render(files=told, signature=SIGNATURE).encode()


def _sheet(reading: FileReading, at: int, sheet: Reading) -> _Sheet:
    crops = reading.crops if isinstance(reading, DrawnReading) else ()
    return _Sheet(
        document=DOCUMENTS[sheet.document],
        typed=typed(sheet),
        pages=sheet.pages,
        rows=rows(sheet),
        crops={crop.field: _data_uri(crop.jpeg) for crop in crops if crop.sheet == at},
        people=tuple(person(one) for one in sheet.people),
        problems=sheet.problems,
    )


def _data_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
