"""The employers through whom somebody is insured: registro patronal, modality, name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailproc.reading.identifiers import MODALITIES, STUDENTS, modality_of, same_registro
from mailproc.reading.layout import drop, in_column, in_row, same_place
from mailproc.reading.model import Employer, Field, Witness
from mailproc.reading.naming import parse_employer
from mailproc.reading.places import Place, Vote, candidates_in, vote_at
from mailproc.reading.texts import judge_text
from mailproc.reading.views import Reach, View
from mailproc.reading.votes import Verdict, judge, ordered
from mailproc.reading.wrapping import continued

# Two engines' spellings of a company's name agree when this alike: a letter says no more than it must of it.
_NEAR = 90.0
# Letters of the longest name of a company; what is longer beside a registro is a sentence.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One employer, and what the votes for its parts came to."""

    registro: Verdict
    modality: str
    modality_agrees: bool
    name: Verdict | None
    places: tuple[Place, ...]

    @property
    def trusted(self) -> bool:
        """Registro and name, each by two witnesses; a table without names has none to doubt."""
        return self.registro.trusted and self.modality_agrees and (self.name is None or self.name.trusted)


def employers_of(
    views: Sequence[View],
    places: Sequence[Place],
    slots: Sequence[Place],
    known: dict[str, set[Witness]],
) -> list[Row]:
    """The employers in the order they stand; the same registro in head and table is one."""
    registros = [place for place in places if _is_employers(place)]
    groups: list[list[Place]] = []
    for place in registros:
        group = next((one for one in groups if same_registro(one[0].value, place.value)), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    in_rows = [[found for place in group if (found := _name_in_row(views, place)) is not None] for group in groups]
    beside = [{one for place in group if (one := _modality_in_row(views, place))} for group in groups]
    labelled = [slot for slot in slots if slot.kind == "employer"]
    # Where the registro has its label beside it, so has the name; a row is a row of a table else.
    lined_up = any(place.rank in {2, 3, 4, 9} for place in registros)
    names = in_rows if any(in_rows) and (lined_up or not labelled) else _paired(groups, labelled)
    modalities = _paired(groups, [slot for slot in slots if slot.kind == "modality"])
    rows: list[Row] = []
    for at, group in enumerate(groups):
        printed = beside[at] or {vote.value for slot in modalities[at] for vote in slot.votes}
        row = _row(group, names[at], printed, known)
        if row is not None:
            rows.append(row)
    return rows


def has_unread(views: Sequence[View], rows: Sequence[Row]) -> bool:
    """Whether a row was seen but not wholly read: a name lacks where names have a label, or something stands in
    line below the head of the registro column that was read as no registro."""
    if any(view.captions for view in views):
        return False
    named = any(label.field == "employer" for view in views for label in view.labels)
    if named and any(row.name is None for row in rows):
        return True
    read = [(place.page, place.box) for row in rows for place in row.places]
    for view in views:
        for label in view.labels:
            if label.field != "registro" or label.share < 0.6:
                continue
            last = label.box
            for segment in view.chart.segments:
                gap = drop(last, segment.box)
                if segment.lines > 1 or gap == float("inf") or not in_column(segment.box, label.box):
                    continue
                if (
                    gap > 2.2 * last.height
                    or len(segment.text) > 25
                    or any(same_place(one.box, segment.box) for one in view.labels)
                ):
                    break
                last = segment.box
                known = any(page == view.chart.page and same_place(box, segment.box) for page, box in read)
                if not known and sum(c.isdigit() for c in segment.text) >= 5:
                    return True
    return False


def _is_employers(place: Place) -> bool:
    if place.kind != "registro" or place.sealed or place.label in {"nss", "folio", "phone", "sequence", "control"}:
        return False
    if place.label in {"registro", "employer"} and place.rank <= 4:
        known = modality_of(place.value) in MODALITIES
        # Far from its label a number must at least have a modality where registros have theirs.
        return known or (len(place.value) == 8 and place.rank <= 4) or (len(place.value) >= 10 and place.rank <= 1)
    # No label: only a whole registro that begins with a letter is like nothing else on the sheet.
    return len(place.value) == 11 and place.value[0].isalpha() and any(vote.valid for vote in place.votes)


def _row(
    group: list[Place], names: Sequence[Place], printed: set[str], known: dict[str, set[Witness]]
) -> Row | None:
    longest = max(len(place.value) for place in group)
    whole = [place for place in group if len(place.value) == longest]
    if longest < 11:
        # Nothing but a label and the known modality vouches for these: eight digits prove little.
        whole = [replace(p, votes=[replace(v, valid=True) for v in p.votes]) for p in whole]
    verdict = judge(whole, checked=longest == 11, outside=known)
    if verdict is None:
        return None
    own = modality_of(verdict.value)
    said = {one for one in (own, *printed) if one}
    modality = own or next(iter(sorted(said)), "")
    return Row(verdict, modality, len(said) <= 1, judge_text(names, near=_NEAR), tuple(group))


def _paired(groups: Sequence[Sequence[Place]], slots: Sequence[Place]) -> list[list[Place]]:
    """Labelled values for each registro: in order where the numbers agree, else the nearest to it."""
    if len(groups) <= 1:
        return [list(slots) for _ in groups]
    ordered_slots = sorted(slots, key=lambda slot: (slot.page, slot.box.y0, slot.box.x0))
    if len(slots) == len(groups):
        return [[slot] for slot in ordered_slots]
    paired: list[list[Place]] = [[] for _ in groups]
    for slot in ordered_slots:
        distances = [_distance(slot, group[0]) for group in groups]
        nearest = min(range(len(groups)), key=distances.__getitem__)
        if not paired[nearest] or distances[nearest] < _distance(paired[nearest][0], groups[nearest][0]):
            paired[nearest] = [slot]
    return paired


def _distance(slot: Place, registro: Place) -> float:
    if slot.page != registro.page:
        return float("inf")
    one, other = slot.box, registro.box
    return abs(one.y0 + one.y1 - other.y0 - other.y1) + 0.1 * abs(one.x0 - other.x0)


def _name_in_row(views: Sequence[View], place: Place) -> Place | None:
    """Words beside the registro in its row that are no label and no value; if a name's column is headed, its."""
    found: list[Place] = []
    for view in views:
        if view.chart.page != place.page:
            continue
        for index, segment in enumerate(view.chart.segments):
            if len(segment.text) > _LONGEST or not in_row(segment.box, place.box):
                continue
            vote = _company_vote(view, index)
            if vote is None:
                continue
            same = next((one for one in found if same_place(one.box, vote.box)), None)
            if same is None:
                found.append(Place("employer", place.page, vote.box, "employer", 1, False, [vote]))
            else:
                same.votes.append(vote)
    heads = [label.box for view in views for label in view.labels if label.field == "employer"]
    headed = [one for one in found if any(in_column(head, one.box) for head in heads)]
    return next(iter(headed or found), None)


def _company_vote(view: View, index: int) -> Vote | None:
    segment = view.chart.segments[index]
    labels = view.inside(index)
    if any(label.opens for label in labels):
        return None
    if any(label.segment < 0 and same_place(label.box, segment.box) for label in view.labels):
        return None
    own = [one for kind, one in candidates_in(segment.text) if kind == "registro"]
    if len(own) > 1:
        return None
    start = own[0].end if own else 0
    end = min((label.start for label in labels if label.start >= start), default=len(segment.text))
    candidate = parse_employer(continued(view, Reach(segment, start, end, "run")))
    if candidate is None:
        return None
    text = _without_modality(candidate.value)
    if sum(c.isalpha() for c in text) < 4:
        return None
    return replace(vote_at(view, segment, (start, end), candidate), value=text)


def _without_modality(text: str) -> str:
    """A row read as one run has the modality between registro and name, or after the name."""
    words = text.split()
    if words and words[0] in MODALITIES:
        return " ".join(words[1:])
    return " ".join(words[:-1]) if words and words[-1] in MODALITIES else text


def _modality_in_row(views: Sequence[View], place: Place) -> str:
    """A cell of the row that is two digits of a known modality."""
    for view in views:
        if view.chart.page != place.page:
            continue
        for segment in view.chart.segments:
            if segment.lines > 1 or not in_row(segment.box, place.box) or segment.box.x0 < place.box.x0:
                continue
            for token in segment.tokens:
                text = token.text.strip("().,:")
                if text in MODALITIES and token.box.x0 > place.box.x1 - 0.5 * place.box.height:
                    return text
    return ""


def as_field(rows: Sequence[Row], agregado: str, *, unread: bool) -> Field[tuple[Employer, ...]] | None:
    """All rows as one field. The agregado must agree: ES is a school's cover only, OR has an ordinary employer
    in it, so a row that was not read shows; `unread` tells of one that can be seen."""
    if not rows:
        return None
    value = tuple(Employer(row.registro.value, row.modality, row.name.value if row.name else "") for row in rows)
    whole = (
        not unread and all(row.trusted for row in rows) and ground_agrees([row.modality for row in rows], agregado)
    )
    confidence = 1.0
    for row in rows:
        confidence *= row.registro.confidence * (row.name.confidence if row.name else 1.0)
    first = rows[0].registro
    agreeing = set.intersection(*(set(row.registro.witnesses) for row in rows))
    return Field(
        value, whole, round(confidence, 4), ordered(agreeing or set(first.witnesses)), first.page, first.box
    )


def ground_agrees(modalities: Sequence[str], agregado: str) -> bool:
    """Whether the employers read can be all that stand behind the agregado's two letters."""
    ground = agregado[6:]
    if ground == "ES":
        return all(modality == STUDENTS for modality in modalities if modality)
    if ground == "OR":
        return any(modality != STUDENTS for modality in modalities)
    return True
