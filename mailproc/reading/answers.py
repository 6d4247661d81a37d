"""SI or NO beside words that can only ask for the right to care, on forms whose label is on no list.

A label is told by its words: all of them are from a small vocabulary (the right, the care, who has it and when), and
some of them name the right or the care itself. "Prestaciones en dinero", "Beneficiarios con derecho", "Vigente hasta"
have a word more, and ask for something else. An answer is told by its form, signs about it left aside.
"""

import re
from collections.abc import Iterator, Sequence

from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place
from mailproc.reading.legends import is_other_key
from mailproc.reading.places import Place, told_at, vote_at
from mailproc.reading.reports import is_stressed
from mailproc.reading.settle import is_in_row_of_heads
from mailproc.reading.views import View, reaches
from mailproc.reading.vocabulary import NO, YES, parse_yes_no
from mailproc.reading.wrapping import is_aligned

_ABOUT = frozenset(re.findall(r"\w+", """
    A AL ACCESO ACTUAL ACTUALES ACTUALMENTE ANTE AUTORIZADA AUTORIZADO BRINDA BRINDAR CON CONCEDE CORRESPONDE
    CUENTA CUENTAS DE DEL DIA EL EN ES ESTA FECHA GOZA HOY IMSS INSTITUTO LA LAS LE LO LOS O OTORGA OTORGAR PARA
    POR PRESENTE PRESTA PRESTAR PRESTACION PROCEDE PROPORCIONA PUEDE QUE RECIBE RECIBIR SE SEGURO MEXICANO SU
    SUS TIENE TIENES TU TUS USTED VIGENCIA VIGENTE VIGENTES Y ASEGURADO ASEGURADA DERECHOHABIENTE ESTUDIANTE
    PACIENTE PERSONA TITULAR TRABAJADOR TRABAJADORA CONSULTA CONSULTAS ESPECIE RESPUESTA
    ENFERMEDAD ENFERMEDADES MATERNIDAD OTORGAMIENTO ESTE MEDICINA
"""))  # fmt: skip
_RIGHT = re.compile(r"DERECHO(?!HABIENTE)|COBERTURA|\bDER\b|\bDCHOS?\b")
_CARE = re.compile(
    r"(?:SERVICIOS?|ATENCION|ASISTENCIA|PRESTACIONES|\bSERV\.)"
    r"[\s_]?(?:(?:MEDIC[OA]S?|MED\.)|DE\s(?:LA\s)?SALUD|EN\sESPECIE)"
    r"|\b(?:RECIB|OTORG|BRIND|PROCED)\w{1,3}\s(?:EL\s|LA\s|LOS\s)?(?:SERVICIOS?|ATENCION)\b"
    r"|\bENFERMEDADES\sY\sMATERNIDAD\b|\bES\sDERECHOHABIENTE\b"
)
# "¿Está vigente?": whoever is has the right; whoever is not may keep it for some weeks (conservación de derechos).
_IN_FORCE = re.compile(r"\b(?:VIGENTE|(?:TIENE|CON)\sVIGENCIA)\b")
_CONCEPTS = (
    r"DERECHOS?|DERECHOHABIENCIA|COBERTURA|SERVICIOS?|ATENCION|ASISTENCIA|PRESTACIONES|MEDIC[OA]S?|SALUD"
    r"|QUIRURGIC[OA]S?|FARMACEUTIC[OA]S?|HOSPITALARI[OA]S?"
)
_NAMED = re.compile(
    # Engines and programs run words together: "conDerechoServicioMedico". One small word at most between two, so that
    # no text has many ways to be parted.
    rf"(?:(?:TIENE|CON|DE|DEL|AL|A|ALA|ALOS)?(?:{_CONCEPTS}))+|DER|DCHOS?|SERV|MED|SM"
)
# "Situación ante el servicio médico"; that of the rights is the estado.
_SITUATION = re.compile(r"^(?:SITUACION|ESTADO|ESTATUS|STATUS)\s(?:ANTE|EN|PARA|DE|DEL)\s")
# What leads to a verdict in words: "Situación: CON DERECHO", "Resultado de la consulta: SIN DERECHO".
_VERDICT_OF = re.compile(
    r"(?:VIGENCIA|ESTADO|ESTATUS|STATUS|SITUACION|CONDICION|RESULTADO|DICTAMEN|SEMAFORO)"
    r"(?:\s(?:ACTUAL|DE|DEL|LA|LOS|SU|SUS|DERECHOS?|DERECHOHABIENCIA|CONSULTA|SERVICIO|MEDICO|ASEGURADO|TITULAR|VIGENCIA))*"
)
_TO_CARE = r"(?:\sA(?:L|\sLA|\sLOS|\sLAS)?(?:\sRECIBIR)?\s(?:SERVICIOS?|ATENCION)(?:\sMEDIC[OA]S?|\sDE\sSALUD)?)?"
_SIGNS = r"[\s\"'«»“”()\[\]*.,:;|✓✔✗✘–—_-]*"
_ANSWER = re.compile(r"\W*(?:SI|NO)\W*")
_HELD = (
    r"(?:ACTIV|CUBIERT|AUTORIZAD|HABILITAD|AMPARAD|PROTEGID|OTORGAD|PERMITID)[OA]S?|VIGENTES?|EN\sVIGOR"
    r"|PROCEDE(?:NTE)?"
)
_OF_STATES = re.compile(rf"\W*(?:TIENE|{_HELD}|DERECHOHABIENTE)\b")
_SHORT = re.compile(
    rf"{_SIGNS}(?:(?P<yes>SI(?:[\s,(]+(?:TIENE|CUENTA|CON\sDERECHO|SI|{_HELD})\)?)?|TIENE"
    rf"|(?:DERECHOHABIENTE\s)?(?:{_HELD}))"
    rf"|(?P<no>NO(?:[\s,(]+(?:TIENE|CUENTA|NO|DERECHOHABIENTE|{_HELD})\)?)?|DERECHOHABIENTE\sNO\sVIGENTE|IMPROCEDENTE"
    rf"|(?:INACTIV|SUSPENDID|VENCID|CANCELAD|NEGAD|DENEGAD)[OA]S?)){_SIGNS}"
)
_SPOKEN = re.compile(
    rf"{_SIGNS}(?:(?P<yes>(?:SI[\s,]+)?(?:CON|CUENTA\sCON|TIENE)\s(?:DERECHOS?(?:{_TO_CARE}|\sVIGENTES?)|COBERTURA|VIGENCIA)|DERECHOS\sVIGENTES)"
    rf"|(?P<no>(?:NO[\s,]+)?(?:SIN|NO\s(?:CUENTA\sCON|TIENE))\s(?:DERECHOS?(?:{_TO_CARE}|\sVIGENTES?)|COBERTURA|VIGENCIA))){_SIGNS}"
)
_TWICE = re.compile(r"([^(),]+)[(,]([^(),]+)\)?")
# "(S/N): S": a letter answers only where it was asked for.
_LETTER = re.compile(rf"{_SIGNS}(?:(?P<yes>S)|(?P<no>N)){_SIGNS}")
_TOLD_AND_ASKED = re.compile(
    r"\W*(?P<told>SI|NO)(?:\s?[,:.–—-]\s?(?P<ask>(?:CON|TIENE|CUENTA\sCON)\s.*)|\s(?P<named>DERECHO\s.*))"
)
_OPTION = re.compile(r"[\W_]*(?:(?:SI|NO|X)[\W_]*)+|[\[({☐□▢][\W_]*")
_EMPTY = re.compile(r"[\[({]\s*[\])}]|_{2,}")
_CHOICE = re.compile(r"\(\s?(?:SI\s?[/O]\s?NO|(?P<letters>S\s?[/O]\s?N))\s?\)")
# Words that are of the right together only.
_TERMS = re.compile(r"(?<=\bSEGURO)\sSOCIAL\b|(?<=\bMEDICINA)\sFAMILIAR\b")
_ORDINAL = re.compile(r"^\W*(?:(?:\d{1,2}|[A-Z])\s?[.)][\s.)–-]*|P(?:REGUNTA)?\s?:\s?)")
# As good as a value below its label: what contradicts another one, silences both.
_RANK = 2
# In heights of a line: from a head down to its answer.
_BELOW = 1.2
# The same, between the lines of one text, and where they are surely of one; and between rows.
_LEADING, _TIGHT, _NEXT = 0.75, 0.4, 2.0
_LONGEST = 100


