"""What the head of a table's column asks: a row of people may answer more than one question."""

import re
from collections.abc import Sequence
from itertools import combinations

from mailproc.reading.answers import asks
from mailproc.reading.labels import Label
from mailproc.reading.layout import around, drop, in_column, in_row
from mailproc.reading.model import Box
from mailproc.reading.views import View

# What a table of people has columns of.
_OF_PEOPLE = frozenset({"name", "given", "curp", "relation", "agregado", "birth", "sex"})
# In heights of a head: between its lines.
_LEADING = 0.4
_ANSWER = re.compile(r"\W*(?:SI|NO|S|N)\W*")
# A head that tells what may be answered says nothing of what is asked.
_OPTIONS = re.compile(r"\W*(?:SI|S)\s?[/|-]\s?(?:NO|N)\W*")
# What only the narrow head of a table of people leaves unsaid: "At. méd.", "¿Servicio?", "DER-SM", "¿Vigente?".
_SHORT = re.compile(
    r"(?:AT|ATN|ATENC|SERV|S)[.\s]+MED\w*\.?|SERVICIOS?|ATENCION|(?:C/|CON )?D(?:ER(?:ECHO)?)?[-.\s]*(?:S\.?M\.?)?"
    r"|S\.?M\.?|D\.?H\.?|C/D|(?:ESTA |SE ENCUENTRA )?VIG(?:ENTE|\.)?(?: HOY)?"
    r"|VIGENCIA|VIGENTES|ESTATUS|SITUACION|DERECHOHABIENTE|(?:ACTIV|AMPARAD|CUBIERT|PROTEGID)[OA]|COVERED|ENTITLED"
)


def asked_in_column(views: Sequence[View], page: int, box: Box) -> bool | None:
    """Whether the column in which the answer at `box` stands asks for the right to care; None where nothing heads
    it. One witness who understood the head is enough."""
    told = {_asked(view, box) for view in views if view.chart.page == page}
    return True if True in told else False if False in told else None


def _asked(view: View, box: Box) -> bool | None:
    row = heads_over(view, box)
    if not row:
        return None
    band = around([label.box for label in row])
    labels = [label for label in view.labels if in_row(label.box, band) and in_column(label.box, box)]
    words = [
        _words_over(view, at, box)
        for at, one in enumerate(view.chart.segments)
        if in_column(one.box, box)
        and drop(one.box, box) < float("inf")
        and max(band.y0 - one.box.y1, one.box.y0 - band.y1) <= _LEADING * one.box.height
        and not _ANSWER.fullmatch(one.text)
    ]
    said = [text for text in words if text and not _OPTIONS.fullmatch(text)]
    if any(label.field == "vigente" for label in labels) or _asks(" ".join(said)):
        return True
    return False if labels or said else None


def _asks(text: str) -> bool:
    return asks(text) or _SHORT.fullmatch(text) is not None


def _words_over(view: View, index: int, box: Box) -> str:
    """What of the segment stands over the box: heads that were read as one run are parted by their labels."""
    segment = view.chart.segments[index]
    found = [
        start for token, start in zip(segment.tokens, segment.starts, strict=True) if in_column(token.box, box)
    ]
    if not found:
        return ""
    inside = [label for label in view.inside(index) if not in_column(label.box, box)]
    begin = max((label.end for label in inside if label.end <= found[0]), default=0)
    end = min((label.start for label in inside if label.start > found[0]), default=len(segment.text))
    return segment.text[begin:end].strip(" ¿?:")


def heads_over(view: View, box: Box) -> list[Label]:
    """The labels of the nearest row of heads over the box: two or more, that no value follows."""
    labels = [
        label
        for label in view.labels
        if label.field in _OF_PEOPLE and label.segment >= 0 and drop(label.box, box) < float("inf")
        and not _is_told(view, label)
    ]  # fmt: skip
    pairs = [
        (one, two) for one, two in combinations(labels, 2) if one.field != two.field and in_row(one.box, two.box)
    ]
    lowest = max((one for one, _ in pairs), key=lambda one: one.box.y0, default=None)
    return [one for one in labels if lowest is not None and in_row(one.box, lowest.box)]


def _is_told(view: View, label: Label) -> bool:
    """Whether the label leads to a value in its own line."""
    segment = view.chart.segments[label.segment]
    return segment.lines > 2 or ":" in segment.text[label.end :] or any(char.isdigit() for char in segment.text)
