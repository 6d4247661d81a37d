"""A page whose lines were found, and what each engine heard of them.

A line is heard once by an engine in one preparation. What an engine heard is a layer; lines that a later search
found make layers of their own, for they may lie over earlier ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from mailproc.ocr.engine import Engine, Heard
from mailproc.ocr.lines import Line
from mailproc.ocr.page import HERE, FoundPage, overlap
from mailproc.ocr.prepare import Preparation, prepared
from mailproc.ocr.rapid import Rapid
from mailproc.reading.model import Box, Layer, Witness, Word

_UPRIGHT = 0.7
"""Mean confidence that settles which way is up: read from the wrong end, a page stays below a half."""
_FEW, _TELLING = 12, 6.0
"""Lines by which that is tried at first: those whose length is nearest to so many times their height."""
_SURE = 0.95
"""Confidence with which the words of a line need not be searched again."""
_PROSE = 14.0
"""Times its height: longer lines hold sentences, which Tesseract is never sure of as a whole."""
_NEAR = 3.0
"""How far from its word a box to tick stands, in its heights."""
_LEAST = 0.3
"""Confidence below which RapidOCR heard nothing; Tesseract's is that of its least sure word."""
_ALIKE = 90.0
"""Per cent of likeness of two hearings that differ in no code, but in an accent or in a speck at the end."""


@dataclass(slots=True)
class _Round:
    """What one engine heard of lines prepared in one way, after one search for lines."""

    witness: Witness
    preparation: Preparation
    search: int
    lines: dict[Line, Heard] = field(default_factory=dict)


