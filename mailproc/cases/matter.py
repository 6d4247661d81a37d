"""All that one decision looks at, and who the sender is to the sheet. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import date

from mailproc.cases.decision import Student
from mailproc.cases.evidence import Evidence, gather, same_person
from mailproc.cases.history import NOTHING, History, case_of_words
from mailproc.cases.insurer import plain
from mailproc.cases.roster import Entry, entry_of, greeting, is_senders
from mailproc.cases.rules import Rules
from mailproc.cases.words import Intent, Words, intents, portal_of
from mailproc.message.model import Message
from mailproc.reading.model import Document, Field, FileReading, Holder, Reading

_OUR_LETTER = re.compile(r"<af-\d\d-\d{5,}\.[0-9a-f]{32}@", re.IGNORECASE)
_ANSWER = re.compile(r"\s*(?:re|res|rm|aw|sv|r)\s*:", re.IGNORECASE)
_FOLIO = re.compile(r"\bAF-\d\d-\d{5,}\b", re.IGNORECASE)
_CONSTANCIA_FILE = re.compile(
    r"(comprobante|constancia|reporte)?[\W_]*(de)?[\W_]*vigencia[\W_]*(de)?[\W_]*derechos", re.I
)
_CONTROL = re.compile(r"[a-z]{0,2}\d{8}")


@dataclass(frozen=True, slots=True)
class Matter:
    """A message with its words and sheets and what was known before, ready to be decided. `files` are the sha-256
    (hex) of the files that hold a document, or could not be read: a logo below a signature is none."""

    message: Message
    words: Words
    evidence: Evidence
    rules: Rules
    history: History = NOTHING
    files: frozenset[str] = frozenset()

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
        """Whether it stands in a thread we know, or in that of a letter of ours, or names a folio in its subject."""
        if self.history.in_thread:
            return True
        message = self.message
        thread = (message.in_reply_to, *message.references)
        return any(map(_OUR_LETTER.match, thread)) or _FOLIO.search(message.subject) is not None

    @property
    def known_case(self) -> bool:
        """Whether words alone can be told to belong to a case."""
        return case_of_words(self.history, arrived=self.message.arrived) is not None

    @property
    def names_a_constancia(self) -> bool:
        """Whether an attachment bears the name that IMSS gives its constancias."""
        return any(_CONSTANCIA_FILE.search(part.name) for part in self.message.attachments)

    @property
    def for_another(self) -> bool:
        """Whether the sender bears another name than the trusted one on the sheet, and the roster does not say that
        the address is that student's."""
        sheet, sender, entry = self.sheet, self.message.sender, self.entry
        if sheet is None or sheet.name is None or not sheet.name.trusted:
            return False
        if sender is not None and entry is not None and is_senders(entry, sender.address, self.control):
            return False
        return self.bears_another_name(sheet.name.value)

    def bears_another_name(self, name: str) -> bool:
        """Whether an institute's address, whose display name is official, shares no word with that name. Elsewhere
        display names are nicknames and prove nothing."""
        shown = set(_words(self.message.sender.name)) if self.message.sender else set()
        return self.from_student_domain and len(shown) >= 2 and not shown & set(_words(name))

    @property
    def control(self) -> str:
        """The control number that the sender's own address carries, "" where it carries none."""
        return control_of(self.message, self.rules)

    @property
    def entry(self) -> Entry | None:
        """The roster's entry of the sheet's student; without a sheet, that of the sender's address or its control
        number. None where the roster tells nobody, or several."""
        address = self.message.sender.address if self.message.sender else ""
        if self.sheet is not None:
            return entry_of(self.sheet, address, self.control, self.history.roster)
        own = [one for one in self.history.roster if is_senders(one, address, self.control)]
        return own[0] if len(own) == 1 else None

    def known_control(self) -> str:
        """The student's control number: told by the sender's address, by words, or by the roster."""
        entry = self.entry
        return self.control or self.words.control or (entry.control if entry else "")

    def student(self) -> Student:
        """Trusted values of the sheet; the sender's address and what the words tell of the studies only where the
        sender is known to be that person; else what the roster has. Without a sheet the sender is the student."""
        address = self.message.sender.address if self.message.sender else ""
        sheet, entry, words = self.sheet, self.entry or Entry(), self.words
        if sheet is not None and not self.sender_is(sheet.name):
            student = Student(control=entry.control, programme=entry.programme, semester=entry.semester)
        else:
            student = Student(
                name=self.message.sender.name if self.message.sender else "",
                control=self.control or words.control or entry.control,
                address=address,
                programme=entry.programme or words.programme,
                semester=entry.semester or words.semester,
            )
        if sheet is None or self._is_of_the_head(sheet):
            return student
        return replace(student, name=_trusted(sheet.name), curp=_trusted(sheet.curp), nss=_trusted(sheet.nss))

    def sender_is(self, name: Field[str] | None) -> bool:
        """Whether the display name shares at least two words with the trusted name on the sheet."""
        return name is not None and name.trusted and self.shares_name(name.value)

    def shares_name(self, name: str) -> bool:
        """Whether the sender's display name has two words (of three letters or more) of that name."""
        shown = self.message.sender.name if self.message.sender else ""
        return len(set(_words(shown)) & set(_words(name))) >= 2

    def seems_to_be_the_student(self) -> bool:
        """Whether display name and address hold two words of the trusted name on the sheet: many share one surname."""
        sheet, sender = self.sheet, self.message.sender
        if sheet is None or sheet.name is None or not sheet.name.trusted or sender is None:
            return False
        shown = plain(f"{sender.name} {sender.address.partition('@')[0]}").replace(" ", "")
        return sum(len(word) >= 3 and word in shown for word in plain(sheet.name.value).split()) >= 2

    def portal(self) -> tuple[str, str]:
        """The key of the portal message that came, and its phrase; ("", "") where none did. The writer's words go
        before a screenshot."""
        if self.words.portal:
            return self.words.portal, self.words.phrase(Intent.PORTAL)
        return next((found for text in self.evidence.texts if (found := portal_of(text))[0]), ("", ""))

    def first_name(self) -> str:
        """How to greet the sender: the given name that the roster has for the address, else the first word of the
        display name, if the sheet proves it to be a name of the sender's own; "" where nothing does."""
        sheet, sender = self.sheet, self.message.sender
        if (
            sender is not None
            and self.entry is not None
            and (told := greeting(self.entry, sender.address, self.control))
        ):
            return told.capitalize()
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

    def _is_of_the_head(self, sheet: Reading) -> bool:
        """Whether the sheet's fields are of its head while the sender's name shows that the student is another."""
        told = sheet.holder.value if sheet.holder is not None else None
        return self.holder() is Holder.BENEFICIARIO and told is not Holder.BENEFICIARIO

    def persons(self) -> tuple["Matter", ...]:
        """The same for each person whose constancia came, the first one's first. One alone where sheets contradict
        each other in whose they are."""
        groups: list[list[Reading]] = []
        for sheet in self.evidence.constancias:
            mine = [group for group in groups if any(same_person(sheet, other) for other in group)]
            if mine:
                mine[0].append(sheet)
            elif any(_half_the_same(sheet, other) for group in groups for other in group):
                return (self,)
            else:
                groups.append([sheet])
        return tuple(
            replace(self, evidence=replace(self.evidence, constancias=tuple(group))) for group in groups
        ) or (self,)


