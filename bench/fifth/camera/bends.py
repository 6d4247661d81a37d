"""How a sheet lies in space: flat, folded, crumpled, rolled."""

import math
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.random import Generator

from bench.third.camera import Image

Lain = tuple[Image, Image, Image]


class Surface(Protocol):
    """A bent sheet."""

    def at(self, u: Any, v: Any) -> Lain:
        """Where places on the sheet lie, in mm: (u, v) about its middle to x, y, and the height towards the camera."""


class Flat:
    """All but flat."""

    def __init__(self, rng: Generator) -> None:
        self.amp = float(rng.uniform(0, 0.8))
        self.ph = rng.uniform(0, 6.3, 3)

    def at(self, u: Any, v: Any) -> Lain:
        z = self.amp * (np.sin(u / 60 + self.ph[0]) + np.sin(v / 75 + self.ph[1]))
        return u, v, z


class Folded:
    """Creases at shares of the width (`xs`) and of the height (`ys`); `pw` and `ph` are mm here and below."""

    def __init__(self, rng: Generator, pw: float, ph: float, xs: list[float], ys: list[float]) -> None:
        self.xs = [(f - 0.5) * pw for f in xs]
        self.ys = [(f - 0.5) * ph for f in ys]
        self.sx = [float(rng.uniform(0.04, 0.13) * rng.choice([-1, 1])) for _ in xs]
        self.sy = [float(rng.uniform(0.04, 0.13) * rng.choice([-1, 1])) for _ in ys]
        self.tw = float(rng.uniform(-0.06, 0.06))

    def at(self, u: Any, v: Any) -> Lain:
        z = 0 * u
        for c, s in zip(self.xs, self.sx, strict=True):
            z = z + s * np.sqrt((u - c) ** 2 + 2.0) * (1 + self.tw * np.sign(v) * 3)
        for c, s in zip(self.ys, self.sy, strict=True):
            z = z + s * np.sqrt((v - c) ** 2 + 2.0) * (1 + self.tw * np.tanh(u / 10) * 3)
        return u * 0.998, v * 0.998, z


class Crumpled:
    """Facets between random points, softened, in two sizes; heights kept on a 1.5 mm raster."""

    STEP = 1.5

    def __init__(self, rng: Generator, pw: float, ph: float) -> None:
        self.w, self.h = pw * 0.62, ph * 0.62
        nx, ny = int(2 * self.w / self.STEP), int(2 * self.h / self.STEP)
        z = np.zeros((ny, nx))
        for n, amp in (
            (int(rng.integers(40, 75)), rng.uniform(2.2, 4.2)),
            (int(rng.integers(160, 300)), rng.uniform(0.6, 1.4)),
        ):
            pts = rng.uniform(0, 1, (n, 2)) * [nx, ny]
            pts = np.vstack([pts, [[-nx, -ny], [2 * nx, -ny], [2 * nx, 2 * ny], [-nx, 2 * ny]]])
            val = np.clip(rng.normal(0, amp, len(pts)), -2 * amp, 2 * amp)
            acc = np.zeros((ny, nx))
            net = cv2.Subdiv2D((-nx - 1, -ny - 1, 3 * nx + 3, 3 * ny + 3))
            net.insert(pts.tolist())
            for corners in np.asarray(net.getTriangleList()).reshape(-1, 3, 2):
                # A corner far outside is one of the net's own.
                near = [int(np.abs(pts - corner).sum(1).argmin()) for corner in corners]
                if np.abs(pts[near] - corners).max() > 0.01:
                    continue
                m = np.zeros((ny, nx), np.uint8)
                cv2.fillConvexPoly(m, np.round(corners).astype(np.int32), 1)
                yy, xx = np.nonzero(m)
                c = np.linalg.solve(np.column_stack([corners, np.ones(3)]) + 1e-9 * np.eye(3), val[near])
                layer = c[0] * xx + c[1] * yy + c[2]
                acc[yy, xx] = layer
            z += np.clip(acc, -3 * amp, 3 * amp)
        self.z = cv2.GaussianBlur(z, (0, 0), float(rng.uniform(1.0, 1.8))).astype(np.float32)

    def at(self, u: Any, v: Any) -> Lain:
        u, v = np.asarray(u), np.asarray(v)
        mx, my = ((u + self.w) / self.STEP).astype(np.float32), ((v + self.h) / self.STEP).astype(np.float32)
        return u, v, cv2.remap(self.z, mx, my, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(float)


class Rolled:
    """Curvature that changes along a slightly turned axis; lengths on the sheet are kept."""

    def __init__(self, rng: Generator, pw: float, ph: float, strong: float = 1.0) -> None:
        self.a = float(rng.choice([0, math.pi / 2])) + math.radians(float(rng.uniform(-9, 9)))
        s = np.linspace(-260, 260, 2081)
        mode = rng.integers(0, 3)
        total = math.radians(float(rng.uniform(40, 78))) * strong
        if mode == 0:  # an even arc
            k = np.ones_like(s)
        elif mode == 1:  # one edge stays rolled up
            k = 1 / (1 + np.exp(-(s * rng.choice([-1, 1]) - 20) / 30))
        else:  # both edges
            k = np.tanh((np.abs(s) / 90) ** 2)
        half = (pw if abs(math.cos(self.a)) > 0.7 else ph) / 2
        inside = np.abs(s) <= half
        k = np.where(inside, k, 0)
        th = np.cumsum(k)
        th = th - np.interp(0, s, th)
        span = np.interp(half, s, th) - np.interp(-half, s, th)
        th = th * total / span * float(1 if mode else rng.choice([-1, 1]))
        th = th + math.radians(float(rng.uniform(-3, 3)))
        ds = s[1] - s[0]
        x, z = np.cumsum(np.cos(th)) * ds, np.cumsum(np.sin(th)) * ds
        self.s = s
        self.x, self.z = x - np.interp(0, s, x), z - np.interp(0, s, z)

    def at(self, u: Any, v: Any) -> Lain:
        c, s = math.cos(self.a), math.sin(self.a)
        p, q = c * u + s * v, -s * u + c * v
        x, z = np.interp(p, self.s, self.x), np.interp(p, self.s, self.z)
        return c * x - s * q, s * x + c * q, z
