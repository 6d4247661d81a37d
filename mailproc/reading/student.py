"""Whose the values are: the head's, or those of the beneficiary who is the student."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mailproc.reading.consistency import agregado_fits
from mailproc.reading.curp import birth
from mailproc.reading.family import Family, Ruling, rule
from mailproc.reading.fullname import name_of_relative
from mailproc.reading.head import Head, bystanders
from mailproc.reading.identifiers import agregado_year, is_insured, nss_years
from mailproc.reading.kin import signs_of
from mailproc.reading.model import Box, Field, Hints, Holder, Person, Problem, Reading, Witness
from mailproc.reading.outside import named_persons
from mailproc.reading.persons import Someone, is_whole
from mailproc.reading.sheet import Sheet
from mailproc.reading.texts import judge_text
from mailproc.reading.vocabulary import YES
from mailproc.reading.votes import Verdict, judge

# What a contradiction takes the trust from.
_SHAKEN = {
    "vigente": ("vigente", "estado"),
    "agregado": ("agregado", "curp"),
    "curp": ("curp",),
    "name": ("name", "curp"),
    "valid_until": ("issued", "valid_until"),
}
# What depends on who the student is.
_PERSONAL = ("holder", "nss", "vigente", "curp", "agregado", "name")


# A sheet on which no date of issue can be read was issued between these.
_UNDATED = (date(2026, 1, 1), date(2031, 1, 1))
# Two figures of a year below this are of ours.
_CENTURY = 45
# Years between a parent and a child.
_GENERATION = (15, 50)
_FIELDS = (*_PERSONAL, "estado", "umf", "employers", "issued", "valid_until")


def text_field(verdict: Verdict | None) -> Field[str] | None:
    """The verdict as a field of a reading."""
    if verdict is None:
        return None
    return Field(
        verdict.value,
        verdict.trusted,
        verdict.confidence,
        verdict.witnesses,
        verdict.page,
        verdict.box,
        verdict.repaired,
    )


def right_field(verdict: Verdict | None) -> Field[bool] | None:
    """SI or NO as a truth value."""
    text = text_field(verdict)
    if text is None:
        return None
    return Field(text.value == YES, *_how_known(text))


def date_field(verdict: Verdict | None) -> Field[date] | None:
    """An ISO date as a date."""
    text = text_field(verdict)
    if text is None:
        return None
    return Field(date.fromisoformat(text.value), *_how_known(text))


def _how_known(
    field: Field[str],
) -> tuple[bool, float, tuple[Witness, ...], int | None, Box | None, bool]:
    return field.trusted, field.confidence, field.witnesses, field.page, field.box, field.repaired


def ruling_of(sheet: Sheet, head: Head, hints: Hints) -> Ruling:
    """Who of the sheet's persons is the student."""
    named = named_persons(sheet.people, [_name_of(one, head) for one in sheet.people], hints)
    family = Family(
        head=head.person,
        agregado=head.agregado.value if head.agregado is not None else "",
        years=_years_of_birth(head),
        beneficiaries=tuple(sheet.beneficiaries),
        signs=signs_of(sheet, head.person),
        named=tuple(named),
    )
    ruling = rule(family, _dates(sheet, head))
    own = ruling.holder is not Holder.TITULAR or _is_own_number(head)
    return ruling if own and not _is_misheard(head) else replace(ruling, sure=False)


def _is_misheard(head: Head) -> bool:
    """Whether engines differ in an agregado that one of them heard as a relative's."""
    agregado = head.agregado
    return agregado is not None and agregado.against and not is_insured(agregado.value)


def _years_of_birth(head: Head) -> tuple[int, ...]:
    """Those in which the head may have been born: the CURP's where that is believed, else all that were read; the
    number's, which has its exceptions, where nothing else tells."""
    years = [birth(head.curp.value).year] if head.curp is not None else []
    if head.curp is None or not head.curp.trusted:
        years += [agregado_year(head.agregado.value)] if head.agregado is not None else []
        years += [head.born.year] if head.born is not None else []
    if not years and head.nss is not None:
        year = nss_years(head.nss.value)[1]
        years = [2000 + year if year < _CENTURY else 1900 + year]
    return tuple(dict.fromkeys(years))


def _dates(sheet: Sheet, head: Head) -> list[date]:
    """When the sheet may have been issued: where that is not believed, the latest date on it may tell as well."""
    if head.issued is not None and head.issued.trusted:
        return [date.fromisoformat(head.issued.value)]
    others = max((place.value for place in sheet.places if place.kind == "date" and not place.sealed), default="")
    said = next((one.value for one in (head.issued, head.valid_until) if one is not None), "")
    dates = [date.fromisoformat(value) for value in dict.fromkeys((said, others)) if value]
    # A sheet's only date may be that of a birth, or of a movement long ago.
    return [one for one in dates if one >= _UNDATED[0]] or list(_UNDATED)


