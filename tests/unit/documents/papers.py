"""Small papers for tests: PDFs that show, hide or only picture a few lines, and pictures of them."""

import io
from collections.abc import Callable

import numpy as np
import pypdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

# Without accents: Pillow's own font has none.
LINES = (
    "Constancia de Vigencia de Derechos",
    "Numero de Seguridad Social: 07222400017",
    "Con derecho al servicio medico: SI",
    "Registro patronal A3399990326 modalidad 32",
    "Fecha de expedicion 12/08/2026",
)
WIDTH, HEIGHT = letter


def pdf(*drawings: Callable[[Canvas], None], rotate: int = 0) -> bytes:
    """A letter-size PDF, one page for each drawing, shown turned clockwise by `rotate` degrees."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter)
    for drawing in drawings:
        drawing(canvas)
        canvas.showPage()
    canvas.save()
    if not rotate:
        return file.getvalue()
    writer, turned = pypdf.PdfWriter(file), io.BytesIO()
    for page in writer.pages:
        page.rotate(rotate)
    writer.write(turned)
    return turned.getvalue()


def lines(canvas: Canvas, *, mode: int = 0, white: bool = False, right: float = 0.0) -> None:
    """LINES as text, the first at 100 points from the top; `mode` is the PDF's text rendering mode."""
    text = canvas.beginText(72 + right, HEIGHT - 100)
    text.setFont("Helvetica", 14)
    text.setTextRenderMode(mode)
    text.setFillGray(1.0 if white else 0.0)
    text.setLeading(40)
    for line in LINES:
        text.textLine(line)
    canvas.drawText(text)


def picture(*, width: int = 1275, height: int = 1650, size: int = 40) -> Image.Image:
    """LINES as pixels: letter size at 150 dpi."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    for at, line in enumerate(LINES):
        pen.text((150, 200 + at * 90), line, fill="black", font=font)
    return image


def scanned(canvas: Canvas, image: Image.Image | None = None) -> None:
    """The picture on the whole page."""
    canvas.drawImage(ImageReader(image or picture()), 0, 0, WIDTH, HEIGHT)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def pixels(image: Image.Image) -> np.ndarray:
    """As the reader holds pictures: blue, green, red."""
    return np.asarray(image.convert("RGB"), dtype=np.uint8)[:, :, ::-1].copy()
