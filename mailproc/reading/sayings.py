"""What sentences say of the right to care and of the estado, where no label leads to a value.

Only those that report of one person count, and of these not what is said of the paper, of an employer or of a clinic.
"""

import re
from collections.abc import Iterator

from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment
from mailproc.reading.reports import RELATIVE, reports
from mailproc.reading.vocabulary import NO, YES, state_at

CARE = r"(?:SERVICIOS?|ATENCION|ASISTENCIA|PRESTACION(?:ES)?|SEGURO|RECIBIR|CONSULTAS?)"
_FINE = (
    r"(?:\s(?:EL|LA|LOS|SU|SUS|PLENO|PLENOS|LAS|VIGENTES?|ACTUALMENTE|DE|A|AL|QUE|LE|SE|TODOS?|RECIBIR|LEGITIMO))*"
)
_HAS = (
    r"(?:TIENES?|CUENTAS?(?: ACTUALMENTE)? CON|CUENTA|GOZAS?|CONSERVA|MANTIENE|POSEE|DISFRUTA|DISPONE|ASISTE|RECONOCE"
    r"|OSTENTA|ENCUENTRA CON|ESTA CON|ES TITULAR|ACREDITA)"
)
_WHOSE = (
    r"(?: (?:DEL|DE LA|DE DICH[OA]) (?:PERSONA )?"
    r"(?:ASEGURAD|TITULAR|TRABAJADOR|DERECHOHABIENT|ESTUDIANT|PACIENT)\w*)"
)
_RIGHT = re.compile(rf"\b{_HAS}{_FINE}\s(DERECHOS?){_FINE}\s{CARE}\b")
_LACKS = re.compile(
    rf"\b(?:CARECE|SIN|PERDIO|DEJO DE TENER|NO CONSERVA|NO MANTIENE|TERMINO|CONCLUYO|VENCIO|CESO){_FINE}\s(DERECHOS?)"
    rf"{_FINE}\s{CARE}\b"
)
_IN_FORCE = re.compile(
    rf"\b{_HAS}{_FINE} (?:(DERECHOS?) (?:VIGENTES?|EN VIGOR|A SALVO|AL CORRIENTE)"
    r"|(?:VIGENTES?|EN VIGOR) (?:LOS|SUS?|EL) DERECHOS?|VIGENCIA DE (?:SUS )?DERECHOS)\b"
)
_FOUND = re.compile(r"\bSE (?:ENCONTRO|LOCALIZO|DETECTO|REGISTRA) (VIGENCIA) DE (?:SUS )?DERECHOS\b")
_STANDS_WITH = re.compile(
    rf"\b(?:ESTA|SE (?:ENCUENTRA|HALLA))\b[^.;,]{{0,40}}?\b(?:CON|(?P<no>SIN)) (DERECHOS?){_FINE} {CARE}\b"
)
_PERSON_STANDS = re.compile(
    r"\b(?:SE (?:ENCUENTRA|HALLA|MANTIENE)|ESTA|FIGURA|APARECE|PERMANECE)(?: ACTUALMENTE)?(?: COMO)?"
    r" (?:VIGENTE|ACTIV[OA]|AL CORRIENTE|CON VIGENCIA) (?:EN|DE|CON)(?: (?:SUS|LOS|EL|SU))? (DERECHOS?)\b"
)
_RIGHTS_STAND = re.compile(
    rf"\b(?:SUS?|LOS|EL|TUS?) (DERECHOS?)(?: AL?{_FINE} {CARE}(?: MEDIC[OA]S?)?| A ELL[OA]S)?{_WHOSE}? (?P<no>NO )?"
    r"(?:ESTAN?|SE (?:ENCUENTRA|HALLA|MANTIENE)N?)"
    r"(?: ACTUALMENTE)? (?:VIGENTES?|EN VIGOR|A SALVO|ACTIVOS?)\b"
)
_RIGHTS_ENDED = re.compile(
    rf"\b(?:SUS?|LOS|EL|TUS?) (DERECHOS?){_WHOSE}? (?:ESTAN?|SE (?:ENCUENTRA|HALLA)N?)"
    r" (?:SUSPENDID|VENCID|CANCELAD|INTERRUMPID)[OA]S?\b"
)
_PROCEEDS = re.compile(
    rf"\b(?:PROCEDE|ES PROCEDENTE|RESULTA PROCEDENTE|CORRESPONDE|SE AUTORIZA)(?: QUE)?(?: (?:EL|LA) \w+)?"
    rf"(?: SE)?(?: LE)?{_FINE} (?:OTORG|BRIND|PROPORCION|PREST|CONCED|RECIB)\w+{_FINE} ({CARE})\b"
)
_GIVEN = re.compile(rf"\bSE LE (?:OTORG|BRIND|PROPORCION|PREST|CONCED)A(?:N|RAN?)?{_FINE} ({CARE})\b")
_PROTECTED = re.compile(
    r"\b(?:ALUMN[OA]|ESTUDIANTE|ASEGURAD[OA]|TRABAJADORA?|DERECHOHABIENTE|PERSONA|TITULAR) (?P<no>NO )?"
    r"(?:ESTA|SE ENCUENTRA) ((?:PROTEGID|AMPARAD|CUBIERT)[OA]) POR (?:EL|ESTE) (?:INSTITUTO|IMSS|SEGURO)\b"
)
_MEMBER = re.compile(
    r"\bES (DERECHOHABIENTE)(?: (?:VIGENTE|ACTIV[OA]))?(?: (?:DEL|DE|EN) (?:EL )?(?:IMSS|INSTITUTO))?\b"
)
_COVERED = re.compile(
    r"\b(?:CUENTAS? CON|TIENES?|GOZAS? DE|DISPONES? DE|(?:PUEDES?|ESTA EN POSIBILIDAD DE) RECIBIR)(?: (?:EL|LOS|LAS?))?"
    r" (SERVICIOS?|ATENCION|COBERTURA|PRESTACIONES) MEDIC[OA]S?\b"
    r"(?! (?:PARTICULAR|PRIVAD|ESCOLAR|DE (?:LA|OTRA|UNA)\b))"
)
# Each with whether it says NO by itself; a group `no` within it says NO too. The place is the first group, or all.
_SAYINGS = (
    (_RIGHT, False), (_LACKS, True), (_IN_FORCE, False), (_FOUND, False), (_STANDS_WITH, False),
    (_PERSON_STANDS, False), (_RIGHTS_STAND, False), (_RIGHTS_ENDED, True), (_PROCEEDS, False), (_GIVEN, False),
    (_PROTECTED, False), (_MEMBER, False), (_COVERED, False),
)  # fmt: skip
_WITH_CARE = (_RIGHT, _PROCEEDS, _GIVEN)
_MAY_RECEIVE = re.compile(rf"\b(?:PUEDE|TIENE|GOZA DE)\s(RECIBIR|ACCESO|ATENCION|SERVICIO){_FINE}\s{CARE}\b")
# "Usted tiene derecho a recibir atención médica de calidad" is a charter's.
_GOES_ON = re.compile(
    r"(?:\s(?:MEDIC|QUIRURGIC|FARMACEUTIC|HOSPITALARI)[OA]S?|\sDE SALUD|,)*\s*"
    r"(?:$|[.;:)]|(?<=,)|\b(?:EN (?!DINERO)|QUE|DEL|POR(?! PARTE)|A\b|AL|ANTE|CONFORME|HASTA"
    r"|Y|E\b|COMO|CON|PARA|SEGUN|TODA|DE (?:EST|LA|EL|DICH)))"
)
_HELD = re.compile(r"(?<!ESTUVO )(?<!TUVO )(?<!ESTABA )\b(?:CON|SIN)\s(DERECHOS?)\b(?=\s*(?:$|[,.;)\]]))")
_ENDS_OR_DEPENDS = re.compile(r"\b(?:HASTA|SUSPENDID|VENCID|EN TRAMITE|SI|SIEMPRE|CUANDO|MIENTRAS|A PARTIR)")
_STANDS = re.compile(
    r"\b(?:SE (?:ENCUENTRA|HALLA|MANTIENE)|ESTA|FIGURA|APARECE|PERMANECE|CAUSO)(?: ACTUALMENTE)?(?: COMO)?\s"
)
_DENIED = re.compile(r"\b(?:NO|NUNCA|TAMPOCO|NI)(?:\s(?:SE|LE|LES|YA|ACTUALMENTE|CON))*\s$")
_NEGATION = re.compile(r"\b(?:NO(?!\.)|NUNCA|TAMPOCO|NI|SIN|NIEGA)\b")
_OF_OTHERS = re.compile(
    r"\b(?:DOCUMENTO|CONSTANCIA|COMPROBANTE|REPORTE|PRESENTE|PATRON|EMPRESA|REGISTRO|CONVENIO|VIGENCIA|SERVICIO|CLINICA"
    r"|UNIDAD|BENEFICIARI[OA]S?|HIJ[OA]|ESPOS[OA]|FIRMA|CERTIFICADO|DERECHOS?)\b"
)

