"""A picture to the words on it, in the page's upright frame: what RAPID hears, and what a second engine hears
at the same places."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture
from mailproc.ocr.engine import Engine, Heard
from mailproc.ocr.lines import Line, crop, directed, typical_height
from mailproc.ocr.prepare import Preparation, prepared
from mailproc.ocr.rapid import Rapid
from mailproc.ocr.seal import is_seal
from mailproc.ocr.straighten import Frame, direction, frame_of
from mailproc.reading.model import Box, Layer, Word

_SAMPLE = 6
"""Lines read to tell which way is up."""
_UPRIGHT = 0.8
"""Mean confidence of the sample that settles the direction: upside down, it stays near a half."""
_CROP_HEIGHT = 72
"""Pixels; a picture with taller lines is shrunk once before the crops are taken."""
HERE = 0.5
"""Part of the smaller of two boxes that the other covers, where both are the same place: rows stand close."""
_SURE = 0.95
"""Confidence with which a line need not be heard again."""
_LEAST = 0.3
"""Confidence below which nothing was heard."""


@dataclass(frozen=True, slots=True)
class HeardPage:
    """The lines of a page, what was heard of each, and the frame they stand in.

    `unit` is the length of a pixel in the page's unit. Lines left unread (seals) have heard None.
    """

    picture: Picture
    frame: Frame
    unit: float
    lines: tuple[Line, ...]
    heard: tuple[Heard | None, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page, in its unit."""
        return self.frame.width * self.unit, self.frame.height * self.unit

    @property
    def clearness(self) -> float:
        """The mean confidence of what was heard; 0 where nothing was."""
        sure = [one.confidence for one in self.heard if one is not None and one.text]
        return sum(sure) / len(sure) if sure else 0.0

    def box(self, line: Line) -> Box:
        """Where a line stands on the upright page."""
        box = self.frame.place(line)
        return Box(box.x0 * self.unit, box.y0 * self.unit, box.x1 * self.unit, box.y1 * self.unit)

    def layer(self, engine: Engine, *, since: int = 0) -> Layer:
        """What was heard, as that engine's layer; of the lines from number `since` on."""
        pairs = list(zip(self.lines, self.heard, strict=True))[since:]
        return Layer(
            engine.witness,
            tuple(
                Word(one.text, self.box(line), one.confidence)
                for line, one in pairs
                if one is not None and one.text and one.confidence >= _LEAST
            ),
        )


def hear_page(picture: Picture, rapid: Rapid, *, side: int, width: float = 0.0) -> HeardPage:
    """Finds the lines at `side` pixels, tells which way is up, and recognises them, seals apart.

    `width` is the picture's width in the page's unit (0: the unit is the pixel). Raises EngineFault.
    """
    quads = rapid.find(picture, side=side)
    source, factor = _reduced(picture, quads)
    angle, answers = _way_up(source, factor, quads, rapid)
    lines = directed(quads, angle)
    cuts = {at: crop(source, line.scaled(factor)) for at, line in enumerate(lines) if at not in answers}
    cuts = {at: cut for at, cut in cuts.items() if not is_seal(cut)}
    answers |= dict(zip(cuts, rapid.recognise(list(cuts.values())), strict=True))
    down, across = picture.shape[:2]
    frame = frame_of(lines, angle, across, down)
    unit = width / across if width else 1.0
    return HeardPage(picture, frame, unit, tuple(lines), tuple(answers.get(at) for at in range(len(lines))))


def hear_more(page: HeardPage, rapid: Rapid, *, side: int) -> HeardPage:
    """The same page searched at another size: its lines, and after them those that were not found before, were
    found otherwise, were heard with doubt, or were taken for seals. Raises EngineFault."""
    quads = rapid.find(page.picture, side=side)
    source, factor = _reduced(page.picture, quads)
    sure = [
        page.frame.place(line)
        for line, one in zip(page.lines, page.heard, strict=True)
        if one is not None and one.confidence >= _SURE
    ]
    lines = [
        line
        for line in directed(quads, page.frame.angle)
        if not any(_matches(page.frame.place(line), box) for box in sure)
    ]
    heard = rapid.recognise([crop(source, line.scaled(factor)) for line in lines])
    return replace(page, lines=(*page.lines, *lines), heard=(*page.heard, *heard))


def hear_again(page: HeardPage, boxes: Sequence[Box], engine: Engine, preparation: Preparation) -> Layer:
    """What another engine hears at these places of the upright page: the words stand exactly where the page's
    own lines do, so that the two can be compared. Raises EngineFault."""
    lines = page_lines(page, boxes)
    heard = engine.recognise(prepared(page.picture, lines, preparation))
    words = [
        Word(one.text, page.box(line), one.confidence) for line, one in zip(lines, heard, strict=True) if one.text
    ]
    return Layer(engine.witness, tuple(words))


def page_lines(page: HeardPage, boxes: Sequence[Box]) -> list[Line]:
    """The lines of the page that stand at these places, each once; a place of its own where there is none."""
    found: dict[Line, None] = {}
    placed = [(line, page.box(line)) for line in page.lines]
    for box in boxes:
        hits = [line for line, place in placed if overlap(place, box) > HERE]
        if not hits:
            unit = page.unit
            hits = [page.frame.line(Box(box.x0 / unit, box.y0 / unit, box.x1 / unit, box.y1 / unit))]
        found.update(dict.fromkeys(hits))
    return list(found)


def overlap(one: Box, other: Box) -> float:
    """The common area as part of the smaller of the two."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / max(1e-6, min(one.width * one.height, other.width * other.height))


def _matches(one: Box, other: Box) -> bool:
    """Whether two boxes frame the same words: all but equally wide, and on each other."""
    return abs(one.x0 - other.x0) + abs(one.x1 - other.x1) < other.height and overlap(one, other) > 0.7


def _reduced(picture: Picture, quads: Sequence[NDArray[np.float32]]) -> tuple[Picture, float]:
    """The picture shrunk so that lines are no taller than the recogniser needs, and by how much."""
    factor = _CROP_HEIGHT / max(typical_height(directed(quads, direction(quads))), 1.0)
    if factor >= 0.8:
        return picture, 1.0
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), factor


def _way_up(
    source: Picture, factor: float, quads: Sequence[NDArray[np.float32]], rapid: Rapid
) -> tuple[float, dict[int, Heard]]:
    """The angle along which the text is read, of the two that its lines allow, told by reading a sample; and
    what was heard on the way."""
    angle = direction(quads)
    best: tuple[float, float, dict[int, Heard]] = (-1.0, angle, {})
    for candidate in (angle, angle + math.pi):
        lines = directed(quads, candidate)
        order = sorted(range(len(lines)), key=lambda at: _worth(lines[at]), reverse=True)
        sample = [at for at in order[:_SAMPLE] if _worth(lines[at]) > 0]
        heard = rapid.recognise([crop(source, lines[at].scaled(factor)) for at in sample])
        score = sum(one.confidence for one in heard) / max(len(heard), 1)
        if score > best[0]:
            best = (score, candidate, dict(zip(sample, heard, strict=True)))
        if score >= _UPRIGHT or not sample:
            break
    return best[1], best[2]


def _worth(line: Line) -> float:
    """How much a line tells of its direction: some words long, and no longer (seals and prose take time)."""
    ratio = line.length / max(line.height, 1.0)
    return ratio if 3 <= ratio <= 16 else 0.0
