"""Label and value on one line, down the page; values at a tab stop, with or without dotted leaders."""

import io
from random import Random

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, emblem, fitted, shares, stamp, unbroken, watermark, wrapped, write


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page. On a tenth of the seeds the verdict's value stands at the far right edge."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=look.page, invariant=True)
    width, height = look.page
    watermark(canvas, look)
    face = look.face
    centred = rng.random() < 0.5
    size = fitted(form.title, face.bold, 15, width - 160)
    x = (width - stringWidth(form.title, face.bold, size)) / 2 if centred else 90
    write(canvas, x, height - 64, form.title, font=face.bold, size=size, ink=look.accent)
    emblem(canvas, 40, height - 80, 36, look)
    page = _Lines(canvas, look, tab=rng.choice([190, 210, 230]), leaders=rng.random() < 0.3, rng=rng)
    page.y = height - 104
    page.far = form.far or rng.random() < 0.1
    page.pairs(form.decoys)
    blocks = [
        (form.words.labels["holder_section"], form.identity),
        (form.words.labels["affiliation_section"], form.affiliation),
        (form.words.labels["verdict_section"], form.verdict),
    ]
    if rng.random() < 0.3:
        blocks.insert(0, blocks.pop())
    headings = rng.random() < 0.7
    for heading, pairs in blocks:
        if headings:
            page.heading(heading)
        page.pairs(pairs)
    for table in (form.employers, form.family):
        if table:
            page.rows(table)
    page.footer(form)
    stamp(canvas, width * 0.75, height * 0.45, look, rng)
    canvas.save()
    return buffer.getvalue()


class _Lines:
    """A cursor that goes down the page."""

    def __init__(self, canvas: Canvas, look: Look, *, tab: float, leaders: bool, rng: Random) -> None:
        self.canvas, self.look, self.tab, self.leaders, self.rng = canvas, look, tab, leaders, rng
        self.y = 0.0
        self.far = False
        self.left = 48.0
        self.width = look.page[0] - 96

    def heading(self, text: str) -> None:
        """A section's name over a thin rule."""
        self.y -= 6
        write(
            self.canvas,
            self.left,
            self.y,
            text,
            font=self.look.face.bold,
            size=self.look.size + 1,
            ink=self.look.accent,
        )
        self.canvas.setStrokeColor(self.look.accent)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(self.left, self.y - 3, self.left + self.width, self.y - 3)
        self.y -= self.look.size * 1.9

    def pairs(self, pairs: tuple[Pair, ...]) -> None:
        """One line each."""
        size, face = self.look.size, self.look.face
        for pair in pairs:
            label = fitted(pair.label, face.regular, size, self.tab - 6)
            write(self.canvas, self.left, self.y, pair.label, font=face.regular, size=label)
            start = self.left + self.tab
            if self.far and pair.key == "right":
                start = self.left + self.width - stringWidth(pair.value, face.bold, size)
            lines = wrapped(pair.value, face.bold, size, self.width - self.tab)
            if self.leaders and pair.value:
                self._leader(self.left + stringWidth(pair.label, face.regular, label) + 3, start - 3)
            for text in lines:
                write(self.canvas, start, self.y, text, font=face.bold, size=size, ink=self.look.ink)
                self.y -= size * 1.55

    def _leader(self, start: float, stop: float) -> None:
        self.canvas.setDash(0.6, 2.4)
        self.canvas.setStrokeColor(HexColor("#777777"))
        if stop > start:
            self.canvas.line(start, self.y + 1, stop, self.y + 1)
        self.canvas.setDash()

    def rows(self, table: Table) -> None:
        """A table with no rules: heads, then rows; or each row as label-value lines."""
        self.heading(table.title)
        size, face = self.look.size - 1, self.look.face
        if table.heads and len(table.rows) == 1 and self.rng.random() < 0.5:
            pairs = zip(table.heads, table.rows[0], strict=True)
            self.pairs(tuple(Pair("cell", f"{head}:", cell) for head, cell in pairs))
            return
        widths = shares(table.rows, self.width)
        starts = [self.left + sum(widths[:column]) for column in range(len(widths))]
        for start, share, head in zip(starts, widths, table.heads, strict=False):
            fit = fitted(head, face.bold, size, share - 6)
            write(self.canvas, start, self.y, head, font=face.bold, size=fit)
        self.y -= size * 1.5 if table.heads else 0
        for row in table.rows:
            size = min(
                unbroken(cell, face.regular, size, share - 4) for cell, share in zip(row, widths, strict=True)
            )
            cells = [wrapped(cell, face.regular, size, share - 4) for cell, share in zip(row, widths, strict=True)]
            for start, lines in zip(starts, cells, strict=True):
                for number, text in enumerate(lines):
                    place = self.y - number * size * 1.2
                    write(self.canvas, start, place, text, font=face.regular, size=size)
            self.y -= max(len(lines) for lines in cells) * size * 1.2 + 5

    def footer(self, form: Form) -> None:
        """Notes and seals."""
        face = self.look.face
        self.y -= 8
        texts = [(f"{pair.label} {pair.value}", 6.0) for pair in form.seals] + [(note, 7.0) for note in form.notes]
        for text, size in texts:
            for line in wrapped(text, face.regular, size, self.width):
                write(self.canvas, self.left, self.y, line, font=face.regular, size=size)
                self.y -= size * 1.25
            self.y -= 4
