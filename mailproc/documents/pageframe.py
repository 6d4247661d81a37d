"""How a PDF page's own coordinates lie on the page as it is shown."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from mailproc.reading.model import Box

Rect: TypeAlias = tuple[float, float, float, float]
"""left, bottom, right, top in PDFium's coordinates: points, origin bottom left, y up, before page rotation."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The crop box, and quarter turns clockwise."""

    crop: Rect
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as shown, in points."""
        width, height = self.crop[2] - self.crop[0], self.crop[3] - self.crop[1]
        return (height, width) if self.turns % 2 else (width, height)

    def box(self, rect: Rect) -> Box:
        """A rectangle of the page's own coordinates as a Box of the page as shown (top left origin)."""
        left, bottom, right, top = self.crop
        x0, y0, x1, y1 = rect
        if self.turns == 1:
            return Box(y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if self.turns == 2:
            return Box(right - x1, y0 - bottom, right - x0, y1 - bottom)
        if self.turns == 3:
            return Box(top - y1, right - x1, top - y0, right - x0)
        return Box(x0 - left, top - y1, x1 - left, top - y0)


def page_frame(page: Any) -> PageFrame:
    """The frame of a pypdfium2 page."""
    left, bottom, right, top = page.get_bbox()
    return PageFrame((left, bottom, right, top), page.get_rotation() // 90 % 4)
