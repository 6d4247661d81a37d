"""Every letter once with all facts and once with none: for `mailproc check`, previews and tests."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mailproc.cases.decision import Decision, Facts, Missing
from mailproc.cases.kinds import COURSES, Kind
from mailproc.config import Settings
from mailproc.message.model import Address, Message
from mailproc.reading.model import Document
from mailproc.reply.model import Letter
from mailproc.reply.replies import compose

FOLIO = "AF-26-00123"
MESSAGE_ID = "<ejemplo@mailproc.invalid>"

_BASE = Facts(first_name="MARIANA", nss_tail="0017")

FULL: dict[str, Facts] = {
    "hoja": replace(_BASE, umf_wish="025"),
    "alta": replace(_BASE, missing=(Missing.CLINIC, Missing.CONTROL)),
    "baja_previa": replace(_BASE, employer="COLEGIO DE BACHILLERES DEL SURESTE"),
    "empleo": replace(_BASE, employer="PAPELERIA LA CEIBA SA DE CV"),
    "recibido": _BASE,
    "carnet": replace(_BASE, umf_wish="025"),
    "vencida": replace(_BASE, issued=date(2026, 5, 12), max_age=30),
    "documento_equivocado": replace(_BASE, document=Document.ASIGNACION_NSS),
    "ilegible": replace(
        _BASE, unreadable=("El Número de Seguridad Social sale borroso.", "La foto corta la parte de abajo.")
    ),
    "protegido": _BASE,
    "sin_adjunto": replace(_BASE, announced=True),
}
"""For each letter the most that it may be told."""

MESSAGE = Message(
    fingerprint="0" * 64,
    message_id="<pregunta@alumnos.example>",
    in_reply_to="",
    references=(),
    date=datetime(2026, 8, 17, 15, 4, tzinfo=UTC),
    arrived=datetime(2026, 8, 17, 15, 5, tzinfo=UTC),
    sender=Address("Mariana", "mariana@alumnos.example"),
    senders=1,
    reply_to=(),
    to=(),
    cc=(),
    subject="constancia",
    text="",
    attachments=(),
    headers=(),
)


def kind_of(letter: str) -> Kind:
    """A kind that is answered with that letter."""
    return next(kind for kind, course in COURSES.items() if course.letter == letter)


def render_all(settings: Settings) -> list[Letter]:
    """All letters, full and empty, by name. Raises ConfigurationError for a mistake in any template."""
    letters: list[Letter] = []
    for name in sorted({course.letter for course in COURSES.values() if course.letter}):
        for facts in (FULL.get(name, _BASE), Facts()):
            decision = Decision(kind=kind_of(name), reasons=(), facts=facts)
            letter = compose(decision, folio=FOLIO, message=MESSAGE, settings=settings, message_id=MESSAGE_ID)
            letters += [letter] if letter else []
    return letters
