"""Where beneficiaries stand on a page, and the words that tell how they are related to the head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mailproc.reading.candidates import candidates_in
from mailproc.reading.curp import find_curps
from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import is_insured
from mailproc.reading.labels import Label, table
from mailproc.reading.layout import Segment, drop, in_row, same_place
from mailproc.reading.model import Box
from mailproc.reading.places import Place
from mailproc.reading.views import View

# "son los siguientes:", "registrados son", and at once a name.
_NAMING = re.compile(r"[A-Z ()]{0,30}(?:\bSON\b[A-Z ]{0,16}:?|:)\s*(?=[A-Z0-9])")
# What a sheet says of each beneficiary as of its head.
_OF_EACH = frozenset({"vigente", "relation", "curp", "agregado"})
_OF_RELATIVES = frozenset({"name", "given", "curp", "agregado"})
# In heights of a heading: how far below it its first label stands.
_HEADED = 1.5
# A cell holds its value and little else.
_CELL = 3

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


@cache
def relations() -> dict[str, str]:
    """Squeezed word to the key of its relation: "HIJOS" to child."""
    return {squeeze(text): key for key, texts in table()["relations"].items() for text in texts}


def zones_of(views: Sequence[View], places: Sequence[Place]) -> list[Zone]:
    """The beneficiaries' zones of one page. A heading with nobody below it makes none."""
    zones: list[Zone] = []
    for view in views:
        for label in view.labels:
            if label.segment < 0 or not _opens_zone(view, label):
                continue
            segment = view.chart.segments[label.segment]
            # In running text, and where the label has its value beside it, they begin in the label's own line.
            running, row = segment.lines > 1 or _leads_to(segment, label), _says_relation(segment, label)
            top = label.box.y0 - 1 if running or row else (label.box.y0 + label.box.y1) / 2
            top = min([top, *_just_above(label.box, places)]) if row else top
            bottom = min(_ends(views, label.box), default=view.chart.height)
            if running:
                bottom = _end_of_text(view, segment)
            # A heading in the right half has its table in the right half.
            beside = not row and label.box.x0 > 0.45 * view.chart.width
            left = label.box.x0 - 2 * label.box.height if beside else float("-inf")
            zone = Zone(view.chart.page, top, bottom, left)
            if _inhabited(zone, views, places):
                zones.append(zone)
        for heading in headings_of(view):
            bottom = min(_ends(views, heading.box), default=view.chart.height)
            zone = Zone(view.chart.page, heading.box.y0 - 1, bottom, float("-inf"))
            if _inhabited(zone, views, places):
                zones.append(zone)
    if views and _is_of_relatives(views, places):
        zones.append(Zone(views[0].chart.page, float("-inf"), float("inf"), float("-inf")))
    return zones


def _just_above(line: Box, places: Sequence[Place]) -> list[float]:
    """Where the line above a relation's begins, if that has the relative's CURP and none is as near below."""
    curps = [place.box for place in places if place.kind == "curp" and not place.sealed]
    below = min((drop(line, one) for one in curps), default=float("inf"))
    if any(in_row(one, line) for one in curps):
        return []
    return [one.y0 - 1 for one in curps if drop(one, line) <= line.height and drop(one, line) < below]


def _is_of_relatives(views: Sequence[View], places: Sequence[Place]) -> bool:
    """Whether a page has nobody's number, and as many words of a relation as persons: all of them are relatives, but
    for one whose row calls him the insured."""
    if any(place.kind == "nss" and place.label == "nss" for place in places):
        return False
    curps = [place.box for place in places if place.kind == "curp" and not place.sealed]
    relatives, insured = 0, 0
    for view in views:
        told = [one for segment in view.chart.segments for one in relations_at(segment)]
        relatives = max(relatives, sum(relation != TITULAR for _, relation in told))
        rows = curps + [label.box for label in view.labels if label.field == "relation" and not label.closes]
        called = [box for box, relation in told if relation == TITULAR and any(in_row(box, row) for row in rows)]
        insured = max(insured, len(called))
    return bool(curps and relatives) and relatives + insured >= len(curps)


def heading_over(views: Sequence[View], place: Place, curps: Sequence[Place]) -> Segment | None:
    """The word of a relation alone in its line that heads the block in which a CURP is the only one."""
    above = [one.box.y1 for one in curps if one.page == place.page and drop(one.box, place.box) < float("inf")]
    over = [
        one
        for view in views
        if view.chart.page == place.page
        for one in headings_of(view)
        if one.box.y1 > max(above, default=0.0) and drop(one.box, place.box) < float("inf")
    ]
    return max(over, key=lambda one: one.box.y0, default=None)