_PAPERS = re.compile(r"\b(?:DOCUMENTO|CONSTANCIA|COMPROBANTE|REPORTE|CONSULTA|PATRON|EMPRESA)\b")
_UNTIL = re.compile(r"\s(?:HASTA|AL \d)")


def said_right(segment: Segment) -> Iterator[Candidate]:
    """SI or NO for each sentence that says whether its person has the right."""
    for report in reports(segment):
        for pattern, denies in _SAYINGS:
            for match in pattern.finditer(report.text):
                before = report.text[: match.start()]
                others = (_OF_OTHERS if pattern is _COVERED else _PAPERS).search(_subject(before))
                denied = _DENIED.search(before) is not None
                # "No se localizó que la persona tenga …": what is denied farther off, nobody knows.
                charter = pattern in _WITH_CARE and not _GOES_ON.match(report.text, match.end())
                if RELATIVE.search(before) or others or charter or (not denied and _NEGATION.search(before)):
                    continue
                value = NO if denied or denies or match.groupdict().get("no") else YES
                group = next(
                    (at for at in range(1, 1 + pattern.groups) if match[at] not in {None, "NO ", "SIN"}), 0
                )
                yield Candidate(value, report.start + match.start(group), report.start + match.end(group))


def said_state(segment: Segment) -> Iterator[Candidate]:
    """The estado for each sentence that says in which one its person is."""
    for report in reports(segment):
        text = report.text
        for match in _STANDS.finditer(text):
            found = state_at(text[match.end() :])
            before = text[: match.start()]
            if found is None or _DENIED.search(before) or _OF_OTHERS.search(_subject(before)):
                continue
            state, length = found
            at = report.start + match.end()
            if not (state == "VIGENTE" and _UNTIL.match(text, match.end() + length)):
                yield Candidate(state, at, at + length)


def right_in_clause(text: str) -> tuple[str, int, int] | None:
    """SI or NO, and where, in a clause that is known to be about one person: "puede recibir el servicio médico", "sin
    derecho"; None where a label and its answer may be meant."""
    for pattern in (_LACKS, _RIGHT, _MAY_RECEIVE, _HELD):
        match = pattern.search(text)
        if match is not None and not _ENDS_OR_DEPENDS.search(text, match.start(1)):
            denied = pattern is _LACKS or bool(_DENIED.search(text[: match.start()])) or match[0].startswith("SIN")
            return NO if denied else YES, match.start(1), match.end(1)
    return None


def _subject(before: str) -> str:
    """The words just before a verb, back to the comma or the "que" that parts them from another matter."""
    return re.split(r",\s|\bQUE\s", before)[-1] if before else ""
