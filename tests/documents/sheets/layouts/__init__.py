"""Layouts of the constancia; each module has one `draw(form, look, rng) -> bytes` and is its own hand."""

from collections.abc import Callable
from random import Random

from tests.documents.sheets.form import Form
from tests.documents.sheets.layouts import (
    above,
    axis,
    bands,
    boxes,
    cards,
    letter,
    lines,
    phone,
    prose,
    tables,
    terminal,
)
from tests.documents.sheets.look import Look, look

DRAWN_BY: dict[str, Callable[[Form, Look, Random], bytes]] = {
    "cards": cards.draw,
    "lines": lines.draw,
    "tables": tables.draw,
    "prose": prose.draw,
    "phone": phone.draw,
    "above": above.draw,
    "terminal": terminal.draw,
    "bands": bands.draw,
    "boxes": boxes.draw,
    "letter": letter.draw,
    "axis": axis.draw,
}


def look_for(layout: str, rng: Random) -> Look:
    """A look that suits the layout: the phone's narrow column, the terminal's fixed pitch."""
    if layout == "phone":
        return look(rng, kind="sans", page=phone.PAGE)
    return look(rng, kind="mono" if layout == "terminal" else "")
