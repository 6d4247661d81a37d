"""Office machines: copiers and fax."""

import io

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image as Pillow
from PIL import ImageDraw

from bench.fifth.camera.flatbeds import skewed
from bench.fifth.camera.names import name_of, scan, scan_pdf
from bench.fifth.camera.noise import smooth, up
from bench.fifth.camera.paper import printed
from bench.fifth.camera.writing import font
from bench.third import files
from bench.third.camera import Image
from bench.third.shots import Copied


def xerox(rng: Generator, g: Image, worn: float, gain: float) -> Image:
    """One pass through a copier at 300 dpi: optics, a steep curve, uneven toner, speckle, streaks."""
    h, w = g.shape
    g = skewed(
        g, float(rng.normal(0, 0.6)), tuple(rng.uniform(-22, 22, 2)), fill=250, scale=float(rng.uniform(0.97, 1.0))
    )
    f = cv2.GaussianBlur(g, (0, 0), float(rng.uniform(0.8, 1.25))).astype(np.float32) / 255
    thr = float(rng.uniform(0.52, 0.66)) + 0.04 * up(smooth(rng, 30, 24, 4), w, h)
    f = 1 / (1 + np.exp(-(f - thr) * gain))  # toner left off
    t = 1 - f
    rough = cv2.GaussianBlur(rng.standard_normal((h, w)).astype(np.float32), (0, 0), 0.9) * 1.6
    t *= np.clip(1 - worn * (0.14 + 0.16 * rough + 0.12 * up(smooth(rng, 30, 24, 5), w, h)), 0.3, 1)
    if rng.random() < 0.6:  # starved or smeared columns of the drum
        for _ in range(int(rng.integers(1, 5))):
            x = rng.uniform(0, w)
            wd = float(rng.uniform(3, 26))
            x0, x1 = int(max(0, x - 3 * wd)), int(min(w, x + 3 * wd))
            if x1 > x0:
                prof = np.exp(-(((np.arange(x0, x1) - x) / wd) ** 2)) * float(rng.uniform(0.1, 0.4)) * min(1, worn)
                t[:, x0:x1] *= 1 - prof
    for _ in range(int(rng.integers(0, int(4 * worn + 1)))):  # dark streaks, thin and greyish
        x = int(rng.integers(0, w - 4))
        thin = int(rng.integers(1, 4))
        a = float(rng.uniform(0.1, 0.38))
        on = np.clip(smooth(rng, h, 1, 20)[:, :1] * 0.6 + 0.6, 0, 1)
        t[:, x : x + thin] = np.maximum(t[:, x : x + thin], a * on)
    n = int(rng.uniform(200, 1500) * worn)
    sp = np.zeros((h, w), np.uint8)
    xs, ys, rs = rng.integers(0, w, n), rng.integers(0, h, n), np.abs(rng.normal(0, 1.3, n))
    for x, y, r in zip(xs, ys, rs, strict=True):
        cv2.circle(sp, (int(x), int(y)), int(r), int(rng.integers(90, 255)), -1)
    t = np.maximum(t, cv2.GaussianBlur(sp, (0, 0), 0.7).astype(np.float32) / 255)
    ink, white = float(rng.uniform(40, 95)), float(rng.uniform(214, 242))
    bgd = (
        cv2.GaussianBlur(np.clip(rng.standard_normal((h, w)).astype(np.float32), 0, 4), (0, 0), 0.8)
        * float(rng.uniform(2, 16))
        * worn
    )
    out = white - bgd - t * (white - ink)
    if rng.random() < 0.5:  # dark rim where the lid stood open
        e = int(rng.integers(8, 50))
        rim = (
            np.clip((e - np.arange(w)) / 10, 0, 1)
            if rng.random() < 0.5
            else np.clip((np.arange(w) - (w - e)) / 10, 0, 1)
        )
        out = out * (1 - 0.75 * rim[None])
    return np.clip(out, 0, 255).astype(np.uint8)


