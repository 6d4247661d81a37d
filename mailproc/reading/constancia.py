"""The fields of one constancia: whose each value is, what it is, whether it is believed.

Short steps: who stands on the sheet, what it says of its head, who of them is the student, what contradicts
what, what is lacking.
"""

from collections.abc import Sequence
from dataclasses import replace

from mailproc.reading.consistency import contradictions
from mailproc.reading.curp import is_curp
from mailproc.reading.employers import as_field, employers_of, has_unread
from mailproc.reading.head import Head, bystanders, is_whole, read_head
from mailproc.reading.identifiers import is_nss
from mailproc.reading.model import (
    Document,
    Employer,
    Field,
    Hints,
    Holder,
    Problem,
    ProblemCode,
    Reading,
    Witness,
)
from mailproc.reading.notes import Notes
from mailproc.reading.sheet import Sheet, lay_out
from mailproc.reading.student import (
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

# What a case cannot be decided without.
_NEEDED = {
    "nss": "el número de seguridad social",
    "curp": "la CURP",
    "vigente": "si hay derecho al servicio médico (SI o NO)",
    "issued": "la fecha de expedición",
}


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
        people=people_said(sheet, head),
    )
    clashes = contradictions(of_head, born=head.born, name_misfit=_firm_misfit(head))
    problems = [*_several(sheet, ruling_is_open=ruling.several), *head.problems, *clashes]
    reading = of_the_student(of_head, ruling, head, sheet)
    one_head = len(sheet.heads) - len(bystanders(sheet)) <= 1
    reading = unbelieve(reading, clashes, sure=ruling.sure and one_head)
    return replace(reading, problems=(*problems, *_lacking(reading, sheet, head, problems)))


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
    return as_field(rows, ground, unread=has_unread(sheet.views, rows))


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


def _lacking(reading: Reading, sheet: Sheet, head: Head, known: Sequence[Problem]) -> list[Problem]:
    """A problem for each needed field that is not there, broken, or read by too few."""
    problems: list[Problem] = []
    if head.curp is not None and not head.curp.valid and head.curp.points >= 2:
        problems.append(Problem(ProblemCode.CHECK_DIGIT, "La CURP no cumple su dígito verificador.", "curp"))
    of_relative = reading.holder is not None and reading.holder.value is Holder.BENEFICIARIO
    named = {problem.field for problem in (*known, *problems)}
    for name, spanish in _NEEDED.items():
        field = getattr(reading, name)
        if name in named or (field is None and name == "nss" and of_relative):
            continue
        if field is None and sheet.has_label(name):
            problems.append(Problem(ProblemCode.UNREADABLE, f"No se alcanza a leer {spanish}.", name))
        elif field is None:
            problems.append(Problem(ProblemCode.MISSING_FIELD, f"No se encontró en la hoja {spanish}.", name))
        elif not field.trusted and not _holds(name, field.value):
            problems.append(Problem(ProblemCode.UNREADABLE, f"No se alcanza a leer bien {spanish}.", name))
    return problems


def _holds(name: str, value: object) -> bool:
    """Whether the check digits of an untrusted value are right; values without any hold."""
    if name == "nss":
        return is_nss(str(value))
    return is_curp(str(value)) if name == "curp" else True
