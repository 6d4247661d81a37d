"""The fields of one constancia: whose each value is, what it is, whether it is believed.

Short steps: who stands on the sheet, what it says of its head, who of them is the student, what contradicts
what, what is lacking.
"""

from collections.abc import Sequence
from dataclasses import replace

from mailproc.reading.consistency import contradictions
from mailproc.reading.employers import as_field, employers_of
from mailproc.reading.head import Head, bystanders, read_head
from mailproc.reading.lacking import lacking
from mailproc.reading.lostrows import has_unread
from mailproc.reading.model import (
    Document,
    Employer,
    Field,
    Hints,
    Problem,
    ProblemCode,
    Reading,
    Witness,
)
from mailproc.reading.notes import Notes
from mailproc.reading.persons import is_whole
from mailproc.reading.sheet import Sheet, lay_out
from mailproc.reading.student import (
    believe_nothing,
    date_field,
    holder_field,
    of_the_student,
    people_said,
    right_field,
    ruling_of,
    text_field,
    unbelieve,
)
from mailproc.reading.vocabulary import NO

# Two numbers or two heads: two sheets in one picture, and nobody knows which value is whose.
_OF_TWO_SHEETS = frozenset({ProblemCode.SEVERAL_PERSONS, ProblemCode.CONTRADICTION})


def read_constancia(notes: Sequence[Notes], hints: Hints) -> Reading:
    """The reading of one sheet that is a constancia."""
    sheet = lay_out(notes, hints)
    head = read_head(sheet)
    ruling = ruling_of(sheet, head, hints)
    of_head = Reading(
        document=Document.CONSTANCIA,
        pages=tuple(one.page.number for one in notes),
        nss=text_field(head.nss),
        curp=text_field(head.curp),
        name=text_field(head.name),
        vigente=right_field(head.right),
        estado=text_field(head.state),
        agregado=text_field(head.agregado),
        umf=text_field(head.umf),
        employers=_employers(sheet, head, hints),
        issued=date_field(head.issued),
        valid_until=date_field(head.valid_until),
        holder=holder_field(ruling, head, sheet),
        name_parts=head.name_parts,
        people=people_said(sheet, head),
    )
    clashes = contradictions(of_head, born=head.born, name_misfit=_firm_misfit(head))
    problems = [*_several(sheet, ruling_is_open=ruling.several), *head.problems, *clashes]
    reading = of_the_student(of_head, ruling, head, sheet)
    one_head = len(sheet.heads) - len(bystanders(sheet)) <= 1
    reading = unbelieve(reading, clashes, ruling, one_head=one_head and not head.mixed)
    if any(problem.field in {"nss", "curp"} and problem.code in _OF_TWO_SHEETS for problem in problems):
        reading = believe_nothing(reading)
    return replace(reading, problems=(*problems, *lacking(reading, sheet, head, problems)))


def _firm_misfit(head: Head) -> int:
    """Letters of the CURP that a name contradicts which two witnesses read."""
    return head.misfit if head.name is not None and head.name.points >= 2 else 0


def _employers(sheet: Sheet, head: Head, hints: Hints) -> Field[tuple[Employer, ...]] | None:
    if head.right is not None and head.right.value == NO:
        # What stands on a sheet without the right is the last employer; active there is none.
        return None
    known = {value: {Witness.ROSTER} for value in hints.known if len(value) >= 8}
    rows = employers_of(sheet.views, sheet.places, sheet.slots, known)
    ground = head.agregado.value if head.agregado is not None else ""
    # Without a SI nobody knows whether what stands there is active.
    open_right = head.right is None
    return as_field(rows, ground, unread=open_right or has_unread(sheet.views, sheet.slots, rows))


def _several(sheet: Sheet, *, ruling_is_open: bool) -> list[Problem]:
    problems: list[Problem] = []
    aside = bystanders(sheet)
    if len([one for one in sheet.heads if is_whole(one) and one not in aside]) > 1:
        text = "La hoja muestra más de una CURP sin parentesco."
        problems.append(Problem(ProblemCode.SEVERAL_PERSONS, text, "curp"))
    if ruling_is_open:
        text = "La hoja nombra a varias personas que podrían ser el alumno."
        problems.append(Problem(ProblemCode.SEVERAL_PERSONS, text, "holder"))
    return problems
