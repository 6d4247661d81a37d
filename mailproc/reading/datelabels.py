"""What may own a date: the labels that are listed, what looks like one, and what stands over a date as heads do."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailproc.reading.labels import Label
from mailproc.reading.layout import Segment, around, drop, in_column, same_place
from mailproc.reading.model import Box
from mailproc.reading.places import Place
from mailproc.reading.under import is_head_of
from mailproc.reading.views import View

FIELDS = frozenset(re.findall(r"\w+", """
    issued printed dated valid_until birth birthplace movement_date movement seal other
"""))  # fmt: skip
"""Of labels that have a date for a value, or stand where one is."""
OTHER = "other"
"""The field of a date that is nothing a reading tells."""
_OF_THE_PAPER = frozenset({"issued", "printed"})


def labels_of_dates(views: Sequence[View], bare: Sequence[Place]) -> list[Label]:
    """Every label of the page that may own one of the dates that stand alone, once: listed ones, what looks like one,
    and what stands over such a date as heads do."""
    found: list[Label] = []
    for view in views:
        for label in view.labels:
            if label.field not in FIELDS or label.segment < 0 or view.chart.segments[label.segment].lines > 1:
                continue
            if _PLACE.search(view.chart.segments[label.segment].text[: label.start]):
                continue  # "Entidad federativa de nacimiento"
            after = view.chart.segments[label.segment].text[label.end :]
            field = OTHER if is_of_another_paper(label, after) else label.field
            if not any(is_one(label, one) for one in found):
                found.append(replace(label, segment=-1, field=field))
    # Who heard no label of a date may have heard what stands over it.
    alone = [place for place in bare if not any(_is_over(label.box, place.box) for label in found)]
    for view in views:
        taken = [label.box for label in view.labels] + [label.box for label in found]
        for segment in view.chart.segments:
            if not _is_unlisted(view, segment, alone) or any(same_place(segment.box, box) for box in taken):
                continue
            upper = next((one for one in found if _runs_on(one.box, segment.box)), None)
            if upper is not None:
                found[found.index(upper)] = replace(upper, box=around([upper.box, segment.box]))
                continue
            lower = next((one for one in found if _runs_on(segment.box, one.box)), None)
            if lower is not None and _UNFINISHED.search(segment.text):
                found[found.index(lower)] = replace(lower, box=around([segment.box, lower.box]))
                continue
            size = len(segment.squeezed)
            found.append(Label(_meant(segment.text), segment.box, -1, 0, 0, True, size, True, True, 1.0))
    return found


# What a label that nobody listed says of its date, by the noun or the participle in it.
_MEANT = (
    ("birth", re.compile(r"\bNACI")),
    ("valid_until", re.compile(r"\bHASTA\b|\bVENC")),
    ("movement_date", re.compile(r"\bMOV|\bALTA\b|\bBAJA\b|\bINGRESO|\bREINGRESO|\bINSCRIPCION|\bDESDE\b")),
    ("issued", re.compile(r"\b(?:EXPED|EMISION|EMITID|ELABORA|EXTENDID)\w*")),
    ("printed", re.compile(r"(?<!ULTIMA )(?<!PROXIMA )\b(?:IMPRES|CONSULTA|GENERA|DESCARGA)\w*")),
)
# What else than this paper is issued, printed, or a visit to the doctor: "Fecha de expedición de la credencial".
_OTHERS = re.compile(
    r"\s?(?:MEDICA|EXTERNA|(?:DEL?|DE LA|DE SU|DE TU)\s(?!(?:DOCUMENTO|CONSTANCIA|PRESENTE|REPORTE|COMPROBANTE|CONSULTA"
    r"|VIGENCIA|HOJA|FORMATO|INFORME|CERTIFICADO|ARCHIVO|OFICIO|IMPRESION|PDF|LA|EL|ESTE|ESTA|DERECHOS)\b)[A-Z]{3})"
)


def _meant(text: str) -> str:
    found = next(((field, match) for field, pattern in _MEANT if (match := pattern.search(text))), None)
    if found is None or (found[0] in _OF_THE_PAPER and _OTHERS.match(text, found[1].end())):
        return OTHER
    return found[0]


_UNFINISHED = re.compile(r"\b(?:DEL?|DE LA|Y|O|AL?|EN)$")


_PLACE = re.compile(r"^(?!.*\bFECHA).*\b(?:ENTIDAD|LUGAR|MUNICIPIO|PAIS|ESTADO)\b")


def _is_over(label: Box, date: Box) -> bool:
    return in_column(label, date) and drop(label, date) <= date.height


def _runs_on(label: Box, box: Box) -> bool:
    """Whether the box is the next line of the label's cell."""
    return drop(label, box) <= 0.5 * box.height and abs(label.x0 - box.x0) < box.height


def _is_unlisted(view: View, segment: Segment, alone: Sequence[Place]) -> bool:
    """A label that labels.toml does not know: it ends in a colon, speaks of a date, or stands over one as heads do."""
    text = segment.text
    if segment.lines > 1 or not 2 <= len(segment.squeezed) <= 45 or any(c.isdigit() for c in text):
        return False
    if text.endswith(":") or re.search(r"\bFECHA|\bFEC\.|\bHASTA\b|\bDESDE\b|\bNACI[MD]", text) is not None:
        return True
    return len(segment.squeezed) >= 4 and any(is_head_of(view, segment.box, place.box) for place in alone)


def is_one(label: Label, other: Label) -> bool:
    """Whether two witnesses speak of one label."""
    return label.field == other.field and same_place(label.box, other.box)


def is_of_another_paper(label: Label, after: str) -> bool:
    """Whether the words after a label say that it is the issue of something else, or a visit to the doctor: "Fecha de
    expedición de la credencial"."""
    return label.field in _OF_THE_PAPER and _OTHERS.match(after) is not None
