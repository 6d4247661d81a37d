"""A page with all that was heard on it: thin boxes around every word, by witness; bold ones around the values;
below it what each field was read as, how sure, and who says so. Legible at the width of a phone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from mailproc.documents.pixels import Picture
from mailproc.reader import SeenPage
from mailproc.reading.model import Box, Flaw, Reading, Witness
from mailproc.seen.lettering import BOLD, WHITE, Colour, Letters
from mailproc.seen.placing import placed
from mailproc.seen.wording import DOCUMENTS, WITNESSES, Row, rows, visible

_NARROWEST, _WIDEST, _HIGHEST = 1000, 1600, 4000
"""Pixels of a drawn page, the legend apart: letters of a fortieth of its width are legible on a phone."""
_LARGEST = 4.0
"""Times its size to which a small picture is blown up."""

_INK: Colour = (40, 30, 25)
_GREY: Colour = (115, 105, 100)
TRUSTED: Colour = (50, 125, 20)
UNTRUSTED: Colour = (0, 90, 215)
_UNREAD: Colour = (150, 145, 140)
_WITNESSES: dict[Witness, Colour] = {
    Witness.TEXT: (150, 110, 70),
    Witness.SCANNER: (70, 90, 130),
    Witness.TYPED: (190, 80, 125),
    Witness.HIDDEN: (30, 20, 215),
    Witness.FORMER: (60, 60, 150),
    Witness.RAPID: (225, 125, 20),
    Witness.TESSERACT: (160, 30, 190),
    Witness.PPOCR4: (175, 160, 0),
}
_FLAWS = {
    Flaw.SMALL: "letras muy pequeñas",
    Flaw.BLURRED: "borrosa",
    Flaw.DARK: "oscura",
    Flaw.CUT: "cortada",
}


def drawn(seen: SeenPage, sheets: Sequence[Reading], *, title: str) -> Picture:
    """The page and its legend, one above the other. `sheets` are all of the file's."""
    picture, scale = _canvas(seen)
    here = [
        (row, _scaled(row.box, scale))
        for sheet in sheets
        for row in rows(sheet)
        if row.page == seen.page.number and row.box is not None
    ]
    _frame_values(picture, here)
    _frame_words(picture, seen, scale)
    _tag_values(picture, here, [_scaled(word.box, scale) for layer in seen.page.layers for word in layer.words])
    legend = _Legend(picture.shape[1])
    legend.title(visible(title))
    legend.witnesses(seen)
    for sheet in sheets:
        if seen.page.number in sheet.pages:
            legend.sheet(sheet, seen.page.number)
    return np.vstack([picture, legend.picture()])


def colour_of(row: Row) -> Colour:
    """Green for a trusted value, orange for one that is not, grey for none."""
    if not row.value:
        return _UNREAD
    return TRUSTED if row.trusted else UNTRUSTED


