"""One pure function decides: from message, readings and rules to a case, with its reasons in words.

Two lists, read from top to bottom, first match wins: ON_SIGHT needs no document, ON_EVIDENCE looks at the sheets.
Sheets that are a constancia go on to sheet_rules.py. Whatever no rule foresees is `revisar`.
"""

from collections.abc import Callable
from dataclasses import replace

from mailproc.cases.decision import Decision, Facts
from mailproc.cases.evidence import FILE_FOR_A_PERSON, FILE_SET_ASIDE, FILE_UNREADABLE
from mailproc.cases.kinds import Kind, State
from mailproc.cases.matter import Matter, asks_us, matter
from mailproc.cases.rules import Rules
from mailproc.cases.sheet_rules import decide_sheet
from mailproc.cases.words import Intent
from mailproc.message.authentic import Verdict, authenticity, doubts
from mailproc.message.automatic import automatic
from mailproc.message.model import Message
from mailproc.message.origin import Origin, origin
from mailproc.reading.model import Document, FileReading, ProblemCode

DOCUMENT_NAMES: dict[Document, str] = {
    Document.ASIGNACION_NSS: "la hoja de asignación del NSS",
    Document.SEMANAS: "la constancia de semanas cotizadas",
    Document.CURP: "la CURP",
    Document.HOJA_AFILIACION: "una hoja de afiliación",
    Document.NO_DERECHO: "la constancia de no derechohabiencia",
    Document.CARNET: "el carnet o la cartilla de salud",
    Document.IDENTIFICACION: "una identificación",
}


def at_sight(message: Message, rules: Rules) -> Decision | None:
    """What can be decided before any document is opened: machines' mail and the officer's own affairs."""
    if reason := automatic(message, own_addresses=rules.own_addresses):
        return Decision(Kind.AUTOMATICO, (f"Respuesta automática: {reason}.",))
    whence = origin(message, own_addresses=rules.own_addresses)
    if whence is not Origin.PERSON:
        return Decision(Kind.AJENO, (f"No es de un estudiante: {whence.reason}.",))
    return None


def decide(message: Message, files: tuple[FileReading, ...], rules: Rules) -> Decision:
    """The case that a message makes. `files` are the readings of its attachments, in their order."""
    sighted = at_sight(message, rules)
    if sighted is not None:
        return sighted
    before = matter(message, files, rules)
    found = next((found for rule in ON_EVIDENCE if (found := rule(before)) is not None), None)
    return _finish(found or _revisar("El mensaje no corresponde a ningún caso previsto."), before)


def _finish(decision: Decision, before: Matter) -> Decision:
    """What holds whichever rule decided: whom the case is about, the greeting, and who gets no letter."""
    if decision.kind is Kind.AJENO:
        return decision
    silent = decision.silent
    if not silent and before.from_staff:
        silent = "La dirección es del personal del instituto: se abre el caso y no se responde."
    facts = replace(decision.facts, first_name=before.first_name(), umf_wish=before.wishes())
    decision = replace(decision, student=before.student(), facts=facts, silent=silent)
    return _for_another(decision) if before.for_another and decision.letter else decision


def _for_another(decision: Decision) -> Decision:
    """Whoever sends somebody else's sheet is told that it came, and nothing of that person's state."""
    course = replace(decision.course, state=State.POR_HACER, letter="recibido")
    reason = "Quien escribe no es el estudiante de la hoja: la carta solo dice que llegó."
    return replace(decision, special=course, facts=Facts(), reasons=(*decision.reasons, reason))


def _urgente(before: Matter) -> Decision | None:
    if Intent.URGENT not in before.words:
        return None
    return Decision(Kind.URGENTE, (f"Habla de una urgencia: «{before.words.phrase(Intent.URGENT)}».",))


def _ajeno(before: Matter) -> Decision | None:
    """Neither words nor sheet have to do with affiliation: it is the officer's own mail."""
    evidence = before.evidence
    if evidence.constancias or evidence.others or asks_us(before.words) or before.answers_us:
        return None
    lost = evidence.has(FILE_SET_ASIDE | FILE_UNREADABLE | FILE_FOR_A_PERSON | {ProblemCode.ENCRYPTED})
    unseen = lost or evidence.unknown or _is_cut(before)
    if unseen and ((before.from_student_domain and not before.from_staff) or before.names_a_constancia):
        return None
    return Decision(Kind.AJENO, ("No trata de la afiliación al IMSS.",))


def _not_authentic(before: Matter) -> Decision | None:
    message = before.message
    verdict = authenticity(message, authserv_id=before.rules.authserv_id)
    reasons = doubts(message)
    if verdict.verdict is Verdict.FAIL:
        reasons = (verdict.reason, *reasons)
    if not reasons:
        return None
    silent = "No hay seguridad de que el remitente sea quien dice ser."
    return Decision(Kind.REVISAR, tuple(reasons), silent=silent)


_CUT = frozenset({"depth", "parts", "header"})
"""Problems of a message's MIME after which a file may be missing."""


