"""Copies held aside: creases, fingers, coloured paper, what apps do to pictures, a copier's tired drum."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from PIL import Image as Pillow

from bench.item import Family
from bench.unseen import camera
from bench.unseen.aside.cut import Span
from bench.unseen.camera import Image, Scene
from bench.unseen.copies import Original, day_stamp, jpeg, on_paper, pictures_pdf, rendered, shrunk, stacked

WHOLE: Span = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Copied:
    """What the student attaches. `seen` is the part of the first page that is on it, from top to foot."""

    content: bytes
    name: str
    seen: Span = WHOLE


def _png(image: Image, name: str, *, mode: str = "RGB", seen: Span = WHOLE) -> Copied:
    out = io.BytesIO()
    Pillow.fromarray(image).convert(mode).save(out, "PNG")
    return Copied(out.getvalue(), name, seen)


def _photo(rng: Random, page: Image, *, turn: float = 3.0, shadow: bool = True) -> Image:
    scene = camera.photographed(rng, page, long_side=rng.randint(2200, 2900), turn=turn)
    return camera.lit(rng, scene, shadow=shadow)


def creased(rng: Random, original: Original) -> Copied:
    """A photo of a sheet that was folded in four, or crumpled and smoothed again."""
    page = stacked(on_paper(rng, original, 210))
    height, width = page.shape[:2]
    relief = np.zeros((height // 2, width // 2), np.float32)
    high, wide = relief.shape
    folds = [((0, round(high * part)), (wide, round(high * (part + rng.uniform(-0.01, 0.01)))))
             for part in rng.choice(((0.5,), (0.33, 0.66), (0.25, 0.5, 0.75)))]  # fmt: skip
    folds.append(((wide // 2, 0), (wide // 2 + rng.randint(-6, 6), high)))
    if rng.random() < 0.5:
        for _ in range(rng.randint(14, 34)):
            x, y = rng.randrange(wide), rng.randrange(high)
            folds.append(
                ((x, y), (x + rng.randint(-wide // 3, wide // 3), y + rng.randint(-high // 5, high // 5)))
            )
    for start, end in folds:
        cv2.line(
            relief,
            start,
            end,
            rng.choice((-1.0, -1.0, 1.0)) * rng.uniform(0.5, 1.0),
            rng.randint(1, 3),
            cv2.LINE_AA,
        )
    ridge = cv2.GaussianBlur(relief, (0, 0), 1.2) * 110 + camera.softened(relief, 14) * 900
    shaded = page.astype(np.float32) + cv2.resize(ridge, (width, height))[..., None]
    return Copied(
        jpeg(rng, _photo(rng, camera.clipped(shaded)), quality=(76, 90)), f"IMG_{day_stamp(rng)}_113502.jpg"
    )


def finger(rng: Random, original: Original) -> Copied:
    """A thumb holds the sheet where it is blank, at an edge."""
    page = stacked(on_paper(rng, original, 210))
    height, width = page.shape[:2]
    size = width // 11
    spots = [(x, rng.randint(height // 10, height * 9 // 10)) for x in (0, width) for _ in range(6)]
    spots += [(rng.randint(width // 6, width * 5 // 6), height) for _ in range(3)]

    def inked(spot: tuple[int, int]) -> int:
        x, y = spot
        part = page[max(0, y - size) : y + size, max(0, x - size) : x + size]
        return int((part.min(axis=2) < 150).sum())

    x, y = min(spots, key=inked)
    reach = size if inked((x, y)) == 0 else size // 3
    axes = (reach, size * 2 // 3) if x in (0, width) else (size * 2 // 3, reach)
    skin = np.array(rng.choice(((196, 140, 112), (150, 98, 72), (226, 178, 150))), np.float32)
    mask = np.zeros((height, width), np.float32)
    cv2.ellipse(mask, (x, y), axes, 0, 0, 360, 1.0, -1, cv2.LINE_AA)
    held = page + cv2.GaussianBlur(mask, (0, 0), 2)[..., None] * (skin - page)
    return Copied(jpeg(rng, _photo(rng, camera.clipped(held)), quality=(78, 92)), "WhatsApp Image.jpeg")


def tinted(rng: Random, original: Original) -> Copied:
    """A print on coloured paper, scanned in colour."""
    paper = np.array(rng.choice(((250, 240, 150), (250, 190, 205), (170, 215, 240), (175, 230, 180), (240, 175, 110))),
                     np.float32) / 255  # fmt: skip
    pages = [camera.clipped(camera.scanned(rng, page).astype(np.float32) * paper)
             for page in on_paper(rng, original, rng.choice((150, 200)))]  # fmt: skip
    return Copied(pictures_pdf(pages, 150, 70), f"Escaneo_{rng.randint(1, 400)}.pdf")


def resharpened(rng: Random, original: Original) -> Copied:
    """Compressed hard, sharpened by an app, and compressed again."""
    page = shrunk(stacked(rendered(original, 160)), rng.choice((1500, 1700)))
    small = Pillow.open(io.BytesIO(jpeg(rng, page, quality=(28, 42))))
    rough = np.asarray(small.convert("RGB")).astype(np.float32)
    sharp = rough + rng.uniform(1.0, 2.2) * (rough - cv2.GaussianBlur(rough, (0, 0), 1.6))
    return Copied(
        jpeg(rng, camera.clipped(sharp), quality=(50, 66)), f"FB_IMG_{rng.randint(10**12, 10**13 - 1)}.jpg"
    )


def dark_mode(rng: Random, original: Original) -> Copied:
    """A screenshot of a viewer that shows pages with their light and dark exchanged."""
    page = stacked(rendered(original, 150))
    width = rng.choice((1080, 1179, 1284))
    shown = cv2.resize(page, (width, round(page.shape[0] * width / page.shape[1])), interpolation=cv2.INTER_AREA)
    night = 255 - shown if rng.random() < 0.4 else camera.clipped(18 + (255 - shown.astype(np.float32)) * 0.82)
    bar = np.full((rng.randint(110, 180), width, 3), 14, np.uint8)
    clock = f"{rng.randint(6, 23)}:{rng.randint(10, 59)}"
    cv2.putText(bar, clock, (46, 66), cv2.FONT_HERSHEY_DUPLEX, 1.1, (215,) * 3, 2, cv2.LINE_AA)
    return _png(np.vstack((bar, night, np.full_like(bar, 7))), f"Screenshot_{day_stamp(rng)}_Drive.png")


def thresholded(rng: Random, original: Original) -> Copied:
    """A scanner app's page: straightened from a photo, then black and white by its neighbourhood."""
    pages = []
    for page in on_paper(rng, original, 200):
        grey = cv2.cvtColor(camera.lit(rng, page, sensor=3), cv2.COLOR_RGB2GRAY)
        soft = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.8, 1.2))
        block, level = rng.choice((31, 41, 61)), rng.randint(9, 15)
        bits = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, level)
        pages.append(bits)
    if rng.random() < 0.5:
        return _png(np.vstack(pages), "Doc1.png", mode="1")
    return Copied(pictures_pdf([cv2.cvtColor(page, cv2.COLOR_GRAY2RGB) for page in pages], 200, 80),
                  f"Adobe Scan {day_stamp(rng)}.pdf")  # fmt: skip


