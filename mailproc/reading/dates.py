"""Dates as a sheet prints them: "12/08/2026", "2026-08-12", "12 de agosto de 2026", "12/VIII/2026", "agosto 12, 2026",
"doce días del mes de agosto de dos mil veintiséis"; also with words joined."""

import re
from dataclasses import dataclass
from datetime import date

from mailproc.reading.folding import AS_DIGIT

_MONTHS = ("ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE",
           "NOVIEMBRE", "DICIEMBRE")  # fmt: skip
_BY_NAME = {name: number for number, name in enumerate(_MONTHS, start=1)}
_BY_NAME |= {name[:3]: number for name, number in _BY_NAME.items()} | {"SETIEMBRE": 9, "SEPT": 9}
# An O beside figures is easily read as one: "19/AG0/2026".
_BY_NAME |= {name.replace("O", "0"): number for name, number in _BY_NAME.items()}
_NAMES = "|".join(sorted(_BY_NAME, key=len, reverse=True))

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d{2})(?!\d)")
# Day, month and year in cells of their own.
_PARTED = re.compile(r"(\d{2}) (\d{2}) ((?:19|20)\d{2})")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/.])(\d{2})\2(\d{2})(?!\d)")
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_ROMANS = re.compile(rf"(?<!\d)(\d{{1,2}})([/.-])({'|'.join(_ROMAN)})\2((?:19|20)\d{{2}})(?!\d)")

# Numbers as notaries write them: 1 to 99, and years.
_UNITS = ("UNO", "DOS", "TRES", "CUATRO", "CINCO", "SEIS", "SIETE", "OCHO", "NUEVE")
_TEENS = (
    "DIEZ",
    "ONCE",
    "DOCE",
    "TRECE",
    "CATORCE",
    "QUINCE",
    "DIECISEIS",
    "DIECISIETE",
    "DIECIOCHO",
    "DIECINUEVE",
)
_TENS = ("TREINTA", "CUARENTA", "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA")
_SPELLED = {word: number for number, word in enumerate((*_UNITS, *_TEENS), start=1)}
_SPELLED |= {"PRIMERO": 1, "PRIMER": 1, "UN": 1, "VEINTE": 20, "VEINTIUN": 21}
_SPELLED |= {f"VEINTI{word}": 20 + number for number, word in enumerate(_UNITS, start=1)}
for _ten, _word in enumerate(_TENS, start=3):
    _SPELLED[_word] = 10 * _ten
    _SPELLED |= {f"{_word} Y {unit}": 10 * _ten + number for number, unit in enumerate(_UNITS, start=1)}
_SPELLED["TREINTA Y UN"] = 31
_NUMBER = "|".join(sorted(_SPELLED, key=len, reverse=True))
_CENTURIES = {"DOS MIL": 2000, "MIL NOVECIENTOS": 1900}
_YEAR = rf"(?:(?:19|20)\d{{2}}(?!\d)|(?:{'|'.join(_CENTURIES)})(?: (?:{_NUMBER}))?(?![A-Z]))"

# The day, its words in brackets or an ordinal's ending: "3 (tres)", "1o.".
_DAY = rf"(?<!\d)(?<![A-Z])(\d{{1,2}}(?:(?:[°O]|ER|RO)\.?(?![A-Z]))?|(?:{_NUMBER})(?![A-Z]))\s*(?:\([A-Z ]+\)\s*)?"
_WORDS = re.compile(
    rf"{_DAY}(?:D[EI]\s*)?(?:DIAS?\s*DEL?\s*(?:MES\s*DE\s*)?)?[/.-]?\s*({_NAMES})\.?\s*[/.,-]?\s*"
    rf"(?:DEL?\s*)?(?:ANO\s*)?(?:DEL?\s*)?({_YEAR})"
)
_MONTH_FIRST = re.compile(rf"(?<![A-Z])({_NAMES})\.?\s(\d{{1,2}})(?:,|\sDEL?)\s((?:19|20)\d{{2}})(?!\d)")


_ALIKE = "[0-9OQDILZSGBT]"
_BLURRED = re.compile(rf"(?<![0-9A-Z])({_ALIKE}{{2}})([/.-])({_ALIKE}{{2}})\2([12LIZ]{_ALIKE}{{3}})(?![0-9A-Z])")
_LEAST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class DateFound:
    """A real date at `text[start:end]`; `repaired`: letters stood for digits in it."""

    value: date
    start: int
    end: int
    repaired: bool = False


def find_dates(text: str) -> list[DateFound]:
    """All real dates in a run of upper-case text without accents; day before month, as in Mexico."""
    found: list[DateFound] = []
    for match in _NUMBERS.finditer(text):
        _add(found, match.span(), match[3], int(match[2]), match[1])
    if parted := _PARTED.fullmatch(text):
        _add(found, parted.span(), parted[3], int(parted[2]), parted[1])
    for match in _WORDS.finditer(text):
        _add(found, match.span(), _year(match[3]), _BY_NAME[match[2]], _day(match[1]))
    for match in _MONTH_FIRST.finditer(text):
        _add(found, match.span(), match[3], _BY_NAME[match[1]], match[2])
    for match in _ROMANS.finditer(text):
        _add(found, match.span(), match[4], _ROMAN[match[3]], match[1])
    for match in _ISO.finditer(text):
        _add(found, match.span(), match[1], int(match[3]), match[4])
    for match in _BLURRED.finditer(text):
        day, month, year = ("".join(AS_DIGIT.get(c, c) for c in match[part]) for part in (1, 3, 4))
        real = sum(c.isdigit() for c in match[0])
        if _LEAST_DIGITS <= real < 8:
            _add(found, match.span(), year, int(month), day, repaired=True)
    return sorted(found, key=lambda one: one.start)


def _day(text: str) -> str:
    return str(_SPELLED[text]) if text in _SPELLED else "".join(c for c in text if c.isdigit())


def _year(text: str) -> str:
    for century, number in _CENTURIES.items():
        if text.startswith(century):
            return str(number + _SPELLED.get(text[len(century) + 1 :], 0))
    return text


def _add(
    found: list[DateFound], span: tuple[int, int], year: str, month: int, day: str, *, repaired: bool = False
) -> None:
    try:
        value = date(int(year), month, int(day))
    except ValueError:
        return
    if any(span[0] < one.end and one.start < span[1] for one in found):
        return
    found.append(DateFound(value, *span, repaired))
