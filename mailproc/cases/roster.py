"""The roster (padrón) as a witness: it recognises a student, confirms or contradicts what a sheet shows. Pure.

It never gives a value, never outvotes one, and says nothing of right, employers and dates. The store gives the few
entries that may be meant (`mailproc.store.roster.candidates`); without a roster there are none, and nothing changes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mailproc.cases.evidence import SHEET_FOR_A_PERSON
from mailproc.cases.person_names import agree, same, shared, words
from mailproc.reading.folding import fold
from mailproc.reading.model import Document, Field, FileReading, Holder, Reading, Witness
from mailproc.reading.names import split_name
from mailproc.reading.votes import NEEDED, ordered, points_of

CLASH = "El NSS y la CURP de la hoja son de dos estudiantes distintos del padrón."

_DOUBT = 0.2
"""What is left of the doubt in a value that the roster has too: as reading.votes weighs a witness beside the sheet."""
_CERTAIN = 0.9995

_LETTER_AND_NUMBER = re.compile(r"L(\d{6,})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A student as the roster has it; "" where it says nothing. CURP and NSS are valid ones, `address` is in small
    letters, `control` in capitals without blanks, `name` in capitals with its accents, in either order."""

    control: str = ""
    name: str = ""
    curp: str = ""
    nss: str = ""
    address: str = ""
    programme: str = ""
    semester: str = ""
    graduated: bool = False


def control_keys(control: str) -> tuple[str, ...]:
    """The forms under which a control number may stand in the roster: addresses put an L before it (l21270123@…), which
    the roster may have or not. Other letters (D, B, M) are of other studies, where the figures may be another's."""
    key = re.sub(r"[^0-9A-Z]", "", control.upper())
    match = _LETTER_AND_NUMBER.fullmatch(key)
    return (key, match[1]) if match else (key,) if key else ()


def entry_of(reading: Reading, sender_address: str, control: str, entries: Iterable[Entry]) -> Entry | None:
    """The one entry that the sheet's student is.

    By CURP and NSS, read and not repaired; None where they are two entries'. Else by the sender's address and control
    number, if the sheet's name is the entry's and no trusted number says that it is somebody else's, a brother's.
    """
    every = tuple(dict.fromkeys(entries))
    numbered = _numbered(reading, every)
    if numbered:
        return numbered[0] if len(numbered) == 1 else None
    theirs = [entry for entry in every if is_senders(entry, sender_address, control) and _may_be(reading, entry)]
    return theirs[0] if len(theirs) == 1 else None


def clash(reading: Reading, entries: Iterable[Entry]) -> str:
    """A Spanish reason for `revisar` where the trusted CURP and NSS are two entries'; "" where they are not."""
    every = tuple(dict.fromkeys(entries))
    by_curp = [entry for entry in every if entry.curp and entry.curp == _trusted(reading.curp)]
    by_nss = [entry for entry in every if entry.nss and entry.nss == _trusted(reading.nss)]
    return CLASH if by_curp and by_nss and set(by_curp).isdisjoint(by_nss) else ""


def confirm(reading: Reading, entry: Entry) -> Reading:
    """The reading in which NSS, CURP and name that one witness saw are trusted where the roster has the same; with
    such a CURP the head of the sheet is the student for sure, where nothing but that CURP was in doubt.

    Nothing is confirmed on a sheet that is suspected of something, or that contradicts the entry; no NSS where the
    student is a beneficiary; no name without a number of the entry's, for father and son may share it.
    """
    suspected = any(problem.code in SHEET_FOR_A_PERSON for problem in reading.problems)
    if suspected or mismatches(reading, entry):
        return reading
    changes: dict[str, Any] = {}
    titular = reading.holder is None or reading.holder.value is Holder.TITULAR
    if titular and reading.nss is not None and reading.nss.value == entry.nss:
        changes["nss"] = _with_roster(reading.nss, checked=True)
    if reading.curp is not None and reading.curp.value == entry.curp:
        changes["curp"] = curp = _with_roster(reading.curp, checked=True)
        if curp.trusted and not reading.curp.trusted:
            changes["holder"] = _holder_by(curp, reading)
    if _numbered(reading, (entry,)) and reading.name is not None and same(reading.name.value, entry.name):
        changes["name"] = _with_roster(reading.name, checked=False)
    return replace(reading, **changes) if changes else reading


