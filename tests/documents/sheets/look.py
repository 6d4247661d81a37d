"""Typefaces, colours and paper of one sheet, and the small drawing steps that layouts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.fonts import Face, face, families

ACCENTS = ("#13322b", "#9d2449", "#00695c", "#285c4d", "#1a3d6d", "#444444", "#000000")
WATERMARKS = ("IMSS", "SIN VALOR OFICIAL", "DOCUMENTO INFORMATIVO", "SEGURIDAD Y SOLIDARIDAD SOCIAL", "COPIA")


@dataclass(frozen=True, slots=True)
class Look:
    """What a layout draws with. Sizes in points; `page` is (width, height)."""

    face: Face
    accent: Color
    ink: Color
    size: float
    page: tuple[float, float]
    watermark: str
    stamp: bool


def look(rng: Random, *, kind: str = "", page: tuple[float, float] | None = None) -> Look:
    """One look; `kind` (sans, serif, mono) is drawn too where not given."""
    chosen = kind or rng.choices(["sans", "serif"], [8, 2])[0]
    return Look(
        face=face(rng.choice(families(chosen))),
        accent=HexColor(rng.choice(ACCENTS)),
        ink=rng.choice([black, black, HexColor("#222222"), HexColor("#3c3c3c")]),
        size=rng.choice([8.5, 9, 9, 10, 10, 11]),
        page=page or (letter if rng.random() < 0.85 else A4),
        watermark=rng.choice(WATERMARKS) if rng.random() < 0.25 else "",
        stamp=rng.random() < 0.1,
    )


def fitted(text: str, font: str, size: float, width: float, *, least: float = 5.5) -> float:
    """The largest size up to `size` at which `text` is no wider than `width` (points), not below `least`."""
    while size > least and stringWidth(text, font, size) > width:
        size -= 0.25
    return size


def unbroken(text: str, font: str, size: float, width: float) -> float:
    """The largest size up to `size` at which no word of `text` (a CURP, say) is wider than `width`."""
    return min((fitted(word, font, size, width) for word in text.split() if len(word) <= 30), default=size)


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width`; words longer than a line (seals, chains) are cut."""
    lines: list[str] = []
    for line in simpleSplit(text, font, size, width) or [""]:
        rest = line
        while stringWidth(rest, font, size) > width and len(rest) > 1:
            cut = len(rest)
            while cut > 1 and stringWidth(rest[:cut], font, size) > width:
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines


def shares(rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Column widths in points that add up to `width`: wide cells get more, so that no CURP is broken."""
    columns = list(zip(*rows, strict=True))
    weights = [max(9, *(min(len(cell), 24) for cell in column)) for column in columns]
    return [width * weight / sum(weights) for weight in weights]


def write(canvas: Canvas, x: float, y: float, text: str, *, font: str, size: float, ink: Color = black) -> None:
    """One line of text with its baseline at (x, y), PDF coordinates (origin bottom left)."""
    canvas.setFont(font, size)
    canvas.setFillColor(ink)
    canvas.drawString(x, y, text)


def watermark(canvas: Canvas, style: Look) -> None:
    """A large pale word across the page, if the look has one."""
    if not style.watermark:
        return
    width, height = style.page
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(40)
    size = fitted(style.watermark, style.face.bold, 110, width * 0.95, least=20)
    canvas.setFont(style.face.bold, size)
    canvas.setFillColor(Color(0.55, 0.55, 0.55, alpha=0.16))
    canvas.drawCentredString(0, -size / 3, style.watermark)
    canvas.restoreState()


def emblem(canvas: Canvas, x: float, y: float, size: float, style: Look) -> None:
    """An invented round emblem with four letters; (x, y) is its lower left corner."""
    canvas.saveState()
    canvas.setFillColor(style.accent)
    canvas.circle(x + size / 2, y + size / 2, size / 2, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.circle(x + size / 2, y + size * 0.58, size * 0.24, stroke=0, fill=1)
    canvas.setFont(style.face.bold, size * 0.2)
    canvas.drawCentredString(x + size / 2, y + size * 0.1, "IMSS")
    canvas.restoreState()


def stamp(canvas: Canvas, x: float, y: float, style: Look, rng: Random) -> None:
    """A violet reception stamp over whatever is there, if the look has one; its ink lets the text show through."""
    if not style.stamp:
        return
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(rng.uniform(-14, 14))
    colour = Color(0.35, 0.2, 0.6, alpha=0.4)
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(1.5)
    canvas.roundRect(-55, -20, 110, 40, 5, stroke=1, fill=0)
    canvas.setFont(style.face.bold, 11)
    canvas.drawCentredString(0, 3, "RECIBIDO")
    canvas.setFont(style.face.regular, 7)
    canvas.drawCentredString(0, -10, "SERVICIOS ESCOLARES")
    canvas.restoreState()


def squares(canvas: Canvas, x: float, y: float, side: float, rng: Random) -> None:
    """Something that looks like a QR code and encodes nothing."""
    cells = 25
    step = side / cells
    canvas.saveState()
    canvas.setFillColor(black)
    for row in range(cells):
        for column in range(cells):
            if rng.random() < 0.48:
                canvas.rect(x + column * step, y + row * step, step, step, stroke=0, fill=1)
    for left, low in ((0, cells - 7), (0, 0), (cells - 7, cells - 7)):
        for inset, colour in ((0, black), (1, white), (2, black)):
            canvas.setFillColor(colour)
            width = (7 - 2 * inset) * step
            canvas.rect(x + (left + inset) * step, y + (low + inset) * step, width, width, stroke=0, fill=1)
    canvas.restoreState()
