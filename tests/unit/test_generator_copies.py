"""Every kind of copy opens, shows the sheet, and is the same for the same seed."""

import io

import numpy as np
import pillow_heif
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageOps

from tests.documents import COPIES, copy, generate

pytestmark = pytest.mark.sweep  # of the bench, not of the program

PDFS = {
    "as_is",
    "resaved",
    "merged",
    "scan_100",
    "scan_150",
    "scan_200",
    "scan_300",
    "scan_bits",
    "scan_layer",
    "fax",
}


def opened(content: bytes, name: str) -> Image.Image:
    """The last page, or the picture as a viewer shows it."""
    if name.lower().endswith(".pdf"):
        document = pdfium.PdfDocument(content)
        return document[len(document) - 1].render(scale=1).to_pil().convert("L")
    if name.lower().endswith(".heic"):
        return pillow_heif.open_heif(content).to_pillow().convert("L")
    image = Image.open(io.BytesIO(content))
    orientation = image.getexif().get(0x0112, 1)
    return (ImageOps.exif_transpose(image) if 1 <= orientation <= 8 else image).convert("L")


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_opens_shows_print_and_repeats(kind: str) -> None:
    pdf, sheet = generate(21, layout="cards", case="si_ours")
    content, name = copy(pdf, kind, 21, name=sheet.filename)
    shown = np.asarray(opened(content, name), np.float32)
    assert min(shown.shape) >= 300
    # Print on a light or dark ground: a blank or ruined picture would have no such spread.
    assert np.percentile(shown, 99.5) - shown.min() > 40
    assert (kind in PDFS) <= name.lower().endswith(".pdf")
    if kind in PDFS or kind == "photo":
        assert copy(pdf, kind, 21, name=sheet.filename) == (content, name)


def test_a_sideways_photo_says_so_in_its_exif() -> None:
    pdf, _ = generate(8, layout="lines", case="no_baja")
    content, _ = copy(pdf, "photo_exif", 8)
    image = Image.open(io.BytesIO(content))
    assert image.getexif()[0x0112] in (3, 6, 8)
    upright = ImageOps.exif_transpose(image)
    assert upright.height > upright.width


def test_a_scanners_text_layer_is_there_and_imperfect() -> None:
    pdf, sheet = generate(9, layout="tables", case="si_job")
    content, _ = copy(pdf, "scan_layer", 9)
    text = pdfium.PdfDocument(content)[0].get_textpage().get_text_bounded()
    found = sum(part in text for part in sheet.printed)
    assert found > 0
    original = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert text != original
    assert len(text) > 0.8 * len(original)


def test_another_seed_makes_another_photo() -> None:
    pdf, _ = generate(8, layout="lines", case="no_baja")
    assert copy(pdf, "photo", 1)[0] != copy(pdf, "photo", 2)[0]