def _holder_by(curp: Field[str], reading: Reading) -> Field[Holder] | None:
    """The holder, sure where nobody but the head can be the student and this CURP, the head's, is sure now. The reader
    trusts a sheet's right to care only where it has no doubt of whom that speaks; the holder only where, besides, two
    have seen the CURP or the agregado."""
    holder, vigente = reading.holder, reading.vigente
    alone = all(person.role is Holder.TITULAR for person in reading.people)
    clear = alone and vigente is not None and vigente.trusted
    if holder is None or holder.trusted or holder.value is not Holder.TITULAR or not clear:
        return holder
    return replace(holder, trusted=True, confidence=round(0.99 * curp.confidence, 4), witnesses=curp.witnesses)


def recognised(file: FileReading, sender_address: str, control: str, entries: Iterable[Entry]) -> FileReading:
    """The file with its constancias confirmed, each by the entry that its student is."""
    every = tuple(entries)

    def told(sheet: Reading) -> Reading:
        if sheet.document is not Document.CONSTANCIA:
            return sheet
        entry = entry_of(sheet, sender_address, control, every)
        return confirm(sheet, entry) if entry is not None else sheet

    return replace(file, readings=tuple(map(told, file.readings))) if every else file


def mismatches(reading: Reading, entry: Entry) -> tuple[str, ...]:
    """Spanish reasons for `revisar` where a trusted value is not what the roster has for the same student."""
    curp, nss, name = _trusted(reading.curp), _trusted(reading.nss), _trusted(reading.name)
    reasons = {
        "El NSS de la hoja no es el que el padrón tiene para este estudiante.": _differ(nss, entry.nss),
        "La CURP de la hoja no es la que el padrón tiene para este estudiante.": _differ(curp, entry.curp),
        "El nombre de la hoja no es el que el padrón tiene para este estudiante.": _other_name(name, entry.name),
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def greeting(entry: Entry, sender_address: str, control: str) -> str:
    """The first given name, if the sender's own address, or the control number in it, is the entry's; else "".

    Which of the words is the given name is told by the entry's CURP; "" where it tells nothing, or several.
    """
    if not is_senders(entry, sender_address, control) or not entry.curp:
        return ""
    parts = split_name(entry.name.replace(".", " "), entry.curp)
    if parts is None or parts.ambiguous:
        return ""
    first = parts.given.split()[0]
    if first == "MA":
        return "María"
    # An initial or an abbreviation is no name to greet by.
    if len(first) == 1 or words(first) != [fold(first)]:
        return ""
    accented = (word for word in re.findall(r"[^\W\d_]+", entry.name) if fold(word) == fold(first))
    return next(accented, "").capitalize()


def _numbered(reading: Reading, entries: Iterable[Entry]) -> list[Entry]:
    """The entries whose CURP or NSS was read on the sheet as it is printed."""
    curp, nss = _read(reading.curp), _read(reading.nss)
    return [entry for entry in entries if (curp and entry.curp == curp) or (nss and entry.nss == nss)]


def is_senders(entry: Entry, address: str, control: str) -> bool:
    """Whether an address, or the control number in it, is the entry's."""
    by_address = bool(address) and entry.address == address.lower()
    return by_address or (bool(entry.control) and entry.control in control_keys(control))


def _may_be(reading: Reading, entry: Entry) -> bool:
    """Whether the sheet may be this entry's by its name: one of a brother's has the surnames, and other numbers."""
    name = reading.name.value if reading.name is not None else ""
    numbers = _differ(_trusted(reading.curp), entry.curp) or _differ(_trusted(reading.nss), entry.nss)
    return not numbers and shared(name, entry.name) >= 2 and agree(name, entry.name)


def _with_roster(field: Field[str], *, checked: bool) -> Field[str]:
    """The field with the roster as a further witness. One that two had seen and that is not trusted all the same
    lost its trust for another reason, which the roster does not know."""
    witnesses = ordered((*field.witnesses, Witness.ROSTER))
    enough = points_of(witnesses, checked=checked) >= NEEDED
    before = points_of(set(field.witnesses) - {Witness.ROSTER}, checked=checked) >= NEEDED
    if field.trusted or field.repaired or before or not enough:
        return field
    sure = min(1 - (1 - field.confidence) * _DOUBT, _CERTAIN)
    return replace(field, trusted=True, confidence=round(sure, 4), witnesses=witnesses)


def _read(field: Field[str] | None) -> str:
    return field.value if field is not None and not field.repaired else ""


def _trusted(field: Field[str] | None) -> str:
    return field.value if field is not None and field.trusted else ""


def _differ(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _other_name(one: str, other: str) -> bool:
    return len(words(one)) >= 2 and len(words(other)) >= 2 and not agree(one, other)
