"""Readings as the lines that `mailproc read --json` prints, one object for each sheet (docs: reading format), and
back from them: the store keeps these lines."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from mailproc.reading.model import (
    Box,
    Document,
    Employer,
    Field,
    FileReading,
    Holder,
    NameParts,
    Person,
    Problem,
    ProblemCode,
    Reading,
    Witness,
)

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


def reading_of(line: Mapping[str, Any]) -> Reading:
    """The sheet that a line tells: boxes rounded to whole units, the file's problems among its own. KeyError or
    ValueError for what as_json never wrote."""
    fields: dict[str, Any] = {
        name: _read_field(name, told) for name, told in line["fields"].items() if told is not None
    }
    parts = line["name_parts"]
    return Reading(
        Document(line["document"]),
        tuple(line["pages"]),
        **fields,
        name_parts=NameParts(**parts) if parts is not None else None,
        people=tuple(Person(**{**one, "role": Holder(one["role"])}) for one in line["people"]),
        problems=tuple(Problem(ProblemCode(one["code"]), one["text"], one["field"]) for one in line["problems"]),
    )


def _read_field(name: str, told: Mapping[str, Any]) -> Field[Any]:
    return Field(
        _READ.get(name, lambda value: value)(told["value"]),
        told["trusted"],
        told["confidence"],
        tuple(map(Witness, told["witnesses"])),
        told["page"],
        None if told["box"] is None else Box(*told["box"]),
        told["repaired"],
    )


_READ: dict[str, Callable[[Any], Any]] = {
    "issued": date.fromisoformat,
    "valid_until": date.fromisoformat,
    "holder": Holder,
    "employers": lambda rows: tuple(Employer(**row) for row in rows),
}
