"""Readings as the lines that `mailproc read --json` prints: one object for each sheet (docs: reading format)."""

from datetime import date
from enum import Enum
from typing import Any

from mailproc.reading.model import Employer, Field, FileReading, NameParts, Person, Problem, Reading

FIELDS = (
    "nss",
    "curp",
    "name",
    "vigente",
    "estado",
    "agregado",
    "umf",
    "employers",
    "issued",
    "valid_until",
    "holder",
)


def as_json(file_reading: FileReading) -> list[dict[str, Any]]:
    """One dict a sheet, of nothing but JSON's own types. Problems of the file stand on each of its sheets."""
    return [_line(file_reading, reading) for reading in file_reading.readings]


def _line(file_reading: FileReading, reading: Reading) -> dict[str, Any]:
    return {
        "file": file_reading.file,
        "pages": list(reading.pages),
        "document": reading.document.value,
        "seconds": round(file_reading.seconds, 3),
        "problems": [_problem(one) for one in (*file_reading.problems, *reading.problems)],
        "fields": {name: _field(getattr(reading, name)) for name in FIELDS},
        "name_parts": _parts(reading.name_parts),
        "people": [_person(one) for one in reading.people],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {"code": problem.code.value, "field": problem.field, "text": problem.text}


def _field(field: Field[Any] | None) -> dict[str, Any] | None:
    if field is None:
        return None
    box = field.box
    return {
        "value": _value(field.value),
        "trusted": field.trusted,
        "confidence": round(field.confidence, 4),
        "witnesses": [witness.value for witness in field.witnesses],
        "page": field.page,
        "box": None if box is None else [round(side) for side in (box.x0, box.y0, box.x1, box.y1)],
        "repaired": field.repaired,
    }


def _parts(parts: NameParts | None) -> dict[str, Any] | None:
    return (
        None
        if parts is None
        else {name: getattr(parts, name) for name in ("given", "first", "second", "ambiguous")}
    )


def _value(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Employer):
        return {"registro": value.registro, "modality": value.modality, "name": value.name}
    return value


def _person(person: Person) -> dict[str, Any]:
    return {
        "role": person.role.value,
        "name": person.name,
        "curp": person.curp,
        "nss": person.nss,
        "agregado": person.agregado,
        "relation": person.relation,
        "right": person.right,
    }
