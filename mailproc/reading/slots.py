"""Values that only their label makes: SI or NO, estado, UMF, modality, names. Found by looking from the label."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import MODALITIES, Candidate, parse_umf
from mailproc.reading.labels import Label, table
from mailproc.reading.layout import in_column, same_place
from mailproc.reading.places import Place, candidates_in, vote_at
from mailproc.reading.views import Reach, View, reaches
from mailproc.reading.wrapping import continued

_RANKS = {"run": 0, "right": 1, "below": 2, "before": 4, "left": 5, "above": 6}
_ODD = frozenset({"before", "left", "above"})

YES, NO = "SI", "NO"
_YES_BLURRED = frozenset({"S1", "SL", "5I", "51", "5L", "S/"})
_NO_BLURRED = frozenset({"N0", "NQ", "N O"})
_TICKED = re.compile(
    r"\b(SI|NO)\b\W{0,3}[\[({]?\s*(?:X|✓|✔|☒)\s*[\])}]?|[\[({]\s*(?:X|✓|✔|☒)\s*[\])}]\s*(SI|NO)\b"
)
_FIRST_WORD = re.compile(r"\s*([A-Z0-9/]+)\s*(.*)", re.DOTALL)


def parse_yes_no(reach: Reach) -> Candidate | None:
    """SI or NO, alone or before a sign of the sentence's end; "NO APLICA" is neither."""
    text = reach.text
    if not text:
        return None
    if reach.how == "before":
        return _said_before(reach)
    base = reach.segment.text.index(text, reach.start)
    head = text[:40]
    if re.search(r"\bSI\b", head) and re.search(r"\bNO\b", head):
        ticked = _TICKED.search(text)
        if ticked is None:
            return None
        return Candidate(ticked[1] or ticked[2], base + ticked.start(), base + ticked.end())
    match = _FIRST_WORD.match(text)
    if match is None:
        return None
    word, rest = match[1], match[2]
    if rest and rest[0].isalnum() and not (reach.how == "run" and rest[0].isdigit()):
        return None
    if reach.how in _ODD and (rest or word not in {YES, NO}):
        return None
    span = (base + match.start(1), base + match.end(1))
    if word in {YES, NO}:
        return Candidate(word, *span)
    if word in _YES_BLURRED:
        return Candidate(YES, *span, repaired=True)
    return Candidate(NO, *span, repaired=True) if word in _NO_BLURRED else None


def _said_before(reach: Reach) -> Candidate | None:
    """In a sentence, "SÍ cuenta con derecho …": the word must touch the label, and belong to no label before."""
    words = reach.segment.text[: reach.end].rstrip().split(" ")
    at = len(" ".join(words[:-1])) + (1 if len(words) > 1 else 0)
    if len(words) > 1 and words[-1] in {YES, NO} and words[-2][-1] != ":":
        return Candidate(words[-1], at, at + 2)
    return None


_FILLER = re.compile(r"^(?:(?:ES|ACTUAL|ACTUALMENTE|EN|COMO|EL DE|DE)\b[\s:]*){1,2}(?!DERECHO)")


@cache
def _states() -> tuple[tuple[str, str], ...]:
    pairs = [(squeeze(text), state) for state, texts in table()["states"].items() for text in texts]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def parse_state(reach: Reach) -> Candidate | None:
    """One of the values of `estado` at the text's beginning; whole for values that stand in odd places."""
    text = _FILLER.sub("", reach.text)
    if not text:
        return None
    squeezed = squeeze(text)
    base = reach.segment.text.index(text, reach.start)
    for spelling, state in _states():
        whole = squeezed == spelling
        if whole or (reach.how not in _ODD and _begins(text, squeezed, spelling)):
            return Candidate(state, base, base + _length_in(text, len(spelling)))
    if reach.how in _ODD:
        return None
    for spelling, state in _states():
        near = (
            len(spelling) >= 7 and abs(len(squeezed) - len(spelling)) <= 1 and fuzz.ratio(squeezed, spelling) >= 84
        )
        if near and not squeezed.startswith(spelling):
            return Candidate(state, base, base + len(text), repaired=True)
        # A value that wraps: its first line must say which it is.
        if len(squeezed) >= 7 and squeezed.startswith("CONSERVACION") and state.startswith("CONSERVACION"):
            return Candidate(state, base, base + len(text))
    return None


def _begins(text: str, squeezed: str, spelling: str) -> bool:
    if not squeezed.startswith(spelling):
        return False
    end = _length_in(text, len(spelling))
    rest = text[end:].strip()
    return not rest or not rest[0].isalpha()


def _length_in(text: str, count: int) -> int:
    """How far into the text its first `count` letters and digits reach."""
    for index, character in enumerate(text):
        count -= character.isalnum()
        if count == 0:
            return index + 1
    return len(text)


def parse_clinic(reach: Reach) -> Candidate | None:
    """The UMF's number."""
    if reach.how in _ODD:
        return None
    text = reach.text
    found = parse_umf(text)
    if found is None:
        return None
    base = reach.segment.text.index(text, reach.start)
    return Candidate(found.value, base + found.start, base + found.end, repaired=found.repaired)


def parse_modality(reach: Reach) -> Candidate | None:
    """Two digits of a known modality."""
    match = re.match(r"\D{0,3}(\d{2})(?!\d)", reach.text)
    if reach.how in _ODD or match is None or match[1] not in MODALITIES:
        return None
    base = reach.segment.text.index(reach.text, reach.start)
    return Candidate(match[1], base + match.start(1), base + match.end(1))


