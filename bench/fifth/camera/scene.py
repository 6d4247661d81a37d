"""A sheet on something, seen by a pinhole camera."""

import math
from typing import Any, Self

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.bends import Crumpled, Flat, Surface
from bench.fifth.camera.ground import background
from bench.fifth.camera.noise import single, smooth, up
from bench.third.camera import Image

MM = 25.4 / 300
"""Of one pixel of the page."""
STRIDE = 8
"""Of the raster on which light and bends are worked out, in pixels of the photo."""


class Camera:
    """A pinhole with a little distortion, held by hand: tilted by up to `tilt` and rolled by up to `roll` degrees."""

    def __init__(
        self,
        rng: Generator,
        size: tuple[int, int],
        tilt: float = 14.0,
        roll: float = 5.0,
    ) -> None:
        self.w, self.h = size
        self.f = float(rng.uniform(0.72, 0.86)) * max(size)
        t = math.radians(abs(float(rng.normal(0, tilt * 0.55))))
        t = min(t, math.radians(tilt))
        d = float(rng.uniform(0, 2 * math.pi))
        rx, ry, rz = (
            t * math.sin(d),
            t * math.cos(d),
            math.radians(float(np.clip(rng.normal(0, roll * 0.6), -roll, roll))),
        )
        cx, sx, cy, sy, cz, sz = math.cos(rx), math.sin(rx), math.cos(ry), math.sin(ry), math.cos(rz), math.sin(rz)
        self.R = (
            np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
            @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
            @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
        )
        self.t = np.array([0.0, 0.0, 400.0])
        self.k1 = float(rng.uniform(-0.025, 0.025))

    def project(self, x: Image, y: Image, z: Image) -> tuple[Image, Image]:
        """Where places in space (mm) fall, in pixels."""
        seen = (
            np.stack([np.asarray(x, float), np.asarray(y, float), -np.asarray(z, float)], -1) @ self.R.T + self.t
        )
        a, b = seen[..., 0] / seen[..., 2], seen[..., 1] / seen[..., 2]
        g = 1 + self.k1 * (a * a + b * b)
        return self.f * a * g + self.w / 2, self.f * b * g + self.h / 2

    def frame(self, rng: Generator, pts: tuple[Image, Image, Image], fill: float, jitter: float = 0.8) -> Self:
        """Distance and side shift such that the points fill `fill` of the frame and all of them stay in it."""
        tx, ty = rng.uniform(-1, 1, 2) * jitter * 0.5 * (1 - fill)
        for _ in range(14):
            px, py = self.project(*pts)
            bw, bh = np.ptp(px), np.ptp(py)
            self.t *= max(bw / self.w, bh / self.h) / fill
            px, py = self.project(*pts)
            self.t[0] += (self.w * (0.5 + tx) - (px.min() + px.max()) / 2) * self.t[2] / self.f
            self.t[1] += (self.h * (0.5 + ty) - (py.min() + py.max()) / 2) * self.t[2] / self.f
        return self


