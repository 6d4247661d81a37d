"""What sentences say of the right to care and of the estado, where no label leads to a value.

A sentence counts if it reports of one person: it names somebody by a number, or it says that it reports. What a note
says of whoever it may concern ("quien tenga derecho …"), what is asked or made a condition of, and what is said of
the paper, of an employer or of a clinic is another matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailproc.reading.candidates import candidates_in
from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment
from mailproc.reading.vocabulary import NO, YES, state_at

CARE = r"(?:SERVICIOS?|ATENCION|ASISTENCIA|PRESTACION(?:ES)?|SEGURO|RECIBIR|CONSULTAS?)"
_FINE = (
    r"(?:\s(?:EL|LA|LOS|SU|SUS|PLENO|PLENOS|LAS|VIGENTES?|ACTUALMENTE|DE|A|AL|QUE|LE|SE|TODOS?|RECIBIR|LEGITIMO))*"
)
_HAS = (
    r"(?:TIENES?|CUENTAS?(?: ACTUALMENTE)? CON|CUENTA|GOZAS?|CONSERVA|MANTIENE|POSEE|DISFRUTA|DISPONE|ASISTE|RECONOCE"
    r"|OSTENTA|ENCUENTRA CON|ESTA CON|ES TITULAR|ACREDITA)"
)
_WHOSE = r"(?: (?:DEL|DE LA|DE DICH[OA]) (?:PERSONA )?(?:ASEGURAD|TITULAR|TRABAJADOR|DERECHOHABIENT|ESTUDIANT|PACIENT)\w*)"
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
    rf"\b(?:ESTA|SE (?:ENCUENTRA|HALLA))\b[^.;,]{{0,40}}?\b(?P<how>CON|SIN) (DERECHOS?){_FINE} {CARE}\b"
)
_PERSON_STANDS = re.compile(
    r"\b(?:SE (?:ENCUENTRA|HALLA|MANTIENE)|ESTA|FIGURA|APARECE|PERMANECE)(?: ACTUALMENTE)?(?: COMO)?"
    r" (?:VIGENTE|ACTIV[OA]|AL CORRIENTE|CON VIGENCIA) (?:EN|DE|CON)(?: (?:SUS|LOS|EL|SU))? (DERECHOS?)\b"
)
_RIGHTS_STAND = re.compile(
    rf"\b(?:SUS?|LOS|EL|TUS?) (DERECHOS?)(?: AL?{_FINE} {CARE}(?: MEDIC[OA]S?)?)?{_WHOSE}? (?:NO )?"
    r"(?:ESTAN?|SE (?:ENCUENTRA|HALLA|MANTIENE)N?)"
    r"(?: ACTUALMENTE)? (?:(?P<yes>VIGENTES?|EN VIGOR|A SALVO|ACTIVOS?)|SUSPENDIDOS?|VENCIDOS?|CANCELADOS?)\b"
)
_PROCEEDS = re.compile(
    rf"\b(?:PROCEDE|ES PROCEDENTE|RESULTA PROCEDENTE|CORRESPONDE|SE AUTORIZA)(?: QUE)?(?: SE)?(?: LE)?{_FINE}"
    rf" (?:OTORG|BRIND|PROPORCION|PREST|CONCED|RECIB)\w+{_FINE} ({CARE})\b"
)
_GIVEN = re.compile(rf"\bSE LE (?:OTORG|BRIND|PROPORCION|PREST|CONCED)A(?:N|RAN?)?{_FINE} ({CARE})\b")
_MEMBER = re.compile(
    r"\bES (DERECHOHABIENTE)(?: (?:VIGENTE|ACTIV[OA]))?(?: (?:DEL|DE|EN) (?:EL )?(?:IMSS|INSTITUTO))?\b"
)
_COVERED = re.compile(
    r"\b(?:CUENTAS? CON|TIENES?|GOZAS? DE|DISPONES? DE|(?:PUEDES?|ESTA EN POSIBILIDAD DE) RECIBIR)(?: (?:EL|LOS|LAS?))?"
    r" (SERVICIOS?|ATENCION|COBERTURA|PRESTACIONES) MEDIC[OA]S?\b(?! (?:PARTICULAR|PRIVAD|ESCOLAR|DE (?:LA|OTRA|UNA)\b))"
)
_ALL = (
    _COVERED,
    _LACKS,
    _RIGHT,
    _IN_FORCE,
    _FOUND,
    _STANDS_WITH,
    _PERSON_STANDS,
    _RIGHTS_STAND,
    _PROCEEDS,
    _GIVEN,
    _MEMBER,
)
_MAY_RECEIVE = re.compile(rf"\b(?:PUEDE|TIENE|GOZA DE)\s(RECIBIR|ACCESO|ATENCION|SERVICIO){_FINE}\s{CARE}\b")
_HELD = re.compile(r"(?<!ESTUVO )(?<!TUVO )(?<!ESTABA )\b(?:CON|SIN)\s(DERECHOS?)\b(?=\s*(?:$|[,.;)\]]))")
_ENDS_OR_DEPENDS = re.compile(r"\b(?:HASTA|SUSPENDID|VENCID|EN TRAMITE|SI|SIEMPRE|CUANDO|MIENTRAS|A PARTIR)")
_STANDS = re.compile(
    r"\b(?:SE (?:ENCUENTRA|HALLA|MANTIENE)|ESTA|FIGURA|APARECE|PERMANECE|CAUSO)(?: ACTUALMENTE)?(?: COMO)?\s"
)
_DENIED = re.compile(r"\b(?:NO|NUNCA|TAMPOCO|NI)(?:\s(?:SE|LE|LES|YA|ACTUALMENTE|CON))*\s$")
_AFFIRMED = re.compile(r"\bSI(?:\s(?:SE|LE))*\s$")
_REPORTS = re.compile(
    r"\bHACE(?:MOS)? CONSTAR|\bHAGO CONSTAR|\bCONSTAR?\b|\bCERTIFICA|\bINFORMA\b|\bACREDITA\b|\bHACE SABER|\bMANIFIESTA"
    r"|\bHACE DEL CONOCIMIENTO|\bNUESTROS REGISTROS|\bSEGUN EL SISTEMA|\b(?:SI|NO) (?:TIENES|CUENTAS|GOZAS)\b"
    r"|(?<![.A-Z])C\. [A-Z]{2,}"
    r"|\bDICH[OA] (?:PERSONA|ASEGURAD[OA]|TRABAJADORA?|DERECHOHABIENTE|CIUDADAN[OA]|ESTUDIANTE)\b"
    r"|\b[ST]US? DERECHOS? (?:NO )?(?:ESTA|SE (?:ENCUENTRA|HALLA|MANTIENE))N?\b"
    r"|\b(?:PERSONA|ASEGURAD[OA]|TRABAJADORA?|ESTUDIANTE|ALUMN[OA]) (?:CONSULTAD|INTERESAD|SOLICITANT|MENCIONAD|EN CITA)"
    r"|\bSE (?:DESPRENDE|OBSERVA|ENCONTRO|DETECTO|ADVIERTE|CONFIRMA|ACREDITA|LE COMUNICA|LE NOTIFICA)\b"
    r"|\bEL SISTEMA (?:REPORTA|INDICA|MUESTRA|ARROJA)\b|\bLE INFORMAMOS\b|\bDE SU CONOCIMIENTO\b"
    r"|\bPOR LO (?:ANTERIOR|TANTO|EXPUESTO)\b|\bEN CONSECUENCIA\b"
    r"|\b(?:ARRIBA|ANTES) (?:CITAD|MENCIONAD|INDICAD|SENALAD)[OA]\b|\bUSTED\b"
    r"|\bDETERMINA QUE|\bA LA FECHA\b|\bAL DIA DE\b"
)
# Who or what else a sentence may be about, and what makes it a condition.
_ANYBODY = re.compile(
    r"\bQUIEN(?:ES)?\b|\bCUANDO\b|\bCASO\b|\bSIEMPRE QUE\b|\bCUALQUIER|\bTOD[OA]S?\b(?! (?:LOS|SUS) (?:EFECTOS|FINES|SERVICIOS|DERECHOS))|\bAQUEL|\bSI (?:EL|LA|USTED|NO)\b"
    r"|\bPODRA|\bDEBERA|\bPUEDEN?\b|\bPERSONAS\b|\bLOS QUE\b|\bPARA (?:QUE|SABER|CONOCER|TENER)|¿"
)
_OF_OTHERS = re.compile(
    r"\b(?:DOCUMENTO|CONSTANCIA|COMPROBANTE|REPORTE|PRESENTE|PATRON|EMPRESA|REGISTRO|CONVENIO|VIGENCIA|SERVICIO|CLINICA"
    r"|UNIDAD|BENEFICIARI[OA]S?|HIJ[OA]|ESPOS[OA]|FIRMA|CERTIFICADO|DERECHOS?)\b"
)
# "…, quien nació el …" names one person, "quien tenga …" nobody.
_NAMED_ONE = re.compile(r",\sQUIEN(?!\s(?:TENGA|CUENTE|SEA|ESTE|REQUIERA|NO)\b)")
_YOU_WITH_SI = re.compile(r"\bSI (?=TIENES|CUENTAS|GOZAS)")
# What leads to a report of one person, before a colon.
_CONCLUDES = re.compile(r"\b(?:RESULTADO|DICTAMEN|CONCLUSION|RESPUESTA)(?: DE LA (?:CONSULTA|VERIFICACION))?:\s*$")
_RELATIVE = re.compile(r"\b(?:BENEFICIARI[OA]|HIJ[OA]|ESPOS[OA]|CONCUBIN|CONYUGE|FAMILIAR)")
_END = re.compile(r"(?<=[A-Z)\d]{2})\.\s|[;:]\s")
_UNTIL = re.compile(r"\s(?:HASTA|AL \d)")


@dataclass(frozen=True, slots=True)
class _Clause:
    """One sentence of a text: `text[start:end]`."""

    start: int
    end: int


def said_right(segment: Segment) -> Iterator[Candidate]:
    """SI or NO for each sentence that says whether its person has the right."""
    for clause, text in _reports(segment):
        for pattern in _ALL:
            for match in pattern.finditer(text):
                before = text[: match.start()]
                if _RELATIVE.search(before) or (pattern is _COVERED and _OF_OTHERS.search(_subject(before))):
                    continue
                value = NO if _is_denied(pattern, match) else YES
                group = next((at for at in range(1, 1 + pattern.groups) if match[at]), 0)
                yield Candidate(value, clause.start + match.start(group), clause.start + match.end(group))


def _is_denied(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    denied = bool(_DENIED.search(match.string[: match.start()]))
    if pattern is _RIGHTS_STAND:
        return match["yes"] is None or " NO " in match[0]
    if pattern is _STANDS_WITH:
        return denied or match["how"] == "SIN"
    return denied or pattern is _LACKS


def said_state(segment: Segment) -> Iterator[Candidate]:
    """The estado for each sentence that says in which one its person is."""
    for clause, text in _reports(segment):
        for match in _STANDS.finditer(text):
            found = state_at(text[match.end() :])
            before = text[: match.start()]
            if found is None or _DENIED.search(before) or _OF_OTHERS.search(_subject(before)):
                continue
            state, length = found
            at = clause.start + match.end()
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


def is_general(segment: Segment, at: int) -> bool:
    """Whether the sentence about `text[at]` speaks of whoever it may concern, or makes a condition."""
    ends = [match.end() for match in _END.finditer(segment.text)]
    begin = max((end for end in ends if end <= at), default=0)
    stop = min((end for end in ends if end > at), default=len(segment.text))
    return _is_of_anybody(segment.text[begin:stop].replace("¿", ""))


def _reports(segment: Segment) -> Iterator[tuple[_Clause, str]]:
    """The sentences that report of one person."""
    begin = 0
    for end in [*(match.end() for match in _END.finditer(segment.text)), len(segment.text)]:
        text = segment.text[begin:end]
        named = any(kind in {"nss", "curp"} for kind, _ in candidates_in(text))
        if (
            (named or _REPORTS.search(text) or _CONCLUDES.search(segment.text[:begin]))
            and not _is_of_anybody(_COVERED.sub(" ", text))
            and not _is_condition(segment, begin, end)
        ):
            yield _Clause(begin, end), text
        begin = end


def _is_condition(segment: Segment, begin: int, end: int) -> bool:
    """Whether the sentence has "si tienes …", not "sí tienes …"."""
    return any(
        not is_stressed(segment, match.start()) for match in _YOU_WITH_SI.finditer(segment.text, begin, end)
    )


def is_stressed(segment: Segment, at: int) -> bool:
    """Whether the word SI at `text[at:]` was printed with its accent, or in capitals: small and without, it is a
    condition's."""
    raws = [one.raw for one, begin in zip(segment.tokens, segment.starts, strict=True) if begin == at]
    return not raws or raws[0].strip("¡¿\"'(") not in {"si", "Si"}


def _is_of_anybody(text: str) -> bool:
    return _ANYBODY.search(_NAMED_ONE.sub(", QUE", text)) is not None


def _subject(before: str) -> str:
    """The words just before a verb, back to the comma or the "que" that parts them from another matter."""
    return re.split(r",\s|\bQUE\s", before)[-1] if before else ""
