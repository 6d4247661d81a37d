"""Which sentences report of one person.

A sentence counts if it names somebody by a number, or says that it reports. What a note says of whoever it may concern
("quien tenga derecho …"), and what is asked or made a condition of, is another matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailproc.reading.candidates import candidates_in
from mailproc.reading.layout import Segment

_REPORTS = re.compile(
    r"\bHACE(?:MOS)? CONSTAR|\bHAGO CONSTAR|\bCONSTAR?\b|\bCERTIFICA|\bINFORMA\b|\bACREDITA\b|\bHACE SABER"
    r"|\bHACE DEL CONOCIMIENTO|\bNUESTROS REGISTROS|\bSEGUN EL SISTEMA|\b(?:SI|NO) (?:TIENES|CUENTAS|GOZAS)\b"
    r"|(?<![.A-Z])C\. [A-Z]{2,}"
    r"|\bDICH[OA] (?:PERSONA|ASEGURAD[OA]|TRABAJADORA?|DERECHOHABIENTE|CIUDADAN[OA]|ESTUDIANTE)\b"
    r"|\b[ST]US? DERECHOS? (?:NO )?(?:ESTA|SE (?:ENCUENTRA|HALLA|MANTIENE))N?\b"
    r"|\b(?:PERSONA|ASEGURAD[OA]|TRABAJADORA?|ESTUDIANTE|ALUMN[OA])"
    r" (?:CONSULTAD|INTERESAD|SOLICITANT|MENCIONAD|EN CITA)"
    r"|\b(?:ALUMN[OA]|ESTUDIANTE|PERSONA|ASEGURAD[OA]) (?:NO )?ESTA (?:PROTEGID|AMPARAD|CUBIERT)"
    r"|\bSE (?:DESPRENDE|OBSERVA|ENCONTRO|DETECTO|ADVIERTE|CONFIRMA|ACREDITA|LE COMUNICA|LE NOTIFICA)\b"
    r"|\bEL SISTEMA (?:REPORTA|INDICA|MUESTRA|ARROJA)\b|\bLE INFORMAMOS\b|\bDE SU CONOCIMIENTO\b"
    r"|\bPOR LO (?:ANTERIOR|EXPUESTO)\b"
    r"|\b(?:ARRIBA|ANTES) (?:CITAD|MENCIONAD|INDICAD|SENALAD)[OA]\b|\bUSTED\b"
    r"|\bDETERMINA QUE|\bAL DIA DE (?:HOY|LA FECHA)\b"
    r"|\bA LA FECHA\b"
)
# Who or what else a sentence may be about, and what makes it a condition.
_ANYBODY = re.compile(
    r"\bQUIEN(?:ES)?\b|\bCUANDO\b|\bCASO\b|\bSIEMPRE QUE\b|\bCUALQUIER|\bAQUEL|\bPODRA|\bDEBERA"
    r"|\bSI (?:EL|LA|USTED|NO)\b|\bTOD[OA]S?\b(?! (?:LOS|SUS) (?:EFECTOS|FINES|SERVICIOS|DERECHOS))|\bPUEDEN?\b"
    r"|\bPERSONAS\b|\bLOS QUE\b"
    r"|\bPARA (?:QUE|SABER|CONOCER|TENER)|¿"
    # "Sí tiene …" says so; "si aparece …" does not.
    r"|\bSI (?!TIENE|CUENTA|GOZA|SE\b|ES\b|ESTA|PUEDE|PROCEDE|LE\b|CONSERVA|MANTIENE|POSEE|CON\b|DERECHO)[A-Z]"
    r"|\bMIENTRAS\b|\bSUPUESTO\b|\bDE (?:LO CONTRARIO|NO [A-Z]+[AEI]R(?:L[OA]S?)?)\b"
    r"|\bAL (?!TITULAR)(?:NO )?[A-Z]+[AEI]R\b"
    r"|\bDURANTE\b|\bDESPUES DE\b|\bPLAZO\b|\bA PARTIR\b|\bSOL[OA](?:MENTE)?\b|\bUNICAMENTE\b|^\W*COMO\b"
    r"|\bSIN (?:EST[AE]|SU|CARNET|CITA)\b|\b(?:TRABAJADORA?|ASEGURAD[OA]) DAD[OA] DE BAJA\b"
    r"|\bA LA FECHA DE (?!(?:(?:LA|SU) )?(?:EXPEDI|EMISI|ELABORA|CONSULTA|IMPRESI|EST[AE]|HOY|PRESENTE))[A-Z]"
)
# What somebody declares himself, and what another institution grants.
_OF_OTHERS = re.compile(
    r"\bPROTESTA\b|\bDECLAR[AO]|\bMANIFIEST|\bI\.?S\.?S\.?S\.?T\.?E|\bPEMEX\b|\bSEDENA\b|\bSEMAR\b|\bINSABI\b|\bBIENESTAR\b"
    r"|\bOTR[OA]S? (?:INSTITU|DEPENDENCIA|ASEGURADORA)|\bMEDIC[OA]S? (?:PARTICULAR|PRIVAD|ESCOLAR)|\bRECUPER"
    r"|\bPOR PARTE DE SUS? (?:PADRE|MADRE|ESPOS|CONYUGE)"
)
# "Usted puede recibir los servicios médicos" is said of one.
_MAY_RECEIVE = re.compile(r"\bPUEDE RECIBIR\b")
# "…, quien nació el …" names one person, "quien tenga …" nobody.
_NAMED_ONE = re.compile(r",\sQUIEN(?!\s(?:TENGA|CUENTE|SEA|ESTE|REQUIERA|NO)\b)")
_YOU_WITH_SI = re.compile(r"\bSI (?=TIENES|CUENTAS|GOZAS)")
# What leads to a report of one person, before a colon.
_CONCLUDES = re.compile(r"\b(?:RESULTADO|DICTAMEN|CONCLUSION|RESPUESTA)(?: DE LA (?:CONSULTA|VERIFICACION))?:\s*$")
RELATIVE = re.compile(
    r"\b(?:BENEFICIARI[OA]|HIJ[OA]|ESPOS[OA]|CONCUBIN|CONYUGE|FAMILIAR(?:ES)?\b|PADRES?\b|MADRE\b)"
)
"""Words that name a relative."""
# What leads to a sentence that was never said of anybody.
_EXPLAINS = re.compile(
    r"\b(?:EJEMPLO|RECUERD\w+|LEYENDAS?|SIGNIFICA\w*|NOTAS?)\b[^.:;]{0,30}:\s*$|\?\s*(?:SI|NO)[.,]?\s*$"
)
_END = re.compile(r"(?<=[A-Z)\d]{2})\.\s|[;:]\s")


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that begins at `start` of its segment's text."""

    start: int
    text: str


