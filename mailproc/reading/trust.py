"""Who is believed: promise 3, and which places another witness should look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailproc.reading.model import Box, Page, Reading


@dataclass(frozen=True, slots=True)
class Region:
    """A place that another witness should look at. `page` is the page's number, `box` in its unit.

    `field` is the name of a Reading's field ("nss", "curp", "vigente", ...) or "" where unknown;
    `kind` is what may stand there: "digits", "code", "date", "word", "text".
    """

    page: int
    box: Box
    field: str
    kind: str


def wanted(pages: Sequence[Page], readings: Sequence[Reading]) -> tuple[Region, ...]:
    """The regions whose second reading may make an untrusted field of a likely constancia trusted."""
    del pages, readings
    return ()
