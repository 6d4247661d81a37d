"""What stands in the row of a person's CURP: cells side by side, a line between stops, or a clause of running text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailproc.reading.candidates import candidates_in
from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, in_row, same_place
from mailproc.reading.places import Place
from mailproc.reading.views import View
from mailproc.reading.zones import relations


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` of a segment, that belongs to one person's row."""

    view: View
    segment: Segment
    start: int
    end: int


def row_of(views: Sequence[View], place: Place) -> list[Stretch]:
    """What stands in a CURP's row. In running text, what follows it up to the next CURP, and the words before."""
    row: list[Stretch] = []
    for view in views:
        if view.chart.page != place.page:
            continue
        for segment in view.chart.segments:
            if segment.lines > 1:
                row += _clause(view, segment, place)
            elif in_row(segment.box, place.box):
                row.append(_within_stops(view, segment, place))
    return row


def _within_stops(view: View, segment: Segment, place: Place) -> Stretch:
    """The segment; where it is a line of running text, what of it stands between the stops about the CURP."""
    own = next(
        (
            one
            for kind, one in candidates_in(segment.text)
            if kind == "curp" and same_place(segment.box_of(one.start, one.end), place.box)
        ),
        None,
    )
    if own is None or ";" not in segment.text:
        return Stretch(view, segment, 0, len(segment.text))
    end = segment.text.find(";", own.end)
    return Stretch(
        view, segment, segment.text.rfind(";", 0, own.start) + 1, end if end >= 0 else len(segment.text)
    )


def _clause(view: View, segment: Segment, place: Place) -> list[Stretch]:
    curps = [one for kind, one in candidates_in(segment.text) if kind == "curp"]
    own = next(
        (at for at, one in enumerate(curps) if same_place(segment.box_of(one.start, one.end), place.box)), None
    )
    if own is None:
        misread = _misread_at(segment, place)
        if misread is None:
            return []
        curps = sorted([*curps, misread], key=lambda one: one.start)
        own = curps.index(misread)
    end = len(segment.text)
    if own + 1 < len(curps):
        # The next person's clause begins with a name, after the last stop before the CURP.
        between = segment.text[curps[own].end : curps[own + 1].start]
        stop = max(between.rfind(";"), between.rfind(". "), between.rfind(" Y "))
        end = curps[own].end + (stop if stop >= 0 else len(between))
    # A stop ends the clause, too: the next person's CURP may be unread.
    first = _STOP.search(segment.text, curps[own].end, end)
    end = first.start() if first is not None else end
    begin = curps[own - 1].end if own else 0
    before = segment.text[begin : curps[own].start]
    stop = max((_past_relation(before, match) for match in _BEGINS.finditer(before)), default=0)
    return [Stretch(view, segment, begin + stop, end)]


def _past_relation(before: str, begins: re.Match[str]) -> int:
    """Where a clause begins: with the word that a colon stands after, if that is a relation: "HIJA: …"."""
    word = before[: begins.start()].rsplit(" ", 1)[-1]
    return begins.start() - len(word) if begins[0] == ":" and squeeze(word) in relations() else begins.end()


def _misread_at(segment: Segment, place: Place) -> Candidate | None:
    """What this witness heard where others read the CURP: its clause is the same."""
    there = [
        Candidate(token.text, begin, begin + len(token.text), valid=False)
        for token, begin in zip(segment.tokens, segment.starts, strict=True)
        if same_place(token.box, place.box) and _LIKE_A_CODE.fullmatch(token.text)
    ]
    return there[0] if len(there) == 1 else None


_LIKE_A_CODE = re.compile(r"(?=(?:.*\d){4})[A-Z0-9.,;]{14,}")
# After what a person's clause begins: not after "MA." of a name.
_BEGINS = re.compile(r"[;:]|(?:(?<=[A-Z]{4})|(?<=\bSI)|(?<=\bNO)|(?<=\d))\.\s")
_STOP = re.compile(r";(?!\sSU\s)|(?<=[A-Z0-9)])\.\s")
