"""Answers printed all at once, of which one is marked: "(X) CON DERECHO  ( ) SIN DERECHO", "☐ VIGENTE  ☒ BAJA".

Options stand in a row, or one below the other with nothing beside them but their marks. Only the marked one says
something; where none is, or more than one, or the mark may be its neighbour's, none does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailproc.reading.answers import said_answer
from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, drop, in_row, same_place
from mailproc.reading.places import Place, told_at
from mailproc.reading.views import View
from mailproc.reading.vocabulary import NO, YES, state_at

_ON = r"[\[({]\s*(?:X|✓|✔|•|●|\*)\s*[\])}]|[☒☑✓✔✗✘●◉■]|(?<![A-Z0-9])X(?![A-Z0-9])"
# Of an empty box with room in it a bracket may stand alone.
_OFF = r"[\[({]\s*[\])}]|[☐□○◯▢]|_{2,}|[\[\](){}]"
_MARK = re.compile(rf"(?P<on>{_ON})|(?P<off>{_OFF})")
_SIGNS = " \t.,;:/|–—-"
# What leads to the options in their own line: "Servicio médico: [ ] …".
_LED = re.compile(r"[^\[({☐☒]{3,}?[:?]\s*")
# As good as a value below its label.
_RANK = 2
# Characters of all options in a line.
_LONGEST = 120
# In heights of a line: how far apart options stand one below the other.
_APART = 1.6


@dataclass(frozen=True, slots=True)
class _Option:
    """A value `text[start:end]` of a segment, or a mark: then `value` is "" and `on` tells whether it marks."""

    segment: Segment
    start: int
    end: int
    field: str
    value: str
    on: bool


def without_options(views: Sequence[View], places: Sequence[Place]) -> list[Place]:
    """The places of `vigente` and `estado` without those of options, but with what the marked ones say."""
    chosen: list[Place] = []
    offered: list[tuple[int, Segment]] = []
    for view in views:
        for group in _groups(view):
            offered += [(view.chart.page, one.segment) for one in group if one.value]
            one = _marked(group)
            if one is not None:
                told_at(
                    chosen, view, one.segment, Candidate(one.value, one.start, one.end), kind=one.field, rank=_RANK
                )
    kept = [
        place
        for place in places
        if not any(page == place.page and same_place(one.box, place.box) for page, one in offered)
    ]
    return kept + chosen


def _groups(view: View) -> list[list[_Option]]:
    """Options that belong together, with their marks, in the order in which they are read."""
    rows: list[tuple[bool, list[_Option]]] = []
    for row in _rows(view):
        parts = [_parts(segment) for segment in row]
        within = [one for part in parts for one in part or ()]
        if any(one.value for one in within):
            first = next(at for at, part in enumerate(parts) if part)
            # Left of the first row's options may stand what they answer.
            between = any(part is None for part in parts[first:])
            rows.append((between, [] if between else within))
    found = [row for _, row in rows if len(_values(row)) > 1]
    column: list[_Option] = []
    for _, own in rows:
        if len(_values(own)) != 1:
            continue
        if column and not _goes_on(column, own, view):
            found.append(column)
            column = []
        column = column + own
    return [
        one for one in [*found, column] if len(_values(one)) > 1 and len({field for field, _ in _values(one)}) == 1
    ]


def _rows(view: View) -> Iterator[list[Segment]]:
    taken: set[int] = set()
    for at, segment in enumerate(view.chart.segments):
        if at in taken or segment.lines > 1:
            continue
        row = [
            (index, one)
            for index, one in enumerate(view.chart.segments)
            if index not in taken and one.lines == 1 and in_row(one.box, segment.box)
        ]
        taken.update(index for index, _ in row)
        yield [one for _, one in sorted(row, key=lambda pair: pair[1].box.x0)]


def _parts(segment: Segment) -> list[_Option] | None:
    """The segment as options and marks; None where it is anything else."""
    if len(segment.text) > _LONGEST:
        return None
    led = _LED.match(segment.text)
    position = led.end() if led is not None else 0
    found: list[_Option] = []
    for mark in [*_MARK.finditer(segment.text, position), None]:
        end = mark.start() if mark is not None else len(segment.text)
        text = segment.text[position:end].strip(_SIGNS)
        if text:
            start = segment.text.index(text, position)
            value = _value(text)
            if value is None:
                return None
            found.append(_Option(segment, start, start + len(text), *value, on=False))
        if mark is not None:
            found.append(_Option(segment, *mark.span(), "", "", on=mark["on"] is not None))
            position = mark.end()
    return found


@lru_cache(maxsize=2048)
def _value(text: str) -> tuple[str, str] | None:
    """The field and its value, that the whole text is."""
    told = said_answer(text)
    # SI and NO alone are what labels ask for.
    if told is not None and "DERECHO" in text and text not in {YES, NO}:
        return "vigente", told
    state = state_at(text)
    return ("estado", state[0]) if state is not None and state[1] == len(text) else None


def _values(group: Sequence[_Option]) -> set[tuple[str, str]]:
    return {(one.field, one.value) for one in group if one.value}


def _goes_on(column: Sequence[_Option], row: Sequence[_Option], view: View) -> bool:
    """Whether the row's option stands just below the column's last one, set alike, with nothing else beside it."""
    last = [one for one in column if one.value][-1]
    own = next(one for one in row if one.value)
    height = own.segment.box.height
    if own.field != last.field or drop(last.segment.box, own.segment.box) > _APART * height:
        return False
    begins = own.segment.box_of(own.start, own.end).x0, last.segment.box_of(last.start, last.end).x0
    beside = [one for one in view.chart.segments if in_row(one.box, own.segment.box)]
    return abs(begins[0] - begins[1]) <= 1.2 * height and all(_parts(one) for one in beside)


def _marked(group: Sequence[_Option]) -> _Option | None:
    """The option that the only mark marks."""
    on = [at for at, one in enumerate(group) if one.on]
    if len(on) != 1:
        return None
    row = [one for one in group if in_row(one.segment.box, group[on[0]].segment.box)]
    if sum(bool(one.value) for one in row) == 1:
        return next(one for one in row if one.value)
    led, followed = not row[0].value, not row[-1].value
    at = row.index(group[on[0]]) + (1 if led else -1)
    return row[at] if led != followed and 0 <= at < len(row) and row[at].value else None
