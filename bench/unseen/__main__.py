"""`python -m bench.unseen`: how mailproc reads the sheets kept aside."""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.unseen.generate import Item, generate
from bench.unseen.score import CORE, Score, score
from bench.unseen.truth import FIELDS
from mailproc.reader import read_bytes
from mailproc.reading.model import Document

OUT = Path(__file__).parents[1] / "out"
Scored = tuple[Item, Score]


def main(
    n: Annotated[int, typer.Option(min=1, help="Files.")] = 100,
    seed: Annotated[int, typer.Option(help="Another seed, another set.")] = 5,
) -> None:
    """Prints read, trusted, WRONG and seconds for each kind of copy, layout and field; lists the WRONG ones."""
    console = Console()
    console.width = max(console.width, 100)
    OUT.mkdir(exist_ok=True)
    scored = [(item, _timed(item)) for item in track(generate(n, seed), total=n, console=console, transient=True)]
    console.print(_table("copy", scored, lambda item: item.copy))
    console.print(_table("layout", scored, lambda item: item.layout))
    console.print(_table("case", scored, lambda item: item.truth.case))
    console.print(_matrix([one for one in scored if one[0].truth.document is Document.CONSTANCIA]))
    console.print(_fields([one for one in scored if one[0].truth.document is Document.CONSTANCIA]))
    _listed(console, seed, scored)


def _timed(item: Item) -> Score:
    start = time.perf_counter()
    result = read_bytes(item.content, name=item.name)
    return score(item, result, time.perf_counter() - start)


def _share(flags: Iterable[bool]) -> str:
    held = list(flags)
    return f"{100 * sum(held) / len(held):.1f}" if held else "-"


def _table(title: str, scored: list[Scored], key: Callable[[Item], str]) -> Table:
    table = Table(title=f"by {title}")
    table.add_column(title)
    for column in ("files", "constancias", "read %", "trusted %", "named % (all)", "WRONG", "median s"):
        table.add_column(column, justify="right")
    groups = {key(item): [one for one in scored if key(one[0]) == key(item)] for item, _ in scored}
    for name, rows in [*sorted(groups.items()), ("all", scored)]:
        sheets = [found for item, found in rows if item.truth.document is Document.CONSTANCIA]
        table.add_row(
            name, str(len(rows)), str(len(sheets)), _share(found.read for found in sheets),
            _share(found.sure for found in sheets), _share(found.named for _, found in rows),
            str(sum(bool(found.wrong) for _, found in rows)),
            f"{statistics.median(found.seconds for _, found in rows):.2f}",
        )  # fmt: skip
    return table


def _fields(sheets: list[Scored]) -> Table:
    table = Table(title="by field, constancias")
    for column in ("field", "scored", "right %", "trusted %", "WRONG"):
        table.add_column(column, justify="left" if column == "field" else "right")
    for name in FIELDS:
        rows = [found for item, found in sheets if name not in item.truth.unscored]
        table.add_row(
            name, str(len(rows)), _share(name in found.right for found in rows),
            _share(name in found.trusted for found in rows),
            str(sum(any(one.field == name for one in found.wrong) for found in rows)),
        )  # fmt: skip
    table.add_row("people", str(len(sheets)), _share(found.people for _, found in sheets), "-", "-")
    return table


def _matrix(sheets: list[Scored]) -> Table:
    """Right answers by layout and field, trusted or not."""
    table = Table(title="right % by layout and field, constancias")
    for column in ("layout", *FIELDS):
        table.add_column(column, justify="left" if column == "layout" else "right")
    for layout in sorted({item.layout for item, _ in sheets}):
        rows = [one for one in sheets if one[0].layout == layout]
        shares = (
            _share(name in found.right for item, found in rows if name not in item.truth.unscored)
            for name in FIELDS
        )
        table.add_row(layout, *(share.removesuffix(".0") for share in shares))
    return table


def _listed(console: Console, seed: int, scored: list[Scored]) -> None:
    path = OUT / "unseen-wrong.jsonl"
    lines = []
    for item, found in scored:
        where = {
            "seed": seed,
            "index": item.index,
            "layout": item.layout,
            "copy": item.copy,
            "case": item.truth.case,
        }
        for wrong in found.wrong:
            lines.append(where | {"field": wrong.field, "value": wrong.value, "truth": wrong.truth})
            console.print(f"WRONG {lines[-1]}", highlight=False, soft_wrap=True)
        core = CORE if item.truth.document is Document.CONSTANCIA else ()
        missed = [name for name in core if name not in found.right] + ["document"] * (not found.named)
        if missed:
            console.print(f"missed {where | {'fields': missed, 'problems': found.problems}}", soft_wrap=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    console.print(f"Written: {path}")


if __name__ == "__main__":
    typer.run(main)
