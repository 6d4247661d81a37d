"""A phone's scanner app."""

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image as Pillow
from PIL import ImageDraw

from bench.fifth.camera.bends import Folded, Rolled
from bench.fifth.camera.exposure import exposed
from bench.fifth.camera.names import photo, scan_pdf, sheet, size_of
from bench.fifth.camera.noise import single
from bench.fifth.camera.paper import printed
from bench.fifth.camera.scene import MM, Scene, cast_shadow
from bench.fifth.camera.writing import font
from bench.third.camera import Image
from bench.third.shots import Copied


def scanner_app(rng: Generator, page: Image) -> Copied:
    """CamScanner and its kin: a photo, its four corners found (a little wrong), light flattened, contrast up."""
    pw, ph = page.shape[1] * MM, page.shape[0] * MM
    surf = (
        Rolled(rng, pw, ph, float(rng.uniform(0.05, 0.3)))
        if rng.random() < 0.6
        else Folded(rng, pw, ph, [0.5], [0.5])
    )
    sc = Scene(
        rng, printed(rng, page), size_of(rng, float(rng.uniform(5, 8)), 4 / 3), surf=surf, tilt=16, roll=7
    ).room_light(0.5)
    if rng.random() < 0.4:
        cast_shadow(sc, rng, float(rng.uniform(0.25, 0.5)))
    img = exposed(sc, rng, sharpen=0.3)
    high = int(rng.choice([1754, 2000, 2200, 2400]))
    wide = int(high * page.shape[1] / page.shape[0])
    src = single([sc.map_pt(*c) for c in ((0, 0), (1, 0), (1, 1), (0, 1))])
    src += rng.uniform(-0.006, 0.006, (4, 2)).astype(np.float32) * sc.w
    k = min(1.0, high / (sc.ph * sc.px_mm))
    if k < 0.8:
        img = cv2.resize(img, None, fx=k, fy=k, interpolation=cv2.INTER_AREA)
        src *= k
    flat = cv2.getPerspectiveTransform(src, single([[0, 0], [wide, 0], [wide, high], [0, high]]))
    out = cv2.warpPerspective(img, flat, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    small = cv2.resize(out, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    bgd = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5))), 21)
    bgd = cv2.resize(cv2.GaussianBlur(bgd, (0, 0), 5), (wide, high)).astype(np.float32)
    f = out.astype(np.float32) / np.maximum(bgd, 20)
    mode = str(rng.choice(["magic", "magic", "grey", "bw"]))
    if mode == "bw":
        g = cv2.cvtColor(np.clip(f * 235, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
        bs = int(high / 70) | 1
        t = cv2.adaptiveThreshold(
            cv2.GaussianBlur(g, (0, 0), 0.7),
            255,
            cv2.ADAPTIVE_THRESH_GAUSSIAN_C,
            cv2.THRESH_BINARY,
            bs,
            float(rng.uniform(14, 24)),
        )
        out = cv2.cvtColor(t, cv2.COLOR_GRAY2RGB)
    else:
        lo, hi = float(rng.uniform(0.12, 0.34)), float(rng.uniform(0.86, 0.96))
        f = np.clip((f - lo) / (hi - lo), 0, 1) ** float(rng.uniform(0.9, 1.4))
        out = (f * 255).astype(np.uint8)
        b = cv2.GaussianBlur(out, (0, 0), 1.4)
        out = cv2.addWeighted(out, 1.7, b, -0.7, 0)
        if mode == "grey":
            out = cv2.cvtColor(cv2.cvtColor(out, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    foot = int(high * 0.028)
    im = Pillow.new("RGB", (wide, high + foot), (255, 255, 255))
    im.paste(Pillow.fromarray(out), (0, 0))
    d = ImageDraw.Draw(im)
    if rng.random() < 0.75:
        d.rounded_rectangle(
            (wide * 0.64, high + foot * 0.12, wide * 0.64 + foot * 0.8, high + foot * 0.88), 6, fill=(30, 180, 150)
        )
        d.text((wide * 0.64 + foot * 0.1, high + foot * 0.22), "CS", font=font(foot * 0.5), fill=(255, 255, 255))
        d.text(
            (wide * 0.68, high + foot * 0.18),
            "Escaneado con CamScanner",
            font=font(foot * 0.58),
            fill=(110, 110, 110),
        )
    arr = np.array(im)
    if rng.random() >= 0.6:
        return photo(rng, arr, 68, 88, "scan")
    return sheet(rng, arr, 65, 85, "scan") if rng.random() < 0.7 else scan_pdf(rng, arr, 150, 65, 85)
