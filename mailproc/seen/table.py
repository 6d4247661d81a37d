"""The reading of one file on a terminal. Right at 80 columns, and at 50."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mailproc.reading.model import FileReading, Person, Problem, Reading
from mailproc.seen.wording import DOCUMENTS, Row, person, rows, typed, visible

KEY = Text("✓ confirmado por dos testigos   ? sin confirmar   – no se leyó", style="dim")


def file_table(path: str, reading: FileReading) -> RenderableType:
    """A file: its name, its problems, and each sheet found in it."""
    heading = Text(visible(path), style="bold", overflow="fold")
    heading.append(f"  {reading.seconds:.2f} s", style="not bold dim")
    parts: list[RenderableType] = [heading, *_problems(reading.problems)]
    for sheet in reading.readings:
        parts += _sheet(sheet)
    return Group(*parts, "")


def sheet_table(name: str, sheet: Reading) -> RenderableType:
    """One sheet of a file of that name."""
    return Group(Text(visible(name), style="bold", overflow="fold"), *_sheet(sheet))


def _sheet(sheet: Reading) -> Iterator[RenderableType]:
    heading = Text(DOCUMENTS[sheet.document], style="bold cyan")
    if sheet.pages:
        pages = ", ".join(map(str, sheet.pages))
        heading.append(f" · página{'s' * (len(sheet.pages) > 1)} {pages}", style="not bold dim")
    yield heading
    if sentence := typed(sheet):
        yield Padding(Text(sentence, style="yellow"), (0, 0, 0, 1))
    found = rows(sheet)
    if found:
        yield _fields(found)
    if len(sheet.people) > 1:
        yield ""
        yield _people(sheet.people)
    yield from _problems(sheet.problems)


def _fields(found: tuple[Row, ...]) -> Table:
    table = _table()
    table.add_column("")
    table.add_column("Dato", overflow="fold", max_width=16)
    # A CURP is never broken, and at 80 columns neither is a registro with its modality.
    table.add_column("Valor", overflow="fold", min_width=18)
    table.add_column("Conf.", justify="right", no_wrap=True)
    table.add_column("Testigos", overflow="fold", max_width=20)
    for row in found:
        style = "bold yellow" if not row.trusted else "bold"
        shown = Text(row.value, style=style) if row.value else Text("no se leyó", style="dim")
        table.add_row(_mark(row), row.label, shown, row.confidence, Text(row.witnesses, style="dim"))
    return table


def _mark(row: Row) -> Text:
    return Text(row.mark, style={"✓": "bold green", "?": "bold yellow"}.get(row.mark, "dim"))


def _people(people: tuple[Person, ...]) -> Table:
    table = _table()
    for heading in ("Persona", "Nombre", "CURP", "Agregado", "Derecho"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "CURP")
    for one in people:
        who, name, curp, _nss, agregado, right = person(one)
        table.add_row(*map(Text, (who, name, curp, agregado, right)))
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim", pad_edge=False, padding=(0, 1, 0, 0))


def _problems(problems: tuple[Problem, ...]) -> Iterator[RenderableType]:
    for problem in problems:
        bullet = Table.grid(padding=(0, 1))
        bullet.add_row(Text("•", style="yellow"), Text(visible(problem.text)))
        yield Padding(bullet, (0, 0, 0, 1))
