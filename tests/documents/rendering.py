"""A PDF page to a picture, and a picture to the bytes of a file."""

import io
import time

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from tests.documents.effects import Picture

Made = tuple[bytes, str]
"""A copy's bytes and file name."""

MADE = time.gmtime(1_786_000_000)
"""When every scan was made: fixed, so that a seed gives the same bytes."""
NARROW = 500.0
"""Pages narrower than this (points) are phone screenshots; they are drawn at a higher resolution."""


def rendered(pdf: bytes, dpi: float, page: int = 0) -> Picture:
    """One page as a picture."""
    sheet = pdfium.PdfDocument(pdf)[page]
    width, height = sheet.get_size()
    scale = dpi / 72 * (1.6 if width < NARROW else 1)
    # A picture of the longest app column stays below what a phone's camera gives.
    scale = min(scale, 4200 / max(width, height))
    return np.asarray(sheet.render(scale=scale).to_pil().convert("RGB"))


def pages_of(pdf: bytes) -> int:
    return len(pdfium.PdfDocument(pdf))


def jpeg(picture: Picture, quality: int, *, exif: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=quality, exif=exif)
    return buffer.getvalue()


def png(picture: Picture) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


def as_pdf(pictures: list[Picture], dpi: float, quality: int, *, bits: bool = False) -> bytes:
    """A scanner's PDF: each page one JPEG, or one CCITT picture of one bit a pixel."""
    images = [Image.fromarray(picture).convert("1" if bits else "RGB") for picture in pictures]
    buffer = io.BytesIO()
    options = {"resolution": dpi, "creationDate": MADE, "modDate": MADE} | ({} if bits else {"quality": quality})
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], **options)
    return buffer.getvalue()
