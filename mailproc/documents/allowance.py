"""What may still be unpacked from one file: spent by everything packed in it, however deep."""

import hashlib
from typing import IO

from mailproc.documents.limits import Limits
from mailproc.reading.model import Problem, ProblemCode

_TOO_BIG = Problem(ProblemCode.TOO_BIG, "El archivo contiene más de lo que se puede abrir.")
_TOO_MANY = Problem(ProblemCode.TOO_MANY, "El archivo contiene más documentos de los que se abren.")


class Spent(Exception):
    """More is packed in the file than may be opened; `problem` says so in Spanish."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


class Allowance:
    """One for each file that is opened. Not a ratio but a sum: a white scan may rightly shrink a thousandfold,
    and what costs memory is what comes out."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._bytes = limits.max_bytes
        self._members = limits.max_members
        self._seen: set[bytes] = set()

    def spend(self, size: int) -> None:
        """To be called before `size` bytes are unpacked. Raises Spent."""
        if size > self._bytes:
            raise Spent(_TOO_BIG)
        self._bytes -= size

    def read(self, stream: IO[bytes]) -> bytes:
        """All that comes out of a packed stream. The size that a header claims is no promise: one byte more than
        allowed is read, never all. Raises Spent, and whatever the stream raises."""
        content = stream.read(self._bytes + 1)
        self.spend(len(content))
        return content

    def admits(self, content: bytes) -> bool:
        """Whether a file packed in this one is to be opened: not where the same bytes were opened before.
        Raises Spent."""
        digest = hashlib.sha256(content).digest()
        if digest in self._seen:
            return False
        if not self._members:
            raise Spent(_TOO_MANY)
        self._seen.add(digest)
        self._members -= 1
        return True
