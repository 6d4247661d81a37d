"""The employers through whom somebody is insured: registro patronal, modality, name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailproc.reading.identifiers import MODALITIES, STUDENTS, modality_of, same_registro
from mailproc.reading.layout import in_row, same_place
from mailproc.reading.model import Box, Employer, Field, Witness
from mailproc.reading.places import Place, candidates_in, vote_at
from mailproc.reading.slots import parse_employer
from mailproc.reading.texts import judge_text
from mailproc.reading.views import Reach, View
from mailproc.reading.votes import Verdict, judge, ordered

# Two engines' spellings of a company's name agree when this alike: a letter says no more than it must of it.
_NEAR = 90.0


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
    names = [slot for slot in slots if slot.kind == "employer"]
    modalities = [slot for slot in slots if slot.kind == "modality"]
    rows: list[Row] = []
    for index, group in enumerate(groups):
        later = groups[index + 1][0] if index + 1 < len(groups) else None
        row = _row(views, group, later, names, modalities, known, alone=len(groups) == 1)
        if row is not None:
            rows.append(row)
    return rows


def _is_employers(place: Place) -> bool:
    if place.kind != "registro" or place.sealed or place.label in {"nss", "folio", "phone", "sequence", "control"}:
        return False
    if place.label in {"registro", "employer"}:
        return len(place.value) >= 8
    # No label: only a whole registro that begins with a letter is like nothing else on the sheet.
    return len(place.value) == 11 and place.value[0].isalpha() and any(vote.valid for vote in place.votes)


def _row(
    views: Sequence[View],
    group: list[Place],
    later: Place | None,
    names: Sequence[Place],
    modalities: Sequence[Place],
    known: dict[str, set[Witness]],
    *,
    alone: bool,
) -> Row | None:
    longest = max(len(place.value) for place in group)
    whole = [place for place in group if len(place.value) == longest]
    if longest < 11:
        # Nothing but a label and the known modality vouches for these: eight digits prove little.
        whole = [replace(p, votes=[replace(v, valid=True) for v in p.votes]) for p in whole]
    verdict = judge(whole, checked=longest == 11, outside=known)
    if verdict is None:
        return None
    name_places = [found for place in group if (found := _name_in_row(views, place)) is not None]
    if not name_places:
        name_places = _nearest(group[0], later, names, alone=alone)
    printed = {
        vote.value
        for slot in modalities
        for vote in slot.votes
        if alone
        or any(in_row(slot.box, place.box) and slot.page == place.page for place in group)
        or slot in _nearest(group[0], later, modalities, alone=alone)
    }
    own = modality_of(verdict.value)
    beside = {found for place in group if (found := _modality_in_row(views, place))}
    said = {one for one in (own, *(beside or printed)) if one}
    modality = own or next(iter(sorted(said)), "")
    return Row(verdict, modality, len(said) <= 1, judge_text(name_places, near=_NEAR), tuple(group))


def _nearest(first: Place, later: Place | None, slots: Sequence[Place], *, alone: bool) -> list[Place]:
    """Values of a labelled block around a registro: those nearer to it than to the next one."""
    on_page = [slot for slot in slots if slot.page == first.page]
    if alone:
        return on_page
    near = [
        slot
        for slot in on_page
        if later is None
        or later.page != first.page
        or _distance(slot.box, first.box) < _distance(slot.box, later.box)
    ]
    return sorted(near, key=lambda slot: _distance(slot.box, first.box))[:1]


def _distance(one: Box, other: Box) -> float:
    return abs(one.y0 + one.y1 - other.y0 - other.y1) + 0.1 * abs(one.x0 - other.x0)


def _name_in_row(views: Sequence[View], place: Place) -> Place | None:
    """Words beside the registro in its row that are no label and no value."""
    found: Place | None = None
    for view in views:
        if view.chart.page != place.page:
            continue
        for index, segment in enumerate(view.chart.segments):
            if not in_row(segment.box, place.box) or view.inside(index):
                continue
            if any(same_place(label.box, segment.box) for label in view.labels):
                continue
            own = [one for kind, one in candidates_in(segment.text) if kind == "registro"]
            if len(own) > 1:
                continue
            start = own[0].end if own else 0
            reach = Reach(segment, start, len(segment.text), "run")
            candidate = parse_employer(reach)
            if candidate is None:
                continue
            text, modality = _without_modality(candidate.value)
            if sum(c.isalpha() for c in text) < 4:
                continue
            del modality
            vote = replace(vote_at(view, segment, (candidate.start, candidate.end), candidate), value=text)
            if found is None:
                found = Place("employer", place.page, vote.box, "employer", 1, False, [vote])
            elif same_place(found.box, vote.box):
                found.votes.append(vote)
    return found


def _without_modality(text: str) -> tuple[str, str]:
    """A row read as one run has the modality between registro and name, or after the name."""
    words = text.split()
    if words and words[0] in MODALITIES:
        return " ".join(words[1:]), words[0]
    if words and words[-1] in MODALITIES:
        return " ".join(words[:-1]), words[-1]
    return text, ""


def _modality_in_row(views: Sequence[View], place: Place) -> str:
    """A cell of the row that is two digits of a known modality."""
    for view in views:
        if view.chart.page != place.page:
            continue
        for segment in view.chart.segments:
            if not in_row(segment.box, place.box) or segment.box.x0 < place.box.x0:
                continue
            for token in segment.tokens:
                text = token.text.strip("().,:")
                if text in MODALITIES and token.box.x0 > place.box.x1 - 0.5 * place.box.height:
                    return text
    return ""


def as_field(rows: Sequence[Row], agregado: str) -> Field[tuple[Employer, ...]] | None:
    """All rows as one field. The agregado must agree: ES is a school's cover only, OR has an ordinary employer
    in it, so a row that was not read shows."""
    if not rows:
        return None
    value = tuple(Employer(row.registro.value, row.modality, row.name.value if row.name else "") for row in rows)
    whole = all(row.trusted for row in rows) and ground_agrees([row.modality for row in rows], agregado)
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
