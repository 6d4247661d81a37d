"""Values that only their label makes: SI or NO, estado, UMF, modality, names. Found by looking from the label."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from mailproc.reading.answers import answered, is_answered
from mailproc.reading.candidates import candidates_in
from mailproc.reading.clauses import IN_NAMES, is_in_name, is_sentence, name_after
from mailproc.reading.identifiers import Candidate
from mailproc.reading.labels import Label
from mailproc.reading.layout import drop, in_column, in_row, same_place
from mailproc.reading.legends import without_legends
from mailproc.reading.model import Box
from mailproc.reading.naming import parse_employer, parse_name
from mailproc.reading.options import without_options
from mailproc.reading.owners import IN_PROSE
from mailproc.reading.phrases import answers_another, ends_as_it_asks, is_of_another_right
from mailproc.reading.places import Place, vote_at
from mailproc.reading.reports import is_general
from mailproc.reading.sayings import said_right, said_state
from mailproc.reading.statements import is_statement, stated
from mailproc.reading.views import Reach, View, reaches
from mailproc.reading.vocabulary import parse_clinic, parse_modality, parse_state, parse_yes_no, state_in
from mailproc.reading.whole import may_go_on, may_spill
from mailproc.reading.wrapping import continued, is_spilt, is_touched, with_options

_RANKS = {"run": 0, "right": 1, "below": 2, "before": 4, "left": 5, "above": 6}


@dataclass(frozen=True, slots=True)
class _Rule:
    parse: Callable[[Reach], Candidate | None]
    # Whether to look on where something unreadable stands in the likeliest place: only for closed vocabularies.
    look_on: bool


_RULES: dict[str, _Rule] = {
    "vigente": _Rule(parse_yes_no, True),
    "estado": _Rule(parse_state, True),
    "umf": _Rule(parse_clinic, False),
    "modality": _Rule(parse_modality, False),
    "employer": _Rule(parse_employer, False),
    "name": _Rule(parse_name, False),
    "given": _Rule(parse_name, False),
    "first_surname": _Rule(parse_name, False),
    "second_surname": _Rule(parse_name, False),
    "surnames": _Rule(parse_name, False),
}


_PERSONAL = frozenset({"name", "given"})
BOLD, LOOSE = 8, 9
_OF_PERSONS = _PERSONAL | {"first_surname", "second_surname", "surnames"}
_OF_EMPLOYERS = frozenset({"registro", "modality"})
# Fields whose values may go on in the next line of their cell.
_WRAPPING = frozenset({"name", "given", "employer"})


def find_slots(views: Sequence[View]) -> list[Place]:
    """For each label of those fields its value's place; a label whose value no witness can read gives none."""
    slots: list[Place] = []
    for view in views:
        for label in view.labels:
            rule = _RULES.get(label.field)
            stated_whole = label.segment >= 0 and is_statement(view.chart.segments[label.segment])
            other = _is_of_employers(view, label) or is_of_another_right(view, label)
            if rule is not None and not stated_whole and not other:
                _ask(slots, view, label, rule)
    slots += stated(views)
    slots += answered(views, [slot for slot in slots if slot.kind == "vigente"])
    _spoken(slots, views)
    slots = without_legends(views, without_options(views, slots))
    return sorted(slots, key=lambda place: (place.rank == BOLD, place.box.y0, place.box.x0))


def _ask(slots: list[Place], view: View, label: Label, rule: _Rule) -> None:
    company = label.field == "employer"
    if company and (_ends_a_sentence(view, label) or _is_repeated(view, label)):
        return
    anchors = _registros(view) if company else ()
    for near in reaches(view, label):
        reach = near
        if label.field in _WRAPPING:
            reach = continued(view, near, label.box, anchors=anchors, digits=company)
        if label.field == "vigente":
            reach = with_options(view, near)
        cut_short = (
            label.field == "vigente" and near.how in {"right", "below"} and not ends_as_it_asks(view, label)
        )
        found = rule.parse(reach) if not cut_short else None
        if near.how in {"run", "before"} and _is_prose(view, label):
            found = _in_prose(label.field, reach, found)
        if found is not None:
            if label.field == "estado":
                found = _prolonged(view, reach, found)
            if not _is_whole(view, label, near, reach, found=found, anchors=anchors):
                found = replace(found, valid=False)
            vote = vote_at(view, reach.segment, (found.start, found.end), found)
            place = next(
                (
                    one
                    for one in slots
                    if one.kind == label.field and one.page == view.chart.page and same_place(one.box, vote.box)
                ),
                None,
            )
            rank = IN_PROSE if _is_prose(view, label) else _RANKS[reach.how]
            if place is None:
                slots.append(Place(label.field, view.chart.page, vote.box, label.field, rank, False, [vote]))
            else:
                place.rank = min(rank, place.rank)
                place.votes.append(vote)
            if label.field in _PERSONAL:
                _ask_boldly(slots, view, label, near, found)
            return
        if not rule.look_on and near.how != "run":
            return


