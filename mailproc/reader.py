"""One file from bytes to reading.

sniff → open → the file's own words → where these do not settle it, its pictures (see attempts.py).

A document is a stranger's: nothing it contains raises. Run it in `mailproc.documents.worker.Workers`, which
also bounds time and memory.
"""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mailproc.documents.limits import Limits
from mailproc.documents.source import Opened, UnreadablePicture
from mailproc.reading.model import Document, FileReading, Hints, Page, Reading

if TYPE_CHECKING:
    from mailproc.attempts import Attempts
    from mailproc.documents.pixels import Picture


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """How one file is read.

    engines            of "rapid" and "tesseract"; with one alone, a picture has one witness.
    max_pages, max_pixels, max_bytes   see documents.limits.
    seconds            after which no further attempt is begun; what was heard by then is the reading.
    threads            cores that one file may keep busy.
    """

    engines: tuple[str, ...] = ("rapid", "tesseract")
    max_pages: int = 12
    max_pixels: int = 60_000_000
    max_bytes: int = 40_000_000
    seconds: float = 40.0
    threads: int = 2

    @property
    def limits(self) -> Limits:
        """The bounds on the file itself."""
        return Limits(max_bytes=self.max_bytes, max_pages=self.max_pages, max_pixels=self.max_pixels)


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as it was read: `page` with all its layers in its upright frame; `picture` what was looked at,
    turned into that frame, `scale` pixels to the page's unit; None where it cannot be shown. `of`: how many pages
    the file has."""

    page: Page
    picture: "Picture | None"
    scale: float
    of: int = 1


def read_bytes(
    content: bytes, *, name: str, hints: Hints | None = None, options: ReaderOptions | None = None
) -> FileReading:
    """Reads one file. `name` is reported, and a hint unless `hints` says otherwise. Never raises for what the
    file contains: that is told in `problems`, and a file without a sheet has one reading DESCONOCIDO."""
    reading, _opened, _attempts = _read(content, name, hints, options or ReaderOptions())
    return reading


def read_with_pages(
    content: bytes,
    *,
    name: str,
    hints: Hints | None = None,
    options: ReaderOptions | None = None,
    heard: bool = False,
) -> tuple[FileReading, Iterator[SeenPage]]:
    """The same, and every page beside what was heard on it: for people who want to see what was read where.
    Pages that were read from their own words are drawn for this alone, each when its turn comes, or, with `heard`,
    left out."""
    reading, _opened, attempts = _read(content, name, hints, options or ReaderOptions())
    pages = attempts.pages()
    shown = [page for page in pages if page.number in attempts.listeners] if heard else pages
    return reading, (SeenPage(page, *_shown(attempts, page), of=len(pages)) for page in shown)


def _read(
    content: bytes, name: str, hints: Hints | None, options: ReaderOptions
) -> tuple[FileReading, Opened, "Attempts"]:
    from mailproc.attempts import Attempts
    from mailproc.documents.opening import open_document

    started = time.monotonic()
    opened = open_document(content, options.limits)
    attempts = Attempts(
        opened,
        hints or Hints(filename=name),
        engines=options.engines,
        threads=options.threads,
        deadline=started + options.seconds,
    )
    readings = attempts.read() if opened.sources else (Reading(Document.DESCONOCIDO, ()),)
    reading = FileReading(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        media=opened.media.value,
        readings=readings,
        problems=tuple(dict.fromkeys((*opened.problems, *attempts.problems))),
        seconds=round(time.monotonic() - started, 3),
    )
    return reading, opened, attempts


def _shown(attempts: "Attempts", page: Page) -> tuple["Picture | None", float]:
    # Given away, so that the pictures of a file's pages are not all there at once.
    listener = attempts.listeners.pop(page.number, None)
    if listener is not None and listener.hearing is not None:
        found = listener.hearing.found
        return found.upright(), 1 / found.unit
    try:
        picture = attempts.picture(page.number)
    except (UnreadablePicture, MemoryError):
        return None, 1.0
    return picture, picture.shape[1] / page.width if page.width else 1.0