def laminated(rng: Random, original: Original) -> Copied:
    """A photo of a sheet in plastic: a clear rim, and lamps that shine back in it."""
    page = stacked(rendered(original, 210))
    rim = page.shape[1] // 28
    sealed = cv2.copyMakeBorder(page, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(214, 216, 214))
    height, width = sealed.shape[:2]
    shine: Scene = np.zeros((height // 8, width // 8), np.float32)
    high, wide = shine.shape
    for _ in range(rng.randint(1, 3)):
        x, tilt = rng.randrange(wide), rng.randint(-wide // 2, wide // 2)
        cv2.line(
            shine,
            (x, 0),
            (x + tilt, high),
            rng.uniform(0.25, 0.55),
            rng.randint(wide // 30, wide // 8),
            cv2.LINE_AA,
        )
    glow = cv2.resize(cv2.GaussianBlur(shine, (0, 0), wide / 40), (width, height))[..., None]
    lit = sealed + (255 - sealed.astype(np.float32)) * glow
    image = _photo(rng, camera.clipped(lit), shadow=False)
    return Copied(jpeg(rng, image, quality=(78, 90)), f"{day_stamp(rng)}_091233.jpg")


def low_toner(rng: Random, original: Original) -> Copied:
    """A printer whose toner is nearly spent: pale bands from top to foot, pinholes in the letters; scanned grey."""
    pages = []
    for page in rendered(original, 200):
        height, width = page.shape[:2]
        left = np.full((1, width), rng.uniform(0.75, 0.95), np.float32)
        for _ in range(rng.randint(2, 6)):
            x, band = rng.randrange(width), rng.randint(width // 60, width // 10)
            left[0, x : x + band] = rng.uniform(0.3, 0.55)
        left = cv2.GaussianBlur(left, (0, 0), width / 130)[0][None, :, None]
        holes = (camera.noise(rng, (height, width), 1.0) > 1.7)[..., None]
        ink = (255 - page.astype(np.float32)) * left * (1 - 0.8 * holes)
        pages.append(camera.scanned(rng, camera.clipped(255 - ink), grey=True))
    return Copied(pictures_pdf(pages, 200, 70), f"doc{rng.randint(10**6, 10**7 - 1)}.pdf")


def show_through(rng: Random, original: Original) -> Copied:
    """Thin paper printed on both sides: the back is seen in the scan, mirrored and pale."""
    pages = []
    for page in on_paper(rng, original, 180):
        back = np.roll(page[:, ::-1], rng.randint(20, 160), axis=0).astype(np.float32)
        pale = (255 - cv2.GaussianBlur(back, (0, 0), 2.2)) * rng.uniform(0.12, 0.26)
        pages.append(camera.scanned(rng, camera.clipped(page.astype(np.float32) - pale)))
    return Copied(pictures_pdf(pages, 180, 75), f"SKM_{rng.randint(10**6, 10**7 - 1)}.pdf")


def cropped(rng: Random, original: Original) -> Copied:
    """A part of the first page, cut from the screen above or below."""
    page = rendered(original, 160)[0]
    part = rng.uniform(0.08, 0.3)
    seen = (part, 1.0) if rng.random() < 0.4 else (0.0, 0.75 - part)
    height = len(page)
    image = page[round(seen[0] * height) : round(seen[1] * height)]
    return _png(image, f"recorte {rng.randint(1, 60)}.png", seen=seen)


COPIES: dict[str, tuple[Family, Callable[[Random, Original], Copied]]] = {
    "creased": (Family.PHOTO, creased), "finger": (Family.PHOTO, finger), "tinted": (Family.FLAT, tinted),
    "resharpened": (Family.POOR, resharpened), "dark_mode": (Family.FLAT, dark_mode),
    "thresholded": (Family.FLAT, thresholded), "laminated": (Family.PHOTO, laminated),
    "low_toner": (Family.POOR, low_toner), "show_through": (Family.FLAT, show_through),
    "cropped": (Family.FLAT, cropped),
}  # fmt: skip