def asks(text: str) -> bool:
    """Whether a folded text can only be the question for the right to care."""
    bare = _SITUATION.sub("", text)
    care = _CARE.search(bare) is not None
    return is_about(bare) and (care or (bare == text and _RIGHT.search(text) is not None))


def is_about(text: str) -> bool:
    """Whether all words of a folded text are of the right, the care, and who has it when."""
    bare = _TERMS.sub("", _CHOICE.sub("", _ORDINAL.sub("", text)))
    words = re.findall(r"[A-Z0-9]+", bare)
    return len(bare) <= _LONGEST and all(word in _ABOUT or _NAMED.fullmatch(word) for word in words)


def answered(views: Sequence[View], known: Sequence[Place]) -> list[Place]:
    """What answers beside such words say of `vigente`, but for those at places that are `known`."""
    places: list[Place] = []
    for view in views:
        for segment in view.chart.segments:
            found = _found(view, segment) if segment.lines == 1 else None
            if found is not None:
                told_at(places, view, segment, found, kind="vigente", rank=_RANK)
    for place in places:
        _second(place, views)
    return [place for place in places if not any(same_place(place.box, one.box) for one in known)]


def _second(place: Place, views: Sequence[View]) -> None:
    """The votes of those who heard the answer, and not what asks."""
    voted = {vote.witness for vote in place.votes}
    for view in views:
        for segment in view.chart.segments if view.chart.witness not in voted else ():
            found = _told(segment.text, 0) if same_place(segment.box, place.box) else None
            if found is not None:
                place.votes.append(vote_at(view, segment, (found.start, found.end), found))


