"""Dates, counts and lists in Spanish, and names for a greeting."""

from collections.abc import Sequence
from datetime import date

_MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre")  # fmt: skip
_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y"})


def long_date(day: date) -> str:
    """ "12 de agosto de 2026"."""
    return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"


def weekday_date(day: date) -> str:
    """ "lunes 17 de agosto"."""
    return f"{_DAYS[day.weekday()]} {day.day} de {_MONTHS[day.month - 1]}"


def count(number: int, one: str, many: str) -> str:
    """ "1 día", "3 días"."""
    return f"{number:,} {one if number == 1 else many}"


def listed(items: Sequence[str]) -> str:
    """ "a", "a y b", "a, b y c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} y {items[-1]}"


def given_name(name: str) -> str:
    """A sheet's "MARIA DEL CARMEN" as "Maria del Carmen"; a name in mixed case stays as it is."""
    if not name.isupper():
        return name
    words = name.lower().split()
    return " ".join(word if word in _PARTICLES and place else word.title() for place, word in enumerate(words))
