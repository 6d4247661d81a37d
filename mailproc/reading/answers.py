"""SI or NO beside words that can only ask for the right to care, on forms whose label is on no list.

A label is told by its words: all of them are from a small vocabulary (the right, the care, who has it and when), and
some of them name the right or the care itself. "Prestaciones en dinero", "Beneficiarios con derecho", "Vigente hasta"
have a word more, and ask for something else. An answer is told by its form, signs about it left aside.
"""

import re
from collections.abc import Iterator, Sequence

from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place
from mailproc.reading.places import Place, vote_at
from mailproc.reading.views import View
from mailproc.reading.vocabulary import NO, YES

_ABOUT = frozenset(re.findall(r"\w+", """
    A AL ACCESO ACTUAL ACTUALES ACTUALMENTE ANTE AUTORIZADA AUTORIZADO BRINDAR CON CUENTA CUENTAS DE DEL DIA EL EN ES
    ESTA FECHA GOZA HOY IMSS INSTITUTO LA LAS LE LO LOS O OTORGA OTORGAR PARA POR PRESENTE PRESTAR PRESTACION PROCEDE
    QUE RECIBE RECIBIR SE SEGURO SOCIAL MEXICANO SU SUS TIENE TIENES TU TUS USTED VIGENCIA VIGENTE VIGENTES Y
    ASEGURADO ASEGURADA DERECHOHABIENTE ESTUDIANTE PACIENTE PERSONA TITULAR TRABAJADOR TRABAJADORA
    CONSULTA CONSULTAS ESPECIE RESPUESTA
"""))  # fmt: skip
_RIGHT = re.compile(r"\b(?:DERECHOS?|DERECHOHABIENCIA|COBERTURA|DER\.|DCHOS?\.)")
_CARE = re.compile(
    r"\b(?:SERVICIOS?|ATENCION|ASISTENCIA|PRESTACIONES|SEGURO|SERV\.)"
    r"\s(?:(?:MEDIC[OA]S?|MED\.)|DE\s(?:LA\s)?SALUD|EN\sESPECIE)"
)
# "¿Está vigente?": whoever is has the right; whoever is not may keep it for some weeks (conservación de derechos).
_IN_FORCE = re.compile(r"\b(?:VIGENTE|(?:TIENE|CON)\sVIGENCIA)\b")
_NAMED = re.compile(
    r"DERECHOS?|DERECHOHABIENCIA|COBERTURA|SERVICIOS?|ATENCION|ASISTENCIA|PRESTACIONES|MEDIC[OA]S?|SALUD"
    r"|DER|DCHOS?|SERV|MED|SM"
)
# What leads to a verdict in words: "Situación: CON DERECHO", "Resultado de la consulta: SIN DERECHO".
_VERDICT_OF = re.compile(
    r"(?:VIGENCIA|ESTADO|ESTATUS|STATUS|SITUACION|CONDICION|RESULTADO|DICTAMEN)"
    r"(?:\s(?:ACTUAL|DE|DEL|LA|LOS|SU|SUS|DERECHOS?|CONSULTA|SERVICIO|MEDICO|ASEGURADO|TITULAR|VIGENCIA))*"
)
_TO_CARE = r"(?:\sA(?:L|\sLA|\sLOS|\sLAS)?(?:\sRECIBIR)?\s(?:SERVICIOS?|ATENCION)(?:\sMEDIC[OA]S?|\sDE\sSALUD)?)?"
_SIGNS = r"[\s\"'«»“”()\[\]*.,:;|✓✔✗✘–—_-]*"
_OF_STATES = re.compile(r"\W*(?:TIENE|VIGENTES?)\b")
_SHORT = re.compile(
    rf"{_SIGNS}(?:(?P<yes>SI(?:[\s,(]+(?:TIENE|CUENTA|PROCEDE|VIGENTE|CON\sDERECHO|SI)\)?)?|TIENE|VIGENTES?)"
    rf"|(?P<no>NO(?:[\s,(]+(?:TIENE|CUENTA|PROCEDE|VIGENTES?|NO)\)?)?)){_SIGNS}"
)
_SPOKEN = re.compile(
    rf"{_SIGNS}(?:(?P<yes>(?:SI[\s,]+)?CON\sDERECHOS?{_TO_CARE})|(?P<no>(?:NO[\s,]+)?SIN\sDERECHOS?{_TO_CARE})){_SIGNS}"
)
_TOLD_AND_ASKED = re.compile(r"\W*(?P<told>SI|NO)\s?[,:.–—-]\s?(?P<ask>(?:CON|TIENE|CUENTA\sCON)\s.*)")
_OPTION = re.compile(r"[\W_]*(?:SI|NO|X)?[\W_]*")
_CHOICE = re.compile(r"\(\s?SI\s?[/O]\s?NO\s?\)")
_ORDINAL = re.compile(r"^\W*(?:(?:\d{1,2}|[A-Z])\s?[.)][\s.)–-]*|P(?:REGUNTA)?\s?:\s?)")
# After all that listed labels lead to.
_RANK = 3
# In heights of a line: from a head down to its answer.
_BELOW = 1.2
_LONGEST = 100


