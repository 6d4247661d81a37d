"""A sheet before it is copied, and what the kinds of copy share: names of files, pages as pictures, a snapshot."""

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from bench.item import Family
from bench.third import camera, files, wear
from bench.third.camera import Image


@dataclass(frozen=True, slots=True)
class Original:
    """A drawn sheet. `screen` ones exist on a phone only; `nss` is the head's, for the portal's file name."""

    pdf: bytes
    screen: bool = False
    nss: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file. `seen` is the part of the (only) page that is still to be seen, from top to foot as shares of its
    height; `family` where it is another than the kind's own."""

    content: bytes
    name: str
    seen: tuple[float, float] = (0.0, 1.0)
    family: Family | None = None


def named(rng: Random, ending: str) -> str:
    stem = rng.choice((f"IMG_2026{rng.randint(8, 11):02d}{rng.randint(1, 28):02d}_{rng.randint(80000, 225959)}",
                       f"IMG-202611{rng.randint(1, 28):02d}-WA{rng.randint(0, 99):04d}", "foto", "vigencia",
                       f"Documento {rng.randint(1, 9)}", "constancia imss"))  # fmt: skip
    return f"{stem}.{ending}"


def pages_of(original: Original, dpi: float) -> list[Image]:
    # A phone's screen is 360 points wide and about 1,100 pixels.
    return files.drawn(original.pdf, 216 if original.screen else dpi)


def page_of(original: Original, dpi: float) -> Image:
    return pages_of(original, dpi)[0]


def trimmed(page: Image) -> Image:
    """The page less its empty margins and, if a wide gap parts it from the rest, the small print at its foot."""
    inked = page.min(axis=2) < 150
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    top, foot = int(rows[0]), int(rows[-1])
    gaps = np.diff(rows)
    widest = int(gaps.argmax()) if len(gaps) else 0
    if len(gaps) and gaps[widest] > page.shape[0] * 0.1 and rows[widest] > page.shape[0] * 0.25:
        foot = int(rows[widest])
    edge = page.shape[1] // 40
    left, right = max(0, int(columns[0]) - edge), int(columns[-1]) + edge
    return page[max(0, top - edge) : foot + edge, left:right]


def within(picture: Image, side: int) -> Image:
    """Shrunk so that no side is longer."""
    scale = side / max(picture.shape[:2])
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture


def snapped(
    rng: Random,
    page: Image,
    *,
    side: int = 0,
    lean: float = 5.0,
    least: float = 0.0,
    bend: float = 0.0,
    fill: float = 0.92,
) -> Image:
    """The page photographed over a desk, before light and lens have their say."""
    side = side or rng.randint(2500, 3600)
    tall = page.shape[0] >= page.shape[1]
    width, height = (side * 3 // 4, side) if tall else (side, side * 3 // 4)
    held = camera.pose(rng, lean=lean, bend=bend, fill=fill, least=least)
    return camera.photographed(page, held, camera.desk(rng, width, height))


def photographed(
    rng: Random, original: Original, *, lean: float = 5.0, least: float = 0.0, bend: float = 0.0, side: int = 0
) -> Image:
    scene = snapped(rng, page_of(original, 240), lean=lean, least=least, bend=bend, side=side)
    return wear.sensor(rng, wear.uneven(rng, scene))
