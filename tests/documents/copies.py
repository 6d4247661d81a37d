"""Kinds of copy: what becomes of a PDF on its way through scanners, phones and chats.

`copy(pdf, kind, seed)` gives the file's bytes and the name it would come with. Kinds in WHOLE keep every page,
all others show the first page only.
"""

import zlib
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.random import Generator

from tests.documents import photos, scans
from tests.documents.rendering import Made

COPIES: dict[str, Callable[[bytes, Generator, str], Made]] = {
    "as_is": scans.as_is,
    "resaved": scans.resaved,
    "merged": scans.merged,
    "scan_100": partial(scans.scan, dpi=100),
    "scan_150": partial(scans.scan, dpi=150),
    "scan_200": partial(scans.scan, dpi=200),
    "scan_300": partial(scans.scan, dpi=300),
    "scan_jpeg": scans.scan_jpeg,
    "scan_bits": scans.scan_bits,
    "scan_layer": scans.scan_layer,
    "turned_90": partial(scans.turned, degrees=90),
    "turned_180": partial(scans.turned, degrees=180),
    "turned_270": partial(scans.turned, degrees=270),
    "skew_small": partial(scans.skewed, least=3, most=8),
    "skew_large": partial(scans.skewed, least=8, most=20),
    "photo": photos.photo,
    "photo_shadow": photos.photo_shadow,
    "photo_glare": photos.photo_glare,
    "photo_dim": photos.photo_dim,
    "photo_motion": photos.photo_motion,
    "photo_curl": photos.photo_curl,
    "photo_screen": photos.photo_screen,
    "photo_exif": photos.photo_exif,
    "photo_exif_junk": photos.photo_exif_junk,
    "heic": photos.heic,
    "chat_1600": partial(photos.chat, longest=1600),
    "chat_1280": partial(photos.chat, longest=1280),
    "chat_900": partial(photos.chat, longest=900),
    "screenshot": photos.screenshot,
    "fax": scans.fax,
    "photocopy": scans.photocopy,
    "crop": photos.crop,
}
"""Every kind of copy by name."""

WHOLE = frozenset({"as_is", "resaved", "merged", "scan_bits", "scan_layer", "fax", "photocopy"}) | {
    kind for kind in COPIES if kind.startswith("scan_") and kind[5:].isdigit()
}
"""Kinds that keep all pages of the PDF."""


def copy(pdf: bytes, kind: str, seed: int, *, name: str = "constancia.pdf") -> Made:
    """The copy's bytes and file name. `name` is the PDF's own, kept by kinds that keep the PDF."""
    rng = np.random.default_rng([seed, zlib.crc32(kind.encode())])
    return COPIES[kind](pdf, rng, name)
