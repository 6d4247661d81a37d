"""The layouts: which there are, and how each is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to draw a constancia: a file in `layouts/`, or in `layouts/aside/`. `drops` are rows it
    never prints; `shape` is the paper (see `ink.PAPERS`)."""

    name: str
    shape: str = "letter"
    drops: frozenset[str] = frozenset()
    mono: bool = False
    mixed_case: bool = False
    held_aside: bool = False


IN_VIEW = (
    Layout("duo"),
    Layout("ruled"),
    Layout("letter"),
    Layout("bands"),
    Layout("stream"),
    Layout("dense"),
    Layout("matrix", mono=True),
    Layout("app", shape="phone", drops=frozenset({"place", "delegation", "movement", "moved", "services"})),
)
