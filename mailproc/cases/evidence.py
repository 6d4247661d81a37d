"""Which of the sheets that came with a message the case is decided on. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailproc.reading.model import Document, FileReading, Problem, ProblemCode, Reading

FILE_UNREADABLE = frozenset({ProblemCode.EMPTY, ProblemCode.CORRUPTED, ProblemCode.UNREADABLE})
FILE_SET_ASIDE = frozenset({ProblemCode.TIMEOUT, ProblemCode.MEMORY, ProblemCode.CRASHED})
FILE_FOR_A_PERSON = frozenset(
    {ProblemCode.TOO_BIG, ProblemCode.TOO_MANY, ProblemCode.UNSUPPORTED, ProblemCode.ENGINE_MISSING}
)
SHEET_FOR_A_PERSON = frozenset(
    {ProblemCode.CONTRADICTION, ProblemCode.HIDDEN_TEXT, ProblemCode.EDITED, ProblemCode.SEVERAL_PERSONS}
)
"""What a sheet may be suspected of: a better copy does not clear it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sheets of one message, sorted by what they are good for.

    constancias  one reading for each person, the best copy of each, most complete first; with it the problems of
                 its other copies that a person must look at.
    others       readings of other documents that are known (look-alikes).
    unknown      how many files hold a sheet nobody knows.
    problems     what went wrong with whole files.
    texts        what stands on sheets nobody knows, as far as it was read.
    """

    constancias: tuple[Reading, ...]
    others: tuple[Reading, ...]
    unknown: int
    problems: tuple[Problem, ...]
    texts: tuple[str, ...] = ()

    def has(self, codes: Iterable[ProblemCode]) -> bool:
        """Whether a file has one of these problems."""
        wanted = frozenset(codes)
        return any(problem.code in wanted for problem in self.problems)


def gather(files: Iterable[FileReading]) -> Evidence:
    """Sort the readings of a message's files; copies of one person's constancia become the best of them."""
    every = tuple(files)
    readings = [reading for file in every for reading in file.readings]
    constancias = [reading for reading in readings if reading.document is Document.CONSTANCIA]
    others = [r for r in readings if r.document not in {Document.CONSTANCIA, Document.DESCONOCIDO}]
    unknown = sum(
        all(reading.document is Document.DESCONOCIDO for reading in file.readings) and not file.problems
        for file in every
    )
    problems = tuple(problem for file in every for problem in file.problems)
    texts = tuple(reading.text for reading in readings if reading.text)
    return Evidence(tuple(_one_for_each_person(constancias)), tuple(others), unknown, problems, texts)


def _one_for_each_person(constancias: list[Reading]) -> list[Reading]:
    """Better copies first. A copy joins a better one of the same person and the same state; a copy on which no
    person can be read joins whatever is there. Two sheets of one person that say different things both stay."""
    kept: list[Reading] = []
    for reading in sorted(constancias, key=quality, reverse=True):
        at = next((at for at, better in enumerate(kept) if _copy_of(reading, better)), None)
        if at is None:
            kept.append(reading)
        else:
            suspected = (problem for problem in reading.problems if problem.code in SHEET_FOR_A_PERSON)
            problems = tuple(dict.fromkeys((*kept[at].problems, *suspected)))
            kept[at] = replace(kept[at], problems=problems)
    return kept


def _copy_of(worse: Reading, better: Reading) -> bool:
    nobody = worse.nss is None and worse.curp is None
    return nobody or (same_person(worse, better) and not _says_otherwise(worse, better))


def same_person(one: Reading, other: Reading) -> bool:
    """Whether two sheets show the same CURP or the same NSS, and no differing one of either."""
    pairs = [(one.curp, other.curp), (one.nss, other.nss)]
    known = [(a.value, b.value) for a, b in pairs if a is not None and b is not None]
    return bool(known) and all(a == b for a, b in known)


def _says_otherwise(worse: Reading, better: Reading) -> bool:
    return any(
        one is not None and two is not None and one.value != two.value
        for one, two in (
            (worse.vigente, better.vigente),
            (worse.estado, better.estado),
            (worse.issued, better.issued),
        )
    )


def quality(reading: Reading) -> tuple[int, int, float]:
    """More trusted fields, then more fields, then the surer ones."""
    fields = [
        field
        for field in (
            reading.nss,
            reading.curp,
            reading.name,
            reading.vigente,
            reading.estado,
            reading.employers,
            reading.issued,
            reading.holder,
        )
        if field is not None
    ]
    trusted = sum(field.trusted for field in fields)
    return trusted, len(fields), sum(field.confidence for field in fields)
