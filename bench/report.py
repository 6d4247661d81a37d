"""Results as tables for people and as JSON for programs."""

import json
from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from bench.run import Results
from bench.samples import GROUPS
from bench.score import Tally, reliability
from tests.documents import FIELDS

OURS = "mailproc"


def show(console: Console, results: Results, readers: list[str]) -> None:
    """The tables: kinds of copy, fields, reliability, speed."""
    console.print(_copies(results, readers))
    console.print(_fields(results, readers))
    for reader in readers:
        if results.crashes[reader]:
            console.print(f"[red]{reader} crashed on {results.crashes[reader]} files: see crashed/[/red]")
    if OURS in readers:
        console.print(_reliability(results))
        if results.unnoticed[OURS]:
            cases = ", ".join(sorted(set(results.unnoticed[OURS])))
            console.print(f"Adversarial sheets whose problem {OURS} did not report: {cases}")
        _speed(console, results, readers)


def _table(title: str) -> Table:
    return Table(title=title, box=box.SIMPLE, padding=(0, 1, 0, 0), show_edge=False)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _copies(results: Results, readers: list[str]) -> Table:
    table = _table("Kinds of copy: read %, trusted %, WRONG (trusted and false), median seconds")
    table.add_column("copy")
    table.add_column("n", justify="right")
    for reader in readers:
        for head in (f"{reader}\nread", "trusted", "WRONG", "s"):
            table.add_column(head, justify="right")
    groups = [group for group in GROUPS if results.tallies[readers[0]][group].n]
    rows = [(group, {reader: results.tallies[reader][group] for reader in readers}) for group in groups]
    rows.append(("parents' sheets", {reader: results.parents[reader] for reader in readers}))
    for group, tallies in rows:
        table.add_row(
            group, str(tallies[readers[0]].n), *(cell for r in readers for cell in _cells(tallies[r], group))
        )
    table.add_section()
    totals = {reader: results.total(reader) for reader in readers}
    table.add_row("all", str(totals[readers[0]].n), *(cell for r in readers for cell in _cells(totals[r], "all")))
    return table


def _cells(tally: Tally, group: str) -> tuple[str, str, str, str]:
    """For look-alikes, *read* is the share rightly named, and there is nothing to trust."""
    wrong = f"[red]{tally.wrong}[/red]" if tally.wrong else "0"
    if group == "lookalikes":
        return _share(tally.named, tally.n), "-", wrong, f"{tally.median:.2f}"
    return _share(tally.read, tally.n), _share(tally.trusted, tally.n), wrong, f"{tally.median:.2f}"


def _fields(results: Results, readers: list[str]) -> Table:
    table = _table("Fields: read %, trusted %, WRONG, over the sheets that show them")
    table.add_column("field")
    table.add_column("n", justify="right")
    for reader in readers:
        for head in (f"{reader}\nread", "trusted", "WRONG"):
            table.add_column(head, justify="right")
    for name in FIELDS:
        cells = []
        for reader in readers:
            tally = results.fields[reader][name]
            wrong = f"[red]{tally.wrong}[/red]" if tally.wrong else "0"
            cells += [_share(tally.read, tally.n), _share(tally.trusted, tally.n), wrong]
        table.add_row(name, str(results.fields[readers[0]][name].n), *cells)
    return table


def _reliability(results: Results) -> Table:
    table = _table(f"Reliability of {OURS}'s confidence")
    for head in ("confidence", "claims", "right %"):
        table.add_column(head, justify="right")
    for low, high, n, right in reliability(results.claims[OURS]):
        if n:
            table.add_row(f"{low:.2f}-{high:.2f}", str(n), _share(right, n))
    return table


def _speed(console: Console, results: Results, readers: list[str]) -> None:
    """Ratios of medians over all files that are pictures: text PDFs cost nobody anything."""
    pictures = [
        group for group in GROUPS if group not in ("as_is", "resaved", "merged", "lookalikes", "adversarial")
    ]
    for other in readers:
        ours, theirs = Tally(), Tally()
        for group in pictures:
            ours.seconds += results.tallies[OURS][group].seconds
            theirs.seconds += results.tallies[other][group].seconds
        if other != OURS and ours.median:
            ratio = theirs.median / ours.median
            console.print(
                f"Scans and photos: {other} takes {ratio:.2f} times {OURS}'s median of {ours.median:.2f} s."
            )


def as_json(results: Results, readers: list[str], **settings: object) -> str:
    """Everything counted, with the settings of the run."""
    told = {
        "settings": settings,
        "readers": {
            reader: {
                "total": _tally(results.total(reader)),
                "groups": {group: _tally(tally) for group, tally in results.tallies[reader].items() if tally.n},
                "parents": _tally(results.parents[reader]),
                "fields": {name: asdict(tally) for name, tally in results.fields[reader].items()},
                "reliability": reliability(results.claims[reader]),
                "crashes": results.crashes[reader],
                "unnoticed": sorted(results.unnoticed[reader]),
            }
            for reader in readers
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _tally(tally: Tally) -> dict[str, object]:
    slowest = max(tally.seconds, default=0.0)
    return {
        "n": tally.n,
        "read": tally.read,
        "trusted": tally.trusted,
        "named": tally.named,
        "wrong": tally.wrong,
        "median_seconds": round(tally.median, 4),
        "max_seconds": round(slowest, 4),
    }


def written(folder: Path, text: str) -> Path:
    """The JSON in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "result.json"
    path.write_text(text, encoding="utf-8")
    return path
