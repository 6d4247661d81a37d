"""The baselines: engines with their defaults, then `bench.patterns`, as a careful script would use them.

A PDF's own text is taken where there is enough of it. All pages of a file make one answer.
"""

import io
import os
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from functools import cache
from pathlib import Path
from typing import Any

import pillow_heif
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from bench.answers import Reply
from bench.patterns import answer
from tests.documents import TODAY

PDF_DPI = 200
"""What the baselines draw PDF pages at, if a page has no text of its own."""
ENOUGH_TEXT = 200
"""Characters of a text layer from which a baseline believes it and calls no engine."""
Picture = Image.Image


class Plain(ABC):
    """An engine over every page, then the shared patterns; no use is made of the file's name."""

    name = ""

    def read(self, content: bytes, _name: str, /) -> Reply:
        """One answer for all pages together. Raises what Pillow or PDFium raises for files they cannot open."""
        texts = [text if text else self.recognise(picture) for text, picture in _pages(content)]
        return Reply((answer("\n".join(texts), TODAY),))

    @abstractmethod
    def recognise(self, picture: Picture, /) -> str:
        """Text of one picture, lines in reading order."""


def _pages(content: bytes) -> list[tuple[str, Picture]]:
    """For each page its text layer ("" where too thin) and its picture (made only where there is no text)."""
    if content[:5] == b"%PDF-":
        return _pdf_pages(content)
    pillow_heif.register_heif_opener()
    with Image.open(io.BytesIO(content)) as picture:
        pages = []
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            pages.append(("", _upright(picture)))
        return pages


def _upright(picture: Picture) -> Picture:
    try:
        return ImageOps.exif_transpose(picture).convert("RGB")
    except (KeyError, SyntaxError, ValueError):  # EXIF that means nothing
        return picture.convert("RGB")


def _pdf_pages(content: bytes) -> list[tuple[str, Picture]]:
    document = pdfium.PdfDocument(content)
    try:
        pages = []
        for page in document:
            text = page.get_textpage().get_text_bounded()
            if len(text.strip()) >= ENOUGH_TEXT:
                pages.append((text, Image.new("RGB", (1, 1))))
            else:
                pages.append(("", page.render(scale=PDF_DPI / 72).to_pil().convert("RGB")))
        return pages
    finally:
        document.close()


class PlainTesseract(Plain):
    """Tesseract, Spanish, its default page segmentation."""

    name = "tesseract"

    def recognise(self, picture: Picture, /) -> str:
        """Text as Tesseract orders it."""
        import pytesseract

        return str(pytesseract.image_to_string(picture, lang="spa", timeout=120))


class PlainRapid(Plain):
    """RapidOCR with its defaults (full-size detection, line classifier, recogniser)."""

    name = "rapid"

    def recognise(self, picture: Picture, /) -> str:
        """Lines from top to bottom; boxes that overlap in height share a line, left to right."""
        result = _rapid()(picture)
        if result.txts is None:
            return ""
        cells = sorted(
            (float(box[:, 1].mean()), float(box[:, 0].min()), float(box[:, 1].max() - box[:, 1].min()), text)
            for box, text in zip(result.boxes, result.txts, strict=True)
        )
        lines: list[list[tuple[float, float, float, str]]] = []
        for cell in cells:
            if lines and abs(cell[0] - lines[-1][0][0]) < cell[2] * 0.5:
                lines[-1].append(cell)
            else:
                lines.append([cell])
        return "\n".join("   ".join(cell[3] for cell in sorted(line, key=lambda each: each[1])) for line in lines)


@cache
def _rapid() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


class PlainPdfplumber:
    """pdfplumber's text of a PDF and the shared patterns: what a careful script would do without an engine."""

    name = "pdfplumber"

    def read(self, content: bytes, _name: str, /) -> Reply:
        """One answer for all pages together. Raises what pdfminer raises for what is no PDF."""
        import pdfplumber

        with pdfplumber.open(io.BytesIO(content)) as document:
            return Reply((answer("\n".join(page.extract_text() for page in document.pages), TODAY),))


class PlainOcrmypdf:
    """OCRmyPDF as its manual advises for such files (turn pages upright, straighten them, keep a text that is
    there), with Tesseract in Spanish; then the PDF's text and the shared patterns. It is a program of its own, and
    starting it is part of what it costs."""

    name = "ocrmypdf"
    seconds = 300

    def read(self, content: bytes, _name: str, /) -> Reply:
        """One answer for all pages together. Raises CalledProcessError where OCRmyPDF gives no PDF."""
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder, "source.pdf"), Path(folder, "target.pdf")
            source.write_bytes(content if content[:5] == b"%PDF-" else _as_pdf(content))
            command = [
                sys.executable, "-m", "ocrmypdf", "--quiet", "-l", "spa", "--rotate-pages", "--deskew",
                "--skip-text", "--output-type", "pdf", "--jobs", str(os.cpu_count() or 1), str(source),
                str(target),
            ]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True, timeout=self.seconds)
            document = pdfium.PdfDocument(target.read_bytes())
            try:
                texts = [page.get_textpage().get_text_bounded() for page in document]
            finally:
                document.close()
        return Reply((answer("\n".join(texts), TODAY),))


def _as_pdf(content: bytes) -> bytes:
    """A picture on a page, by img2pdf, turned upright first; its EXIF may be junk."""
    import img2pdf

    parts = []
    for _, picture in _pages(content):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=95)
        parts.append(out.getvalue())
    made = img2pdf.convert(parts)
    assert isinstance(made, bytes)
    return made
