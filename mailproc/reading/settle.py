"""Texts that are labels on one sheet and values on another: settled by what stands around them.

"CON DERECHO" is a label beside SI or NO, and a value of `estado`.
"""

from dataclasses import replace

from mailproc.reading.labels import Label
from mailproc.reading.layout import drop, in_column, in_row, same_place
from mailproc.reading.model import Box
from mailproc.reading.views import View, reaches
from mailproc.reading.vocabulary import only_leads, parse_yes_no

_LENGTH = len("CONDERECHO")
# "Estado  CON DERECHO   UMF  013" is a row of pairs: so many labels in it are no row of heads yet.
_HEADS = 2


def settled(view: View) -> View:
    """The view without labels that are values here."""
    kept = tuple(label for label in view.labels if not _is_state(view, label))
    return view if len(kept) == len(view.labels) else replace(view, labels=kept)


def _is_state(view: View, label: Label) -> bool:
    if label.field != "vigente" or label.length != _LENGTH:
        return False
    if is_in_row_of_heads(view, label):
        return False
    asking = [other for other in view.labels if other.field == "estado" and _asks(view, other, label)]
    if not asking:
        return False
    beside = any(in_row(other.box, label.box) for other in asking)
    alone = beside and not _heads_columns(view, label)
    where = {"run", "right"} if alone else {"run", "right", "below"}
    answers = [reach for reach in reaches(view, label) if reach.how in where and parse_yes_no(reach)]
    return not any(not _answers_another(view, label, reach.box) for reach in answers)


def is_in_row_of_heads(view: View, label: Label) -> bool:
    """Whether labels with no colon stand in the label's row: "Agregado | Estado | Con derecho"."""
    row = [other for other in view.labels if other.opens and in_row(other.box, label.box) and other.segment >= 0]
    plain = [one for one in row if view.chart.segments[one.segment].text[one.end :].lstrip()[:1] != ":"]
    return len({one.field for one in plain} - {label.field}) > _HEADS


def _heads_columns(view: View, label: Label) -> bool:
    """Whether SI or NO straight below stands in a row with a value left of it, and no label: then the label and what
    stands beside it are heads of columns."""
    below = [reach.box for reach in reaches(view, label) if reach.how == "below" and parse_yes_no(reach)]
    return any(
        in_row(one.box, box)
        and one.box.x1 <= box.x0
        and not any(same_place(at.box, one.box) for at in view.labels)
        for one in view.chart.segments
        for box in below
    )


def _answers_another(view: View, label: Label, answer: Box) -> bool:
    """Whether a SI or NO beside the label stands under another one that asks for it."""
    return any(
        other is not label
        and other.field == "vigente"
        and not in_row(other.box, answer)
        and in_column(other.box, answer)
        and (drop(answer, other.box) if view.captions else drop(other.box, answer)) <= 2.6 * other.box.height
        for other in view.labels
    )


def _asks(view: View, state: Label, label: Label) -> bool:
    """Whether the estado's label stands just before, left of, above or (as a caption) below."""
    if state.segment == label.segment and state.segment >= 0:
        between = view.chart.segments[state.segment].text[state.end : label.start]
        near = len(between.strip(" .:_-–")) <= 8 or only_leads(between)
        return label.start - state.end >= 0 and near
    height = label.box.height
    if in_row(state.box, label.box):
        return state.box.x1 <= label.box.x0 + height
    gap = drop(label.box, state.box) if view.captions else drop(state.box, label.box)
    return in_column(state.box, label.box) and gap <= 2.6 * height
