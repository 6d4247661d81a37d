"""Every letter with all facts, with none, and as each thing it may say: for `mailproc check`, previews and tests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from mailproc.cases.decision import Decision, Facts, Missing, Standing
from mailproc.cases.kinds import COURSES, LETTERS, Course, Folder, Kind, State
from mailproc.config import Settings
from mailproc.message.model import Address, Message
from mailproc.reading.model import Document
from mailproc.reply.model import Letter
from mailproc.reply.replies import compose

FOLIO = "AF-26-00123"
MESSAGE_ID = "<ejemplo@mailproc.invalid>"
SINCE = date(2026, 8, 12)

_BASE = Facts(first_name="MARIANA", nss_tail="0017")
_BOTH = (Missing.CLINIC, Missing.CONTROL)


def _standing(kind: Kind, state: State | None = None, *missing: Missing) -> Facts:
    """The case of the example in that state; None: in the state of its kind."""
    return replace(_BASE, standing=Standing(kind, state or COURSES[kind].state, SINCE, missing))


FULL: dict[str, Facts] = {
    "hoja": replace(_BASE, umf_wish="025"),
    "alta": replace(_BASE, missing=_BOTH),
    "baja_previa": replace(_BASE, employer="COLEGIO DE BACHILLERES DEL SURESTE"),
    "empleo": replace(_BASE, employer="PAPELERIA LA CEIBA SA DE CV"),
    "carnet": replace(_BASE, umf_wish="025"),
    "vencida": replace(_BASE, issued=date(2026, 5, 12), max_age=30),
    "documento_equivocado": replace(_BASE, document=Document.ASIGNACION_NSS),
    "ilegible": replace(
        _BASE, unreadable=("El Número de Seguridad Social sale borroso.", "La foto corta la parte de abajo.")
    ),
    "sin_adjunto": replace(_BASE, announced=True),
    "error_portal": replace(_BASE, portal="datos_inconsistentes"),
    "consulta": _standing(Kind.ALTA, None, *_BOTH),
    "duplicado": _standing(Kind.VENCIDA),
    "recordatorio": _standing(Kind.BAJA_PREVIA),
    "conservacion": replace(_BASE, valid_until=date(2026, 10, 9)),
    "alta_hecha": replace(_BASE, umf_wish="013"),
    "hoja_lista": replace(_BASE, umf_wish="025"),
} | dict.fromkeys(("recibido", "protegido", "baja", "baja_hecha", "familia"), _BASE)
"""For each letter the most that it may be told."""

WAITING = (
    Kind.BAJA_PREVIA,
    Kind.VENCIDA,
    Kind.DOCUMENTO_EQUIVOCADO,
    Kind.ILEGIBLE,
    Kind.PROTEGIDO,
    Kind.SIN_ADJUNTO,
)
"""Kinds of case that wait for their student."""

PORTAL = ("datos_inconsistentes", "nss_no_localizado", "curp_no_renapo", "limite_diario", "aclaracion")
"""Portal messages that have words of their own: keys of words.toml, [portal]."""

_REVIEWED = replace(_BASE, reviewed=True)
_MISSING = _standing(Kind.ALTA, None, Missing.CONTROL)
_WAITS = {kind.value: _standing(kind) for kind in WAITING} | {"alta": _MISSING}

VARIANTS: dict[str, dict[str, Facts]] = {
    "alta": {
        "revisado": _REVIEWED,
        "revisado-y-falta-un-dato": replace(_REVIEWED, missing=(Missing.CONTROL,), umf_wish="013"),
        "falta-un-dato": replace(_BASE, missing=(Missing.CONTROL,), umf_wish="013"),
        "segunda-carta": _standing(Kind.ALTA),
        "segunda-carta-aun-falta": _MISSING,
    },
    "recibido": {"otras": replace(_BASE, others=4)},
    "hoja": {"otras": replace(_BASE, others=1), "revisado": _REVIEWED},
    "baja": {"revisado": _REVIEWED},
    "baja_previa": {"revisado": _REVIEWED},
    "sin_adjunto": {"enlace": replace(_BASE, link_only=True), "baja-hecha": replace(_BASE, baja_done=True)},
    "error_portal": {key: replace(_BASE, portal=key) for key in PORTAL},
    "duplicado": _WAITS,
    "recordatorio": _WAITS,
    "consulta": _WAITS
    | {
        f"{kind}-{state}": _standing(kind, state)
        for kind, state in (
            (Kind.ALTA, State.POR_HACER),
            (Kind.ALTA, State.HECHO),
            (Kind.HOJA, State.POR_HACER),
            (Kind.HOJA, State.INFORMADO),
            (Kind.HOJA, State.HECHO),
            (Kind.BAJA, State.POR_HACER),
            (Kind.BAJA, State.HECHO),
            (Kind.EMPLEO, State.INFORMADO),
            (Kind.BENEFICIARIO, State.INFORMADO),
            (Kind.CONSERVACION, State.INFORMADO),
            (Kind.CARNET, State.INFORMADO),
            (Kind.REVISAR, State.POR_HACER),
            (Kind.REVISAR, State.HECHO),
            (Kind.ALTA, State.EN_MANOS),
            (Kind.VENCIDA, State.CERRADO),
        )
    },
}
"""Each other thing that a letter may say, by the end of its files' names."""

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


@dataclass(frozen=True, slots=True)
class Sample:
    """A letter to look at; `name` is "alta", "alta--sin-datos" or "alta--" and what is special about it."""

    name: str
    letter: Letter

    @property
    def variant(self) -> str:
        """The end of the name, for a reader: "con todos los datos" where there is none."""
        return self.name.partition("--")[2].replace("-", " ").replace("_", " ") or "con todos los datos"


def decided(letter: str, facts: Facts) -> Decision:
    """A decision that this letter follows from: its kind's own, or one with the course of a policy or a move."""
    kind = next((kind for kind, course in COURSES.items() if course.letter == letter), None)
    if kind is not None:
        return Decision(kind, (), facts=facts)
    return Decision(Kind.CONSULTA, (), facts=facts, special=Course(State.INFORMADO, Folder.INFORMADOS, letter))


def written(name: str, facts: Facts, settings: Settings) -> Letter:
    """The letter of that name with these facts, as an answer to the example's message."""
    letter = compose(decided(name, facts), folio=FOLIO, message=MESSAGE, settings=settings, message_id=MESSAGE_ID)
    if letter is None:
        raise ValueError(f"{name} is no letter")
    return letter


def samples(settings: Settings) -> Iterator[Sample]:
    """All letters by name: full, each variant, empty. Raises ConfigurationError for a mistake in any template."""
    for name in sorted(LETTERS):
        yield Sample(name, written(name, FULL[name], settings))
        for variant, facts in VARIANTS.get(name, {}).items():
            yield Sample(f"{name}--{variant}", written(name, facts, settings))
        yield Sample(f"{name}--sin-datos", written(name, Facts(), settings))


def render_all(settings: Settings) -> list[Letter]:
    """The letters of all samples. Raises ConfigurationError for a mistake in any template."""
    return [sample.letter for sample in samples(settings)]
