"""The sheet of `bench.fourth.page` with codes, emblems and stamps, and the colours of offices."""

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color

from bench.fourth import page
from bench.fourth.page import hue

GREEN, WINE, GOLD, GREY, PALE, SOFT = map(hue, ("#1f6b52", "#6b1f3a", "#b08d4a", "#666666", "#eef3f0", "#dddddd"))


class Page(page.Page):
    """Lengths and fonts are as in `bench.fourth.page`."""

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code from its upper left corner."""
        code = QrCodeWidget(text, barLevel="M")
        left, foot, right, _ = code.getBounds()
        scale = side / (right - left)
        drawing = Drawing(side, side, transform=[scale, 0, 0, scale, -left * scale, -foot * scale])
        drawing.add(code)
        renderPDF.draw(drawing, self._canvas, x, self.height - y - side)

    def bars(self, x: float, y: float, text: str, height: float = 24, width: float = 0.8) -> None:
        """A bar code; `width` is that of its thinnest bar."""
        bars = code128.Code128(text, barHeight=height, barWidth=width, humanReadable=False)
        bars.drawOn(self._canvas, x - 6.4 * width, self.height - y - height)

    def disc(self, x: float, y: float, r: float, color: Color, *, filled: bool = True) -> None:
        """A circle about its middle, full or a line."""
        canvas = self._canvas
        canvas.setFillColor(color)
        canvas.setStrokeColor(color)
        canvas.circle(x, self.height - y, r, stroke=int(not filled), fill=int(filled))

    def logo(self, x: float, y: float, size: float = 34, color: Color = GREEN, words: bool = True) -> None:
        """An emblem of no office; `words` writes the institute's below it."""
        canvas, top = self._canvas, self.height - y
        canvas.setFillColor(color)
        canvas.setStrokeColor(color)
        canvas.setLineWidth(1.2)
        canvas.circle(x + size / 2, top - size / 2, size / 2, stroke=1, fill=0)
        roof = canvas.beginPath()
        roof.moveTo(x + size * 0.2, top - size * 0.62)
        roof.lineTo(x + size * 0.5, top - size * 0.18)
        roof.lineTo(x + size * 0.8, top - size * 0.62)
        roof.close()
        canvas.drawPath(roof, stroke=0, fill=1)
        canvas.rect(x + size * 0.3, top - size * 0.82, size * 0.4, size * 0.14, stroke=0, fill=1)
        if words:
            self.text(x + size / 2, y + size + 9, "IMSS", "SB", 8, "c", color)

    def watermark(self, text: str, size: float) -> None:
        """Pale letters across the sheet."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(35)
        canvas.setFillColor(hue("#efefef"))
        canvas.setFont("SB", size)
        canvas.drawCentredString(0, -size / 3, text)
        canvas.restoreState()

    def stamp(self, x: float, y: float, word: str, above: str, below: str, ink: Color) -> None:
        """A stamp set down a little askew, about its middle."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self.height - y)
        canvas.rotate(9)
        canvas.setStrokeColor(ink)
        canvas.setFillColor(ink)
        canvas.setLineWidth(2.2)
        canvas.roundRect(-118, -34, 236, 72, 6, stroke=1, fill=0)
        canvas.setLineWidth(0.7)
        canvas.roundRect(-113, -29, 226, 62, 4, stroke=1, fill=0)
        for foot, text, size in ((18, above, 9), (-3, word, 17), (-20, below, 9)):
            canvas.setFont("SB", size)
            canvas.drawCentredString(0, foot, text)
        canvas.restoreState()

    def captioned(
        self, x: float, y: float, label: str, value: str, font: str = "S", size: float = 9, small: float = 6.5,
        color: Color = GREY, width: float = 160,
    ) -> float:  # fmt: skip
        """A small label over its value. Gives where the next label would stand."""
        self.text(x, y, label, font, small, color=color)
        return self.wrapped(x, y + size + 3, width, value or " ", font + "B", size) + 4
