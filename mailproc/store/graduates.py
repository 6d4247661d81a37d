"""Students whom the roster has as graduated: bajas for the officer to consider."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Kind, State
from mailproc.store.opening import Store
from mailproc.store.schema import Case, Movement, RosterEntry
from mailproc.store.schema import Student as StudentRow

BAJA = "02"
"""The movement's type in a batch file."""


def graduates(session: Session, store: Store) -> tuple[Student, ...]:
    """Those of whose baja there is neither a case nor a movement, by name; first those whom a case shows to be
    insured through us (an alta that was done, a hoja)."""
    listed = session.scalars(
        select(RosterEntry)
        .where(RosterEntry.account_id == store.account_id, RosterEntry.graduated)
        .order_by(RosterEntry.name, RosterEntry.id)
    ).all()
    if not listed:
        return ()
    left, ours = set[str](), set[str]()
    cases = select(Case.kind, Case.state, StudentRow.curp, StudentRow.nss, StudentRow.control).join(
        StudentRow, Case.student_id == StudentRow.id
    )
    for kind, state, *keys in session.execute(cases.where(Case.account_id == store.account_id)):
        if kind is Kind.BAJA:
            left.update(keys)
        elif kind is Kind.HOJA or (kind is Kind.ALTA and state is State.HECHO):
            ours.update(keys)
    moved = select(StudentRow.curp, StudentRow.nss, StudentRow.control).join(
        Movement, Movement.student_id == StudentRow.id
    )
    for row in session.execute(moved.where(Movement.account_id == store.account_id, Movement.type == BAJA)):
        left.update(row)
    found = [row for row in listed if not _keys(row) & left]
    found.sort(key=lambda row: not _keys(row) & ours)
    return tuple(
        Student(row.name, row.curp, row.nss, row.control, row.address, row.programme, row.semester)
        for row in found
    )


def _keys(entry: RosterEntry) -> set[str]:
    return {entry.curp, entry.nss, entry.control} - {""}
