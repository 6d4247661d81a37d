"""How much of a file is read at most: a document is a stranger's, and may be a bomb."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file, and on all that is packed in it together.

    max_bytes   of the file; and of what is unpacked from it, however deep.
    max_pages   that are read; the others are told (TOO_MANY).
    max_pixels  of one picture as decoded; three bytes each in memory.
    max_members documents packed in the file that are opened.
    max_depth   files in one another: a mail (1) with a ZIP (2) with a Word file (3) with a picture.
    """

    max_bytes: int = 40_000_000
    max_pages: int = 12
    max_pixels: int = 60_000_000
    max_members: int = 20
    max_depth: int = 4
