"""The fields of one constancia: whose each value is, what it is, whether it is believed.

A long way of short steps: who stands on the sheet, the head's values, who of them is the student, what
contradicts what, what is lacking.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from mailproc.reading.consistency import agregado_fits, confirms, contradictions
from mailproc.reading.curp import birth
from mailproc.reading.employers import as_field, employers_of, has_unread
from mailproc.reading.family import Ruling, rule
from mailproc.reading.fullname import name_of_head
from mailproc.reading.identifiers import is_insured, nss_years
from mailproc.reading.layout import in_row
from mailproc.reading.model import (
    Document,
    Field,
    Hints,
    Holder,
    Person,
    Problem,
    ProblemCode,
    Reading,
    Witness,
)
from mailproc.reading.notes import Notes
from mailproc.reading.outside import named_persons, outside_witnesses
from mailproc.reading.persons import Someone, Zone, deal_slots, people_of, zones_of
from mailproc.reading.places import Place
from mailproc.reading.slots import NO, YES, unlabelled_states
from mailproc.reading.texts import judge_text
from mailproc.reading.votes import Verdict, judge, ordered

T = TypeVar("T")

# An engine's word for a value without check digits, when a second value of the sheet says the same.
_SURE_ENOUGH = 0.85


@dataclass(slots=True)
class Sheet:
    """All notes of one sheet's pages, and who stands on it."""

    notes: tuple[Notes, ...]
    places: list[Place]
    slots: list[Place]
    zones: list[Zone]
    people: list[Someone]
    outside: dict[str, set[Witness]]

    @property
    def heads(self) -> list[Someone]:
        """Persons that are no beneficiaries: one, if all was read well."""
        return [person for person in self.people if not person.beneficiary]

    @property
    def beneficiaries(self) -> list[Someone]:
        """The others."""
        return [person for person in self.people if person.beneficiary]

    def zoned(self, place: Place) -> bool:
        """Whether a value stands among the beneficiaries: in their zone, or in one's row."""
        if any(zone.holds(place.page, place.box) for zone in self.zones):
            return True
        return any(
            place.page == other.page and in_row(place.box, other.box)
            for person in self.beneficiaries
            for other in person.places
        )

    def has_label(self, field: str) -> bool:
        """Whether any page has a label of that field."""
        return any(notes.has_label(field) for notes in self.notes)


def lay_out(notes: Sequence[Notes], hints: Hints) -> Sheet:
    """Who stands on the sheet, and what is left for the head."""
    views = [view for one in notes for view in one.views]
    places = [place for one in notes for place in one.places]
    zones = [zone for one in notes for zone in zones_of(one.views, one.places)]
    people = people_of(views, places, zones)
    slots = deal_slots(people, [slot for one in notes for slot in one.slots], zones)
    return Sheet(tuple(notes), places, slots, zones, people, outside_witnesses(hints))


def read_constancia(notes: Sequence[Notes], hints: Hints) -> Reading:
    """The reading of one sheet that is a constancia."""
    sheet = lay_out(notes, hints)
    views = [view for one in notes for view in one.views]
    head = _head_of(sheet)
    problems: list[Problem] = []
    if len([one for one in sheet.heads if _is_whole(one)]) > 1:
        problems.append(
            Problem(ProblemCode.SEVERAL_PERSONS, "La hoja muestra más de una CURP sin parentesco.", "curp")
        )

    head_curp = (
        judge(head.places, checked=True, echoes=_sealed(sheet, "curp"), outside=sheet.outside) if head else None
    )
    agregado = _agregado(sheet, head)
    right, state = _right(sheet), _state(sheet)
    right, state = _confirm(right, state)
    agregado = _confirm_agregado(agregado, head_curp)
    issued, valid_until = _date(sheet, ("issued", "printed")), _date(sheet, ("valid_until",))
    on = issued.value if issued else (valid_until.value if valid_until else None)
    name, misfit = name_of_head(views, sheet.slots, head_curp.value if head_curp else "", sheet.outside)
    nss = _nss(sheet, head, problems)

    named = named_persons(sheet.people, [_name_of(one, head, name) for one in sheet.people], hints)
    ruling = rule(head, agregado.value if agregado else "", sheet.beneficiaries, on, named)
    if ruling.several:
        problems.append(
            Problem(
                ProblemCode.SEVERAL_PERSONS,
                "La hoja nombra a varias personas que podrían ser el alumno.",
                "holder",
            )
        )

    firm_curp, firm_agregado = _field(head_curp), _field(agregado)
    clashes = contradictions(
        right=right.value if right and right.trusted else "",
        state=state.value if state and state.trusted else "",
        curp=firm_curp,
        agregado=firm_agregado,
        born=_birth_printed(sheet),
        issued=issued,
        valid_until=valid_until,
        name_misfit=misfit if name is not None and name.points >= 2 else 0,
    )
    problems += clashes
    known = {value: {Witness.ROSTER} for value in hints.known if len(value) >= 8}
    rows = employers_of(views, sheet.places, sheet.slots, known)
    employers = as_field(rows, agregado.value if agregado else "", unread=has_unread(views, rows))
    if right is not None and right.value == NO:
        # What stands on a sheet without the right is the last employer; active there is none.
        employers = None
    reading = Reading(
        document=Document.CONSTANCIA,
        pages=tuple(one.page.number for one in notes),
        nss=_field(nss),
        curp=firm_curp,
        name=_field(name),
        vigente=_vigente(right),
        estado=_field(state),
        agregado=firm_agregado,
        umf=_field(_umf(sheet)),
        employers=employers,
        issued=issued,
        valid_until=valid_until,
        holder=_holder(ruling, head_curp, sheet),
        people=tuple(_person(one, head, nss, name, right, agregado) for one in sheet.people),
        problems=tuple(problems),
    )
    reading = _of_the_student(reading, ruling, head, sheet)
    reading = _unbelieve(reading, clashes, sure=ruling.sure and len(sheet.heads) <= 1)
    return _say_what_lacks(reading, sheet, head_curp)


