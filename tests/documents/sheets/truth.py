"""What a synthetic sheet really says: the measure for every reader."""

from dataclasses import dataclass, field
from datetime import date

from mailproc.reading.model import Document, Employer, Holder, Person

FIELDS = (
    "nss", "curp", "name", "vigente", "estado", "agregado", "umf", "employers", "issued", "valid_until", "holder",
)  # fmt: skip
"""The fields of a reading that have a truth, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The truth of one sheet. The fields are the student's, as in `mailproc.reading.model.Reading`.

    None (or "" or ()) means: not on the sheet, so a reader that trusts a value there is wrong.
    unscored     fields where the sheet leaves room (a parent's employers): no value counts as wrong.
    untrustable  fields a careful reader leaves untrusted (broken check digits, two candidates): trusting is wrong.
    problems     at least one of these problem codes should be reported; empty where none is due.
    printed      strings that stand in the PDF's visible text (white space aside).
    """

    layout: str
    case: str
    seed: int
    document: Document
    filename: str
    pages: int = 1
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
    untrustable: frozenset[str] = field(default=frozenset())
    problems: frozenset[str] = field(default=frozenset())
    printed: tuple[str, ...] = ()
