"""What stands in the beneficiaries' zone outside anybody's row: which of it is whose."""

from collections.abc import Sequence
from functools import cmp_to_key
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, in_row
from mailproc.reading.model import Box
from mailproc.reading.places import Place, told_at
from mailproc.reading.views import View
from mailproc.reading.zones import TITULAR, Zone, relation_in

if TYPE_CHECKING:
    from mailproc.reading.persons import Someone


def dealt(rows: Sequence["Someone"], spare: Sequence[Place]) -> list[tuple["Someone", Place]]:
    """Which of the values is whose, if the numbers agree: in order where persons stand one below the other, else
    in order within each column of them."""
    if len(rows) != len(spare):
        return []
    anchors = [person.places[0] for person in rows]
    columns: list[Box] = []
    for one in anchors:
        if not any(_across(one.box, column) == 0 for column in columns):
            columns.append(one.box)

    def stands(place: Place) -> tuple[int, int, float]:
        return min(range(len(columns)), key=lambda at: _across(columns[at], place.box)), place.page, place.box.y0

    if len(columns) <= 1 or not (_side_by_side(anchors) or _side_by_side(spare)):
        return list(zip(rows, spare, strict=True)) if _take_turns(anchors, spare) else []
    people = sorted(rows, key=lambda person: stands(person.places[0]))
    values = sorted(spare, key=stands)
    same = all(stands(one.places[0])[0] == stands(two)[0] for one, two in zip(people, values, strict=True))
    return list(zip(people, values, strict=True)) if same else []


def _take_turns(anchors: Sequence[Place], spare: Sequence[Place]) -> bool:
    """Whether each person's value stands between that one and the next, or the one before."""
    ordered = sorted([*anchors, *spare], key=cmp_to_key(follows))
    own = {id(place) for place in anchors}
    return all((id(one) in own) != (id(two) in own) for one, two in pairwise(ordered))


def follows(one: Place, other: Place) -> int:
    """Above zero where the one is read after the other."""
    if one.page != other.page:
        return one.page - other.page
    aside = in_row(one.box, other.box)
    return 1 if (one.box.x0 > other.box.x0 if aside else one.box.y0 > other.box.y0) else -1


def _across(one: Box, other: Box) -> float:
    """The bare width between two boxes."""
    return max(0.0, one.x0 - other.x1, other.x0 - one.x1)


def _side_by_side(places: Sequence[Place]) -> bool:
    return any(one.page == other.page and in_row(one.box, other.box) for one, other in combinations(places, 2))


def loose_relations(views: Sequence[View], zones: Sequence[Zone], anchors: Sequence[Box]) -> list[Place]:
    """The relatives' words of the zones that stand for themselves, or after their label, in no CURP's row. `anchors`
    are the boxes of the CURPs."""
    found: list[Place] = []
    for view in views:
        for segment in view.chart.segments:
            relation, printed = relation_in(segment.text)
            if relation in {"", TITULAR} or not any(z.holds(view.chart.page, segment.box) for z in zones):
                continue
            start = segment.text.index(printed)
            told = _is_led(view, segment, start)
            if (not told and squeeze(printed) != segment.squeezed) or any(
                in_row(segment.box, one) for one in anchors
            ):
                continue
            candidate = Candidate(printed, start, start + len(printed))
            told_at(found, view, segment, candidate, kind="relation", rank=2)
    return found


def _is_led(view: View, segment: Segment, start: int) -> bool:
    """Whether a relation's label stands before `text[start:]`."""
    return any(
        label.field == "relation" and label.end <= start
        for label in view.labels
        if label.segment >= 0 and view.chart.segments[label.segment] is segment
    )
