"""Copies that were never before a camera's lens, most of them: files, scans, screens, chats, fax and copier."""

from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from bench.item import Family
from bench.third import files, wear
from bench.third.camera import Image
from bench.third.shots import Copied, Original, named, page_of, pages_of, photographed, snapped, trimmed, within


def pdf(rng: Random, original: Original) -> Copied:
    """As downloaded; half of them under the portal's own name."""
    if original.nss and rng.random() < 0.5:
        return Copied(original.pdf, f"comprobanteVigenciaDerechos{original.nss}{rng.choice(('', ' (1)'))}.pdf")
    return Copied(original.pdf, rng.choice(("vigencia.pdf", "IMSS.pdf", "Constancia de vigencia (1).pdf")))


def printed_pdf(rng: Random, original: Original) -> Copied:
    """Printed to PDF by a browser or a phone."""
    return Copied(files.printed(original.pdf, rng), rng.choice(("Imprimir.pdf", "documento.pdf")))


def scan(dpi: int) -> Callable[[Random, Original], Copied]:
    def scan(rng: Random, original: Original) -> Copied:
        pages = [wear.flatbed(rng, page) for page in pages_of(original, dpi)]
        ending = rng.choice(("pdf", "pdf", "pdf", "tif", "jpg"))
        if ending == "tif":
            return Copied(files.tiff(pages, dpi, bits=False), named(rng, "tif"))
        if ending == "jpg" and len(pages) == 1:
            return Copied(files.jpeg(pages[0], rng.randint(70, 92)), named(rng, "jpg"))
        return Copied(files.pdf(pages, dpi, rng.randint(60, 88)), f"Scan_{rng.randint(1, 999):04d}.pdf")

    return scan


def scan_bits(rng: Random, original: Original) -> Copied:
    """Scanned in black and white, as a PDF or a TIFF of bits."""
    dpi = rng.choice((200, 300))
    pages = [wear.black_and_white(wear.flatbed(rng, page), 165) for page in pages_of(original, dpi)]
    if rng.random() < 0.5:
        return Copied(files.tiff(pages, dpi, bits=True), named(rng, "tiff"))
    return Copied(files.pdf(pages, dpi, 80, bits=True), named(rng, "pdf"))


def skew(rng: Random, original: Original) -> Copied:
    """Laid askew on the glass, two to twenty degrees."""
    degrees = rng.choice((-1, 1)) * rng.choice((rng.uniform(2, 8), rng.uniform(8, 20)))
    ground = rng.choice(((252, 252, 250), (252, 252, 250), (60, 60, 62), (200, 202, 198)))
    picture = wear.askew(wear.flatbed(rng, page_of(original, rng.choice((150, 200)))), degrees, ground)
    return Copied(files.jpeg(picture, rng.randint(72, 90)), named(rng, "jpg"))


def turned(quarters: int) -> Callable[[Random, Original], Copied]:
    def turned(rng: Random, original: Original) -> Copied:
        if rng.random() < 0.5:
            pages = [np.rot90(wear.flatbed(rng, page), quarters).copy() for page in pages_of(original, 180)]
            return Copied(files.pdf(pages, 180, 75), named(rng, "pdf"))
        photo = np.rot90(photographed(rng, original), quarters).copy()
        return Copied(files.jpeg(photo, rng.randint(78, 90)), named(rng, "jpg"), family=Family.PHOTO)

    return turned