def _found(view: View, segment: Segment) -> Candidate | None:
    """The answer in the segment, or which the segment is; of answers to tick none."""
    found = _within(segment) or (_told(segment.text, 0) if _is_led(view, segment) else None)
    if found is None or _EMPTY.search(segment.text):
        return None
    return None if any(_is_rival(view, segment, one) for one in view.chart.segments) else found


def _is_rival(view: View, segment: Segment, other: Segment) -> bool:
    """Whether the other is a second answer to the same question: an option in the row, or below or above with nothing
    of its own left of it, or a further one in a column that is headed by what asks."""
    if other is not segment and is_other_key(segment, other):
        return True
    if other is segment or _OPTION.fullmatch(other.text) is None:
        return False
    if in_row(other.box, segment.box):
        return True
    near = min(drop(segment.box, other.box), drop(other.box, segment.box)) <= _NEXT * segment.box.height
    if not near or not in_column(segment.box, other.box):
        return False
    return _left_of(view, other) is None or not _is_asked_beside(view, segment)


def _is_asked_beside(view: View, segment: Segment) -> bool:
    left = _left_of(view, segment)
    return _within(segment) is not None or (left is not None and _leads(view, left, segment.text))


def _left_of(view: View, segment: Segment) -> Segment | None:
    """The nearest text left of the segment in its row."""
    row = (
        one
        for one in view.chart.segments
        if one is not segment
        and one.lines == 1
        and one.box.x1 <= segment.box.x0 + segment.box.height
        and in_row(one.box, segment.box)
    )
    return max(row, key=lambda one: one.box.x1, default=None)


