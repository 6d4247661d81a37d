"""Signs that a sheet names people of whom no CURP was read, or read so that nobody knows whose relative they are.

A relative's row may be lost but for its agregado or its parentesco: somebody is there all the same, and may be
the student.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mailproc.reading.consistency import agregado_fits
from mailproc.reading.curp import birth
from mailproc.reading.identifiers import agregado_year, is_insured
from mailproc.reading.model import Box
from mailproc.reading.persons import Someone, misread_of
from mailproc.reading.sheet import Sheet
from mailproc.reading.zones import CHILD, PARENT, SPOUSE, TITULAR, relations_at

_BY_FIGURE = {"1": TITULAR, "2": SPOUSE, "3": CHILD, "4": PARENT, "5": TITULAR}
_NAMED = frozenset({"name", "given"})


@dataclass(frozen=True, slots=True)
class Sign:
    """Of one person. `relation` to the head, "" where unknown; `born` the year, None where unknown; `listed`: among
    the beneficiaries."""

    relation: str
    born: int | None
    listed: bool


def relation_of(person: Someone) -> str:
    """By its word, else by the agregado's first figure."""
    return person.relation or _BY_FIGURE.get(person.agregado.value[:1] if person.agregado else "", "")


def signs_of(sheet: Sheet, head: Someone | None) -> tuple[Sign, ...]:
    """Of everybody beside the head and the beneficiaries."""
    strangers = [
        Sign("", birth(one.curp).year, listed=False)
        for one in sheet.heads
        if one is not head and not (head is not None and misread_of(one.curp, {head.curp}))
    ]
    return (*strangers, *_by_agregado(sheet, head), *_by_relation(sheet), *_by_label(sheet))


def _by_agregado(sheet: Sheet, head: Someone | None) -> Iterator[Sign]:
    """Relatives' agregados that are no read person's."""
    people = [*sheet.beneficiaries, *([head] if head is not None else [])]
    known = [one.agregado for one in people if one.agregado is not None]
    for place in sheet.places:
        if place.kind != "agregado" or place.sealed or any(place is one for one in known):
            continue
        for value in {vote.value for vote in place.votes if not is_insured(vote.value)}:
            if not any(agregado_fits(value, person.curp) for person in people):
                yield Sign(_BY_FIGURE.get(value[0], ""), agregado_year(value), listed=sheet.zoned(place))


def _by_label(sheet: Sheet) -> Iterator[Sign]:
    """A label of a name alone in its line, or a CURP's, among the beneficiaries, more than were read: the sheet goes on
    where the picture ends."""
    read = len(sheet.beneficiaries)
    for fields in (_NAMED, {"curp"}):
        labelled = [
            sum(
                label.field in fields
                and label.opens
                and label.closes
                and label.segment >= 0
                and view.chart.segments[label.segment].lines == 1
                and any(zone.holds(view.chart.page, label.box) for zone in sheet.zones)
                for label in view.labels
            )
            for view in sheet.views
        ]
        if max(labelled, default=0) > max(read, 1):
            yield Sign("", None, listed=True)
            return


def _by_relation(sheet: Sheet) -> Iterator[Sign]:
    """Words of parentesco, each in a cell or beside a value, more than there are beneficiaries to have them."""
    spare: list[tuple[int, Box, str]] = []
    for notes in sheet.notes:
        # Each witness sees the same words: whoever saw most of them.
        seen = (
            [one for segment in view.chart.segments for one in relations_at(segment) if one[1] != TITULAR]
            for view in notes.views
        )
        most = max(seen, key=len, default=[])
        spare += [(notes.page.number, box, relation) for box, relation in most]
    for person in sheet.beneficiaries:
        own = next((one for one in spare if one[2] == person.relation), None)
        if own is not None:
            spare.remove(own)
        elif not person.relation and spare:
            spare.pop()
    for page, box, relation in spare:
        listed = any(zone.holds(page, box) for zone in sheet.zones)
        yield Sign(relation, None, listed=listed)