def headings_of(view: View) -> list[Segment]:
    """Words of a relation that stand alone in their line, over a label of what is said of the relative: "HIJA"."""
    found: list[Segment] = []
    for segment in view.chart.segments:
        if segment.lines > 1 or relations().get(segment.squeezed, TITULAR) == TITULAR:
            continue
        box = segment.box
        alone = all(same_place(one, box) or not in_row(one, box) for one in view.obstacles)
        if alone and any(
            label.field in _OF_RELATIVES and drop(box, label.box) <= _HEADED * box.height and label.opens
            for label in view.labels
        ):
            found.append(segment)
    return found


def _end_of_text(view: View, segment: Segment) -> float:
    """Where the running text about beneficiaries ends: an engine may have parted its lines."""
    bottom, pitch = segment.box.y1, segment.box.height / segment.lines
    for index, other in enumerate(view.chart.segments):
        follows = 0 <= other.box.y0 + 0.5 * pitch - bottom <= pitch and abs(other.box.x0 - segment.box.x0) < pitch
        named = any(kind in {"curp", "agregado"} for kind, _ in candidates_in(other.text))
        asked = any(label.field in _OF_EACH for label in view.inside(index))
        if follows and (named or asked or relation_in(other.text)[0]):
            bottom = other.box.y1
    return bottom


def _opens_zone(view: View, label: Label) -> bool:
    segment = view.chart.segments[label.segment]
    if label.field == "beneficiaries":
        heading = label.share >= 0.5 or (label.opens and label.share >= 0.3 and len(segment.squeezed) <= 45)
        return heading or _leads_to(segment, label)
    if label.field == "relation":
        row = [other for other in view.labels if other is not label and in_row(other.box, label.box)]
        return any(other.field in {"curp", "name", "given", "agregado", "vigente"} for other in row) and (
            label.closes or _says_relation(segment, label)
        )
    return False


def _says_relation(segment: Segment, label: Label) -> bool:
    """Whether a relative's word follows the label in its line: "Parentesco: HIJA". There the relative's own lines
    begin."""
    if label.field != "relation" or segment.lines > 1:
        return False
    return relation_in(segment.text[label.end :])[0] not in {"", TITULAR}


def _leads_to(segment: Segment, label: Label) -> bool:
    """Whether a sentence goes on from the word to the people: "sus beneficiarios son:"."""
    after = segment.text[label.end :]
    return label.field == "beneficiaries" and bool(_NAMING.match(after) or find_curps(after))


def _ends(views: Sequence[View], heading: Box) -> list[float]:
    return [
        other.box.y0
        for view in views
        for other in view.labels
        if other.field in {"employers", "seal", "head"} and other.share >= 0.5 and other.box.y0 > heading.y1
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
        relation_in(segment.text)[0] not in {"", TITULAR} and zone.holds(view.chart.page, segment.box)
        for view in views
        for segment in view.chart.segments
    )


def relation_in(text: str) -> tuple[str, str]:
    """The relation that one of the text's words is, and the word: HIJO, ESPOSA, TITULAR …; ("", "") where none. Whose
    relative somebody is may be told beside it: "el asegurado tiene registrada a … (hija)" tells of a child."""
    found = [
        (relation, word.strip(" ,;.:").removeprefix("(").removesuffix(")" if word.startswith("(") else ""))
        for word in text.split()
        if (relation := "" if word.endswith(":") else relations().get(squeeze(word), ""))
    ]
    return min(found, key=lambda one: one[0] == TITULAR, default=("", ""))


def relations_at(segment: Segment) -> Iterator[tuple[Box, str]]:
    """The words of a relation that stand in a cell, in brackets, after their label or beside a value."""
    in_cell = segment.lines == 1 and len(segment.tokens) <= _CELL
    told = any(kind in {"curp", "agregado"} for kind, _ in candidates_in(segment.text))
    before = ""
    for token in segment.tokens:
        relation, _ = relation_in(token.text)
        apart = in_cell or told or token.text.startswith("(")
        # "PEREZ E HIJOS SA DE CV" is a company.
        if relation and apart and before not in {"E", "&"}:
            yield token.box, relation
        before = token.text