# Words of a sentence that go on after a name; none of them is a name's part.
_AFTER_NAME = re.compile(
    r"\s(?:CON|QUIEN|SE|IDENTIFICAD[OA]|NACID[OA]|CUY[OA]|PORTADOR[A]?|TITULAR|EN|ES|TIENE|CUENTA|SI|NO|FUE|CURP|NSS)\b.*"
)
_CLAUSE_END = re.compile(r"[,;:]\s|[,;]$|\sCON\s(?=REGISTRO|NUMERO|NUM|R\.|NO\.)|(?<=[A-Z]{4})\.\s")
_BEFORE_NAME = re.compile(r"^(?:(?:EL|LA)\s)?(?:C\.?|CIUDADAN[OA]|SR\.?|SRA\.?|ALUMN[OA]|ESTUDIANTE)\s")
_NAME = re.compile(r"[A-ZÑ][A-ZÑ.'´` -]*(?:,\s*[A-ZÑ][A-ZÑ.'´` -]*)?")


def parse_name(reach: Reach) -> Candidate | None:
    """A person's name or a part of one: letters only, cut where a sentence goes on or another value begins."""
    if reach.how in _ODD:
        return None
    return name_in(reach)


def name_in(reach: Reach) -> Candidate | None:
    """The name that the reach begins with, Ñ kept, no digits."""
    cut = min((one.start for _, one in candidates_in(reach.text)), default=len(reach.text))
    if not reach.text[:cut]:
        return None
    start = reach.segment.text.index(reach.text, reach.start)
    raw = reach.segment.raw_of(start, start + cut)
    raw = _BEFORE_NAME.sub("", raw.strip(" :;,._-–"))
    match = _NAME.match(raw)
    if match is None:
        return None
    name = _AFTER_NAME.sub("", match[0])
    first, comma, rest = name.partition(",")
    # "PEREZ LOPEZ, JUAN" is a name; a comma after four words ends a clause.
    name = f"{first} {rest}" if comma and len(first.split()) <= 3 and rest.strip() else first
    name = " ".join(name.split()).strip(" .,'-")
    if len(name) < 2 or len(name) > 80:
        return None
    return Candidate(name, start, start + cut)


_COMPANY_NOISE = re.compile(r"^[\s:;.,|_-]+|[\s:;,|_-]+$")


def parse_employer(reach: Reach) -> Candidate | None:
    """An employer's name: words, with digits and signs of company names allowed; a bare number is none."""
    if reach.how in _ODD:
        return None
    cut = min((one.start for _, one in candidates_in(reach.text)), default=len(reach.text))
    start = reach.segment.text.index(reach.text, reach.start) if reach.text else reach.start
    raw = reach.segment.raw_of(start, start + cut)
    if reach.segment.lines > 1 and reach.how == "run":
        # In a sentence the name ends where the clause does; "S.A. DE C.V." is no end.
        raw = _CLAUSE_END.split(raw, maxsplit=1)[0]
    raw = _COMPANY_NOISE.sub("", raw)
    if sum(c.isalpha() for c in raw) < 4 or len(raw) > 150:
        return None
    return Candidate(raw, start, start + cut)


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
BOLD = 8
# Fields whose values may go on in the next line of their cell.
_WRAPPING = frozenset({"name", "given", "employer"})


def find_slots(views: Sequence[View]) -> list[Place]:
    """For each label of those fields its value's place; a label whose value no witness can read gives none."""
    slots: list[Place] = []
    for view in views:
        for label in view.labels:
            rule = _RULES.get(label.field)
            if rule is not None:
                _ask(slots, view, label, rule)
    return sorted(slots, key=lambda place: (place.rank == BOLD, place.box.y0, place.box.x0))


def _ask(slots: list[Place], view: View, label: Label, rule: _Rule) -> None:
    for near in reaches(view, label):
        reach = continued(view, near) if label.field in _WRAPPING else near
        found = rule.parse(reach)
        if found is not None:
            if label.field == "estado":
                found = _prolonged(view, reach, found)
            vote = vote_at(view, reach.segment, (found.start, found.end), found)
            place = next(
                (
                    one
                    for one in slots
                    if one.kind == label.field and one.page == view.chart.page and same_place(one.box, vote.box)
                ),
                None,
            )
            rank = _RANKS[reach.how]
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


def _ask_boldly(slots: list[Place], view: View, label: Label, near: Reach, found: Candidate) -> None:
    """A second reading of a name, with a line more than is sure to belong to it; the CURP will tell."""
    reach = continued(view, near, boldly=True)
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
        gap = segment.box.y0 - box.y1
        if -0.4 * box.height <= gap <= 0.8 * box.height and in_column(segment.box, box):
            if segment.squeezed.startswith("POR") and fuzz.partial_ratio("PORPRORROGA", segment.squeezed) >= 85:
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
            if any(same_place(label.box, segment.box) for label in view.labels):
                continue
            vote = vote_at(view, segment, (found.start, found.end), found)
            there = next(
                (one for one in places if one.page == view.chart.page and same_place(one.box, vote.box)), None
            )
            if there is None:
                places.append(Place("estado", view.chart.page, vote.box, "", 9, False, [vote]))
            else:
                there.votes.append(vote)
    return places
