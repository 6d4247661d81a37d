"""A sheet of paper to draw on. Lengths are points; `y` runs down from the upper edge, to a text's base line."""

import io
from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from bench.fourth import faces
from bench.fourth.faces import width_of

faces.register()
ALIGNED = {"l": 0, "c": 1, "r": 2, "j": 4}
"""Left, centred, right, justified."""


def hue(code: str) -> Color:
    """A colour by its code, as in "#0B5345"."""
    return HexColor(code)


def split(text: str, font: str, size: float, width: float) -> list[str]:
    """The text in lines of that width; one empty line if there is none."""
    return list(simpleSplit(text, font, size, width)) or [""]


class Page:
    """One sheet of one or several leaves, all of one size. Fonts are those of `bench.fourth.faces`."""

    def __init__(self, size: tuple[float, float] = LETTER) -> None:
        self.width, self.height = size
        self._written = io.BytesIO()
        # Without `invariant` the hour would be in the file.
        self._canvas = Canvas(self._written, pagesize=size, invariant=1)

    def text(
        self, x: float, y: float, text: object, font: str = "S", size: float = 9, align: str = "l",
        color: Color = black,
    ) -> float:  # fmt: skip
        """One line, `x` being its left end, middle or right end by `align`. Gives x and the line's width together."""
        words, canvas = str(text), self._canvas
        canvas.setFillColor(color)
        canvas.setFont(font, size)
        draw = {"l": canvas.drawString, "r": canvas.drawRightString, "c": canvas.drawCentredString}[align]
        draw(x, self.height - y, words)
        return x + width_of(words, font, size)

    def wrapped(
        self, x: float, y: float, width: float, text: object, font: str = "S", size: float = 9,
        lead: float | None = None, align: str = "l", color: Color = black,
    ) -> float:  # fmt: skip
        """Lines of at most `width`, `lead` apart. Gives where the next line would stand."""
        at = {"l": x, "c": x + width / 2, "r": x + width}[align]
        for line in split(str(text), font, size, width):
            self.text(at, y, line, font, size, align, color)
            y += lead or size * 1.25
        return y

    def paragraph(
        self, x: float, y: float, width: float, html: str, font: str = "R", size: float = 10.5,
        lead: float | None = None, align: str = "l", indent: float = 0,
    ) -> float:  # fmt: skip
        """Running text with <b> and <i>; `y` is its upper edge. Gives its lower edge."""
        style = ParagraphStyle(
            "running", fontName=font, fontSize=size, leading=lead or size * 1.4, alignment=ALIGNED[align],
            firstLineIndent=indent,
        )  # fmt: skip
        paragraph = Paragraph(html, style)
        _, high = paragraph.wrap(width, 9999)
        paragraph.drawOn(self._canvas, x, self.height - y - high)
        return float(y + high)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float = 0.6, color: Color = black,
        dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """From point to point; `dash` tells lengths of strokes and gaps."""
        canvas = self._canvas
        canvas.setStrokeColor(color)
        canvas.setLineWidth(width)
        canvas.setDash(list(dash), 0)
        canvas.line(x1, self.height - y1, x2, self.height - y2)
        canvas.setDash([], 0)

    def box(
        self, x: float, y: float, wide: float, high: float, fill: Color | None = None, stroke: Color | None = black,
        width: float = 0.6, r: float = 0, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """From its upper left corner; `r` rounds the corners, `dash` is as of lines; without a
        colour nothing is filled or stroked."""
        canvas, foot = self._canvas, self.height - y - high
        canvas.setLineWidth(width)
        if fill is not None:
            canvas.setFillColor(fill)
        if stroke is not None:
            canvas.setStrokeColor(stroke)
        canvas.setDash(list(dash), 0)
        drawn = {"stroke": int(stroke is not None), "fill": int(fill is not None)}
        if r:
            canvas.roundRect(x, foot, wide, high, r, **drawn)
        else:
            canvas.rect(x, foot, wide, high, **drawn)
        canvas.setDash([], 0)

    def turned(
        self, x: float, y: float, text: str, font: str = "S", size: float = 8, color: Color = black
    ) -> None:
        """A line that runs up the sheet."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self.height - y)
        canvas.rotate(90)
        canvas.setFillColor(color)
        canvas.setFont(font, size)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    def table(
        self, x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[object]], font: str = "S",
        size: float = 8, *, head: int = 1, grid: bool = True, rules: bool = False, fill: Color | None = None,
        pad: float = 3, stroke: Color = black, zebra: Color | None = None,
    ) -> float:  # fmt: skip
        """Cells whose text wraps, from the table's upper left corner. The first `head` rows are bold, on `fill`;
        `grid` frames the cells, `rules` draws a line below each row, both in the colour `stroke`; every second row
        stands on `zebra`. Gives the lower edge."""
        lead = size * 1.2
        for number, row in enumerate(rows):
            face = font + "B" if number < head else font
            cells = [split(str(cell), face, size, wide - 2 * pad) for cell, wide in zip(row, widths, strict=False)]
            high, left = max(map(len, cells)) * lead + 2 * pad, x
            for lines, wide in zip(cells, widths, strict=False):
                ground = fill if number < head else zebra if number % 2 else None
                if grid or ground is not None:
                    self.box(left, y, wide, high, fill=ground, stroke=stroke if grid else None, width=0.4)
                for place, line in enumerate(lines):
                    self.text(left + pad, y + pad + size * 0.85 + place * lead, line, face, size)
                left += wide
            y += high
            if rules:
                self.line(x, y, x + sum(widths), y, 0.4, stroke)
        return y

    def turn_over(self) -> None:
        """Goes on on another leaf."""
        self._canvas.showPage()

    def pdf(self) -> bytes:
        """The sheet as a file; nothing can be drawn after that."""
        self._canvas.save()
        return self._written.getvalue()
