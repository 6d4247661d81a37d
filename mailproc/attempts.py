"""The pages of one file heard, a little at a time, until what they say can be relied upon or nothing more helps.

The file's own words come first. Where these settle nothing, RapidOCR finds a page's lines at reduced size and
Tesseract hears them all: prepared lines cost it a third of what they cost RapidOCR. RapidOCR then hears what
decides the case, and whatever Tesseract was not sure of. Only while something is missing, all lines are heard by
both, and searched for at a larger size.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from mailproc.documents.source import Opened, Source, UnreadablePicture
from mailproc.reading.model import Box, Document, Hints, Holder, Page, Problem, ProblemCode, Reading, Witness

if TYPE_CHECKING:
    from mailproc.documents.pixels import Picture
    from mailproc.ocr.engine import EngineFault
    from mailproc.ocr.hearing import Hearing
    from mailproc.ocr.listener import Listener
    from mailproc.ocr.rapid import Rapid, Recogniser
    from mailproc.ocr.tesseract import Tesseract

_SIDES = (960, 1440)
"""Pixels on the long side at which lines are searched: at first, and when that was not enough."""
_UNSURE = 0.8
"""Confidence below which a line that Tesseract heard is heard by RapidOCR too, whatever stands there."""
_DECISIVE = frozenset({"nss", "curp", "vigente", "employers", "issued", "estado"})
"""Fields on which a case turns: while one of them is in doubt, lines are searched for at a larger size."""
_USUAL = ("nss", "curp", "name", "vigente", "estado", "agregado", "umf", "employers", "issued")
"""Fields of most constancias."""
_OURS = frozenset({Document.CONSTANCIA, Document.DESCONOCIDO})
_TELLING_PICTURE = 0.12
"""A picture on this part of a page of text may be the sheet itself, pasted into a letter."""
_FEW_WORDS = 25
_NO_TIME = Problem(ProblemCode.TIMEOUT, "No alcanzó el tiempo para leer todas las páginas.")


@dataclass(frozen=True, slots=True)
class Doubts:
    """What another hearing may change.

    lacking   pages on which a constancia lacks what every constancia has, or nothing known stands.
    decisive  pages on which a field that a case turns on is in doubt.
    places    the places of doubtful values, by page.
    unsettled whether anything that most constancias have is missing or in doubt.
    """

    lacking: set[int]
    decisive: set[int]
    places: dict[int, list[Box]]
    unsettled: bool


class Attempts:
    """One file being read: its pages, what was heard of them, and which engines still answer.

    `problems` are those of engines, pictures and time. `deadline` is of time.monotonic.
    """

    def __init__(
        self, opened: Opened, hints: Hints, *, engines: Sequence[str], threads: int, deadline: float
    ) -> None:
        self.problems: list[Problem] = []
        self._opened = opened
        self._hints = hints
        self._engines = engines
        self._threads = threads
        self._deadline = deadline
        self.listeners: dict[int, Listener] = {}
        self._silent: set[Witness] = set()

    def read(self) -> tuple[Reading, ...]:
        """The readings, when nothing is left in doubt or no attempt is left."""
        readings = self._readings()
        sources = [source for source in self._opened.sources if _to_be_seen(source, readings)]
        if not sources:
            return readings
        from mailproc.ocr.listener import Listener

        self.listeners = {source.number: Listener(source) for source in sources}
        pages = lacking = set(self.listeners)
        for side in _SIDES:
            self._search(pages, side, lacking)
            readings, doubts = self._settled()
            if doubts.lacking and self._both() and not self._late():
                # What one engine could not make out, the other may: on these pages it hears every line.
                self._hear_all(doubts.lacking)
                readings, doubts = self._settled()
            pages, lacking = doubts.lacking | doubts.decisive, doubts.lacking
            if not pages or self._late():
                break
        return readings

    def pages(self) -> tuple[Page, ...]:
        """All pages as far as they are known."""
        return tuple(
            self.listeners[source.number].page
            if source.number in self.listeners
            else Page(source.number, source.width, source.height, source.layers)
            for source in self._opened.sources
        )

    def picture(self, number: int) -> "Picture":
        """A page's picture. Raises UnreadablePicture and MemoryError."""
        return next(source.picture() for source in self._opened.sources if source.number == number)

    def _settled(self) -> tuple[tuple[Reading, ...], Doubts]:
        """Single places are heard by the other engine, and prepared otherwise, while that may settle something:
        to hear a whole page takes ten times as long."""
        readings = self._readings()
        doubts = self._doubts(readings)
        for step in self._steps():
            if self._late() or not (doubts.places or doubts.unsettled):
                break
            told = self._told()
            for number, listener in self.listeners.items():
                if (hearing := listener.hearing) is not None:
                    self._with(partial(step, hearing, doubts.places.get(number, [])))
            if self._told() > told:
                readings = self._readings()
                doubts = self._doubts(readings)
        return readings, doubts

    def _steps(self) -> Iterator[Callable[["Hearing", Sequence[Box]], None]]:
        """What a page's doubtful places go through, one after the other."""
        from mailproc.ocr.prepare import Preparation

        if (rapid := self._rapid()) is not None:
            yield lambda hearing, places: hearing.hear_at(rapid, places, Preparation.RAW)
        if rapid is not None and self._both():
            yield lambda hearing, _places: hearing.hear_unsure(rapid, unsure=_UNSURE)
        if (tesseract := self._tesseract()) is not None:
            yield lambda hearing, places: hearing.hear_at(tesseract, places, Preparation.GREY)
            yield lambda hearing, places: hearing.hear_at(tesseract, places, Preparation.ROW)
            yield lambda hearing, places: hearing.hear_at(tesseract, places, Preparation.BINARY)
        if rapid is not None:
            yield lambda hearing, places: hearing.hear_at(rapid, places, Preparation.WIDE)
        if (third := self._third()) is not None:
            yield lambda hearing, places: hearing.hear_at(third, places, Preparation.RAW)

    def _told(self) -> int:
        return sum(one.hearing.told for one in self.listeners.values() if one.hearing is not None)

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    def _readings(self) -> tuple[Reading, ...]:
        from mailproc.reading.read import read_pages

        return read_pages(self.pages(), self._hints)

    def _search(self, pages: set[int], side: int, lacking: set[int]) -> None:
        """The lines of whole pages, and a first hearing of them, sentences that are found later only on pages that
        are `lacking`. Without RapidOCR, Tesseract finds them."""
        for number in sorted(pages):
            listener = self.listeners[number]
            if self._late() and number != min(pages):
                if listener.unheard:
                    self.problems.append(_NO_TIME)
                break
            try:
                if (rapid := self._rapid()) is not None:
                    self._with(partial(listener.search, rapid, side=side, prose=number in lacking))
                if listener.unheard and (alone := self._tesseract()) is not None:
                    self._with(partial(listener.listen_alone, alone))
            except UnreadablePicture as error:
                self.problems.append(error.problem)
                del self.listeners[number]
                continue
            for engine in (self._tesseract(), self._rapid()):
                if engine is not None and (hearing := listener.hearing) is not None:
                    self._with(partial(hearing.hear_first, engine))

    def _hear_all(self, pages: set[int]) -> None:
        for number in sorted(pages):
            hearing, rapid = self.listeners[number].hearing, self._rapid()
            if hearing is not None and rapid is not None and not self._late():
                self._with(partial(hearing.hear_all, rapid))

    def _doubts(self, readings: Sequence[Reading]) -> Doubts:
        from mailproc.reading.trust import wanted

        lacking: set[int] = set()
        decisive: set[int] = set()
        places: dict[int, list[Box]] = {}
        for region in wanted(self.pages(), readings):
            listener = self.listeners.get(region.page)
            if listener is None or listener.hearing is None or listener.hearing.agreed(region.box):
                continue
            places.setdefault(region.page, []).append(region.box)
            if region.field in _DECISIVE:
                decisive.add(region.page)
        for reading in readings:
            if _incomplete(reading) or reading.document is Document.DESCONOCIDO:
                lacking.update(reading.pages)
        return Doubts(lacking & self.listeners.keys(), decisive, places, any(map(_unsettled, readings)))

    def _both(self) -> bool:
        return self._rapid() is not None and self._tesseract() is not None

    def _rapid(self) -> "Rapid | None":
        usable = "rapid" in self._engines and Witness.RAPID not in self._silent
        return _rapid(self._threads) if usable else None

    def _tesseract(self) -> "Tesseract | None":
        usable = "tesseract" in self._engines and Witness.TESSERACT not in self._silent
        return _tesseract() if usable else None

    def _third(self) -> "Recogniser | None":
        usable = self._both() and Witness.PPOCR4 not in self._silent
        return _ppocr4(self._threads) if usable else None

    def _with(self, listen: Callable[[], None]) -> None:
        """Lets an engine listen; one that fails is told once and not asked again for this file."""
        from mailproc.ocr.engine import EngineFault

        try:
            listen()
        except EngineFault as fault:
            self._silent.add(fault.witness)
            if fault.witness is not Witness.PPOCR4:  # a third ear, where it is installed
                self.problems.append(_fault_problem(fault))


