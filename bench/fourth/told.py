"""What is true of a sheet, by what its layout prints."""

from collections.abc import Iterable
from dataclasses import replace

from bench.fourth.data import Data
from bench.third.situations import Facts, Relative
from bench.truth import FIELDS, Truth
from mailproc.reading.model import Document, Employer, Holder, Person

CHILD_OPEN = frozenset({"estado", "umf", "employers", "valid_until"})
"""On a parent's sheet these are the head's: what a reader says of them is arguable."""
UNKNOWABLE = frozenset({"nss", "curp", "name", "agregado"})
"""Nobody knows these of the student where two may be the student."""


def truth(data: Data, *lacks: str, unscored: Iterable[str] = (), registro: int = 11, kin: bool = True) -> Truth:
    """The truth of a sheet. `lacks` are fields that it does not print: "agregado", "kin_agregado" (that of the
    relatives), "estado", "valid_until"; `unscored` those it leaves open. `registro` tells how many of its digits are
    printed, `kin` whether the family is."""
    facts, head = data.facts, data.head
    relatives = data.kin if kin else ()
    own = "" if "agregado" in lacks else facts.agregado
    sheet = Truth(
        Document.CONSTANCIA,
        facts.case,
        estado=None if "estado" in lacks else facts.estado or None,
        umf=facts.umf or None,
        employers=tuple(_printed(each, registro) for each in facts.employers),
        issued=facts.issued,
        valid_until=None if "valid_until" in lacks else facts.valid_until,
        people=(
            Person(Holder.TITULAR, head.full, head.curp, head.nss, own, "", facts.right),
            *(_relative(each, lacks) for each in relatives),
        ),
        unscored=frozenset(unscored),
    )
    student = facts.students[0]
    if student is head:
        return _of_the_head(sheet, facts, own)
    row = next(each for each in relatives if each.human is student)
    return replace(
        sheet, curp=student.curp, name=student.full, vigente=row.right, holder=Holder.BENEFICIARIO,
        agregado=_relative(row, lacks).agregado or None, unscored=sheet.unscored | CHILD_OPEN,
        untrustable=UNKNOWABLE if len(facts.students) > 1 else frozenset(),
    )  # fmt: skip


def stated(sheet: Truth) -> frozenset[str]:
    """The fields for which the sheet has something to say, the title included: what a cut may hide."""
    return frozenset({"document", *(name for name in FIELDS if getattr(sheet, name) not in (None, ()))})


def _printed(employer: Employer, digits: int) -> Employer:
    return replace(employer, registro=employer.registro[:digits])


def _relative(row: Relative, lacks: Iterable[str]) -> Person:
    agregado = "" if "kin_agregado" in lacks else row.agregado
    return Person(Holder.BENEFICIARIO, row.human.full, row.human.curp, "", agregado, row.relation, row.right)


def _of_the_head(sheet: Truth, facts: Facts, agregado: str) -> Truth:
    broken = frozenset({facts.broken}) if facts.broken else frozenset()
    return replace(
        sheet, nss=facts.head.nss, curp=facts.head.curp, name=facts.head.full, vigente=facts.right,
        holder=Holder.TITULAR, agregado=agregado or None, untrustable=broken,
        problems=frozenset({"check_digit"}) if broken else frozenset(),
    )  # fmt: skip
