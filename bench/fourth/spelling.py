"""How sheets write days and names."""

from datetime import date

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
NUMBERS = (
    "cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiún", "veintidós",
    "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve", "treinta",
    "treinta y uno",
)  # fmt: skip
PARTICLES = frozenset({"De", "Del", "La", "Las", "Los", "Y"})


def day(when: date | None, style: str = "/") -> str:
    """A day in one of the styles below; "" for none. Days in words go up to 2031."""
    if when is None:
        return ""
    d, m, y = when.day, when.month, when.year
    month = MONTHS[m - 1]
    return {
        "/": f"{d:02d}/{m:02d}/{y}",
        "-": f"{d:02d}-{m:02d}-{y}",
        ".": f"{d:02d}.{m:02d}.{y}",
        "iso": f"{y}-{m:02d}-{d:02d}",
        "long": f"{d} de {month} de {y}",
        "long2": f"{d:02d} de {month} del {y}",
        "LONG": f"{d} DE {month.upper()} DE {y}",
        "MON": f"{d:02d}-{month[:3].upper()}-{y}",
        "mon/": f"{d:02d}/{month[:3]}/{y}",
        "mon ": f"{d} {month[:3]} {y}",
        "Mon.": f"{d:02d} {month[:3].capitalize()}. {y}",
        "words": f"{NUMBERS[d]} días del mes de {month} de dos mil {NUMBERS[(y - 2000) % len(NUMBERS)]}",
    }[style]


def yes_no(right: bool | None) -> str:
    """As a system writes it."""
    return "SI" if right else "NO"


def si_no(right: bool | None) -> str:
    """As who knows accents writes it."""
    return "SÍ" if right else "NO"


def titled(text: str) -> str:
    """In title case, but "de", "la", "los" within it."""
    words = text.title().split()
    return " ".join(word.lower() if place and word in PARTICLES else word for place, word in enumerate(words))
