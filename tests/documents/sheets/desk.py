"""A blank page and a cursor, for papers that are simpler than a constancia."""

import io
from random import Random
from typing import Any

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from tests.documents.sheets.look import Look, look, wrapped, write

Drawn = tuple[bytes, dict[str, Any]]
"""The PDF, and the fields of `Sheet` that it shows."""


class Desk:
    """A canvas and a cursor."""

    def __init__(self, rng: Random, page: tuple[float, float] = letter) -> None:
        self.look: Look = look(rng, page=page)
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=page, invariant=True)
        self.left, self.y, self.page = 56.0, page[1] - 60, page

    def title(self, text: str, size: float = 15) -> None:
        """A bold line, accent coloured."""
        for line in wrapped(text, self.look.face.bold, size, self.page[0] - 2 * self.left):
            write(self.canvas, self.left, self.y, line, font=self.look.face.bold, size=size, ink=self.look.accent)
            self.y -= size * 1.4

    def text(self, text: str, size: float = 10, *, bold: bool = False) -> None:
        """A paragraph."""
        font = self.look.face.bold if bold else self.look.face.regular
        for line in wrapped(text, font, size, self.page[0] - 2 * self.left):
            write(self.canvas, self.left, self.y, line, font=font, size=size)
            self.y -= size * 1.4
        self.y -= size * 0.5

    def done(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self.buffer.getvalue()
