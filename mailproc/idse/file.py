"""A whole batch file: its lines, made and read."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailproc.idse.layout import END, LENGTH, TOTALS, Form
from mailproc.idse.record import Flaw, Movement, read, read_fields, write, write_fields

_DIGITS_OF_COUNT = 6


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, at a line and a column of the file, both counted from 1."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file says. `movements` are those of its sound lines; it is right only without problems."""

    movements: tuple[Movement, ...]
    problems: tuple[Problem, ...]


def write_file(movements: Sequence[Movement], form: Form) -> bytes:
    """A line for each movement, each with its end; with `totals` one more. Raises record.DoesNotFit."""
    lines = [write(movement, form) for movement in movements]
    if form.totals and movements:
        values = {"count": str(len(movements)).zfill(_DIGITS_OF_COUNT), "guia": movements[-1].guia}
        lines.append(write_fields(TOTALS, values, form))
    return b"".join(line + END for line in lines)


def read_file(content: bytes, form: Form) -> Contents:
    """Every byte of a file held against the layout."""
    movements: list[Movement] = []
    problems: list[Problem] = []
    *lines, rest = content.split(END)
    if rest:
        lines.append(rest)
        problems.append(Problem(len(lines), len(rest) + 1, "falta el fin de línea (CR LF)"))
    elif not lines:
        problems.append(Problem(1, 1, "el archivo está vacío"))
    for number, line in enumerate(lines, 1):
        if form.totals and number == len(lines):
            found = _totals(line, form, len(lines) - 1)
        else:
            told = read(line, form)
            if isinstance(told, Movement):
                movements.append(told)
                continue
            found = told
        problems += [Problem(number, flaw.column, flaw.text) for flaw in found]
    return Contents(tuple(movements), tuple(sorted(problems, key=lambda one: (one.line, one.column))))


def _totals(line: bytes, form: Form, count: int) -> list[Flaw]:
    text = line.decode(form.encoding, errors="replace")
    if len(text) != LENGTH:
        return [Flaw(min(len(text), LENGTH) + 1, f"la línea tiene {len(text)} caracteres, y deben ser {LENGTH}")]
    values = read_fields(TOTALS, text, form)
    if isinstance(values, list):
        return values
    wrong = int(values["count"]) != count
    return (
        [Flaw(TOTALS[2].start, f"el total dice {int(values['count'])}, y hay {count} movimientos")]
        if wrong
        else []
    )
