"""Smooth and rough noise, and the way from a picture's numbers to light and back."""

from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator

from bench.third.camera import Image


def single(numbers: Any) -> Image:
    """As an array of single precision, which OpenCV wants."""
    return np.asarray(numbers, np.float32)


def smooth(rng: Generator, h: int, w: int, cells: float, ch: int = 1) -> Image:
    """Smooth noise about 0 of deviation near 1, `cells` bumps across the longer side."""
    k = max(h, w) / cells
    gh, gw = max(3, int(h / k) + 3), max(3, int(w / k) + 3)
    g = rng.standard_normal((gh, gw, ch)).astype(np.float32)
    out = cv2.resize(g, (w, h), interpolation=cv2.INTER_CUBIC)
    return out if ch > 1 else out.reshape(h, w)


def rough(rng: Generator, h: int, w: int) -> Image:
    """Gaussian noise h x w x 3, tiled from one block turned and shifted by chance: drawn afresh it takes seconds."""
    t = np.roll(_tile(), tuple(int(v) for v in rng.integers(0, 1100, 2)), (0, 1))
    if rng.random() < 0.5:
        t = t[::-1]
    return np.tile(t, (h // 1100 + 1, w // 1100 + 1, 1))[:h, :w]


@cache
def _tile() -> Image:
    return np.random.default_rng(5).standard_normal((1100, 1100, 3)).astype(np.float32)


def light_of(img: Image) -> Image:
    """sRGB as light, 0 to 1."""
    return cv2.LUT(img, LINEAR)


def linear_of(v: float) -> float:
    """The same for one value of 0 to 255."""
    v = v / 255
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


_SEEN = np.arange(256) / 255
LINEAR = np.where(_SEEN <= 0.04045, _SEEN / 12.92, ((_SEEN + 0.055) / 1.055) ** 2.4).astype(np.float32)
"""The light of each of the 256 values of sRGB."""


_LIGHT = np.arange(4097) / 4096
CODED = np.where(_LIGHT <= 0.0031308, _LIGHT * 12.92, 1.055 * _LIGHT ** (1 / 2.4) - 0.055)
"""The way back, from light in steps of 1/4096 to 0 to 1."""


def up(a: Image, w: int, h: int) -> Image:
    """A coarse field at full size."""
    return cv2.resize(np.ascontiguousarray(a, np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
