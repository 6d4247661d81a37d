"""A paper form: NSS and CURP one character a cell, dates in cells for day, month and year, captions under lines."""

import io
from datetime import date
from random import Random

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, fitted, shares, stamp, unbroken, watermark, wrapped, write


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page."""
    buffer = io.BytesIO()
    # Labels over their cells need a longer paper.
    above = rng.random() < 0.5
    width, height = look.page[0], look.page[1] * (1.3 if above else 1.1)
    canvas = Canvas(buffer, pagesize=(width, height), invariant=True)
    watermark(canvas, look)
    face = look.face
    size = fitted(form.title, face.bold, 14, width - 140)
    write(canvas, 70, height - 50, form.title, font=face.bold, size=size)
    write(canvas, width - 120, height - 70, "HOJA 1 DE 1", font=face.regular, size=7)
    page = _Paper(canvas, look, pitch=rng.choice([13.0, 15.0, 17.0]), above=above)
    page.y = height - 92
    for pairs in (form.decoys, form.identity, form.affiliation, form.verdict):
        page.block(pairs, form, parted=rng.random() < 0.5)
    for table in (form.employers, form.family):
        if table:
            page.table(table)
    page.footer(form)
    stamp(canvas, width * 0.7, height * 0.3, look, rng)
    canvas.save()
    return buffer.getvalue()


class _Paper:
    """A cursor over rows of cells. `above`: labels stand over their cells, else left of them."""

    def __init__(self, canvas: Canvas, look: Look, *, pitch: float, above: bool) -> None:
        self.canvas, self.look, self.pitch, self.above = canvas, look, pitch, above
        self.y = 0.0
        self.left = 44.0
        self.width = look.page[0] - 88

    def block(self, pairs: tuple[Pair, ...], form: Form, *, parted: bool) -> None:
        """Label and cells, or label and a value on a line; `parted`: the issue date in three cells."""
        for pair in pairs:
            self._label(pair.label)
            x = self.left if self.above else self.left + 170
            if pair.key in {"nss", "curp"}:
                self._cells(x, pair.value.replace(" ", "").replace("-", ""))
            elif pair.key == "issued" and parted:
                self._parts(x, form.facts.issued)
            else:
                size = unbroken(pair.value, self.look.face.regular, self.look.size, 330)
                lines = wrapped(pair.value, self.look.face.regular, size, 330)
                for number, text in enumerate(lines):
                    place = self.y - number * size * 1.2
                    write(self.canvas, x + 3, place, text, font=self.look.face.regular, size=size)
                self.y -= (len(lines) - 1) * size * 1.2
                self.canvas.setStrokeColor(HexColor("#888888"))
                self.canvas.line(x, self.y - 3, x + 340, self.y - 3)
            self.y -= self.look.size * 1.9

    def _label(self, text: str) -> None:
        size = fitted(text, self.look.face.bold, self.look.size - 1.5, 164)
        write(self.canvas, self.left, self.y, text, font=self.look.face.bold, size=size)
        if self.above:
            self.y -= self.look.size * 1.5

    def _cells(self, x: float, text: str) -> None:
        font, size = self.look.face.regular, self.look.size
        self.canvas.setStrokeColor(HexColor("#555555"))
        for number, char in enumerate(text):
            left = x + number * self.pitch
            self.canvas.rect(left, self.y - 4, self.pitch, size + 5, stroke=1, fill=0)
            shift = (self.pitch - stringWidth(char, font, size)) / 2
            write(self.canvas, left + shift, self.y, char, font=font, size=size)

    def _parts(self, x: float, day: date) -> None:
        for number, (text, caption) in enumerate(
            ((f"{day:%d}", "DÍA"), (f"{day:%m}", "MES"), (f"{day:%Y}", "AÑO"))
        ):
            left = x + number * 34
            self.canvas.rect(left, self.y - 4, 34, self.look.size + 5, stroke=1, fill=0)
            write(self.canvas, left + 5, self.y, text, font=self.look.face.regular, size=self.look.size)
            write(self.canvas, left + 8, self.y - 11, caption, font=self.look.face.regular, size=5.5)
        self.y -= 8

    def table(self, table: Table) -> None:
        """Ruled rows under heads."""
        face, size = self.look.face, self.look.size - 1
        write(self.canvas, self.left, self.y, table.title, font=face.bold, size=size + 1)
        self.y -= size * 1.6
        widths = shares(table.rows, self.width)
        for row, font in [(table.heads, face.bold)] * bool(table.heads) + [
            (row, face.regular) for row in table.rows
        ]:
            small = min(unbroken(cell, font, size, share - 5) for cell, share in zip(row, widths, strict=True))
            cells = [wrapped(cell, font, small, share - 5) for cell, share in zip(row, widths, strict=True)]
            x = self.left
            for lines, share in zip(cells, widths, strict=True):
                for number, text in enumerate(lines):
                    write(self.canvas, x + 2, self.y - number * small * 1.2, text, font=font, size=small)
                x += share
            self.y -= max(len(lines) for lines in cells) * small * 1.2 + 5
            self.canvas.line(self.left, self.y + small, self.left + self.width, self.y + small)

    def footer(self, form: Form) -> None:
        """Notes and seals."""
        for text in [*form.notes, *(f"{pair.label} {pair.value}" for pair in form.seals)]:
            for line in wrapped(text, self.look.face.regular, 6, self.width):
                self.y -= 7.4
                write(self.canvas, self.left, self.y, line, font=self.look.face.regular, size=6)
            self.y -= 3
