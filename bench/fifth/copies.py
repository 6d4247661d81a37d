"""The kinds of copy: from a sheet to what a student attaches."""

from collections.abc import Callable
from random import Random

import numpy as np
from numpy.random import Generator

from bench.fifth.camera import app, flatbeds, lit, machines, photos, sent, viewers
from bench.item import Family
from bench.third import flat
from bench.third.camera import Image
from bench.third.shots import Copied, Original, page_of


def _of(copied: Callable[[Generator, Image], Copied]) -> Callable[[Random, Original], Copied]:
    """Copies of a picture of the first leaf, at the 300 dpi at which `bench.fifth.camera` takes a sheet."""
    return lambda rng, original: copied(np.random.default_rng(rng.getrandbits(64)), page_of(original, 300).copy())


WHOLE = frozenset({"pdf", "printed_pdf"})
"""Copies that hold all leaves of a sheet; the others show the first."""
_FLAT = (
    app.scanner_app, flatbeds.flatbed_grey, flatbeds.flatbed_colour, viewers.phone_screenshot, viewers.pc_screenshot,
    sent.whatsapp_twice,
)  # fmt: skip
_PHOTOS = (
    photos.desk_12mp, photos.desk_4mp, photos.heic, photos.handheld, photos.folded, photos.crumpled, photos.rolled,
    photos.sleeve, photos.hdr, photos.night, photos.warm_mixed, photos.blueish, photos.phone_shadow, photos.old_phone,
    photos.motion, photos.defocus, sent.two_papers, sent.turned, sent.exif_turned, sent.upper_half, sent.photo_pdf,
    sent.photo_word, lit.laptop_screen, lit.phone_screen,
)  # fmt: skip
_POOR = (
    machines.copier, machines.copy_of_copy, machines.fax_fine, machines.fax_standard, sent.messenger,
)  # fmt: skip
COPIES: dict[str, tuple[Family, Callable[[Random, Original], Copied]]] = {
    "pdf": (Family.TEXT, flat.pdf),
    "printed_pdf": (Family.TEXT, flat.printed_pdf),
    **{kind.__name__: (Family.FLAT, _of(kind)) for kind in _FLAT},
    **{kind.__name__: (Family.PHOTO, _of(kind)) for kind in _PHOTOS},
    **{kind.__name__: (Family.POOR, _of(kind)) for kind in _POOR},
}
