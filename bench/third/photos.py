"""Photos by a phone, in every light and fold, and what they are sent in."""

from collections.abc import Callable
from random import Random

import numpy as np

from bench.third import files, wear
from bench.third.camera import Image
from bench.third.shots import Copied, Original, named, page_of, photographed, snapped, within


def photo(rng: Random, original: Original) -> Copied:
    """A sheet on a desk by daylight."""
    return Copied(files.jpeg(photographed(rng, original), rng.randint(80, 93)), named(rng, "jpg"))


def perspective(rng: Random, original: Original) -> Copied:
    """From a corner of the desk, at an angle."""
    return Copied(
        files.jpeg(photographed(rng, original, lean=25, least=10), rng.randint(80, 93)), named(rng, "jpg")
    )


def curl(rng: Random, original: Original) -> Copied:
    """A sheet that does not lie flat."""
    picture = photographed(rng, original, lean=7, bend=rng.uniform(0.03, 0.07))
    return Copied(files.jpeg(picture, rng.randint(80, 92)), named(rng, "jpg"))


def lit(effect: Callable[[Random, Image], Image]) -> Callable[[Random, Original], Copied]:
    def lit(rng: Random, original: Original) -> Copied:
        scene = effect(rng, snapped(rng, page_of(original, 240)))
        return Copied(files.jpeg(wear.sensor(rng, scene), rng.randint(80, 92)), named(rng, "jpg"))

    return lit


def dim(rng: Random, original: Original) -> Copied:
    """Late, by a weak lamp."""
    scene = wear.uneven(rng, snapped(rng, page_of(original, 240), side=rng.randint(2600, 3200)))
    return Copied(files.jpeg(wear.sensor(rng, scene, dim=True), rng.randint(76, 88)), named(rng, "jpg"))


def moire(rng: Random, original: Original) -> Copied:
    """A monitor or a phone photographed."""
    page, seen = page_of(original, 200), 1.0
    if original.screen:  # no phone shows more at once
        most = int(page.shape[1] * 2.1)
        page, seen = page[:most], min(1.0, most / page.shape[0])
    across = rng.randint(950, 1150) if page.shape[0] > page.shape[1] else rng.randint(1300, 1500)
    shown = wear.on_screen(rng, page, across)
    scene = snapped(rng, shown, side=rng.randint(2600, 3400), lean=4)
    return Copied(files.jpeg(wear.sensor(rng, scene), rng.randint(80, 90)), named(rng, "jpg"), (0, seen))


def exif(rng: Random, original: Original) -> Copied:
    """Held sideways: the pixels lie, and EXIF tells the truth about it."""
    picture, (quarters, told) = photographed(rng, original), rng.choice(((1, 6), (2, 3), (3, 8)))
    return Copied(files.jpeg(np.rot90(picture, quarters).copy(), 88, orientation=told), named(rng, "jpg"))


def exif_absent(rng: Random, original: Original) -> Copied:
    """Held sideways, and the EXIF was lost on the way."""
    turned = np.rot90(photographed(rng, original), rng.choice((1, 2, 3))).copy()
    return Copied(files.jpeg(turned, 86), named(rng, "jpeg"))


def exif_junk(rng: Random, original: Original) -> Copied:
    """EXIF that means nothing, or that turns an upright picture."""
    return Copied(
        files.jpeg(photographed(rng, original), 86, orientation=rng.choice((0, 9, 77, 6, 3))), named(rng, "jpg")
    )


def heic(rng: Random, original: Original) -> Copied:
    """An iPhone's own format."""
    return Copied(
        files.heic(photographed(rng, original), rng.randint(55, 75)), f"IMG_{rng.randint(1000, 9999)}.HEIC"
    )


def docx(rng: Random, original: Original) -> Copied:
    """A photo or a page pasted into a Word file."""
    picture = photographed(rng, original) if rng.random() < 0.7 else page_of(original, 170)
    held = files.jpeg(picture, rng.randint(76, 90))
    words = rng.choice(("Mi constancia", "", "Adjunto vigencia de derechos del IMSS"))
    return Copied(files.docx(held, words), named(rng, "docx"))


def several(rng: Random, original: Original) -> Copied:
    """Two or three photos of one sheet: in a ZIP, as pages of a PDF, or of a TIFF."""
    photos = [photographed(rng, original, side=rng.randint(2200, 2800)) for _ in range(rng.choice((2, 2, 3)))]
    form = rng.choice(("zip", "pdf", "tif"))
    if form == "zip":
        members = [(f"foto {number}.jpg", files.jpeg(each, 82)) for number, each in enumerate(photos, 1)]
        return Copied(files.zipped(members), named(rng, "zip"))
    if form == "pdf":
        return Copied(files.pdf(photos, 200, 80), named(rng, "pdf"))
    return Copied(files.tiff(photos, 200, bits=False), named(rng, "tif"))


def crop(rng: Random, original: Original) -> Copied:
    """A part of the sheet: its foot cut away, its head, or both."""
    page = page_of(original, 220)
    height = page.shape[0]
    inked = np.flatnonzero((page.min(axis=2) < 150).any(axis=1))
    span = int(inked[-1]) - int(inked[0])
    where = rng.choice(("foot", "foot", "head", "both"))
    top = int(inked[0]) + int(span * rng.uniform(0.04, 0.3)) if where != "foot" else 0
    foot = int(inked[0]) + int(span * rng.uniform(0.4, 0.85)) if where != "head" else height
    picture = page[top:foot]
    if rng.random() < 0.6:
        picture = wear.sensor(rng, wear.uneven(rng, within(picture, 2600)))
    content = files.jpeg(picture, rng.randint(78, 92))
    return Copied(content, named(rng, "jpg"), (top / height, foot / height))
