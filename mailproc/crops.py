"""Small pictures of the places where a sheet's values stand, for whoever compares the sheet with what was read.

A page that engines looked at is cut while its picture is there, which costs next to nothing. A page that was read
from its own words would have to be drawn first: that is a job of its own, for the sheets that a person will look at.
Both are jobs of the workers, for what they draw is a stranger's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mailproc.documents.source import UnreadablePicture
from mailproc.reader import ReaderOptions, SeenPage, read_with_pages
from mailproc.reading.model import Box, Crop, FileReading, Hints, Page, Witness

if TYPE_CHECKING:
    from mailproc.documents.pixels import Picture

FIELDS = ("nss", "curp", "name", "vigente", "estado", "issued", "employers")
"""Those on which a case turns."""
LARGEST = 20_000
"""Bytes of one picture."""

_HEARD = frozenset({Witness.RAPID, Witness.PPOCR4, Witness.TESSERACT})
_QUALITIES = (80, 65, 50, 35, 20)


@dataclass(frozen=True, slots=True)
class Cut:
    """How a place is cut out: what is shown to its left, above, to its right and below, in heights of its line; the
    pixels that a crop has at most, across and down."""

    around: tuple[float, float, float, float]
    across: int
    down: int


_WITH_LABEL = Cut((13.0, 1.5, 5.0, 0.8), 560, 200)
_LINES = 60
"""Of a page: what is shown around a value of several lines is measured by one."""


def read_and_cut(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """The job of a worker: reads a file, and cuts out what engines looked at. Without crops where memory does not
    suffice for them."""
    import cv2

    reading, seen = read_with_pages(content, name=name, hints=hints, options=options, heard=True)
    try:
        crops = [crop for page in seen for crop in crops_of(page, reading, FIELDS, _WITH_LABEL)]
    except (MemoryError, cv2.error):
        crops = []
    return replace(reading, crops=tuple(crops))


def lacking(reading: FileReading) -> bool:
    """Whether there are places that `read_and_cut` left out: those of the file's own words."""
    return any(_unheard(reading))


def cut_out(content: bytes, reading: FileReading, options: ReaderOptions) -> tuple[Crop, ...]:
    """The job of a worker: the crops that are `lacking` in a file's reading."""
    from mailproc.documents.opening import open_document

    wanted = set(_unheard(reading))
    crops: list[Crop] = []
    for source in open_document(content, options.limits).sources:
        if any(page == source.number for _, _, page in wanted) and source.width:
            try:
                picture = source.picture()
            except UnreadablePicture:
                continue
            page = Page(source.number, source.width, source.height, ())
            seen = SeenPage(page, picture, picture.shape[1] / source.width)
            found = crops_of(seen, reading, FIELDS, _WITH_LABEL)
            crops += (crop for crop in found if (crop.sheet, crop.field, source.number) in wanted)
    return tuple(crops)


def crops_of(seen: SeenPage, reading: FileReading, fields: Iterable[str], how: Cut) -> Iterator[Crop]:
    """The crops of a page's values, of all sheets on it; none where the page cannot be shown."""
    for at, sheet in enumerate(reading.readings):
        for name in fields:
            field = getattr(sheet, name)
            if field is None or field.box is None or field.page != seen.page.number:
                continue
            picture = _cut(seen, field.box, how)
            if picture is not None:
                yield Crop(at, name, _jpeg(picture))


def _unheard(reading: FileReading) -> Iterator[tuple[int, str, int]]:
    """Sheet, field and page of each value that has a place and no crop, and that no engine heard: the place of one
    that was heard is a place of the upright picture, which is no longer there."""
    there = {(crop.sheet, crop.field) for crop in reading.crops}
    for at, sheet in enumerate(reading.readings):
        for name in FIELDS:
            field = getattr(sheet, name)
            if field is None or field.box is None or field.page is None or (at, name) in there:
                continue
            if _HEARD.isdisjoint(field.witnesses):
                yield at, name, field.page


def _cut(seen: SeenPage, box: Box, how: Cut) -> "Picture | None":
    import cv2
    import numpy as np

    if seen.picture is None:
        return None
    line = min(box.height, seen.page.height / _LINES)
    left, above, right, below = (side * line for side in how.around)
    rows = slice(*(max(0, round(y * seen.scale)) for y in (box.y0 - above, box.y1 + below)))
    columns = slice(*(max(0, round(x * seen.scale)) for x in (box.x0 - left, box.x1 + right)))
    cut = seen.picture[rows, columns]
    down, across = cut.shape[:2]
    if not down or not across:
        return None
    factor = min(1.0, how.across / across, how.down / down)
    size = (max(1, round(across * factor)), max(1, round(down * factor)))
    return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _jpeg(picture: "Picture") -> bytes:
    """As good as it may be within LARGEST."""
    import cv2

    for quality in _QUALITIES:
        content: bytes = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
        if len(content) <= LARGEST:
            break
    return content
