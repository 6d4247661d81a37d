"""What the sheet says of its head, the insured person: one verdict for each value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mailproc.reading.answers import is_asked_over
from mailproc.reading.confirming import confirmed, confirmed_agregado, confirmed_curp, is_mixed
from mailproc.reading.consistency import FOREIGN_NAME, agregado_fits
from mailproc.reading.curp import birth
from mailproc.reading.dated import dateline
from mailproc.reading.fullname import name_of_head
from mailproc.reading.identifiers import is_insured, nss_years
from mailproc.reading.loose import FIRM
from mailproc.reading.model import NameParts, Problem, ProblemCode
from mailproc.reading.names import best_splits
from mailproc.reading.owners import IN_PROSE
from mailproc.reading.persons import Someone, is_whole
from mailproc.reading.places import Place
from mailproc.reading.rowanswers import ASKED
from mailproc.reading.sheet import Sheet
from mailproc.reading.slots import unlabelled_states
from mailproc.reading.votes import NEEDED, Verdict, judge

# Labels whose dates are never later than the issue.
_BEFORE_ISSUE = frozenset({"birth", "movement_date", "movement", "printed", "issued", "dated"})
# Years between a birth and the sheet, at least.
_YOUNGEST = 10
# How long after its issue a sheet may well have been printed.
_PRINTED_WITHIN = timedelta(days=7)
# Of the seven that _claim can give.
_CLEAR_CLAIM = 3


@dataclass(frozen=True, slots=True)
class Head:
    """The head and its values; dates' verdicts are ISO texts, `right` is SI or NO.

    `misfit` is how many letters of the CURP the name contradicts; `born` is the printed date of birth where it
    is firmly read; `mixed`: the CURP may be another person's than the rest; `problems` are those of the head's
    numbers.
    """

    person: Someone | None
    curp: Verdict | None
    nss: Verdict | None
    name: Verdict | None
    name_parts: NameParts | None
    misfit: int
    right: Verdict | None
    state: Verdict | None
    agregado: Verdict | None
    umf: Verdict | None
    issued: Verdict | None
    valid_until: Verdict | None
    born: date | None
    mixed: bool
    problems: tuple[Problem, ...]


def read_head(sheet: Sheet) -> Head:
    """All of the head's verdicts."""
    person = head_of(sheet)
    curp = None
    if person is not None:
        curp = judge(person.places, checked=True, echoes=sheet.sealed("curp"), outside=sheet.outside)
    right, state = confirmed(_right(sheet), _state(sheet))
    slots = [slot for slot in sheet.slots if not _is_relatives(sheet, slot, curp)]
    called = name_of_head(sheet.views, slots, curp.value if curp else "", sheet.outside)
    name, misfit = (called.verdict, called.misfit) if called is not None else (None, 0)
    nss, problems = _nss(sheet, person)
    birth_printed = _birth(sheet)
    agregado = _agregado(sheet, person)
    return Head(
        person=person,
        curp=confirmed_curp(curp, name, misfit, agregado, birth_printed, views=sheet.views),
        nss=nss,
        name=name,
        name_parts=called.parts if called is not None else None,
        misfit=misfit,
        right=right,
        state=state,
        agregado=confirmed_agregado(agregado, curp),
        umf=judge(sheet.slots_of_head("umf"), checked=False),
        issued=_issued(sheet),
        valid_until=_until(sheet),
        born=_firm_date(birth_printed),
        mixed=is_mixed(curp, called, agregado, birth_printed),
        problems=tuple(problems),
    )


def head_of(sheet: Sheet) -> Someone | None:
    """The one who is no beneficiary; of several, whom the other values speak for."""
    return max(sheet.heads, key=lambda one: _claim(sheet, one), default=None)


def bystanders(sheet: Sheet) -> list[Someone]:
    """Persons whom nothing of the sheet speaks for beside their CURP (who asked for it, who stamped it), where
    much speaks for the head. Those for whom as much speaks are no bystanders: the head is then unclear."""
    head = head_of(sheet)
    if head is None:
        return []
    weight = _claim(sheet, head)
    return [one for one in sheet.heads if one is not head and weight - _claim(sheet, one) >= _CLEAR_CLAIM]


