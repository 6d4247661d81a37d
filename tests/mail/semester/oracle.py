"""What must become of every message: written from the rules of the house, not from the program.

A script tells of one errand, step by step; each step says what the case must be then and which letter must have gone.
Kinds, states, folders and letters are plain words here, so that nothing is borrowed from what is tested.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from tests.mail.semester.students import Cast, Paper, Student

OWN = "its own"
"""The letter of the kind itself."""
INBOX = "INBOX"

# kind: whose turn it is, the folder, the letter
KINDS: dict[str, tuple[str, str, str | None]] = {
    "hoja": ("por_hacer", "Hojas por emitir", "hoja"),
    "alta": ("por_hacer", "Altas por tramitar", "alta"),
    "baja_previa": ("espera_alumno", "Esperan baja", "baja_previa"),
    "empleo": ("informado", "Informados", "empleo"),
    "beneficiario": ("por_hacer", "Revisar", "recibido"),
    "conservacion": ("por_hacer", "Revisar", "recibido"),
    "baja": ("por_hacer", "Bajas por tramitar", "baja"),
    "carnet": ("informado", "Informados", "carnet"),
    "vencida": ("espera_alumno", "Esperan al alumno", "vencida"),
    "documento_equivocado": ("espera_alumno", "Esperan al alumno", "documento_equivocado"),
    "ilegible": ("espera_alumno", "Esperan al alumno", "ilegible"),
    "protegido": ("espera_alumno", "Esperan al alumno", "protegido"),
    "sin_adjunto": ("espera_alumno", "Esperan al alumno", "sin_adjunto"),
    "error_portal": ("informado", "Informados", "error_portal"),
    "urgente": ("por_hacer", INBOX, None),
    "revisar": ("por_hacer", "Revisar", "recibido"),
}
URGENCY = (
    *("Revisar", "Altas por tramitar", "Bajas por tramitar", "Hojas por emitir"),
    *("Esperan baja", "Esperan al alumno", "Informados", "Hecho", INBOX),
)
"""A message of several cases lies in the first of these."""
WAITS, TOLD, CLOSED = "espera_alumno", "informado", "cerrado"


@dataclass(frozen=True)
class Then:
    """How things stand after a step.

    cases    what each case of the message is, by the script's own names for them: (kind, state). A name that was
             not there before is a new case; the first one is the leading one.
    letter   the one letter that answers the message; None for silence.
    place    where the message lies at the end, if no case says so.
    alarm    whether the officer was alarmed.
    again    the letter may say what another one has said already.
    previous the case that the leading one, which is new, points to.
    """

    cases: Mapping[str, tuple[str, str]]
    letter: str | None = None
    place: str = ""
    alarm: bool = False
    again: bool = False
    previous: str = ""


def becomes(kind: str, letter: str | None = OWN, *, case: str = "a", **more) -> Then:
    """The case is of that kind and in its state, and the kind's letter goes, unless another one is named."""
    state, _, own = KINDS[kind]
    return Then({case: (kind, state)}, own if letter == OWN else letter, **more)


def stays(kind: str, state: str, letter: str | None = None, *, case: str = "a", **more) -> Then:
    """The case is what it was."""
    return Then({case: (kind, state)}, letter, **more)


def no_case(place: str) -> Then:
    """Nobody's business: no case, no letter."""
    return Then({}, None, place)


@dataclass(frozen=True)
class Says:
    """A message.

    days     after the step before (the script's beginning for the first); never before the answer to that has come.
    clock    hour and minute, where it matters: "21:30".
    thread   whether it answers the last letter that its sender got.
    """

    days: int
    who: Student
    text: str
    then: Then
    papers: tuple[Paper, ...] = ()
    subject: str = "Seguro del IMSS"
    thread: bool = False
    clock: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Moves:
    """The officer takes a case into her hands ("INBOX"), or it is done ("Hecho")."""

    days: int
    to: str
    case: str = "a"


@dataclass(frozen=True)
class Waits:
    """Nobody writes; after these days the case is that, and so many reminders have gone in all."""

    days: int
    then: Then
    reminders: int


Step = Says | Moves | Waits


@dataclass
class Script:
    """An errand. `reminders` are those of each case in the end; those not named got none."""

    title: str
    steps: list[Step]
    reminders: dict[str, int] = field(default_factory=dict)


@dataclass
class Scene:
    """What the author of a script has at hand."""

    cast: Cast

    @property
    def rng(self) -> Random:
        return self.cast.rng

    def student(self, **more) -> Student:
        """Somebody new."""
        return self.cast.student(**more)

    def pick(self, *texts: str) -> str:
        """One way to say it."""
        return self.rng.choice(texts)

    def maybe(self, chance: float, *steps: Step) -> tuple[Step, ...]:
        """These steps, or none."""
        return steps if self.rng.random() < chance else ()

    def hello(self) -> str:
        """What comes with a constancia."""
        return self.pick(
            "Buenas tardes, le envío mi constancia de vigencia de derechos para la afiliación al IMSS. Gracias.",
            "hola buen dia le mando mi constancia de vigencia del imss, saludos",
            "Estimada licenciada: adjunto mi constancia de vigencia para el trámite del seguro facultativo.",
            "Buenas noches, aquí está mi vigencia de derechos del IMSS. Quedo atenta, gracias 🙏",
        )

    def thanks(self) -> str:
        """Nothing but thanks."""
        return self.pick(
            "Muchas gracias, saludos.", "ok gracias 👍", "Muchas gracias por su apoyo, excelente tarde"
        )

    def status(self) -> str:
        """How it stands."""
        return self.pick(
            "Buen día, ¿cómo va mi trámite del IMSS?",
            "Hola, disculpe, ¿en qué va mi trámite del seguro?",
            "Buenas tardes, quisiera saber cómo va mi trámite de afiliación.",
        )


Author = Callable[[Scene], Script]
