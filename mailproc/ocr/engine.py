"""What an engine is: something that hears the text of line pictures. Two of them are better than one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mailproc.documents.pixels import Picture
from mailproc.reading.model import Witness


@dataclass(frozen=True, slots=True)
class Heard:
    """The text of one line, "" where nothing was heard. `confidence` is the engine's own, 0 to 1."""

    text: str
    confidence: float


class Failure(StrEnum):
    """How an engine can fail."""

    MISSING = "missing"
    HUNG = "hung"
    CRASHED = "crashed"


class EngineFault(Exception):
    """An engine gives no answer. The other engine's word stands, and nothing is trusted on it alone."""

    def __init__(self, witness: Witness, failure: Failure, detail: str) -> None:
        super().__init__(f"{witness.value} {failure.value}: {detail}")
        self.witness = witness
        self.failure = failure


class Engine(Protocol):
    """One kind of OCR. Making one is cheap; models and programs are loaded at the first use."""

    @property
    def witness(self) -> Witness:
        """Under whose name its words are kept."""
        ...

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        """One answer for each picture of one line of upright text, in the same order. Raises EngineFault."""
        ...
