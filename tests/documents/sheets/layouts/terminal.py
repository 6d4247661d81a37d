"""A fixed-pitch printout of an old system: two pairs a line, rules of dashes, everything in capitals."""

import io
import textwrap
from random import Random

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.form import Form, Pair, Table
from tests.documents.sheets.look import Look, stamp, watermark, write

COLUMNS = 88


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page of lines that are COLUMNS characters wide."""
    lines = _lines(form, rng)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=look.page, invariant=True)
    width, height = look.page
    watermark(canvas, look)
    size = (width - 64) / (stringWidth("0", look.face.regular, 1000) * COLUMNS / 1000)
    heavy = look.face.bold if rng.random() < 0.3 else look.face.regular
    y = height - 50.0
    for line in lines:
        write(canvas, 32, y, line, font=heavy, size=size, ink=look.ink)
        y -= size * 1.25
    stamp(canvas, width * 0.75, height * 0.35, look, rng)
    canvas.save()
    return buffer.getvalue()


def _lines(form: Form, rng: Random) -> list[str]:
    rule = rng.choice(["-", "=", "_"]) * COLUMNS
    two = rng.random() < 0.5
    blocks = [form.identity, form.affiliation, form.verdict]
    if rng.random() < 0.3:
        blocks.reverse()
    lines = ["INSTITUTO MEXICANO DEL SEGURO SOCIAL".center(COLUMNS), form.title.upper().center(COLUMNS), rule]
    lines += _pairs(form.decoys, two=two)
    for block in blocks:
        lines += [*_pairs(block, two=two), rule]
    for table in (form.employers, form.family):
        if table:
            lines += [table.title.upper(), *_table(table), rule]
    for text in [*form.notes, *(f"{pair.label} {pair.value}" for pair in form.seals)]:
        lines += textwrap.wrap(text, COLUMNS)
    return lines


def _pairs(pairs: tuple[Pair, ...], *, two: bool) -> list[str]:
    """Two pairs share a line where both are short; values are never cut."""
    lines: list[str] = []
    half = COLUMNS // 2
    pending = ""
    for pair in pairs:
        text = f"{pair.label.upper().rstrip(':')}: {pair.value.upper()}"
        if two and len(text) < half - 1:
            if pending:
                lines.append(pending.ljust(half) + text)
                pending = ""
            else:
                pending = text
            continue
        if pending:
            lines.append(pending)
            pending = ""
        lines += textwrap.wrap(text, COLUMNS, subsequent_indent="    ")
    return [*lines, pending] if pending else lines


def _table(table: Table) -> list[str]:
    rows = ([table.heads] if table.heads else []) + list(table.rows)
    widest = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    longest = [
        max(len(word) for cell in column for word in cell.split() or [""]) for column in zip(*rows, strict=True)
    ]
    while sum(widest) + 2 * len(widest) > COLUMNS:
        spare = [width if width > word else 0 for width, word in zip(widest, longest, strict=True)]
        widest[spare.index(max(spare))] -= 1  # no code or name is broken amid a word
    lines = []
    for row in rows:
        cells = [textwrap.wrap(cell.upper(), width) or [""] for cell, width in zip(row, widest, strict=True)]
        for deep in range(max(len(cell) for cell in cells)):
            parts = [
                (cell[deep] if deep < len(cell) else "").ljust(width)
                for cell, width in zip(cells, widest, strict=True)
            ]
            lines.append("  ".join(parts).rstrip())
    return lines
