"""A thumb over a sheet's margin, never over ink."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.noise import single, smooth
from bench.fifth.camera.scene import Scene
from bench.third.camera import Image


def blank_depth(page: Image) -> dict[str, Image]:
    """For each edge, how many mm from it are free of ink, at 40 places along it (a thumb's width each)."""
    g = cv2.resize(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (216, 280), interpolation=cv2.INTER_AREA)
    ink = cv2.dilate((g < 225).astype(np.uint8), np.ones((3, 3)))
    out = {}
    for e, m in (("l", ink), ("r", ink[:, ::-1]), ("b", ink[::-1].T), ("t", ink.T)):
        n = m.shape[0]
        first = np.where(m.any(1), m.argmax(1), m.shape[1])
        k = 30
        out[e] = np.array(
            [first[max(0, int(c) - k // 2) : int(c) + k // 2 + 1].min() for c in np.linspace(20, n - 20, 40)]
        )
    return out


def thumb(sc: Scene, rng: Generator, page: Image, edge: str) -> None:
    """A thumb (or finger tips) over the margin: never over ink."""
    free = blank_depth(page)[edge]
    order = np.argsort(-free + rng.uniform(0, 6, 40) * (free > 12))
    at = int(order[int(rng.integers(0, 6))])
    depth = float(min(free[at] * 0.85 - 1, rng.uniform(14, 34)))
    if depth < 3:
        return
    n = 280 if edge in "lr" else 216
    c = (20 + at * (n - 40) / 39) / n
    d = depth / (216 if edge in "lr" else 280)
    p_in, p_out = {
        "l": ((d, c), (0, c)),
        "r": ((1 - d, c), (1, c)),
        "b": ((c, 1 - d), (c, 1)),
        "t": ((c, d), (c, 0)),
    }[edge]
    a, b = np.array(sc.map_pt(*p_in)), np.array(sc.map_pt(*p_out))
    dirn = (b - a) / max(1e-6, np.linalg.norm(b - a))
    ang = math.radians(float(rng.uniform(-18, 18)))
    dirn = np.array(
        [math.cos(ang) * dirn[0] - math.sin(ang) * dirn[1], math.sin(ang) * dirn[0] + math.cos(ang) * dirn[1]]
    )
    q = 4
    r = float(rng.uniform(8.5, 11)) * sc.px_mm / q  # half width
    tip = a / q + dirn * r * 0.9
    h, w = sc.h // q, sc.w // q
    gy, gx = np.mgrid[0:h, 0:w].astype(np.float32)
    lx = (gx - tip[0]) * dirn[0] + (gy - tip[1]) * dirn[1]  # along, outwards
    ly = -(gx - tip[0]) * dirn[1] + (gy - tip[1]) * dirn[0]
    rad = r * (1 + 0.1 * np.tanh((lx - 2 * r) / r) + 0.05 * np.clip(lx / r, 0, 12) ** 1.2)
    dist = np.where(lx < 0, np.sqrt((lx * 1.0) ** 2 + ly**2) / rad, np.abs(ly) / rad)
    cover = np.clip((1 - dist) * r / 1.5, 0, 1)
    skin = np.array([[224, 172, 138], [198, 140, 104], [164, 108, 76], [120, 76, 54]])[
        rng.integers(0, 4)
    ] * rng.uniform(0.85, 1.08)
    prof = 0.62 + 0.38 * np.sqrt(np.clip(1 - dist**2, 0, 1)) + 0.05 * ly / r
    col = skin * (prof + 0.025 * smooth(rng, h, w, 120))[..., None]
    nl, nw = (lx - 0.15 * r) / (0.78 * r), ly / (0.62 * r)
    nail = np.clip((1 - np.sqrt(nl**4 + nw**4) ** 0.5) * 9, 0, 1)[..., None]
    if rng.random() < 0.75:
        col = col * (1 - nail) + nail * (skin * 0.45 + np.array([236, 190, 180]) * 0.5) * (
            0.9 + 0.12 * (nw < -0.3)[..., None]
        )
    sh = cv2.GaussianBlur(cover, (0, 0), r * 0.35)
    sh = cv2.warpAffine(sh, single([[1, 0, -sc.ldir[0] * r * 0.5], [0, 1, -sc.ldir[1] * r * 0.5]]), (w, h))
    shf = cv2.resize(1 - 0.45 * sh.astype(np.float32), (sc.w, sc.h))[..., None]
    cf = cv2.resize(cover.astype(np.float32), (sc.w, sc.h))[..., None]
    colf = cv2.resize(np.clip(col, 0, 255).astype(np.uint8), (sc.w, sc.h))
    sc.rgb = (sc.rgb * shf * (1 - cf) + colf * cf).astype(np.uint8)