def _claim(sheet: Sheet, person: Someone) -> int:
    """How much of the head's values agrees with the person's CURP."""
    claim = int(is_whole(person)) + int(min(place.rank for place in person.places) < IN_PROSE)
    agregado = _agregado(sheet, None)
    if agregado is not None and agregado_fits(agregado.value, person.curp):
        claim += 2
    born = _birth(sheet)
    if born is not None and born.value == birth(person.curp).isoformat():
        claim += 2
    names = [slot for kind in ("name", "given") for slot in sheet.slots_of_head(kind) if slot.rank < IN_PROSE]
    if any(best_splits(slot.value, person.curp)[0] <= 1 for slot in names):
        claim += 2
    return claim


def _is_relatives(sheet: Sheet, slot: Place, curp: Verdict | None) -> bool:
    """Whether a whole name is plainly a beneficiary's: the label of their table has nothing of a heading about it."""
    if slot.kind != "name" or curp is None or best_splits(slot.value, curp.value)[0] < FOREIGN_NAME:
        return False
    return any(best_splits(slot.value, person.curp)[0] <= 1 for person in sheet.beneficiaries)


def _nss(sheet: Sheet, head: Someone | None) -> tuple[Verdict | None, list[Problem]]:
    """The number beside an NSS label; without a label, the only one that no other label claims."""
    claimed = sheet.of_head("nss", labels=("nss",))
    free = sheet.of_head("nss", labels=("",))
    echoes = sheet.sealed("nss")
    if not claimed:
        return _unclaimed(sheet, free, echoes, head), []
    if not any(vote.valid for place in claimed for vote in place.votes):
        # All misread beside the label: a free number that somebody outside knows may still be it.
        claimed += [place for place in free if place.value in sheet.outside]
    verdict = judge(claimed, checked=True, echoes=[*free, *echoes], outside=sheet.outside)
    problems: list[Problem] = []
    if verdict is not None and len(_printed_values(claimed)) > 1:
        text = "La hoja muestra dos números de seguridad social distintos."
        problems.append(Problem(ProblemCode.CONTRADICTION, text, "nss"))
        verdict = replace(verdict, trusted=False)
    if verdict is not None and not verdict.valid and verdict.points >= 2:
        text = "El número de seguridad social no cumple su dígito verificador."
        problems.append(Problem(ProblemCode.CHECK_DIGIT, text, "nss"))
    return verdict, problems


def _printed_values(places: Sequence[Place]) -> set[str]:
    """The places' likeliest values, as far as they are valid and were printed so."""
    return {
        place.value
        for place in places
        if any(vote.valid and not vote.repaired and vote.value == place.value for vote in place.votes)
    }


def _unclaimed(
    sheet: Sheet, free: Sequence[Place], echoes: Sequence[Place], head: Someone | None
) -> Verdict | None:
    whole = [place for place in free if any(vote.valid and not vote.repaired for vote in place.votes)]
    known = [place for place in whole if place.value in sheet.outside]
    chosen = known or whole
    if len({place.value for place in chosen}) != 1:
        return None
    # With no label the number could be anything; its year of birth speaks for it.
    fits = head is not None and nss_years(chosen[0].value)[1] == birth(head.curp).year % 100
    return judge(
        chosen, checked=True, echoes=echoes, outside=sheet.outside, needed=NEEDED if fits else NEEDED + 0.5
    )


def _agregado(sheet: Sheet, head: Someone | None) -> Verdict | None:
    """The one beside its label; an insured person's before a relative's, which may be a beneficiary's."""
    dealt = [person.agregado for person in sheet.beneficiaries if person.agregado is not None]
    free = [place for place in sheet.of_head("agregado") if not any(place is one for one in dealt)]
    labelled = [place for place in free if place.label == "agregado"]
    insured = [place for place in labelled or free if is_insured(place.value)]
    chosen = insured or labelled
    if not chosen and not sheet.beneficiaries and len({place.value for place in free}) == 1:
        chosen = free
    if not chosen and head is not None and head.agregado is not None:
        chosen = [head.agregado]
    return judge(chosen, checked=False)


def _right(sheet: Sheet) -> Verdict | None:
    slots = sheet.slots_of_head("vigente")
    near = next((some for reach in (2, IN_PROSE) if (some := [one for one in slots if one.rank <= reach])), slots)
    verdict, own = judge(near, checked=False), head_of(sheet)
    if own is None or own.right is None:
        return verdict
    # The insured may be a row of a table whose head asks for all.
    if not slots:
        asked = own.right.rank == ASKED or any(is_asked_over(one, own.right) for one in sheet.views)
        return judge([own.right], checked=False) if asked else None
    against = verdict is not None and own.right.value != verdict.value
    return replace(verdict, trusted=False, against=True) if verdict is not None and against else verdict