def _is_whole(person: Someone) -> bool:
    return any(vote.valid and vote.value == person.curp for place in person.places for vote in place.votes)


def _head_of(sheet: Sheet) -> Someone | None:
    """The one who is no beneficiary; of several, one with a whole CURP beside its label."""
    heads = sorted(sheet.heads, key=lambda one: (not _is_whole(one), min(place.rank for place in one.places)))
    return heads[0] if heads else None


def _sealed(sheet: Sheet, kind: str) -> list[Place]:
    return [place for place in sheet.places if place.kind == kind and place.sealed]


def _field(verdict: Verdict | None) -> Field[str] | None:
    if verdict is None:
        return None
    return Field(verdict.value, verdict.trusted, verdict.confidence, verdict.witnesses, verdict.page, verdict.box)


# --- The head's values ------------------------------------------------------------------------------------


def _nss(sheet: Sheet, head: Someone | None, problems: list[Problem]) -> Verdict | None:
    """The number beside an NSS label; without a label, the only one that no other label claims."""
    numbers = [place for place in sheet.places if place.kind == "nss" and not sheet.zoned(place)]
    claimed = [place for place in numbers if place.label == "nss" and not place.sealed]
    free = [place for place in numbers if place.label == "" and not place.sealed]
    echoes = [place for place in numbers if place.sealed]
    if not claimed:
        return _unclaimed(sheet, free, echoes, head)
    if not any(vote.valid for place in claimed for vote in place.votes):
        # All misread beside the label: a free number that somebody outside knows may still be it.
        claimed += [place for place in free if place.value in sheet.outside]
    verdict = judge(claimed, checked=True, echoes=[*free, *echoes], outside=sheet.outside)
    if verdict is None:
        return None
    values = {
        place.value
        for place in claimed
        if any(v.valid and not v.repaired and v.value == place.value for v in place.votes)
    }
    if len(values) > 1:
        problems.append(
            Problem(ProblemCode.CONTRADICTION, "La hoja muestra dos números de seguridad social distintos.", "nss")
        )
        verdict = replace(verdict, trusted=False)
    if not verdict.valid and (verdict.points >= 2):
        problems.append(
            Problem(
                ProblemCode.CHECK_DIGIT, "El número de seguridad social no cumple su dígito verificador.", "nss"
            )
        )
    return verdict


def _unclaimed(sheet: Sheet, free: list[Place], echoes: list[Place], head: Someone | None) -> Verdict | None:
    whole = [place for place in free if any(vote.valid and not vote.repaired for vote in place.votes)]
    known = [place for place in whole if place.value in sheet.outside]
    chosen = known or whole
    if len({place.value for place in chosen}) != 1:
        return None
    # With no label the number could be anything; its year of birth speaks for it.
    fits = head is not None and nss_years(chosen[0].value)[1] == birth(head.curp).year % 100
    return judge(chosen, checked=True, echoes=echoes, outside=sheet.outside, needed=2 if fits else 3)


