"""`mailproc read`: files side by side in worker processes, told in their order, each as soon as it can be.

Whatever a file does happens to its worker: the terminal's own process only reads bytes and shows answers.
"""

import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mailproc.documents.worker import Workers
from mailproc.named import content_of
from mailproc.reading.lines import as_json as reading_lines
from mailproc.reading.model import FileReading, Hints
from mailproc.seen.table import KEY, file_table

_MOST_KEPT = 64
"""Files read while an earlier one is not: their answers wait for its."""

Told = Callable[[Path, FileReading], None]


def read_files(
    files: Sequence[Path], workers: Workers, *, ahead: int, as_json: bool, then: Told | None = None
) -> None:
    """Reads and shows all of them; `ahead` is how many the workers are given at once, and `then` is told of each
    after it was shown. Raises UsageError for a file that cannot be read."""
    with workers, _shown(len(files), as_json=as_json) as show:
        for path, reading in _in_order(files, workers, ahead=ahead):
            show(path, reading)
            if then is not None:
                then(path, reading)


def _in_order(files: Sequence[Path], workers: Workers, *, ahead: int) -> Iterator[tuple[Path, FileReading]]:
    """Readings in the files' order; the workers go on while an early file takes its time."""
    todo = iter(files)
    waiting: deque[tuple[Path, Future[FileReading]]] = deque()
    while True:
        unfinished = [future for _, future in waiting if not future.done()]
        while len(unfinished) < ahead and len(waiting) < _MOST_KEPT and (path := next(todo, None)) is not None:
            content = content_of(path)
            future = workers.submit(content, name=path.name, hints=Hints(filename=path.name))
            waiting.append((path, future))
            unfinished.append(future)
        if not waiting:
            return
        if waiting[0][1].done():
            path, future = waiting.popleft()
            yield path, future.result()
        else:
            wait(unfinished, return_when=FIRST_COMPLETED)


@contextmanager
def _shown(total: int, *, as_json: bool) -> Iterator[Told]:
    """What shows one file: lines of JSON, or a table; and a bar for several, where a person looks on."""
    out = Console(highlight=False)
    # The bar and the tables share a terminal: one console keeps them apart.
    beside = out if out.is_terminal else Console(stderr=True)
    hidden = total < 2 or not beside.is_terminal or (as_json and out.is_terminal)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=beside, disable=hidden, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("Leyendo", total=total)

        def show(path: Path, reading: FileReading) -> None:
            # A name need not be UTF-8; what is printed is.
            name = os.fsencode(path).decode("utf-8", errors="replace")
            if as_json:
                for line in reading_lines(reading):
                    sys.stdout.write(json.dumps({**line, "file": name}, ensure_ascii=False) + "\n")
                sys.stdout.flush()
            else:
                out.print(file_table(name, reading))
            bar.advance(task)

        yield show
    if not as_json:
        out.print(KEY)
