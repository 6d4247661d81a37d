"""One cell of a roster as its value, or what is wrong with it. Pure; the sentences name no value."""

import re
import unicodedata
from enum import StrEnum

from mailproc.reading.curp import has_form, is_curp
from mailproc.reading.folding import fold, squeeze
from mailproc.reading.identifiers import is_nss, normalise_nss, with_lost_zero

LONGEST = 200
"""Characters of a name or a programme that are kept."""

_BLANK_WORDS = """
NA NULL NONE NAN SN 0 PENDIENTE NOTIENE SINDATO SINDATOS SINNSS SINCURP SINCORREO SINNUMERO NOAPLICA NODISPONIBLE
DESCONOCIDO
"""
_BLANK = frozenset({"", *_BLANK_WORDS.split()})
_LONGEST_BLANK = 20
_MARKS = ("=", '"', "'", "`", "´")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>,;:\"'()|]+@[^\s<>,;:\"'()|@]+\.[^\s<>,;:\"'()|@]+")
_GONE = re.compile(r"\b(EGRESAD|TITULAD|GRADUAD|EX.?ALUMN|BAJA|DESERT|DESERC|EXPULSAD|FALLECID|DEFUNC)")
_STAYS = re.compile(r"\b(NO|SIN|POR|A) (EGRESAD|TITULAD|GRADUAD|BAJA)|\bBAJA (TEMPORAL|PARCIAL)")
_CODES = frozenset({"BD", "EG", "EGR", "TIT"})


class Fault(StrEnum):
    """What is wrong with a cell or a row."""

    FORM = "form"
    CHECK_DIGIT = "check_digit"
    SHORTENED = "shortened"
    TWICE = "twice"
    REPEATED = "repeated"
    UNIDENTIFIED = "unidentified"


def text_of(cell: str) -> str:
    """What a person sees in it: one space between words, nothing that is not printed, no "07…" in quotation marks
    that keep a spreadsheet from making a number of it, no ".0" that one put behind it; "" for "N/A" and its like."""
    if not cell.isprintable():
        cell = "".join(" " if c.isspace() else c for c in cell if c.isspace() or unicodedata.category(c)[0] != "C")
    plain = " ".join(cell.split())
    if plain.startswith(_MARKS):
        plain = re.sub(r"^=?\"(.*)\"$", r"\1", plain).lstrip("'`´").strip()
    if plain.endswith(".0"):
        plain = re.sub(r"^(\d+)\.0$", r"\1", plain)
    blank = len(plain) <= _LONGEST_BLANK and squeeze(plain) in _BLANK
    return "" if blank else plain[:LONGEST]


def curp_of(text: str) -> str | Fault:
    """A valid CURP; "" for an empty cell."""
    value = squeeze(text)
    if not text or is_curp(value):
        return value
    return Fault.CHECK_DIGIT if has_form(value) else Fault.FORM


def nss_of(text: str) -> str | Fault:
    """A valid NSS, its lost zero put back; "" for an empty cell."""
    if not text:
        return ""
    if _SHORTENED.fullmatch(text):
        return Fault.SHORTENED
    value = normalise_nss(text) or with_lost_zero(re.sub(r"[\s.,-]", "", text)) or ""
    if is_nss(value):
        return value
    digits = sum(c.isdigit() for c in text)
    return Fault.CHECK_DIGIT if digits in {10, 11} else Fault.FORM


def control_of(text: str) -> str | Fault:
    """Capitals and digits alone."""
    return Fault.SHORTENED if _SHORTENED.fullmatch(text) and "+" in text else squeeze(text)


def address_of(text: str) -> str | Fault:
    """The first address in it, in small letters."""
    match = _ADDRESS.search(text)
    return match[0].lower() if match else Fault.FORM if text else ""


def name_of(whole: str, given: str, surnames: str) -> str:
    """In capitals with its accents; given names first where that is known ("RAMOS OVANDO, LUCIA")."""
    if not whole:
        whole = f"{given} {surnames}"
    elif whole.count(",") == 1:
        last, _, first = whole.partition(",")
        whole = f"{first} {last}"
    return " ".join(re.sub(r"[^\w\s.'’-]|[\d_]", " ", whole).upper().split())


def is_graduated(status: str) -> bool:
    """Whether the roster's word says that the person is no student any more. Who left for a time comes back."""
    word = fold(status)
    return word in _CODES or (_GONE.search(word) is not None and _STAYS.search(word) is None)