class Scene:
    """A sheet on something, seen by a camera; `rgb` as reflectance in sRGB coding, `light` on a coarse grid."""

    def __init__(
        self,
        rng: Generator,
        page: Image,
        size: tuple[int, int],
        surf: Surface | None = None,
        fill: float = 0.0,
        tilt: float = 14.0,
        roll: float = 5.0,
        bg: str | None = None,
        jitter: float = 0.8,
    ) -> None:
        self.rng = rng
        if page.shape[1] > page.shape[0]:  # a broad sheet is not taken upright
            size = max(size), min(size)
        self.w, self.h = size
        ph, pw = page.shape[0] * MM, page.shape[1] * MM
        self.pw, self.ph = pw, ph
        self.surf = surf or Flat(rng)
        fill = fill or float(rng.uniform(0.82, 0.95))
        self.cam = Camera(rng, size, tilt, roll)
        nu, nv = 92, 118
        ext = 0.06
        u, v = np.meshgrid(
            np.linspace(-0.5 - ext, 0.5 + ext, nu) * pw, np.linspace(-0.5 - ext, 0.5 + ext, nv) * ph
        )
        x, y, z = self.surf.at(u, v)
        z = z - z[6:-6, 6:-6].min()
        inside = (np.abs(u) <= pw / 2 + 1) & (np.abs(v) <= ph / 2 + 1)
        self.cam.frame(rng, (x[inside], y[inside], z[inside]), fill, jitter)
        px, py = self.cam.project(x, y, z)
        # Lambert shading of the bent sheet
        lamp = np.array([rng.uniform(-0.9, 0.9), rng.uniform(-0.9, 0.9), 1.0])
        self.ldir = lamp / np.linalg.norm(lamp)
        du = np.stack([np.gradient(a, axis=1) for a in (x, y, z)], -1)
        dv = np.stack([np.gradient(a, axis=0) for a in (x, y, z)], -1)
        nrm = np.cross(du, dv)
        nrm /= np.linalg.norm(nrm, axis=-1, keepdims=True)
        amb = float(rng.uniform(0.35, 0.6))
        shade = amb + (1 - amb) * np.clip(nrm @ self.ldir, 0, None) / self.ldir[2]
        self.cw, self.chh = -(-self.w // STRIDE), -(-self.h // STRIDE)
        gx, gy = np.meshgrid((np.arange(self.cw) + 0.5) * STRIDE - 0.5, (np.arange(self.chh) + 0.5) * STRIDE - 0.5)
        # photo -> mesh place: a homography as first guess, then corrected by the true bent sheet
        cs = single([[px[a, b], py[a, b]] for a, b in ((0, 0), (0, -1), (-1, -1), (-1, 0))])
        back = cv2.getPerspectiveTransform(cs, single([[0, 0], [nu - 1, 0], [nu - 1, nv - 1], [0, nv - 1]]))

        def flat(a: Image, b: Image) -> Image:
            d = back[2, 0] * a + back[2, 1] * b + back[2, 2]
            d = np.where(d > 1e-3, d, 1e-3)
            return np.stack([(row[0] * a + row[1] * b + row[2]) / d for row in back[:2]], -1)

        goal = flat(gx, gy)
        node = flat(px, py).astype(np.float32)
        p = goal.copy()
        for _ in range(24):
            e = goal - cv2.remap(
                node,
                np.ascontiguousarray(p[..., 0], np.float32),
                np.ascontiguousarray(p[..., 1], np.float32),
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )
            p = np.clip(p + 0.9 * e, -3000, 3000)
        pm = [np.ascontiguousarray(p[..., k], np.float32) for k in (0, 1)]
        vals = np.dstack([shade, nrm[..., 0], nrm[..., 1]]).astype(np.float32)
        got = cv2.remap(vals, pm[0], pm[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        bad = (np.abs(e).max(-1) > 0.25) | (p.min(-1) < 0) | (p[..., 0] > nu - 1) | (p[..., 1] > nv - 1)
        u0, du_, v0, dv_ = u[0, 0], u[0, 1] - u[0, 0], v[0, 0], v[1, 0] - v[0, 0]
        q = np.dstack([u0 + p[..., 0] * du_, v0 + p[..., 1] * dv_, got])
        q[bad] = np.nan
        self.off = np.isnan(q[..., 0])
        self.shade = np.where(self.off, 1.0, q[..., 2]).astype(np.float32)
        self.nx, self.ny = (np.where(self.off, 0, q[..., k]).astype(np.float32) for k in (3, 4))
        self.uv = np.where(self.off[..., None], -1e5, q[..., :2])
        tex = page
        s = (np.ptp(px) / (1 + 2 * ext)) / page.shape[1]
        self.px_mm = s / MM  # photo pixels of a mm
        if s < 0.9:
            k = s * 1.08
            tex = cv2.resize(tex, None, fx=k, fy=k, interpolation=cv2.INTER_AREA)
        th, tw = tex.shape[:2]
        full = (self.cw * STRIDE, self.chh * STRIDE)
        mu = (self.uv[..., 0] / pw + 0.5) * tw - 0.5
        mv = (self.uv[..., 1] / ph + 0.5) * th - 0.5
        mu, mv = (up(a, *full)[: self.h, : self.w] for a in (mu, mv))
        interp = cv2.INTER_CUBIC if s > 0.6 else cv2.INTER_LINEAR
        paper = cv2.remap(tex, mu, mv, interp, borderMode=cv2.BORDER_REPLICATE)
        inset = np.minimum(np.minimum(mu + 0.5, tw - 0.5 - mu), np.minimum(mv + 0.5, th - 0.5 - mv)) * (
            s * page.shape[1] / tw
        )
        a = np.clip(inset + 0.5, 0, 1).astype(np.float32)
        self.alpha = a
        # what lies under it: a plane seen by the same camera
        bgi = background(rng, bg)
        if rng.random() < 0.5 and bg != "room":
            bgi = cv2.GaussianBlur(bgi, (0, 0), 1.2)
        n = bgi.shape[0]
        half = 420.0
        c = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
        if bg == "room":
            bgf = cv2.resize(bgi, (self.w, self.h))
        else:
            bx, by = self.cam.project(c[:, 0], c[:, 1], np.zeros(4))
            onto = cv2.getPerspectiveTransform(
                single([[0, 0], [n, 0], [n, n], [0, n]]), single(np.column_stack([bx, by]))
            )
            bgf = cv2.warpPerspective(
                bgi, onto, (self.w, self.h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
            )
        am = cv2.resize(a, (self.cw, self.chh), interpolation=cv2.INTER_AREA)
        self.am = am
        # contact shadow on what lies under
        if bg != "room":
            d = self.px_mm / STRIDE
            sh = cv2.GaussianBlur(am, (0, 0), max(0.8, float(rng.uniform(0.8, 4)) * d))
            off = -self.ldir[:2] * float(rng.uniform(1, 5)) * d
            sh = cv2.warpAffine(sh, single([[1, 0, off[0]], [0, 1, off[1]]]), (self.cw, self.chh))
            dark = 1 - float(rng.uniform(0.25, 0.6)) * sh
            bgf = (bgf * up(dark, *full)[: self.h, : self.w, None]).astype(np.uint8)
        a3 = (a * 255).astype(np.uint8)
        a3 = cv2.merge([a3, a3, a3])
        self.rgb = cv2.add(cv2.multiply(paper, a3, scale=1 / 255), cv2.multiply(bgf, 255 - a3, scale=1 / 255))
        self.light = np.ones((self.chh, self.cw, 3), np.float32) * self.shade[..., None]
        self.add = None  # light added in front of the sheet (gloss), linear, coarse

    def room_light(
        self, fall: float = 0.35, bumps: float = 0.06, tint: tuple[float, float, float] = (1, 1, 1)
    ) -> Self:
        """A lamp or a window to one side."""
        r = self.rng
        gy, gx = np.mgrid[0 : self.chh, 0 : self.cw].astype(np.float32)
        gx, gy = gx / self.cw - 0.5, gy / self.chh - 0.5
        a = float(r.uniform(0, 6.28))
        g = math.cos(a) * gx + math.sin(a) * gy
        k = float(r.uniform(0.3, 1)) * fall
        field = 1 + 1.3 * k * g + bumps * smooth(r, self.chh, self.cw, 3)
        self.light *= np.clip(field, 0.25, 2)[..., None] * single(tint)
        return self

    def map_pt(self, u: float, v: float) -> tuple[float, float]:
        """Photo pixel of a place on the sheet (fractions)."""
        uu, vv = np.meshgrid(np.linspace(-0.5, 0.5, 60) * self.pw, np.linspace(-0.5, 0.5, 60) * self.ph)
        zz = self.surf.at(uu, vv)[2]
        x, y = (u - 0.5) * self.pw, (v - 0.5) * self.ph
        z: Any = 0.0
        if not isinstance(self.surf, Crumpled):
            x, y, z = self.surf.at(x, y)
        px, py = self.cam.project(x, y, z - zz.min())
        return float(px), float(py)


def cast_shadow(sc: Scene, rng: Generator, dark: float | None = None) -> None:
    """The phone between lamp and paper, and an arm."""
    h, w = sc.chh, sc.cw
    m: Image = np.zeros((h, w), np.float32)
    cx, cy = w * float(rng.uniform(0.3, 0.75)), h * float(rng.uniform(0.35, 0.8))
    a = float(rng.uniform(-35, 35))
    pwid, plen = w * float(rng.uniform(0.32, 0.5)), w * float(rng.uniform(0.62, 0.9))
    box = cv2.boxPoints(((cx, cy), (pwid, plen), a))
    cv2.fillConvexPoly(m, box.astype(np.int32), 1.0)
    side = float(rng.choice([-1, 1]))
    p = np.array(
        [
            [cx, cy],
            [cx + side * pwid * 0.7, cy + plen * 0.25],
            [cx + side * w, h * 1.3],
            [cx + side * w * 0.45, h * 1.4],
        ]
    )
    cv2.fillPoly(m, [p.astype(np.int32)], 1.0)
    m = cv2.GaussianBlur(m, (0, 0), max(1.0, w * float(rng.uniform(0.006, 0.035))))
    k = float(rng.uniform(0.35, 0.66)) if dark is None else dark
    sc.light *= (1 - k * m)[..., None] * (1 - m[..., None] * single([0.04, 0.01, -0.04]))
