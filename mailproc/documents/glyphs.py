"""Whether the letters of a PDF page look like what they say.

A font may draw an 8 and call it a 3: its Unicode map is whatever the writer of the file put there. So the digits
and capitals of codes (NSS, CURP, registro, dates) and of SI and NO are compared with the shapes of the standard
fonts that PDFium brings. A shape much more like another letter's makes the page's words no better than a guess:
the engines then hear its picture. Of 133 honest faces 3 raise this suspicion (bold italics with a dotted zero, an
old italic); of 450 single exchanged digits in the standard faces all do.
"""

import ctypes
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from mailproc.documents.letters import Letters, Run
from mailproc.documents.pageframe import PageFrame
from mailproc.documents.visibility import Grey, handles_of, looked_at_closely

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FACES = (
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Courier",
    "Courier-Bold",
)
_ALIKE = ("0OQDCGU", "1ILJTFY7", "MNHWL", "VYUW7", "PRFB", "CGOE", "2Z", "5S3", "8B", "6G", "EFBL", "KXRY", "ARJH")
"""Capitals that one face draws as another draws its neighbour here; of two digits none are excused."""
_DIGIT_MARGIN = 0.06
_CAPITAL_MARGIN = 0.2
"""How much more alike the other sign must be, of 1 for the same shape. No digit is excused by a capital."""
_CLEAR = 0.6
"""Likeness that a rival has at least: what is like nothing is a smudge."""
_STRETCH = 0.4
"""What a difference in the logarithm of width over height takes away."""
_HIGH, _WIDE = 16, 12
"""Cells to which a shape is reduced."""
_LINE = 32
"""Pixels of a line in which shapes are looked at."""
_INK = 64
_EDGE = 0.2
"""Part of a sign's width, at either end, in which blank paper parts it from a neighbour that leans over."""
_LEAST_INK = 5
"""Pixels of height; lower shapes tell nothing."""
_MOST_CODES = 60
_CODE = range(8, 20)
_LEAST_DIGITS = 5
_LEAST_GROUP = 2
_LONGEST = 30

Shapes = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Cells of each shape (mean 0, length 1), and the logarithm of its width over its height."""


def belied(page: Any, letters: Letters, frame: PageFrame) -> bool:
    """Whether a sign of a code, or of a lone SI or NO, is drawn like another than the text says."""
    said: list[int] = []
    drawn: list[Grey] = []
    for run in _codes(letters.runs):
        change = looked_at_closely(page, run, handles_of(letters, [run]), frame, line=_LINE)
        for sign, place in zip(run.text, run.places, strict=True):
            if sign in _SIGNS and (shape := _trimmed(change.within(frame.box(place)))) is not None:
                said.append(_SIGNS.index(sign))
                drawn.append(shape)
    if not drawn:
        return False
    likeness = _likeness(_shapes(drawn))
    own = likeness[np.arange(len(said)), said]
    rivals = np.where(_rivals()[said], likeness, -np.inf)
    margin = np.where(np.array(said) < 10, _DIGIT_MARGIN, _CAPITAL_MARGIN)
    rival = rivals.max(axis=1)
    return bool(((rival - own > margin) & (rival >= _CLEAR)).any())


def _codes(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs that a case may turn on, as far as their form tells: numbers, whole or in groups, and codes."""
    left = _MOST_CODES
    for run in runs:
        if not left:
            return
        digits, length = sum(sign.isdigit() for sign in run.text), len(run.text)
        number = digits >= _LEAST_GROUP and 2 * digits >= length
        code = digits >= _LEAST_DIGITS and length in _CODE
        lone = length == 2 and run.text in {"SI", "SÍ", "NO"}
        if (number or code or lone) and length <= _LONGEST and run.level:
            left -= 1
            yield run