def screenshot(rng: Random, original: Original) -> Copied:
    """The PDF in a phone's viewer with its bars, or the app's own screen."""
    if original.screen:
        return Copied(files.png(page_of(original, 0)), f"Screenshot_202611{rng.randint(1, 28):02d}-1021.png")
    page = page_of(original, 160)
    width = rng.choice((1080, 1170, 1242))
    page = trimmed(page) if rng.random() < 0.5 else page
    scale = width / page.shape[1]
    shown = cv2.resize(
        page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    dark = rng.random() < 0.6
    tone, ink = (24, (235,) * 3) if dark else (238, (40,) * 3)
    top, foot = (
        np.full((rng.randint(180, 260), width, 3), tone, np.uint8),
        np.full((rng.randint(100, 420), width, 3), tone, np.uint8),
    )
    face = cv2.FONT_HERSHEY_DUPLEX
    cv2.putText(top, f"{rng.randint(7, 22)}:{rng.randint(10, 59)}", (48, 60), face, 1.1, ink, 2, cv2.LINE_AA)
    cv2.putText(top, f"{rng.randint(9, 99)}%", (width - 150, 60), face, 1.1, ink, 2, cv2.LINE_AA)
    cv2.putText(
        top, rng.choice(("comprobante.pdf", "1 de 1", "Drive")), (160, 150), face, 1.2, ink, 2, cv2.LINE_AA
    )
    picture = np.vstack((top, shown, foot))
    if rng.random() < 0.5:
        return Copied(files.png(picture), f"Captura de pantalla {rng.randint(1, 99)}.png")
    return Copied(files.jpeg(picture, rng.randint(82, 94)), f"Screenshot_{rng.randint(1, 99)}.jpg")


def chat(side: int) -> Callable[[Random, Original], Copied]:
    def chat(rng: Random, original: Original) -> Copied:
        """A page or, where enough pixels are left, a photo, shrunk by a messenger."""
        if not original.screen and side > 1000 and rng.random() < 0.5:
            picture = snapped(rng, trimmed(page_of(original, 240)), lean=3, side=2600)
            picture = wear.sensor(rng, wear.uneven(rng, picture))
        elif original.screen:
            picture = page_of(original, 0)[: 2 * side]  # a long screen is shot in pieces; the first one is sent
            return _cut(rng, original, picture, side)
        else:
            picture = trimmed(page_of(original, 200))
        small = within(picture, side)
        name = f"IMG-202611{rng.randint(1, 28):02d}-WA{rng.randint(0, 99):04d}"
        if rng.random() < 0.2:
            return Copied(files.webp(small, rng.randint(70, 85)), f"{name}.webp")
        return Copied(files.jpeg(small, rng.randint(66, 82)), f"{name}.jpg")

    return chat


def _cut(rng: Random, original: Original, picture: Image, side: int) -> Copied:
    seen = picture.shape[0] / page_of(original, 0).shape[0]
    content = files.jpeg(within(picture, side), rng.randint(66, 82))
    return Copied(content, f"IMG-20261102-WA{rng.randint(0, 99):04d}.jpg", (0, seen))


def marked(mark: Callable[[Random, Image], Image]) -> Callable[[Random, Original], Copied]:
    def marked(rng: Random, original: Original) -> Copied:
        """Printed, written upon, then scanned or photographed."""
        page = mark(rng, page_of(original, 220))
        if rng.random() < 0.6:
            return Copied(files.pdf([wear.flatbed(rng, page)], 220, rng.randint(65, 85)), named(rng, "pdf"))
        photo = wear.sensor(rng, wear.uneven(rng, snapped(rng, page, lean=3)))
        return Copied(files.jpeg(photo, rng.randint(80, 90)), named(rng, "jpg"), family=Family.PHOTO)

    return marked


def fax(rng: Random, original: Original) -> Copied:
    """A fax machine's fine mode: 204 by 196 dots an inch, one bit, a line lost here and there."""
    pages = []
    for page in pages_of(original, 204):
        grey = wear.black_and_white(wear.flatbed(rng, page, skew=0.5), rng.randint(150, 180))
        for _ in range(rng.randint(0, 3)):
            row = rng.randrange(grey.shape[0])
            grey[row : row + 1] = rng.choice((0, 255))
        pages.append(
            cv2.resize(grey, (1728, int(grey.shape[0] * 1728 / grey.shape[1])), interpolation=cv2.INTER_NEAREST)
        )
    return Copied(files.tiff(pages, 204, bits=True), f"FAX{rng.randint(1, 9999):05d}.tif")


def copier(generations: int) -> Callable[[Random, Original], Copied]:
    def copier(rng: Random, original: Original) -> Copied:
        pages = pages_of(original, 200)
        for generation in range(generations):
            worn = generation > 0
            pages = [wear.copied(rng, page, worn=worn) for page in pages]
        return Copied(
            files.pdf([wear.flatbed(rng, page) for page in pages], 200, rng.randint(60, 80)), named(rng, "pdf")
        )

    return copier
