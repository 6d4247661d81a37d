"""Ruled tables: heads over values, or label cells beside value cells; the report engine's way."""

import io
from html import escape
from itertools import repeat
from random import Random

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, shares, stamp, unbroken, watermark


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """As many pages as it takes (one, save for large families in large type)."""
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=look.page, leftMargin=40, rightMargin=40, topMargin=40, bottomMargin=30, invariant=True
    )
    grids = _Grids(look, rng)
    blocks = [
        (form.words.labels["holder_section"], form.identity),
        (form.words.labels["affiliation_section"], form.affiliation),
        (form.words.labels["verdict_section"], form.verdict),
    ]
    story: list[object] = [Paragraph(escape(form.title), grids.title), Spacer(1, 10)]
    heads_on_top = rng.random() < 0.55
    for heading, pairs in blocks:
        story.append(Paragraph(escape(heading), grids.heading))
        story += grids.heads(pairs) if heads_on_top else grids.beside(pairs)
        story.append(Spacer(1, 7))
    for table in (form.employers, form.family):
        if table:
            story += [Paragraph(escape(table.title), grids.heading), grids.table(table), Spacer(1, 7)]
    story += grids.beside(form.decoys)
    story += [Spacer(1, 6), *(Paragraph(escape(note), grids.small) for note in form.notes)]
    story += [Paragraph(f"<b>{escape(p.label)}</b> {escape(p.value)}", grids.small) for p in form.seals]

    def on_page(canvas: object, _document: object) -> None:
        watermark(canvas, look)
        stamp(canvas, look.page[0] * 0.7, look.page[1] * 0.5, look, rng)

    document.build(story, onFirstPage=on_page)
    return buffer.getvalue()


class _Grids:
    """Grids in one look."""

    def __init__(self, look: Look, rng: Random) -> None:
        self.look = look
        self.width = look.page[0] - 80
        size = look.size - 0.5
        base = ParagraphStyle(
            "value", fontName=look.face.regular, fontSize=size, leading=size * 1.2, textColor=look.ink
        )
        self.value = ParagraphStyle(
            "bold", base, fontName=look.face.bold if rng.random() < 0.4 else look.face.regular
        )
        self.label = ParagraphStyle("label", base, fontSize=size - 1, fontName=look.face.bold)
        self.heading = ParagraphStyle(
            "heading", base, fontName=look.face.bold, textColor=look.accent, spaceAfter=3
        )
        self.title = ParagraphStyle(
            "title",
            base,
            fontName=look.face.bold,
            fontSize=14,
            leading=17,
            alignment=TA_CENTER,
            textColor=look.accent,
        )
        self.small = ParagraphStyle("small", base, fontSize=6, leading=7.4, spaceAfter=3, splitLongWords=1)
        self.shade = rng.choice([colors.whitesmoke, colors.lightgrey, colors.white, colors.HexColor("#dfeee8")])
        self.line = rng.choice([0.4, 0.6, 1.0])
        self.across = rng.choice([3, 4])

    def _cell(self, text: str, style: ParagraphStyle, width: float) -> Paragraph:
        size = unbroken(text, style.fontName, style.fontSize, width - 6)
        return Paragraph(escape(text), ParagraphStyle("cell", style, fontSize=size))

    def _grid(
        self, rows: list[list[Paragraph]], widths: list[float], shaded: list[tuple[int, int, int, int]]
    ) -> Grid:
        grid = Grid(rows, colWidths=widths)
        style: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), self.line, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
        style += [("BACKGROUND", (x0, y0), (x1, y1), self.shade) for x0, y0, x1, y1 in shaded]
        grid.setStyle(style)
        return grid

    def heads(self, pairs: tuple[Pair, ...]) -> list[Grid]:
        """Rows of label cells over rows of value cells, three or four pairs across."""
        grids = []
        for start in range(0, len(pairs), self.across):
            part = pairs[start : start + self.across]
            share = self.width / len(part)
            labels = [self._cell(pair.label, self.label, share) for pair in part]
            values = [self._cell(pair.value, self.value, share) for pair in part]
            grids.append(self._grid([labels, values], [share] * len(part), [(0, 0, -1, 0)]))
        return grids

    def beside(self, pairs: tuple[Pair, ...]) -> list[Grid]:
        """Label cell, value cell, and again, two pairs across."""
        if not pairs:
            return []
        left, right = self.width * 0.21, self.width * 0.29
        even = pairs if len(pairs) % 2 == 0 else (*pairs, Pair("", "", ""))
        cells = [[self._cell(p.label, self.label, left), self._cell(p.value, self.value, right)] for p in even]
        rows = [cells[i] + cells[i + 1] for i in range(0, len(cells), 2)]
        return [self._grid(rows, [left, right] * 2, [(0, 0, 0, -1), (2, 0, 2, -1)])]

    def table(self, table: Table) -> Grid:
        """A head row and data rows; columns as wide as their longest cell asks."""
        widths = shares(table.rows, self.width)
        rows = [[self._cell(*each) for each in zip(row, repeat(self.value), widths)] for row in table.rows]
        if table.heads:
            rows.insert(0, [self._cell(*each) for each in zip(table.heads, repeat(self.label), widths)])
        return self._grid(rows, widths, [(0, 0, -1, 0)] if table.heads else [])
