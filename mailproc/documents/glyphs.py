"""Whether the letters of a PDF page look like what they say.

A font may draw an 8 and call it a 3: its Unicode map is whatever the writer of the file put there. So the digits
and capitals of codes (NSS, CURP, registro, dates) and of SI and NO are compared with the shapes of the standard
fonts that PDFium brings. A shape much more like another letter's makes the page's words no better than a guess:
the engines then hear its picture. Of 133 honest faces 3 raise this suspicion (bold italics with a dotted zero, an
old italic); of 450 single exchanged digits in the standard faces all do.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from mailproc.documents.letters import Letters, Run
from mailproc.documents.overlap import alone
from mailproc.documents.pageframe import PageFrame
from mailproc.documents.visibility import Drawn, Grey, closely, difference, handles_of

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
_DIGITS = 10
_MEAN = 0.6
"""Likeness to themselves that the digits of a number have in the mean: those of honest faces have 0.66 at least,
mirrored ones and halves of digits less."""
_LEAST_TOLD = 4
"""Digits whose mean tells something."""
_STRETCH = 0.4
"""What a difference in the logarithm of width over height takes away."""
_HIGH, _WIDE = 16, 12
"""Cells to which a shape is reduced."""
_LINE = 32
"""Pixels of a line in which shapes are looked at."""
_INK = 64
_FAINT_INK = 24
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


def belied(page: Any, letters: Letters, plain: Sequence[bool], frame: PageFrame) -> bool:
    """Whether a sign of a code, or of a lone SI or NO, is drawn like another than the text says, by its font or by
    what is drawn over it. `plain`: of each run, whether the paper under it is."""
    codes = list(_codes(letters.runs, plain))
    looks = [
        _Look.at(run, ink, frame, whole=whole)
        for (run, even), apart in zip(codes, alone([run for run, _ in codes], letters.runs), strict=True)
        for ink, whole in _inks(page, run, handles_of(letters, [run]), frame, even=even, apart=apart)
    ]
    if not any(look.shapes for look in looks):
        return False
    said = np.array([sign for look in looks for sign in look.said])
    likeness = _likeness(_shapes([shape for look in looks for shape in look.shapes]))
    own = likeness[np.arange(len(said)), said]
    rival = np.where(_rivals()[said], likeness, -np.inf).max(axis=1)
    margin = np.where(said < _DIGITS, _DIGIT_MARGIN, _CAPITAL_MARGIN)
    if ((rival - own > margin) & (rival >= _CLEAR)).any():
        return True
    ends = np.cumsum([len(look.said) for look in looks])[:-1]
    likes = (its[of < _DIGITS] for its, of in zip(np.split(own, ends), np.split(said, ends), strict=True))
    return any(
        look.whole and len(its) >= _LEAST_TOLD and its.mean() < _MEAN
        for look, its in zip(looks, likes, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """Signs that a run says, by their places in _SIGNS, and their pictures; `whole`: as a person sees them."""

    said: list[int]
    shapes: list[Grey]
    whole: bool

    @classmethod
    def at(cls, run: Run, ink: Drawn, frame: PageFrame, *, whole: bool) -> "_Look":
        """The signs of which enough is there to tell."""
        found = [
            (_SIGNS.index(sign), shape)
            for sign, place in zip(run.text, run.places, strict=True)
            if sign in _SIGNS and (shape := _trimmed(ink.within(frame.box(place)))) is not None
        ]
        return cls([sign for sign, _ in found], [shape for _, shape in found], whole)


def _inks(
    page: Any, run: Run, handles: Sequence[Any], frame: PageFrame, *, even: bool, apart: bool
) -> Iterator[tuple[Drawn, bool]]:
    """The ink of a run, and whether it is all that a person sees of it: what its letters bring, and on paper that is
    not plain, what is there of all that is drawn."""
    drawn = closely(page, run, frame, line=_LINE)
    paper = np.uint8(np.median(drawn.within(run.box)[::3, ::3]))
    shown = difference(drawn.pixels, np.broadcast_to(paper, drawn.pixels.shape))
    if even and apart:
        yield replace(drawn, pixels=shown), True
        return
    brought = difference(drawn.pixels, closely(page, run, frame, line=_LINE, without=handles).pixels)
    yield replace(drawn, pixels=brought), even
    if not even:
        yield replace(drawn, pixels=_in_line(shown, brought)), True


def _in_line(shown: Grey, brought: Grey) -> Grey:
    """What is as dark as the letters and no higher nor lower: lines under them and pale words through them are
    nobody's business."""
    inked = brought.max(axis=1) >= _FAINT_INK
    dark: Grey = np.where(inked[:, None] & (shown >= max(_INK, int(brought.max()) // 2)), shown, 0).astype(
        np.uint8
    )
    return dark


def _codes(runs: Sequence[Run], plain: Sequence[bool]) -> Iterator[tuple[Run, bool]]:
    """The runs that a case may turn on, as far as their form tells: numbers, whole or in groups, and codes."""
    left = _MOST_CODES
    for run, even in zip(runs, plain, strict=True):
        if not left:
            return
        digits, length = sum(sign.isdigit() for sign in run.text), len(run.text)
        number = digits >= _LEAST_GROUP and 2 * digits >= length
        code = digits >= _LEAST_DIGITS and length in _CODE
        lone = length == 2 and run.text in {"SI", "SÍ", "NO"}
        if (number or code or lone) and length <= _LONGEST and run.level:
            left -= 1
            yield run, even


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
    fine = np.empty((len(cuts), 2 * _HIGH, 2 * _WIDE), dtype=np.float32)
    for at, cut in enumerate(cuts):
        fine[at] = cut[_spread(2 * _HIGH, cut.shape[0])][:, _spread(2 * _WIDE, cut.shape[1])]
    cells = fine.reshape(len(cuts), _HIGH, 2, _WIDE, 2).mean(axis=(2, 4)).reshape(len(cuts), -1)
    cells -= cells.mean(axis=1, keepdims=True)
    cells /= np.maximum(np.linalg.norm(cells, axis=1, keepdims=True), 1e-6)
    forms = np.log(np.array([cut.shape[1] / cut.shape[0] for cut in cuts], dtype=np.float32))
    return cells, forms


@lru_cache(maxsize=256)
def _spread(samples: int, length: int) -> NDArray[np.intp]:
    """Where samples are taken of so many pixels."""
    return (np.arange(samples) / samples * length).astype(np.intp)


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
