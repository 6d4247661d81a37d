"""A flatbed scanner."""

from typing import Any

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.names import name_of, scan, scan_pdf
from bench.fifth.camera.noise import single
from bench.fifth.camera.paper import printed
from bench.fifth.camera.writing import prose_page
from bench.third import files
from bench.third.camera import Image
from bench.third.shots import Copied


def skewed(
    p: Image,
    deg: float,
    shift: tuple[float, float] = (0, 0),
    fill: float = 255,
    scale: float = 1.0,
    out: Any = None,
) -> Image:
    """Turned by so many degrees and shifted by so many pixels."""
    h, w = p.shape[:2]
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), deg, scale)
    turn[:, 2] += np.asarray(shift)
    return cv2.warpAffine(
        p, turn, out or (w, h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(fill,) * 3
    )


def dust(rng: Generator, g: Image, n: int, dark: tuple[float, float] = (60, 170), big: Any = 2.2) -> None:
    """Specks and a hair or two, in place; kept thin so that a figure under one can still be told."""
    h, w = g.shape[:2]
    for _ in range(n):
        c = (int(rng.integers(0, w)), int(rng.integers(0, h)))
        r = abs(float(rng.normal(0, big * 0.5)))
        cv2.ellipse(
            g,
            c,
            (max(0, int(r)), max(0, int(r * rng.uniform(0.4, 1)))),
            float(rng.uniform(0, 180)),
            0,
            360,
            float(rng.uniform(*dark)),
            -1,
            cv2.LINE_AA,
        )


def hair(rng: Generator, g: Image, v: float) -> None:
    """A hair on the glass."""
    h, w = g.shape[:2]
    t = np.linspace(0, 1, 30)
    x0, y0 = rng.uniform(0, w), rng.uniform(0, h)
    a = rng.uniform(0, 6.28)
    length = rng.uniform(0.03, 0.1) * w
    b = rng.uniform(-1, 1) * length
    xs, ys = (
        x0 + np.cos(a) * length * t - np.sin(a) * b * t * (1 - t),
        y0 + np.sin(a) * length * t + np.cos(a) * b * t * (1 - t),
    )
    cv2.polylines(g, [np.column_stack([xs, ys]).astype(np.int32)], False, float(v), 1, cv2.LINE_AA)


def flatbed_grey(rng: Generator, page: Image) -> Copied:
    """In grey, the back showing through, dust, a hair."""
    p = cv2.cvtColor(printed(rng, page), cv2.COLOR_RGB2GRAY)
    dpi = int(rng.choice([150, 200]))
    back = cv2.cvtColor(prose_page(rng, *page.shape[:2]), cv2.COLOR_RGB2GRAY)[:, ::-1]
    back = cv2.GaussianBlur(skewed(back, float(rng.uniform(-1, 1)), fill=250), (0, 0), float(rng.uniform(4, 8)))
    k = float(rng.uniform(0.02, 0.1))
    p = cv2.subtract(p, ((255 - back) * k).astype(np.uint8))
    p = skewed(p, float(rng.normal(0, 0.7)), tuple(rng.uniform(-25, 25, 2)), fill=float(rng.uniform(195, 250)))
    small = cv2.resize(p, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    g: Image = single(cv2.GaussianBlur(small, (0, 0), float(rng.uniform(0.4, 0.7))))
    g += rng.standard_normal(g.shape).astype(np.float32) * float(rng.uniform(1, 3.5))
    g = np.asarray(np.clip(g, 0, 255), np.uint8)
    dust(rng, g, int(rng.integers(20, 160)))
    for _ in range(int(rng.integers(0, 4))):
        hair(rng, g, rng.uniform(60, 140))
    sh = int(rng.integers(0, 14))  # the lid's shadow
    if sh:
        g[:, -sh:] = (g[:, -sh:] * np.linspace(1, 0.45, sh)).astype(np.uint8)
    if rng.random() < 0.5:
        return scan_pdf(rng, g, dpi, 60, 88)
    if rng.random() < 0.5:
        return Copied(files.png(g), name_of(rng, "png", "scan"))
    return scan(rng, g, dpi, 65, 90)


def flatbed_colour(rng: Generator, page: Image) -> Copied:
    """In colour, with fringes."""
    p = printed(rng, page, mono=0.35)
    dpi = int(rng.choice([150, 200, 200, 300]))
    p = skewed(p, float(rng.normal(0, 1.0)), tuple(rng.uniform(-30, 30, 2)), fill=float(rng.uniform(190, 252)))
    small = cv2.resize(p, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    g: Image = single(cv2.GaussianBlur(small, (0, 0), float(rng.uniform(0.4, 0.7))))
    # sensor rows a little apart: colour fringes
    s = float(rng.uniform(-0.5, 0.5))
    g[..., 0] = cv2.warpAffine(
        g[..., 0], single([[1, 0, 0], [0, 1, s]]), g.shape[1::-1], borderMode=cv2.BORDER_REPLICATE
    )
    g[..., 2] = cv2.warpAffine(
        g[..., 2], single([[1, 0, 0], [0, 1, -s]]), g.shape[1::-1], borderMode=cv2.BORDER_REPLICATE
    )
    lo, hi = rng.uniform(0, 12), rng.uniform(0.98, 1.06)
    g = g * hi + lo + rng.standard_normal(g.shape).astype(np.float32) * float(rng.uniform(0.8, 2.5))
    g = np.asarray(np.clip(g, 0, 255), np.uint8)
    return scan_pdf(rng, g, dpi, 55, 88) if rng.random() < 0.4 else scan(rng, g, dpi, 55, 88)
