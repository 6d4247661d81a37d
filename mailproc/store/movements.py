"""Movements to report to IMSS: which cases wait for one, and that they were exported."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.kinds import Kind, State
from mailproc.errors import StoreBusy
from mailproc.idse.batch import BatchFile
from mailproc.idse.layout import MovementType
from mailproc.idse.student import Due
from mailproc.reading.lines import reading_of
from mailproc.reading.model import Document, NameParts, Reading
from mailproc.store import schema
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.students import student_of

TYPES = {Kind.ALTA: MovementType.ALTA, Kind.BAJA: MovementType.BAJA}
Key = TypeVar("Key", int, str)
_BATCH = 500
"""Keys in one statement: SQLite takes some thousands."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A case whose movement was exported before, when and into which file."""

    folio: str
    type: MovementType
    at: datetime
    file: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cases with a movement to report, and those whose movement was reported, both in the order of their folios."""

    due: tuple[Due, ...]
    exported: tuple[Exported, ...]


def waiting(
    store: Store, types: Collection[MovementType] = tuple(MovementType), *, again: bool = False
) -> Waiting:
    """The altas and bajas that are to be done. With `again` those that were exported are due once more. One that IMSS
    rejected counts as not exported. Raises StoreError."""
    with store.reading() as session:
        cases = session.scalars(
            select(schema.Case)
            .where(
                schema.Case.account_id == store.account_id,
                schema.Case.state == State.POR_HACER,
                schema.Case.kind.in_([kind for kind, one in TYPES.items() if one in types]),
            )
            .options(selectinload(schema.Case.student))
            .order_by(schema.Case.year, schema.Case.number)
        ).all()
        before = _exported(session, cases)
        left = [case for case in cases if again or case.id not in before]
        sheets = _sheets(session, left)
        roster = _roster_names(session, store, left)
        met = _met(session, left)
        return Waiting(
            tuple(_due(case, sheets.get(case.id, ()), roster, met.get(case.id, frozenset())) for case in left),
            tuple(before[case.id] for case in cases if case.id in before),
        )


def record_exported(
    session: Session, store: Store, files: Iterable[BatchFile], *, now: datetime, again: bool = False
) -> None:
    """Write down that the movements of these files were exported, each in its case's history, within the caller's
    transaction. Raises StoreBusy where a case has changed since it was read, or was exported by somebody else."""
    for file in files:
        for entry in file.entries:
            movement = entry.movement
            case = session.scalar(
                select(schema.Case).where(
                    schema.Case.account_id == store.account_id, schema.Case.folio == entry.folio
                )
            )
            if case is None or not _still_due(session, case, movement.type, movement.nss, again=again):
                raise StoreBusy(
                    f"{entry.folio} changed while its movement was exported; nothing was recorded: run it again."
                )
            session.add(
                schema.Movement(
                    account_id=store.account_id,
                    case_id=case.id,
                    student_id=case.student_id,
                    type=movement.type.value,
                    registro=movement.registro,
                    file=file.name,
                    exported_at=now,
                    accepted=None,
                    reason="",
                )
            )
            note(session, store, "exported", movement.type.value, at=now, case=case)


def _still_due(session: Session, case: schema.Case, type_: MovementType, nss: str, *, again: bool) -> bool:
    same = case.state is State.POR_HACER and TYPES.get(case.kind) is type_
    student = case.student is not None and case.student.nss == nss
    return same and student and (again or not _exported(session, [case]))


def _exported(session: Session, cases: Sequence[schema.Case]) -> dict[int, Exported]:
    """For each case that was exported as what it is, the last time; not where IMSS rejected that."""
    last: dict[tuple[int, str], schema.Movement] = {}
    for some in _parts([case.id for case in cases]):
        wanted = select(schema.Movement).where(schema.Movement.case_id.in_(some))
        for row in session.scalars(wanted.order_by(schema.Movement.id)):
            last[row.case_id, row.type] = row
    found = ((case, last.get((case.id, TYPES[case.kind].value))) for case in cases)
    return {
        case.id: Exported(case.folio, MovementType(row.type), row.exported_at, row.file)
        for case, row in found
        if row is not None and row.accepted is not False
    }


def _due(case: schema.Case, sheets: Sequence[Reading], roster: Mapping[str, str], met: frozenset[str]) -> Due:
    student = student_of(case.student)
    return Due(
        folio=case.folio,
        type=TYPES[case.kind],
        # Without a CURP it may be what the sender calls himself: student.py takes no name without one.
        name=student.name,
        curp=student.curp,
        nss=student.nss,
        control=student.control,
        programme=student.programme,
        umf_wish=case.umf_wish,
        shown=_shown(sheets),
        roster=roster.get(student.curp, ""),
        registros=_registros(sheets),
        met=met,
    )


def _shown(sheets: Sequence[Reading]) -> tuple[str, NameParts | None]:
    """The name of the newest sheet on which it is trusted, and its parts there."""
    return next(
        (
            (sheet.name.value, sheet.name_parts)
            for sheet in sheets
            if sheet.name is not None and sheet.name.trusted
        ),
        ("", None),
    )


def _registros(sheets: Sequence[Reading]) -> tuple[str, ...]:
    """Those of the newest sheet on which the active employers are trusted."""
    found = (sheet.employers.value for sheet in sheets if sheet.employers is not None and sheet.employers.trusted)
    return tuple(one.registro for one in next(found, ()) if one.registro)


def _sheets(session: Session, cases: Sequence[schema.Case]) -> dict[int, tuple[Reading, ...]]:
    """The constancias of each case's student, the newest first; those that came for the student in other cases, too."""
    by_case: dict[int, list[Reading]] = {case.id: [] for case in cases}
    of_student: dict[int, list[int]] = {}
    for case in cases:
        if case.student_id is not None:
            of_student.setdefault(case.student_id, []).append(case.id)
    for some in _parts(list(of_student)):
        rows = session.scalars(
            select(schema.Reading)
            .where(schema.Reading.student_id.in_(some), schema.Reading.document == Document.CONSTANCIA)
            .order_by(schema.Reading.id.desc())
        )
        for row in rows:
            for case_id in of_student[row.student_id or 0]:
                by_case[case_id] += _read(row.body)
    return {case_id: tuple(sheets) for case_id, sheets in by_case.items()}