def asks(text: str) -> bool:
    """Whether a folded text can only be the question for the right to care."""
    return _is_about(text) and (_RIGHT.search(text) or _CARE.search(text)) is not None


def _is_about(text: str) -> bool:
    bare = _CHOICE.sub("", _ORDINAL.sub("", text))
    words = re.findall(r"[A-Z0-9]+", bare)
    return len(bare) <= _LONGEST and all(word in _ABOUT or _NAMED.fullmatch(word) for word in words)


def answered(views: Sequence[View], known: Sequence[Place]) -> list[Place]:
    """What answers beside such words say of `vigente`, but for those at places that are `known`."""
    places: list[Place] = []
    for view in views:
        for segment in view.chart.segments:
            found = _found(view, segment) if segment.lines == 1 else None
            if found is not None:
                _add(places, view, segment, found)
    return [place for place in places if not any(same_place(place.box, one.box) for one in known)]


def _found(view: View, segment: Segment) -> Candidate | None:
    """The answer in the segment, or which the segment is; of answers to tick none."""
    found = _within(segment) or (_told(segment.text, 0) if _is_led(view, segment) else None)
    others = (one for one in view.chart.segments if one is not segment)
    ticked = found is not None and any(
        _OPTION.fullmatch(one.text) and in_row(one.box, segment.box) for one in others
    )
    return None if ticked else found


def _within(segment: Segment) -> Candidate | None:
    """The answer in a segment that holds both; the question must be the whole of the rest."""
    text = segment.text
    first = _TOLD_AND_ASKED.fullmatch(text)
    if first is not None and asks(first["ask"]):
        return Candidate(YES if first["told"] == YES else NO, *first.span("told"))
    for at in _seams(text):
        ask, told = text[:at].strip(" :?.=>–—-¿"), text[at:]
        parted = ":" in text[len(ask) : at]
        # "DERECHOS VIGENTES", "SERVICIO MEDICO CON DERECHO": without a sign the whole is a label.
        if not parted and (told.startswith("CON ") or _OF_STATES.match(told)):
            continue
        if _leads_to(ask, told) or (parted and _SPOKEN.fullmatch(told) and _VERDICT_OF.fullmatch(ask)):
            found = _told(told, at)
            if found is not None:
                return found
    return None


def _leads_to(ask: str, told: str) -> bool:
    """Whether the one can only ask for the right, where the other answers."""
    short = _SHORT.fullmatch(told)
    in_force = short is not None and short["yes"] and not _OF_STATES.match(told) and _IN_FORCE.search(ask)
    return asks(ask) or bool(in_force and _is_about(ask))


def _seams(text: str) -> Iterator[int]:
    """Where an answer may begin: after each space, the earliest first."""
    return (
        match.end() for match in re.finditer(r"(?:\bRESPUESTA\s?:|\bR\s?:|[:?.=>–—-])?\s+", text) if match.start()
    )


def _told(text: str, base: int) -> Candidate | None:
    """The answer that the whole text is."""
    match = _SHORT.fullmatch(text) or _SPOKEN.fullmatch(text)
    if match is None:
        return None
    name = "yes" if match["yes"] else "no"
    return Candidate(YES if name == "yes" else NO, base + match.start(name), base + match.end(name))


def _is_led(view: View, segment: Segment) -> bool:
    """Whether a question leads to the segment: just left of it in its row, else just above it."""
    if _told(segment.text, 0) is None:
        return False
    others = [one for one in view.chart.segments if one is not segment]
    row = [
        one for one in others if one.box.x1 <= segment.box.x0 + segment.box.height and in_row(one.box, segment.box)
    ]
    left = max(row, key=lambda one: one.box.x1, default=None)
    if left is not None and _leads(left, segment.text):
        return True
    if left is not None and (left.text.endswith((":", "?")) or _is_label(view, left)):
        return False
    above = [
        (gap, one)
        for one in others
        if (gap := drop(one.box, segment.box)) <= _BELOW * segment.box.height and in_column(one.box, segment.box)
    ]
    nearest = min(above, key=lambda pair: pair[0], default=None)
    return nearest is not None and _leads(nearest[1], segment.text)


def _leads(segment: Segment, told: str) -> bool:
    text = segment.text.strip(" :?¿")
    spoken = _SPOKEN.fullmatch(told) is not None
    return segment.lines == 1 and (_leads_to(text, told) or (spoken and _VERDICT_OF.fullmatch(text) is not None))


def _is_label(view: View, segment: Segment) -> bool:
    return any(same_place(label.box, segment.box) for label in view.labels)


def _add(places: list[Place], view: View, segment: Segment, found: Candidate) -> None:
    """A vote more for its place, or a new one."""
    vote = vote_at(view, segment, (found.start, found.end), found)
    for one in places:
        if one.page == view.chart.page and same_place(one.box, vote.box):
            one.votes.append(vote)
            return
    places.append(Place("vigente", view.chart.page, vote.box, "vigente", _RANK, False, [vote]))
