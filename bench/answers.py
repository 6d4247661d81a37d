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
    """What is said of one sheet. `claims` holds only the fields that the reader named."""

    document: Document
    claims: dict[str, Claim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said of one file: an answer for each sheet found, one at least. `problems` are codes; `crash` is
    what a reader that raised said, else ""."""

    answers: tuple[Answer, ...]
    problems: tuple[str, ...] = ()
    crash: str = ""


class Reader(Protocol):
    """Anything that reads files."""

    name: str

    def read(self, content: bytes, name: str, /) -> Reply:
        """The reply for one file; `name` is what the student's file is called."""
