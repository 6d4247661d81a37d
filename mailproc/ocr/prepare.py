"""Lines cut out and made ready for an engine. Tesseract reads clean, level, dark-on-light lines of one size well,
and raw pieces of a photo hardly at all."""

from collections.abc import Sequence
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture
from mailproc.ocr.lines import Line, crop
from mailproc.ocr.row import alone

_BORDER = 3
"""White pixels around the line; with many more, Tesseract mistakes dust in them for letters."""
_APART = 1.5
"""How much wider letters are drawn."""


class Preparation(StrEnum):
    """How a line is made ready. For RapidOCR, taught on lines as cameras see them: RAW as it is; WIDE drawn apart,
    so that of two equal letters side by side none is swallowed. For Tesseract: GREY, clean and level, keeps the
    shades; ROW bends the row straight and takes away what is not of it; BINARY decides black or white."""

    RAW = "raw"
    WIDE = "wide"
    GREY = "grey"
    ROW = "row"
    BINARY = "binary"


_HEIGHTS = {Preparation.GREY: 40, Preparation.ROW: 56, Preparation.BINARY: 56}
"""Pixels from above the ascenders to below the descenders. Tesseract's net reads at 36: much larger pictures take
longer and are read no better, but black and white needs the room, and so does a row that is cut out again."""
_CAPITALS = 26
"""Pixels of capitals in a row that is cut out again: about those of a line of 40."""


def prepared(picture: Picture, lines: Sequence[Line], preparation: Preparation) -> list[Picture]:
    """Each line as a picture of its own, level; for Tesseract of one height, with a white border."""
    if preparation is Preparation.RAW:
        return [crop(picture, line) for line in lines]
    if preparation is Preparation.WIDE:
        return [_wide(crop(picture, line)) for line in lines]
    return [_ready(crop(picture, line, height=_HEIGHTS[preparation], margin=0.1), preparation) for line in lines]


def _wide(cut: Picture) -> Picture:
    return np.asarray(cv2.resize(cut, None, fx=_APART, fy=1, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _ready(cut: Picture, preparation: Preparation) -> Picture:
    grey: NDArray[np.uint8] = np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    dark, middle, light = _levels(grey, (2, 50, 98))
    if middle - dark < light - middle:
        grey = 255 - grey  # most of a line is paper: here the paper is the dark part
    grey = _flattened(grey)
    row = alone(grey, letters=_CAPITALS) if preparation is Preparation.ROW else None
    grey = row if row is not None else _unruled(grey)
    if preparation is Preparation.BINARY:
        smooth = cv2.GaussianBlur(grey, (3, 3), 0)
        _level, black_white = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        grey = np.asarray(black_white, dtype=np.uint8)
    framed = cv2.copyMakeBorder(grey, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(framed, dtype=np.uint8)


def _flattened(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Paper made white and ink made dark: shadows divided away, contrast stretched to the full range. The paper
    is looked at in quarter size: shadows have no edges."""
    down, across = grey.shape
    small = cv2.resize(grey, (max(1, across // 4), max(1, down // 4)), interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((down // 8, down // 8), dtype=np.uint8))
    paper = cv2.resize(cv2.GaussianBlur(closed, (0, 0), down / 12), (across, down))
    flat = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    dark, light = _levels(np.asarray(flat, dtype=np.uint8), (2, 70))
    factor = 255.0 / max(light - dark, 24.0)
    return np.asarray(cv2.convertScaleAbs(np.maximum(flat, int(dark)) - int(dark), alpha=factor), dtype=np.uint8)


def _levels(grey: NDArray[np.uint8], percents: tuple[float, ...]) -> list[float]:
    """Grey levels below which those parts of the picture lie."""
    counts = np.cumsum(np.bincount(grey.ravel(), minlength=256))
    return [float(np.searchsorted(counts, percent / 100 * counts[-1])) for percent in percents]


def _unruled(flat: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The line without the rules of a table: Tesseract takes them for brackets and loses the letter beside.
    A stroke from edge to edge of the crop is a rule, for letters stand free above and below."""
    ink = cv2.dilate((flat < 150).astype(np.uint8), np.ones((3, 3), dtype=np.uint8))
    down, across = ink.shape
    upright = ink.sum(axis=0) >= 0.93 * down
    level = ink.sum(axis=1) >= 0.8 * across
    level[down // 4 : down - down // 4] = False  # there it would be the bar of a letter, or struck-out text
    clean = flat.copy()
    for at in np.flatnonzero(upright):
        clean[:, max(0, at - 1) : at + 2] = 255
    for at in np.flatnonzero(level):
        clean[max(0, at - 1) : at + 2, :] = 255
    return clean
