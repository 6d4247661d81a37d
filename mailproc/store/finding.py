"""Finding cases by what somebody at the window says: folio, control number, CURP, NSS, name, address.

Texts are compared folded in Python (accents, case, blanks and hyphens do not count), so that every database answers
alike; a few short columns of each case are read for that, and only the cases found are read whole.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.roster import control_keys
from mailproc.store import schema
from mailproc.store.cases import Case, load
from mailproc.store.opening import Store

K = TypeVar("K")

SHORTEST = 4
"""Characters from which on a piece of a number or an address finds it: the digest shows the last four."""
MOST = 500
"""Cases read in one statement: databases bound the values of one."""
_MARKS = re.compile("[\u0300-\u036f]+")
_PARTS = re.compile(r"[^\W_]+")
_READ = ("nss", "curp", "name")
"""Fields of a sheet by which a case is found although they are not trusted."""


@dataclass(slots=True)
class Card:
    """What a case or a person is found by: `keys` are squeezed numbers and what stands before the @ of addresses,
    `addresses` folded whole ones, `names` the folded words of names."""

    keys: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, *numbers: str | None, name: str | None = None, address: str | None = None) -> None:
        self.keys.update(_key(number) for number in numbers if number)
        self.names.update(_parted(name or ""))
        if address:
            self.addresses.add(_fold(address))
            self.keys.add(_key(address.partition("@")[0]))

    def has(self, word: str) -> bool:
        """Whether a word of the question begins a name, or is a number or an address or a piece of one."""
        if "@" in word:
            return any(word in address for address in self.addresses)
        key = _key(word)
        return (
            any(name.startswith(word) for name in self.names)
            or key in self.keys
            or (len(key) >= SHORTEST and any(key in own for own in self.keys))
        )


def find(store: Store, text: str) -> tuple[Case, ...]:
    """The cases that the text means, in the order of their folios: those with the whole text as a number, else those
    in which each of its words begins a name or stands in a number or an address. Sheets count as they were read,
    trusted or not. () for a text without letters and figures. Raises StoreError."""
    if not _words(text):
        return ()
    with store.reading() as session:
        found = meant(text, cards(session, store))
        return tuple(
            case
            for start in range(0, len(found), MOST)
            for case in load(session, store, schema.Case.id.in_(found[start : start + MOST]))
        )


def meant(text: str, among: Mapping[K, Card]) -> list[K]:
    """Whose cards the text means, as `find` has it: in the order of the cards."""
    words = _words(text)
    if not words:
        return []
    whole = {_key(text), *control_keys(text)}
    found = [one for one, card in among.items() if whole & card.keys]
    return found or [one for one, card in among.items() if all(map(card.has, words))]


def _words(text: str) -> list[str]:
    """The words of a question: addresses stay whole, a number in pieces ("0001 9") is one, names are parted."""
    chunks = _fold(text).split()
    if all(_has_digit(chunk) and "@" not in chunk for chunk in chunks):
        return [key] if (key := _key(text)) else []
    return [
        word
        for chunk in chunks
        for word in ([chunk] if "@" in chunk else [_key(chunk)] if _has_digit(chunk) else _parted(chunk))
        if word
    ]


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _fold(text: str) -> str:
    """In capitals without accents; as reading.folding has it, for tens of thousands of texts at once."""
    if text.isascii():
        return text.upper()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).upper()


def _key(text: str) -> str:
    """The letters and figures of a text, folded."""
    plain = _fold(text)
    return plain if plain.isalnum() else "".join(_PARTS.findall(plain))


def _parted(name: str) -> list[str]:
    """The folded words of a name: PEREZ-GIL is two."""
    return _PARTS.findall(_fold(name))


def cards(session: Session, store: Store) -> dict[int, Card]:
    """A card for each of the account's cases, by id."""
    student = schema.Student
    rows = session.execute(
        select(
            schema.Case.id,
            schema.Case.folio,
            student.name,
            student.control,
            student.address,
            student.curp,
            student.nss,
        )
        .join(student, schema.Case.student_id == student.id, isouter=True)
        .where(schema.Case.account_id == store.account_id)
    )
    found: dict[int, Card] = {}
    for identifier, folio, name, control, address, *numbers in rows:
        card = found[identifier] = Card()
        card.add(folio, *numbers, *control_keys(control or ""), name=name, address=address)
    senders = session.execute(
        select(schema.CaseMessage.case_id, schema.Sender.address, schema.Sender.name)
        .join(schema.Message, schema.CaseMessage.message_id == schema.Message.id)
        .join(schema.Sender, schema.Message.sender_id == schema.Sender.id)
        .where(schema.Message.account_id == store.account_id)
        .distinct()
    )
    for identifier, address, name in senders:
        found.setdefault(identifier, Card()).add(name=name, address=address)
    _add_readings(session, store, found)
    return found


def _add_readings(session: Session, store: Store, found: dict[int, Card]) -> None:
    values = [schema.Reading.body["fields"][name]["value"].as_string() for name in _READ]
    rows = session.execute(
        select(schema.Reading.case_id, *values).where(
            schema.Reading.account_id == store.account_id, schema.Reading.case_id.is_not(None)
        )
    )
    for identifier, nss, curp, name in rows:
        found.setdefault(identifier, Card()).add(nss, curp, name=name)
