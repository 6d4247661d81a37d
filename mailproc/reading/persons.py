"""The people a sheet names, and which of its values are whose.

A CURP is a person. Whether it is the head's or a beneficiary's is told by its row (parentesco, agregado), and
by whether it stands below the heading of the beneficiaries or the head of their table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import is_insured
from mailproc.reading.labels import Label, table
from mailproc.reading.layout import Segment, in_row, same_place
from mailproc.reading.model import Box
from mailproc.reading.names import best_splits
from mailproc.reading.places import Place, candidates_in, vote_at
from mailproc.reading.slots import name_in, parse_yes_no
from mailproc.reading.views import Reach, View

TITULAR, CHILD, SPOUSE, PARENT = "titular", "child", "spouse", "parent"


@dataclass(frozen=True, slots=True)
class Zone:
    """Where beneficiaries stand on a page: below `top`, above `bottom`, right of `left`."""

    page: int
    top: float
    bottom: float
    left: float

    def holds(self, page: int, box: Box) -> bool:
        """Whether a value stands in it."""
        middle = (box.y0 + box.y1) / 2
        return page == self.page and self.top < middle < self.bottom and box.x1 > self.left


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


@cache
def _relations() -> dict[str, str]:
    return {squeeze(text): key for key, texts in table()["relations"].items() for text in texts}


def zones_of(views: Sequence[View], places: Sequence[Place]) -> list[Zone]:
    """The beneficiaries' zones of one page. A heading with nobody below it makes none."""
    zones: list[Zone] = []
    for view in views:
        for label in view.labels:
            if label.segment < 0 or not _opens_zone(view, label):
                continue
            top = (label.box.y0 + label.box.y1) / 2
            bottom = min((other for other in _ends(views, label)), default=view.chart.height)
            # A heading in the right half has its table in the right half.
            left = label.box.x0 - 2 * label.box.height if label.box.x0 > 0.45 * view.chart.width else float("-inf")
            zone = Zone(view.chart.page, top, bottom, left)
            if _inhabited(zone, views, places):
                zones.append(zone)
    return zones


def _opens_zone(view: View, label: Label) -> bool:
    if label.field == "beneficiaries":
        segment = view.chart.segments[label.segment]
        return label.share >= 0.5 or (label.opens and label.share >= 0.3 and len(segment.squeezed) <= 45)
    if label.field == "relation":
        row = [other for other in view.labels if other is not label and in_row(other.box, label.box)]
        return (
            any(other.field in {"curp", "name", "given", "agregado", "vigente"} for other in row) and label.closes
        )
    return False


def _ends(views: Sequence[View], heading: Label) -> list[float]:
    return [
        other.box.y0
        for view in views
        for other in view.labels
        if other.field in {"employers", "seal", "head"} and other.share >= 0.5 and other.box.y0 > heading.box.y1
    ]


def _inhabited(zone: Zone, views: Sequence[View], places: Sequence[Place]) -> bool:
    if any(place.kind == "curp" and zone.holds(place.page, place.box) for place in places):
        return True
    if any(
        place.kind == "agregado" and not is_insured(place.value) and zone.holds(place.page, place.box)
        for place in places
    ):
        return True
    return any(
        relation_in(segment) not in {"", TITULAR} and zone.holds(view.chart.page, segment.box)
        for view in views
        for segment in view.chart.segments
    )


def relation_in(segment: Segment) -> str:
    """The relation that one of the segment's tokens is, "" where none: HIJO, ESPOSA, TITULAR …"""
    for token in segment.tokens:
        relation = _relations().get(squeeze(token.text))
        if relation:
            return relation
    return ""


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
        elif place.value in valid or not _misreads(place.value, valid):
            people.append(Someone(place.value, [place]))
    for person in people:
        score = 0
        for place in person.places:
            score += _row_evidence(person, place, views, places)
            if any(zone.holds(place.page, place.box) for zone in zones):
                person.zoned = True
                score += 2
        person.beneficiary = score > 0
    _deal(people, views, places, zones)
    return people


def _misreads(value: str, valid: set[str]) -> bool:
    """A broken CURP close to a whole one on the sheet is that one, misread at a second place."""
    return any(sum(a != b for a, b in zip(value, other, strict=True)) <= 3 for other in valid)


