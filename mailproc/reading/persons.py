"""The people a sheet names, and which of its values are whose.

A CURP is a person. Whether it is the head's or a beneficiary's is told by its row (parentesco, agregado), and
by whether it stands below the heading of the beneficiaries or the head of their table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailproc.reading.candidates import candidates_in
from mailproc.reading.dealing import dealt, loose_relations
from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import is_insured
from mailproc.reading.labels import Label
from mailproc.reading.layout import Segment, in_row, same_place
from mailproc.reading.model import Box
from mailproc.reading.names import best_splits
from mailproc.reading.naming import name_in
from mailproc.reading.places import Place, vote_at
from mailproc.reading.rowanswers import right_in_row
from mailproc.reading.rows import Stretch, row_of
from mailproc.reading.views import Reach, View
from mailproc.reading.wrapping import continued
from mailproc.reading.zones import TITULAR, Zone, heading_over, relation_in, relations


@dataclass(slots=True)
class Someone:
    """A person and the places of what belongs to them. `relation` is one of the keys above or "";
    `printed_relation` is what the sheet says."""

    curp: str
    places: list[Place]
    beneficiary: bool = False
    relation: str = ""
    printed_relation: str = ""
    agregado: Place | None = None
    right: Place | None = None
    name: Place | None = None
    nss: Place | None = None
    zoned: bool = field(default=False)


def people_of(views: Sequence[View], places: Sequence[Place], zones: Sequence[Zone]) -> list[Someone]:
    """All persons of a sheet in the order they stand, each with what its row says."""
    people: list[Someone] = []
    curps = [place for place in places if place.kind == "curp" and not place.sealed]
    valid = {
        place.value for place in curps if any(vote.valid and vote.value == place.value for vote in place.votes)
    }
    for place in curps:
        known = next((one for one in people if one.curp == place.value), None)
        if known is not None:
            known.places.append(place)
        elif place.value in valid or not misread_of(place.value, valid):
            people.append(Someone(place.value, [place]))
    for person in people:
        score = 0
        for place in person.places:
            score += _row_evidence(person, place, views, places)
            if any(zone.holds(place.page, place.box) for zone in zones):
                person.zoned = True
                score += 2
            if not person.relation and (heading := heading_over(views, place, curps)) is not None:
                person.relation, person.printed_relation = relation_in(heading.text)
                score += 3
        person.beneficiary = score > 0
    alone = [person for person in people if not person.zoned and not person.relation]
    if len(alone) == 1 and all(person.beneficiary for person in people):
        # Only its agregado speaks for a beneficiary: the sheet is made out for that person.
        alone[0].beneficiary = False
    _deal(people, views, places, zones)
    return people


def is_whole(person: Someone) -> bool:
    """Whether some witness read the person's CURP with its check digit right."""
    return any(vote.valid and vote.value == person.curp for place in person.places for vote in place.votes)


def misread_of(value: str, valid: set[str]) -> bool:
    """A broken CURP close to a whole one on the sheet is that one, misread at a second place."""
    return any(sum(a != b for a, b in zip(value, other, strict=True)) <= 3 for other in valid)


def _row_evidence(person: Someone, place: Place, views: Sequence[View], places: Sequence[Place]) -> int:
    """Above zero for a beneficiary's row, below for the head's; fills in what the row holds."""
    score = 0
    for stretch in row_of(views, place):
        text = stretch.segment.text[stretch.start : stretch.end]
        for kind, one in candidates_in(text):
            if kind != "agregado":
                continue
            box = stretch.segment.box_of(stretch.start + one.start, stretch.start + one.end)
            found = next(
                (p for p in places if p.kind == kind and p.page == place.page and same_place(p.box, box)), None
            )
            if found is not None and person.agregado is None:
                person.agregado = found
                score += -2 if is_insured(found.value) else 2
        # "HIJA: …" begins the line of the relative whose CURP is in it.
        relation, printed = relation_in(_LED.sub(r"\1", text, count=1))
        if relation and not person.relation:
            person.relation, person.printed_relation = relation, printed
            score += -3 if relation == TITULAR else 3
    return score


