"""Cases with altas and bajas in a real store."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Kind
from mailproc.config import Settings
from mailproc.idse.student import Due
from mailproc.reading.lines import as_json
from mailproc.reading.model import Document, Employer, Field, FileReading, Holder, NameParts, Reading
from mailproc.store.opening import Store
from mailproc.store.record import Sheet
from tests.unit.idse.students import GUADALUPE, INAKI, LUCIA, XOCHITL
from tests.unit.store import house


def settings(path: Path | None = None, **tables: Any) -> Settings:
    """The house's, with a usual clinic."""
    return house.settings(path, **{"idse": {"default_umf": "013", "guia": "15400"}, **tables})


def student(due: Due, **changes: str) -> Student:
    """The person of a movement, as a case has it."""
    return replace(Student(due.name, due.curp, due.nss, due.control, programme=due.programme), **changes)


def sheet(
    who: Student, *, trusted: bool = True, parts: NameParts | None = None, registros: tuple[str, ...] = ()
) -> Sheet:
    """A constancia of that person as it is kept."""

    def field(value: Any) -> Field[Any]:
        return Field(value, trusted, 0.99)

    reading = Reading(
        Document.CONSTANCIA,
        (1,),
        nss=field(who.nss),
        curp=field(who.curp),
        name=field(who.name),
        vigente=field(False),
        employers=field(tuple(Employer(one, "32", "") for one in registros)) if registros else None,
        holder=field(Holder.TITULAR),
        name_parts=parts,
    )
    [body] = as_json(FileReading("constancia.pdf", "ab" * 32, "application/pdf", (reading,)))
    return Sheet("constancia.pdf", "ab" * 32, Document.CONSTANCIA, body)


def case(
    store: Store,
    number: int,
    who: Student,
    kind: Kind = Kind.ALTA,
    *,
    config: Settings | None = None,
    sheets: tuple[Sheet, ...] = (),
    **facts: Any,
) -> str:
    """A case from its first message on; gives its folio."""
    mail = house.message(number, sender=f"s{number}@tecnologico.example")
    decision = house.decision(kind, student=who, **facts)
    return house.handle(store, mail, decision, config or settings(), sheets=sheets).folio


def three(store: Store) -> tuple[str, str, str]:
    """Two altas and a baja."""
    return (
        case(store, 1, student(INAKI)),
        case(store, 2, student(GUADALUPE), umf_wish="025"),
        case(store, 3, student(LUCIA), Kind.BAJA),
    )


__all__ = ["GUADALUPE", "INAKI", "LUCIA", "XOCHITL", "case", "settings", "sheet", "student", "three"]