def _agregado(sheet: Sheet, head: Someone | None) -> Verdict | None:
    places = [place for place in sheet.places if place.kind == "agregado" and not sheet.zoned(place)]
    labelled = [place for place in places if place.label == "agregado"]
    chosen = labelled or [place for place in places if is_insured(place.value)]
    if not chosen and head is not None and head.agregado is not None:
        chosen = [head.agregado]
    return judge(chosen, checked=False)


def _right(sheet: Sheet) -> Verdict | None:
    slots = [slot for slot in sheet.slots if slot.kind == "vigente" and not sheet.zoned(slot)]
    near = [slot for slot in slots if slot.rank <= 3]
    return judge(near or slots, checked=False)


def _state(sheet: Sheet) -> Verdict | None:
    slots = [slot for slot in sheet.slots if slot.kind == "estado" and not sheet.zoned(slot)]
    if not slots:
        views = [view for one in sheet.notes for view in one.views]
        taken = [*sheet.slots, *(place for place in sheet.places)]
        slots = [place for place in unlabelled_states(views, taken) if not sheet.zoned(place)]
    return judge(slots, checked=False)


def _confirm(right: Verdict | None, state: Verdict | None) -> tuple[Verdict | None, Verdict | None]:
    """SI/NO and estado stand at two places and say one thing: each is a witness for the other."""
    if right is None or state is None or not confirms(right.value, state.value):
        return right, state
    return _with_place(right), _with_place(state)


def _with_place(verdict: Verdict) -> Verdict:
    if verdict.trusted or verdict.against or verdict.points < 1 or verdict.confidence < _SURE_ENOUGH:
        return verdict
    confidence = round(1 - (1 - verdict.confidence) * 0.2, 4)
    witnesses = ordered([*verdict.witnesses, Witness.PLACE])
    return replace(verdict, trusted=True, witnesses=witnesses, confidence=confidence)


def _confirm_agregado(agregado: Verdict | None, curp: Verdict | None) -> Verdict | None:
    """Year and sex are in the CURP too; with its two letters nothing is left that one engine could drop."""
    if agregado is None or curp is None or not curp.valid or len(agregado.value) != 8:
        return agregado
    return _with_place(agregado) if agregado_fits(agregado.value, curp.value) else agregado


def _umf(sheet: Sheet) -> Verdict | None:
    return judge([slot for slot in sheet.slots if slot.kind == "umf" and not sheet.zoned(slot)], checked=False)


def _date(sheet: Sheet, fields: tuple[str, ...]) -> Field[date] | None:
    """The date beside the first of those labels that has one."""
    for field in fields:
        places = [place for place in sheet.places if place.kind == "date" and place.label == field]
        places = [place for place in places if place.rank <= max(1, min(one.rank for one in places))]
        verdict = judge(places, checked=False)
        if verdict is not None:
            return Field(
                date.fromisoformat(verdict.value),
                verdict.trusted,
                verdict.confidence,
                verdict.witnesses,
                verdict.page,
                verdict.box,
            )
    return None


def _birth_printed(sheet: Sheet) -> date | None:
    """The head's date of birth where it is firmly read beside its label."""
    places = [p for p in sheet.places if p.kind == "date" and p.label == "birth" and not sheet.zoned(p)]
    verdict = judge(places, checked=False)
    return date.fromisoformat(verdict.value) if verdict is not None and verdict.trusted else None


def _vigente(right: Verdict | None) -> Field[bool] | None:
    if right is None:
        return None
    return Field(right.value == YES, right.trusted, right.confidence, right.witnesses, right.page, right.box)


# --- Whose values they are --------------------------------------------------------------------------------


def _holder(ruling: Ruling, head_curp: Verdict | None, sheet: Sheet) -> Field[Holder]:
    """Inferred from ages and relations, so it has no box; as sure as the values it comes from."""
    read = head_curp is not None and head_curp.trusted
    whole = all(_is_whole(person) for person in sheet.beneficiaries)
    witnesses = head_curp.witnesses if head_curp is not None else ()
    confidence = (0.99 if ruling.sure else 0.5) * (head_curp.confidence if head_curp is not None else 0.5)
    return Field(ruling.holder, ruling.sure and read and whole, round(confidence, 4), witnesses)


def _name_of(person: Someone, head: Someone | None, name: Verdict | None) -> str:
    if person is head:
        return name.value if name is not None else ""
    verdict = judge_text([person.name]) if person.name is not None else None
    return verdict.value if verdict is not None else ""


