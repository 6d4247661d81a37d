"""What a worker does for `mailproc read --debug`: reads a file, and draws its pages while it has their pictures.

The worker is bounded as ever and writes no file: pictures come back to the command as bytes.
"""

import io
from dataclasses import dataclass, fields

import cv2
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mailproc.crops import Cut, crops_of
from mailproc.reader import ReaderOptions, SeenPage, read_with_pages
from mailproc.reading.lines import FIELDS
from mailproc.reading.model import Crop, FileReading, Hints
from mailproc.seen.drawing import drawn
from mailproc.seen.folder import SIGNATURE

_CLOSE = Cut((0.35, 0.35, 0.35, 0.35), 640, 128)
"""A value and nothing else."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page with all that was heard on it, PNG."""

    number: int
    png: bytes


@dataclass(frozen=True, slots=True)
class DrawnReading(FileReading):
    """A reading with its pages. A file that broke its worker has a plain FileReading instead."""

    pages: tuple[DrawnPage, ...] = ()


def read_and_draw(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """The job of a worker. Where a page cannot be drawn for want of memory, the reading comes without."""
    reading, seen = read_with_pages(content, name=name, hints=hints, options=options)
    pages: list[DrawnPage] = []
    crops: list[Crop] = []
    try:
        for one in seen:
            pages.append(_page(one, reading))
            crops += crops_of(one, reading, FIELDS, _CLOSE)
    except (MemoryError, cv2.error):
        pages, crops = [], []
    plain = {field.name: getattr(reading, field.name) for field in fields(reading)}
    return DrawnReading(**{**plain, "crops": tuple(crops)}, pages=tuple(pages))


def _page(seen: SeenPage, reading: FileReading) -> DrawnPage:
    title = f"{reading.file} · página {seen.page.number} de {seen.of}"
    picture = drawn(seen, reading.readings, title=title)
    told, png = PngInfo(), io.BytesIO()
    told.add_text("Software", SIGNATURE)
    Image.fromarray(picture[:, :, ::-1]).save(png, "PNG", pnginfo=told, compress_level=4)
    return DrawnPage(seen.page.number, png.getvalue())
