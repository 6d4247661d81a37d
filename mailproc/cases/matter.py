"""All that one decision looks at, and who the sender is to the sheet. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from mailproc.cases.decision import Student
from mailproc.cases.evidence import Evidence, gather
from mailproc.cases.insurer import plain
from mailproc.cases.rules import Rules
from mailproc.cases.words import Intent, Words, intents
from mailproc.message.model import Message
from mailproc.reading.model import Field, FileReading, Holder, Reading

_OUR_LETTER = re.compile(r"<af-\d\d-\d{5,}\.[0-9a-f]{32}@", re.IGNORECASE)
_FOLIO = re.compile(r"\bAF-\d\d-\d{5,}\b", re.IGNORECASE)
_CONSTANCIA_FILE = re.compile(
    r"(comprobante|constancia|reporte)?[\W_]*(de)?[\W_]*vigencia[\W_]*(de)?[\W_]*derechos", re.I
)
_CONTROL = re.compile(r"[a-z]{0,2}\d{8}")


@dataclass(frozen=True, slots=True)
class Matter:
    """A message with its words and sheets, ready to be decided."""

    message: Message
    words: Words
    evidence: Evidence
    rules: Rules

    @property
    def sheet(self) -> Reading | None:
        """The constancia the case is decided on, if there is one."""
        return self.evidence.constancias[0] if self.evidence.constancias else None

    @property
    def arrived_on(self) -> date:
        """The day the message arrived, in the institute's time zone."""
        return self.message.arrived.astimezone(self.rules.zone).date()

    @property
    def domain(self) -> str:
        """The sender's domain, "" where the address is broken."""
        return self.message.sender.domain if self.message.sender else ""

    @property
    def from_student_domain(self) -> bool:
        """Whether the address is one that the institute gives out."""
        return self.domain in self.rules.student_domains

    @property
    def from_staff(self) -> bool:
        """An address of the institute without a digit (domain fact: staff addresses have none)."""
        local = self.message.sender.address.partition("@")[0] if self.message.sender else ""
        ours = self.from_student_domain or self.domain in self.rules.staff_domains
        return ours and not any(letter.isdigit() for letter in local)

    @property
    def answers_us(self) -> bool:
        """Whether it stands in the thread of a letter of ours, or names a folio in its subject."""
        message = self.message
        thread = (message.in_reply_to, *message.references)
        return any(map(_OUR_LETTER.match, thread)) or _FOLIO.search(message.subject) is not None

    @property
    def names_a_constancia(self) -> bool:
        """Whether an attachment bears the name that IMSS gives its constancias."""
        return any(_CONSTANCIA_FILE.search(part.name) for part in self.message.attachments)

    @property
    def for_another(self) -> bool:
        """Whether an institute's address, whose display name is official, shares no word with the trusted name on
        the sheet. Elsewhere display names are nicknames and prove nothing."""
        sheet, shown = self.sheet, self.message.sender.name if self.message.sender else ""
        if sheet is None or sheet.name is None or not sheet.name.trusted or not self.from_student_domain:
            return False
        words = set(_words(shown))
        return len(words) >= 2 and not words & set(_words(sheet.name.value))

    @property
    def control(self) -> str:
        """The control number that the sender's own address carries, "" where it carries none."""
        local = self.message.sender.address.partition("@")[0] if self.message.sender else ""
        return local.upper() if self.from_student_domain and _CONTROL.fullmatch(local) else ""

    def student(self) -> Student:
        """Trusted values of the sheet; the sender's address and control number only where the sender is known to
        be that person. Without a sheet the sender is the student."""
        address = self.message.sender.address if self.message.sender else ""
        sheet = self.sheet
        if sheet is None:
            name = self.message.sender.name if self.message.sender else ""
            return Student(name=name, control=self.control or self.words.control, address=address)
        mine = self.sender_is(sheet.name)
        return Student(
            name=_trusted(sheet.name),
            curp=_trusted(sheet.curp),
            nss=_trusted(sheet.nss),
            control=(self.control or self.words.control) if mine else "",
            address=address if mine else "",
        )

    def sender_is(self, name: Field[str] | None) -> bool:
        """Whether the display name shares at least two words with the trusted name on the sheet."""
        return name is not None and name.trusted and self.shares_name(name.value)

    def shares_name(self, name: str) -> bool:
        """Whether the sender's display name has two words (of three letters or more) of that name."""
        shown = self.message.sender.name if self.message.sender else ""
        return len(set(_words(shown)) & set(_words(name))) >= 2

    def first_name(self) -> str:
        """How to greet the sender: the first word of the display name, if the sheet proves it to be a name of
        the sender's own; "" where it does not."""
        sheet, sender = self.sheet, self.message.sender
        if sheet is None or sender is None or sheet.holder is None or not self.sender_is(sheet.name):
            return ""
        on_sheet = set(_words(sheet.name.value)) if sheet.name else set()
        return next((word.capitalize() for word in _shown(sender.name) if plain(word) in on_sheet), "")

    def wishes(self) -> str:
        """The clinic asked for, if it is one of the institute's."""
        return self.words.clinic if self.words.clinic in self.rules.clinics else ""

    def holder(self) -> Holder | None:
        """Whether the student is the head of the sheet or a beneficiary, heard again with the sender's name: a
        sender who bears a beneficiary's name and not the head's is that beneficiary."""
        sheet = self.sheet
        if sheet is None or sheet.holder is None:
            return None
        heads = [person.name for person in sheet.people if person.role is Holder.TITULAR]
        others = [person.name for person in sheet.people if person.role is Holder.BENEFICIARIO]
        if any(map(self.shares_name, others)) and not any(map(self.shares_name, heads)):
            return Holder.BENEFICIARIO
        return sheet.holder.value


def matter(message: Message, files: tuple[FileReading, ...], rules: Rules) -> Matter:
    """Gather what a decision needs."""
    return Matter(message, intents(message.subject, message.text), gather(files), rules)


def asks_us(words: Words) -> bool:
    """Whether the words are a student's business with the affiliation office."""
    return words.about or Intent.URGENT in words


def _trusted(field: Field[str] | None) -> str:
    return field.value if field is not None and field.trusted else ""


def _words(name: str) -> list[str]:
    return [word for word in plain(name).split() if len(word) >= 3]


def _shown(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", name) if len(word) >= 3]
