"""One pure function decides: from message, readings and rules to a case, with its reasons in words.

Read from top to bottom, first match wins: `at_sight` needs no document; BEFORE_ITS_SHEETS goes before any sheet; then
a constancia decides (sheet_rules.py, for each student in several.py); WITHOUT_A_SHEET is for all else. What a message
is by itself then meets what is known from before (follow.py). Whatever no rule foresees is `revisar`.
"""

from collections.abc import Callable

from mailproc.cases.decision import Decision, Facts
from mailproc.cases.evidence import FILE_FOR_A_PERSON, FILE_SET_ASIDE, FILE_UNREADABLE
from mailproc.cases.follow import ANSWERS_US
from mailproc.cases.history import NOTHING, History
from mailproc.cases.kinds import Kind
from mailproc.cases.matter import Matter, asks_us, matter
from mailproc.cases.rules import Rules
from mailproc.cases.several import decide_sheets, finish
from mailproc.cases.words import Intent
from mailproc.message.authentic import Verdict, authenticity, doubts
from mailproc.message.automatic import automatic
from mailproc.message.model import Message
from mailproc.message.origin import Origin, origin
from mailproc.reading.model import Document, FileReading, ProblemCode

NOT_REGISTERED = "no_derechohabiente"
"""The portal's message after which it will give the student no constancia (words.toml, [portal])."""

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


def decide(
    message: Message, files: tuple[FileReading, ...], rules: Rules, history: History = NOTHING
) -> tuple[Decision, ...]:
    """The cases that a message makes or joins, one for each student, the leading one first: its letter is the
    message's only one. `files` are the readings of its attachments, in their order."""
    sighted = at_sight(message, rules)
    if sighted is not None:
        return (sighted,)
    before = matter(message, files, rules, history)
    found = _first(BEFORE_ITS_SHEETS, before)
    if found is None and before.sheet is not None:
        return decide_sheets(before)
    found = found or _first(WITHOUT_A_SHEET, before)
    return (finish(found or _revisar("El mensaje no corresponde a ningún caso previsto."), before),)


def _first(rules: "tuple[Rule, ...]", before: Matter) -> Decision | None:
    return next((found for rule in rules if (found := rule(before)) is not None), None)


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


def _portal(before: Matter) -> Decision | None:
    """A message of the IMSS portal, quoted in words or sent as a screenshot."""
    key, said = before.portal()
    if not key:
        return None
    if key == NOT_REGISTERED:
        return _revisar(
            f"El portal no le da constancia: «{said}». Pide la hoja del NSS y decide si procede el alta."
        )
    return Decision(
        Kind.ERROR_PORTAL, (f"Cita un mensaje del portal del IMSS: «{said}».",), facts=Facts(portal=key)
    )


def _portal_screen(before: Matter) -> Decision | None:
    """The portal's pages bear the constancia's title: one that shows a message and not one field is none."""
    sheets = before.evidence.constancias
    return _portal(before) if sheets and all(sheet.text for sheet in sheets) else None


def _baja(before: Matter) -> Decision | None:
    if Intent.ASKS_BAJA not in before.words:
        return None
    return Decision(Kind.BAJA, (f"Pide su baja: «{before.words.phrase(Intent.ASKS_BAJA)}».",))


def _baja_done(before: Matter) -> Decision | None:
    if Intent.BAJA_DONE not in before.words:
        return None
    phrase = before.words.phrase(Intent.BAJA_DONE)
    reason = f"Dice que la otra escuela ya hizo la baja, y no trae una constancia nueva: «{phrase}»."
    return Decision(Kind.SIN_ADJUNTO, (reason,), facts=Facts(baja_done=True))


def _thanks(before: Matter) -> Decision | None:
    if Intent.THANKS not in before.words or before.message.attachments or _is_cut(before):
        return None
    kind = Kind.SEGUIMIENTO if before.known_case else Kind.AJENO
    return Decision(kind, ("Solo agradece.",))


def _asks_status(before: Matter) -> Decision | None:
    if Intent.ASKS_STATUS not in before.words:
        return None
    said = f"Pregunta cómo va su trámite: «{before.words.phrase(Intent.ASKS_STATUS)}»."
    if not before.known_case:
        return _revisar(said, "No hay ningún caso a su nombre.")
    return Decision(Kind.CONSULTA, (said,))


def _asks_more(before: Matter) -> Decision | None:
    """What students ask in answer to our letters, and no rule foresees."""
    if not before.answers_us or Intent.QUESTION not in before.words:
        return None
    return _revisar(f"Pregunta algo nuevo: «{before.words.phrase(Intent.QUESTION)}».")


def _answers_us(before: Matter) -> Decision | None:
    """What else comes in answer to our letters is for a person."""
    if not before.answers_us:
        return None
    return _revisar(ANSWERS_US)


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


Rule = Callable[[Matter], Decision | None]

BEFORE_ITS_SHEETS: tuple[Rule, ...] = (_thanks, _ajeno, _urgente, _not_authentic, _for_a_person, _portal_screen)
WITHOUT_A_SHEET: tuple[Rule, ...] = (
    _protegido,
    _set_aside,
    _ilegible,
    _look_alike,
    _portal,
    _unknown_document,
    _baja,
    _baja_done,
    _carnet,
    _asks_status,
    _asks_more,
    _sin_adjunto,
    _answers_us,
)
"""The order of precedence, once a person is known to have written."""
