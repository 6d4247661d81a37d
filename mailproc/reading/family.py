"""Whether the student is the insured person of the sheet or one of the beneficiaries on it.

The rule (design, reading format): if a beneficiary may be the student (child or spouse of student age, while
the head is not of student age), the holder is the beneficiary. A student with children of their own is the
head. What is not clear is not trusted: a head beyond student age, and a head beside whom somebody else of
student age is named or may be, are never surely the student. Ages are counted at the sheet's own date.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mailproc.reading.curp import birth
from mailproc.reading.identifiers import agregado_year, is_insured
from mailproc.reading.kin import Sign, relation_of
from mailproc.reading.model import Holder
from mailproc.reading.persons import Someone, is_whole
from mailproc.reading.zones import CHILD, PARENT, SPOUSE

# Students enter at 17 or 18 and most leave before 28; doctorates and late beginners are older. Between the
# bounds nobody can tell from the age alone.
_STUDENT_FROM, _STUDENT_TO = 15, 30
_SURELY_OLDER = 35


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who the student is: the head (`person` is then the head, or None where no CURP was read) or one of the
    beneficiaries. `sure` False: nss, vigente and holder must not be trusted. `several`: more than one person
    may be the student. `among`: beneficiaries of whom one is surely the student, where nobody knows which."""

    holder: Holder
    person: Someone | None
    sure: bool
    several: bool = False
    among: tuple[Someone, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """What decides. `agregado` is the head's, "" where none was read; `years` are those in which the head may have
    been born, as far as the sheet's values differ; `signs` are of people that are named, but not among the
    beneficiaries; `named` are the persons whom the file name or the sender's own text names."""

    head: Someone | None
    agregado: str
    years: tuple[int, ...]
    beneficiaries: tuple[Someone, ...]
    signs: tuple[Sign, ...]
    named: tuple[Someone, ...]


def rule(family: Family, dates: Sequence[date]) -> Ruling:
    """`dates` are all that may be the sheet's, the likeliest first. What would be ruled otherwise at another of them,
    or if the head were born in another of the years, is not sure."""
    rulings = [_rule(family, born, on) for on in dates for born in family.years or (None,)]
    likeliest = rulings[0]
    agreed = all((one.holder, one.person) == (likeliest.holder, likeliest.person) for one in rulings)
    among = likeliest.among if all(one.among == likeliest.among for one in rulings) else ()
    return replace(likeliest, sure=agreed and all(one.sure for one in rulings), among=among)


def _rule(family: Family, born: int | None, on: date) -> Ruling:
    age = None if born is None else on.year - born
    if family.agregado and not is_insured(family.agregado):
        # The sheet was made out for a family member: the head's values are the student's, the NSS is not.
        own = age is not None and _STUDENT_FROM <= age <= _STUDENT_TO
        return Ruling(Holder.BENEFICIARIO, family.head, sure=own)
    possible = [one for one in family.beneficiaries if _may_study(one, on, age)]
    if age is None:
        person = possible[0] if len(possible) == 1 and family.head is None else None
        holder = Holder.TITULAR if person is None else Holder.BENEFICIARIO
        return Ruling(holder, person or family.head, sure=False, several=bool(family.beneficiaries))
    others = _unread(family, age, on)
    if age <= _STUDENT_TO or (not possible and age < _SURELY_OLDER):
        return _young(family, age, possible, others)
    if age < _SURELY_OLDER:
        return Ruling(Holder.TITULAR, family.head, sure=False, several=True)
    return _older(family, possible, others)


def _young(family: Family, age: int, possible: Sequence[Someone], others: Sequence[Sign]) -> Ruling:
    """Its children are small. A spouse or sibling of student age may be the student too, unless the head is insured
    as a student."""
    if family.agregado.endswith("ES"):
        return Ruling(Holder.TITULAR, family.head, sure=True)
    several = bool(possible or others)
    return Ruling(Holder.TITULAR, family.head, sure=age <= _STUDENT_TO and not several, several=several)


def _older(family: Family, possible: Sequence[Someone], others: Sequence[Sign]) -> Ruling:
    """A parent or spouse, if somebody of student age is on the sheet; if nobody is, their page may be missing."""
    if not possible:
        # Who is insured as a student is one at any age.
        sure = family.agregado.endswith("ES") and not others
        return Ruling(Holder.TITULAR, family.head, sure=sure, several=bool(others))
    chosen = [one for one in possible if one in family.named]
    person = chosen[0] if len(chosen) == 1 else possible[0]
    told_apart = len(chosen) == 1 or (len(possible) == 1 and not others)
    insured_as_student = family.agregado.endswith("ES")
    clear = told_apart and relation_of(person) in {CHILD, SPOUSE} and not insured_as_student
    related = all(relation_of(one) in {CHILD, SPOUSE} for one in possible) and not insured_as_student
    among = tuple(possible) if related and not told_apart and not others else ()
    return Ruling(Holder.BENEFICIARIO, person, sure=clear, several=not told_apart, among=among)


def _may_study(person: Someone, on: date, head_age: int | None) -> bool:
    """By any of the years that the row shows; a CURP misread and confirmed by no agregado says no year at all."""
    if relation_of(person) == PARENT:
        return False
    born = birth(person.curp).year
    years = {agregado_year(vote.value) for vote in person.agregado.votes} if person.agregado is not None else set()
    if not is_whole(person) and born not in years:
        return relation_of(person) != CHILD or head_age is None or head_age > _STUDENT_TO
    return any(_STUDENT_FROM <= on.year - year <= _STUDENT_TO for year in {born, *years})


def _unread(family: Family, age: int, on: date) -> list[Sign]:
    """Signs of somebody who may be the student though nothing else was read of them. A young head's child is small,
    if it stands among beneficiaries; elsewhere the word may be said of the head."""
    return [
        one
        for one in family.signs
        if one.relation != PARENT
        and (one.born is None or _STUDENT_FROM <= on.year - one.born <= _STUDENT_TO)
        and not (one.relation == CHILD and one.listed and one.born is None and age <= _STUDENT_TO)
    ]
