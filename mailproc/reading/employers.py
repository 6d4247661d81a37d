"""The employers through whom somebody is insured: registro patronal, modality, name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key

from mailproc.reading.company import HEADED, name_beside
from mailproc.reading.dealing import follows
from mailproc.reading.identifiers import MODALITIES, STUDENTS, modality_of, same_registro
from mailproc.reading.layout import drop, in_row, same_place
from mailproc.reading.model import Employer, Field, Witness
from mailproc.reading.past import Tense, denies, tense_of
from mailproc.reading.places import Place
from mailproc.reading.spelling import Company, weigh_company
from mailproc.reading.trimming import trimmed
from mailproc.reading.views import View
from mailproc.reading.votes import Verdict, judge, ordered

# What one place of a registro says goes before what another leaves open: it stands in the table of the active ones.
_ORDER = (Tense.PRESENT, Tense.UNCLEAR, Tense.PAST)
# Letters of a name in a registro's row.
_LETTERS = 4
OF_EMPLOYERS = frozenset({"employers", "registro", "modality", "employer"})
"""The labels of a list of employers."""
SHORT = 8
"""Characters of a registro that is printed without its modality."""


@dataclass(frozen=True, slots=True)
class Row:
    """One employer, and what the votes for its parts came to."""

    registro: Verdict
    modality: str
    modality_agrees: bool
    company: Company | None
    places: tuple[Place, ...]
    tense: Tense

    @property
    def trusted(self) -> bool:
        """It is the registro that tells whose an employer is, and it has a check digit; a name that is not sure is
        left out of a trusted row."""
        return self.registro.trusted and self.modality_agrees and self.tense is Tense.PRESENT

    def told(self, *, sure_only: bool) -> Employer:
        """The row as an employer; `sure_only`: with no name rather than a doubtful one."""
        name = self.company.name if self.company is not None and (self.company.sure or not sure_only) else ""
        return Employer(self.registro.value, self.modality, name)


def employers_of(
    views: Sequence[View],
    places: Sequence[Place],
    slots: Sequence[Place],
    known: dict[str, set[Witness]],
) -> list[Row]:
    """The employers in the order they stand, former ones among them; the same registro in head and table is one."""
    if denies(views):
        return []
    registros = [place for place in places if is_employers(place) or is_listed(views, place)]
    registros = [place for place in registros if not _called_otherwise(views, place)]
    groups: list[list[Place]] = []
    for place in registros:
        group = next((one for one in groups if same_registro(one[0].value, place.value)), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    anchors = [place.box for place in registros]
    in_rows = [
        [found for place in group if (found := name_beside(views, place, anchors)) is not None] for group in groups
    ]
    beside = [{one for place in group if (one := _modality_in_row(views, place))} for group in groups]
    labelled = [_shortened(slot) for slot in slots if slot.kind == "employer"]
    labelled = [slot for slot in labelled if tense_of(views, slot) is Tense.PRESENT]
    # What merely stands in the registro's row may be a stamp; a label of the name's own goes before it.
    surely = any(found.rank <= HEADED for row in in_rows for found in row)
    if _is_each_labelled(views, groups, labelled):
        # Each registro and each name has a label of its own: they follow one another as they are read.
        names = _paired(groups, labelled)
    else:
        names = in_rows if surely or (any(in_rows) and not labelled) else _paired(groups, labelled)
    modalities = _paired(groups, [slot for slot in slots if slot.kind == "modality"])
    rows: list[Row] = []
    for at, group in enumerate(groups):
        tense = min((tense_of(views, place) for place in group), key=_ORDER.index)
        printed = beside[at] or {vote.value for slot in modalities[at] for vote in slot.votes if vote.valid}
        row = _row(group, names[at], printed, known, tense)
        if row is not None:
            rows.append(row)
    return rows


def _is_each_labelled(views: Sequence[View], groups: Sequence[Sequence[Place]], names: Sequence[Place]) -> bool:
    if len(groups) < 2 or len(names) != len(groups):
        return False
    return all(
        sum(label.field == field and label.opens for label in view.labels) == len(groups)
        for view in views
        for field in ("registro", "employer")
    )


def _shortened(slot: Place) -> Place:
    return replace(slot, votes=[replace(vote, value=trimmed(vote.value)) for vote in slot.votes])


def is_employers(place: Place) -> bool:
    """Whether a place that has a registro's form is an employer's registro."""
    if place.kind != "registro" or place.sealed or place.label in {"nss", "folio", "phone", "sequence", "control"}:
        return False
    if place.label in {"registro", "employer"} and place.rank <= 4:
        known = modality_of(place.value) in MODALITIES
        # Far from its label a number must at least have a modality where registros have theirs.
        return known or (len(place.value) == 8 and place.rank <= 4) or (len(place.value) >= 10 and place.rank <= 1)
    # No label: only a whole registro that begins with a letter is like nothing else on the sheet.
    return len(place.value) == 11 and place.value[0].isalpha() and any(vote.valid for vote in place.votes)


def is_listed(views: Sequence[View], place: Place) -> bool:
    """Whether a number that no other label claims stands in a list of employers: nothing but their labels and values
    is between it and the list's heading, and its row has words, or it ends in a known modality."""
    if place.kind != "registro" or place.sealed or place.label not in {"", "registro", "employer"}:
        return False
    for view in views:
        if view.chart.page != place.page:
            continue
        over = [label for label in view.labels if drop(label.box, place.box) < float("inf")]
        last = max(over, key=lambda label: label.box.y1, default=None)
        headings = [label for label in over if label.field == "employers" and label.share >= 0.5]
        if last is None or not headings:
            continue
        top = max(label.box.y1 for label in headings)
        if any(label.field not in OF_EMPLOYERS for label in over if label.box.y0 > top - label.box.height / 2):
            continue
        beside = [one for one in view.chart.segments if in_row(one.box, place.box)]
        named = any(sum(c.isalpha() for c in one.text) >= _LETTERS for one in beside)
        if named and (len(place.value) == SHORT or modality_of(place.value) in MODALITIES):
            return True
    return False


