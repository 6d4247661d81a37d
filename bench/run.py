"""A run: every reader over every item, judged and written down as it goes, in several processes.

A run's folder holds `settings.json`, `records.jsonl` (a line for each item and reader) and the files to look at in
`wrong/`, `crashed/` and `missed/`. A run that was stopped is taken up where it stopped.
"""

import dataclasses
import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from bench import sets
from bench.answers import Answer, Reader, Reply
from bench.item import Item, Plan
from bench.readers import READERS
from bench.record import Record, line, record, records
from mailproc.reading.model import Document

SECONDS = 300.0
"""For one file and all readers; a batch has as many times that as it has files."""
ROOT = Path(__file__).parents[1]


class OtherRun(Exception):
    """A folder holds a run with other settings, or of another version of the reader."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes a run: so many `rounds` of each collection, or `readings` files of all together. `reader` is a
    fingerprint of this project's own code: results of two versions are not to be mixed."""

    collections: tuple[str, ...]
    readers: tuple[str, ...]
    seed: int
    rounds: int
    readings: int
    only: tuple[str, ...]
    held_aside: bool | None
    reader: str

    @property
    def plans(self) -> list[Plan]:
        """All items of the run."""
        return [plan for name in self.collections for plan in self._of(name)]

    def _of(self, name: str) -> Iterator[Plan]:
        number = -(-self.readings // len(self.collections)) or self.rounds * sets.collection(name).round
        return sets.plans(name, self.seed, number, only=frozenset(self.only), held_aside=self.held_aside)


def fingerprint() -> str:
    """Of all Python and TOML files of the package, by content."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "mailproc").rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def opened(folder: Path, settings: Settings) -> Path:
    """The folder's records, ready to be added to. More files than before may be asked for; OtherRun tells of any
    other difference."""
    folder.mkdir(parents=True, exist_ok=True)
    told = folder / "settings.json"
    ours, any_number = json.loads(json.dumps(dataclasses.asdict(settings))), {"rounds": 0, "readings": 0}
    if told.exists() and json.loads(told.read_text("utf-8")) | any_number != ours | any_number:
        raise OtherRun(f"{folder} holds a run with other settings or another version of the reader.")
    told.write_text(json.dumps(ours, indent=1), encoding="utf-8")
    path = folder / "records.jsonl"
    if path.exists() and not (held := path.read_bytes()).endswith(b"\n"):
        path.write_bytes(held[: held.rfind(b"\n") + 1])  # a line that a kill cut in two
    return path


def run(
    settings: Settings,
    folder: Path,
    *,
    jobs: int = 1,
    keep_missed: bool = False,
    step: Callable[[Record], None] = lambda _: None,
    makers: Mapping[str, Callable[[], Reader]] = READERS,
) -> None:
    """Reads what the folder has no record of yet; `step` is called with each record, also with those found.
    `makers` make the readers in each process.

    Raises OtherRun.
    """
    path = opened(folder, settings)
    done: set[str] = set()
    for found in records(path):
        done.add(found.key)
        step(found)
    waiting = [plan for plan in settings.plans if plan.key not in done]
    with path.open("a", encoding="utf-8") as file:
        chosen = {name: makers[name] for name in settings.readers}
        for made in _pooled(list(_batches(waiting)), chosen, folder, jobs=jobs, keep_missed=keep_missed):
            # All readers of an item at once, so that a kill leaves none half done.
            file.write("".join(map(line, made)))
            file.flush()
            for one in made:
                step(one)


def _batches(plans: Iterable[Plan]) -> Iterator[tuple[Plan, ...]]:
    for name, group in groupby(plans, key=lambda plan: plan.collection):
        size = sets.collection(name).batch
        while batch := tuple(islice(group, size)):
            yield batch


def _pooled(
    batches: Sequence[tuple[Plan, ...]],
    makers: Mapping[str, Callable[[], Reader]],
    folder: Path,
    *,
    jobs: int,
    keep_missed: bool,
) -> Iterator[tuple[Record, ...]]:
    """Each item's records. A process that dies or hangs costs the item at which it did, no more."""
    pool = ProcessPool(
        max_workers=jobs,
        initializer=_begin,
        initargs=(tuple(makers.values()), folder, keep_missed),
        context=multiprocessing.get_context("spawn"),  # OpenCV and ONNX Runtime do not survive a fork
    )
    try:
        futures = [pool.schedule(_read_batch, args=(batch,), timeout=SECONDS * len(batch)) for batch in batches]
        for batch, future in zip(batches, futures, strict=True):
            try:
                yield from future.result()
            except (ProcessExpired, TooLate) as fault:
                if len(batch) == 1:
                    yield _lost(batch[0], makers, fault)
                    continue
                for plan in batch:
                    yield from _alone(pool, plan, makers)
    finally:
        pool.stop()
        pool.join()


def _alone(pool: ProcessPool, plan: Plan, readers: Iterable[str]) -> Iterator[tuple[Record, ...]]:
    try:
        yield from pool.schedule(_read_batch, args=((plan,),), timeout=SECONDS).result()
    except (ProcessExpired, TooLate) as fault:
        yield _lost(plan, readers, fault)


def _lost(plan: Plan, readers: Iterable[str], fault: Exception) -> tuple[Record, ...]:
    """Nobody knows which reader it was: none has read the file."""
    reply = Reply((Answer(Document.DESCONOCIDO),), crash=f"process lost: {fault!r}")
    item = next(sets.collection(plan.collection).items([plan]))
    return tuple(record(item, reader, reply, 0.0, 0.0) for reader in readers)


@dataclass(slots=True)
class _Worker:
    readers: list[Reader]
    folder: Path
    keep_missed: bool


_worker: _Worker | None = None


def _begin(makers: tuple[Callable[[], Reader], ...], folder: Path, keep_missed: bool) -> None:
    """In a new process: makes the readers, and warms them on one file so that loading models is not measured."""
    global _worker  # noqa: PLW0603  pebble gives its processes no other place to keep anything
    _worker = _Worker([make() for make in makers], folder, keep_missed)
    warm = next(sets.collection("known").items([sets.collection("known").plan(0, 4)]))
    for reader in _worker.readers:
        reader.read(warm.content, warm.name)


def _read_batch(plans: tuple[Plan, ...]) -> list[tuple[Record, ...]]:
    assert _worker is not None
    items = sets.collection(plans[0].collection).items(plans)
    return [read(item, _worker.readers, _worker.folder, keep_missed=_worker.keep_missed) for item in items]


def read(item: Item, readers: Sequence[Reader], folder: Path, *, keep_missed: bool = False) -> tuple[Record, ...]:
    """One item by all readers, who take turns in being first, so that a busy machine hurts them alike. Puts the
    file aside where something was WRONG or crashed, and with `keep_missed` where something was not read."""
    first = item.plan.index % len(readers)
    made = {}
    for reader in (*readers[first:], *readers[:first]):
        clock, busy = time.perf_counter(), _cpu()
        reply = _replied(reader, item)
        made[reader.name] = record(item, reader.name, reply, time.perf_counter() - clock, _cpu() - busy)
        _kept(folder, item, reply, made[reader.name], keep_missed=keep_missed)
    return tuple(made[reader.name] for reader in readers)


def _cpu() -> float:
    """Seconds of this process, all its threads, and its children, those too that still run."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system + _of_running_children()


def _of_running_children() -> float:
    """By /proc: our reader keeps Tesseract running."""
    ticks = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = entry.read_text("utf-8", errors="replace").rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue  # it ended meanwhile
        if int(told[1]) == os.getpid():
            ticks += sum(map(int, told[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _replied(reader: Reader, item: Item) -> Reply:
    try:
        return reader.read(item.content, item.name)
    except Exception as error:  # noqa: BLE001  a crash is a result to count, not the end of an hour's run
        return Reply((Answer(Document.DESCONOCIDO),), crash=repr(error)[:300])


def _kept(folder: Path, item: Item, reply: Reply, made: Record, *, keep_missed: bool) -> None:
    why = "wrong" if made.wrong else "crashed" if made.crash else "missed" if keep_missed and not made.read else ""
    if not why:
        return
    place = folder / why / made.reader
    place.mkdir(parents=True, exist_ok=True)
    stem = f"{item.plan.key}-{item.plan.copy}-{item.plan.sort}" + ("-aside" if item.plan.held_aside else "")
    (place / f"{stem}{Path(item.name).suffix}").write_bytes(item.content)
    told = {
        "name": item.name, "truth": list(map(dataclasses.asdict, item.truths)),
        "reply": dataclasses.asdict(reply), "wrong": list(map(dataclasses.asdict, made.wrong)),
    }  # fmt: skip
    (place / f"{stem}.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=1, default=_plain), encoding="utf-8"
    )


def _plain(value: object) -> object:
    """What JSON has no type for: sets as sorted lists, dates and all else as text."""
    return sorted(value) if isinstance(value, frozenset) else str(value)
