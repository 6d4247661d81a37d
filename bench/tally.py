"""Records counted: shares, medians, calibration. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bench.item import Family, Kind
from bench.record import Record, Sheet
from bench.score import RIGHT, Outcome
from mailproc.reading.model import Document

BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001)
"""Lower edges of the reliability table's bins, and the end."""
GROUPS = {
    "identifiers": ("nss", "curp", "agregado"),
    "right and holder": ("vigente", "holder", "estado"),
    "name": ("name",),
    "employers": ("employers",),
    "dates and clinic": ("issued", "valid_until", "umf"),
}
"""Fields whose confidence is looked at together."""


@dataclass(frozen=True, slots=True)
class Tally:
    """`n` constancias whose key fields are all there to be read; `read` and `trusted` of them. `wrong` counts
    fields over all files of the group, also over papers that are none; `wrong_files` the files. Seconds are
    medians over the files, those that crashed left out."""

    n: int
    files: int
    read: int
    trusted: int
    wrong: int
    wrong_files: int
    seconds: float
    slowest: float
    cpu: float


def tally(records: Sequence[Record]) -> Tally:
    """Counts of one reader over a group of files."""
    sheets = [sheet for one in records for sheet in constancias(one)]
    ran = [one for one in records if not one.crash]
    return Tally(
        n=len(sheets),
        files=len(records),
        read=sum(sheet.read for sheet in sheets),
        trusted=sum(sheet.trusted for sheet in sheets),
        wrong=sum(len(one.wrong) for one in records),
        wrong_files=sum(bool(one.wrong) for one in records),
        seconds=median([one.seconds for one in ran] or [0.0]),
        slowest=max((one.seconds for one in ran), default=0.0),
        cpu=median([one.cpu for one in ran] or [0.0]),
    )


def constancias(one: Record) -> list[Sheet]:
    """Sheets of a file on which *read* and *trusted* are judged; traps are counted by themselves."""
    if one.kind is Kind.TRAP:
        return []
    return [sheet for sheet in one.sheets if sheet.truth is Document.CONSTANCIA and sheet.whole]


@dataclass(frozen=True, slots=True)
class Named:
    """Papers that are no constancia: how many of them bear their right name, another paper's, a constancia's."""

    n: int
    named: int
    misnamed: int
    taken: int


def named(records: Iterable[Record]) -> Named:
    """Over all sheets that are no constancia. DESCONOCIDO is no wrong name, only none."""
    sheets = [sheet for one in records for sheet in one.sheets if sheet.truth is not Document.CONSTANCIA]
    other = [
        sheet for sheet in sheets if sheet.said not in (sheet.truth, Document.DESCONOCIDO, Document.CONSTANCIA)
    ]
    taken = sum(sheet.said is Document.CONSTANCIA for sheet in sheets)
    return Named(len(sheets), sum(sheet.named for sheet in sheets), len(other), taken)


def parents(records: Iterable[Record]) -> tuple[int, int]:
    """Parents' sheets of which enough is seen, and those told as such."""
    outcomes = [sheet.outcomes["holder"] for one in records for sheet in constancias(one) if sheet.parents]
    return len(outcomes), sum(outcome in RIGHT for outcome in outcomes)


def outcomes(records: Iterable[Record], name: str) -> dict[Outcome, int]:
    """What became of one field, over all constancias; WRONG over all papers."""
    counts = dict.fromkeys(Outcome, 0)
    for one in records:
        counts[Outcome.WRONG] += sum(wrong.field == name for wrong in one.wrong)
        for sheet in one.sheets:
            outcome = sheet.outcomes[name]
            if sheet.truth is Document.CONSTANCIA and outcome is not Outcome.WRONG:
                counts[outcome] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Calibration:
    """`rows` of (from, to, claims, right); the Brier score; the expected calibration error over the rows."""

    rows: tuple[tuple[float, float, int, int], ...]
    n: int
    brier: float
    error: float


def calibration(records: Iterable[Record], names: Sequence[str]) -> Calibration:
    """Confidence against truth, for some fields together."""
    claims = [
        (confidence, right)
        for one in records
        for sheet in one.sheets
        for name, confidence, right in sheet.claims
        if name in names
    ]
    rows, gap = [], 0.0
    for low, high in pairwise(BINS):
        within = [(confidence, right) for confidence, right in claims if low <= confidence < high]
        right = sum(right for _, right in within)
        rows.append((low, min(high, 1.0), len(within), right))
        gap += abs(sum(confidence for confidence, _ in within) - right)
    n = len(claims)
    brier = sum((confidence - right) ** 2 for confidence, right in claims) / n if n else 0.0
    return Calibration(tuple(rows), n, brier, gap / n if n else 0.0)


AIM: dict[Family, tuple[float, float | None]] = {
    Family.TEXT: (100.0, 99.0),
    Family.FLAT: (99.5, 98.0),
    Family.PHOTO: (99.0, 95.0),
    Family.POOR: (95.0, None),
}
"""Read and trusted, in percent: what this project wants to reach for each family of copies."""
