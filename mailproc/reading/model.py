"""Words, pages, witnesses and readings: what documents and OCR give, and what reading makes of it.

Coordinates: origin at the page's top left, x to the right, y down, in the page's own unit: points for a
PDF page, pixels of the upright picture (EXIF applied) for an image. Page numbers start at 1 and count
through one file.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Witness(StrEnum):
    """Who says that a value stands there. Promise 3 of docs/architecture.md: two independent ones make trust.

    TEXT     visible text that a born-digital PDF draws with fonts over no page-size picture: as good as two.
    SCANNER  a text layer over a page-size picture (a scanner's own OCR): one.
    TYPED    text of a document that anyone can type or change (Word, ODT, RTF, a message's own body): one.
    HIDDEN   invisible, white, covered or off-page text: none, and a reason for `revisar`.
    FORMER   what could be seen on the page before the file was changed: none; what differs, an edit changed.
    PPOCR4   an older generation of RapidOCR's models: kin of RAPID, see reading.votes.
    PLACE    a second, separate place on the same sheet that shows the same value.
    """

    TEXT = "text"
    SCANNER = "scanner"
    TYPED = "typed"
    HIDDEN = "hidden"
    FORMER = "former"
    RAPID = "rapid"
    PPOCR4 = "ppocr4"
    TESSERACT = "tesseract"
    PLACE = "place"
    FILENAME = "filename"
    SENDER = "sender"
    ROSTER = "roster"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, x0 <= x1 and y0 <= y1, in the page's unit."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """In the page's unit."""
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        """In the page's unit."""
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text at a place. It may be one word or a whole line: PDF layers and Tesseract give words,
    RapidOCR gives lines. `confidence` is the engine's own, 0 to 1 (1 for text layers)."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Layer:
    """One witness's words on one page, in no promised order (PDF streams put values before labels)."""

    witness: Witness
    words: tuple[Word, ...]


class Flaw(StrEnum):
    """What makes a picture hard to read: told to the student when a field could not be read on it.

    SMALL    its letters are lower than engines read well.
    BLURRED  its edges are soft: shaken, or out of focus.
    DARK     ink and paper differ little.
    CUT      text runs over an edge of the picture.
    """

    SMALL = "small"
    BLURRED = "blurred"
    DARK = "dark"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Page:
    """A page and all that was heard about it so far; more layers may follow as witnesses are called.
    `flaws` is of its picture, in the order of the enum; () for a page that was read without one."""

    number: int
    width: float
    height: float
    layers: tuple[Layer, ...]
    flaws: tuple[Flaw, ...] = ()


class Document(StrEnum):
    """Which document a sheet is."""

    CONSTANCIA = "constancia_vigencia"
    ASIGNACION_NSS = "asignacion_nss"
    SEMANAS = "semanas_cotizadas"
    CURP = "curp"
    HOJA_AFILIACION = "hoja_afiliacion"
    NO_DERECHO = "no_derecho"
    CARNET = "carnet"
    IDENTIFICACION = "identificacion"
    DESCONOCIDO = "desconocido"


class Holder(StrEnum):
    """Whether the student is the insured person of the sheet or one of the beneficiaries on it."""

    TITULAR = "titular"
    BENEFICIARIO = "beneficiario"


class ProblemCode(StrEnum):
    """Why a file or a sheet could not be read as hoped. The case room decides on these."""

    EMPTY = "empty"
    CORRUPTED = "corrupted"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    ENGINE_MISSING = "engine_missing"
    UNREADABLE = "unreadable"
    MISSING_FIELD = "missing_field"
    CHECK_DIGIT = "check_digit"
    CONTRADICTION = "contradiction"
    HIDDEN_TEXT = "hidden_text"
    EDITED = "edited"
    SEVERAL_PERSONS = "several_persons"


@dataclass(frozen=True, slots=True)
class Problem:
    """`text` is one Spanish sentence for officer or student, without identifiers; `field` is "" where none."""

    code: ProblemCode
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value read, and why to believe it. `confidence` is the estimated chance of being right, 0 to 1.

    `page` and `box` tell where the value (not its label) stands; None where it was inferred. `repaired`: every
    witness read look-alikes (O for 0) that were replaced to make the value's form; it is then not trusted.
    """

    value: T
    trusted: bool
    confidence: float
    witnesses: tuple[Witness, ...] = ()
    page: int | None = None
    box: Box | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Employer:
    """A row of the employers' table. `registro` as printed without hyphens (8, 10 or 11 characters) or "";
    `modality` the two digits of positions 9 and 10, or "" where unknown."""

    registro: str
    modality: str
    name: str


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name in its three parts, upper case: nombre(s), primer apellido, segundo apellido ("" where a person has
    one surname). `ambiguous`: the name stood in one string, and the CURP's letters allow another split as well; the
    parts are then the likeliest, and no fact."""

    given: str
    first: str
    second: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the sheet names. `right` is that person's own "con derecho", None where not said."""

    role: Holder
    name: str = ""
    curp: str = ""
    nss: str = ""
    agregado: str = ""
    relation: str = ""
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sheet says of the student. A field that is not there is None.

    Values: nss 11 digits; curp 18 upper-case characters; name as printed, upper case; estado one of
    VIGENTE, CONSERVACION DE DERECHOS, BAJA, PENSION EN TRAMITE, CON DERECHO, FALLECIDO, VIGENTE POR PRORROGA;
    umf three digits ("013"); dates are dates. `employers` is the active employers, trusted as a whole; in a trusted
    one a name that is not sure is "". `name_parts` are those of `name`, None where nothing parts it, and as trusted as
    it is. `text` is what can be read on a DESCONOCIDO document, or under a constancia's title where nothing that it is
    for follows (a screen of the portal), at most 2,000 characters; "" for all others. It is for deciding alone, and
    neither printed nor kept.
    """

    document: Document
    pages: tuple[int, ...]
    nss: Field[str] | None = None
    curp: Field[str] | None = None
    name: Field[str] | None = None
    vigente: Field[bool] | None = None
    estado: Field[str] | None = None
    agregado: Field[str] | None = None
    umf: Field[str] | None = None
    employers: Field[tuple[Employer, ...]] | None = None
    issued: Field[date] | None = None
    valid_until: Field[date] | None = None
    holder: Field[Holder] | None = None
    name_parts: NameParts | None = None
    people: tuple[Person, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Crop:
    """A value's own piece of its page, JPEG. `sheet` counts the file's sheets from 0."""

    sheet: int
    field: str
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class FileReading:
    """All sheets found in one file. `media` is the type told by content. Never empty: a file that holds no
    sheet has one reading DESCONOCIDO. File problems (encrypted, corrupted …) stand in `problems`. `crops` are there
    where whoever read it was asked for them (mailproc/crops.py)."""

    file: str
    sha256: str
    media: str
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    crops: tuple[Crop, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beside the sheet: witnesses for values, never a source of them."""

    filename: str = ""
    sender_text: str = ""
    known: tuple[str, ...] = field(default=())