def matter(message: Message, files: tuple[FileReading, ...], rules: Rules, history: History = NOTHING) -> Matter:
    """Gather what a decision needs."""
    telling = frozenset(file.sha256 for file in files if file.sha256 and _tells(file))
    words = intents(_own_subject(message), message.text, rules.programmes)
    return Matter(message, words, gather(files), rules, history, telling)


def control_of(message: Message, rules: Rules) -> str:
    """The control number that a student's address carries (l22270001@…), in capitals; "" for any other address."""
    local, _, domain = message.sender.address.partition("@") if message.sender else ("", "", "")
    return local.upper() if domain in rules.student_domains and _CONTROL.fullmatch(local) else ""


def _own_subject(message: Message) -> str:
    """The subject, but "" in an answer to a letter of ours: there it is the letter's, and nothing the writer says."""
    ours = any(map(_OUR_LETTER.match, (message.in_reply_to, *message.references)))
    return "" if ours and _ANSWER.match(message.subject) else message.subject


def _tells(file: FileReading) -> bool:
    return bool(file.problems) or any(sheet.document is not Document.DESCONOCIDO for sheet in file.readings)


def _half_the_same(one: Reading, other: Reading) -> bool:
    """Whether two sheets share a CURP or an NSS and are not of one person for sure."""
    pairs = [(one.curp, other.curp), (one.nss, other.nss)]
    return any(a is not None and b is not None and a.value == b.value for a, b in pairs)


def asks_us(words: Words) -> bool:
    """Whether the words are a student's business with the affiliation office."""
    return words.about or Intent.URGENT in words


def _trusted(field: Field[str] | None) -> str:
    return field.value if field is not None and field.trusted else ""


def _words(name: str) -> list[str]:
    return [word for word in plain(name).split() if len(word) >= 3 and word.isalpha()]


def _shown(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", name) if len(word) >= 3]