def _state(sheet: Sheet) -> Verdict | None:
    slots = sheet.slots_of_head("estado")
    if not slots:
        loose = unlabelled_states(sheet.views, [*sheet.slots, *sheet.places])
        slots = [place for place in loose if not sheet.zoned(place)]
    return judge(slots, checked=False)


def _firm_date(verdict: Verdict | None) -> date | None:
    return date.fromisoformat(verdict.value) if verdict is not None and verdict.trusted else None


def _birth(sheet: Sheet) -> Verdict | None:
    """The head's printed date of birth; beneficiaries have theirs. Nobody is insured in the year of his birth, so that
    a label which reaches a date of the sheet's own time does not claim it."""
    latest = max((place.value for place in sheet.places if place.kind == "date" and not place.sealed), default="")
    places = [place for place in _dates(sheet, "birth") if not sheet.zoned(place)]
    return judge([place for place in places if int(latest[:4]) - int(place.value[:4]) >= _YOUNGEST], checked=False)


def _until(sheet: Sheet) -> Verdict | None:
    return _firmly(_dates(sheet, "valid_until"))


def _issued(sheet: Sheet) -> Verdict | None:
    """The date under the label of the issue, else the one that a letter begins or ends with, else that of the
    query or the print, else the one beside a bare "Fecha". No other date of the sheet but the end of its validity is
    later."""
    labelled = _dates(sheet, "issued")
    lines = [place for place in sheet.places if place.kind == "date" and not place.label and not place.sealed]
    lines = [place for place in lines if any(dateline(view, place) for view in sheet.views)]
    plain = _dates(sheet, "dated")
    if len({place.value for place in plain}) > 1 or any(place.rank > FIRM for place in plain):
        plain = []  # the head of a column of dates
    for places in (labelled, lines, _dates(sheet, "printed"), plain):
        verdict = judge(lines, checked=False) if places is lines else _firmly(places)
        if verdict is None:
            continue
        asked = sheet.has_label("issued") and places is not labelled
        doubted = asked or _later(sheet, places, verdict.value) or _is_a_birth(sheet, verdict.value)
        return replace(verdict, trusted=False, confidence=min(verdict.confidence, 0.5)) if doubted else verdict
    return None


def _dates(sheet: Sheet, label: str) -> list[Place]:
    return [place for place in sheet.places if place.kind == "date" and place.label == label and not place.sealed]


def _firmly(places: Sequence[Place]) -> Verdict | None:
    """The verdict over the dates whose label is nearest; not trusted where none stands as values do, or where
    another label claims it as well."""
    nearest = min((place.rank for place in places), default=0)
    chosen = [place for place in places if place.rank <= max(1, nearest)]
    verdict = judge(chosen, checked=False)
    if verdict is None:
        return None
    own = [place for place in chosen if any(vote.value == verdict.value for vote in place.votes)]
    firm = [place for place in own if place.rank <= IN_PROSE and not place.contested]
    return verdict if firm else replace(verdict, trusted=False, confidence=min(verdict.confidence, 0.6))


def _later(sheet: Sheet, own: Sequence[Place], value: str) -> bool:
    """Whether the sheet shows a later date that is no end of validity: then it was issued later, or the value is
    another one's. A label in the date's own line is not shaken by a date that nobody claims."""
    direct = any(place.rank <= 1 and not place.contested for place in own if place.value == value)
    for place in sheet.places:
        if place.kind != "date" or place.value <= value or place.sealed or any(place is one for one in own):
            continue
        apart = date.fromisoformat(place.value) - date.fromisoformat(value)
        if direct and place.label == "printed" and apart <= _PRINTED_WITHIN:
            continue
        loose = not place.label or place.contested or place.rank > IN_PROSE
        if (loose and not direct) or (not loose and place.label in _BEFORE_ISSUE):
            return True
    return False


def _is_a_birth(sheet: Sheet, value: str) -> bool:
    return any(birth(person.curp).isoformat() == value for person in sheet.people)