def _called_otherwise(views: Sequence[View], place: Place) -> bool:
    """Whether words that are no label lead up to eight characters in their cell, while the label that claims them
    stands elsewhere: what the words call it is what it is, a doctor's licence as well as a registro."""
    if len(place.value) != SHORT or place.rank <= 1:
        return False
    cells = [
        one
        for view in views
        if view.chart.page == place.page
        for one in view.chart.segments
        if same_place(one.box, place.box)
    ]
    return not any(one.text.lstrip()[:2] == place.value[:2] for one in cells)


def _row(
    group: list[Place], names: Sequence[Place], printed: set[str], known: dict[str, set[Witness]], tense: Tense
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
    return Row(verdict, modality, len(said) <= 1, weigh_company(names), tuple(group), tense)


def _paired(groups: Sequence[Sequence[Place]], slots: Sequence[Place]) -> list[list[Place]]:
    """Labelled values for each registro: in order where the numbers agree, else the nearest to it."""
    if len(groups) <= 1:
        return [list(slots) for _ in groups]
    # Cards side by side are never quite level.
    ordered_slots = sorted(slots, key=cmp_to_key(follows))
    paired: list[list[Place]] = [[] for _ in groups]
    if len(slots) == len(groups):
        firsts = sorted((group[0] for group in groups), key=cmp_to_key(follows))
        own = {id(first): [slot] for first, slot in zip(firsts, ordered_slots, strict=True)}
        return [own[id(group[0])] for group in groups]
    for slot in ordered_slots:
        distances = [_distance(slot, group[0]) for group in groups]
        nearest = min(range(len(groups)), key=distances.__getitem__)
        if not paired[nearest] or distances[nearest] < _distance(paired[nearest][0], groups[nearest][0]):
            # One of them was not read: which is whose is a guess.
            paired[nearest] = [replace(slot, votes=[replace(vote, valid=False) for vote in slot.votes])]
    return paired


def _distance(slot: Place, registro: Place) -> float:
    if slot.page != registro.page:
        return float("inf")
    one, other = slot.box, registro.box
    return abs(one.y0 + one.y1 - other.y0 - other.y1) + 0.1 * abs(one.x0 - other.x0)


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
    """All rows but the former ones as one field. The agregado must agree: ES is a school's cover only, OR has an
    ordinary employer in it, so a row that was not read shows; `unread` tells of one that can be seen."""
    rows = [row for row in rows if row.tense is not Tense.PAST]
    if not rows:
        return None
    trusted = (
        not unread and all(row.trusted for row in rows) and ground_agrees([row.modality for row in rows], agregado)
    )
    value = tuple(row.told(sure_only=trusted) for row in rows)
    confidence = 1.0
    for row, told in zip(rows, value, strict=True):
        confidence *= row.registro.confidence * (row.company.confidence if row.company and told.name else 1.0)
    first = rows[0].registro
    agreeing = set.intersection(*(set(row.registro.witnesses) for row in rows))
    return Field(
        value, trusted, round(confidence, 4), ordered(agreeing or set(first.witnesses)), first.page, first.box
    )


def ground_agrees(modalities: Sequence[str], agregado: str) -> bool:
    """Whether the employers read can be all that stand behind the agregado's two letters."""
    ground = agregado[6:]
    if ground == "ES":
        return all(modality == STUDENTS for modality in modalities if modality)
    if ground == "OR":
        return any(modality != STUDENTS for modality in modalities)
    return True
