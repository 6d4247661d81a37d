"""Two cases that are one: all that the one has goes to the other, which goes on; the one is over and points there."""

from dataclasses import fields

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mailproc.cases.decision import Student
from mailproc.cases.kinds import State
from mailproc.cases.ruling import lacks
from mailproc.errors import UsageError
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.caseload import with_reasons
from mailproc.store.corrections import Became, Corrections, refile
from mailproc.store.folios import meant
from mailproc.store.identity import conflict, correct, give
from mailproc.store.ruling import ANSWERED, OfficersWord
from mailproc.store.students import student_of

_WAITS = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.DRAFT})


def merge(desk: Corrections, folio: str, other: str, *, same_student: bool) -> Became:
    """What the case `other` has comes to the case `folio`, which keeps its kind and state. Letters of the other that
    have not gone do not go. Raises UsageError, also where the two have different numbers and nobody said that they are
    the `same_student`'s: then the student stays as `folio` has it."""
    with desk.at_work(folio) as (session, case, word):
        gone = meant(session, desk.store, other)
        if gone is case:
            raise UsageError(f"{case.folio}: name another case to join to it.")
        if gone.merged_into:
            raise UsageError(f"{gone.folio}: was joined to {gone.merged_into} already.")
        also = _one_student(session, desk, case, gone, same_student=same_student)
        _overtake(gone, word)
        _hand_over(session, case, gone)
        case.umf_wish = case.umf_wish or gone.umf_wish
        needs = bool(desk.settings.institution.clinics)
        case.missing = [
            one.value for one in lacks(case.kind, student_of(case.student), case.umf_wish, needs_clinic=needs)
        ]
        case.reasons = with_reasons((f"{desk.she} unió aquí el caso {gone.folio}.",), case.reasons)
        gone.reasons = with_reasons((f"{desk.she} lo unió al caso {case.folio}.",), gone.reasons)
        word.note("merged", gone.folio, case)
        word.note("merged into", case.folio, gone)
        if gone.state is not State.CERRADO:
            word.note("state", f"{gone.state.value} {State.CERRADO.value}", gone)
        gone.state, gone.closed_at, gone.due_at = State.CERRADO, desk.now, None
        gone.merged_into = case.folio
        refile(session, desk.store, case, desk.settings, now=desk.now)
        return Became(case.folio, case.kind, case.state, also=also)


def _one_student(
    session: Session, desk: Corrections, case: schema.Case, gone: schema.Case, *, same_student: bool
) -> tuple[str, ...]:
    """Both cases get the one student; gives the other cases that changed with it."""
    here, there = student_of(case.student), student_of(gone.student)
    if conflict(here, there):
        if not same_student:
            raise UsageError(
                f"{case.folio} and {gone.folio} have different numbers (CURP or NSS): two students; give "
                "--yes-same-student if it is one, and its numbers are those of the first."
            )
        give(session, gone, case.student)
        return ()
    blank = {
        one.name: getattr(there, one.name)
        for one in fields(Student)
        if getattr(there, one.name) and not getattr(here, one.name)
    }
    also = correct(session, desk.store, case, blank, same_student=True) if blank else ()
    give(session, gone, case.student)
    return tuple(folio for folio in also if folio != gone.folio)


def _overtake(gone: schema.Case, word: OfficersWord) -> None:
    for letter in gone.letters:
        if letter.state in _WAITS and letter.drafted_at is None and letter.template not in OFFICER_TEMPLATES:
            letter.state, letter.due_at = LetterState.SUPERSEDED, None
            word.note("letter superseded", letter.template, gone)


def _hand_over(session: Session, case: schema.Case, gone: schema.Case) -> None:
    """All rows that belong to the other case, but for its history; of that, only that the officer has answered."""
    for message in [one for one in gone.messages if one not in case.messages]:
        case.messages.append(message)
    gone.messages.clear()
    session.flush()
    ticked = select(schema.Requirement.text).where(schema.Requirement.case_id == case.id)
    twice = schema.Requirement.text.in_(session.scalars(ticked).all())
    session.execute(delete(schema.Requirement).where(schema.Requirement.case_id == gone.id, twice))
    for table in (schema.Reading, schema.Letter, schema.Movement, schema.Requirement, schema.Note):
        session.execute(update(table).where(table.case_id == gone.id).values(case_id=case.id))
    answers = (schema.Event.case_id == gone.id, schema.Event.what == ANSWERED)
    session.execute(update(schema.Event).where(*answers).values(case_id=case.id))
    for one in (case, gone):
        session.expire(one, ["letters", "notes", "messages"])
