"""A file opened: its pages as they come out of it, before anybody has read a picture."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mailproc.documents.media import Media
from mailproc.reading.model import Layer, Problem, Witness

if TYPE_CHECKING:
    from mailproc.documents.pixels import Picture


class UnreadablePicture(ValueError):
    """A picture cannot be decoded, or only beyond the limits; `problem` says so in Spanish."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Source:
    """One page.

    width, height  in points for a PDF or typed page; 0 for a picture file, whose unit is the pixel of what
                   `picture` gives.
    layers         what the file itself says in words: TEXT, SCANNER, HIDDEN, TYPED; none for a photo.
    pictured       the part of the page's area, 0 to 1, that pictures cover: text in them is not in `layers`.
    bare           whether nothing is drawn on the page but its visible words, which `layers` has: engines would hear
                   no more. Not known of pictures.
    picture        decodes or renders the page; raises UnreadablePicture. Slow: call it only when needed.
    """

    number: int
    width: float
    height: float
    layers: tuple[Layer, ...]
    pictured: float
    picture: "Callable[[], Picture]"
    bare: bool = False

    @property
    def speaks(self) -> bool:
        """Whether a born-digital, visible text layer is there."""
        return any(layer.witness is Witness.TEXT and layer.words for layer in self.layers)

    @property
    def typed(self) -> bool:
        """Whether it is nothing but text that anyone may have typed: there is no picture of it. What was typed
        onto a scan or a born-digital page is another thing."""
        typed = any(layer.witness is Witness.TYPED for layer in self.layers)
        return typed and not self.speaks and not self.pictured


@dataclass(frozen=True, slots=True)
class Opened:
    """What came out of a file. Pages are numbered through; problems are of the file as a whole."""

    media: Media
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


def renumbered(sources: tuple[Source, ...], *, first: int) -> tuple[Source, ...]:
    """The same pages, numbered from `first` on: files packed in one file count through."""
    return tuple(replace(source, number=first + at) for at, source in enumerate(sources))
