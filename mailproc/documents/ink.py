"""What a PDF page draws beside its letters: where its pictures lie, and which text objects there are.

Coordinates in this module are PDFium's: points, origin at the bottom left, y up, before page rotation.
"""

import ctypes
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

from mailproc.documents.pageframe import PageFrame, Rect

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_DEPTH = 8
_MAX_OBJECTS = 20_000
_GRID = 40
"""Cells across and down a page by which its pictures' common area is counted."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """`pictures` are the boxes of all pictures. `texts` are the text objects by address, each with its handle
    and what its form makes of its coordinates, `laid_over` the addresses of those that annotations and form fields
    brought. `complete` is False where a page has more objects than are looked at."""

    pictures: tuple[Rect, ...]
    texts: dict[int, tuple[Any, Matrix]]
    laid_over: frozenset[int]
    complete: bool

    def others(self, handles: Container[int]) -> list[tuple[Any, Rect]]:
        """Handle and box of the text objects that are not among these. Of empty ones there is no box, nor need."""
        rest = (self.texts[at] for at in self.texts if at not in handles)
        return [(raw, rect) for raw, matrix in rest if (rect := _bounds(raw, matrix))[0] < rect[2]]


def drawing(page: Any, own: int | None) -> Drawing:
    """The objects of a pypdfium2 page, forms opened. The first `own` top-level ones are the page's, the others
    its annotations' (see annotations.laid_flat); None: all are the page's."""
    pictures: list[Rect] = []
    texts: dict[int, tuple[Any, Matrix]] = {}
    laid_over: set[int] = set()
    complete = True
    for order, (top, raw, kind, matrix) in enumerate(_objects(page)):
        if order >= _MAX_OBJECTS:
            complete = False
            break
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_bounds(raw, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts[address(raw)] = (raw, matrix)
            if own is not None and top >= own:
                laid_over.add(address(raw))
    return Drawing(tuple(pictures), texts, frozenset(laid_over), complete)


def pictured(drawn: Drawing, frame: PageFrame) -> float:
    """The part of the page, 0 to 1, that its pictures cover together: a scan may come as one picture, as strips
    or tiles, or as layers over each other. What was not looked at may be a picture of the page."""
    if not drawn.complete:
        return 1.0
    width, height = frame.size
    cells: set[int] = set()
    for rect in dict.fromkeys(drawn.pictures):
        box = frame.box(rect)
        columns = _cells(box.x0, box.x1, width)
        for row in _cells(box.y0, box.y1, height):
            cells.update(row * _GRID + column for column in columns)
        if len(cells) == _GRID * _GRID:
            break
    return len(cells) / (_GRID * _GRID)


def address(raw: Any) -> int:
    """The identity of a page object: PDFium gives a new handle to the same address at every call."""
    return ctypes.addressof(raw.contents) if raw else 0


def _cells(low: float, high: float, length: float) -> range:
    """The cells whose middles lie in an interval."""
    step = max(length, 1.0) / _GRID
    return range(max(0, round(low / step)), max(0, min(_GRID, round(high / step))))


def _objects(page: Any) -> Iterator[tuple[int, Any, int, Matrix]]:
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        for raw, kind, matrix in _opened(pdfium.FPDFPage_GetObject(page, at), _IDENTITY, 0):
            yield at, raw, kind, matrix


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


def _bounds(raw: Any, matrix: Matrix) -> Rect:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(raw, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


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
