"""Records as tables for people and as JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from bench.item import Family, Kind
from bench.readers import OURS
from bench.record import Record
from bench.score import Outcome
from bench.tally import AIM, GROUPS, calibration, named, outcomes, parents, tally
from bench.truth import FIELDS

By = dict[str, list[Record]]
"""Records by reader."""


def show(console: Console, records: Sequence[Record], readers: Sequence[str]) -> None:
    """All tables; those of one reader alone are of ours, or of the first where ours did not run."""
    by = {reader: [one for one in records if one.reader == reader] for reader in readers}
    one = OURS if OURS in readers else readers[0]
    console.print(_aim(by[one], one))
    for collection in dict.fromkeys(record.collection for record in records):
        console.print(_copies(_only(by, collection), collection))
        console.print(_speed(_only(by, collection), collection))
    for table in (_papers(by), _traps(by)):
        if table.row_count:
            console.print(table)
    console.print(_fields(by[one], one))
    console.print(_reliability(by[one], one))
    _listed(console, by)


def _only(by: By, collection: str) -> By:
    return {reader: [one for one in records if one.collection == collection] for reader, records in by.items()}


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, box=box.SIMPLE, padding=(0, 1, 0, 0), show_edge=False, title_justify="left")
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place == 0 else "right", no_wrap=place == 0)
    return table


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _red(count: int) -> str:
    return f"[red]{count}[/red]" if count else "0"


def _aim(records: Sequence[Record], reader: str) -> Table:
    table = _table(
        f"{reader} beside its aim", "group", "n", "read %", "aim", "trusted %", "aim", "WRONG", "s", "CPU s"
    )
    for family in Family:
        count = tally([one for one in records if one.family is family])
        read, trusted = AIM[family]
        table.add_row(
            family.value, str(count.n), _share(count.read, count.n), f"{read:g}",
            _share(count.trusted, count.n), "" if trusted is None else f"{trusted:g}", _red(count.wrong),
            f"{count.seconds:.2f}", f"{count.cpu:.2f}",
        )  # fmt: skip
    papers, (n, told) = named([one for one in records if one.kind is Kind.LOOKALIKE]), parents(records)
    table.add_row("look-alikes named", str(papers.n), _share(papers.named, papers.n), "100", "", "", "", "", "")
    table.add_row("parents' sheets told", str(n), _share(told, n), "100", "", "", "", "", "")
    whole = tally(records)
    table.add_section()
    table.add_row(
        "all files", str(whole.files), _share(whole.read, whole.n), "", _share(whole.trusted, whole.n), "",
        _red(whole.wrong), f"{whole.seconds:.2f}", f"{whole.cpu:.2f}",
    )  # fmt: skip
    return table


def _copies(by: By, collection: str) -> Table:
    """A row for each kind of copy, the easy ones first."""
    heads = [head for reader in by for head in (f"{reader}\nread %", "trusted %", "WRONG")]
    table = _table(f"{collection}: kinds of copy", "copy", "n", *heads)
    for name, records in _by_copy(by):
        counts = [tally(these) for these in records.values()]
        cells = [
            cell
            for count in counts
            for cell in (_share(count.read, count.n), _share(count.trusted, count.n), _red(count.wrong))
        ]
        table.add_row(name, str(counts[0].n), *cells)
    return table


def _speed(by: By, collection: str) -> Table:
    """Seconds and processor seconds (medians, and our slowest), and ours by the others', as medians over the files
    that both have read: a busy machine hurts both."""
    others = [reader for reader in by if reader != OURS] if OURS in by else []
    heads = [head for reader in by for head in (f"{reader}\ns", "slowest", "CPU s")]
    ratios = [f"{OURS} by {other}\nCPU" for other in others]
    table = _table(f"{collection}: time", "copy", "files", *heads, *ratios)
    for name, records in _by_copy(by):
        counts = [tally(these) for these in records.values()]
        cells = [
            cell
            for count in counts
            for cell in (f"{count.seconds:.2f}", f"{count.slowest:.2f}", f"{count.cpu:.2f}")
        ]
        told = [_ratio(records[OURS], records[other]) for other in others]
        table.add_row(name, str(counts[0].files), *cells, *told)
    return table


def _ratio(ours: Sequence[Record], theirs: Sequence[Record]) -> str:
    spent = {one.key: one.cpu for one in theirs if not one.crash and one.cpu}
    both = [one.cpu / spent[one.key] for one in ours if not one.crash and one.key in spent]
    return f"{median(both):.2f}" if both else "-"


def _by_copy(by: By) -> Iterator[tuple[str, By]]:
    """Each kind of copy with its records, then all together; traps are left out, for they are PDFs with text, and
    would flatter whoever reads those."""
    kept = {reader: [one for one in records if one.kind is not Kind.TRAP] for reader, records in by.items()}
    first = sorted(next(iter(kept.values())), key=lambda one: (list(Family).index(one.family), one.copy))
    for copy in dict.fromkeys(one.copy for one in first):
        yield copy, {reader: [one for one in records if one.copy == copy] for reader, records in kept.items()}
    yield "all", kept


def _papers(by: By) -> Table:
    heads = [head for reader in by for head in (f"{reader}\nnamed %", "misnamed", "taken for\nconstancia")]
    table = _table("Papers that are no constancia", "paper", "n", *heads)
    first = [one for one in next(iter(by.values())) if one.kind in (Kind.LOOKALIKE, Kind.OTHER)]
    sorts = sorted({(one.collection, one.kind.value, one.sort) for one in first})
    for collection, kind, sort in sorts:
        counts = [
            named(
                [one for one in records if (one.collection, one.kind.value, one.sort) == (collection, kind, sort)]
            )
            for records in by.values()
        ]
        cells = [
            cell for each in counts for cell in (_share(each.named, each.n), str(each.misnamed), _red(each.taken))
        ]
        table.add_row(f"{collection} {sort}", str(counts[0].n), *cells)
    return table


def _traps(by: By) -> Table:
    """Sheets made to deceive: a reader should be right or silent, and say what is odd."""
    heads = [head for reader in by for head in (f"{reader}\nWRONG", "unnoticed")]
    table = _table("Traps", "trap", "n", *heads)
    first = [one for one in next(iter(by.values())) if _is_trap(one)]
    for sort in sorted({_trap(one) for one in first}):
        cells = []
        for records in by.values():
            these = [one for one in records if _is_trap(one) and _trap(one) == sort]
            cells += [_red(sum(len(one.wrong) for one in these)), str(sum(one.noticed is False for one in these))]
        table.add_row(sort, str(sum(_trap(one) == sort for one in first)), *cells)
    return table


def _is_trap(one: Record) -> bool:
    return one.kind is Kind.TRAP or one.noticed is not None


def _trap(one: Record) -> str:
    return one.sort if one.kind is Kind.TRAP else next((sheet.case for sheet in one.sheets), one.sort)


def _fields(records: Sequence[Record], reader: str) -> Table:
    heads = ("field", "n", "read %", "trusted %", "doubted", "missing", "WRONG")
    table = _table(f"{reader}: fields, over the sheets that show them", *heads)
    for name in FIELDS:
        count = outcomes(records, name)
        right = count[Outcome.TRUSTED] + count[Outcome.READ]
        n = right + count[Outcome.DOUBTED] + count[Outcome.MISSING] + count[Outcome.WRONG]
        table.add_row(
            name, str(n), _share(right, n), _share(count[Outcome.TRUSTED], n), str(count[Outcome.DOUBTED]),
            str(count[Outcome.MISSING]), _red(count[Outcome.WRONG]),
        )  # fmt: skip
    return table


def _reliability(records: Sequence[Record], reader: str) -> Table:
    """Where confidence is honest, the share right lies within its row's bounds."""
    heads = [head for group in GROUPS for head in (f"{group}\nclaims", "right %")]
    table = _table(f"{reader}: is its confidence honest?", "confidence", *heads)
    counts = [calibration(records, names) for names in GROUPS.values()]
    for row in range(len(counts[0].rows)):
        low, high = counts[0].rows[row][:2]
        cells = [
            cell
            for each in counts
            for cell in (str(each.rows[row][2]), _share(each.rows[row][3], each.rows[row][2]))
        ]
        table.add_row(f"{low:.2f}-{high:.2f}", *cells)
    table.add_section()
    table.add_row("Brier", *(cell for each in counts for cell in ("", f"{each.brier:.4f}")))
    table.add_row("calibration error", *(cell for each in counts for cell in ("", f"{each.error:.4f}")))
    return table


