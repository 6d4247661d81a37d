"""Lines that as a whole state the right to care or the estado: a badge, or a line below the name.

One beside other text is a table's cell, unless that is the paper's title; one below a relative is that one's.
"""

import re
from collections.abc import Sequence

from mailproc.reading.answers import asks, is_about, is_answered
from mailproc.reading.candidates import candidates_in
from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import Candidate
from mailproc.reading.labels import SECTIONS
from mailproc.reading.layout import Segment, drop, in_row, same_place
from mailproc.reading.legends import is_other_key
from mailproc.reading.model import Witness
from mailproc.reading.names import best_splits
from mailproc.reading.places import Place, told_at
from mailproc.reading.reports import is_stressed
from mailproc.reading.sayings import CARE
from mailproc.reading.views import View
from mailproc.reading.vocabulary import NO, YES, state_at
from mailproc.reading.wrapping import is_aligned
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
_NOT_IN_FORCE = re.compile(r"(?:CON\s)?DERECHOS?\sNO\sVIGENTES?|SIN\sDERECHOS?\sVIGENTES?")
_CLAUSE = re.compile(r"[^.:;,!]+")
_POLAR = re.compile(r"\b(?:(SI)|(NO|SIN|CARECE))\b")
_FINITE = re.compile(
    r"^(?:HOY\s|ACTUALMENTE\s|USTED\s|(?:(?:EL|LA)\s)?(?:ASEGURAD[OA]|TITULAR|DERECHOHABIENTE|PACIENTE|ESTUDIANTE|PERSONA)\s)*"
    r"(?:(?:SI|NO|SIN|CARECE)\b|SE\s(?:ENCUENTRA|HALLA)\s(?:CON|SIN)\b|TIENES?\b|CUENTAS?\sCON\b|GOZAS?\sDE\b|PUEDES?\sRECIBIR\b|ESTAS?\sVIGENTE|PROCEDE\b)"
)
# "Tiene derecho a …" may be the law's.
_NOW = re.compile(r"\b(?:HOY|ACTUALMENTE|A LA FECHA|USTED|TIENES|CUENTAS|GOZAS|PUEDES|ESTAS)\b")
_LEADS_IN = re.compile(
    r"(?:RESULTADO|DICTAMEN|RESPUESTA|CONCLUSION|SITUACION|VIGENCIA|CONDICION)(?:\s(?:DE|DEL|LA|SU|CONSULTA|VERIFICACION|SOLICITUD|VIGENCIA|DERECHOS?))*"
)
_GREETS = re.compile(r"(?:HOLA|BIENVENID[OA]|ESTIMAD[OA]|BUEN[OA]S? (?:DIAS?|TARDES|NOCHES))\b")
# What takes back, or makes a condition of, what the line began with.
_ADVERSE = re.compile(
    r"\b(?:PERO|SALVO|EXCEPTO|SI|CUANDO|SIEMPRE|MIENTRAS|NO|SIN|SOLO|SOLAMENTE|UNICAMENTE|AUNQUE|NI|SUSPEND\w+|QUIEN\w*"
    r"|BENEFICIARI\w+|HIJ[OA]S?|ESPOS[OA]|FAMILIAR\w*|A PARTIR)\b"
)
_TITLE = re.compile(r"\b(?:CONSTANCIA|COMPROBANTE|REPORTE|CERTIFICADO|VIGENCIA DE DERECHOS)\b")
# As good as a value beside its label.
_RANK = 1
_NOT_HIS = frozenset({"beneficiaries", "services", "employers", "seal", "relation"})
# In heights of a line, between a line and one that leads to it.
_OVER = 1.0
# In heights of a line, between the lines of one text; and the letters of a line that may go on in the next.
_LEADING, _LONG = 0.75, 25


def stated(views: Sequence[View]) -> list[Place]:
    """What such lines of the views say of `vigente` and `estado`."""
    places: list[Place] = []
    for view in views:
        segments = view.chart.segments
        for at, segment in enumerate(segments):
            if not (is_statement(segment) or _spoken(view, segment)):
                continue
            keyed = any(is_other_key(segment, one) for one in segments if one is not segment)
            if keyed or is_answered(view, segment) or _is_led_elsewhere(view, segment):
                continue
            row = [one for one in segments if one is not segment and in_row(one.box, segment.box)]
            if any(_is_of_relative(one) for one in segments[:at]) or not all(
                _TITLE.search(one.text) for one in row
            ):
                continue
            for field in ("vigente", "estado"):
                found = _said(segment, field)
                if found is None and field == "vigente" and _begins(view, segment):
                    found = _spoken(view, segment)
                if found is not None:
                    told_at(places, view, segment, found, kind=field, rank=_RANK)
    return places


