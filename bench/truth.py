"""What a reader should find in a file: one form for all generators. Fields are the student's, as in
`mailproc.reading.model.Reading`."""

from dataclasses import dataclass, field
from datetime import date

from mailproc.reading.model import Document, Employer, Holder, Person

FIELDS = (
    "nss", "curp", "name", "vigente", "estado", "agregado", "umf", "employers", "issued", "valid_until", "holder",
)  # fmt: skip
KEY_FIELDS = ("nss", "curp", "vigente", "holder")
"""What a case hangs on: a sheet is *read* when all four are right, *trusted* when all are trusted too."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth of one sheet. None (or ()) means: not on the sheet, so that trusting a value there is wrong.

    `case` says which situation the sheet was made of. `name` has its words in the sheet's order, on which the
    score does not insist. The sets hold names of fields:
    unscored     the sheet leaves room (a parent's employers): any answer passes.
    untrustable  a careful reader leaves it untrusted (broken check digits, two candidates): trusting it is wrong.
    hidden       on the sheet, but cut off or covered in this copy: silence is right, and so is the value
                 (`document` where the title is).
    problems     codes of which the reader should report at least one; empty where none is due.
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
    untrustable: frozenset[str] = field(default=frozenset())
    hidden: frozenset[str] = field(default=frozenset())
    problems: frozenset[str] = field(default=frozenset())

    @property
    def keys(self) -> tuple[str, ...]:
        """The key fields on which *read* and *trusted* are judged."""
        return tuple(name for name in KEY_FIELDS if name not in self.unscored | self.untrustable)

    @property
    def whole(self) -> bool:
        """Whether a reader can know from this copy what it is, and all of the key fields."""
        return self.hidden.isdisjoint(("document", *KEY_FIELDS))
