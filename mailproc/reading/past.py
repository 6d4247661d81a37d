"""Whether an employer on the sheet is a former one: only those through whom the right exists now count.

What says so is the label or heading that the registro stands under ("Último patrón", "Patrones anteriores"), a cell
of its row ("BAJA", a date under "Fecha de baja"), or the sentence it stands in ("laboró para …"). A verb may be meant
otherwise, so that it only makes doubt.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from mailproc.reading.candidates import candidates_in
from mailproc.reading.folding import fold
from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place
from mailproc.reading.places import Place
from mailproc.reading.views import View


class Tense(Enum):
    """When an employer was one."""

    PRESENT = "present"
    UNCLEAR = "unclear"
    PAST = "past"


_NOUN = (
    r"(?:PATRON(?:ES)?|EMPLEADOR(?:A|ES)?|EMPRESAS?|REGISTROS? PATRONAL(?:ES)?|REG\.? PAT\w*\.?"
    r"|RELACION(?:ES)? LABORAL(?:ES)?|EMPLEOS?|TRABAJOS?)"
)
_FORMER = (
    r"(?:ULTIM[OA]S?|ULT\.|ANTERIOR(?:ES)?|PREVI[OA]S?|PASAD[OA]S?|ANTIGU[OA]S?|INACTIV[OA]S?|CONCLUID[OA]S?"
    r"|TERMINAD[OA]S?|HISTORIC[OA]S?|(?:DADOS? |EN )?(?:DE )?BAJA)"
)
_NOW = r"(?:ACTIV[OA]S?|ACTIV[OA]\(S\)|VIGENTES?|ACTUAL(?:ES)?|PRESENTES?)"
# Words of the grammar that stand between an adjective and its noun: "patrón con el que está vigente".
_BETWEEN = (
    r"(?:\s(?:Y|O|U|DEL?|LA|EL|LOS|NUMERO|NUM\.?|NO\.?|LABORAL(?:ES)?|CON|SE|ENCUENTRAN?|ESTAN?|QUE|ES|SON|RELACION"
    r"|CUAL|CUALES))*"
)
_PAST = re.compile(
    rf"\b{_FORMER}{_BETWEEN}\s{_NOUN}(?!\w)|\b{_NOUN}(?:\(ES\))?{_BETWEEN}\s{_FORMER}(?!\w)|\bEX[- ]?PATRON"
    r"|\bHISTORIAL\b|\bULT\.?[ _-]{0,2}PAT"
)
_PRESENT = re.compile(rf"\b{_NOW}{_BETWEEN}\s{_NOUN}\b|\b{_NOUN}(?:\(ES\))?{_BETWEEN}\s{_NOW}")
_ENROLLED = r"(?:DAD[OA]S? DE ALTA|INSCRIT|AFILIAD|REGISTRAD|INCORPORAD|ASEGURAD|EXPEDID|EMITID)"
_ENDED = re.compile(
    rf"\b(?:FUE(?:RON)?(?! {_ENROLLED})|ERA|LABORO|LABORABA|TRABAJABA|COTIZO|ESTUVO|TUVO|PRESTO|BAJA(?! CALIFORNIA)"
    r"|DEJO|CESO|CONCLUYO|ULTIM[OA]|ANTERIOR(?:MENTE)?)\b"
)
_OVER = re.compile(r"(?:BAJA|DADO DE BAJA|DE BAJA|INACTIV[OA]|CONCLUID[OA]|TERMINAD[OA]|NO VIGENTE)")
_LEFT = re.compile(r"\b(?:BAJA|TERMINO|FIN|HASTA|CONCLUSION|SEPARACION)\b")
_NONE = re.compile(
    r"(?:\bSIN|\bNO (?:TIENE|CUENTA CON|HAY|EXISTEN?|REGISTRA|SE (?:ENCONTR|REGISTR|LOCALIZ)\w+|APARECEN?)"
    r"|\bNINGUN[OA]?)"
    rf"(?:\s\w+)?\s{_NOUN}\b(?! (?:ANTERIOR|PREVI))"
)
_EMPTY = re.compile(r"[\W_]*(?:SIN|NINGUN[OA]?|NO HAY|NO TIENE|NO APLICA|NO REGISTRA)\b")
# A heading or a label is no longer than this; how far above its value a label of its own stands, in its heights.
_LONGEST = 60
_NEAR, _LEADING = 3.5, 0.6
_BREAK = re.compile(r"(?<=[A-Z)\d]{2})\.\s(?=[A-Z])|;\s")


def tense_of(views: Sequence[View], place: Place) -> Tense:
    """Of one registro, or of a name beside a label, as far as any witness tells."""
    told = [_told(view, place) for view in views if view.chart.page == place.page]
    return next((one for one in (Tense.PAST, Tense.UNCLEAR) if one in told), Tense.PRESENT)


def denies(views: Sequence[View]) -> bool:
    """Whether the sheet says that nobody employs the person now."""
    for view in views:
        for segment in view.chart.segments:
            if _NONE.search(segment.text) and not _PAST.search(segment.text):
                return True
            heading = _PRESENT.match(segment.text) if segment.lines == 1 else None
            if heading is not None and _EMPTY.match(segment.text, heading.end()):
                return True
    return False


def _told(view: View, place: Place) -> Tense:
    own = _own(view, place)
    if own is not None:
        segment, start, end = own
        said = _in_clause(segment, start, end)
        if said is not None or segment.lines > 1:
            return said or Tense.PRESENT
    if _is_over(view, place):
        return Tense.PAST
    heading = next((text for text in _headings(view, place) if _PAST.search(text) or _PRESENT.search(text)), "")
    return Tense.PAST if _PAST.search(heading) and not _PRESENT.search(heading) else Tense.PRESENT


def _own(view: View, place: Place) -> tuple[Segment, int, int] | None:
    """The segment in which the value stands, and where in it."""
    for segment in view.chart.segments:
        if not same_place(segment.box, place.box):
            continue
        for kind, one in candidates_in(segment.text):
            if kind == place.kind and same_place(segment.box_of(one.start, one.end), place.box):
                return segment, one.start, one.end
        said = segment.text.find(fold(place.value)) if place.kind == "employer" else -1
        if said >= 0:
            return segment, said, said + len(place.value)
    return None


def _in_clause(segment: Segment, start: int, end: int) -> Tense | None:
    """What the registro's own sentence says, None where nothing."""
    text = segment.text
    others = [(one.start, one.end) for kind, one in candidates_in(text) if kind == "registro"]
    begin = max((stop for _, stop in others if stop <= start), default=0)
    breaks = [match.end() for match in _BREAK.finditer(text)]
    begin = max([begin, *(at for at in breaks if at <= start)])
    stop = min([len(text), *(at for at in breaks if at > end), *(at for at, _ in others if at >= end)])
    before, after = text[begin:start], text[end:stop]
    if _PRESENT.search(before):
        return None
    if _PAST.search(before):
        return Tense.PAST
    return Tense.UNCLEAR if _ENDED.search(before) or _ENDED.search(after) else None


