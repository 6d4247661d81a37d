"""One file from bytes to reading: the whole way on one page.

sniff → open → the file's own words → where these do not settle it, RapidOCR finds and reads the lines →
Tesseract hears the places that matter → more of both, only while trust is not reached.

A document is a stranger's: nothing it contains raises. Run it in `mailproc.documents.worker.Workers`, which
also bounds time and memory.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from mailproc.documents.limits import Limits
from mailproc.documents.source import Opened, Source, UnreadablePicture
from mailproc.reading.model import (
    Box,
    Document,
    FileReading,
    Hints,
    Holder,
    Page,
    Problem,
    ProblemCode,
    Reading,
    Witness,
)

if TYPE_CHECKING:
    from mailproc.ocr.engine import EngineFault
    from mailproc.ocr.listener import Listener
    from mailproc.ocr.rapid import Rapid
    from mailproc.ocr.tesseract import Tesseract

_SIDES = (960, 1440)
"""Pixels on the long side at which lines are searched: at first, and when that was not enough."""
_DECISIVE = frozenset({"nss", "curp", "vigente", "employers", "issued", "estado"})
"""Fields on which a case turns: while one of them is in doubt, a page is heard again at a larger size."""
_TELLING_PICTURE = 0.12
"""A picture on this part of a page of text may be the sheet itself, pasted into a letter."""
_UNCLEAR = 0.8
"""Mean confidence below which an unknown page is heard a second time."""
_FEW_LINES = 8
_FEW_WORDS = 25
_NO_TIME = Problem(ProblemCode.TIMEOUT, "No alcanzó el tiempo para leer todas las páginas.")


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


def read_bytes(
    content: bytes, *, name: str, hints: Hints | None = None, options: ReaderOptions | None = None
) -> FileReading:
    """Reads one file. `name` is reported, and a hint unless `hints` says otherwise. Never raises for what the
    file contains: that is told in `problems`, and a file without a sheet has one reading DESCONOCIDO."""
    from mailproc.documents.opening import open_document

    started = time.monotonic()
    options = options or ReaderOptions()
    opened = open_document(content, options.limits)
    work = _Work(opened, hints or Hints(filename=name), options, deadline=started + options.seconds)
    readings = work.read() if opened.sources else (Reading(Document.DESCONOCIDO, ()),)
    return FileReading(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        media=opened.media.value,
        readings=readings,
        problems=tuple(dict.fromkeys((*opened.problems, *work.problems))),
        seconds=round(time.monotonic() - started, 3),
    )


@dataclass(frozen=True, slots=True)
class Doubts:
    """Pages that should be heard once more as a whole, and places, by page, for a second witness."""

    pages: set[int]
    places: dict[int, list[Box]]


class _Work:
    """One file being read: its pages, what was heard of them, and which engines still answer."""

    def __init__(self, opened: Opened, hints: Hints, options: ReaderOptions, *, deadline: float) -> None:
        self.problems: list[Problem] = []
        self._opened = opened
        self._hints = hints
        self._options = options
        self._deadline = deadline
        self._listeners: dict[int, Listener] = {}
        self._silent: set[Witness] = set()

    def read(self) -> tuple[Reading, ...]:
        """The file's own words first; pictures only where these leave something open."""
        readings = self._readings()
        sources = [source for source in self._opened.sources if _to_be_seen(source, readings)]
        if not sources:
            return readings
        from mailproc.ocr.listener import Listener

        self._listeners = {source.number: Listener(source) for source in sources}
        doubts = Doubts(set(self._listeners), {})
        for side in _SIDES:
            self._hear(doubts.pages, side)
            readings, doubts = self._considered()
            # Single places first, in two preparations: to hear a page again takes ten times as long.
            for preparation in ("grey", "binary"):
                if doubts.places and not self._late():
                    self._hear_again(doubts.places, preparation)
                    readings, doubts = self._considered()
            if not doubts.pages or self._late():
                break
        return readings

    def _considered(self) -> tuple[tuple[Reading, ...], "Doubts"]:
        readings = self._readings()
        return readings, self._doubts(readings)

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    def _readings(self) -> tuple[Reading, ...]:
        from mailproc.reading.read import read_pages

        return read_pages(self._pages(), self._hints)

    def _pages(self) -> tuple[Page, ...]:
        return tuple(
            self._listeners[source.number].page
            if source.number in self._listeners
            else Page(source.number, source.width, source.height, source.layers)
            for source in self._opened.sources
        )

    def _hear(self, pages: set[int], side: int) -> None:
        """RapidOCR over whole pages; Tesseract over a page on which RapidOCR does not answer."""
        for number in sorted(pages):
            listener = self._listeners[number]
            if self._late() and number != min(pages):
                if listener.heard is None:
                    self.problems.append(_NO_TIME)
                break
            try:
                if (rapid := self._rapid()) is not None:
                    self._with(partial(listener.listen, rapid, side=side))
                if self._rapid() is None and listener.unheard and (alone := self._tesseract()) is not None:
                    self._with(partial(listener.listen_alone, alone))
            except UnreadablePicture as error:
                self.problems.append(error.problem)
                del self._listeners[number]

    def _hear_again(self, places: dict[int, list[Box]], preparation: str) -> None:
        """Tesseract at the places whose second reading may settle something."""
        from mailproc.ocr.prepare import Preparation

        for number, boxes in places.items():
            if (tesseract := self._tesseract()) is not None and number in self._listeners:
                listen = self._listeners[number].listen_again
                self._with(partial(listen, tesseract, boxes, Preparation(preparation)))

    def _doubts(self, readings: Sequence[Reading]) -> "Doubts":
        """What another hearing may change."""
        from mailproc.reading.trust import wanted

        pages: set[int] = set()
        places: dict[int, list[Box]] = {}
        regions = wanted(self._pages(), readings) if self._tesseract() is not None else ()
        for region in regions:
            listener = self._listeners.get(region.page)
            if listener is None or listener.agreed(region.box):
                continue
            places.setdefault(region.page, []).append(region.box)
            if region.field in _DECISIVE:
                pages.add(region.page)
        for reading in readings:
            if _incomplete(reading):
                pages.update(reading.pages)
            elif reading.document is Document.DESCONOCIDO:
                pages.update(page for page in reading.pages if self._hard_to_hear(page))
        return Doubts(pages & self._listeners.keys(), places)

    def _hard_to_hear(self, page: int) -> bool:
        heard = self._listeners[page].heard if page in self._listeners else None
        if heard is None or max(heard.picture.shape) <= _SIDES[0]:
            return False  # it was searched at its own size: there is no larger one
        return heard.clearness < _UNCLEAR or len(heard.lines) < _FEW_LINES

    def _rapid(self) -> "Rapid | None":
        usable = "rapid" in self._options.engines and Witness.RAPID not in self._silent
        return _rapid(self._options.threads) if usable else None

    def _tesseract(self) -> "Tesseract | None":
        usable = "tesseract" in self._options.engines and Witness.TESSERACT not in self._silent
        return _tesseract() if usable else None

    def _with(self, listen: Callable[[], None]) -> None:
        """Lets an engine listen; one that fails is told once and not asked again for this file."""
        from mailproc.ocr.engine import EngineFault

        try:
            listen()
        except EngineFault as fault:
            self._silent.add(fault.witness)
            self.problems.append(_fault_problem(fault))


