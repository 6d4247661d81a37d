"""A page as a home or shop printer puts it on paper, and as folding wears it."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.noise import smooth
from bench.third.camera import Image


def printed(rng: Generator, page: Image, mono: float = 0.5, tone: bool = True) -> Image:
    """The page as a home or shop printer puts it on paper."""
    p = page
    if rng.random() < mono:
        p = cv2.cvtColor(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        if rng.random() < 0.6:  # laser screen: greys become dots
            p = halftoned(rng, p)
    if rng.random() < 0.6:
        p = cv2.GaussianBlur(p, (0, 0), float(rng.uniform(0.35, 0.75)))
    if not tone:
        return p
    ink = float(rng.uniform(22, 62))
    white = float(rng.uniform(232, 248)) + np.array([0, rng.uniform(-2, 1), rng.uniform(-9, 5)])
    ramp = np.arange(256)[:, None] / 255
    lut = np.clip(ink + (white[None] - ink) * ramp, 0, 255).astype(np.uint8)
    p = cv2.LUT(p, lut.reshape(1, 256, 3))
    if rng.random() < 0.35:  # the drum wears unevenly
        h, w = p.shape[:2]
        fade: Image = np.clip(smooth(rng, h // 8, w // 8, 6) * 0.1 + 0.06, 0, 0.3)
        fade = cv2.resize(fade, (w, h))[..., None]
        p = (p + (white.astype(np.float32) - p) * fade).clip(0, 255).astype(np.uint8)
    return p


def halftoned(rng: Generator, p: Image) -> Image:
    """Greys as a laser printer's dots."""
    h, w = p.shape[:2]
    per = float(rng.uniform(2.9, 4.2))
    a = math.radians(45 + float(rng.uniform(-3, 3)))
    y, x = np.arange(h, dtype=np.float32)[:, None], np.arange(w, dtype=np.float32)[None]
    c, s = math.cos(a) * 2 * math.pi / per, math.sin(a) * 2 * math.pi / per
    pat = (np.cos(c * x + s * y) + np.cos(-s * x + c * y)) * np.float32(0.25)
    g = p[..., 0].astype(np.float32) * np.float32(1 / 255)
    out = (g + pat * np.minimum(1, np.minimum(g, 1 - g) * 5) * 0.95 - 0.5) * 2.6 + 0.5
    flat = (g > 0.97) | (g < 0.03)
    out = np.where(flat, g, out)
    out = (np.clip(out, 0, 1) * 255).astype(np.uint8)
    return cv2.cvtColor(out, cv2.COLOR_GRAY2RGB)


def creased(rng: Generator, p: Image, xs: list[float], ys: list[float]) -> Image:
    """Crease lines: toner a little rubbed off, a bright and a dark side."""
    out = p.copy()
    h, w = p.shape[:2]
    for axis, places in ((1, xs), (0, ys)):
        n = (w, h)[axis == 0]
        length = (h, w)[axis == 0]
        for f in places:
            c = f * n
            half = 14
            lo, hi = int(max(0, c - half)), int(min(n, c + half))
            wob = smooth(rng, length, 1, 14)[:, 0] * 1.2
            pos = np.arange(lo, hi)[None] - c - wob[:, None]
            wear = (
                np.exp(-((pos / rng.uniform(1.0, 2.2)) ** 2))
                * np.clip(0.35 + 0.3 * smooth(rng, length, 1, 60)[:, 0], 0, 0.6)[:, None]
            )
            dark = np.exp(-(((pos - 3) / 3.5) ** 2)) * rng.uniform(0.03, 0.14)
            if axis == 1:
                part = out[:, lo:hi].astype(np.float32)
                part = part + (236 - part) * wear[..., None]
                out[:, lo:hi] = (part * (1 - dark[..., None])).clip(0, 255)
            else:
                part = out[lo:hi].astype(np.float32)
                part = part + (236 - part) * wear.T[..., None]
                out[lo:hi] = (part * (1 - dark.T[..., None])).clip(0, 255)
    return out
