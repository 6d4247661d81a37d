"""One movement as its line of 168 bytes, and back, every byte looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_uppercase, digits
from typing import Any

from mailproc.idse.layout import LAYOUTS, LENGTH, TYPE, Field, Form, Kind, MovementType
from mailproc.reading.curp import is_curp
from mailproc.reading.identifiers import is_nss, is_registro


@dataclass(frozen=True, slots=True)
class Movement:
    """What a line says. Names stand as they are written, Ñ already replaced (names.py). `salario` counts centavos and
    fills its six digits; `curp`, `umf`, `salario`, `tipo_trabajador`, `tipo_salario` and `jornada` are an alta's alone,
    `causa` a baja's."""

    type: MovementType
    registro: str
    nss: str
    first: str
    second: str
    given: str
    date: date
    guia: str
    clave: str
    curp: str = ""
    umf: str = ""
    salario: str = ""
    tipo_trabajador: str = ""
    tipo_salario: str = ""
    jornada: str = ""
    causa: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong at a column of a line (counted from 1), as a Spanish sentence that names no value."""

    column: int
    text: str


class DoesNotFit(ValueError):
    """A value that its field cannot hold: whoever made the movement should have refused it."""


def write(movement: Movement, form: Form) -> bytes:
    """The line, without its end. Raises DoesNotFit: nothing is cut or left out here."""
    values = {field.name: getattr(movement, field.name) for field in LAYOUTS[movement.type] if field.name}
    return write_fields(LAYOUTS[movement.type], values, form)


def write_fields(fields: Sequence[Field], values: dict[str, Any], form: Form) -> bytes:
    """The line of these values by name. Raises DoesNotFit."""
    text = "".join(_written(field, values.get(field.name, ""), form) for field in fields)
    found = next(_flaws(fields, text, form), None)
    if found is not None or len(text) != LENGTH:
        raise DoesNotFit(f"column {found.column if found else len(text)} of a line of the batch file")
    return text.encode(form.encoding)


def read(line: bytes, form: Form) -> Movement | list[Flaw]:
    """The movement of a line without its end, or all that is wrong with it."""
    text = line.decode(form.encoding, errors="replace")
    if len(text) != LENGTH:
        column = min(len(text), LENGTH) + 1
        return [Flaw(column, f"la línea tiene {len(text)} caracteres, y deben ser {LENGTH}")]
    try:
        fields = LAYOUTS[MovementType(text[TYPE])]
    except ValueError:
        return [Flaw(TYPE.start + 1, "el tipo de movimiento no es 08 (alta) ni 02 (baja)")]
    found = list(_flaws(fields, text, form))
    if found:
        return found
    values: dict[str, Any] = {field.name: _of(field, text) for field in fields if field.name}
    values["date"] = _date(values["date"])
    return Movement(MovementType(text[TYPE]), **values)


def read_fields(fields: Sequence[Field], text: str, form: Form) -> dict[str, str] | list[Flaw]:
    """The values of a line of LENGTH characters by name, or all that is wrong with it."""
    found = list(_flaws(fields, text, form))
    return found or {field.name: _of(field, text) for field in fields if field.name}


def _written(field: Field, value: str | date, form: Form) -> str:
    match field.kind:
        case Kind.FIXED:
            return field.fixed
        case Kind.BLANK:
            return " " * field.width
        case Kind.FILLER:
            return form.filler * field.width
        case Kind.DATE if isinstance(value, date):
            return f"{value:%d%m}{value.year:04}"
        case _:
            return str(value).ljust(field.width)


def _of(field: Field, text: str) -> str:
    return text[field.start - 1 : field.end].rstrip(" ")


def _date(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d%m%Y").date()  # noqa: DTZ007 - a date on a document
    except ValueError:
        return None


def _flaws(fields: Sequence[Field], text: str, form: Form) -> Iterator[Flaw]:
    """For each field at most one: at the first sign that may not stand where it does, else at the field's start."""
    for field in fields:
        part = text[field.start - 1 : field.end]
        at = _first_wrong(field, part, form)
        if at is not None or len(part) != field.width:
            yield Flaw(field.start + (at or 0), _wanted(field, form))
        elif (wrong := _wrong(field.kind, part)) is not None:
            yield Flaw(field.start, wrong)


