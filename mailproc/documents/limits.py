"""How much of a file is read at most: a document is a stranger's, and may be a bomb."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file.

    max_bytes   of the file, and of everything unpacked from it together.
    max_pages   that are read; the others are told (TOO_MANY).
    max_pixels  of one picture as decoded; three bytes each in memory.
    max_members of a ZIP or office file that are opened.
    """

    max_bytes: int = 40_000_000
    max_pages: int = 12
    max_pixels: int = 60_000_000
    max_members: int = 20