class Hearing:
    """Lets engines listen to the lines of one page. Its methods raise EngineFault."""

    def __init__(self, found: FoundPage) -> None:
        self.found = found
        self._put_off = found.seals()
        self._rounds: list[_Round] = []
        self._search = 0

    @property
    def told(self) -> int:
        """How many answers engines have given."""
        return sum(len(one.lines) for one in self._rounds)

    @property
    def clearness(self) -> float:
        """The mean confidence of what was heard, each line by the surer engine; 0 where nothing was."""
        heard = [confidence for confidence in self._confidences().values() if confidence > 0]
        return sum(heard) / len(heard) if heard else 0.0

    def layers(self) -> Iterator[Layer]:
        """What was heard, in the page's upright frame; a word is a whole line. Lines heard once more stand among the
        others of their engine, for alone a line of a paragraph does not tell what its numbers are."""
        for one in self._rounds:
            around = next(
                other for other in self._rounds if (other.witness, other.search) == (one.witness, one.search)
            )
            words = tuple(
                Word(heard.text, self.found.box(line), heard.confidence)
                for line, heard in (around.lines | one.lines).items()
                if heard.text and (heard.confidence >= _LEAST or one.witness is Witness.TESSERACT)
            )
            if words:
                yield Layer(one.witness, (*words, *self._ticks(words)))

    def _ticks(self, words: Sequence[Word]) -> Iterator[Word]:
        """Boxes to tick that stand in the row of a word: as typed text has them."""
        for line, marked in self.found.ticks.items():
            box = self.found.box(line)
            middle = (box.y0 + box.y1) / 2
            near = (
                word.box.y0 < middle < word.box.y1
                and max(word.box.x0 - box.x1, box.x0 - word.box.x1) < _NEAR * box.height
                for word in words
            )
            if any(near):
                yield Word("(X)" if marked else "()", box, 1.0)

    def search_again(self, rapid: Rapid, *, side: int, prose: bool) -> None:
        """Adds the lines found at another size that were not found before, or were heard with doubt. Without
        `prose`, long ones are put off: where only single values are in doubt, a sentence costs ten of them."""
        self._search += 1
        sure = {line for one in self._rounds for line, heard in one.lines.items() if heard.confidence >= _SURE}
        self.found = self.found.with_lines(rapid.find(self.found.picture, side=side), sure)
        long = (line for line in self.found.lines if line.extent >= _PROSE * line.height)
        self._put_off = set() if prose else set(long)

    def hear_first(self, engine: Engine) -> None:
        """Hears all lines that none has heard; a page heard for the first time from the end that makes sense."""
        if not self._rounds:
            self._turn_up(engine)
        told = {line for one in self._rounds for line in one.lines}
        self._hear(engine, [line for line in self._lines() if line not in told], _first_preparation(engine))

    def _turn_up(self, engine: Engine) -> None:
        """Chooses the end from which the page makes sense: by a few lines, or by all where these are not clear."""
        ends = (self, Hearing(self.found.reversed()))
        for few in (_FEW, None):
            for end in ends:
                lines = sorted(end._lines(), key=lambda line: abs(line.extent / line.height - _TELLING))
                end._hear(engine, lines[:few], _first_preparation(engine))
                if end.clearness >= _UPRIGHT:
                    break
            if max(end.clearness for end in ends) >= _UPRIGHT:
                break
        best = max(ends, key=lambda end: end.clearness)
        self.found, self._put_off, self._rounds = best.found, best._put_off, best._rounds

    def hear_all(self, engine: Engine) -> None:
        """Hears all lines that this engine has not heard, those too that were put off."""
        self._hear(engine, self.found.lines, _first_preparation(engine))

    def hear_at(self, engine: Engine, boxes: Sequence[Box], preparation: Preparation) -> None:
        """Hears single places."""
        self._hear(engine, self.found.lines_at(boxes), preparation)

    def hear_unsure(self, engine: Engine, *, unsure: float) -> None:
        """Hears the short lines of which no engine was as sure as `unsure`."""
        doubtful = [
            line
            for line, confidence in self._confidences().items()
            if confidence < unsure and line.extent < _PROSE * line.height
        ]
        self._hear(engine, doubtful, _first_preparation(engine))

    def agreed(self, box: Box) -> bool:
        """Whether two engines have heard the same at that place: to ask again would tell nothing new."""
        heard: dict[Line, dict[Witness, list[str]]] = {}
        for one in self._rounds:
            for line, said in one.lines.items():
                if overlap(self.found.box(line), box) > HERE:
                    heard.setdefault(line, {}).setdefault(one.witness, []).append(said.text)
        return bool(heard) and all(_agree(list(texts.values())) for texts in heard.values())

    def _lines(self) -> list[Line]:
        return [line for line in self.found.lines if line not in self._put_off]

    def _confidences(self) -> dict[Line, float]:
        best: dict[Line, float] = {}
        for one in self._rounds:
            for line, heard in one.lines.items():
                best[line] = max(best.get(line, 0.0), heard.confidence if heard.text else 0.0)
        return best

    def _hear(self, engine: Engine, lines: Iterable[Line], preparation: Preparation) -> None:
        """One run of an engine over the lines it has not heard in that preparation."""
        mine = [one for one in self._rounds if (one.witness, one.preparation) == (engine.witness, preparation)]
        new = [line for line in lines if not any(line in one.lines for one in mine)]
        if not new:
            return
        cuts = prepared(self.found.reduced, [line.scaled(self.found.factor) for line in new], preparation)
        heard = dict(zip(new, engine.recognise(cuts), strict=True))
        if mine and mine[-1].search == self._search:
            mine[-1].lines.update(heard)
        else:
            self._rounds.append(_Round(engine.witness, preparation, self._search, heard))


def _first_preparation(engine: Engine) -> Preparation:
    """Tesseract needs clean lines; RapidOCR was taught on lines as cameras see them."""
    return Preparation.GREY if engine.witness is Witness.TESSERACT else Preparation.RAW


def _agree(said: Sequence[Sequence[str]]) -> bool:
    pairs = [
        (one, other)
        for at, mine in enumerate(said)
        for theirs in said[at + 1 :]
        for one in mine
        for other in theirs
    ]
    return any(_same(one, other) for one, other in pairs)


def _same(one: str, other: str) -> bool:
    mine, theirs = (re.sub(r"[\W_]", "", text).casefold() for text in (one, other))
    return mine == theirs or (len(mine) > 20 and ratio(mine, theirs) >= _ALIKE and _codes(one) == _codes(other))


def _codes(text: str) -> list[str]:
    """The words that hold a digit, letters and all: one of a CURP's letters counts as much as its digits."""
    return re.findall(r"[^\W_]*\d[^\W_]*", text.casefold())
