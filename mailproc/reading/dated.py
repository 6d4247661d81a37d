"""Whose a date is: a sheet shows several, and only one of them is its date of issue.

Every date is claimed by the words before it in its own line, or by a label beside or over it; a label owns the
date that stands nearest to it and no other. Labels that nobody listed claim too: what ends in a colon or speaks
of a date is a label, and its date is nobody else's. Two claims that are as good as one another leave the date
`contested`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailproc.reading.candidates import candidates_in
from mailproc.reading.datelabels import FIELDS, OTHER, is_of_another_paper, is_one, labels_of_dates
from mailproc.reading.labels import SECTIONS, Label
from mailproc.reading.layout import drop, in_column, in_row, same_place
from mailproc.reading.loose import FIRM, has_loose
from mailproc.reading.model import Box
from mailproc.reading.owners import IN_PROSE, rank_of
from mailproc.reading.places import Place
from mailproc.reading.under import is_set_over
from mailproc.reading.views import View

_HEAD = 4
# Letters of a phrase between a label and its date in one sentence.
_PHRASE = 45
# In heights: the gap to the next line of one value.
_LEADING = 0.75

# What is said just before a date in a sentence.
_SAID = (
    (
        "valid_until",
        re.compile(r"(?:\b(?:HASTA|VENCE|VENCIMIENTO|TERMINA)|HASTAEL)[\s:.]*(?:EL(?: DIA)?|EN)?[\s:]*$"),
    ),
    ("birth", re.compile(r"\bNACI(?:D[OA]|O|MIENTO)\b[^.;:]{0,30}[:\s]*$")),
    ("movement_date", re.compile(r"\b(?:ALTA|BAJA|REINGRESO|MOVIMIENTO|DESDE|INGRESO)\b[^.;:]{0,12}[:\s]*$")),
    (
        "issued",
        re.compile(
            r"(?:\bEXPEDID[OA]|\bEXPIDE|\bEXTIENDE|\bEXTENDID[OA]|\bEMITE|\bEMITID[OA]|\bELABORAD[OA])\b"
            r"(?!.*\b(?:HASTA|VIGENCIA|NACI))[^;:]{0,90}:?\s?$"
        ),
    ),
    (
        "printed",
        re.compile(
            r"(?<!ULTIMA )(?<!PROXIMA )\b(?:CONSULTA(?! MEDIC| EXTERN)|(?:CONSULTAD|GENERAD|IMPRES|DESCARGAD)[OA])\b"
            r"[^.;:]{0,60}\b(?:EL|AL)(?: DIA)?\s?$"
        ),
    ),
)
# The states of the republic, whole and as they are abbreviated after a town.
_STATE = (
    r"(?:AGUASCALIENTES|AGS|BAJA CALIFORNIA(?: SUR)?|B\.? ?C\.?(?: ?S)?|CAMPECHE|CAMP|CHIAPAS|CHIS|CHIHUAHUA|CHIH"
    r"|CIUDAD DE MEXICO|CDMX|COAHUILA(?: DE ZARAGOZA)?|COAH|COLIMA|COL|DISTRITO FEDERAL|D\.? ?F|DURANGO|DGO|GUANAJUATO"
    r"|GTO|GUERRERO|GRO|HIDALGO|HGO|JALISCO|JAL|(?:ESTADO DE )?MEXICO|EDO\. (?:DE )?MEX|MEX|MICHOACAN(?: DE OCAMPO)?"
    r"|MICH|MORELOS|MOR|NAYARIT|NAY|NUEVO LEON|N\.? ?L|OAXACA|OAX|PUEBLA|PUE|QUERETARO|QRO|QUINTANA ROO|Q\.? ?ROO"
    r"|SAN LUIS POTOSI|S\.? ?L\.? ?P|SINALOA|SIN|SONORA|SON|TABASCO|TAB|TAMAULIPAS|TAMPS|TLAXCALA|TLAX|VERACRUZ|VER"
    r"|YUCATAN|YUC|ZACATECAS|ZAC)"
)
# "a los 12 días del mes de …" is how papers end, "Tuxtla Gutiérrez, Chiapas, a 12 de …" how letters begin.
_CLOSING = re.compile(r"[\w() ]{1,30}?\s?DIAS?\s?DEL\s?MES\b")
_DAY = r"(?:LUNES|MARTES|MIERCOLES|JUEVES|VIERNES|SABADO|DOMINGO)"
_DATELINE = re.compile(
    rf"^[^:;\d]{{3,60}}[,;]\s?A(?: LOS)?\s?$"
    rf"|^(?:[^:;\d]{{2,50}},\s?)?{_STATE}\.?[,;]?\s?(?:(?:A|EL|AL|DIA|EL DIA)\b\s?)?(?:{_DAY},?\s?)?$"
)
_IDLE = re.compile(
    r"^[\s,.:;()|_–-]*(?:(?:EL|DIA|A|LOS|DE|LUNES|MARTES|MIERCOLES|JUEVES|VIERNES|SABADO|DOMINGO)\b[\s,.:]*)*$"
)


@dataclass(frozen=True, slots=True)
class _Claim:
    rank: int
    distance: float
    label: Label | None
    field: str
    date: int


def claim_dates(views: Sequence[View], places: Sequence[Place]) -> None:
    """Sets `label`, `rank` and `contested` of the dates among one page's places."""
    dates = [place for place in places if place.kind == "date"]
    if not dates:
        return
    claims = [claim for view in views for claim in (*_spoken(view, dates), *_stamped(view, dates))]
    settled = {claim.date for claim in claims}
    used = [claim.label for claim in claims if claim.label is not None]
    bare = [place for at, place in enumerate(dates) if at not in settled]
    labels = [label for label in labels_of_dates(views, bare) if not any(is_one(label, one) for one in used)]
    for at, place in enumerate(dates):
        if at not in settled:
            claims += _beside(views, labels, place, at)
    _deal(views, dates, claims, _habit(places))


