"""Whether the student is the insured person of the sheet or one of the beneficiaries on it.

The rule (design, reading format): if a beneficiary may be the student (child or spouse of student age, while
the head is not of student age), the holder is the beneficiary. A student with children of their own is the
head. What is not clear is not trusted. Ages are counted at the sheet's own date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mailproc.reading.curp import birth
from mailproc.reading.identifiers import agregado_year, is_insured
from mailproc.reading.model import Holder
from mailproc.reading.persons import Someone
from mailproc.reading.zones import CHILD, SPOUSE, TITULAR

# Students enter at 17 or 18 and most leave before 28; doctorates and late beginners are older. Between the
# bounds nobody can tell from the age alone.
_STUDENT_FROM, _STUDENT_TO = 15, 29
_SURELY_OLDER = 35
# A head of this age with nobody on the sheet may be the parent whose second page was not sent.
_LONE_DOUBT = 40


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who the student is: the head (`person` is then the head, or None where no CURP was read) or one of the
    beneficiaries. `sure` False: nss, vigente and holder must not be trusted. `several`: more than one person
    may be the student."""

    holder: Holder
    person: Someone | None
    sure: bool
    several: bool = False


def year_of_birth(person: Someone | None, agregado: str) -> int | None:
    """By the CURP, else by the agregado."""
    if person is not None and person.curp:
        return birth(person.curp).year
    return agregado_year(agregado) if agregado else None


def rule(
    head: Someone | None,
    head_agregado: str,
    beneficiaries: Sequence[Someone],
    on: date | None,
    named: Sequence[Someone],
) -> Ruling:
    """`head_agregado` is "" where none was read; `on` is the sheet's date; `named` are the persons whom the
    file name or the sender's own text names by CURP or whole name."""
    if head_agregado and not is_insured(head_agregado):
        # The sheet was made out for a family member: the head's values are the student's, the NSS is not.
        return Ruling(Holder.BENEFICIARIO, head, sure=True)
    for person in named:
        if len(named) == 1:
            return Ruling(Holder.BENEFICIARIO if person.beneficiary else Holder.TITULAR, person, sure=True)
    if not beneficiaries:
        return Ruling(Holder.TITULAR, head, sure=_lone_head_is_sure(head, head_agregado, on))
    if head_agregado.endswith("ES"):
        return Ruling(Holder.TITULAR, head, sure=True)
    return _by_age(head, head_agregado, beneficiaries, on)


def _lone_head_is_sure(head: Someone | None, agregado: str, on: date | None) -> bool:
    if agregado.endswith("ES"):
        return True
    if agregado.startswith("5"):
        return False
    born = year_of_birth(head, agregado)
    return born is None or on is None or on.year - born < _LONE_DOUBT


def _by_age(head: Someone | None, agregado: str, beneficiaries: Sequence[Someone], on: date | None) -> Ruling:
    born = year_of_birth(head, agregado)
    if born is None or on is None:
        return Ruling(Holder.TITULAR, head, sure=False, several=True)
    age = on.year - born
    possible = [one for one in beneficiaries if _may_study(one, on)]
    children_only = all(_relation(one) == CHILD for one in beneficiaries)
    if age <= _STUDENT_TO:
        # Young head: its children are small. A spouse or sibling of student age may be the student too.
        return Ruling(Holder.TITULAR, head, sure=not possible, several=bool(possible))
    if not possible:
        sure = age < _LONE_DOUBT and children_only
        return Ruling(Holder.TITULAR, head, sure=sure)
    if age < _SURELY_OLDER:
        return Ruling(Holder.TITULAR, head, sure=False, several=True)
    person = possible[0]
    clear = len(possible) == 1 and _relation(person) in {CHILD, SPOUSE}
    return Ruling(Holder.BENEFICIARIO, person, sure=clear, several=len(possible) > 1)


def _relation(person: Someone) -> str:
    if person.relation:
        return person.relation
    digit = person.agregado.value[:1] if person.agregado else ""
    return {"2": SPOUSE, "3": CHILD, "1": TITULAR, "5": TITULAR}.get(digit, "")


def _may_study(person: Someone, on: date) -> bool:
    if _relation(person) not in {CHILD, SPOUSE, ""}:
        return False
    age = on.year - birth(person.curp).year
    return _STUDENT_FROM <= age <= _STUDENT_TO
