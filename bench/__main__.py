"""`python -m bench`: accuracy and seconds of every reader on the same seeded files, in one run."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench import report, sets
from bench.readers import READERS, usual
from bench.record import Record, records
from bench.run import OtherRun, Settings, fingerprint, run

OUT = Path(__file__).parent / "out"


def _chosen(text: str, known: tuple[str, ...], what: str, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if unknown := [name for name in names if name not in known]:
        raise typer.BadParameter(f"no {what} is called {unknown[0]}; there are: {', '.join(known)}")
    return names or usual or known


def main(
    collections: Annotated[
        str, typer.Option("--set", help=f"Of {', '.join(sets.NAMES)}, with commas; or all.")
    ] = "all",
    n: Annotated[int, typer.Option(min=1, help="Rounds: in each, every kind of copy comes once.")] = 1,
    readings: Annotated[int, typer.Option(min=0, help="Instead of rounds: so many files in all.")] = 0,
    seed: Annotated[int, typer.Option(help="Another seed, other files.")] = 1,
    only: Annotated[str, typer.Option(help="Kinds of copy, layouts, look-alikes …, with commas.")] = "",
    held_aside: Annotated[bool, typer.Option("--held-aside", help="Only what nobody looks at.")] = False,
    in_view: Annotated[bool, typer.Option("--in-view", help="Only what anybody may look at.")] = False,
    readers: Annotated[str, typer.Option(help=f"Of {', '.join(READERS)}, with commas.")] = "",
    jobs: Annotated[int, typer.Option(min=1, help="Processes; seconds are fair with one alone.")] = 1,
    keep_missed: Annotated[bool, typer.Option(help="Put unread files aside as well as WRONG ones.")] = False,
    into: Annotated[
        str, typer.Option(help="Name of the run below bench/out; one that exists is taken up again.")
    ] = "",
) -> None:
    """Prints accuracy, trust, WRONG and seconds for each kind of copy and reader; puts WRONG files aside."""
    console = Console()
    # The tables have a column group for each reader; a pipe has no width of its own.
    console.width = max(console.width, 150)
    if held_aside and in_view:
        raise typer.BadParameter("nothing is both held aside and in view")
    names = _chosen("" if collections == "all" else collections, sets.NAMES, "set")
    settings = Settings(
        collections=names,
        readers=_chosen(readers, tuple(READERS), "reader", usual()),
        seed=seed,
        rounds=n,
        readings=readings,
        only=tuple(sorted(each.strip() for each in only.split(",") if each.strip())),
        held_aside=True if held_aside else False if in_view else None,
        reader=fingerprint(),
    )
    folder = OUT / (into or f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    try:
        _run(console, settings, folder, jobs=jobs, keep_missed=keep_missed)
    except OtherRun as error:
        raise typer.BadParameter(str(error)) from error
    found = list(records(folder / "records.jsonl"))
    report.show(console, found, settings.readers)
    console.print(f"Written: {report.written(folder, found, settings.readers)}")


def _run(console: Console, settings: Settings, folder: Path, *, jobs: int, keep_missed: bool) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    wrong = 0
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(settings.plans) * len(settings.readers))

        def step(one: Record) -> None:
            nonlocal wrong
            wrong += len(one.wrong)
            progress.update(task, description=f"{one.collection} {one.copy}, WRONG {wrong}", advance=1)

        run(settings, folder, jobs=jobs, keep_missed=keep_missed, step=step)


if __name__ == "__main__":
    typer.run(main)