# A school's stamp, across whatever it may be.
_RECEIVED = re.compile(
    r"(?:[A-Z.]+\s){0,2}(?:RECIBID[OA]|RECIBI|RECEPCION|COTEJAD[OA]|ENTREGAD[OA])(?:\s[A-Z.]+){0,2}"
)


def _stamped(view: View, dates: Sequence[Place]) -> Iterator[_Claim]:
    """Claims of a stamp's word that stands just over or under its date, askew or not."""
    for segment in view.chart.segments:
        if _RECEIVED.fullmatch(segment.text) is None:
            continue
        for at, place in enumerate(dates):
            box, height = place.box, min(segment.box.height, place.box.height)
            apart = max(box.y0 - segment.box.y1, segment.box.y0 - box.y1)
            if segment.box.x0 < box.x1 and box.x0 < segment.box.x1 and apart <= height:
                yield _Claim(0, 0.0, None, OTHER, at)


# --- In the date's own line -------------------------------------------------------------------------------


def _spoken(view: View, dates: Sequence[Place]) -> Iterator[_Claim]:
    """Claims of the words that stand before each date in its own line."""
    for index, segment in enumerate(view.chart.segments):
        last = 0
        for kind, one in candidates_in(segment.text):
            if kind != "date":
                continue
            box = segment.box_of(one.start, one.end)
            at = next((at for at, place in enumerate(dates) if same_place(place.box, box)), None)
            if at is not None:
                said = _said(view, index, last, one.start, one.end)
                if said is not None:
                    yield _Claim(said[1], 0.0, said[2], said[0], at)
            last = one.end


def _said(view: View, index: int, begin: int, end: int, over: int) -> tuple[str, int, Label | None] | None:
    segment = view.chart.segments[index]
    before = segment.text[begin:end]
    labels = [one for one in view.inside(index) if begin <= one.start and one.end <= end]
    labels = [one for one in labels if one.field not in SECTIONS or one.field == "seal"]
    rank = IN_PROSE if segment.lines > 1 else 0
    if labels:
        between = segment.text[labels[-1].end : end]
        if is_of_another_paper(labels[-1], between):
            return OTHER, rank, labels[-1]
        if len(between) <= _PHRASE and not re.search(r"[;]|[A-Z]{4}\.\s", between) and labels[-1].field in FIELDS:
            return labels[-1].field, rank, labels[-1]
        before = between
    for field, pattern in _SAID:
        if pattern.search(before):
            return field, rank, None
    if _CLOSING.match(segment.text[end:over]):
        return "issued", rank, None
    if _IDLE.match(before) or _DATELINE.match(before.lstrip(" .,:;-–()")):
        # "TUXTLA GUTIERREZ, CHIAPAS, A": under the label of a birthplace too.
        return None
    return (OTHER, 0, None) if sum(c.isalpha() for c in before) >= 4 else None


def dateline(view: View, place: Place) -> bool:
    """Whether a town stands before the date, after whatever else its line holds: so letters are dated, and nothing
    else is."""
    for segment in view.chart.segments:
        found = candidates_in(segment.text)
        for kind, one in found:
            if kind == "date" and same_place(segment.box_of(one.start, one.end), place.box):
                begin = max((other.end for _, other in found if other.end <= one.start), default=0)
                return _DATELINE.match(segment.text[begin : one.start].lstrip(" .,;-–")) is not None
    return False


# --- Beside and below labels ------------------------------------------------------------------------------