def _read(body: Mapping[str, Any]) -> tuple[Reading, ...]:
    """The sheet, () for one that another version kept in another form: it only says less."""
    try:
        return (reading_of(body),)
    except (KeyError, ValueError):
        return ()


def _roster_names(session: Session, store: Store, cases: Sequence[schema.Case]) -> dict[str, str]:
    """The roster's names by CURP."""
    curps = sorted({case.student.curp for case in cases if case.student is not None and case.student.curp})
    names: dict[str, str] = {}
    for some in _parts(curps):
        rows = session.execute(
            select(schema.RosterEntry.curp, schema.RosterEntry.name).where(
                schema.RosterEntry.account_id == store.account_id, schema.RosterEntry.curp.in_(some)
            )
        )
        for curp, name in rows:
            names[curp] = name
    return names


def _met(session: Session, cases: Sequence[schema.Case]) -> dict[int, frozenset[str]]:
    """The requirements ticked in each case."""
    met: dict[int, frozenset[str]] = {}
    for some in _parts([case.id for case in cases]):
        rows = session.execute(
            select(schema.Requirement.case_id, schema.Requirement.text).where(schema.Requirement.case_id.in_(some))
        )
        for case_id, text in rows:
            met[case_id] = met.get(case_id, frozenset()) | {text}
    return met


def _parts(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    return (keys[at : at + _BATCH] for at in range(0, len(keys), _BATCH))