def _is_of_employers(view: View, label: Label) -> bool:
    """Whether "Nombre" is the head of a column in a table of employers: in its row stand labels alone, a registro's or
    a modality's, and none of a person's."""
    if label.field not in _PERSONAL:
        return False
    row = [other for other in view.labels if in_row(other.box, label.box)]
    fields = {other.field for other in row} - {label.field}
    heads = all(
        any(same_place(box, other.box) for other in row) for box in view.obstacles if in_row(box, label.box)
    )
    return heads and bool(fields) and fields <= _OF_EMPLOYERS


def _ends_a_sentence(view: View, label: Label) -> bool:
    """Whether the word ends a sentence, with others after it: "… por avisos del patrón. Las personas …"."""
    if label.segment < 0 or label.opens:
        return False
    return view.chart.segments[label.segment].text.startswith(". ", label.end)


def _is_repeated(view: View, label: Label) -> bool:
    """Whether the next words are another label of the field: "Denominación del patrón" is one."""
    if label.segment < 0:
        return False
    others = [one for one in view.labels if one.segment == label.segment and one.field == label.field]
    text = view.chart.segments[label.segment].text
    return any(
        text[label.end : one.start].strip() in {"", "DE", "DEL", "DE LA"}
        for one in others
        if one.start >= label.end
    )


def _is_whole(
    view: View, label: Label, near: Reach, reach: Reach, *, found: Candidate, anchors: Sequence[Box]
) -> bool:
    """Whether the value, found in `reach` from `near` on, is plainly all that the label leads to and nothing else."""
    company, headed = label.field == "employer", view.cell_of(label) is not None
    if label.field in _WRAPPING:
        if reach.segment.lines == 1 and is_touched(view, reach, anchors, digits=company):
            return False
        if near.how == "below" and not headed and _is_shifted(label.box, reach.box):
            return False
    if company and not _is_whole_company(view, near, reach, found=found, anchors=anchors):
        return False
    if label.field in _OF_PERSONS and may_spill(view, reach):
        return False
    return not (near.how == "right" and _is_rivalled(view, label, _RULES[label.field], found))


def _is_whole_company(view: View, near: Reach, reach: Reach, *, found: Candidate, anchors: Sequence[Box]) -> bool:
    """Whether nothing can be missing from a company's name, before it in its line or about it on the sheet."""
    if near.how == "run" and is_spilt(view, near):
        return False
    if near.how == "below" and not _begins(view, near):
        return False
    span = (found.start, found.end)
    return not _is_cut_by_a_word(view, reach) and not may_go_on(view, reach.segment, span, anchors)


def _begins(view: View, reach: Reach) -> bool:
    """Whether nothing but labels and values stands in the line before what is below a label."""
    text = reach.segment.text
    known = [one.end for _, one in candidates_in(text)]
    known += [
        one.end for one in view.labels if one.segment >= 0 and view.chart.segments[one.segment] is reach.segment
    ]
    before = max((end for end in known if end <= reach.start), default=0)
    return not any(char.isalnum() for char in text[before : reach.start])


def _is_rivalled(view: View, label: Label, rule: _Rule, found: Candidate) -> bool:
    """Whether what stands below the label would do as well as what stands beside it; a colon leads to its own line."""
    if label.segment < 0 or view.chart.segments[label.segment].text.endswith(":"):
        return False
    below = next((reach for reach in reaches(view, label) if reach.how == "below"), None)
    other = rule.parse(below) if below is not None else None
    return other is not None and other.value != found.value


def _is_cut_by_a_word(view: View, reach: Reach) -> bool:
    """Whether what ends the reach is a label's word that names have too."""
    return any(
        label.start == reach.end
        and label.field in IN_NAMES
        and view.chart.segments[label.segment] is reach.segment
        for label in view.labels
        if label.segment >= 0
    ) and is_in_name(reach.segment, reach.end)