def _is_cut(before: Matter) -> bool:
    return before.message.truncated or bool(_CUT.intersection(before.message.problems))


def _for_a_person(before: Matter) -> Decision | None:
    """Beyond what the program may decide alone, whatever the sheets say."""
    if before.message.truncated:
        return _revisar("El mensaje pesa más de lo que se procesa; sus archivos no se abrieron.")
    if _is_cut(before):
        return _revisar("El mensaje está mal formado y puede haber perdido archivos.")
    if before.rules.strangers_review and not before.from_student_domain:
        return _revisar("Escribe desde una dirección que no es del instituto.")
    return None


def _sheet(before: Matter) -> Decision | None:
    """A constancia decides before words and before the other files that came with it."""
    sheet = before.sheet
    return decide_sheet(before, sheet) if sheet is not None else None


def _protegido(before: Matter) -> Decision | None:
    if not before.evidence.has({ProblemCode.ENCRYPTED}):
        return None
    return Decision(Kind.PROTEGIDO, ("El archivo está protegido con contraseña.",))


def _set_aside(before: Matter) -> Decision | None:
    if not before.evidence.has(FILE_SET_ASIDE | FILE_FOR_A_PERSON):
        return None
    return _revisar(*dict.fromkeys(problem.text for problem in before.evidence.problems))


def _ilegible(before: Matter) -> Decision | None:
    if not before.evidence.has(FILE_UNREADABLE):
        return None
    texts = tuple(dict.fromkeys(problem.text for problem in before.evidence.problems))
    return Decision(Kind.ILEGIBLE, ("Ningún archivo se pudo leer.", *texts), facts=Facts(unreadable=texts))


def _look_alike(before: Matter) -> Decision | None:
    others = before.evidence.others
    if not others:
        return None
    if any(reading.document is Document.HOJA_AFILIACION for reading in others):
        return Decision(Kind.CARNET, ("Trae la hoja de afiliación: sigue el carnet.",))
    documents = tuple(dict.fromkeys(reading.document for reading in others))
    named = " y ".join(DOCUMENT_NAMES[document] for document in documents)
    only = documents[0] if len(documents) == 1 else None
    return Decision(
        Kind.DOCUMENTO_EQUIVOCADO,
        (f"Lo que llegó es {named}, no la constancia de vigencia.",),
        facts=Facts(document=only),
    )


def _unknown_document(before: Matter) -> Decision | None:
    if not before.evidence.unknown:
        return None
    return _revisar("Trae un documento que no se reconoce.")


_NOT_YET = {
    Intent.PORTAL: "Cita un mensaje del portal del IMSS",
    Intent.ASKS_BAJA: "Pide su baja",
    Intent.ASKS_STATUS: "Pregunta cómo va su trámite",
    Intent.BAJA_DONE: "Dice que la otra institución ya hizo la baja, y no trae una constancia nueva",
}


def _words_for_a_person(before: Matter) -> Decision | None:
    for intent, said in _NOT_YET.items():
        if intent in before.words:
            return _revisar(f"{said}: «{before.words.phrase(intent)}».")
    return None


def _thanks(before: Matter) -> Decision | None:
    if Intent.THANKS not in before.words or before.message.attachments or _is_cut(before):
        return None
    return Decision(Kind.AJENO, ("Solo agradece.",))


def _answers_us(before: Matter) -> Decision | None:
    """What students write back to our letters is for a person until the machine follows threads."""
    if not before.answers_us:
        return None
    return _revisar("Contesta una carta nuestra.")


def _carnet(before: Matter) -> Decision | None:
    for intent in (Intent.ASKS_CARNET, Intent.HAS_HOJA, Intent.CLINIC):
        if intent in before.words:
            phrase = before.words.phrase(intent)
            return Decision(Kind.CARNET, (f"Pregunta por el carnet o la clínica: «{phrase}».",))
    return None


def _sin_adjunto(before: Matter) -> Decision | None:
    words = before.words
    announced = Intent.ANNOUNCES_ATTACHMENT in words or Intent.ANNOUNCES_CONSTANCIA in words
    facts = Facts(link_only=Intent.LINK in words, announced=announced)
    if facts.link_only:
        return Decision(Kind.SIN_ADJUNTO, ("Manda un enlace en lugar del archivo.",), facts=facts)
    if not words.about:
        return None
    said = "Anuncia un archivo que no llegó." if announced else "Pregunta por la afiliación, sin constancia."
    return Decision(Kind.SIN_ADJUNTO, (said,), facts=facts)


def _revisar(*reasons: str) -> Decision:
    return Decision(Kind.REVISAR, reasons)


ON_EVIDENCE: tuple[Callable[[Matter], Decision | None], ...] = (
    _thanks,
    _ajeno,
    _urgente,
    _not_authentic,
    _for_a_person,
    _sheet,
    _protegido,
    _set_aside,
    _ilegible,
    _look_alike,
    _unknown_document,
    _words_for_a_person,
    _answers_us,
    _carnet,
    _sin_adjunto,
)
"""The order of precedence, once a person is known to have written."""