def _within(segment: Segment) -> Candidate | None:
    """The answer in a segment that holds both; the question must be the whole of the rest."""
    text = segment.text
    first = _TOLD_AND_ASKED.fullmatch(text)
    if first is not None and asks(first["ask"] or first["named"]) and is_stressed(segment, first.start("told")):
        return Candidate(YES if first["told"] == YES else NO, *first.span("told"))
    for at in _seams(text):
        ask, told = text[:at].strip(" :?.=>–—-¿\"'"), text[at:]
        parted = re.search(r"[:=]|\.{3,}|…|_{3,}", text[len(ask) : at]) is not None
        # "DERECHOS VIGENTES", "SERVICIO MEDICO CON DERECHO": without a sign the whole is a label.
        if not parted and (told.startswith(("CON ", "CUENTA ")) or _OF_STATES.match(told)):
            continue
        if _leads_to(ask, told) or (parted and _SPOKEN.fullmatch(told) and _VERDICT_OF.fullmatch(ask)):
            found = _told(told, at)
            if found is not None:
                return found
    return None


def _leads_to(ask: str, told: str) -> bool:
    """Whether the one can only ask for the right, where the other answers."""
    if _LETTER.fullmatch(told):
        choice = _CHOICE.search(ask)
        return choice is not None and choice["letters"] is not None and asks(ask)
    short = _SHORT.fullmatch(told)
    in_force = short is not None and short["yes"] and not _OF_STATES.match(told) and _IN_FORCE.search(ask)
    return asks(ask) or bool(in_force and is_about(ask))


def _seams(text: str) -> Iterator[int]:
    """Where an answer may begin, not too far off for a question: after each space, the earliest first."""
    return (
        match.end()
        for match in re.finditer(r"(?:\bRESPUESTA\s?:|\bR\s?:|[:?.=>–—-])?\s+|[:=](?=\S)", text)
        if 0 < match.start() <= 2 * _LONGEST
    )


def said_answer(text: str) -> str | None:
    """SI or NO where the whole text is an answer to the question for the right."""
    found = _told(text, 0)
    return found.value if found is not None else None


def _told(text: str, base: int) -> Candidate | None:
    """The answer that the whole text is."""
    match = _SHORT.fullmatch(text) or _SPOKEN.fullmatch(text) or _LETTER.fullmatch(text)
    if match is None:
        # "PROCEDENTE (CON DERECHO)"
        twice = _TWICE.fullmatch(text)
        first = _told(twice[1], base) if twice is not None else None
        second = _told(twice[2], base) if twice is not None else None
        return first if first is not None and second is not None and first.value == second.value else None
    name = "yes" if match["yes"] else "no"
    return Candidate(YES if name == "yes" else NO, base + match.start(name), base + match.end(name))


def _is_led(view: View, segment: Segment) -> bool:
    """Whether a question leads to the segment: just left of it in its row, else just above it, else just right."""
    if _told(segment.text, 0) is None or _is_question(view, segment):
        return False
    others = [one for one in view.chart.segments if one is not segment and one.lines == 1]
    box, height = segment.box, segment.box.height
    row = [one for one in others if in_row(one.box, box)]
    left = _left_of(view, segment)
    if left is not None and _leads(view, left, segment.text):
        return True
    if left is not None and (left.text.endswith((":", "?")) or _is_label(view, left)):
        return False
    above = [
        (gap, one) for one in others if (gap := drop(one.box, box)) <= _BELOW * height and in_column(one.box, box)
    ]
    nearest = min(above, key=lambda pair: pair[0], default=None)
    if nearest is not None and _leads(view, nearest[1], segment.text):
        return True
    right = min((one for one in row if one.box.x0 >= box.x1 - height), key=lambda one: one.box.x0, default=None)
    if left is not None or right is None or right.text.endswith(":"):
        return False
    return asks(right.text) and _leads_to(right.text, segment.text)


