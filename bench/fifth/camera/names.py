"""Files as phones and programs write and call them."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from bench.third import files
from bench.third.camera import Image
from bench.third.shots import Copied


def name_of(rng: Generator, ext: str, style: str = "phone") -> str:
    """As a phone, a messenger ("wa", "fb"), a scanner or a fax names it, or who shot a screen or pasted a photo."""
    day = f"2026{int(rng.integers(1, 13)):02d}{int(rng.integers(1, 29)):02d}"
    hour = f"{int(rng.integers(7, 23)):02d}{int(rng.integers(60)):02d}{int(rng.integers(60)):02d}"
    n = int(rng.integers(1000, 9999))
    dashed = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    names = {
        "phone": (f"IMG_{day}_{hour}", f"IMG_{n}", f"{day}_{hour}", f"PXL_{day}_{hour}{n % 1000:03d}"),
        "wa": (f"IMG-{day}-WA{n % 60:04d}", f"WhatsApp Image {dashed} at {int(hour[:2])}.{hour[2:4]}.{hour[4:]}"),
        "fb": (f"received_{n}{n * 7919 % 10**11:011d}", f"FB_IMG_{n}{n * 31 % 10**9:09d}"),
        "shot": (f"Screenshot_{day}-{hour}", f"Screenshot_{day}_{hour}_Drive", f"Captura de pantalla {dashed} {hour}"),
        "scan": (
            "Escaneo", f"scan{n % 300:04d}", "Documento escaneado",
            f"CamScanner {day[6:]}-{day[4:6]}-{day[:4]} {hour[:2]}.{hour[2:4]}", f"DOC{day}{hour}",
        ),
        "fax": (f"fax{n}", f"FAX_{day}_{hour}"),
        "doc": ("documento", "vigencia", "Documento 1", "tarea", "mi documento"),
    }[style]  # fmt: skip
    return f"{names[int(rng.integers(len(names)))]}.{ext}"


def size_of(rng: Generator, mp: float, aspect: float | None = None) -> tuple[int, int]:
    """An upright frame of so many million pixels."""
    aspect = aspect or (4 / 3 if rng.random() < 0.8 else 1.5)
    wide = int(math.sqrt(mp * 1e6 / aspect) / 8) * 8
    return wide, int(wide * aspect / 8) * 8


def photo(rng: Generator, img: Image, low: int, high: int, style: str = "phone") -> Copied:
    """A JPEG of a quality from `low` to below `high`."""
    return Copied(files.jpeg(img, int(rng.integers(low, high))), name_of(rng, "jpg", style))


def sheet(rng: Generator, img: Image, low: int, high: int, style: str) -> Copied:
    """The same as a PDF of a letter's size."""
    dpi = max(img.shape[1] / 8.5, img.shape[0] / 11)
    return Copied(files.pdf([img], dpi, int(rng.integers(low, high))), name_of(rng, "pdf", style))


def scan(rng: Generator, img: Image, dpi: int, low: int, high: int) -> Copied:
    """A scanner's JPEG."""
    return Copied(files.jpeg(img, int(rng.integers(low, high)), dpi=dpi), name_of(rng, "jpg", "scan"))


def scan_pdf(rng: Generator, img: Image, dpi: int, low: int, high: int) -> Copied:
    """A scanner's PDF."""
    return Copied(files.pdf([img], dpi, int(rng.integers(low, high))), name_of(rng, "pdf", "scan"))


def fitted(img: Image, side: int) -> Image:
    """Shrunk so that no side is longer."""
    k = side / max(img.shape[:2])
    if k >= 1:
        return img
    high, wide = (round(n * k) for n in img.shape[:2])
    return cv2.resize(img, (wide, high), interpolation=cv2.INTER_AREA)


def again(img: Image, side: int, quality: int) -> Image:
    """What is seen of it after a messenger has shrunk and compressed it."""
    held = np.frombuffer(files.jpeg(fitted(img, side), quality), np.uint8)
    seen: Image | None = cv2.imdecode(held, cv2.IMREAD_COLOR_RGB)
    assert seen is not None
    return seen