def _beside(views: Sequence[View], labels: Sequence[Label], place: Place, at: int) -> Iterator[_Claim]:
    for view in views:
        for index, segment in enumerate(view.chart.segments):
            if not same_place(segment.box, place.box) or segment.lines > 1:
                continue
            first, box = _after_a_town(view, index, place), place.box
            if first is None:
                first = index
            else:
                # It is the town that stands where the label's value does.
                box = view.chart.segments[first].box
                for label in view.inside(first) if first != index else ():
                    if label.field in FIELDS:
                        yield _Claim(0, 0.0, label, label.field, at)
            for label in labels:
                rank = rank_of(view, label, view.chart.segments[first], box)
                if rank is not None:
                    yield _Claim(rank, _distance(rank, label.box, box), label, label.field, at)


def _after_a_town(view: View, index: int, place: Place) -> int | None:
    """The line in which the place begins after which a date stands, this one or the one before; None where there is
    nothing else before the date, or something else."""
    segment = view.chart.segments[index]
    starts = [
        begin
        for token, begin in zip(segment.tokens, segment.starts, strict=True)
        if token.box.x0 >= place.box.x0 - 0.1 * place.box.height
    ]
    before = segment.text[: min(starts, default=0)]
    if before:
        return _line_before(view, index) if _DATELINE.match(before) else None
    upper = _line_before(view, index)
    over = max((label.end for label in view.inside(upper)), default=0)
    told = view.chart.segments[upper].text[over:].lstrip(" :.")
    return upper if upper != index and _DATELINE.match(told) else None


def _line_before(view: View, index: int) -> int:
    """The line that goes on in this one, for it ends with a comma just above; else this line itself."""
    box = view.chart.segments[index].box
    for other, segment in enumerate(view.chart.segments):
        near = drop(segment.box, box) <= _LEADING * box.height and in_column(segment.box, box)
        if near and segment.lines == 1 and segment.text.endswith(","):
            return other
    return index


def _distance(rank: int, label: Box, date: Box) -> float:
    """Across for a label in its row; down for one above, and how far it is from being set alike."""
    if rank == 1:
        return max(date.x0 - label.x1, label.x0 - date.x1, 0.0)
    across = min(
        abs(date.x0 - label.x0),
        abs(date.x1 - label.x1),
        abs(date.x0 + date.x1 - label.x0 - label.x1) / 2,
    )
    return min(abs(date.y0 - label.y1), abs(label.y0 - date.y1)) + across


# --- One label, one date ----------------------------------------------------------------------------------


def _habit(places: Sequence[Place]) -> set[int]:
    """Where this page's labels stand: 1 beside their values, 2 above (or below) them."""
    ranks = [place.rank for place in places if place.kind in {"nss", "curp", "agregado"} and place.label]
    beside = {0: 1, 1: 1, 2: 2}
    return {beside[rank] for rank in ranks if rank in beside}


def _deal(views: Sequence[View], dates: Sequence[Place], claims: Sequence[_Claim], habit: set[int]) -> None:
    for place in dates:
        place.label, place.rank = "", 9
    owners: list[_Claim] = []
    for claim in sorted(claims, key=lambda one: (one.rank, one.field == OTHER, one.distance)):
        taken = (
            claim.label is not None
            and claim.rank != _HEAD
            and any(one.label is not None and is_one(one.label, claim.label) for one in owners)
        )
        if not taken and not any(one.date == claim.date for one in owners):
            owners.append(claim)
            place = dates[claim.date]
            place.label, place.rank = claim.field, claim.rank
            # Far from its label, or below one on a page whose labels stand beside their values, a date may be
            # another row's.
            place.contested = claim.distance > 0 and not _is_firm(views, claim, place, habit)
    for own in owners:
        for claim in claims:
            if claim.date != own.date or claim.field == own.field or claim.rank != own.rank:
                continue
            if claim.field == OTHER and claim.rank == 0:
                continue  # an engine that misread the label in this very line
            elsewhere = any(
                one.label is not None and claim.label is not None and is_one(one.label, claim.label)
                for one in owners
            )
            near = claim.distance <= 1.5 * own.distance + 0.5 * dates[own.date].box.height
            if near and not elsewhere:
                dates[own.date].contested = True
        if own.label is not None and own.rank in (1, FIRM) and has_loose(own.label.box, dates, own.date):
            dates[own.date].contested = True
    _contest_two(dates)


def _is_firm(views: Sequence[View], claim: _Claim, place: Place, habit: set[int]) -> bool:
    """Whether the label is where this page's labels are. Far from it, or below one on a page whose labels stand beside
    their values, a date may be another row's."""
    if claim.rank < FIRM or habit != {1} or claim.label is None:
        return claim.rank <= FIRM
    return claim.rank == FIRM and is_set_over(views, claim.label.box, place.box)


def _contest_two(dates: Sequence[Place]) -> None:
    """Two dates that are both firmly the issue's, and differ: neither is sure."""
    for field in ("issued", "printed", "valid_until"):
        firm = [place for place in dates if place.label == field and place.rank <= FIRM and not place.sealed]
        for one, other in pairwise(firm):
            if one.value != other.value and in_row(one.box, other.box):
                one.contested = other.contested = True
