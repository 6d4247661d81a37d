"""Keys that explain what codes mean: "1 VIGENTE, 2 BAJA". They state nothing of anybody."""

import re
from collections.abc import Sequence

from mailproc.reading.candidates import candidates_in
from mailproc.reading.layout import Segment, drop, in_row
from mailproc.reading.places import Place
from mailproc.reading.views import View
from mailproc.reading.vocabulary import state_at

# A code before its meaning; a row of persons begins with a name or a number of more figures.
_CODE = re.compile(r"\W*(?:(?:ESTADO|ESTATUS|STATUS|CLAVE)\s)?(?:[A-Z]\w?|\d{1,2})\b[\s=:.)–—-]*")
_MEANT = re.compile(r"\W*(SI|NO)\W*\s?[:=–—-]\s")
# In heights of a line: how far a key's rows stand apart at most.
_APART = 3.0


def without_legends(views: Sequence[View], places: Sequence[Place]) -> list[Place]:
    """The places but for those of values that stand in a key's row."""
    rows = [(view.chart.page, row) for view in views for row in _rows_of_keys(view)]
    return [
        place
        for place in places
        if not any(page == place.page and in_row(row.box, place.box) for page, row in rows)
    ]


def _rows_of_keys(view: View) -> list[Segment]:
    """What is a code and then a value of `estado`, beside it or in the same words, where another such with another
    value stands just over or under it."""
    keys: list[tuple[Segment, str]] = []
    for segment in view.chart.segments:
        code = _CODE.match(segment.text)
        if code is None:
            continue
        row = [one for one in view.chart.segments if in_row(one.box, segment.box)]
        right = [one for one in row if one.box.x0 >= segment.box.x1]
        beside = min(right, key=lambda one: one.box.x0, default=None)
        meaning = segment.text[code.end() :] or (beside.text if beside is not None else "")
        found = state_at(meaning)
        if found is not None and not any(candidates_in(one.text) for one in row):
            keys.append((segment, found[0]))
    return [
        one
        for one, state in keys
        if any(
            other != state
            and abs(one.box.x0 - there.box.x0) <= one.box.height
            and 0 < abs(one.box.y0 - there.box.y0) <= (1 + _APART) * one.box.height
            for there, other in keys
        )
    ]


def is_other_key(segment: Segment, other: Segment) -> bool:
    """Whether one says what SI means, and the other, above or below it, what NO means."""
    key, there = _MEANT.match(segment.text), _MEANT.match(other.text)
    if key is None or there is None or key[1] == there[1]:
        return False
    near = min(drop(segment.box, other.box), drop(other.box, segment.box)) <= _APART * segment.box.height
    return near and abs(segment.box.x0 - other.box.x0) <= segment.box.height
