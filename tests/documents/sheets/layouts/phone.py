"""The phone app: one narrow column, a coloured bar, small grey labels over large values, a pill for SI or NO."""

import io
from random import Random

from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, fitted, wrapped, write

PAGE = (360.0, 800.0)
"""Width is kept; the height grows with the content, as a long screenshot does."""
GREY = HexColor("#707478")


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page as tall as it has to be."""
    rows = _rows(form)
    boxed = rng.random() < 0.5
    height = max(PAGE[1], 70 + sum(_height(row, look) for row in rows) + 60)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE[0], height), invariant=True)
    canvas.setFillColor(HexColor("#f4f4f6") if boxed else white)
    canvas.rect(0, 0, PAGE[0], height, stroke=0, fill=1)
    canvas.setFillColor(look.accent)
    canvas.rect(0, height - 56, PAGE[0], 56, stroke=0, fill=1)
    size = fitted(form.title, look.face.bold, 15, PAGE[0] - 60)
    write(canvas, 40, height - 34, form.title, font=look.face.bold, size=size, ink=white)
    write(canvas, 16, height - 35, "<", font=look.face.bold, size=18, ink=white)
    y = height - 70
    for row in rows:
        tall = _height(row, look)
        if boxed and not isinstance(row, str):
            canvas.setFillColor(white)
            canvas.roundRect(10, y - tall + 3, PAGE[0] - 20, tall - 5, 5, stroke=0, fill=1)
        _row(canvas, row, y, look)
        y -= tall
        if not boxed:
            canvas.setStrokeColor(HexColor("#dddddd"))
            canvas.line(18, y + 3, PAGE[0] - 18, y + 3)
    canvas.save()
    return buffer.getvalue()


def _rows(form: Form) -> list[Pair | str]:
    """Pairs, and strings for section headings; tables become one block of pairs a row."""
    labels = form.words.labels
    rows: list[Pair | str] = [
        *form.verdict,
        labels["holder_section"],
        *form.identity,
        labels["affiliation_section"],
    ]
    rows += form.affiliation
    for table in (form.employers, form.family):
        if table:
            rows += _flattened(table)
    return [*rows, *form.decoys]


def _flattened(table: Table) -> list[Pair | str]:
    flat: list[Pair | str] = [table.title]
    for row in table.rows:
        heads = table.heads or ("",)
        flat += [Pair("cell", head, cell) for head, cell in zip(heads, row, strict=True)]
    return flat


def _height(row: Pair | str, look: Look) -> float:
    if isinstance(row, str):
        return 30
    lines = wrapped(row.value, look.face.regular, 13, PAGE[0] - 48)
    return 26 + 16 * len(lines) - (8 if not row.label else 0)


def _row(canvas: Canvas, row: Pair | str, y: float, look: Look) -> None:
    if isinstance(row, str):
        write(canvas, 16, y - 18, row, font=look.face.bold, size=13, ink=look.accent)
        return
    write(
        canvas,
        22,
        y - 12,
        row.label,
        font=look.face.regular,
        size=fitted(row.label, look.face.regular, 9.5, 310),
        ink=GREY,
    )
    if row.key == "right":
        width = stringWidth(row.value, look.face.bold, 13) + 20
        canvas.setFillColor(HexColor("#1b7f4b") if row.value.upper() != "NO" else HexColor("#b3261e"))
        canvas.roundRect(20, y - 33, width, 18, 9, stroke=0, fill=1)
        write(canvas, 30, y - 28.5, row.value, font=look.face.bold, size=13, ink=white)
        return
    for number, text in enumerate(wrapped(row.value, look.face.regular, 13, PAGE[0] - 48)):
        write(canvas, 22, y - 28 - 16 * number, text, font=look.face.regular, size=13, ink=look.ink)
