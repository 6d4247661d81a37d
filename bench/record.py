"""One reader's reading of one file, judged: a line of `records.jsonl`. Tables are made of these lines alone, so
that a run may be stopped and taken up again."""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.answers import Reply
from bench.item import Family, Item, Kind
from bench.score import Outcome, Verdict, Wrong, judged
from bench.truth import Truth
from mailproc.reading.model import Document, Holder


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file: what it is, and what the reader made of it. `whole` as in `Truth`; `parents` for a
    sheet on which the student is a beneficiary."""

    truth: Document
    case: str
    whole: bool
    parents: bool
    said: Document
    named: bool
    read: bool
    trusted: bool
    outcomes: dict[str, Outcome]
    wrong: tuple[Wrong, ...]
    claims: tuple[tuple[str, float, bool], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """`seconds` by the clock, `cpu` of all cores together. `noticed` tells whether a trap's problem was reported,
    None where there was none to report."""

    key: str
    collection: str
    copy: str
    family: Family
    kind: Kind
    sort: str
    held_aside: bool
    reader: str
    seconds: float
    cpu: float
    crash: str
    noticed: bool | None
    sheets: tuple[Sheet, ...]

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        """Of all sheets."""
        return tuple(wrong for sheet in self.sheets for wrong in sheet.wrong)

    @property
    def read(self) -> bool:
        """All sheets of the file."""
        return all(sheet.read or not sheet.whole for sheet in self.sheets)


def record(item: Item, reader: str, reply: Reply, seconds: float, cpu: float) -> Record:
    """Judges a reply."""
    due = frozenset(code for truth in item.truths for code in truth.problems)
    plan = item.plan
    return Record(
        plan.key, plan.collection, plan.copy, item.family, plan.kind, plan.sort, plan.held_aside, reader,
        round(seconds, 4), round(cpu, 4), reply.crash, bool(due & set(reply.problems)) if due else None,
        tuple(map(_sheet, item.truths, judged(reply.answers, item.truths))),
    )  # fmt: skip


def _sheet(truth: Truth, verdict: Verdict) -> Sheet:
    return Sheet(
        truth.document, truth.case, truth.whole, truth.holder is Holder.BENEFICIARIO, verdict.document,
        verdict.named, verdict.read, verdict.trusted, verdict.outcomes, verdict.wrong, verdict.claims,
    )  # fmt: skip


def line(one: Record) -> str:
    """The record as one line of JSON."""
    return json.dumps(dataclasses.asdict(one), ensure_ascii=False, separators=(",", ":")) + "\n"


def records(path: Path) -> Iterator[Record]:
    """All records of a file; the last line of a run that was killed may be half a one, and is passed over."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for text in lines:
            if text.endswith("\n"):
                yield _record(json.loads(text))


def _record(told: dict[str, Any]) -> Record:
    sheets = tuple(
        Sheet(**{
            **sheet, "truth": Document(sheet["truth"]), "said": Document(sheet["said"]),
            "outcomes": {name: Outcome(value) for name, value in sheet["outcomes"].items()},
            "wrong": tuple(Wrong(**each) for each in sheet["wrong"]),
            "claims": tuple((name, confidence, right) for name, confidence, right in sheet["claims"]),
        })
        for sheet in told["sheets"]
    )  # fmt: skip
    return Record(**{**told, "family": Family(told["family"]), "kind": Kind(told["kind"]), "sheets": sheets})
