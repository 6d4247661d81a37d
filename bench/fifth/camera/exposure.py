"""Light, lens, sensor and a phone's own processing."""

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.noise import CODED, light_of, linear_of, rough, single, up
from bench.fifth.camera.scene import STRIDE, Scene
from bench.third.camera import Image


def exposed(
    sc: Scene,
    rng: Generator,
    *,
    white: float | None = None,
    sigma: float | None = None,
    noise: float = 0.006,
    kernel: Image | None = None,
    sharpen: float | None = None,
    contrast: float | None = None,
    wb: tuple[float, float, float] = (1, 1, 1),
    veil: float | None = None,
    denoise: float = 0.0,
    chroma: float = 1.0,
    vignette: float | None = None,
    sat: float = 1.0,
    hdr: float = 0.0,
) -> Image:
    """Light, lens, sensor and the phone's own processing -> uint8 RGB."""
    h, w = sc.h, sc.w
    img = light_of(sc.rgb)
    light = sc.light
    vg = float(rng.uniform(0.0, 0.3)) if vignette is None else vignette
    gy, gx = np.mgrid[0 : sc.chh, 0 : sc.cw].astype(np.float32)
    r2 = ((gx / sc.cw - 0.5) ** 2 + (gy / sc.chh - 0.5) ** 2) / 0.5
    light = light * (1 - vg * r2)[..., None]
    # metering: bright paper lands on `white`
    lum = (light @ single([0.3, 0.6, 0.1]))[sc.am > 0.9]
    ref = float(np.quantile(lum, 0.7)) if lum.size else 1.0
    white = float(rng.uniform(190, 238)) if white is None else white
    gain = linear_of(white) / (ref * 0.84)
    hot = float(np.quantile(lum, 0.995)) * gain * 0.9 if lum.size else 0.5
    if hot > 1.15:
        gain *= 1.15 / hot
    g3 = single(wb) * gain
    field = up(light * g3, sc.cw * STRIDE, sc.chh * STRIDE)[:h, :w]
    cv2.multiply(img, field, img)
    if sc.add is not None:
        img += up(sc.add * g3, sc.cw * STRIDE, sc.chh * STRIDE)[:h, :w]
    v = float(rng.uniform(0.0, 0.02)) if veil is None else veil
    if v:
        img += np.float32(v)
    s = float(rng.uniform(0.55, 0.95)) if sigma is None else sigma
    if s > 0.3:
        img = cv2.GaussianBlur(img, (0, 0), s)
    if kernel is not None:
        img = cv2.filter2D(img, -1, kernel, borderType=cv2.BORDER_REPLICATE)
    if noise:
        t = rough(rng, h, w)
        if chroma != 1.0:
            t = t * np.float32(chroma)
            t += rough(rng, h, w)[..., :1] * np.float32(0.7)
        sd: Image = cv2.sqrt(np.maximum(img, 0) + np.float32(noise * 0.6))
        sd *= np.float32(noise)
        img += sd * t
    idx = np.clip(img, 0, 1)
    idx *= 4096
    c = float(rng.uniform(0.0, 0.35)) if contrast is None else contrast
    x = CODED
    curve = x + c * (x * x * (3 - 2 * x) - x)
    tab = np.clip(curve * 255, 0, 255).astype(np.uint8)
    out: Image = tab[idx.astype(np.uint16)]
    if hdr:
        out = local_tone(out, hdr, rng)
    if denoise:
        out = smear(out, denoise)
    if sat != 1.0:
        ycc = cv2.cvtColor(out, cv2.COLOR_RGB2YCrCb).astype(np.float32)
        ycc[..., 1:] = (ycc[..., 1:] - 128) * sat + 128
        out = cv2.cvtColor(np.clip(ycc, 0, 255).astype(np.uint8), cv2.COLOR_YCrCb2RGB)
    k = float(rng.uniform(0.2, 0.8)) if sharpen is None else sharpen
    if k:
        b = cv2.GaussianBlur(out, (0, 0), float(rng.uniform(1.0, 1.6)))
        out = cv2.addWeighted(out, 1 + k, b, -k, 0)
    return out


def local_tone(img: Image, k: float, rng: Generator) -> Image:
    """Local tone mapping with haloes: shade away the slow part of the light, keep the edges' surroundings."""
    ycc = cv2.cvtColor(img, cv2.COLOR_RGB2YCrCb)
    y = ycc[..., 0].astype(np.float32)
    sm = cv2.resize(y, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    base = cv2.GaussianBlur(sm, (0, 0), max(sm.shape) / 22)
    base = cv2.resize(base, (y.shape[1], y.shape[0]))
    mid = float(base.mean())
    y2 = y - k * 0.65 * (base - mid)
    near = cv2.GaussianBlur(y, (0, 0), float(rng.uniform(3.5, 7)))
    y2 += k * 0.7 * (y - near)
    ycc[..., 0] = np.clip(y2, 0, 255).astype(np.uint8)
    return cv2.cvtColor(ycc, cv2.COLOR_YCrCb2RGB)


def smear(img: Image, k: float) -> Image:
    """A phone's denoiser: colour blurred, luma bilateral: fine strokes partly melt."""
    ycc = cv2.cvtColor(img, cv2.COLOR_RGB2YCrCb)
    small = cv2.resize(ycc[..., 1:], None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), 2.5)
    ycc[..., 1:] = cv2.resize(small, (img.shape[1], img.shape[0]))
    y = np.ascontiguousarray(ycc[..., 0])
    f = cv2.bilateralFilter(y, 7, 22 + 30 * k, 2.2)
    ycc[..., 0] = cv2.addWeighted(f, min(1, 0.6 + 0.4 * k), y, 1 - min(1, 0.6 + 0.4 * k), 0)
    return cv2.cvtColor(ycc, cv2.COLOR_YCrCb2RGB)
