"""Lines that as a whole state the right to care or the estado: a badge, or a line below the name.

One beside other text is a table's cell, unless that is the paper's title; one below a relative is that one's.
"""

import re
from collections.abc import Sequence

from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, in_row
from mailproc.reading.places import Place, told_at
from mailproc.reading.sayings import CARE, is_stressed
from mailproc.reading.views import View
from mailproc.reading.vocabulary import NO, YES, state_at
from mailproc.reading.zones import TITULAR, relations

# A line that is a statement as a whole: "VIGENTE: SÍ TIENE DERECHO AL SERVICIO MÉDICO". What could be a label or a
# heading as well ("CON DERECHO AL SERVICIO MÉDICO", "VIGENCIA DE DERECHOS") is none.
_WHO = (
    r"(?:(?:USTED|(?:EL|LA)\s(?:PERSONA\s)?(?:ASEGURAD[OA]|TITULAR|TRABAJADORA?|DERECHOHABIENTE|ESTUDIANTE|PACIENTE))"
    r"\s(?:SE\sENCUENTRA\s|ESTA\s)?)?"
)
_MEDICAL = r"(?:MEDIC[OA]S?|DE\sSALUD)"
_STATUS = re.compile(
    r"\W*(?:(?:VIGENCIA|ESTADO|ESTATUS|SITUACION|CONDICION|RESPUESTA)(?:\sACTUAL|\sDEL?(?:\sLOS)?\sDERECHOS?)?"
    rf"\s?[:–—-]\s*)?{_WHO}(?:SE\sENCUENTRA\s)?"
    r"(?:(?P<state>(?:NO\s)?VIGENTE|(?:DAD[OA]\sDE\s|EN\s)?BAJA)\b[\s:,.;(–—-]*(?:Y\s)?)?"
    r"(?P<right>(?:(?P<yes>SI)\s|(?P<no>NO\s))?(?:TIENE(?P<you>S)?|CUENTA(?P<you_too>S)?\sCON|GOZA\sDE)\s|CON\s|SIN\s)"
    rf"(?:DERECHOS?(?:\sVIGENTES?)?(?:\sA(?:L|\sLA|\sLOS|\sLAS)?(?:\sRECIBIR)?\s{CARE}(?:\s{_MEDICAL})?)?"
    rf"|(?:EL\s)?(?:SERVICIO|ATENCION|COBERTURA)\s{_MEDICAL}(?:\sVIGENTE)?)"
    r"(?:\sEN\s(?:EL\s|ESTE\s)?(?:IMSS|INSTITUTO|SU\sUNIDAD|SU\sCLINICA))?\W*"
)
_RIGHT_STANDS = re.compile(
    rf"\W*(?:EL|SU|TU)\sDERECHO\sA(?:L|\sLA|\sLOS|\sLAS)?\s{CARE}(?:\s{_MEDICAL})?"
    r"\s(?P<right>(?P<no>NO\s)?(?:ESTA|SE\s(?:ENCUENTRA|MANTIENE)))\sVIGENTE\W*"
)
_TICKS = "✓✔☑"
_RIGHTS_STAND = re.compile(
    r"\W*(?:LOS|SUS)\sDERECHOS"
    r"(?:\sDEL?(?:\sLA)?\s(?:PERSONA\s)?(?:ASEGURAD[OA]|TITULAR|DERECHOHABIENTE|TRABAJADORA?|ESTUDIANTE|PACIENTE))?\s(?:ESTAN|SE\s(?:ENCUENTRAN|HALLAN|MANTIENEN))\s"
    r"(?P<state>VIGENTE)S\W*"
)
_TITLE = re.compile(r"\b(?:CONSTANCIA|COMPROBANTE|REPORTE|CERTIFICADO|VIGENCIA DE DERECHOS)\b")
# As good as a value beside its label.
_RANK = 1


def stated(views: Sequence[View]) -> list[Place]:
    """What such lines of the views say of `vigente` and `estado`."""
    places: list[Place] = []
    for view in views:
        segments = view.chart.segments
        for at, segment in enumerate(segments):
            if segment.lines > 1 or not is_statement(segment):
                continue
            row = [one for one in segments if one is not segment and in_row(one.box, segment.box)]
            if any(_is_of_relative(one) for one in segments[:at]) or not all(
                _TITLE.search(one.text) for one in row
            ):
                continue
            for field in ("vigente", "estado"):
                found = _said(segment, field)
                if found is not None:
                    told_at(places, view, segment, found, kind=field, rank=_RANK)
    return places


def _is_of_relative(segment: Segment) -> bool:
    return any(relations().get(squeeze(word), TITULAR) != TITULAR for word in segment.text.split())


def is_statement(segment: Segment) -> bool:
    """Whether the segment as a whole states the right or the estado of whom the sheet is about."""
    return bool(_said(segment, "vigente") or _said(segment, "estado"))


def _said(segment: Segment, field: str) -> Candidate | None:
    """What such a line says of the field (vigente, estado); None of any other segment, and where it contradicts
    itself."""
    if "?" in segment.text or "¿" in segment.text:
        return None
    match = _STATUS.fullmatch(segment.text)
    if match is None:
        return _standing(segment, field)
    state, right = match["state"] or "", match["right"].split()[0]
    # "Tienes derecho …" may go on with a condition, "El asegurado tiene derecho …" may be the law's.
    spoken = (match["you"] or match["you_too"]) and segment.text.endswith((".", "!"))
    told = right in {"SI", "NO", "SIN"} or state or spoken
    ticked = segment.text[0] in _TICKS
    holds = right not in {"NO", "SIN"}
    # "si" without an accent, in small letters, makes a condition.
    condition = right == "SI" and not is_stressed(segment, match.start("yes"))
    if condition or not (told or ticked) or (state and holds != (state == "VIGENTE")):
        return None
    if field == "vigente":
        return Candidate(YES if holds else NO, *match.span("right"))
    known = state_at(state) if state else None
    return Candidate(known[0], *match.span("state")) if known is not None else None


def _standing(segment: Segment, field: str) -> Candidate | None:
    """Of "Sus derechos están vigentes" the estado, of "Su derecho al servicio médico está vigente" the right."""
    if field == "estado":
        stand = _RIGHTS_STAND.fullmatch(segment.text)
        return Candidate("VIGENTE", *stand.span("state")) if stand is not None else None
    one = _RIGHT_STANDS.fullmatch(segment.text)
    return Candidate(NO if one["no"] else YES, *one.span("right")) if one is not None else None
