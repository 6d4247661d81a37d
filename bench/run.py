"""One run: every reader over every sample, counted, and what went wrong put aside to look at."""

import dataclasses
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.answers import Answer, Reader
from bench.samples import Sample
from bench.score import Tally, Verdict, judged, present
from mailproc.reading.model import Document
from tests.documents import FIELDS

CRASH = "crash "
"""How the problem of a reader that raised begins."""


@dataclass(slots=True)
class FieldTally:
    """Counts of one field: sheets that show it, rightly read, rightly trusted, trusted and false."""

    n: int = 0
    read: int = 0
    trusted: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Results:
    """All counts of a run: by reader and group, by reader and field, and each reader's claims."""

    tallies: dict[str, dict[str, Tally]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Tally)))
    fields: dict[str, dict[str, FieldTally]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(FieldTally))
    )
    claims: dict[str, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    unnoticed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    crashes: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, reader: str, sample: Sample, answer: Answer, verdict: Verdict) -> None:
        """One answer more."""
        self.tallies[reader][sample.group].add(verdict, answer.seconds)
        self.claims[reader].extend(verdict.claims)
        if sample.sheet.case.startswith(("parent", "spouse")):
            self.parents[reader].add(verdict, answer.seconds)
        self.crashes[reader] += any(code.startswith(CRASH) for code in answer.problems)
        if sample.sheet.problems and not sample.sheet.problems & set(answer.problems):
            self.unnoticed[reader].append(sample.sheet.case)
        for name in FIELDS:
            tally = self.fields[reader][name]
            if present(name, sample.sheet):
                tally.n += 1
                tally.read += name in verdict.right
                tally.trusted += name in verdict.right_trusted
            tally.wrong += name in verdict.wrong

    def total(self, reader: str) -> Tally:
        """All groups together."""
        whole = Tally()
        for tally in self.tallies[reader].values():
            whole.n += tally.n
            whole.read += tally.read
            whole.trusted += tally.trusted
            whole.named += tally.named
            whole.wrong += tally.wrong
            whole.seconds += tally.seconds
        return whole


def run(
    samples: Iterable[Sample],
    readers: list[Reader],
    out: Path,
    *,
    keep_missed: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> Results:
    """Reads all samples with all readers, the readers taking turns on each file so that a busy machine hurts
    them alike. Files with a WRONG field go to `out`/wrong, those a reader crashed on to `out`/crashed, with
    `keep_missed` the unread ones to `out`/missed. `step` is called with the group's name before each sample."""
    results = Results()
    for number, sample in enumerate(samples):
        step(sample.group)
        for reader in readers:
            answer = _answer(reader, sample)
            verdict = judged(answer, sample.sheet)
            results.add(reader.name, sample, answer, verdict)
            crashed = any(code.startswith(CRASH) for code in answer.problems)
            if verdict.wrong:
                _keep(out / "wrong" / reader.name, number, sample, answer, verdict)
            elif crashed:
                _keep(out / "crashed" / reader.name, number, sample, answer, verdict)
            elif keep_missed and not verdict.read:
                _keep(out / "missed" / reader.name, number, sample, answer, verdict)
    return results


def _answer(reader: Reader, sample: Sample) -> Answer:
    """The reader's answer; a crash is one too: nothing read, and the exception's name as its problem."""
    started = time.perf_counter()
    try:
        return reader.read(sample.content, sample.name)
    except Exception as error:  # noqa: BLE001  a crash is a result to count, not the end of an hour's run
        return Answer(Document.DESCONOCIDO, problems=(f"{CRASH}{error!r}",), seconds=time.perf_counter() - started)


def _keep(folder: Path, number: int, sample: Sample, answer: Answer, verdict: Verdict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{number:04d}-{sample.group}-{sample.sheet.case}"
    (folder / f"{stem}{Path(sample.name).suffix}").write_bytes(sample.content)
    told = {
        "name": sample.name,
        "wrong": verdict.wrong,
        "truth": dataclasses.asdict(sample.sheet),
        "answer": dataclasses.asdict(answer),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, default=_plain)
    (folder / f"{stem}.json").write_text(text, encoding="utf-8")


def _plain(value: object) -> object:
    """What JSON has no type for: sets as sorted lists, dates and all else as text."""
    return sorted(value) if isinstance(value, frozenset) else str(value)
