"""Two columns of cards. In the text stream all values come first, then the labels, the title last."""

import io
from random import Random

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import (
    Look,
    emblem,
    fitted,
    shares,
    squares,
    stamp,
    unbroken,
    watermark,
    wrapped,
    write,
)

Ink = list[tuple[float, float, str, str, float]]
"""x, baseline y, text, font, size; kept back so that the stream's order is not the page's."""


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=look.page, invariant=True)
    canvas.setTitle(form.title)
    watermark(canvas, look)
    page = _Cards(canvas, look)
    width, height = look.page
    emblem(canvas, 36, height - 76, 40, look)
    page.labels.append(
        (90, height - 60, form.title, look.face.bold, fitted(form.title, look.face.bold, 16, width - 230))
    )
    labels = form.words.labels
    left = [(labels["holder_section"], form.identity), (labels["affiliation_section"], form.affiliation)]
    right = [(labels["verdict_section"], form.verdict), ("", form.decoys)]
    if rng.random() < 0.4:
        left, right = right, left
    half = (width - 84) / 2
    lows = [page.column(36, height - 100, half, left), page.column(48 + half, height - 100, half, right)]
    low = min(lows)
    for table in (form.employers, form.family):
        if table:
            low = page.table(36, low - 8, width - 72, table)
    low = page.footer(36, low - 14, width - 72, form)
    page.flush()
    if rng.random() < 0.6:
        squares(canvas, width - 110, max(24, low - 80), 66, rng)
    stamp(canvas, width * 0.72, height * 0.62, look, rng)
    canvas.save()
    return buffer.getvalue()


class _Cards:
    """Draws boxes at once and keeps texts back: values, then labels."""

    def __init__(self, canvas: Canvas, look: Look) -> None:
        self.canvas, self.look = canvas, look
        self.values: Ink = []
        self.labels: Ink = []

    def flush(self) -> None:
        """Values from the bottom of the page up, then labels, which makes the worst stream order."""
        for x, y, text, font, size in sorted(self.values, key=lambda ink: ink[1]):
            write(self.canvas, x, y, text, font=font, size=size, ink=self.look.ink)
        for x, y, text, font, size in self.labels[1:] + self.labels[:1]:
            write(self.canvas, x, y, text, font=font, size=size, ink=self.look.accent)

    def column(self, x: float, top: float, width: float, cards: list[tuple[str, tuple[Pair, ...]]]) -> float:
        """Cards one below the other; the lowest y is given back."""
        for heading, pairs in cards:
            if pairs:
                top = self._card(x, top, width, heading, pairs) - 10
        return top

    def _card(self, x: float, top: float, width: float, heading: str, pairs: tuple[Pair, ...]) -> float:
        size, face = self.look.size, self.look.face
        label_width = width * 0.42
        room = width - label_width - 16
        size = min(unbroken(pair.value, face.bold, size, room) for pair in pairs)
        rows = [
            (
                wrapped(pair.label, face.regular, size - 1, label_width - 6),
                wrapped(pair.value, face.bold, size, room),
            )
            for pair in pairs
        ]
        line = size * 1.3
        height = sum(max(len(a), len(b)) * line + 4 for a, b in rows) + (22 if heading else 6)
        self.canvas.setStrokeColor(HexColor("#b8b8b8"))
        self.canvas.roundRect(x, top - height, width, height, 6, stroke=1, fill=0)
        y = top - size - 4
        if heading:
            self.labels.append((x + 8, y, heading, face.bold, size + 1))
            y -= 18
        for label_lines, value_lines in rows:
            for row, text in enumerate(label_lines):
                self.labels.append((x + 8, y - row * line, text, face.regular, size - 1))
            for row, text in enumerate(value_lines):
                self.values.append((x + 8 + label_width, y - row * line, text, face.bold, size))
            y -= max(len(label_lines), len(value_lines)) * line + 4
        return top - height

    def table(self, x: float, top: float, width: float, table: Table) -> float:
        """A full-width card whose columns have heads on a coloured bar."""
        size, face = self.look.size - 1, self.look.face
        self.labels.append((x, top - size, table.title, face.bold, size + 1))
        top -= size + 8
        widths = shares(table.rows, width)
        starts = [x + sum(widths[:column]) + 4 for column in range(len(widths))]
        if table.heads:
            self.canvas.setFillColor(HexColor("#e4e4e4"))
            self.canvas.rect(x, top - size - 4, width, size + 6, stroke=0, fill=1)
            for column, head in enumerate(table.heads):
                fit = fitted(head, face.bold, size - 0.5, widths[column] - 6)
                self.labels.append((starts[column], top - size, head, face.bold, fit))
            top -= size + 8
        for row in table.rows:
            size = min(unbroken(cell, face.regular, size, widths[i] - 5) for i, cell in enumerate(row))
            cells = [wrapped(cell, face.regular, size, widths[i] - 5) for i, cell in enumerate(row)]
            for column, lines in enumerate(cells):
                for number, text in enumerate(lines):
                    place = top - size - number * size * 1.2
                    self.values.append((starts[column], place, text, face.regular, size))
            top -= max(len(lines) for lines in cells) * size * 1.2 + 6
            self.canvas.setStrokeColor(HexColor("#cccccc"))
            self.canvas.line(x, top, x + width, top)
        return top

    def footer(self, x: float, top: float, width: float, form: Form) -> float:
        """Notes and seals in small type."""
        face = self.look.face
        for pair in form.seals:
            self.labels.append((x, top, pair.label, face.bold, 6.5))
            for text in wrapped(pair.value, face.regular, 6, width - 90):
                top -= 8
                self.values.append((x, top, text, face.regular, 6))
            top -= 11
        for note in form.notes:
            for text in wrapped(note, face.regular, 6.5, width - 90):
                self.labels.append((x, top, text, face.regular, 6.5))
                top -= 9
        return top
