"""Whether a person sees a PDF page's letters: the page is drawn with them and without them, and compared.

A text layer may lie: letters in invisible mode, in the paper's colour, transparent, painted over, clipped away,
switched off with their layer, without glyphs or off the page are there for programs and not for people. None of
these ways need be known here: what changes nothing in the picture is not seen.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from pypdfium2 import PdfBitmap

from mailproc.documents.letters import Letters, Run
from mailproc.documents.overlap import over_letters, turns
from mailproc.documents.pageframe import PageFrame
from mailproc.reading.model import Box

_SCALE = 1.25
"""Pixels a point."""
_MOST_PIXELS = 4_000_000
_CONTRAST = 18
_CONTRAST_OF_LARGE = 8
_LARGE_TYPE = 20.0
"""Least difference in brightness, 0 to 255, that an eye can read; in type higher than so many points it needs
less: watermarks are pale, and seen."""
_FAINT = 4
"""What small letters leave of their contrast at _SCALE, at least: they are looked at again, larger."""
_SMALL = 14
_ENLARGED = 24
"""Pixels of a line: lower lines are small, and looked at again as high as this."""
_MOST_CLOSER = 200
_HIGHEST_PART = 0.3
"""Part of the line's height that capitals and digits fill, at the very least."""
_WIDEST_GAP = 0.7
"""In heights of the line: no letters leave more paper between them, nor before the first or after the last."""
_LEAST_WIDTH = 0.2
"""Part of a letter's width that its ink fills, at the least."""
_ROUNDS = 4
_NEAR = 1.0
"""Points around letters that are their paper too."""
_SOFTENED = 64
"""What an edge loses at most where a letter is drawn once and not twice: of a pixel half inked, a quarter."""
_DARK = 110
"""Brightness of print, at most: watermarks are paler."""
_UNEVEN = 16
"""Difference in brightness at which paper is no longer plain."""

Grey: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pixels of a part of a page, 0 to 255: how bright they are, or how much they change without some of its
    objects. `across` and `down` pixels a point, its corner at `left`, `top` in points."""

    pixels: Grey
    across: float
    down: float
    left: float = 0.0
    top: float = 0.0

    def within(self, box: Box) -> Grey:
        """The pixels there; the part of the box that is off the page is left out."""
        x0, x1 = int((box.x0 - self.left) * self.across), int((box.x1 - self.left) * self.across) + 1
        y0, y1 = int((box.y0 - self.top) * self.down), int((box.y1 - self.top) * self.down) + 1
        return self.pixels[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]


@dataclass(frozen=True, slots=True)
class Sight:
    """Of each run: which of its letters can be seen, and whether the paper under it is plain. `paper`: the page
    without its letters; None where nobody looked."""

    seen: tuple[tuple[bool, ...], ...]
    plain: tuple[bool, ...]
    paper: Drawn | None

    @property
    def blank(self) -> bool:
        """Whether nothing but letters is drawn on the page."""
        return self.paper is not None and _is_plain(self.paper.pixels)

    def printed(self, box: Box) -> bool:
        """Whether something dark is drawn there beside letters."""
        return self.paper is not None and int(self.paper.within(box).min(initial=255)) < _DARK


def sight(page: Any, letters: Letters, silent: Sequence[tuple[Any, Box]], frame: PageFrame) -> Sight:
    """What a person sees of the letters of a page.

    Letters that lie over each other are looked at in turn, so that what is written over a covered word does not
    speak for it. Where more than four lie on one place, the uppermost are not believed.
    `silent` are the text objects that brought no letter, with their boxes on the page as shown.
    """
    width, height = (max(side, 1.0) for side in frame.size)
    scale = min(_SCALE, (_MOST_PIXELS / (width * height)) ** 0.5)
    whole = _grey(page.render(scale=scale, grayscale=True))

    def drawn(pixels: Grey) -> Drawn:
        return Drawn(pixels, whole.shape[1] / width, whole.shape[0] / height)

    def bare(handles: Sequence[Any]) -> Grey:
        with _switched_off(handles):
            return _grey(page.render(scale=scale, grayscale=True))

    seen: list[tuple[bool, ...]] = [(False,) * len(run.text) for run in letters.runs]
    plain = [False] * len(letters.runs)
    ground = np.zeros_like(whole)
    taken = turns(letters.runs)
    near = over_letters(silent, letters.runs)
    twins = _twins(near, drawn(difference(whole, bare([handle for handle, _ in near])))) if near else []
    closer = _MOST_CLOSER
    for turn in range(_ROUNDS if letters.runs else 0):
        these = [at for at, its in enumerate(taken) if its == turn]
        if not these:
            continue
        paper = bare([*handles_of(letters, [letters.runs[at] for at in these]), *twins])
        ground = np.maximum(ground, paper)
        beneath, without = drawn(paper), drawn(difference(whole, paper))
        for at in these:
            run = letters.runs[at]
            plain[at] = _is_plain(beneath.within(_around(run.box)))
            seen[at] = _seen(run, without, frame)
            if any(seen[at]) or run.line * without.down >= _SMALL or not closer:
                continue
            if without.within(run.box).max(initial=0) >= _FAINT:
                closer -= 1
                larger = closely(page, run, frame, line=_ENLARGED)
                smaller = closely(page, run, frame, line=_ENLARGED, without=handles_of(letters, [run]))
                seen[at] = _seen(run, replace(larger, pixels=difference(larger.pixels, smaller.pixels)), frame)
    return Sight(tuple(seen), tuple(plain), drawn(ground if letters.runs else whole))


def _around(box: Box) -> Box:
    return Box(box.x0 - _NEAR, box.y0 - _NEAR, box.x1 + _NEAR, box.y1 + _NEAR)


def _is_plain(paper: Grey) -> bool:
    return bool(paper.size) and int(paper.max()) - int(paper.min()) < _UNEVEN


def _seen(run: Run, change: Drawn, frame: PageFrame) -> tuple[bool, ...]:
    """Which letters of a run made a change."""
    nothing = (False,) * len(run.text)
    contrast = _CONTRAST if run.line < _LARGE_TYPE else _CONTRAST_OF_LARGE
    changed = change.within(run.box) >= contrast
    height, length = changed.shape
    across, down = changed.any(axis=0).tobytes(), changed.any(axis=1).tobytes()
    if 1 not in across:
        return nothing
    if not run.level:
        height, across, down = length, down, across
    if down.count(1) < _HIGHEST_PART * height and any(letter.isdigit() or letter.isupper() for letter in run.text):
        return nothing
    if bytes(int(_WIDEST_GAP * height) + 1) not in across:
        return (True,) * len(run.text)
    return tuple(_is_inked(change.within(frame.box(place)) >= contrast) for place in run.places)


def _is_inked(changed: NDArray[np.bool_]) -> bool:
    """Whether a letter's place changed, and not only where a neighbour reaches into it."""
    return bool(changed.any(axis=0).sum() > _LEAST_WIDTH * changed.shape[1])


