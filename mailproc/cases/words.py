"""What the words of a mail ask for. The patterns live in words.toml."""

from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """What a student's words may say; the values are the table names of words.toml."""

    URGENT = "urgente"
    ASKS_AFFILIATION = "pide_afiliacion"
    ANNOUNCES_CONSTANCIA = "anuncia_constancia"
    ANNOUNCES_ATTACHMENT = "anuncia_adjunto"
    ASKS_CARNET = "pregunta_carnet"
    ASKS_HOJA = "pide_hoja"
    HAS_HOJA = "tiene_hoja"
    LOST_HOJA = "perdio_hoja"
    ASKS_STATUS = "pregunta_estado"
    ASKS_BAJA = "pide_baja"
    BAJA_DONE = "baja_hecha"
    LINK = "enlace"
    PORTAL = "mensaje_portal"
    CLINIC = "clinica"
    THANKS = "solo_gracias"


@dataclass(frozen=True, slots=True)
class Words:
    """The intents found, each with the phrase that shows it.

    phrases  one (intent, the writer's own phrase) for each intent found, in the order of `Intent`.
    about    whether the mail is about affiliation at all.
    clinic   the UMF wished for, three digits ("013"); "" where none or several are named.
    control  the control number as written, upper case ("L20270123", "20270123"); "" where none or several.
    portal   key of the portal message quoted (words.toml, [portal]); "" where none.
    """

    phrases: tuple[tuple[Intent, str], ...] = ()
    about: bool = False
    clinic: str = ""
    control: str = ""
    portal: str = ""

    def __contains__(self, intent: Intent) -> bool:
        return any(found is intent for found, _ in self.phrases)

    def phrase(self, intent: Intent) -> str:
        """The writer's phrase that shows the intent; "" where it was not found."""
        return next((phrase for found, phrase in self.phrases if found is intent), "")


def intents(subject: str, text: str) -> Words:
    """What subject and text say. Quoted history is taken out here; `text` is `Message.text` as it is."""
    return Words()


def about_affiliation(subject: str, text: str) -> bool:
    """Whether a mail without attachment is ours at all."""
    return intents(subject, text).about
