"""Text in pictures, in the sans-serif face that OpenCV carries: no font need be installed for Ñ and accents.

Colours are blue, green, red; places are pixels; sizes are the face's, in pixels.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import cv2

from mailproc.documents.pixels import Picture

Colour: TypeAlias = tuple[int, int, int]
REGULAR, BOLD = 400, 700
WHITE: Colour = (255, 255, 255)
_ASCENT = 0.78
"""The baseline below the top of a line, in sizes."""
LEADING = 1.4
"""A line's height, in sizes."""


@lru_cache(maxsize=1)
def _face() -> Any:
    return cv2.FontFace("sans")


@dataclass(frozen=True, slots=True)
class Letters:
    """One way of writing."""

    size: int
    colour: Colour
    weight: int = REGULAR

    @property
    def height(self) -> int:
        """Of one line."""
        return round(self.size * LEADING)

    def width(self, text: str) -> int:
        """Of a text in one line."""
        _x, _y, across, _down = cv2.getTextSize((1, 1), text, (0, 0), _face(), self.size, self.weight)
        return int(across)

    def write(self, picture: Picture, text: str, left: int, top: int) -> None:
        """One line whose upper left corner is there; what does not fit is cut off."""
        place = (left, top + round(self.size * (_ASCENT + (LEADING - 1) / 2)))
        cv2.putText(picture, text, place, self.colour, _face(), self.size, self.weight)

    def lines(self, text: str, width: int) -> list[str]:
        """The text in lines that are no wider than that, broken between words, amid one only if it must be."""
        found: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if not line or self.width(longer) <= width:
                    line = longer
                else:
                    found.append(line)
                    line = word
                while len(line) > 1 and self.width(line) > width:
                    fits = self._fitting(line, width)
                    found.append(line[:fits])
                    line = line[fits:]
            found.append(line)
        return found

    def _fitting(self, text: str, width: int) -> int:
        """How many signs of the text fit; at least one."""
        return next((at for at in range(len(text) - 1, 1, -1) if self.width(text[:at]) <= width), 1)
