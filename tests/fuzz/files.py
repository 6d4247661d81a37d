"""Sound documents broken by chance and read as in earnest: in a worker, every page drawn, no engine asked.

Whatever became of a file, its reading says so, and nothing is trusted that the sound file did not say.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from mailproc.documents.worker import Workers
from mailproc.reader import ReaderOptions, read_bytes
from mailproc.reading.model import Field, FileReading, Hints, ProblemCode
from tests.fuzz.breaking import broken
from tests.fuzz.seeds import documents

SECONDS, MEMORY_MB = 30.0, 1_000
OPTIONS = ReaderOptions(engines=(), max_pixels=4_000_000)
FIELDS = ("nss", "curp", "name", "vigente", "estado", "agregado", "umf", "employers", "issued", "valid_until")
_FATAL = frozenset({ProblemCode.CRASHED, ProblemCode.MEMORY, ProblemCode.TIMEOUT})


def drawn(content: bytes, name: str, hints: Hints, options: ReaderOptions) -> FileReading:
    """A worker's job: the file is read, and each of its pages drawn as an engine would have it."""
    from mailproc.documents.opening import open_document
    from mailproc.documents.source import UnreadablePicture

    # libtiff and Pillow grumble at every second file.
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    for source in open_document(content, options.limits).sources:
        try:
            picture = source.picture()
        except UnreadablePicture:
            continue
        if picture.ndim != 3 or picture.shape[2] != 3 or not picture.size:
            raise AssertionError(f"a picture of {picture.shape}")
    return read_bytes(content, name=name, hints=hints, options=options)


def pool() -> Workers:
    """One worker that draws what it reads."""
    return Workers(workers=1, seconds=SECONDS, memory_mb=MEMORY_MB, options=OPTIONS, job=drawn)


def trusted(reading: FileReading) -> set[tuple[str, object]]:
    """All that the reading believes."""
    found: set[tuple[str, object]] = set()
    for sheet in reading.readings:
        for name in FIELDS:
            value = getattr(sheet, name)
            if isinstance(value, Field) and value.trusted:
                found.add((name, value.value))
    return found


def wrong_with(reading: FileReading, sound: set[tuple[str, object]]) -> str:
    """What a broken file's reading must not be, "" where it is as it should be."""
    codes = {problem.code for problem in reading.problems}
    if codes & _FATAL:
        return f"the worker: {', '.join(sorted(codes & _FATAL))}"
    if not reading.readings:
        return "no reading"
    made_up = trusted(reading) - sound
    return f"trusted, and not in the sound file: {sorted(made_up, key=repr)}" if made_up else ""


def chances(start: int = 0) -> Iterator[tuple[bytes, str, str]]:
    """Without end: a broken file, its seed, and the sound file's name."""
    sound = documents()
    others = list(sound.values())
    number = start
    while True:
        for name, content in sound.items():
            seed = f"{name}/{number}"
            yield broken(content, others, seed), seed, name
        number += 1


def break_files(seconds: float, kept: Path) -> None:
    """For so long; what is wrong is written to the folder. Each run goes on where chance has not been yet."""
    end, done = time.monotonic() + seconds, 0
    with pool() as workers:
        sound = {name: trusted(workers.read(content, name=name)) for name, content in documents().items()}
        everything = set().union(*sound.values())
        for content, seed, _ in chances(time.time_ns() // 1_000_000_000):
            if time.monotonic() > end:
                break
            done += 1
            if wrong := wrong_with(workers.read(content, name="x"), everything):
                file = kept / seed.replace("/", "-")
                file.write_bytes(content)
                print(f"  {file}: {wrong}", flush=True)
    print(f"  {done} files", flush=True)


def repeat_file(file: Path) -> int:
    """Read once more; 0 where nothing is wrong."""
    with pool() as workers:
        everything = set().union(*(trusted(workers.read(one, name=name)) for name, one in documents().items()))
        wrong = wrong_with(workers.read(file.read_bytes(), name="x"), everything)
    print(wrong or "Nothing is wrong with it any more.")
    return bool(wrong)
