"""Labels set flush right against an axis, values flush left from it; long values run on below, in a narrow column."""

import io
from random import Random

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, emblem, fitted, stamp, unbroken, watermark, wrapped, write


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page as tall as it has to be."""
    width = look.page[0]
    axis = rng.choice([0.36, 0.42]) * width
    room = rng.choice([150.0, 210.0])
    mirrored = rng.random() < 0.25
    rows: list[Pair | str] = [form.words.labels["verdict_section"], *form.verdict, *form.decoys]
    rows += [form.words.labels["holder_section"], *form.identity, *form.affiliation]
    for table in (form.employers, form.family):
        rows += _flattened(table) if table else []
    size = look.size
    height = max(look.page[1], 130 + sum(_tall(row, look, room) for row in rows) + 60 + 12 * len(form.notes))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=True)
    watermark(canvas, look)
    emblem(canvas, width - 90, height - 80, 40, look)
    title = fitted(form.title, look.face.bold, 15, width - 160)
    write(canvas, 50, height - 60, form.title, font=look.face.bold, size=title, ink=look.accent)
    y = height - 96
    for row in rows:
        if isinstance(row, str):
            write(canvas, 50, y, row, font=look.face.bold, size=size + 1, ink=look.accent)
        else:
            _pair(canvas, row, y, look, axis=axis, room=room, mirrored=mirrored)
        y -= _tall(row, look, room)
    for text in [*form.notes, *(f"{pair.label} {pair.value}" for pair in form.seals)]:
        for line in wrapped(text, look.face.regular, 6.2, width - 100):
            write(canvas, 50, y, line, font=look.face.regular, size=6.2)
            y -= 7.5
    stamp(canvas, width * 0.75, height * 0.5, look, rng)
    canvas.save()
    return buffer.getvalue()


def _flattened(table: Table) -> list[Pair | str]:
    """Each row's cells with their heads again, one pair a line."""
    flat: list[Pair | str] = [table.title]
    for row in table.rows:
        flat += [Pair("cell", head, cell) for head, cell in zip(table.heads or ("",), row, strict=True)]
    return flat


def _size(row: Pair, look: Look, room: float) -> float:
    return unbroken(row.value, look.face.bold, look.size, room)


def _tall(row: Pair | str, look: Look, room: float) -> float:
    if isinstance(row, str):
        return look.size * 2.2
    size = _size(row, look, room)
    return len(wrapped(row.value, look.face.bold, size, room)) * size * 1.2 + look.size * 0.7


def _pair(canvas: Canvas, row: Pair, y: float, look: Look, *, axis: float, room: float, mirrored: bool) -> None:
    """`mirrored`: values flush right at the paper's right edge, as on a receipt."""
    face = look.face
    label = fitted(row.label, face.regular, look.size - 0.5, axis - 40)
    left = 50 if mirrored else axis - 6 - stringWidth(row.label, face.regular, label)
    write(canvas, left, y, row.label, font=face.regular, size=label, ink=HexColor("#444444"))
    size = _size(row, look, room)
    for number, text in enumerate(wrapped(row.value, face.bold, size, room)):
        x = look.page[0] - 50 - stringWidth(text, face.bold, size) if mirrored else axis
        write(canvas, x, y - number * size * 1.2, text, font=face.bold, size=size, ink=look.ink)
