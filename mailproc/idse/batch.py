"""The files of many cases: one for each registro patronal, and who is left out of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from mailproc.idse.file import write_file
from mailproc.idse.layout import MovementType
from mailproc.idse.record import Movement
from mailproc.idse.student import Due, Lacks, Rules, Told, movement_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A case's movement in a file."""

    folio: str
    movement: Movement


@dataclass(frozen=True, slots=True)
class BatchFile:
    """The file of one registro patronal. `name` is without a folder."""

    name: str
    registro: str
    entries: tuple[Entry, ...]
    content: bytes

    def count(self, type_: MovementType) -> int:
        """How many of its movements are of that type."""
        return sum(entry.movement.type is type_ for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files in the order of their registros; `left_out` and `notices` in the order of the cases. An alta whose
    requirements are not ticked is left out for Lacks.REQUIREMENTS, whatever else it may lack."""

    files: tuple[BatchFile, ...]
    left_out: tuple[Told, ...]
    notices: tuple[Told, ...]


def batch(every: Sequence[Due], rules: Rules, name: str) -> Batch:
    """The files of these cases. `name` is that of the file if there is one; of several, each has its registro before
    the ending: altas.txt, altas-A3399990326.txt. No file without a movement."""
    outcomes = [(due, movement_of(due, rules)) for due in every]
    clashing = _of_the_same_student(Entry(due.folio, one.movement) for due, one in outcomes if one.movement)
    by_registro: dict[str, list[Entry]] = defaultdict(list)
    left_out: list[Told] = []
    notices: list[Told] = []
    for due, outcome in outcomes:
        left_out += outcome.left_out
        if outcome.movement is None:
            continue
        if due.folio in clashing:
            left_out.append(Told(due.folio, due.type, Lacks.TWICE, clashing[due.folio]))
            continue
        notices += outcome.notices
        by_registro[outcome.movement.registro].append(Entry(due.folio, outcome.movement))
    files = tuple(
        BatchFile(
            _named(name, registro, alone=len(by_registro) == 1),
            registro,
            tuple(entries),
            write_file([entry.movement for entry in entries], rules.form),
        )
        for registro, entries in sorted(by_registro.items())
    )
    return Batch(files, tuple(left_out), tuple(notices))


def _of_the_same_student(entries: Iterable[Entry]) -> dict[str, str]:
    """Folios that must not be written, each with the reason: of two altas of one student the later case's, and an alta
    and a baja of one student both."""
    by_nss: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_nss[entry.movement.nss].append(entry)
    clashing = {}
    for several in by_nss.values():
        same = len({entry.movement.type for entry in several}) == 1
        for entry in several[1:] if same else several:
            other = several[0] if entry is not several[0] else several[1]
            clashing[entry.folio] = (
                f"Es el mismo estudiante del caso {other.folio}."
                if same
                else f"El mismo estudiante tiene alta y baja a la vez (caso {other.folio})."
            )
    return clashing


def _named(name: str, registro: str, *, alone: bool) -> str:
    path = PurePath(name)
    return name if alone else f"{path.stem}-{registro}{path.suffix}"
