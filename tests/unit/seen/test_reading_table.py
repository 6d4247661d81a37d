"""The table of `mailproc read` on a terminal: all there, and right on narrow ones."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from mailproc.reading.model import Document, Field, FileReading, Problem, ProblemCode, Reading
from mailproc.seen.table import file_table
from tests.unit.seen.readings import CONSTANCIA, CURP, EMPLOYER, NSS, RELATIVE, of_file


def shown(reading: FileReading, *, width: int = 80, path: str = "constancia.jpg") -> list[str]:
    console = Console(width=width, file=io.StringIO(), highlight=False)
    console.print(file_table(path, reading))
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]  # the StringIO given above


def line(lines: list[str], label: str) -> str:
    (found,) = [one for one in lines if one[2:].strip().startswith(label)]
    return found


@pytest.mark.parametrize("width", [60, 80, 120])
def test_identifiers_stand_whole_in_their_line_at_any_width(width: int) -> None:
    lines = shown(of_file(CONSTANCIA), width=width)
    assert max(map(len, lines)) <= width
    assert line(lines, "NSS").split()[:3] == ["✓", "NSS", NSS]
    assert line(lines, "CURP").split()[:3] == ["?", "CURP", CURP]
    assert "99.9 %" in line(lines, "NSS")


def test_the_whole_sheet_is_told() -> None:
    text = "\n".join(shown(of_file(CONSTANCIA, problems=(Problem(ProblemCode.TOO_MANY, "Son muchas páginas."),))))
    for told in (
        "constancia.jpg",
        "0.31 s",
        "Constancia de vigencia de derechos · página 1",
        "A3399990326 · modalidad 32",
        "12/08/2026",
        "titular",
        "no se leyó",
        "Son muchas páginas.",
        "No se pudo leer el nombre.",
    ):
        assert told in text
    assert all(word in text for word in EMPLOYER.name.split())
    assert "Persona" not in text


def test_several_persons_are_listed() -> None:
    lines = shown(of_file(RELATIVE))
    (heading,) = [one for one in lines if one.startswith("Persona")]
    assert heading.split() == ["Persona", "Nombre", "CURP", "Agregado", "Derecho"]
    (child,) = [one for one in lines if one.startswith("hija")]
    assert CURP in child


def test_several_sheets_of_one_file_stand_below_each_other() -> None:
    reading = of_file(
        replace(CONSTANCIA, pages=(1, 2)), Reading(Document.CURP, (3,)), Reading(Document.DESCONOCIDO, ())
    )
    text = "\n".join(shown(reading))
    assert "Constancia de vigencia de derechos · páginas 1, 2" in text
    assert "CURP · página 3" in text
    assert "Documento desconocido\n" in text


def test_nothing_in_a_file_or_its_name_steers_the_terminal() -> None:
    reading = of_file(replace(CONSTANCIA, name=Field("[red]ANA\x1b[31m", True, 1.0)))
    text = "\n".join(shown(reading, path="[bold]\x1b]0;a\x07.pdf"))
    assert "\x1b" not in text
    assert "[bold]·]0;a·.pdf" in text
    assert "[red]ANA·[31m" in text