def _deal(people: list[Someone], views: Sequence[View], places: Sequence[Place], zones: Sequence[Zone]) -> None:
    """What stands in rows goes to the row's person; what is left in a zone, in order, if the numbers agree."""
    anchors = [place.box for place in places if place.kind == "curp" and not place.sealed]
    for person in people:
        # The insured may be a row of the table like any other.
        listed = person.beneficiary or person.relation == TITULAR
        for place in person.places if listed else ():
            person.right = person.right or right_in_row(views, place)
        for place in person.places if person.beneficiary else ():
            person.name = person.name or name_in_row(views, place, person.curp, anchors)
    rows = [person for person in people if person.beneficiary]
    used = {id(person.agregado) for person in people if person.agregado}
    spare = [
        place
        for place in places
        if place.kind == "agregado"
        and id(place) not in used
        and any(z.holds(place.page, place.box) for z in zones)
    ]
    lacking = [person for person in rows if person.agregado is None]
    for person, place in dealt(lacking, spare):
        person.agregado = place
    for person in rows:
        # A block of lines for each relative: the line of the agregado may say it.
        if person.agregado is not None:
            person.right = person.right or right_in_row(views, person.agregado)
    rows = [person for person in rows if person.zoned and not person.relation]
    for person, place in dealt(rows, loose_relations(views, zones, anchors)):
        person.relation, person.printed_relation = relations()[squeeze(place.value)], place.value


def deal_slots(people: Sequence[Someone], slots: Sequence[Place], zones: Sequence[Zone]) -> list[Place]:
    """SI/NO and names that labels in a zone claim go to its persons in order; the rest is the head's."""
    rows = [person for person in people if person.beneficiary]
    rest: list[Place] = []
    zoned: dict[str, list[Place]] = {}
    taken = [one.box for person in rows for one in (person.right, person.name) if one is not None]
    own = [place for one in people if one.relation == TITULAR for place in one.places]
    for slot in slots:
        if any(one.page == slot.page and in_row(one.box, slot.box) for one in own):
            rest.append(slot)
        elif any(zone.holds(slot.page, slot.box) for zone in zones):
            zoned.setdefault(slot.kind, []).append(slot)
        elif not any(same_place(slot.box, box) for box in taken):
            rest.append(slot)
    for person, slot in dealt(rows, zoned.get("vigente", [])):
        person.right = person.right or slot
    for person in rows:
        if person.name is None:
            named = [*zoned.get("name", []), *zoned.get("given", [])]
            fitting = [slot for slot in named if best_splits(slot.value, person.curp)[0] <= 1]
            person.name = fitting[0] if fitting else None
    return rest


def name_in_row(views: Sequence[View], place: Place, curp: str, anchors: Sequence[Box]) -> Place | None:
    """The words of the CURP's row that can be its person's name. `anchors` are the boxes of the page's CURPs."""
    best: Place | None = None
    best_misfit = 3
    for stretch in row_of(views, place):
        segment = stretch.segment
        for start, end in _free_spans(stretch):
            reach = Reach(segment, start, end, "right")
            candidate = name_in(continued(stretch.view, reach, anchors=anchors))
            if candidate is None or candidate.value in relations():
                continue
            misfit, _ = best_splits(candidate.value, curp)
            vote = vote_at(stretch.view, segment, (start, end), candidate)
            if misfit < best_misfit:
                best, best_misfit = Place("name", place.page, vote.box, "name", 2, False, [vote]), misfit
            elif best is not None and same_place(best.box, vote.box) and misfit == best_misfit:
                best.votes.append(vote)
    return best


def _free_spans(stretch: Stretch) -> list[tuple[int, int]]:
    """The parts of a stretch between values and relation words."""
    segment = stretch.segment
    cuts = [(one.start, one.end) for _, one in candidates_in(segment.text)]
    cuts += [(one.start, one.end) for one in stretch.view.labels if _is_in(one, segment, stretch.view)]
    for token, start in zip(segment.tokens, segment.starts, strict=True):
        if squeeze(token.text) in relations() or token.text in {"SI", "NO"}:
            # "PARENT. HIJO": what ends in a stop just before a relation is its label, however it is shortened.
            called = _CALLED.search(segment.text, 0, start)
            cuts.append((called.start() if called is not None else start, start + len(token.text)))
    spans: list[tuple[int, int]] = []
    position = stretch.start
    for start, end in sorted(cuts):
        if min(start, stretch.end) - position > 4:
            spans.append((position, min(start, stretch.end)))
        position = max(position, end)
    if stretch.end - position > 4:
        spans.append((position, stretch.end))
    return spans


_LED = re.compile(r"^(\W*[A-Z()]+)\s?:(?=.*[A-Z]{4}\d{6}[A-Z])")
_CALLED = re.compile(r"\b[A-Z]{3,}[.:]+\s$")


def _is_in(label: Label, segment: Segment, view: View) -> bool:
    return label.segment >= 0 and view.chart.segments[label.segment] is segment