def _office(rng: Generator, g: Image) -> Copied:
    """From the machine's glass to a file."""
    dpi = int(rng.choice([200, 200, 300]))
    if dpi != 300:
        g = cv2.resize(g, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    return scan_pdf(rng, g, dpi, 60, 85) if rng.random() < 0.5 else scan(rng, g, dpi, 65, 88)


def copier(rng: Generator, page: Image) -> Copied:
    """Copied once."""
    g = cv2.cvtColor(printed(rng, page, tone=False), cv2.COLOR_RGB2GRAY)
    return _office(rng, xerox(rng, g, float(rng.uniform(0.6, 1.4)), float(rng.uniform(8, 14))))


def copy_of_copy(rng: Generator, page: Image) -> Copied:
    """Copied, and the copy copied."""
    g = cv2.cvtColor(printed(rng, page, tone=False), cv2.COLOR_RGB2GRAY)
    g = xerox(rng, g, float(rng.uniform(0.4, 0.9)), float(rng.uniform(8, 12)))
    g = cv2.LUT(
        g, np.clip((np.arange(256) - 45) * 255 / (225 - 45), 0, 255).astype(np.uint8)
    )  # the second machine's own levels
    return _office(rng, xerox(rng, g, float(rng.uniform(0.5, 1.0)), float(rng.uniform(8, 13))))


def _fax(rng: Generator, page: Image, ydpi: int) -> Copied:
    """204 dots an inch across and `ydpi` down, 1,728 dots a line: a broad page is shrunk into it."""
    g = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    g = skewed(g, float(rng.normal(0, 0.35)), tuple(rng.uniform(-12, 12, 2)))
    w, h = 1728, round(g.shape[0] / 300 * ydpi)
    fit = min(1.0, w / (g.shape[1] * 204 / 300))
    s = cv2.resize(g, None, fx=fit * 204 / 300, fy=fit * ydpi / 300, interpolation=cv2.INTER_AREA)[:h, :w]
    s = cv2.copyMakeBorder(s, 0, h - s.shape[0], 0, w - s.shape[1], cv2.BORDER_CONSTANT, value=255)
    f = s.astype(np.float32)
    b = cv2.GaussianBlur(f, (0, 0), 1.6)
    f = f + 0.5 * (f - b)  # the machine lifts edges
    f += rng.standard_normal(f.shape).astype(np.float32) * float(rng.uniform(4, 14))
    bits = f > float(rng.uniform(140, 178))
    # line noise: now and then a row is the one before it
    for _ in range(int(rng.integers(0, 4))):
        y = int(rng.integers(1, h - 1))
        bits[y] = bits[y - 1]
    n = int(rng.integers(30, 250))
    bits[rng.integers(0, h, n), rng.integers(0, w, n)] = False
    im = Pillow.fromarray((bits * 255).astype(np.uint8))
    head = Pillow.new("L", (w, 26), 255)
    d, m, hour, minute = (int(rng.integers(*span)) for span in ((1, 28), (1, 12), (8, 19), (10, 59)))
    told = f"{d:02d}/{m:02d}/2026  {hour:02d}:{minute}   DE: PAPELERIA            PAG. 01/01"
    ImageDraw.Draw(head).text((40, 2), told, font=font(20, "dejavu/DejaVuSansMono.ttf"), fill=0)
    im.paste(head.resize((w, max(14, int(26 * ydpi / 196)))), (0, 0))
    im = im.point(lambda v: 255 if v > 128 else 0).convert("1", dither=Pillow.Dither.NONE)
    out = io.BytesIO()
    if rng.random() < 0.6:
        im.save(out, "PDF", dpi=(204, ydpi), creationDate=files.MADE, modDate=files.MADE)
        return Copied(out.getvalue(), name_of(rng, "pdf", "fax"))
    im.save(out, "TIFF", compression="group4", dpi=(204, ydpi))
    return Copied(out.getvalue(), name_of(rng, "tif", "fax"))


def fax_fine(rng: Generator, page: Image) -> Copied:
    """196 lines an inch."""
    return _fax(rng, page, 196)


def fax_standard(rng: Generator, page: Image) -> Copied:
    """98 lines an inch."""
    return _fax(rng, page, 98)