def _is_own_number(head: Head) -> bool:
    """Whether the number may be taken for the head's own: an agregado that two heard says who is insured. Without
    one the sheet may be made out for somebody's child; a year of birth in the number that is a parent's speaks for
    that, though it proves nothing."""
    if (head.agregado is not None and head.agregado.trusted) or head.nss is None or head.curp is None:
        return True
    older = (birth(head.curp.value).year - nss_years(head.nss.value)[1]) % 100
    return not _GENERATION[0] <= older <= _GENERATION[1]


def holder_field(ruling: Ruling, head: Head, sheet: Sheet) -> Field[Holder]:
    """Inferred from ages and relations, so it has no box; as sure as the values it comes from."""
    # The year of birth is in both; a wrong check digit of a clear CURP does not change who stands where.
    read = any(one is not None and one.trusted for one in (head.curp, head.agregado))
    whole = all(is_whole(person) for person in sheet.beneficiaries)
    witnesses = head.curp.witnesses if head.curp is not None else ()
    told = ruling.sure or bool(ruling.among)
    confidence = (0.99 if told else 0.5) * (head.curp.confidence if head.curp is not None else 0.5)
    return Field(ruling.holder, told and read and whole, round(confidence, 4), witnesses)


def people_said(sheet: Sheet, head: Head) -> tuple[Person, ...]:
    """Everybody the sheet names."""
    aside = bystanders(sheet)
    return tuple(_person(one, head) for one in sheet.people if one not in aside)


def _name_of(person: Someone, head: Head) -> str:
    if person is head.person:
        return head.name.value if head.name is not None else ""
    verdict = judge_text([person.name]) if person.name is not None else None
    return verdict.value if verdict is not None else ""


def _person(person: Someone, head: Head) -> Person:
    own = person is head.person
    right = head.right if own else _of_row(person.right)
    agregado = head.agregado if own and head.agregado is not None else _of_row(person.agregado)
    return Person(
        role=Holder.BENEFICIARIO if person.beneficiary else Holder.TITULAR,
        name=_name_of(person, head),
        curp=person.curp,
        nss=head.nss.value if own and head.nss is not None else "",
        agregado=agregado.value if agregado is not None else "",
        relation=person.printed_relation,
        right=right.value == YES if right is not None else None,
    )


def _of_row(place: Any) -> Verdict | None:
    return judge([place], checked=False) if place is not None else None


def of_the_student(reading: Reading, ruling: Ruling, head: Head, sheet: Sheet) -> Reading:
    """`fields` are the student's: a beneficiary's own values, and no NSS, for it is the head's."""
    if ruling.holder is Holder.TITULAR:
        return reading
    student = ruling.person
    if student is None or student is head.person:
        return replace(reading, nss=None)
    curp = judge(student.places, checked=True, echoes=sheet.sealed("curp"), outside=sheet.outside)
    name = name_of_relative(student.name, student.curp, sheet.outside) if student.name is not None else None
    vigente = right_field(_of_row(student.right))
    if vigente is None and reading.vigente is not None:
        # The row does not say: the head's right is a guess.
        vigente = replace(reading.vigente, trusted=False)
    return replace(
        reading,
        nss=None,
        curp=text_field(curp),
        name=text_field(name.verdict) if name is not None else None,
        name_parts=name.parts if name is not None else None,
        vigente=vigente,
        agregado=text_field(_fitting(_of_row(student.agregado), student.curp)),
    )


def _fitting(agregado: Verdict | None, curp: str) -> Verdict | None:
    """A relative's agregado, not trusted where it is another row's: year and sex are in the CURP."""
    if agregado is None or agregado_fits(agregado.value, curp):
        return agregado
    return replace(agregado, trusted=False, confidence=min(agregado.confidence, 0.3))


def unbelieve(reading: Reading, clashes: Sequence[Problem], ruling: Ruling, *, one_head: bool) -> Reading:
    """Takes trust from what contradicts, and from what depends on who the student is where that is unclear. Of
    beneficiaries of whom one is the student, whichever it is, the role is clear, and so is what is said of all."""
    shaken = {name for clash in clashes for name in _SHAKEN.get(clash.field, ())}
    if not (ruling.sure and one_head):
        known = {"holder"} if ruling.among and one_head else set()
        if known and _have_one_right(ruling.among):
            known.add("vigente")
        shaken.update(name for name in _PERSONAL if name not in known)
    changes: dict[str, Any] = {name: _distrusted(getattr(reading, name)) for name in sorted(shaken)}
    return replace(reading, **changes)


def _have_one_right(people: Sequence[Someone]) -> bool:
    """Whether SI or NO is surely the same for all of them."""
    rights = [_of_row(person.right) for person in people]
    return (
        all(one is not None and one.trusted for one in rights) and len({one.value for one in rights if one}) == 1
    )


def believe_nothing(reading: Reading) -> Reading:
    """The reading with no field trusted."""
    changes: dict[str, Any] = {name: _distrusted(getattr(reading, name)) for name in _FIELDS}
    return replace(reading, **changes)


def _distrusted(field: Field[Any] | None) -> Field[Any] | None:
    return None if field is None else replace(field, trusted=False, confidence=min(field.confidence, 0.5))
