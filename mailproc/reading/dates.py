"""Dates as a sheet prints them: "12/08/2026", "2026-08-12", "12 de agosto de 2026", also with words joined."""

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
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*(?:D[EI]\s*)?(?:DIAS?\s*DEL?\s*(?:MES\s*DE\s*)?)?[/.-]?\s*({_NAMES})\.?\s*[/.,-]?\s*"
    r"(?:DEL?\s*)?(?:ANO\s*)?((?:19|20)\d{2})(?!\d)"
)


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
        _add(found, match.span(), match[3], _BY_NAME[match[2]], match[1])
    for match in _ISO.finditer(text):
        _add(found, match.span(), match[1], int(match[2]), match[3])
    for match in _BLURRED.finditer(text):
        day, month, year = ("".join(AS_DIGIT.get(c, c) for c in match[part]) for part in (1, 3, 4))
        real = sum(c.isdigit() for c in match[0])
        if _LEAST_DIGITS <= real < 8:
            _add(found, match.span(), year, int(month), day, repaired=True)
    return sorted(found, key=lambda one: one.start)


def _add(
    found: list[DateFound], span: tuple[int, int], year: str, month: int, day: str, *, repaired: bool = False
) -> None:
    try:
        value = date(int(year), month, int(day))
    except ValueError:
        return
    found.append(DateFound(value, *span, repaired))