def reports(segment: Segment) -> Iterator[Report]:
    """The sentences that report of one person."""
    begin = 0
    for end in [*(match.end() for match in _END.finditer(segment.text)), len(segment.text)]:
        text = segment.text[begin:end]
        named = any(kind in {"nss", "curp"} for kind, _ in candidates_in(text))
        if (
            (named or _REPORTS.search(text) or _CONCLUDES.search(segment.text[:begin]))
            and not _is_of_anybody(_MAY_RECEIVE.sub(" ", text))
            and not _EXPLAINS.search(segment.text[:begin])
            and not _is_condition(segment, begin, end)
        ):
            yield Report(begin, text)
        begin = end


def is_general(segment: Segment, at: int) -> bool:
    """Whether the sentence about `text[at]` speaks of whoever it may concern, of what others grant or somebody
    declares, or makes a condition."""
    ends = [match.end() for match in _END.finditer(segment.text)]
    begin = max((end for end in ends if end <= at), default=0)
    stop = min((end for end in ends if end > at), default=len(segment.text))
    explained = _EXPLAINS.search(segment.text[:begin]) is not None
    return explained or _is_of_anybody(segment.text[begin:stop].replace("¿", ""))


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
    return bool(_ANYBODY.search(_NAMED_ONE.sub(", QUE", text)) or _OF_OTHERS.search(text))