def _is_question(view: View, segment: Segment) -> bool:
    """Whether the segment, though it could answer ("CON DERECHO"), has an answer of its own."""
    return any(
        label.field == "vigente"
        and same_place(label.box, segment.box)
        and (
            is_in_row_of_heads(view, label)
            or any(
                reach.how in {"run", "right", "below"} and parse_yes_no(reach) for reach in reaches(view, label)
            )
        )
        for label in view.labels
    )


def is_asked_over(view: View, answer: Place) -> bool:
    """Whether the head of the answer's column, in one line or several, can only ask for the right."""
    if view.chart.page != answer.page:
        return False
    over = [one for one in view.chart.segments if one.box.y1 <= answer.box.y0 and in_column(one.box, answer.box)]
    labelled = any(
        label.field == "vigente" and label.box.y1 <= answer.box.y0 and in_column(label.box, answer.box)
        for label in view.labels
    )
    return labelled or any(asks(text) for one in over if one.lines == 1 for text in _texts(view, one))


def is_answered(view: View, segment: Segment) -> bool:
    """Whether the segment is a question by its sign, or SI or NO stands just right of it or straight below."""
    box = segment.box
    near = (
        one
        for one in view.chart.segments
        if _ANSWER.fullmatch(one.text) is not None
        and (
            (in_row(one.box, box) and one.box.x0 >= box.x1 - box.height)
            or (drop(box, one.box) <= _BELOW * box.height and in_column(box, one.box))
        )
    )
    return "?" in segment.text or any(one is not segment for one in near)


def _leads(view: View, segment: Segment, told: str) -> bool:
    """Whether the segment, perhaps with the lines above and below that it is one text with, asks what is told."""
    spoken = _SPOKEN.fullmatch(told) is not None
    for text in _texts(view, segment):
        bare = text.strip(" :?¿")
        if _leads_to(bare, told) or (spoken and _VERDICT_OF.fullmatch(bare) is not None):
            return True
    return False


def _texts(view: View, segment: Segment) -> Iterator[str]:
    """The segment's text, and that of up to three lines set alike that it is one of; not it alone, where another line
    is surely the same text's."""
    if not any(_goes_on(view, segment, upwards=upwards) for upwards in (True, False)):
        yield segment.text
    above, below = _next_line(view, segment, upwards=True), _next_line(view, segment, upwards=False)
    top = _next_line(view, above, upwards=True) if above is not None else None
    last = _next_line(view, below, upwards=False) if below is not None else None
    for lines in (
        (above, segment), (top, above, segment), (segment, below), (segment, below, last), (above, segment, below),
    ):  # fmt: skip
        known = [one.text for one in lines if one is not None]
        # What ends in a sign leads to something of its own.
        if len(known) == len(lines) and not any(text.endswith((":", "?")) for text in known[:-1]):
            yield " ".join(known)


def _goes_on(view: View, segment: Segment, *, upwards: bool) -> bool:
    """Whether a line just above or below, with nothing beside it, is of the same text."""
    other = _next_line(view, segment, upwards=upwards)
    if other is None or _told(other.text, 0) is not None or _is_label(view, other):
        return False
    gap = drop(other.box, segment.box) if upwards else drop(segment.box, other.box)
    ended = (other if upwards else segment).text.endswith((":", "?", ".", ";"))
    alone = not any(one is not other and in_row(one.box, other.box) for one in view.chart.segments)
    words = not any(char.isdigit() for char in other.text)
    return (
        gap <= _TIGHT * segment.box.height and alone and words and not ended and not segment.text.startswith("¿")
    )


def _next_line(view: View, segment: Segment, *, upwards: bool) -> Segment | None:
    near = [
        (gap, one)
        for one in view.chart.segments
        if one.lines == 1
        and one is not segment
        and (gap := drop(one.box, segment.box) if upwards else drop(segment.box, one.box))
        <= _LEADING * segment.box.height
        and is_aligned(one.box, segment.box)
    ]
    return min(near, key=lambda pair: pair[0], default=(0.0, None))[1]


def _is_label(view: View, segment: Segment) -> bool:
    return any(same_place(label.box, segment.box) for label in view.labels)
