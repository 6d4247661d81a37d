"""`python -m bench`: accuracy and seconds of every reader on the same seeded set, in one run."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench import report
from bench.readers import READERS, available, made
from bench.run import run
from bench.samples import GROUPS, samples, size
from tests.documents import COPIES, copy, generate

OUT = Path(__file__).parent / "out"


def _chosen(text: str, known: tuple[str, ...], what: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if unknown := [name for name in names if name not in known]:
        raise typer.BadParameter(f"no {what} is called {unknown[0]}; there are: {', '.join(known)}")
    return names or known


def main(
    n: Annotated[int, typer.Option(min=1, help="Files for each kind of copy.")] = 3,
    seed: Annotated[int, typer.Option(help="Another seed, another set.")] = 1,
    only: Annotated[str, typer.Option(help="Kinds of copy, with commas; `copies` for all, else all groups.")] = "",
    readers: Annotated[str, typer.Option(help=f"Of {', '.join(READERS)}, with commas.")] = "",
    keep_missed: Annotated[bool, typer.Option(help="Put unread files aside as well as WRONG ones.")] = False,
) -> None:
    """Prints accuracy, trust, WRONG and seconds for each kind of copy and reader; puts WRONG cases aside."""
    console = Console()
    # The tables have a column group for each reader; a pipe has no width of its own.
    console.width = max(console.width, 118)
    groups = tuple(COPIES) if only == "copies" else _chosen(only, GROUPS, "group")
    names = list(_chosen(readers, tuple(available()), "reader"))
    warm, sheet = generate(0, layout="lines", case="si_ours")
    ready = made(names, copy(warm, "scan_150", 0, name=sheet.filename))
    started = datetime.now(UTC)
    folder = OUT / f"{started:%Y%m%dT%H%M%SZ}"
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=sum(size(group, n) for group in groups))

        def step(group: str) -> None:
            progress.update(task, description=group, advance=1)

        results = run(samples(groups, n, seed), ready, folder, keep_missed=keep_missed, step=step)
    report.show(console, results, names)
    text = report.as_json(results, names, n=n, seed=seed, groups=groups, started=f"{started:%Y-%m-%dT%H:%M:%SZ}")
    console.print(f"Written: {report.written(folder, text)}")


if __name__ == "__main__":
    typer.run(main)
