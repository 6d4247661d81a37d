"""Whether a label of the right is all that is asked in its line, or a piece of another question.

"Sin derecho", "Renuncia al servicio médico", "Servicio médico escolar" hold the label's words and ask something else.
"""

import re

from rapidfuzz import fuzz

from mailproc.reading.answers import asks, is_about
from mailproc.reading.folding import squeeze
from mailproc.reading.labels import SECTIONS, Label
from mailproc.reading.layout import Segment, drop, in_row
from mailproc.reading.reports import RELATIVE
from mailproc.reading.views import View
from mailproc.reading.vocabulary import NO, YES, state_at
from mailproc.reading.wrapping import is_aligned

# What a label of the right may end in, and how near to it what an engine hears of that.
_TAIL, _ALIKE = "ALOSSERVICIOSMEDICOSATENCIONMEDICA", 80


def is_of_another_right(view: View, label: Label) -> bool:
    """Whether what stands before a label of the right in its line makes another question of it: "Sin derecho",
    "Renuncia al servicio médico", "Beneficiarios con derecho"."""
    if label.field != "vigente" or label.segment < 0 or view.chart.segments[label.segment].lines > 1:
        return False
    if label.start and answers_another(view, view.chart.segments[label.segment]):
        return True
    clause = re.split(r"[.:;?¿,|()]", view.chart.segments[label.segment].text[: label.start])[-1]
    words = clause.split()
    if not words or any(char.isdigit() for char in clause) or is_about(clause):
        return False
    if words[-1] in {"SIN", "NI"} or RELATIVE.search(clause):
        return True
    if words[-1] == NO:
        # "No cuenta con derecho: SI"
        return re.search(r"[:=?]\s*(?:SI|NO)\b", view.chart.segments[label.segment].text[label.end :]) is not None
    # Before longer clauses and values of other fields the label is a phrase's or the next cell.
    return len(words) <= 2 and words[-1] != YES and state_at(clause.strip()) is None


def ends_as_it_asks(view: View, label: Label) -> bool:
    """Whether what follows a label of the right in its line, up to the next, is of the right too: not "Servicio médico
    | escolar"."""
    if label.segment < 0:
        return True
    after = [one for one in view.inside(label.segment) if one.start >= label.end and one.field not in SECTIONS]
    starts = [one.start for one in after]
    rest = view.chart.segments[label.segment].text[label.end : min(starts, default=None)]
    rest = re.split(r"[:?(]", rest)[0].strip(" .)*-–—")
    whole = squeeze(rest)
    if RELATIVE.search(rest) or (starts and rest in {"A", "AL", "DE", "DEL", "EN", "PARA"}):
        return False
    return not whole or is_about(rest) or fuzz.partial_ratio(whole, _TAIL) >= _ALIKE


def answers_another(view: View, segment: Segment) -> bool:
    """Whether the segment stands just under a question for something else than the right, alone in its row."""
    height = segment.box.height / segment.lines
    return any(
        one.text.endswith("?")
        and drop(one.box, segment.box) <= height
        and is_aligned(one.box, segment.box)
        and not asks(one.text.strip("¿? "))
        and not any(there is not one and in_row(there.box, one.box) for there in view.chart.segments)
        for one in view.chart.segments
        if one is not segment
    )
