"""The people a sheet names, and which of its values are whose.

A CURP is a person. Whether it is the head's or a beneficiary's is told by its row (parentesco, agregado), and
by whether it stands below the heading of the beneficiaries or the head of their table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from mailproc.reading.answers import asks
from mailproc.reading.candidates import candidates_in
from mailproc.reading.dealing import dealt, loose_relations
from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import Candidate, is_insured
from mailproc.reading.labels import Label
from mailproc.reading.layout import Segment, around, drop, in_column, in_row, same_place, segment_of
from mailproc.reading.model import Box
from mailproc.reading.names import best_splits
from mailproc.reading.naming import name_in
from mailproc.reading.places import Place, vote_at
from mailproc.reading.reports import is_stressed
from mailproc.reading.rows import Stretch, row_of
from mailproc.reading.sayings import right_in_clause
from mailproc.reading.views import Reach, View
from mailproc.reading.vocabulary import YES, parse_yes_no
from mailproc.reading.wrapping import continued
from mailproc.reading.zones import TITULAR, Zone, heading_over, relation_in, relations

ASKED = 1
"""The rank of an answer in a row of which it is known what asks."""


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
            person.right = person.right or _right_in_row(views, place)
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
            person.right = person.right or _right_in_row(views, person.agregado)
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


def _right_in_row(views: Sequence[View], place: Place) -> Place | None:
    """SI or NO alone in the row's cell, or as a word of a row that is one run. Both of them in one row are a
    choice: each is a vote against the other, unless one has a cross."""
    found: Place | None = None
    row = row_of(views, place)
    choices = [(view, choice) for view in views if (choice := _choice(row, view)) is not None]
    for view, choice in choices:
        candidate = parse_yes_no(Reach(choice, 0, len(choice.text), "right"))
        if candidate is not None:
            vote = vote_at(view, choice, (candidate.start, candidate.end), candidate)
            found = found or Place("vigente", place.page, vote.box, "vigente", 2, False, [])
            found.votes.append(vote)
    if choices:
        return found
    for stretch in row:
        segment = stretch.segment
        for token, start in zip(segment.tokens, segment.starts, strict=True):
            if not stretch.start <= start < stretch.end or (token.text == YES and _is_condition(segment, start)):
                continue
            candidate = parse_yes_no(Reach(segment, start, start + len(token.text), "run"))
            if (ticked := _TICKED.fullmatch(token.text)) is not None:
                candidate = Candidate(ticked[1], start, start + len(ticked[1]))
            if candidate is None or (candidate.repaired and len(segment.tokens) > 1):
                continue
            vote = vote_at(stretch.view, segment, (candidate.start, candidate.end), candidate)
            if found is None:
                found = Place("vigente", place.page, vote.box, "vigente", 2, False, [vote])
            elif same_place(found.box, vote.box) or vote.value != found.value:
                found.votes.append(vote)
    return found or _right_by_column(row) or _right_said(row)


def _is_condition(segment: Segment, at: int) -> bool:
    """Whether the word SI there is "si acredita estudios", in small letters and followed by others."""
    following = [one for one, start in zip(segment.tokens, segment.starts, strict=True) if start > at]
    return not is_stressed(segment, at) and bool(following) and following[0].raw.islower()


def _right_by_column(row: Sequence[Stretch]) -> Place | None:
    """The answer whose column, one headed SI and one NO, has the row's cross."""
    found: Place | None = None
    for stretch in row:
        cross, view = stretch.segment, stretch.view
        if not _CROSS.fullmatch(cross.text):
            continue
        heads = [one for one in view.chart.segments if one.text in {"SI", "NO"} and one.box.y1 < cross.box.y0]
        pairs = [
            (one, two) for one, two in combinations(heads, 2) if one.text != two.text and in_row(one.box, two.box)
        ]
        if len(pairs) != 1:
            continue
        under = [one for one in pairs[0] if in_column(one.box, cross.box)]
        if len(under) == 1 and _ask_together(view, pairs[0]):
            vote = vote_at(view, cross, (0, len(cross.text)), Candidate(under[0].text, 0, len(cross.text)))
            found = found or Place("vigente", view.chart.page, vote.box, "vigente", ASKED, False, [])
            found.votes.append(vote)
    return found


def _own_words(stretch: Stretch) -> int:
    """Where what is said of the relative alone begins: with the relation, else after the CURP."""
    begin = stretch.start
    for token, start in zip(stretch.segment.tokens, stretch.segment.starts, strict=True):
        if stretch.start <= start < stretch.end and relations().get(squeeze(token.text), TITULAR) != TITULAR:
            begin = start
    if begin == stretch.start:
        text = stretch.segment.text[: stretch.end]
        begin = max((one.end for kind, one in candidates_in(text) if kind == "curp"), default=begin)
    return begin


def _right_said(row: Sequence[Stretch]) -> Place | None:
    """What the row's words say in a sentence: "puede recibir el servicio médico", "sin derecho"."""
    found: Place | None = None
    for stretch in row:
        begin = _own_words(stretch)
        said = right_in_clause(stretch.segment.text[begin : stretch.end])
        if said is None:
            continue
        candidate = Candidate(said[0], begin + said[1], begin + said[2])
        vote = vote_at(stretch.view, stretch.segment, (candidate.start, candidate.end), candidate)
        found = found or Place("vigente", stretch.view.chart.page, vote.box, "vigente", ASKED, False, [])
        found.votes.append(vote)
    return found


def _ask_together(view: View, heads: Sequence[Segment]) -> bool:
    """Whether what stands over the two heads asks for the right."""
    across = around([one.box for one in heads])
    over = [
        one
        for one in view.chart.segments
        if drop(one.box, across) <= 2 * across.height and one.box.x0 < across.x1 and one.box.x1 > across.x0
    ]
    labelled = any(
        label.field == "vigente" and same_place(label.box, one.box) for one in over for label in view.labels
    )
    return labelled or any(asks(one.text) for one in over)


def _choice(row: Sequence[Stretch], view: View) -> Segment | None:
    """What a view's row has of SI, NO and boxes, if one of these has a cross."""
    tokens = [
        token
        for stretch in row
        if stretch.view is view
        for token, start in zip(stretch.segment.tokens, stretch.segment.starts, strict=True)
        if stretch.start <= start < stretch.end and _OFFERED.fullmatch(token.text)
    ]
    tokens.sort(key=lambda token: token.box.x0)
    crossed = any(_CROSSED.fullmatch(token.text) for token in tokens)
    return segment_of([tokens]) if crossed and len(tokens) > 1 else None


_CROSSED = re.compile(r"[\[({][X✓✔☒][\])}]|[✓✔☒]")
_CROSS = re.compile(r"\W*(?:X|[✓✔☒])\W*")
_OFFERED = re.compile(rf"SI|NO|[\[({{][\])}}]|{_CROSSED.pattern}")
# A box with its cross, run together with the word before it.
_TICKED = re.compile(r"(SI|NO)[\[({]?[X✓✔☒][\])}]?")


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