def _in_prose(field: str, reach: Reach, found: Candidate | None) -> Candidate | None:
    """The value in a sentence, which has its own ways to lead to it and from it."""
    if field == "estado" and reach.how == "run":
        found = found or state_in(reach)
    if field in {"vigente", "estado"} and found is not None and is_general(reach.segment, found.start):
        return None
    if reach.how != "run":
        return found
    if field == "employer" and is_sentence(reach.segment):
        named = name_after(reach.segment, reach.start, reach.end)
        if named is None:
            return None
        return Candidate(reach.segment.raw_of(named.start, named.end), named.start, named.end, valid=named.sure)
    return found


def _spoken(slots: list[Place], views: Sequence[View]) -> None:
    """What sentences say without a label, for the fields of which no label led to a value; of the right also what
    contradicts one, for a stray line may look like its answer."""
    for field, said in (("vigente", said_right), ("estado", said_state)):
        there = [slot for slot in slots if slot.kind == field]
        if there and field != "vigente":
            continue
        rank = min((slot.rank for slot in there), default=IN_PROSE)
        for view in views:
            for segment in view.chart.segments:
                heard = is_sentence(segment) and not answers_another(view, segment)
                for one in said(segment) if heard else ():
                    if there and all(slot.value == one.value for slot in there):
                        continue
                    vote = vote_at(view, segment, (one.start, one.end), one)
                    slots.append(Place(field, view.chart.page, vote.box, field, rank, False, [vote]))


def _is_shifted(label: Box, value: Box) -> bool:
    """Whether the value under a label is set alike in no way: its beginning was not seen."""
    slack = 2.5 * label.height
    across = (value.x0 - label.x0, value.x1 - label.x1, (value.x0 + value.x1 - label.x0 - label.x1) / 2)
    return min(map(abs, across)) > slack


def _registros(view: View) -> tuple[Box, ...]:
    """Where registros stand: each row of employers has one."""
    return tuple(
        segment.box_of(one.start, one.end)
        for segment in view.chart.segments
        for kind, one in candidates_in(segment.text)
        if kind == "registro"
    )


def _is_prose(view: View, label: Label) -> bool:
    """Whether the label is a phrase of a sentence: the sheet's own fields go before what its notes say."""
    if label.segment < 0:
        return False
    segment = view.chart.segments[label.segment]
    return segment.lines > 1 or (len(segment.text) > 60 and not label.opens)


def _ask_boldly(slots: list[Place], view: View, label: Label, near: Reach, found: Candidate) -> None:
    """A second reading of a name, with a line more than is sure to belong to it; the CURP will tell."""
    reach = continued(view, near, label.box, boldly=True)
    longer = parse_name(reach)
    if longer is None or longer.value == found.value:
        return
    vote = vote_at(view, reach.segment, (longer.start, longer.end), longer)
    slots.append(Place(label.field, view.chart.page, vote.box, label.field, BOLD, False, [vote]))


def _prolonged(view: View, reach: Reach, found: Candidate) -> Candidate:
    """VIGENTE with POR PRÓRROGA in the line below is another state."""
    if found.value != "VIGENTE":
        return found
    box = reach.box
    for segment in view.chart.segments:
        below = drop(box, segment.box) <= 0.8 * box.height and in_column(segment.box, box)
        if below and segment.squeezed.startswith("POR") and fuzz.ratio("PORPRORROGA", segment.squeezed) >= 85:
            return Candidate("VIGENTE POR PRORROGA", found.start, found.end)
    return found


def unlabelled_states(views: Sequence[View], taken: Sequence[Place]) -> list[Place]:
    """Segments that are nothing but a value of `estado`, where no label claims them (a badge, a stamp)."""
    places: list[Place] = []
    for view in views:
        for index, segment in enumerate(view.chart.segments):
            reach = Reach(segment, 0, len(segment.text), "above")
            found = parse_state(reach)
            if found is None or view.inside(index) or any(same_place(one.box, segment.box) for one in taken):
                continue
            asks = found.value in {"VIGENTE", "CON DERECHO"} and is_answered(view, segment)
            if asks or any(same_place(label.box, segment.box) for label in view.labels):
                continue
            vote = vote_at(view, segment, (found.start, found.end), found)
            there = next(
                (one for one in places if one.page == view.chart.page and same_place(one.box, vote.box)), None
            )
            if there is None:
                places.append(Place("estado", view.chart.page, vote.box, "", LOOSE, False, [vote]))
            else:
                there.votes.append(vote)
    return without_legends(views, [one for one in without_options(views, places) if one.rank == LOOSE])
