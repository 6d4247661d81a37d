"""What a worker does for `mailproc read --debug`: reads a file, and draws its pages while it has their pictures.

The worker is bounded as ever and writes no file: pictures come back to the command as bytes.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, fields

import cv2
import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mailproc.documents.pixels import Picture
from mailproc.reader import ReaderOptions, SeenPage, read_with_pages
from mailproc.reading.lines import FIELDS
from mailproc.reading.model import Box, FileReading, Hints
from mailproc.seen.drawing import drawn
from mailproc.seen.folder import SIGNATURE

_MARGIN = 0.35
"""Of its height that is shown around a value."""
_CROP = (640, 128)
"""Pixels that a crop has at most, across and down."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page with all that was heard on it, PNG."""

    number: int
    png: bytes


@dataclass(frozen=True, slots=True)
class Crop:
    """A value's own piece of its page, JPEG. `sheet` counts the file's sheets from 0."""

    sheet: int
    field: str
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class DrawnReading(FileReading):
    """A reading with its pages. A file that broke its worker has a plain FileReading instead."""

    pages: tuple[DrawnPage, ...] = ()
    crops: tuple[Crop, ...] = ()


def read_and_draw(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """The job of a worker. Where a page cannot be drawn for want of memory, the reading comes without."""
    reading, seen = read_with_pages(content, name=name, hints=hints, options=options)
    pages: list[DrawnPage] = []
    crops: list[Crop] = []
    try:
        for one in seen:
            pages.append(_page(one, reading))
            crops += _crops(one, reading)
    except (MemoryError, cv2.error):
        pages, crops = [], []
    plain = {field.name: getattr(reading, field.name) for field in fields(reading)}
    return DrawnReading(**plain, pages=tuple(pages), crops=tuple(crops))


def _page(seen: SeenPage, reading: FileReading) -> DrawnPage:
    title = f"{reading.file} · página {seen.page.number} de {seen.of}"
    picture = drawn(seen, reading.readings, title=title)
    told, png = PngInfo(), io.BytesIO()
    told.add_text("Software", SIGNATURE)
    Image.fromarray(picture[:, :, ::-1]).save(png, "PNG", pnginfo=told, compress_level=4)
    return DrawnPage(seen.page.number, png.getvalue())


def _crops(seen: SeenPage, reading: FileReading) -> Iterator[Crop]:
    for sheet, read in enumerate(reading.readings):
        for name in FIELDS:
            field = getattr(read, name)
            if field is None or field.box is None or field.page != seen.page.number:
                continue
            cut = _cut(seen, field.box)
            if cut is not None:
                yield Crop(sheet, name, cv2.imencode(".jpg", cut, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes())


def _cut(seen: SeenPage, box: Box) -> Picture | None:
    """A place of the page with a margin around it; None where the page cannot be shown there."""
    if seen.picture is None:
        return None
    margin = _MARGIN * box.height
    left, top = ((side - margin) * seen.scale for side in (box.x0, box.y0))
    right, bottom = ((side + margin) * seen.scale for side in (box.x1, box.y1))
    cut = seen.picture[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))]
    down, across = cut.shape[:2]
    if not down or not across:
        return None
    factor = min(1.0, _CROP[0] / across, _CROP[1] / down)
    size = (max(1, round(across * factor)), max(1, round(down * factor)))
    return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
