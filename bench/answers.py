"""What any reader says of a file, in one form, so that all are scored alike."""

from dataclasses import dataclass, field
from typing import Protocol

from mailproc.reading.model import Document


@dataclass(frozen=True, slots=True)
class Claim:
    """A value a reader names: the same types as in `mailproc.reading.model.Reading`."""

    value: object
    trusted: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One file's answer. `claims` holds only the fields that the reader named; `problems` are codes."""

    document: Document
    claims: dict[str, Claim] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    seconds: float = 0.0


class Reader(Protocol):
    """Anything that reads files."""

    name: str

    def read(self, content: bytes, name: str, /) -> Answer:
        """The answer for one file; `name` is what the student's file is called."""