def _person(
    person: Someone,
    head: Someone | None,
    nss: Verdict | None,
    name: Verdict | None,
    right: Verdict | None,
    agregado: Verdict | None,
) -> Person:
    own = person is head
    row = judge([person.right], checked=False) if person.right is not None else None
    said = right if own else row
    ground = agregado.value if own and agregado is not None else ""
    return Person(
        role=Holder.BENEFICIARIO if person.beneficiary else Holder.TITULAR,
        name=_name_of(person, head, name),
        curp=person.curp,
        nss=nss.value if own and nss is not None else "",
        agregado=ground or (person.agregado.value if person.agregado is not None else ""),
        relation=person.printed_relation,
        right=said.value == YES if said is not None else None,
    )


def _of_the_student(reading: Reading, ruling: Ruling, head: Someone | None, sheet: Sheet) -> Reading:
    """`fields` are the student's: a beneficiary's own values, and no NSS, for it is the head's."""
    if ruling.holder is Holder.TITULAR:
        return reading
    if ruling.person is None or ruling.person is head:
        return replace(reading, nss=None)
    student = ruling.person
    curp = judge(student.places, checked=True, echoes=_sealed(sheet, "curp"), outside=sheet.outside)
    own_right = judge([student.right], checked=False) if student.right is not None else None
    agregado = judge([student.agregado], checked=False) if student.agregado is not None else None
    name = judge_text([student.name], outside=sheet.outside) if student.name is not None else None
    vigente = _vigente(own_right)
    if vigente is None and reading.vigente is not None:
        # The row does not say: the head's right is a guess.
        vigente = replace(reading.vigente, trusted=False)
    return replace(
        reading,
        nss=None,
        curp=_field(curp),
        name=_field(name),
        vigente=vigente,
        agregado=_field(agregado),
    )


_SHAKEN = {
    "vigente": ("vigente", "estado"),
    "agregado": ("agregado", "curp"),
    "curp": ("curp",),
    "name": ("name", "curp"),
    "valid_until": ("issued", "valid_until"),
}


def _distrust(field: Field[T] | None) -> Field[T] | None:
    return replace(field, trusted=False, confidence=min(field.confidence, 0.5)) if field is not None else None


def _unbelieve(reading: Reading, clashes: Sequence[Problem], *, sure: bool) -> Reading:
    """Takes trust from what contradicts, and from what depends on who the student is when that is unclear."""
    shaken = {name for clash in clashes for name in _SHAKEN.get(clash.field, ())}
    if not sure:
        shaken |= {"holder", "nss", "vigente", "curp", "agregado", "name"}
    return replace(
        reading,
        **{name: _distrust(getattr(reading, name)) for name in shaken},
    )


# --- What lacks -------------------------------------------------------------------------------------------

_SPANISH = {"nss": "el número de seguridad social", "curp": "la CURP", "vigente": "si hay derecho al servicio médico (SI o NO)",
            "issued": "la fecha de expedición"}  # fmt: skip


def _say_what_lacks(reading: Reading, sheet: Sheet, head_curp: Verdict | None) -> Reading:
    """A problem for each field that a case cannot be decided without."""
    problems = list(reading.problems)
    if head_curp is not None and not head_curp.valid and head_curp.points >= 2:
        problems.append(Problem(ProblemCode.CHECK_DIGIT, "La CURP no cumple su dígito verificador.", "curp"))
    lacking = [name for name in _SPANISH if getattr(reading, name) is None]
    if reading.holder is not None and reading.holder.value is Holder.BENEFICIARIO and "nss" in lacking:
        lacking.remove("nss")
    for name in lacking:
        if sheet.has_label(name):
            text, code = f"No se alcanza a leer {_SPANISH[name]}.", ProblemCode.UNREADABLE
        else:
            text, code = f"No se encontró en la hoja {_SPANISH[name]}.", ProblemCode.MISSING_FIELD
        problems.append(Problem(code, text, name))
    broken = {"nss": reading.nss, "curp": reading.curp}
    named = {problem.field for problem in problems}
    for name, field in broken.items():
        if field is not None and not field.trusted and name not in named and not _holds(name, field.value):
            problems.append(Problem(ProblemCode.UNREADABLE, f"No se alcanza a leer bien {_SPANISH[name]}.", name))
    return replace(reading, problems=tuple(problems))


def _holds(name: str, value: str) -> bool:
    from mailproc.reading.curp import is_curp
    from mailproc.reading.identifiers import is_nss

    return is_nss(value) if name == "nss" else is_curp(value)
