"""The fields of a line, as a table. Places count from 1 and include both ends, as layouts of files are printed.

Source: the layout of the IDSE batch file in docs/idse.md. Every byte of a line belongs to exactly one field.
"""

from dataclasses import dataclass
from enum import StrEnum

LENGTH = 168
"""Bytes of a line, without its end."""
END = b"\r\n"
"""The end of a line: IMSS's own programs run on Windows."""


class MovementType(StrEnum):
    """What is reported. ALTA is the layout's *reingreso*: every student has an NSS already."""

    ALTA = "08"
    BAJA = "02"


class Kind(StrEnum):
    """What a field may hold, and how it is filled.

    REGISTRO  a registro patronal of 11 characters, its check digit right.
    NSS       11 digits, the last the check digit.
    NAME      letters and single blanks; to the left, filled with blanks.
    PERHAPS   a name that may be absent.
    DIGITS    digits, all of them.
    CODE      capitals and digits; to the left, filled with blanks.
    DATE      ddmmaaaa.
    CURP      18 characters, the check digit right.
    BLANK     blanks.
    FILLER    zeros or blanks: a setting.
    FIXED     the text of `fixed`.
    """

    REGISTRO = "registro"
    NSS = "nss"
    NAME = "name"
    PERHAPS = "perhaps"
    DIGITS = "digits"
    CODE = "code"
    DATE = "date"
    CURP = "curp"
    BLANK = "blank"
    FILLER = "filler"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Field:
    """A place in the line. `name` is the attribute of record.Movement that stands there, "" where none does."""

    start: int
    end: int
    kind: Kind
    name: str = ""
    fixed: str = ""

    @property
    def width(self) -> int:
        """In bytes."""
        return self.end - self.start + 1


_HEAD = (
    Field(1, 11, Kind.REGISTRO, "registro"),
    Field(12, 22, Kind.NSS, "nss"),
    Field(23, 49, Kind.NAME, "first"),
    Field(50, 76, Kind.PERHAPS, "second"),
    Field(77, 103, Kind.NAME, "given"),
)

LAYOUTS: dict[MovementType, tuple[Field, ...]] = {
    MovementType.ALTA: (
        *_HEAD,
        Field(104, 109, Kind.DIGITS, "salario"),
        Field(110, 115, Kind.BLANK),
        Field(116, 116, Kind.DIGITS, "tipo_trabajador"),
        Field(117, 117, Kind.DIGITS, "tipo_salario"),
        Field(118, 118, Kind.DIGITS, "jornada"),
        Field(119, 126, Kind.DATE, "date"),
        Field(127, 129, Kind.DIGITS, "umf"),
        Field(130, 131, Kind.BLANK),
        Field(132, 133, Kind.FIXED, fixed=MovementType.ALTA.value),
        Field(134, 138, Kind.DIGITS, "guia"),
        Field(139, 148, Kind.CODE, "clave"),
        Field(149, 149, Kind.BLANK),
        Field(150, 167, Kind.CURP, "curp"),
        Field(168, 168, Kind.FIXED, fixed="9"),
    ),
    MovementType.BAJA: (
        *_HEAD,
        Field(104, 118, Kind.FILLER),
        Field(119, 126, Kind.DATE, "date"),
        Field(127, 131, Kind.BLANK),
        Field(132, 133, Kind.FIXED, fixed=MovementType.BAJA.value),
        Field(134, 138, Kind.DIGITS, "guia"),
        Field(139, 148, Kind.CODE, "clave"),
        Field(149, 149, Kind.CODE, "causa"),
        Field(150, 167, Kind.BLANK),
        Field(168, 168, Kind.FIXED, fixed="9"),
    ),
}

TYPE = slice(131, 133)
"""Where the type of movement stands in every line, counted as Python does."""

TOTALS = (
    Field(1, 13, Kind.FIXED, fixed="*" * 13),
    Field(14, 56, Kind.BLANK),
    Field(57, 62, Kind.DIGITS, "count"),
    Field(63, 133, Kind.BLANK),
    Field(134, 138, Kind.DIGITS, "guia"),
    Field(139, 167, Kind.BLANK),
    Field(168, 168, Kind.FIXED, fixed="9"),
)
"""The last line that some payroll programs write: how many movements stand above it. A setting."""


@dataclass(frozen=True, slots=True)
class Form:
    """What of the file's form is a setting. `encoding` is one byte for each sign; `enye` is the sign that stands for Ñ;
    `filler` fills what a baja leaves empty, "0" or " "; `totals` adds a last line with their number."""

    encoding: str = "latin-1"
    enye: str = "#"
    filler: str = "0"
    totals: bool = False
