"""What a PDF page draws, in drawing order: enough to tell whether a word can be seen.

A text layer may lie: text in invisible mode, white on white, painted over, clipped away or off the page is
there for programs and not for people. Promise 3 gives such text no voice, so it is told apart here.
Coordinates in this module are PDFium's: points, origin at the bottom left, y up, before page rotation.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

Rect: TypeAlias = tuple[float, float, float, float]
"""left, bottom, right, top"""
Colour: TypeAlias = tuple[int, int, int]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_DEPTH = 8
_MAX_OBJECTS = 20_000
_WHITE: Colour = (255, 255, 255)
_INVISIBLE_MODES = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_PAINTED_ALPHA = 128
"""An area less opaque than this (a watermark, a highlighter) hides nothing."""
_CONTRAST = 36
"""Least difference, 0 to 255 in the strongest channel, between ink and paper that an eye can read."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled path or a picture. `colour` is None for a picture: what it shows is not known."""

    order: int
    rect: Rect
    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Ink:
    """How one text object is drawn. `clip` is the box of its clipping path, None where it has none."""

    order: int
    visible: bool
    colour: Colour
    clip: Rect | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page's objects. `inks` by the address of the text object; `complete` is False where a page has more
    objects than are looked at: then nothing on it is believed to be visible."""

    areas: tuple[Area, ...]
    inks: dict[int, Ink]
    complete: bool

    def pictures(self) -> Iterator[Rect]:
        """The boxes of all pictures."""
        return (area.rect for area in self.areas if area.colour is None)

    def shows(self, address: int, rect: Rect) -> bool:
        """Whether a word of the text object at `address`, standing in `rect`, can be seen."""
        ink = self.inks.get(address)
        if ink is None or not ink.visible or not self.complete:
            return False
        x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        if ink.clip is not None and not _inside(ink.clip, x, y):
            return False
        paper: Colour | None = _WHITE
        for area in self.areas:
            if _inside(area.rect, x, y):
                if area.order > ink.order:
                    return False
                paper = area.colour
        return paper is None or max(abs(a - b) for a, b in zip(paper, ink.colour, strict=True)) >= _CONTRAST


def drawing(page: Any) -> Drawing:
    """The objects of a pypdfium2 page, forms opened, in the order they are painted."""
    areas: list[Area] = []
    inks: dict[int, Ink] = {}
    order = 0
    for order, (raw, kind, matrix) in enumerate(_objects(page)):
        if order >= _MAX_OBJECTS:
            return Drawing(tuple(areas), inks, complete=False)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            inks[address(raw)] = _ink(raw, order, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            areas.append(Area(order, _bounds(raw, matrix), None))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and (filled := _filled(raw)) is not None:
            areas.append(Area(order, _bounds(raw, matrix), filled))
    return Drawing(tuple(areas), inks, complete=True)


def address(raw: Any) -> int:
    """The identity of a page object: PDFium gives a new handle to the same address at every call."""
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    count = pdfium.FPDFPage_CountObjects(page)
    for at in range(count):
        yield from _opened(pdfium.FPDFPage_GetObject(page, at), _IDENTITY, 0)


def _opened(raw: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    if not raw:
        return
    kind = pdfium.FPDFPageObj_GetType(raw)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield raw, kind, matrix
    elif depth < _MAX_DEPTH:
        inner = _product(_matrix(raw), matrix)
        for at in range(pdfium.FPDFFormObj_CountObjects(raw)):
            yield from _opened(pdfium.FPDFFormObj_GetObject(raw, at), inner, depth + 1)


def _ink(raw: Any, order: int, matrix: Matrix) -> Ink:
    colour, alpha = _fill(raw)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(raw)
    return Ink(order, mode not in _INVISIBLE_MODES and alpha > 0, colour, _clip(raw, matrix))


def _fill(raw: Any) -> tuple[Colour, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha):
        return (0, 0, 0), 255
    return (red.value, green.value, blue.value), alpha.value


def _filled(raw: Any) -> Colour | None:
    """The colour of a path that covers what lies below it, None where it covers nothing."""
    mode, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    if not pdfium.FPDFPath_GetDrawMode(raw, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return None
    colour, alpha = _fill(raw)
    return colour if alpha >= _PAINTED_ALPHA else None


def _clip(raw: Any, matrix: Matrix) -> Rect | None:
    """The common box of an object's clipping paths."""
    path = pdfium.FPDFPageObj_GetClipPath(raw)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    box: Rect | None = None
    for at in range(max(count, 0)):
        points = []
        for number in range(max(pdfium.FPDFClipPath_CountPathSegments(path, at), 0)):
            x, y = ctypes.c_float(), ctypes.c_float()
            if pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, at, number), x, y):
                points.append((x.value, y.value))
        if points:
            one = _mapped(points, matrix)
            box = one if box is None else _common(box, one)
    return box


def _bounds(raw: Any, matrix: Matrix) -> Rect:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(raw, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return _mapped(corners, matrix)


def _matrix(raw: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, then `then` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _mapped(points: list[tuple[float, float]], matrix: Matrix) -> Rect:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _common(one: Rect, other: Rect) -> Rect:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _inside(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]
