"""Whether a list of employers has more rows than were read: it is told whole, or not trusted."""

import re
from collections import Counter
from collections.abc import Sequence

from mailproc.reading.candidates import candidates_in
from mailproc.reading.employers import OF_EMPLOYERS, SHORT, Row
from mailproc.reading.identifiers import MODALITIES
from mailproc.reading.layout import drop, in_column, in_row, same_place
from mailproc.reading.model import Box
from mailproc.reading.past import Tense
from mailproc.reading.pieces import is_torn
from mailproc.reading.places import Place
from mailproc.reading.views import View

_SAID_MODALITY = re.compile(r"\bMOD(?:ALIDAD|AL\.|\.) ?:? ?\d{2}\b")
# What stands where a registro does, however it was read.
_GARBLED = re.compile(r"\bPATRONAL\W{1,3}([A-Z0-9]{8,12})[,)]")
# Letters after a label in running text within which its registro begins.
_REACH = 20
# In heights of a registro: how far apart rows of a list stand at most.
_ROWS = 4.0
_NOUN = r"(?:PATRON(?:ES)?|EMPLEADORES|REGISTROS(?: PATRONALES)?)"
_COUNTED = re.compile(
    rf"\bTOTAL(?: DE| DEL?)? {_NOUN}[A-Z ]{{0,20}}[:.\s]+(\d{{1,2}})\b"
    rf"|\b{_NOUN}[A-Z ]{{0,10}} \d{{1,2}} ?(?:DE|/) ?(\d{{1,2}})\b"
)


def has_unread(views: Sequence[View], slots: Sequence[Place], rows: Sequence[Row]) -> bool:
    """Whether a row was seen but not wholly read: a name lacks where names have a label, something stands in line
    below the head of the registro column that was read as no registro, or names, modalities or a total say that
    there are more. `slots` are what labels claim."""
    if any(view.captions for view in views):
        return False
    named = any(label.field == "employer" for view in views for label in view.labels)
    nameless = named and any(row.company is None and row.tense is not Tense.PAST for row in rows)
    if nameless or _tell_of_more(views, slots, rows):
        return True
    if any(_counts_more(view, rows) or _has_more_modalities(view, rows) for view in views):
        return True
    read = [(place.page, place.box) for row in rows for place in row.places]
    short = [(place.page, place.box) for row in rows if len(row.registro.value) == SHORT for place in row.places]
    if any(
        _lost_in_text(view, read, len(rows)) or _lost_beside(view, short) or _lost_in_column(view, read)
        for view in views
    ):
        return True
    for view in views:
        for label in view.labels:
            if label.field != "registro" or not (label.share >= 0.6 or (label.opens and not label.closes)):
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


def _lost_in_column(view: View, read: Sequence[tuple[int, Box]]) -> bool:
    """Whether a number as long as a registro begins at the same x as one that was read, a few lines over or under it,
    and no label claims it: a list's row that was not understood."""
    for segment in view.chart.segments:
        for kind, one in candidates_in(segment.text):
            box = segment.box_of(one.start, one.end)
            if kind != "registro" or any(page == view.chart.page and _meets(box, own) for page, own in read):
                continue
            # The list may go on on the next page.
            near = any(
                abs(own.x0 - box.x0) <= 0.8 * own.height
                and (page + 1 == view.chart.page or page == view.chart.page)
                and (page != view.chart.page or 0 < abs(own.y0 - box.y0) <= _ROWS * own.height)
                for page, own in read
            )
            claimed = any(in_row(label.box, box) and label.box.x1 <= box.x1 for label in view.labels) or any(
                label.field not in OF_EMPLOYERS
                and 0 <= drop(label.box, box) <= box.height
                and in_column(label.box, box)
                for label in view.labels
            )
            if near and not claimed:
                return True
    return False


def _lost_beside(view: View, short: Sequence[tuple[int, Box]]) -> bool:
    """Whether more of a registro of eight characters stands in the next box."""
    return any(
        is_torn(view.chart.segments, index)
        and any(page == view.chart.page and same_place(box, segment.box) for page, box in short)
        for index, segment in enumerate(view.chart.segments)
    )


def _lost_in_text(view: View, read: Sequence[tuple[int, Box]], rows: int) -> bool:
    """Whether running text has a label of a registro after which none was read by anybody, or more modalities than
    there are registros: a line between is lost."""
    said = [_SAID_MODALITY.findall(one.text) for one in view.chart.segments if one.lines > 1]
    if sum(map(len, said)) > rows:
        return True
    for segment in view.chart.segments:
        for match in _GARBLED.finditer(segment.text):
            after = segment.box_of(*match.span(1))
            if not any(page == view.chart.page and _meets(after, box) for page, box in read):
                return True
    for label in view.labels:
        if label.field != "registro" or label.segment < 0 or view.chart.segments[label.segment].lines == 1:
            continue
        segment = view.chart.segments[label.segment]
        after = segment.box_of(label.end, min(label.end + _REACH, len(segment.text)))
        told = any(char.isdigit() for char in segment.text[label.end : label.end + _REACH])
        if told and not any(page == view.chart.page and _meets(after, box) for page, box in read):
            return True
    return False


def _meets(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _tell_of_more(views: Sequence[View], slots: Sequence[Place], rows: Sequence[Row]) -> bool:
    """Whether labels lead to more modalities than there are registros, at how many places whatever, or one that comes
    again and again to more names than employers."""
    modalities = [slot for slot in slots if slot.kind == "modality"]
    if len(modalities) > sum(len(row.places) for row in rows):
        return True
    names = {slot.value for slot in slots if slot.kind == "employer"}
    labels = Counter(
        (view.chart.witness, view.chart.segments[label.segment].text[label.start : label.end])
        for view in views
        for label in view.labels
        if label.field == "employer" and label.segment >= 0
    )
    return min(len(names), max(labels.values(), default=0)) > len(rows)


def _counts_more(view: View, rows: Sequence[Row]) -> bool:
    """Whether the sheet counts its employers, and counts more: "Total de patrones: 3", "Patrón 1 de 3"."""
    said = [int(match[1] or match[2]) for one in view.chart.segments for match in _COUNTED.finditer(one.text)]
    return max(said, default=0) > len(rows)


def _has_more_modalities(view: View, rows: Sequence[Row]) -> bool:
    """Whether a modality stands in the column of those of the rows, in no row's line."""
    read = [place.box for row in rows for place in row.places if place.page == view.chart.page]
    cells = [one.box for one in view.chart.segments if one.text in MODALITIES]
    own = [cell for cell in cells if any(in_row(cell, box) for box in read)]
    return any(
        abs(cell.x0 - other.x0) <= cell.height / 2 and abs(cell.y0 - other.y0) <= _ROWS * cell.height
        for cell in cells
        if not any(in_row(cell, box) for box in read)
        for other in own
    )
