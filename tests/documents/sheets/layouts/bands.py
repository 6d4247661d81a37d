"""Bands across the page: a row of small heads, under it a row of values, several dates side by side in one band."""

import io
from random import Random

from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, emblem, fitted, shares, stamp, unbroken, watermark, wrapped, write

DATED = frozenset({"issued", "valid_until", "moved", "born"})


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page. Values are centred or set left in their cells; heads may take two lines."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=look.page, invariant=True)
    width, height = look.page
    watermark(canvas, look)
    emblem(canvas, 40, height - 84, 44, look)
    title = look.face.bold
    for number, text in enumerate(wrapped(form.title, title, 17, rng.choice([210, 380]))):
        write(canvas, 96, height - 56 - 21 * number, text, font=title, size=17, ink=look.accent)
    page = _Bands(canvas, look, centred=rng.random() < 0.5, boxed=rng.random() < 0.6)
    page.y = height - 118
    write(canvas, width - 130, height - 100, "PÁGINA 1 DE 1", font=look.face.regular, size=7)
    dates = [pair for pair in form.pairs if pair.key in DATED]
    rng.shuffle(dates)
    rest = [pair for pair in form.pairs if pair.key not in DATED]
    if rng.random() < 0.5:
        rest.reverse()
    page.band(form.decoys, across=2)
    page.band(tuple(rest), across=rng.choice([2, 3]))
    page.band(tuple(dates), across=len(dates))
    for table in (form.employers, form.family):
        if table:
            page.table(table)
    page.footer(form)
    stamp(canvas, width * 0.4, height * 0.3, look, rng)
    canvas.save()
    return buffer.getvalue()


class _Bands:
    """A cursor that sets one band below the other."""

    def __init__(self, canvas: Canvas, look: Look, *, centred: bool, boxed: bool) -> None:
        self.canvas, self.look, self.centred, self.boxed = canvas, look, centred, boxed
        self.y = 0.0
        self.left = 40.0
        self.width = look.page[0] - 80

    def band(self, pairs: tuple[Pair, ...], *, across: int) -> None:
        """Bands of `across` cells each."""
        for start in range(0, len(pairs), across):
            part = pairs[start : start + across]
            widths = [self.width / len(part)] * len(part)
            self._row([pair.label for pair in part], widths, head=True)
            self._row([pair.value for pair in part], widths, head=False)
            self.y -= 5

    def table(self, table: Table) -> None:
        """A heading, a band of heads, a row of values for each row."""
        self.y -= 8
        write(self.canvas, self.left, self.y, table.title, font=self.look.face.bold, size=self.look.size + 1)
        self.y -= 5
        widths = shares(table.rows, self.width)
        if table.heads:
            self._row(list(table.heads), widths, head=True)
        for row in table.rows:
            self._row(list(row), widths, head=False)
        self.y -= 5

    def _row(self, texts: list[str], widths: list[float], *, head: bool) -> None:
        face = self.look.face
        font = face.bold if head else face.regular
        size = self.look.size - (2 if head else 0)
        size = min(unbroken(text, font, size, width - 8) for text, width in zip(texts, widths, strict=True))
        cells = [wrapped(text, font, size, width - 8) for text, width in zip(texts, widths, strict=True)]
        tall = max(len(lines) for lines in cells) * size * 1.2 + 5
        x = self.left
        for lines, width in zip(cells, widths, strict=True):
            if head and self.boxed:
                self.canvas.setFillColor(self.look.accent)
                self.canvas.rect(x, self.y - tall, width, tall, stroke=0, fill=1)
            if self.boxed:
                self.canvas.setStrokeColor(HexColor("#999999"))
                self.canvas.rect(x, self.y - tall, width, tall, stroke=1, fill=0)
            for number, text in enumerate(lines):
                shift = (width - stringWidth(text, font, size)) / 2 if self.centred else 4
                ink = white if head and self.boxed else self.look.ink
                place = self.y - (number + 1) * size * 1.2
                write(self.canvas, x + shift, place, text, font=font, size=size, ink=ink)
            x += width
        self.y -= tall

    def footer(self, form: Form) -> None:
        """Notes and seals in small type."""
        face = self.look.face
        for text in [*form.notes, *(f"{pair.label} {pair.value}" for pair in form.seals)]:
            size = fitted("M", face.regular, 6.5, 100)
            for line in wrapped(text, face.regular, size, self.width):
                self.y -= 8
                write(self.canvas, self.left, self.y, line, font=face.regular, size=size)
            self.y -= 3