def _row_evidence(person: Someone, place: Place, views: Sequence[View], places: Sequence[Place]) -> int:
    """Above zero for a beneficiary's row, below for the head's; fills in what the row holds."""
    score = 0
    for other in places:
        if other.kind == "agregado" and other.page == place.page and in_row(other.box, place.box):
            person.agregado = person.agregado or other
            score += -2 if is_insured(other.value) else 2
    for view in views:
        if view.chart.page != place.page:
            continue
        for segment in view.chart.segments:
            if not in_row(segment.box, place.box):
                continue
            relation = relation_in(segment)
            if relation and not person.relation:
                person.relation = relation
                person.printed_relation = _printed(segment)
                score += -3 if relation == TITULAR else 3
    return score


def _printed(segment: Segment) -> str:
    return next(token.text for token in segment.tokens if squeeze(token.text) in _relations())


def _deal(people: list[Someone], views: Sequence[View], places: Sequence[Place], zones: Sequence[Zone]) -> None:
    """What stands in rows goes to the row's person; what is left in a zone, in order, if the numbers agree."""
    for person in people:
        if not person.beneficiary:
            continue
        for place in person.places:
            person.right = person.right or _right_in_row(views, place)
            person.name = person.name or name_in_row(views, place, person.curp)
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
    if len(spare) == len(lacking):
        for person, place in zip(lacking, spare, strict=True):
            person.agregado = place


def deal_slots(people: Sequence[Someone], slots: Sequence[Place], zones: Sequence[Zone]) -> list[Place]:
    """SI/NO and names that labels in a zone claim go to its persons in order; the rest, the head's, is returned."""
    rows = [person for person in people if person.beneficiary]
    rest: list[Place] = []
    zoned: dict[str, list[Place]] = {}
    taken = [one.box for person in rows for one in (person.right, person.name) if one is not None]
    for slot in slots:
        if any(zone.holds(slot.page, slot.box) for zone in zones):
            zoned.setdefault(slot.kind, []).append(slot)
        elif not any(same_place(slot.box, box) for box in taken):
            rest.append(slot)
    rights = zoned.get("vigente", [])
    if len(rights) == len(rows):
        for person, slot in zip(rows, rights, strict=True):
            person.right = person.right or slot
    for person in rows:
        if person.name is None:
            fitting = [slot for slot in zoned.get("name", []) if best_splits(slot.value, person.curp)[0] <= 1]
            person.name = fitting[0] if fitting else None
    return rest


def _right_in_row(views: Sequence[View], place: Place) -> Place | None:
    """SI or NO alone in the row's cell, or as a word of a row that is one run."""
    found: Place | None = None
    for view in views:
        if view.chart.page != place.page:
            continue
        for segment in view.chart.segments:
            if not in_row(segment.box, place.box):
                continue
            for token, start in zip(segment.tokens, segment.starts, strict=True):
                candidate = parse_yes_no(Reach(segment, start, start + len(token.text), "run"))
                if candidate is None or (candidate.repaired and len(segment.tokens) > 1):
                    continue
                vote = vote_at(view, segment, (candidate.start, candidate.end), candidate)
                if found is None:
                    found = Place("vigente", place.page, vote.box, "vigente", 2, False, [vote])
                elif same_place(found.box, vote.box):
                    found.votes.append(vote)
    return found


def name_in_row(views: Sequence[View], place: Place, curp: str) -> Place | None:
    """The words of the CURP's row that can be its person's name."""
    best: Place | None = None
    best_misfit = 3
    for view in views:
        if view.chart.page != place.page:
            continue
        for segment in view.chart.segments:
            if not in_row(segment.box, place.box):
                continue
            for start, end in _free_spans(segment):
                candidate = name_in(Reach(segment, start, end, "run"))
                if candidate is None or candidate.value in _relations():
                    continue
                misfit, _ = best_splits(candidate.value, curp)
                vote = vote_at(view, segment, (candidate.start, candidate.end), candidate)
                if misfit < best_misfit:
                    best, best_misfit = Place("name", place.page, vote.box, "name", 2, False, [vote]), misfit
                elif best is not None and same_place(best.box, vote.box) and misfit == best_misfit:
                    best.votes.append(vote)
    return best


def _free_spans(segment: Segment) -> list[tuple[int, int]]:
    """The stretches of a segment between values and relation words."""
    cuts = [(one.start, one.end) for _, one in candidates_in(segment.text)]
    for token, start in zip(segment.tokens, segment.starts, strict=True):
        if squeeze(token.text) in _relations() or token.text in {"SI", "NO"}:
            cuts.append((start, start + len(token.text)))
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in sorted(cuts):
        if start - position > 4:
            spans.append((position, start))
        position = max(position, end)
    if len(segment.text) - position > 4:
        spans.append((position, len(segment.text)))
    return spans