@lru_cache(maxsize=4)
def _rapid(threads: int) -> "Rapid":
    """Kept for the life of the process: its models take half a second to load."""
    from mailproc.ocr.rapid import Rapid

    return Rapid(threads=threads)


@lru_cache(maxsize=4)
def _ppocr4(threads: int) -> "Recogniser":
    from mailproc.ocr.rapid import third_engine

    return third_engine(threads=threads)


@lru_cache(maxsize=1)
def _tesseract() -> "Tesseract":
    from mailproc.ocr.tesseract import Tesseract

    return Tesseract()


def _to_be_seen(source: Source, readings: Sequence[Reading]) -> bool:
    """Whether a page's picture must be looked at: it has no visible words, or they tell of no sheet while a
    picture on the page may be one, or what it shows is drawn without fonts. Of typed text there is no picture."""
    if source.typed or source.bare or not source.speaks:
        return not (source.typed or source.bare)
    known = any(
        source.number in reading.pages and reading.document is not Document.DESCONOCIDO for reading in readings
    )
    words = sum(len(layer.words) for layer in source.layers if layer.witness is Witness.TEXT)
    return not known and (source.pictured >= _TELLING_PICTURE or words < _FEW_WORDS)


def _unsettled(reading: Reading) -> bool:
    fields = (getattr(reading, name) for name in _USUAL)
    return reading.document in _OURS and not all(field is not None and field.trusted for field in fields)


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
