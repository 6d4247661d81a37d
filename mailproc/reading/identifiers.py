"""The numbers of IMSS: NSS, registro patronal, agregado médico, UMF. Pure functions over text.

Every `find_*` takes one run of text (a line, a cell) and gives the candidates in it as `Candidate`s with the
span they were found at. A candidate is `valid` when form and check digits hold, and `repaired` when
look-alike characters had to be replaced at positions typed by form: a proposal, never a proof.
"""

import re
from dataclasses import dataclass

from stdnum import luhn

from mailproc.reading.folding import AS_DIGIT, as_typed

SEPARATORS = " .,·_/–—-"
# Modalities of IMSS insurance that may stand at positions 9 and 10 of a registro patronal; 32 = students.
MODALITIES = frozenset(
    ["10", "13", "14", "17", "30", "31", "32", "33", "34", "35", "36", "38", "40", "42", "43", "44"]
)
STUDENTS = "32"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something of the right form at `text[start:end]`, normalised in `value`."""

    value: str
    start: int
    end: int
    valid: bool = True
    repaired: bool = False


# --- NSS -------------------------------------------------------------------------------------------------

_NSS_GROUPED = re.compile(r"(?<!\d)\d(?:[ .·_–—-]{0,3}\d){10}(?!\d)")
_NSS_BARE = re.compile(r"(?<!\d)\d{11}(?!\d)")
_NSS_BLURRED = re.compile(r"(?<![0-9A-Z])[0-9OQDILZSGBTA](?:[ .·_–—-]{0,2}[0-9OQDILZSGBTA]){10}(?![0-9A-Z])")


def is_nss(text: str) -> bool:
    """Eleven digits whose last is the Luhn digit over the ten before."""
    return len(text) == 11 and text.isascii() and text.isdigit() and luhn.is_valid(text)


def normalise_nss(text: str) -> str | None:
    """The eleven digits of any printed form (`1234 56 7890 3`, `12-34-56-7890-3`), None where not eleven."""
    digits = "".join(c for c in text if c not in SEPARATORS)
    return digits if len(digits) == 11 and digits.isascii() and digits.isdigit() else None


def with_lost_zero(text: str) -> str | None:
    """The NSS that a spreadsheet robbed of its leading zero: ten digits that are right with a zero before."""
    restored = "0" + text
    return restored if len(text) == 10 and is_nss(restored) else None


def nss_years(nss: str) -> tuple[int, int]:
    """Two-digit years of first registration and of birth. A soft hint only: real exceptions exist."""
    return int(nss[2:4]), int(nss[4:6])


def find_nss(text: str) -> list[Candidate]:
    """All eleven-digit numbers, valid or not. Digits that belong to a longer number are none.

    `text` is upper case. Bare runs of eleven digits count whatever stands beside them; parted ones only
    if no other digit follows or precedes, since they could be cut out of a longer number anywhere.
    """
    found: list[Candidate] = []
    for match in _NSS_BARE.finditer(text):
        found.append(Candidate(match[0], *match.span(), valid=is_nss(match[0])))
    for match in _NSS_GROUPED.finditer(text):
        if _touches(found, match.span()) or _amid_digits(text, *match.span()):
            continue
        value = normalise_nss(match[0])
        if value:
            found.append(Candidate(value, *match.span(), valid=is_nss(value)))
    for match in _NSS_BLURRED.finditer(text):
        value = "".join(AS_DIGIT.get(c, c) for c in match[0] if c not in SEPARATORS)
        real = sum(c.isdigit() for c in match[0])
        if real >= 8 and not _touches(found, match.span()):
            found.append(Candidate(value, *match.span(), valid=is_nss(value), repaired=True))
    return sorted(found, key=lambda candidate: candidate.start)


def _touches(found: list[Candidate], span: tuple[int, int]) -> bool:
    return any(span[0] < candidate.end and candidate.start < span[1] for candidate in found)


def _amid_digits(text: str, start: int, end: int) -> bool:
    before = text[:start].rstrip(SEPARATORS)
    after = text[end:].lstrip(SEPARATORS)
    near_before = len(text[:start]) - len(before) <= 2 and before[-1:].isdigit()
    near_after = len(text[end:]) - len(after) <= 2 and after[:1].isdigit()
    return near_before or near_after


# --- Registro patronal -----------------------------------------------------------------------------------

# Some PDFs have no space between the label and its value.
_REGISTRO = re.compile(
    r"(?:(?<![0-9A-Z])|(?<=PATRONAL))([A-Z0-9]\d{2})[ -]?(\d{5})(?:[ -]{0,3}(\d{2})(?:[ -]{0,3}(\d))?)?(?![0-9A-Z])"
)
_REGISTRO_BLURRED = re.compile(
    r"(?<![0-9A-Z])[A-Z0-9]{3}[ -]?[0-9OQDILZSGBTA]{5}[ -]?[0-9OQDILZSGBTA]{2,3}(?![0-9A-Z])"
)


def is_registro(text: str) -> bool:
    """Eleven characters whose last is the check digit: Luhn, a leading letter counting as its index + 10."""
    if re.fullmatch(r"[A-Z0-9]\d{10}", text) is None:
        return False
    head = str(ord(text[0]) - ord("A") + 10) if text[0].isalpha() else text[0]
    return bool(luhn.is_valid(head + text[1:]))


def modality_of(registro: str) -> str:
    """Positions 9 and 10 of a registro of 10 or 11 characters, "" of a shorter one."""
    return registro[8:10] if len(registro) >= 10 else ""


def same_registro(one: str, other: str) -> bool:
    """Equal at the length that both are printed with (8, 10 or 11 characters)."""
    length = min(len(one), len(other))
    return length >= 8 and one[:length] == other[:length]


def find_registros(text: str) -> list[Candidate]:
    """Registros patronales of 8, 10 or 11 characters, without their hyphens.

    `valid` is the check digit for 11 characters and a known modality for 10; eight characters have neither,
    so they are never valid by themselves: only a label makes them a registro.
    """
    found: list[Candidate] = []
    for match in _REGISTRO.finditer(text):
        value, end = "".join(part for part in match.groups() if part), match.end()
        if len(value) == 10 and text[match.end(2) : match.start(3)].isspace():
            # Two figures apart with no check digit are the next cell's.
            value, end = value[:8], match.end(2)
        valid = is_registro(value) if len(value) == 11 else modality_of(value) in MODALITIES
        found.append(Candidate(value, match.start(), end, valid=valid))
    for match in _REGISTRO_BLURRED.finditer(text):
        plain = match[0].replace("-", "").replace(" ", "")
        value = as_typed(plain, range(1, len(plain)), ())
        if value == plain or _touches(found, match.span()) or sum(c.isdigit() for c in plain) < 7:
            continue
        if re.fullmatch(r"[A-Z0-9]\d{9,10}", value):
            valid = is_registro(value) if len(value) == 11 else modality_of(value) in MODALITIES
            found.append(Candidate(value, *match.span(), valid=valid, repaired=True))
    return found


# --- Agregado médico -------------------------------------------------------------------------------------

_AGREGADO_FORM = re.compile(r"[1-6][HMXF](?:19|20)\d{2}(?:[A-Z]{2})?")
_AGREGADO = re.compile(
    r"(?<![0-9])([1-6])[ -]?([HMXF])[ -]?((?:19|20)\d{2})"
    r"(?:([A-Z]{2}|0R|E5|5F)(?![A-Z0-9])|[ -]{1,2}(OR|ES(?!\s(?:SU|EL|LA|TU|MI)\b)|PE|SF|ME|ND|0R|E5|5F)(?![A-Z0-9])"
    r"|(OR|ES|PE|SF|ME|ND|0R|E5|5F)|([O0] R|E S|P E|S F|M E|N D)(?![A-Z0-9])|(?![0-9]|[A-Z](?![A-Z])))"
)
# A line may end between the ground's letters; one letter alone is a ground of which the other was not seen. "1M2001 es
# su agregado" has none.
# The grounds are few, and an O set beside figures looks like none: these can only be these.
_GROUNDS = {"0R": "OR", "E5": "ES", "5F": "SF"}
_AGREGADO_BLURRED = re.compile(
    r"(?<![0-9A-Z])[1-6ILSZ][HMXF][0-9OQDILZSGBT]{4}(?:[A-Z0]{1}[A-Z5]{1})?(?![0-9A-Z])"
)


def is_agregado(text: str) -> bool:
    """Relation, sex, year of birth and (for who has an active right) two letters of its ground."""
    return _AGREGADO_FORM.fullmatch(text) is not None


def agregado_year(agregado: str) -> int:
    """The year of birth in it."""
    return int(agregado[2:6])


def is_insured(agregado: str) -> bool:
    """Whether it is that of an insured person or a pensioner, not of a family member."""
    return agregado[:1] in {"1", "5"}


def find_agregados(text: str) -> list[Candidate]:
    """Agregados médicos, with or without the two letters."""
    found: list[Candidate] = []
    for match in _AGREGADO.finditer(text):
        parts = (part.replace(" ", "") for part in match.groups() if part)
        found.append(Candidate("".join(_GROUNDS.get(part, part) for part in parts), *match.span()))
    for match in _AGREGADO_BLURRED.finditer(text):
        typed = as_typed(match[0], (0, 2, 3, 4, 5), (6, 7) if len(match[0]) == 8 else ())
        if typed != match[0] and is_agregado(typed) and not _touches(found, match.span()):
            found.append(Candidate(typed, *match.span(), repaired=True))
    return found


# --- UMF -------------------------------------------------------------------------------------------------

_UMF = re.compile(r"^[\s:.#-]*(?:U\.?\s?M\.?\s?F\.?|UNIDAD DE MEDICINA FAMILIAR|CLINICA)?[\s:.]*"
                  r"(?:NO\.?|NUM\.?|NUMERO|N°|Nº|#)?[\s:.]*([0-9OIL]{1,3})(?![0-9A-Z/.-]*\d)")  # fmt: skip


def parse_umf(text: str) -> Candidate | None:
    """The number of the clinic that the text begins with, as three digits ("013"). Upper case, folded."""
    match = _UMF.match(text)
    if match is None or not any(c.isdigit() for c in match[1]):
        return None
    digits = "".join(AS_DIGIT.get(c, c) for c in match[1])
    if int(digits) == 0:
        return None
    # A figure that touches a word may be another cell's: a proposal.
    joined = text[match.end(1) : match.end(1) + 1].isalpha()
    return Candidate(digits.zfill(3), *match.span(1), repaired=joined or digits != match[1])
