"""Small labels above (or below) their values, three across, no boxes: the web page printed to PDF."""

import io
from random import Random

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, emblem, fitted, squares, stamp, unbroken, watermark, wrapped, write


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page. On a quarter of the seeds the labels stand under the values, as on signed forms."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=look.page, invariant=True)
    width, height = look.page
    watermark(canvas, look)
    canvas.setFillColor(look.accent)
    canvas.rect(0, height - 14, width, 14, stroke=0, fill=1)
    emblem(canvas, width - 90, height - 74, 44, look)
    size = fitted(form.title, look.face.bold, 18, width - 160)
    write(canvas, 44, height - 58, form.title, font=look.face.bold, size=size, ink=look.ink)
    page = _Columns(canvas, look, across=rng.choice([2, 3, 3]), below=rng.random() < 0.25)
    page.y = height - 92
    blocks = [form.verdict, form.identity, form.affiliation]
    rng.shuffle(blocks)
    for block in blocks:
        page.block(block)
        page.rule()
    for table in (form.employers, form.family):
        if table:
            page.table(table)
            page.rule()
    page.block(form.decoys)
    page.footer(form)
    if rng.random() < 0.5:
        squares(canvas, width - 104, 30, 60, rng)
    stamp(canvas, width * 0.3, height * 0.4, look, rng)
    canvas.save()
    return buffer.getvalue()


class _Columns:
    """A cursor that fills rows of label-over-value cells."""

    def __init__(self, canvas: Canvas, look: Look, *, across: int, below: bool) -> None:
        self.canvas, self.look, self.across, self.below = canvas, look, across, below
        self.y = 0.0
        self.left = 44.0
        self.width = look.page[0] - 88

    def rule(self) -> None:
        """A pale line between blocks."""
        self.canvas.setStrokeColor(HexColor("#d0d0d0"))
        self.canvas.line(self.left, self.y + 8, self.left + self.width, self.y + 8)
        self.y -= 8

    def block(self, pairs: tuple[Pair, ...]) -> None:
        """Rows of cells."""
        for start in range(0, len(pairs), self.across):
            self._row([(pair.label, pair.value) for pair in pairs[start : start + self.across]], self.across)

    def table(self, table: Table) -> None:
        """A title, then each row's cells with their heads again (cards without boxes)."""
        face = self.look.face
        write(
            self.canvas,
            self.left,
            self.y - 4,
            table.title,
            font=face.bold,
            size=self.look.size + 1,
            ink=self.look.accent,
        )
        self.y -= 20
        for row in table.rows:
            heads = table.heads or ("",)
            cells = list(zip(heads, row, strict=True))
            step = 3 if len(cells) > 3 else len(cells)
            for start in range(0, len(cells), step):
                self._row(cells[start : start + step], step)

    def _row(self, cells: list[tuple[str, str]], across: int) -> None:
        size, face = self.look.size, self.look.face
        share = self.width / across
        size = min(unbroken(value, face.bold, size, share - 10) for _, value in cells)
        wrapped_cells = [wrapped(value, face.bold, size, share - 10) for _, value in cells]
        deep = max(len(lines) for lines in wrapped_cells)
        for column, ((label, _), lines) in enumerate(zip(cells, wrapped_cells, strict=True)):
            x = self.left + column * share
            small = fitted(label, face.regular, size - 2, share - 8, least=5)
            top = self.y - (0 if self.below else size * 1.15)
            for number, text in enumerate(lines):
                write(
                    self.canvas, x, top - number * size * 1.15, text, font=face.bold, size=size, ink=self.look.ink
                )
            place = self.y - deep * size * 1.15 if self.below else self.y
            write(self.canvas, x, place, label, font=face.regular, size=small, ink=HexColor("#5a5a5a"))
        self.y -= (deep + 1) * size * 1.15 + 9

    def footer(self, form: Form) -> None:
        """Notes and seals."""
        face = self.look.face
        for text in [*form.notes, *(f"{pair.label} {pair.value}" for pair in form.seals)]:
            for line in wrapped(text, face.regular, 6.2, self.width - 70):
                write(self.canvas, self.left, self.y, line, font=face.regular, size=6.2)
                self.y -= 7.6
            self.y -= 3