def _canvas(seen: SeenPage) -> tuple[Picture, float]:
    """A copy of the page to draw on, and its pixels to the page's unit; blank where it cannot be shown."""
    if seen.picture is None:
        width, height = max(seen.page.width, 1.0), max(seen.page.height, 1.0)
        if seen.page.width < 1 or seen.page.height < 1:
            width, height = 3.0, 1.0
        scale = _factor(width, height, largest=_WIDEST)
        return np.full((round(height * scale), round(width * scale), 3), 255, dtype=np.uint8), scale
    down, across = seen.picture.shape[:2]
    factor = _factor(across, down, largest=_LARGEST)
    size = (max(1, round(across * factor)), max(1, round(down * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    resized = np.asarray(cv2.resize(seen.picture, size, interpolation=how), dtype=np.uint8)
    if resized.shape[1] < _NARROWEST:
        blank = np.full((resized.shape[0], _NARROWEST, 3), 235, dtype=np.uint8)
        blank[:, : resized.shape[1]] = resized
        resized = blank
    return np.ascontiguousarray(resized), seen.scale * factor


def _factor(width: float, height: float, *, largest: float) -> float:
    wanted = min(max(width, _NARROWEST), _WIDEST) / width
    return min(wanted, _HIGHEST / height, largest)


def _bold(picture: Picture) -> int:
    return max(3, int(picture.shape[1]) // 400)


def _frame_values(picture: Picture, here: Sequence[tuple[Row, Box]]) -> None:
    for row, box in here:
        _rectangle(picture, box, colour_of(row), _bold(picture), _bold(picture) // 2 + 1)


def _frame_words(picture: Picture, seen: SeenPage, scale: float) -> None:
    thin = max(1, picture.shape[1] // 900)
    # Engines hear the same lines at the same places: each is drawn a little outside the one before.
    present = {layer.witness: None for layer in seen.page.layers}
    outset = {witness: at * (thin + 1) for at, witness in enumerate(present)}
    for layer in seen.page.layers:
        colour = _WITNESSES.get(layer.witness, _GREY)
        thick = thin if layer.witness is not Witness.HIDDEN else 3 * thin
        for word in layer.words:
            _rectangle(picture, _scaled(word.box, scale), colour, thick, outset[layer.witness])


def _tag_values(picture: Picture, here: Sequence[tuple[Row, Box]], words: Sequence[Box]) -> None:
    """Each value's field and sign of trust beside it."""
    letters = Letters(round(picture.shape[1] / 60), WHITE, BOLD)
    high, off = letters.height, 2 * _bold(picture)
    values = [Box(box.x0 - off, box.y0 - off, box.x1 + off, box.y1 + off) for _, box in here]
    sizes = [(letters.width(row.label) + 1.3 * high, float(high)) for row, _ in here]
    page = Box(0, 0, picture.shape[1], picture.shape[0])
    for (row, _), tag in zip(here, placed(values, sizes, words, page), strict=True):
        _rectangle(picture, tag, colour_of(row), cv2.FILLED, 0)
        _sign(picture, row.mark, round(tag.x0), round(tag.y0), high)
        letters.write(picture, row.label, round(tag.x0 + high), round(tag.y0))


def _sign(picture: Picture, mark: str, left: int, top: int, side: int) -> None:
    """The sign of trust, white, in a square of that side."""
    if mark == "✓":
        points = [(0.25, 0.55), (0.43, 0.72), (0.76, 0.3)]
        line = np.array([(left + x * side, top + y * side) for x, y in points], dtype=np.int32)
        cv2.polylines(picture, [line], False, WHITE, max(2, side // 9), cv2.LINE_AA)
        return
    letters = Letters(round(side * 0.72), WHITE, BOLD)
    letters.write(picture, mark, left + (side - letters.width(mark)) // 2, top + (side - letters.height) // 2)


def _rectangle(picture: Picture, box: Box, colour: Colour, thick: int, outset: int) -> None:
    upper = (round(box.x0) - outset, round(box.y0) - outset)
    lower = (round(box.x1) + outset, round(box.y1) + outset)
    cv2.rectangle(picture, upper, lower, colour, thick)


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text at its place in the legend."""

    left: int
    top: int
    text: str
    letters: Letters


@dataclass(frozen=True, slots=True)
class _Patch:
    """A coloured square; filled with a sign, or hollow as the words' boxes are."""

    left: int
    top: int
    side: int
    colour: Colour
    mark: str = ""


class _Legend:
    """What is written below a page, from top to bottom."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._unit = width / 40
        self._left = round(self._unit)
        self._top = round(self._unit * 0.7)
        self._runs: list[_Run] = []
        self._patches: list[_Patch] = []
        self._plain = Letters(round(self._unit * 0.78), _GREY)
        self._heading = Letters(round(self._unit * 0.9), _INK, BOLD)
        self._value = Letters(round(self._unit), _INK, BOLD)

    def title(self, text: str) -> None:
        """Which page of which file."""
        self._write(text, self._plain)

    def witnesses(self, seen: SeenPage) -> None:
        """Whose words have which colour, and how many; what is wrong with the picture."""
        counts = Counter({layer.witness: 0 for layer in seen.page.layers})
        for layer in seen.page.layers:
            counts[layer.witness] += len(layer.words)
        left, side = self._left, self._plain.height
        for witness, count in counts.items():
            text = f"{WITNESSES[witness]}: {count}"
            wide = round(side * 1.1) + self._plain.width(text) + side
            if left > self._left and left + wide > self._width - self._left:
                left, self._top = self._left, self._top + side
            self._patches.append(_Patch(left, self._top, side, _WITNESSES.get(witness, _GREY)))
            self._runs.append(_Run(left + round(side * 1.1), self._top, text, self._plain))
            left += wide
        if counts:
            self._top += side
        flaws = [_FLAWS[flaw] for flaw in seen.page.flaws]
        if seen.picture is None:
            flaws.append("no se puede mostrar")
        if flaws:
            self._write(f"Imagen: {', '.join(flaws)}", self._plain)

    def sheet(self, sheet: Reading, page: int) -> None:
        """Its fields that stand on this page; those that stand nowhere on its first; its problems."""
        self._top += round(self._unit * 0.6)
        self._write(DOCUMENTS[sheet.document], self._heading)
        first = page == sheet.pages[0]
        for row in rows(sheet):
            if row.page == page or (row.page is None and first):
                self._row(row)
        if first:
            for problem in sheet.problems:
                self._write(f"• {visible(problem.text)}", Letters(self._plain.size, UNTRUSTED))

    def picture(self) -> Picture:
        """All of it, as wide as the page."""
        canvas = np.full((self._top + self._left, self._width, 3), 255, dtype=np.uint8)
        cv2.line(canvas, (0, 0), (self._width, 0), _INK, max(2, round(self._unit / 8)))
        for patch in self._patches:
            low = patch.side - patch.side // 5
            high = patch.side // 5
            box = Box(patch.left, patch.top + high, patch.left + low, patch.top + low)
            if patch.mark:
                box = Box(patch.left, patch.top, patch.left + patch.side, patch.top + patch.side)
                _rectangle(canvas, box, patch.colour, cv2.FILLED, 0)
                _sign(canvas, patch.mark, patch.left, patch.top, patch.side)
            else:
                _rectangle(canvas, box, patch.colour, max(2, patch.side // 8), 0)
        for run in self._runs:
            run.letters.write(canvas, run.text, run.left, run.top)
        return canvas

    def _row(self, row: Row) -> None:
        side, start = self._value.height, self._top
        self._patches.append(
            _Patch(self._left, self._top + side // 12, side - side // 6, colour_of(row), row.mark)
        )
        left = self._left + round(side * 1.2)
        self._runs.append(_Run(left, start + (side - self._plain.height) // 2, row.label, self._plain))
        column = left + round(self._unit * 8)
        for line in self._value.lines(row.value or "no se leyó", self._width - column - self._left):
            self._runs.append(_Run(column, self._top, line, self._value))
            self._top += side
        if row.told:
            for line in self._plain.lines(row.told, self._width - column - self._left):
                self._runs.append(_Run(column, self._top, line, self._plain))
                self._top += self._plain.height
        self._top += round(self._unit * 0.25)

    def _write(self, text: str, letters: Letters) -> None:
        for line in letters.lines(text, self._width - 2 * self._left):
            self._runs.append(_Run(self._left, self._top, line, letters))
            self._top += letters.height