def _is_over(view: View, place: Place) -> bool:
    """Whether a cell of the registro's row says that it has ended, or holds a date under such a head."""
    for segment in view.chart.segments:
        if segment.lines > 1 or not in_row(segment.box, place.box):
            continue
        if _OVER.fullmatch(segment.text.strip(" .:;()")):
            return True
        for kind, one in candidates_in(segment.text):
            if kind != "date":
                continue
            box = segment.box_of(one.start, one.end)
            heads = [
                other
                for other in view.chart.segments
                if other.lines == 1 and len(other.text) <= _LONGEST and in_column(other.box, box)
                and drop(other.box, box) < float("inf") and not candidates_in(other.text)
            ]  # fmt: skip
            nearest = max(heads, key=lambda other: other.box.y1, default=None)
            words = segment.text[: one.start] + " " + (nearest.text if nearest is not None else "")
            if _LEFT.search(words):
                return True
    return False


def _headings(view: View, place: Place) -> Iterator[str]:
    """Labels and headings over which the registro stands, the nearest first: to its left in its row, then above. A
    label with a registro of its own is not its."""
    box = place.box
    short = [one for one in view.chart.segments if one.lines == 1 and len(one.text) <= _LONGEST]
    bare = [one for one in short if not _numbered(one)]
    for segment in sorted(bare, key=lambda one: -one.box.x1):
        if in_row(segment.box, box) and segment.box.x1 <= box.x0 + 0.6 * box.height:
            yield _whole(segment, bare)
    for segment in sorted(bare, key=lambda one: -one.box.y1):
        gap = drop(segment.box, box)
        if gap == float("inf") or in_row(segment.box, box):
            continue
        beside = any(
            in_row(one.box, segment.box) and one.box.x0 > segment.box.x0 and _numbered(one) for one in short
        )
        near = gap <= _NEAR * segment.box.height and in_column(segment.box, box)
        over = segment.box.x0 <= box.x0 + box.height and not beside
        if near or over:
            yield segment.text


def _whole(segment: Segment, others: Sequence[Segment]) -> str:
    """A label with the lines of its cell over and under it."""
    lines = [
        one
        for one in others
        if abs(one.box.x0 - segment.box.x0) < segment.box.height
        and min(drop(one.box, segment.box), drop(segment.box, one.box)) <= _LEADING * segment.box.height
    ]
    return " ".join(one.text for one in sorted([*lines, segment], key=lambda one: one.box.y0))


def _numbered(segment: Segment) -> bool:
    return any(kind == "registro" for kind, _ in candidates_in(segment.text))
