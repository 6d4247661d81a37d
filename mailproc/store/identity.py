"""Whose a case is when a person says so: what she corrects in a student's row, and which other cases share that row.

A row is one person, known by CURP and NSS. Where one of the two numbers stays, it is the same person, and the
correction is that person's wherever the row is used; where none stays, this case was somebody else's, and the other
cases keep whom they had. No sentence here names a value.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace

from sqlalchemy import false, or_, select, update
from sqlalchemy.orm import Session

from mailproc.cases.decision import Student
from mailproc.errors import UsageError
from mailproc.store import schema
from mailproc.store.opening import Store
from mailproc.store.students import student_of

NUMBERS = ("curp", "nss")
_NAMES = {"curp": "CURP", "nss": "NSS"}
_SHEETS = (schema.Reading, schema.Movement)


def correct(
    session: Session, store: Store, case: schema.Case, changes: Mapping[str, str], *, same_student: bool
) -> tuple[str, ...]:
    """The student of a case gets these values ("" takes one away); gives the folios of the other cases that changed
    with it. Raises UsageError where a number is known to be somebody else's, or where it would change in other cases
    too and nobody said that they are the `same_student`'s."""
    row, old = case.student, student_of(case.student)
    new = replace(old, **changes)
    sharing = _cases(session, row, but=case)
    turned = [name for name in NUMBERS if getattr(old, name) and getattr(old, name) != getattr(new, name)]
    stays = any(getattr(old, name) and getattr(old, name) == getattr(new, name) for name in NUMBERS)
    alike = [one for one in _alike(session, store, new, but=row) if not _clashes(session, case, new, one)]
    if sharing and turned and stays and not same_student:
        raise UsageError(
            f"{', '.join(sharing)}: of the same student, and would change too; give --yes-same-student if so, or set "
            "nss and curp together if this case is another student's."
        )
    target = alike[0] if alike else row
    if target is None or (not alike and sharing and turned and not stays):
        target = schema.Student(account_id=store.account_id, **asdict(new))
        session.add(target)
    for name, value in asdict(new).items():
        if name in changes or not getattr(target, name):
            setattr(target, name, value)
    session.flush()
    for other in alike[1:] + ([row] if row is not None and row is not target and (stays or not turned) else []):
        _absorb(session, other, target, but=case)
    give(session, case, target)
    return tuple(_cases(session, target, but=case))


def conflict(one: Student, other: Student) -> bool:
    """Whether the numbers say that they are two persons."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in NUMBERS]
    return any(here and there and here != there for here, there in pairs)


def give(session: Session, case: schema.Case, student: schema.Student | None) -> None:
    """The case, its sheets and its movements are this student's; a row that nobody needs any more is gone."""
    before, case.student = case.student, student
    session.flush()
    for table in _SHEETS:
        if student is not None:
            session.execute(update(table).where(table.case_id == case.id).values(student_id=student.id))
    if before is not None and before is not student and not _used(session, before):
        session.delete(before)
        session.flush()


def _alike(
    session: Session, store: Store, student: Student, *, but: schema.Student | None
) -> list[schema.Student]:
    """Other rows with one of the student's numbers."""
    pairs = [(getattr(schema.Student, name), getattr(student, name)) for name in NUMBERS]
    same = or_(false(), *(column == value for column, value in pairs if value))
    wanted = select(schema.Student).where(schema.Student.account_id == store.account_id, same)
    return [row for row in session.scalars(wanted.order_by(schema.Student.id)) if row is not but]


def _clashes(session: Session, case: schema.Case, new: Student, row: schema.Student) -> bool:
    """Whether a row with one of the numbers is another person. Raises UsageError where that person has a case; one
    of whom no case speaks any more loses the number."""
    if not conflict(new, student_of(row)):
        return False
    same = next(name for name in NUMBERS if getattr(new, name) and getattr(new, name) == getattr(row, name))
    theirs = _cases(session, row, but=case)
    if theirs:
        other = _NAMES["nss" if same == "curp" else "curp"]
        raise UsageError(
            f"{', '.join(theirs)} has the same {_NAMES[same]} with another {other}: two students; look at both "
            "sheets, and correct the wrong one first."
        )
    setattr(row, same, "")
    return True


def _cases(session: Session, row: schema.Student | None, *, but: schema.Case) -> list[str]:
    if row is None or row.id is None:
        return []
    wanted = select(schema.Case.folio).where(schema.Case.student_id == row.id, schema.Case.id != but.id)
    return list(session.scalars(wanted.order_by(schema.Case.year, schema.Case.number)))


def _absorb(session: Session, row: schema.Student, target: schema.Student, *, but: schema.Case) -> None:
    """Two rows were one person's: what was the one's is the other's. The case itself is left to `give`."""
    session.execute(
        update(schema.Case)
        .where(schema.Case.student_id == row.id, schema.Case.id != but.id)
        .values(student_id=target.id)
    )
    for table in _SHEETS:
        session.execute(update(table).where(table.student_id == row.id).values(student_id=target.id))
    if row is not but.student:
        session.delete(row)
    session.flush()


def _used(session: Session, row: schema.Student) -> bool:
    columns = (schema.Case.student_id, schema.Reading.student_id, schema.Movement.student_id)
    return any(session.scalar(select(one).where(one == row.id).limit(1)) is not None for one in columns)
