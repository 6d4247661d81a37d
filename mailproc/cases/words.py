"""What the words of a mail ask for. The patterns live in words.toml, for people who do not program.

Only the writer's own words count: history quoted below a reply is cut off. A message passed on below them
counts for links and portal messages (students forward what IMSS wrote), and where the writer says nothing.
Words never decide where a sheet does.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from mailproc.cases.patterns import Patterns, Plain, Speller, grouped, groups
from mailproc.cases.studies import Studies
from mailproc.message.quoted import separate

MAX_HEARD = 50_000  # characters of a mail, history included
MAX_UNKNOWN_IN_THANKS = 4  # a name below "gracias"


class Intent(StrEnum):
    """What a student's words may say; the values are table names of words.toml.

    URGENT                a person's emergency, never the errand's: "me urge mi hoja" is none
    ASKS_AFFILIATION      wants to be affiliated, or says that the cover is not in force
    ANNOUNCES_CONSTANCIA  speaks of the constancia de vigencia, mostly as attached
    ANNOUNCES_ATTACHMENT  says that something is attached
    ASKS_CARNET           carnet, clinic, appointments, what to do with the hoja
    ASKS_HOJA, HAS_HOJA, LOST_HOJA   the hoja de afiliación: wanted, in hand, lost
    ASKS_STATUS           how an errand stands
    ASKS_BAJA             wants us to do the baja
    BAJA_DONE             another institution has done its baja
    LINK                  a link to a store of files or to IMSS's download in place of the file
    PORTAL                quotes a message of the IMSS portal
    CLINIC                names the UMF wished for
    QUESTION              asks something that none of the others covers
    THANKS                nothing but thanks
    """

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
    QUESTION = "pregunta"


@dataclass(frozen=True, slots=True)
class Words:
    """The intents found, each with the phrase that shows it.

    phrases    one (intent, the writer's own phrase) for each intent found, in the order of `Intent`.
    about      whether the mail is about affiliation at all.
    clinic     the UMF wished for, three digits ("013"); "" where none or several are named.
    control    the control number, upper case ("L20270123", "20270123"); "" where none or several.
    programme  the writer's programme as written, upper case without accents, "INGENIERIA" and "LICENCIATURA" written
               out ("INGENIERIA EN SISTEMAS"); "" where none or several.
    semester   the semester the writer is in, "1" to "14"; "" where none or several.
    portal     key of the portal message quoted (words.toml, [portal]); "" where none.
    """

    phrases: tuple[tuple[Intent, str], ...] = ()
    about: bool = False
    clinic: str = ""
    control: str = ""
    programme: str = ""
    semester: str = ""
    portal: str = ""

    def __contains__(self, intent: Intent) -> bool:
        return any(found is intent for found, _ in self.phrases)

    def phrase(self, intent: Intent) -> str:
        """The writer's phrase that shows the intent; "" where it was not found."""
        return next((phrase for found, phrase in self.phrases if found is intent), "")


def intents(subject: str, text: str, programmes: tuple[str, ...] = ()) -> Words:
    """What subject and text say. Quoted history is taken out here; `text` is `Message.text` as it is; `programmes` are
    the institute's own, besides those of words.toml."""
    studies = _studies(programmes)
    spoken = separate(subject, text[:MAX_HEARD])
    subject = _REPLY_MARKS.sub("", subject)
    own = _SPELLER.plain(f"{subject}.\n{spoken.own}")
    passed_on = _SPELLER.plain(spoken.forwarded)
    listened = own if spoken.own.strip() else _SPELLER.plain(f"{subject}.\n{spoken.forwarded}")
    spans: dict[Intent, tuple[int, int]] = {}
    for intent, patterns in _PATTERNS.items():
        plain = own if intent is Intent.URGENT else listened
        if match := patterns.search(plain):
            spans[intent] = match.span()
    advert = _is_advert(listened)
    if advert:
        spans.pop(Intent.URGENT, None)  # "estamos contigo en el hospital", says the insurer
    found = {at: (own if at is Intent.URGENT else listened).quote(*span) for at, span in spans.items()}
    written = f"{spoken.own}\n{spoken.forwarded}".lower()
    if host := next((host for host in _HOSTS if host in written), ""):
        found.setdefault(Intent.LINK, host)
    portal, said = _portal(own, passed_on)
    if portal:
        found[Intent.PORTAL] = said
    clinic, said = _clinic(listened)
    if said:
        found[Intent.CLINIC] = said
    if not advert and (asked := _question(own)):
        found[Intent.QUESTION] = asked
    thanked = _thanks(_SPELLER.plain(spoken.own or subject))
    if thanked and not found:
        found[Intent.THANKS] = thanked
    return Words(
        phrases=tuple((intent, found[intent]) for intent in Intent if intent in found),
        about=not advert and (not _ABOUT.isdisjoint(found) or _on_topic(listened, clinic=Intent.CLINIC in found)),
        clinic=clinic,
        control=studies.control(f"{subject}\n{spoken.own}"),
        programme=studies.programme(own),
        semester=studies.semester(own),
        portal=portal,
    )


def portal_of(text: str) -> tuple[str, str]:
    """The key of the portal message that stands in `text` (what a screenshot shows, `Reading.text`), and its words;
    ("", "") where none does."""
    plain = _SPELLER.plain(text)
    return _portal(plain, plain)


_ABOUT = frozenset(
    {
        *(
            Intent.ASKS_AFFILIATION,
            Intent.ANNOUNCES_CONSTANCIA,
            Intent.ASKS_HOJA,
            Intent.HAS_HOJA,
            Intent.LOST_HOJA,
        ),
        *(Intent.ASKS_CARNET, Intent.ASKS_BAJA, Intent.BAJA_DONE, Intent.PORTAL),
    }
)


def _on_topic(plain: Plain, *, clinic: bool) -> bool:
    """One word that is only ever ours, or two that may be; "quiero la 25" stands for one of the two."""
    if _STRONG.search(plain):
        return True
    return len({match.group().strip() for match in _WEAK.findall(plain)}) + clinic >= 2


def _is_advert(plain: Plain) -> bool:
    """Of an office or a company, not of a student: two different words of theirs, none of a student's."""
    return len({match.group() for match in _OFFICE.findall(plain)}) >= 2 and not _STUDENT.search(plain)


def _portal(own: Plain, passed_on: Plain) -> tuple[str, str]:
    for plain in (own, passed_on):
        for key, patterns in _PORTAL.items():
            if match := patterns.search(plain):
                return key, plain.quote(*match.span())
    return "", ""


def _clinic(plain: Plain) -> tuple[str, str]:
    """The one clinic wished for, or named, and the phrase; ("", phrase) where several are. Up to three digits."""
    named: dict[str, str] = {}
    told = _CLINIC_WISHES.findall(plain) or _CLINIC.findall(plain)
    for part, match in [(plain, match) for match in told] or _alone(plain):
        number = next(group for group in match.groups() if group)
        if len(number) <= 3 and int(number):
            named.setdefault(number.zfill(3), part.quote(*match.span()))
    phrase = next(iter(named.values()), "")
    return (next(iter(named)) if len(named) == 1 else "", phrase)


def _alone(plain: Plain) -> list[tuple[Plain, re.Match[str]]]:
    """Lines that say "la 25" and nothing more but courtesies: what students answer when asked."""
    lines = [_SPELLER.plain(line) for line in plain.original.splitlines()]
    found = [(line, match) for line in lines if (match := _CLINIC_ALONE.search(line))]
    polite = _COURTESY | _THANKS | {"."}
    return [
        (line, match)
        for line, match in found
        if set(f"{line.words[: match.start()]} {line.words[match.end() :]}".split()) <= polite
    ]


def _question(plain: Plain) -> str:
    """The first sentence that asks what no other letter answers: about a matter of [pregunta], or one told as a
    question in which nothing else is asked for or told."""
    asking = _places(plain, _ASKING)
    asked = [(start, end) for start, end, marked in plain.sentences() if marked or _any_in(asking, start, end)]
    if not asked:
        return ""
    matters = _places(plain, _QUESTIONS)
    covered = _places(plain, *(_PATTERNS[intent] for intent in _ANSWERED), *_PORTAL.values(), _COURTESIES)
    if _clinic(plain)[0]:
        covered = sorted(covered + _places(plain, _CLINIC_WISHES, _CLINIC))
    for start, end in asked:
        if _any_in(matters, start, end) or not _any_in(covered, start, end):
            return plain.quote(start, end)
    return ""


def _places(plain: Plain, *patterns: Patterns) -> list[int]:
    """Where these are found, in order."""
    return sorted(match.start() for one in patterns for match in one.findall(plain))


def _any_in(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _thanks(plain: Plain) -> str:
    """The words of thanks where there is nothing else but courtesy and perhaps a name; "" otherwise."""
    if "?" in plain.original or "¿" in plain.original:
        return ""
    spoken = [word for word in plain.words.split() if word != "."]
    if not any(word in _THANKS for word in spoken):
        return ""
    others = [word for word in spoken if word not in _THANKS and word not in _COURTESY]
    capitals = {word for word in re.findall(r"[^\W\d_]+", plain.original) if word[0].isupper()}
    names = {_SPELLER.plain(word).words.strip() for word in capitals}
    if len(others) > MAX_UNKNOWN_IN_THANKS or not set(others) <= names:
        return ""
    return " ".join(plain.original.split())[:60]


_ANSWERED: frozenset[Intent] = frozenset(Intent) - {
    *(Intent.ANNOUNCES_CONSTANCIA, Intent.ANNOUNCES_ATTACHMENT, Intent.LINK, Intent.THANKS),
    *(Intent.PORTAL, Intent.CLINIC, Intent.QUESTION, Intent.HAS_HOJA, Intent.BAJA_DONE),
}
"""What a letter or a person answers as it is."""
_REPLY_MARKS = re.compile(r"^\s*(?:(?:re|rv|fwd?|fw|rm|enc)\s*:\s*)+", re.IGNORECASE)
_TABLES: Mapping[str, Any] = tomllib.loads(files("mailproc.cases").joinpath("words.toml").read_text("utf-8"))
_GROUPS = groups(_TABLES["grupos"])


def _patterns(table: Mapping[str, Any], wanted: str = "phrases") -> Patterns:
    phrases, exceptions = (table.get(name, ()) for name in (wanted, "except"))
    return Patterns.of([grouped(one, _GROUPS) for one in phrases], [grouped(one, _GROUPS) for one in exceptions])


def _speller() -> Speller:
    slips = _TABLES["slips"]
    return Speller(_TABLES["spelling"], tuple(slips["mended"]), frozenset(slips["right"]))


@cache
def _studies(programmes: tuple[str, ...]) -> Studies:
    return Studies(_TABLES, [_SPELLER.plain(name).words.strip() for name in programmes])


_SPELLER = _speller()
_QUESTIONS = Patterns.of([grouped(one, _GROUPS) for one in _TABLES["pregunta"]["phrases"]])
_ASKING = Patterns.of([grouped(one, _GROUPS) for one in _TABLES["pregunta"]["asking"]])
_COURTESIES = Patterns.of([grouped(one, _GROUPS) for one in _TABLES["pregunta"]["except"]])
_CLINIC = _patterns(_TABLES["clinica"])
_CLINIC_WISHES = _patterns(_TABLES["clinica"], "wishes")
_CLINIC_ALONE = _patterns(_TABLES["clinica"], "alone")
_PATTERNS: Mapping[Intent, Patterns] = {
    intent: _patterns(_TABLES[intent.value])
    for intent in Intent
    if "phrases" in _TABLES.get(intent.value, {}) and intent not in {Intent.CLINIC, Intent.QUESTION}
}
_PORTAL = {key: _patterns(table) for key, table in _TABLES["portal"].items()}
_STRONG = _patterns(_TABLES["tema"], "strong")
_WEAK = _patterns(_TABLES["tema"], "weak")
_OFFICE = Patterns.of(_TABLES["tema"]["office"])
_STUDENT = Patterns.of(_TABLES["tema"]["student"])
_HOSTS: tuple[str, ...] = tuple(_TABLES["enlace"]["hosts"])
_THANKS = frozenset(_TABLES["solo_gracias"]["thanks"])
_COURTESY = frozenset(_TABLES["solo_gracias"]["courtesy"])
