"""The kinds of copy: from a sheet to what a student attaches."""

from collections.abc import Callable
from random import Random

from bench.item import Family
from bench.third import flat, photos, wear
from bench.third.shots import Copied, Original

COPIES: dict[str, tuple[Family, Callable[[Random, Original], Copied]]] = {
    "pdf": (Family.TEXT, flat.pdf),
    "printed_pdf": (Family.TEXT, flat.printed_pdf),
    "bundle": (Family.TEXT, flat.pdf),
    "scan_100": (Family.FLAT, flat.scan(100)),
    "scan_150": (Family.FLAT, flat.scan(150)),
    "scan_200": (Family.FLAT, flat.scan(200)),
    "scan_300": (Family.FLAT, flat.scan(300)),
    "scan_bits": (Family.FLAT, flat.scan_bits),
    "skew": (Family.FLAT, flat.skew),
    "turned_90": (Family.FLAT, flat.turned(1)),
    "turned_180": (Family.FLAT, flat.turned(2)),
    "turned_270": (Family.FLAT, flat.turned(3)),
    "screenshot": (Family.FLAT, flat.screenshot),
    "chat_1600": (Family.FLAT, flat.chat(1600)),
    "chat_1280": (Family.FLAT, flat.chat(1280)),
    "highlighter": (Family.FLAT, flat.marked(wear.highlighted)),
    "stamp": (Family.FLAT, flat.marked(wear.stamped)),
    "pen": (Family.FLAT, flat.marked(wear.penned)),
    "photo": (Family.PHOTO, photos.photo),
    "perspective": (Family.PHOTO, photos.perspective),
    "curl": (Family.PHOTO, photos.curl),
    "shadow": (Family.PHOTO, photos.lit(wear.shadowed)),
    "glare": (Family.PHOTO, photos.lit(wear.glare)),
    "dim": (Family.PHOTO, photos.dim),
    "motion": (Family.PHOTO, photos.lit(wear.shaken)),
    "moire": (Family.PHOTO, photos.moire),
    "exif": (Family.PHOTO, photos.exif),
    "exif_absent": (Family.PHOTO, photos.exif_absent),
    "exif_junk": (Family.PHOTO, photos.exif_junk),
    "heic": (Family.PHOTO, photos.heic),
    "docx": (Family.PHOTO, photos.docx),
    "several": (Family.PHOTO, photos.several),
    "crop": (Family.PHOTO, photos.crop),
    "fax": (Family.POOR, flat.fax),
    "photocopy": (Family.POOR, flat.copier(1)),
    "photocopy_twice": (Family.POOR, flat.copier(2)),
    "chat_900": (Family.POOR, flat.chat(900)),
}
"""`bundle` is one file of several sheets: its originals are bundled before they come here."""
SCREEN = frozenset({"screenshot", "chat_1600", "chat_1280", "chat_900", "moire", "crop"})
"""What is done with a phone's own screen."""
WHOLE = frozenset({
    "pdf", "printed_pdf", "bundle", "scan_100", "scan_150", "scan_200", "scan_300", "scan_bits", "fax",
    "photocopy", "photocopy_twice",
})  # fmt: skip
"""Copies that hold all pages of a sheet; the others show the first."""