def _is_led_elsewhere(view: View, segment: Segment) -> bool:
    """Whether a line just above, set alike, leads to the segment and is nothing that a sheet says of its person: "Ramo
    de invalidez", "Si aparece la leyenda", "Beneficiarios:", a question for something else."""
    height = segment.box.height / segment.lines
    over = [
        (gap, one)
        for one in view.chart.segments
        if one is not segment
        and (gap := drop(one.box, segment.box)) <= _OVER * height
        and is_aligned(one.box, segment.box)
    ]
    above = min(over, key=lambda pair: pair[0], default=(0.0, None))[1]
    if above is None or above.text.endswith((".", "!", ";")) or asks(above.text.strip("¿?: ")):
        return False
    words = above.text.strip(" :")
    title = _TITLE.search(words) and words == above.text
    if _is_small(segment) or words.endswith("?"):
        return True
    if (
        title
        or any(map(str.isdigit, words))
        or _LEADS_IN.fullmatch(words)
        or _GREETS.match(words)
        or is_about(words)
        or is_statement(above)
    ):
        return False
    labels = [one for one in view.labels if one.opens and same_place(one.box, above.box)]
    if labels:
        return all(one.field in _NOT_HIS for one in labels)
    return not any(
        one.opens and one.field not in SECTIONS and in_row(one.box, above.box) for one in view.labels
    ) and not _is_name(view, words)


def _is_name(view: View, words: str) -> bool:
    """Whether the words are the name of somebody whose CURP the page shows."""
    curps = {
        one.value for there in view.chart.segments for kind, one in candidates_in(there.text) if kind == "curp"
    }
    parts = re.findall(r"[A-ZÑ]+", words)
    orders = [" ".join(parts[at:] + parts[:at]) for at in range(len(parts))]
    return any(best_splits(name, curp)[0] == 0 for curp in curps for name in orders)


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


def _spoken(view: View, segment: Segment) -> Candidate | None:
    """SI or NO, where the segment begins with clauses that say so in the words of the right alone ("Sí. Hoy tiene
    derecho al servicio médico", "No tiene derecho: no procede la atención"), and nothing after them takes it back."""
    text = segment.text
    if "?" in text or "¿" in text:
        return None
    told: Candidate | None = None
    bare = ""
    for clause in _CLAUSE.finditer(text):
        words = clause[0].strip()
        if words in {YES, NO}:
            bare = words
            continue
        value = _polarity(segment, clause.start() + clause[0].index(words), words) if words else None
        if value is None:
            if words and ((told is None and (bare or not _LEADS_IN.fullmatch(words))) or _ADVERSE.search(words)):
                return None
        elif (told is not None and value != told.value) or (bare and value != bare):
            return None
        elif told is None:
            told = Candidate(value, clause.start(), clause.end())
            bare = ""
    # Without a full stop it may be a label, whose answer an engine overlooked.
    whole = text[-1] in ".!" or (view.chart.witness is Witness.TEXT and not is_answered(view, segment))
    plain = told is not None and (_POLAR.search(text, 0, told.end) or (_NOW.search(text) and whole))
    return told if plain and not bare else None


def _polarity(segment: Segment, at: int, clause: str) -> str | None:
    """What a clause in the words of the right alone says."""
    signs = list(_POLAR.finditer(clause))
    if _NOT_IN_FORCE.fullmatch(clause):
        return NO
    rest = " ".join(_POLAR.sub(" ", clause).split())
    # Other things may be covered too; and who is not VIGENTE may keep the right for some weeks.
    if not _FINITE.match(clause) or not is_about(rest) or not asks(rest) or rest == "COBERTURA":
        return None
    if len(signs) > 1 or any(one[1] and not is_stressed(segment, at + one.start()) for one in signs):
        return None
    return NO if signs and signs[0][2] else YES


def _begins(view: View, segment: Segment) -> bool:
    """Whether the segment begins a text: in capitals, and under no line that goes on in it."""
    if _is_small(segment):
        return False
    height = segment.box.height / segment.lines
    capitals = _in_capitals(segment)
    return not any(
        drop(one.box, segment.box) <= _LEADING * height
        and abs(one.box.x0 - segment.box.x0) <= height
        and len(one.squeezed) >= _LONG
        and _in_capitals(one) == capitals  # else it is a heading
        and not one.text.endswith((".", ":", "?", "!", ";"))
        for one in view.chart.segments
    )


def _is_small(segment: Segment) -> bool:
    """Whether the first word is in small letters: it goes on from something."""
    return segment.tokens[0].raw.strip("¡\"'(")[:1].islower()


def _in_capitals(segment: Segment) -> bool:
    return all(token.raw == token.raw.upper() for token in segment.tokens)


def _standing(segment: Segment, field: str) -> Candidate | None:
    """Of "Sus derechos están vigentes" the estado, of "Su derecho al servicio médico está vigente" the right."""
    if field == "estado":
        stand = _RIGHTS_STAND.fullmatch(segment.text)
        return Candidate("VIGENTE", *stand.span("state")) if stand is not None else None
    one = _RIGHT_STANDS.fullmatch(segment.text)
    return Candidate(NO if one["no"] else YES, *one.span("right")) if one is not None else None
