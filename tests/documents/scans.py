"""Copies that programs, scanners, copiers and fax machines make. Each takes the PDF, a random generator and
the PDF's file name, and gives the copy's bytes and name."""

import io

import cv2
import pypdfium2 as pdfium
from numpy.random import Generator
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents import effects
from tests.documents.effects import Picture
from tests.documents.rendering import Made, as_pdf, jpeg, pages_of, rendered
from tests.documents.sheets.overlay import merged as merged_pdfs
from tests.documents.sheets.overlay import resaved as resaved_pdf


def as_is(pdf: bytes, _rng: Generator, name: str) -> Made:
    return pdf, name


def resaved(pdf: bytes, _rng: Generator, name: str) -> Made:
    return resaved_pdf(pdf), name.replace(".pdf", " firmado.pdf")


def merged(pdf: bytes, rng: Generator, _name: str) -> Made:
    """After a cover page that says who sends it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.drawString(72, 720, "DOCUMENTOS PARA AFILIACION AL SEGURO FACULTATIVO")
    canvas.drawString(72, 690, f"Grupo {rng.integers(1, 9)}-A, agosto de 2026")
    canvas.save()
    return merged_pdfs([buffer.getvalue(), pdf]), "documentos.pdf"


def _flatbed(picture: Picture, rng: Generator) -> Picture:
    scanned = effects.turned(effects.paper(picture, rng), rng.uniform(-0.8, 0.8), ground=(246, 246, 244))
    return effects.noise(effects.blur(scanned, 0.55), rng, 2.5)


def scan(pdf: bytes, rng: Generator, _name: str, *, dpi: int) -> Made:
    pages = [_flatbed(rendered(pdf, dpi, page), rng) for page in range(pages_of(pdf))]
    return as_pdf(pages, dpi, int(rng.integers(60, 85))), f"escaneo{rng.integers(1, 9999):04d}.pdf"


def scan_jpeg(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = _flatbed(rendered(pdf, int(rng.choice([150, 200]))), rng)
    return jpeg(picture, int(rng.integers(55, 85))), f"Scan_{rng.integers(1, 999):03d}.jpg"


def scan_bits(pdf: bytes, rng: Generator, _name: str) -> Made:
    pages = [effects.faxed(_flatbed(rendered(pdf, 300, page), rng), rng) for page in range(pages_of(pdf))]
    return as_pdf(pages, 300, 80, bits=True), f"doc{rng.integers(1, 9999):05d}.pdf"


SLIPS = {
    "0": "O",
    "O": "0",
    "1": "l",
    "5": "S",
    "8": "B",
    "2": "Z",
    "6": "b",
    "I": "1",
    "M": "N",
    "Ñ": "N",
    "E": "F",
}


def scan_layer(pdf: bytes, rng: Generator, _name: str) -> Made:
    """A scanner that writes its own OCR under the picture, about one slip in forty characters."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    document = pdfium.PdfDocument(pdf)
    for index in range(len(document)):
        width, height = document[index].get_size()
        canvas.setPageSize((width, height))
        textpage = document[index].get_textpage()
        words = canvas.beginText()
        words.setTextRenderMode(3)
        for number in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(number)
            text = "".join(
                SLIPS.get(char, char) if rng.random() < 0.025 else char
                for char in textpage.get_text_bounded(left, bottom, right, top)
            )
            size = max(top - bottom, 4)
            words.setTextOrigin(left, bottom)
            words.setFont("Helvetica", size)
            natural = canvas.stringWidth(text, "Helvetica", size)
            words.setHorizScale(100 * (right - left) / natural if natural else 100)
            words.textLine(text)
        canvas.drawText(words)
        picture = effects.noise(effects.paper(rendered(pdf, 200, index), rng), rng, 2.5)
        image = ImageReader(io.BytesIO(jpeg(picture, 75)))
        canvas.drawImage(image, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue(), f"CamScanner {rng.integers(10, 28)}-08-2026.pdf"


def turned(pdf: bytes, rng: Generator, _name: str, *, degrees: int) -> Made:
    picture = effects.quarter(_flatbed(rendered(pdf, 200), rng), degrees)
    if rng.random() < 0.5:
        return as_pdf([picture], 200, 75), f"escaneo{rng.integers(1, 9999):04d}.pdf"
    return jpeg(picture, 78), f"IMG_{rng.integers(1, 9999):04d}.jpg"


def skewed(pdf: bytes, rng: Generator, _name: str, *, least: float, most: float) -> Made:
    angle = rng.uniform(least, most) * rng.choice([-1, 1])
    picture = effects.turned(effects.paper(rendered(pdf, 200), rng), angle, ground=(235, 235, 235))
    return jpeg(effects.noise(picture, rng, 3), 78), f"scan{rng.integers(1, 999):03d}.jpg"


def fax(pdf: bytes, rng: Generator, _name: str) -> Made:
    pages = []
    for page in range(pages_of(pdf)):
        fine = effects.turned(rendered(pdf, 204, page), rng.uniform(-0.7, 0.7))
        pages.append(effects.faxed(effects.blur(fine, 0.5), rng))
    return as_pdf(pages, 204, 80, bits=True), f"FAX{rng.integers(1, 999):03d}.pdf"


def photocopy(pdf: bytes, rng: Generator, _name: str) -> Made:
    """A photocopy of a photocopy, scanned."""
    pages = []
    for page in range(pages_of(pdf)):
        picture = rendered(pdf, 300, page)
        for _ in range(2):
            picture = effects.photocopied(picture, rng)
        height, width = picture.shape[:2]
        small = cv2.resize(picture, (width * 2 // 3, height * 2 // 3), interpolation=cv2.INTER_AREA)
        pages.append(effects.noise(small, rng, 4))
    return as_pdf(pages, 200, 70), f"copia{rng.integers(1, 99)}.pdf"
