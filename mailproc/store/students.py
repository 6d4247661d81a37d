"""Whom a case is about: the same student found again by CURP, then by NSS.

An address or a control number alone finds nobody: one person may write for another.
"""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mailproc.cases.decision import Student
from mailproc.store import schema
from mailproc.store.opening import Store

CLASH = "El NSS y la CURP de la hoja no concuerdan con los de un caso anterior."


def clash(store: Store, student: Student) -> str:
    """A Spanish reason where the trusted CURP and NSS contradict what is known of either; "" where they do not.

    Two students with one NSS, or one with two, mean that a sheet is somebody else's: a person must look.
    """
    if not (student.curp and student.nss):
        return ""
    with store.reading() as session:
        by_curp = _by(session, store, schema.Student.curp == student.curp)
        by_nss = _by(session, store, schema.Student.nss == student.nss)
    other_nss = by_curp is not None and by_curp.nss not in ("", student.nss)
    other_curp = by_nss is not None and by_nss.curp not in ("", student.curp)
    return CLASH if other_nss or other_curp else ""


def student_row(session: Session, store: Store, student: Student) -> schema.Student | None:
    """The student's row, found or made; blanks of a known one are filled, nothing known is overwritten.

    None where nothing is known. A row with the same NSS and another CURP is another person's.
    """
    if student == Student():
        return None
    row = _by(session, store, schema.Student.curp == student.curp) if student.curp else None
    if row is None and student.nss:
        row = _by(session, store, schema.Student.nss == student.nss)
        if row is not None and student.curp and row.curp not in ("", student.curp):
            row = None
    if row is None:
        row = schema.Student(
            account_id=store.account_id,
            name=student.name,
            curp=student.curp,
            nss=student.nss,
            control=student.control,
            address=student.address,
            programme=student.programme,
            semester=student.semester,
        )
        session.add(row)
        return row
    _fill(row, student)
    return row


def named(session: Session, store: Store, row: schema.Student | None, student: Student) -> schema.Student | None:
    """The student of a case that goes on: who was nameless gets the name, unless that person has a row already."""
    if row is None or student == Student():
        return student_row(session, store, student) or row
    known = _by(session, store, schema.Student.curp == student.curp) if student.curp else None
    if known is None and student.nss:
        known = _by(session, store, schema.Student.nss == student.nss)
    if known is not None and known is not row:
        row = student_row(session, store, student)
    elif row.curp in ("", student.curp) and row.nss in ("", student.nss):
        row.name = student.name if student.curp or student.nss else row.name or student.name
        _fill(row, student)
    return row


def student_of(row: schema.Student | None) -> Student:
    """A student's row as the case room takes it; nobody where there is none."""
    if row is None:
        return Student()
    return Student(row.name, row.curp, row.nss, row.control, row.address, row.programme, row.semester)


def _fill(row: schema.Student, student: Student) -> None:
    """Blanks are filled, nothing known is overwritten."""
    row.name = row.name or student.name
    row.curp = row.curp or student.curp
    row.nss = row.nss or student.nss
    row.control = row.control or student.control
    row.address = row.address or student.address
    row.programme = row.programme or student.programme
    row.semester = row.semester or student.semester


def _by(session: Session, store: Store, condition: ColumnElement[bool]) -> schema.Student | None:
    """The first row that meets the condition."""
    return session.scalars(
        select(schema.Student)
        .where(schema.Student.account_id == store.account_id, condition)
        .order_by(schema.Student.id)
        .limit(1)
    ).first()