def _first_wrong(field: Field, part: str, form: Form) -> int | None:
    """The place in the field, from 0, of the first sign that may not stand there."""
    padded = field.kind in {Kind.NAME, Kind.PERHAPS, Kind.CODE}
    value = part.rstrip(" ") if padded else part
    for at, sign in enumerate(value):
        stray = padded and sign == " " and (at == 0 or value[at - 1] == " ")
        if stray or sign not in _signs(field, form, at):
            return at
    needed = field.kind is Kind.NAME or (field.kind is Kind.CODE and field.width == 1)
    return 0 if needed and not value else None


def _signs(field: Field, form: Form, at: int) -> str:
    """The signs that may stand at a place of the field."""
    if field.kind is Kind.FIXED:
        return field.fixed[at : at + 1]
    if field.kind is Kind.FILLER:
        return form.filler
    if field.kind is Kind.REGISTRO and at > 0:
        return digits
    return _SIGNS[field.kind] + (form.enye if field.kind in {Kind.NAME, Kind.PERHAPS} else "")


def _wanted(field: Field, form: Form) -> str:
    if field.kind is Kind.FIXED:
        return f"aquí va «{field.fixed}»"
    if field.kind in {Kind.BLANK, Kind.FILLER}:
        return "aquí van ceros" if _signs(field, form, 0) == "0" else "aquí van espacios"
    wanted = _WANTED.get(field.kind, f"{field.width} {'cifra' if field.width == 1 else 'cifras'}")
    return f"{_LABELS[field.name]}: {wanted}"


def _wrong(kind: Kind, value: str) -> str | None:
    """What a value of the right signs has wrong as a whole."""
    if kind is Kind.REGISTRO and not is_registro(value):
        return "el dígito verificador del registro patronal no corresponde"
    if kind is Kind.NSS and not is_nss(value):
        return "el dígito verificador del NSS no corresponde"
    if kind is Kind.CURP and not is_curp(value):
        return "la CURP no es válida"
    if kind is Kind.DATE and _date(value) is None:
        return "la fecha no existe (ddmmaaaa)"
    return None


_SIGNS = {
    Kind.REGISTRO: ascii_uppercase + digits,
    Kind.NSS: digits,
    Kind.NAME: ascii_uppercase + " ",
    Kind.PERHAPS: ascii_uppercase + " ",
    Kind.DIGITS: digits,
    Kind.CODE: ascii_uppercase + digits,
    Kind.DATE: digits,
    Kind.CURP: ascii_uppercase + digits,
    Kind.BLANK: " ",
}
_WANTED = {
    Kind.REGISTRO: "11 caracteres, cifras salvo el primero",
    Kind.NAME: "solo letras mayúsculas, un espacio entre palabras",
    Kind.PERHAPS: "solo letras mayúsculas, un espacio entre palabras",
    Kind.CODE: "solo mayúsculas y cifras",
    Kind.CURP: "solo mayúsculas y cifras",
}
_LABELS = {
    "registro": "registro patronal",
    "nss": "NSS",
    "first": "primer apellido",
    "second": "segundo apellido",
    "given": "nombre",
    "salario": "salario",
    "tipo_trabajador": "tipo de trabajador",
    "tipo_salario": "tipo de salario",
    "jornada": "jornada",
    "date": "fecha",
    "umf": "UMF",
    "guia": "guía",
    "clave": "clave del trabajador",
    "curp": "CURP",
    "causa": "causa de la baja",
    "count": "número de movimientos",
}
