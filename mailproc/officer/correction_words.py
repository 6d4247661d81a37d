"""`nss=… kind=…` as a person types it: the words of `mailproc case ID set`, each value checked by its form.

A sentence names the field and the mend, and never the value.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence

from mailproc.cases.kinds import Kind
from mailproc.cases.ruling import WORK_FOLDERS
from mailproc.config import Settings
from mailproc.errors import UsageError
from mailproc.reading.curp import has_form, is_curp
from mailproc.reading.folding import fold, squeeze
from mailproc.reading.identifiers import is_nss, normalise_nss, parse_umf
from mailproc.reply.gate import sendable
from mailproc.roster.cells import name_of
from mailproc.store.corrections import Change
from mailproc.store.history import PROGRAM

KINDS = (*WORK_FOLDERS.values(), Kind.REVISAR, Kind.EMPLEO, Kind.BENEFICIARIO, Kind.CONSERVACION, Kind.CARNET)
"""Kinds that a person may say: those of the officer's folders, and those that a sheet tells. The others say what is
wrong with a message, or belong to no case."""
_LONGEST = 120
_LONGEST_CONTROL = 20


def change_of(words: Sequence[str], settings: Settings) -> Change:
    """What the words correct. A field with nothing behind its = is taken away. Raises UsageError."""
    values: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip().lower()
        if not sign:
            raise UsageError(f"{word}: write field=value, with quotation marks around a value with blanks.")
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, n=1)
            mean = f" did you mean {near[0]}?" if near else ""
            raise UsageError(f"{name}: no such field;{mean} There are {', '.join(FIELDS)}.")
        if name in values:
            raise UsageError(f"{name}: given twice; give each field once.")
        values[name] = plain(value)
    if not values:
        raise UsageError(f"set: name what to correct, as in nss=…; there are {', '.join(FIELDS)}.")
    kind = _kind(values.pop("kind")) if "kind" in values else None
    umf = _umf(values.pop("umf"), settings) if "umf" in values else None
    student = {name: _CHECKS[name](value) if value else "" for name, value in values.items()}
    return Change(student, umf, kind)


def plain(text: str) -> str:
    """One line of visible characters with one blank between words."""
    seen = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in seen if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"}).split())


def who_of(name: str) -> str:
    """The name that stands in the history. Raises UsageError."""
    who = plain(name)
    if not who or who.lower() == PROGRAM or len(who) > _LONGEST:
        raise UsageError("--by: name the person who says so.")
    return who


def _nss(text: str) -> str:
    value = normalise_nss(text)
    if value is None:
        digits = sum(c.isdigit() for c in text)
        raise UsageError(f"nss: an NSS has 11 digits, and this has {digits}; copy all of them, leading zeros too.")
    if not is_nss(value):
        raise UsageError("nss: its check digit does not fit, so one digit is wrong; look at the sheet again.")
    return value


def _curp(text: str) -> str:
    value = squeeze(text)
    if not has_form(value):
        raise UsageError("curp: these are not the 18 characters of a CURP; look at the sheet again.")
    if not is_curp(value):
        raise UsageError("curp: its check digit does not fit, so one character is wrong; look at the sheet again.")
    return value


def _name(text: str) -> str:
    value = name_of(text, "", "")
    if len(value.split()) < 2 or len(value) > _LONGEST:
        raise UsageError('name: write given names and surnames, as on the sheet: name="LUCIA RAMOS OVANDO".')
    return value


def _control(text: str) -> str:
    value = squeeze(text)
    if not any(c.isdigit() for c in value) or len(value) > _LONGEST_CONTROL or not value.isascii():
        raise UsageError("control: a control number is made of digits and a letter or two, such as 21270123.")
    return value


def _address(text: str) -> str:
    value = text.lower()
    if not sendable(value):
        raise UsageError("address: this is not one plain e-mail address, such as l21270123@school.example.")
    return value


def _free(name: str) -> Callable[[str], str]:
    def checked(text: str) -> str:
        if len(text) > _LONGEST:
            raise UsageError(f"{name}: longer than {_LONGEST} characters; shorten it.")
        return text

    return checked


_CHECKS: dict[str, Callable[[str], str]] = {
    "nss": _nss,
    "curp": _curp,
    "name": _name,
    "control": _control,
    "address": _address,
    "programme": _free("programme"),
    "semester": _free("semester"),
}
FIELDS = (*_CHECKS, "umf", "kind")


def _umf(text: str, settings: Settings) -> str:
    if not text:
        return ""
    found = parse_umf(fold(text))
    if found is None or found.repaired:
        raise UsageError("umf: write the number of the clinic, such as umf=13.")
    known = settings.institution.clinics
    numbers = {re.sub(r"\D", "", one).zfill(3) for one in known}
    if known and found.value not in numbers:
        raise UsageError(
            f"umf: none of [institution] clinics ({', '.join(known)}); name one of them, or add it there."
        )
    return found.value


def _kind(text: str) -> Kind:
    wanted = text.lower().replace(" ", "_")
    for kind in KINDS:
        if kind.value == wanted:
            return kind
    names = ", ".join(kind.value for kind in KINDS)
    raise UsageError(f"kind: {text or 'nothing'} cannot be said of a case; write one of {names}.")
