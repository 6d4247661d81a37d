"""Pictures and PDFs as the files that students attach."""

import io
import time
import zipfile
from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
import pillow_heif
import pypdfium2 as pdfium
from docx import Document
from docx.shared import Inches
from PIL import Image as Pillow
from pypdf import PdfReader, PdfWriter, Transformation

from bench.third.camera import Image

ORIENTATION = 0x0112
MADE = time.struct_time((2026, 11, 16, 9, 30, 0, 0, 0, 0))
"""When all files were made, so that they are the same today and tomorrow."""


def drawn(pdf: bytes, dpi: float) -> list[Image]:
    """Every page as a picture."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()


def jpeg(picture: Image, quality: int, *, orientation: int | None = None, dpi: int = 0) -> bytes:
    """With or without an EXIF orientation, which is written as it is told: true or junk; 0 dpi are told to nobody."""
    out, exif = io.BytesIO(), Pillow.Exif()
    if orientation is not None:
        exif[ORIENTATION] = orientation
    told = {"dpi": (dpi, dpi)} if dpi else {}
    Pillow.fromarray(picture).save(out, "JPEG", quality=quality, exif=exif, **told)
    return out.getvalue()


def png(picture: Image) -> bytes:
    """Lossless."""
    out = io.BytesIO()
    Pillow.fromarray(picture).save(out, "PNG", compress_level=3)
    return out.getvalue()


def webp(picture: Image, quality: int) -> bytes:
    """As some messengers store pictures."""
    out = io.BytesIO()
    Pillow.fromarray(picture).save(out, "WEBP", quality=quality, method=2)
    return out.getvalue()


def heic(picture: Image, quality: int) -> bytes:
    """As an iPhone stores it."""
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    Pillow.fromarray(picture).save(out, "HEIF", quality=quality, enc_params={"preset": "ultrafast"})
    return out.getvalue()


def tiff(pictures: Sequence[Image], dpi: float, *, bits: bool) -> bytes:
    """One or many pages; `bits` packs black and white as a fax machine does."""
    out = io.BytesIO()
    first, *rest = [Pillow.fromarray(each) for each in pictures]
    if bits:
        first, *rest = [each.convert("1") for each in (first, *rest)]
    how = "group4" if bits else "jpeg"
    first.save(out, "TIFF", compression=how, dpi=(dpi, dpi), save_all=True, append_images=rest)
    return out.getvalue()


def pdf(pictures: Sequence[Image], dpi: float, quality: int, *, bits: bool = False) -> bytes:
    """A scanner's PDF: a picture on each page, as JPEG, or as bits (where there is no quality to choose)."""
    out = io.BytesIO()
    first, *rest = [Pillow.fromarray(each).convert("1") if bits else Pillow.fromarray(each) for each in pictures]
    how = {"creationDate": MADE, "modDate": MADE} | ({} if bits else {"quality": quality})
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest, **how)
    return out.getvalue()


def printed(pdf_bytes: bytes, rng: Random) -> bytes:
    """A PDF printed to PDF: each page shrunk onto another paper, by another producer."""
    reader, writer = PdfReader(io.BytesIO(pdf_bytes)), PdfWriter()
    size = rng.choice(((595.3, 841.9), (612.0, 792.0), (612.0, 1008.0)))
    for source in reader.pages:
        wide, high = float(source.mediabox.width), float(source.mediabox.height)
        paper = (max(size), min(size)) if wide > high else size
        scale = min(paper[0] / wide, paper[1] / high) * rng.uniform(0.88, 0.97)
        page = writer.add_blank_page(*paper)
        x, y = (paper[0] - wide * scale) / 2, (paper[1] - high * scale) / 2
        page.merge_transformed_page(source, Transformation().scale(scale).translate(x, y))
    writer.add_metadata({"/Producer": rng.choice(("Skia/PDF m138", "iOS Quartz PDFContext", "Print To PDF"))})
    return _written(writer)


def bundled(pdfs: Sequence[bytes]) -> bytes:
    """Several PDFs as one."""
    writer = PdfWriter()
    for each in pdfs:
        writer.append(PdfReader(io.BytesIO(each)), import_outline=False)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(picture: bytes, words: str) -> bytes:
    """A Word file with a picture in it, as wide as the text."""
    document = Document()
    document.add_paragraph(words)
    document.add_picture(io.BytesIO(picture), width=Inches(6))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:  # once more, without the hour at which it was made
        return zipped([(name, archive.read(name)) for name in archive.namelist()])


def zipped(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    """A ZIP with these members, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, MADE[:6]), content)
    return out.getvalue()