def _listed(console: Console, by: By) -> None:
    for reader, records in by.items():
        crashed = [one for one in records if one.crash]
        for one in records:
            for wrong in one.wrong:
                told = f"{one.key} {one.copy} {one.sort}: {wrong.field} said {wrong.said}, is {wrong.truth}"
                if one.held_aside:  # how often, and in which field: whoever works on the reader may know no more
                    told = f"{one.key}, held aside: {wrong.field}"
                if reader == OURS:
                    console.print(f"[red]WRONG[/red] {told}", highlight=False, soft_wrap=True)
        if crashed:
            console.print(f"{reader} could not read {len(crashed)} files: see crashed/", highlight=False)


def as_json(records: Sequence[Record], readers: Sequence[str]) -> str:
    """What the tables tell, for programs."""
    told = {}
    for reader in readers:
        mine = [one for one in records if one.reader == reader]
        told[reader] = {
            "all": asdict(tally(mine)),
            "families": {
                family.value: asdict(tally([one for one in mine if one.family is family])) for family in Family
            },
            "copies": {
                f"{collection} {copy}": asdict(
                    tally([one for one in mine if (one.collection, one.copy) == (collection, copy)])
                )
                for collection, copy in sorted({(one.collection, one.copy) for one in mine})
            },
            "look-alikes": asdict(named([one for one in mine if one.kind is Kind.LOOKALIKE])),
            "parents": parents(mine),
            "fields": {name: outcomes(mine, name) for name in FIELDS},
            "calibration": {group: asdict(calibration(mine, names)) for group, names in GROUPS.items()},
        }
    return json.dumps(told, ensure_ascii=False, indent=1)


def written(folder: Path, records: Sequence[Record], readers: Sequence[str]) -> Path:
    """The JSON beside the records."""
    path = folder / "result.json"
    path.write_text(as_json(records, readers), encoding="utf-8")
    return path
