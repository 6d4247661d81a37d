"""Values that stand in two pieces: over two lines of a narrow cell, or in two boxes that an engine made of one."""

import re
from collections.abc import Iterator, Sequence

from mailproc.reading.candidates import candidates_in
from mailproc.reading.curp import find_curps
from mailproc.reading.dates import find_dates
from mailproc.reading.identifiers import Candidate, find_nss, is_registro
from mailproc.reading.layout import Segment, drop, in_column, in_row

# How far apart two pieces stand, in heights: beside one another, below one another.
_BESIDE, _BELOW = 3.0, 0.8
_CURP, _NSS = 18, 11
_CURP_BEGUN = re.compile(r"(?<![A-Z0-9])([A-Z]{4}[0-9]{1,6}(?:(?<=[0-9]{6})[HMX][A-Z]{0,5}[A-Z0-9]?)?)[-–]?$")
_DIGITS_BEGUN = re.compile(r"(?<![A-Z0-9])(\d[\d -]{2,12})$")
_DIGITS_END = re.compile(r"\d[\d -]*(?![A-Z0-9])")
_REGISTRO_BEGUN = re.compile(r"(?<![A-Z0-9])[A-Z0-9]\d{7}$")
_REGISTRO_END = re.compile(r"\d{3}(?![A-Z0-9])")
_DATE_BEGUN = re.compile(r"(?<![\w/.-])\d{1,2}(?: DE(?: [A-Z]+(?: DEL?)?)?)?$")


_BEGUN = (
    ("curp", _CURP_BEGUN),
    ("nss", _DIGITS_BEGUN),
    ("registro", _REGISTRO_BEGUN),
    ("date", _DATE_BEGUN),
)


def in_two_pieces(segments: Sequence[Segment], index: int) -> Iterator[tuple[str, Candidate]]:
    """Kind and value of what begins at the end of a segment and ends at the beginning of another; the span is that of
    the first piece. Of numbers only valid ones: digits that stand near one another make many."""
    first = segments[index]
    if first.lines > 1:
        return
    for kind, pattern in _BEGUN:
        begun = pattern.search(first.text)
        if begun is None:
            continue
        # The first piece of a registro has the form of a whole one.
        others = [one for _, one in candidates_in(first.text) if kind != "registro" or one.value != begun[0]]
        if any(one.end > begun.start() for one in others):
            continue
        for other in _next_pieces(segments, first):
            whole = _joined(kind, begun[0], other.text)
            if whole is not None:
                yield kind, Candidate(whole.value, *begun.span(), valid=whole.valid)
                break


def _joined(kind: str, begun: str, rest: str) -> Candidate | None:
    """The value that the two pieces make, if it needs both."""
    if kind == "date":
        dates = find_dates(f"{begun} {rest}")
        return Candidate(dates[0].value.isoformat(), 0, 0) if dates and dates[0].start == 0 else None
    if kind == "registro":
        end_of = _REGISTRO_END.match(rest)
        value = begun + (end_of[0] if end_of else "")
        return Candidate(value, 0, 0) if is_registro(value) else None
    figures = _DIGITS_END.match(rest)
    end = (figures[0] if figures else "") if kind == "nss" else rest.split(" ", maxsplit=1)[0]
    length = sum(c.isalnum() for c in begun + end)
    if kind == "curp" and length == _CURP:
        return next(iter(find_curps(begun.rstrip("-–") + end)), None)
    if kind == "nss" and length == _NSS:
        return next((one for one in find_nss(f"{begun} {end}") if one.valid and not one.repaired), None)
    return None


def is_torn(segments: Sequence[Segment], index: int) -> bool:
    """Whether eight characters of a registro are followed by a box of three figures more."""
    first = segments[index]
    begun = _REGISTRO_BEGUN.search(first.text)
    return begun is not None and any(
        in_row(one.box, first.box) and _REGISTRO_END.match(one.text) for one in _next_pieces(segments, first)
    )


def _next_pieces(segments: Sequence[Segment], first: Segment) -> Iterator[Segment]:
    """The nearest segment to the right, and the nearest below that begins or ends where the first does."""
    height = first.box.height
    right = [
        one
        for one in segments
        if one is not first
        and in_row(one.box, first.box)
        and -0.3 * height <= one.box.x0 - first.box.x1 <= _BESIDE * height
    ]
    if right:
        yield min(right, key=lambda one: one.box.x0)
    below = [
        one for one in segments if drop(first.box, one.box) <= _BELOW * height and in_column(one.box, first.box)
    ]
    if below:
        yield min(below, key=lambda one: one.box.y0)