def _trimmed(cut: Grey) -> Grey | None:
    """The inked part of a picture of one sign, without the edges of its neighbours that reach into it."""
    inked = cut >= _INK
    across, length = inked.any(axis=0).tobytes(), cut.shape[1]
    edge = int(_EDGE * length) + 1
    first = across.find(1, across.rfind(0, 1, edge) + 1)
    last = across.rfind(1, 0, max(across.find(0, length - edge, length - 1), 0) or length)
    down = inked[:, first : last + 1].any(axis=1).tobytes()
    top, bottom = down.find(1), down.rfind(1)
    if first < 0 or bottom - top < _LEAST_INK:
        return None
    return cut[top : bottom + 1, first : last + 1]


def _shapes(cuts: Sequence[Grey]) -> Shapes:
    """Pictures of signs, however large, made comparable."""
    down, across = np.arange(2 * _HIGH) / (2 * _HIGH), np.arange(2 * _WIDE) / (2 * _WIDE)
    fine = np.empty((len(cuts), 2 * _HIGH, 2 * _WIDE), dtype=np.float32)
    for at, cut in enumerate(cuts):
        rows, columns = (down * cut.shape[0]).astype(np.intp), (across * cut.shape[1]).astype(np.intp)
        fine[at] = cut[rows[:, None], columns]
    cells = fine.reshape(len(cuts), _HIGH, 2, _WIDE, 2).mean(axis=(2, 4)).reshape(len(cuts), -1)
    cells -= cells.mean(axis=1, keepdims=True)
    cells /= np.maximum(np.linalg.norm(cells, axis=1, keepdims=True), 1e-6)
    forms = np.log(np.array([cut.shape[1] / cut.shape[0] for cut in cuts], dtype=np.float32))
    return cells, forms


def _likeness(shapes: Shapes) -> NDArray[np.float32]:
    """How much each shape is like each sign, in the face that is nearest: shapes x signs, at most 1."""
    cells, forms = shapes
    models, model_forms = _models()
    # A matrix product would wake the linear algebra library's threads for half a millisecond's work.
    alike = np.einsum("ij,kj->ik", cells, models) - _STRETCH * np.abs(forms[:, None] - model_forms)
    nearest: NDArray[np.float32] = alike.reshape(len(cells), len(_FACES), len(_SIGNS)).max(axis=1)
    return nearest


@lru_cache(maxsize=1)
def _rivals() -> NDArray[np.bool_]:
    """Which signs speak against which: said x drawn."""
    rivals = ~np.eye(len(_SIGNS), dtype=bool)
    for at, sign in enumerate(_SIGNS):
        for other, drawn in enumerate(_SIGNS):
            excused = any(sign in alike and drawn in alike for alike in _ALIKE)
            if (sign.isdigit() and drawn.isalpha()) or (excused and not (sign + drawn).isdigit()):
                rivals[at, other] = False
    return rivals


@lru_cache(maxsize=1)
def _models() -> Shapes:
    """The signs in the faces that PDFium brings: one row a face and sign."""
    size = 40
    cuts: list[Grey] = []
    document = pypdfium2.PdfDocument.new()
    for face in _FACES:
        font = pdfium.FPDFText_LoadStandardFont(document, face.encode())
        page = document.new_page(size * len(_SIGNS), size)
        for at, sign in enumerate(_SIGNS):
            text = pdfium.FPDFPageObj_CreateTextObj(document, font, 0.7 * size)
            pdfium.FPDFText_SetText(text, (ctypes.c_ushort * 2)(ord(sign), 0))
            pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, size * at + 0.15 * size, 0.3 * size)
            pdfium.FPDFPage_InsertObject(page, text)
        pdfium.FPDFPage_GenerateContent(page)
        drawn = 255 - page.render(grayscale=True).to_numpy().reshape(size, size * len(_SIGNS))
        for at in range(len(_SIGNS)):
            cut = _trimmed(drawn[:, size * at : size * (at + 1)])
            cuts.append(drawn[:1, :1] if cut is None else cut)
        pdfium.FPDFFont_Close(font)
    document.close()
    return _shapes(cuts)
