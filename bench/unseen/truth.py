"""What a reader should find on a sheet. Fields are the student's, as in the reading format."""

from dataclasses import dataclass, field
from datetime import date

from mailproc.reading.model import Document, Employer, Holder, Person

FIELDS = (
    "nss", "curp", "name", "vigente", "estado", "agregado", "umf", "employers", "issued", "valid_until", "holder",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """None is "not on the sheet". `unscored` fields are arguable: any answer passes.

    `case` says which situation the sheet was made of. `name` has its words in the sheet's order, which the score
    does not insist on: with three separate name fields the order is the reader's choice.
    """

    document: Document
    case: str
    nss: str | None = None
    curp: str | None = None
    name: str | None = None
    vigente: bool | None = None
    estado: str | None = None
    agregado: str | None = None
    umf: str | None = None
    employers: tuple[Employer, ...] = ()
    issued: date | None = None
    valid_until: date | None = None
    holder: Holder | None = None
    people: tuple[Person, ...] = ()
    unscored: frozenset[str] = field(default=frozenset())