@lru_cache(maxsize=4)
def _rapid(threads: int) -> "Rapid":
    """Kept for the life of the process: its models take half a second to load."""
    from mailproc.ocr.rapid import Rapid

    return Rapid(threads=threads)


@lru_cache(maxsize=1)
def _tesseract() -> "Tesseract":
    from mailproc.ocr.tesseract import Tesseract

    return Tesseract()


def _to_be_seen(source: Source, readings: Sequence[Reading]) -> bool:
    """Whether a page's picture must be looked at: it has no visible words, or they tell of no sheet while a
    picture on the page may be one, or what it shows is drawn without fonts."""
    if not source.speaks:
        return True
    known = any(
        source.number in reading.pages and reading.document is not Document.DESCONOCIDO for reading in readings
    )
    words = sum(len(layer.words) for layer in source.layers if layer.witness is Witness.TEXT)
    return not known and (source.pictured >= _TELLING_PICTURE or words < _FEW_WORDS)


def _incomplete(reading: Reading) -> bool:
    """A constancia that lacks what every constancia has."""
    if reading.document is not Document.CONSTANCIA:
        return False
    of_relative = reading.holder is not None and reading.holder.value is Holder.BENEFICIARIO
    return reading.vigente is None or reading.curp is None or (reading.nss is None and not of_relative)


def _fault_problem(fault: "EngineFault") -> Problem:
    how = {
        "missing": "no está instalado",
        "hung": "no respondió a tiempo",
        "crashed": "falló",
    }[fault.failure.value]
    engine = "RapidOCR" if fault.witness is Witness.RAPID else "Tesseract"
    text = f"El lector {engine} {how}; los datos de las imágenes no pueden confirmarse sin él."
    return Problem(ProblemCode.ENGINE_MISSING, text)