def closely(page: Any, run: Run, frame: PageFrame, *, line: int, without: Sequence[Any] = ()) -> Drawn:
    """The place of one run, drawn so large that its line is `line` pixels high, without some objects."""
    scale = line / max(run.line, 0.5)
    width, height = (min(2_000, round(side * scale) + 2) for side in (run.box.width, run.box.height))
    # A few sizes of bitmaps serve all runs: to make up a new one takes longer than to draw it.
    width, height = (-(-side // 64) * 64 for side in (width, height))
    bitmap = PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    corner = round(-run.box.x0 * scale), round(-run.box.y0 * scale)
    full = (round(side * scale) for side in frame.size)
    with _switched_off(without):
        pdfium.FPDF_RenderPageBitmap(bitmap, page, *corner, *full, 0, pdfium.FPDF_ANNOT)
    return Drawn(_grey(bitmap), scale, scale, run.box.x0, run.box.y0)


def _twins(silent: Sequence[tuple[Any, Box]], without: Drawn) -> list[Any]:
    """Of the text objects that brought no letter, those whose absence changes but the softness of edges: PDFium
    tells a word that is drawn twice on one place once, and as long as its twin is there, nobody would miss it."""
    return [handle for handle, box in silent if without.within(box).max(initial=0) <= _SOFTENED]


def handles_of(letters: Letters, runs: Sequence[Run]) -> list[Any]:
    """The text objects that draw these runs."""
    return [letters.handles[owner] for owner in {owner for run in runs for owner in run.owners}]


@contextmanager
def _switched_off(handles: Sequence[Any]) -> Iterator[None]:
    """Page objects that are not drawn meanwhile."""
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, False)
    try:
        yield
    finally:
        for handle in handles:
            pdfium.FPDFPageObj_SetIsActive(handle, True)


def difference(one: Grey, other: Grey) -> Grey:
    return np.maximum(one, other) - np.minimum(one, other)


def _grey(bitmap: PdfBitmap) -> Grey:
    pixels: Grey = bitmap.to_numpy()
    return pixels.reshape(bitmap.height, bitmap.width)
