"""Answers against truth. Pure: no file, no clock."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from bench.answers import Answer, Claim
from mailproc.reading.model import Document, Employer
from tests.documents import FIELDS, Sheet

KEY_FIELDS = ("nss", "curp", "vigente", "holder")
"""What a case hangs on: a sheet is *read* when all four are right, *trusted* when all are trusted too."""
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001)
"""Lower edges of the reliability table's bins, and the end."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer, judged. `wrong` are the fields trusted and false (`document` for a look-alike taken for a
    constancia), `right` those rightly given, `right_trusted` those also trusted; `claims` (confidence, right)."""

    read: bool
    trusted: bool
    named: bool
    wrong: tuple[str, ...]
    right: frozenset[str]
    right_trusted: frozenset[str]
    claims: tuple[tuple[float, bool], ...]


@dataclass(slots=True)
class Tally:
    """Counts of one reader over one group of samples."""

    n: int = 0
    read: int = 0
    trusted: int = 0
    named: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, verdict: Verdict, seconds: float) -> None:
        """One more."""
        self.n += 1
        self.read += verdict.read
        self.trusted += verdict.trusted
        self.named += verdict.named
        self.wrong += len(verdict.wrong)
        self.seconds.append(seconds)

    @property
    def median(self) -> float:
        """Seconds; 0 where nothing was read."""
        return median(self.seconds) if self.seconds else 0.0


def judged(answer: Answer, sheet: Sheet) -> Verdict:
    """The verdict of one answer."""
    named = answer.document is sheet.document
    right, right_trusted, wrong, claims = set(), set(), [], []
    for name in FIELDS:
        claim = answer.claims.get(name)
        match = _right(name, claim, sheet)
        if match:
            right.add(name)
            if claim is None or claim.trusted:
                right_trusted.add(name)
        if claim is None:
            continue
        scored = name not in sheet.unscored and name not in sheet.untrustable
        if scored:
            claims.append((claim.confidence, match))
        if claim.trusted and (name in sheet.untrustable or (scored and not match)):
            wrong.append(name)
    if answer.document is Document.CONSTANCIA and sheet.document is not Document.CONSTANCIA:
        wrong.append("document")
    keys = [name for name in KEY_FIELDS if name not in sheet.untrustable and name not in sheet.unscored]
    return Verdict(
        read=named and right.issuperset(keys),
        trusted=named and right_trusted.issuperset(keys),
        named=named,
        wrong=tuple(wrong),
        right=frozenset(right),
        right_trusted=frozenset(right_trusted),
        claims=tuple(claims),
    )


def present(name: str, sheet: Sheet) -> bool:
    """Whether the sheet shows a value for this field that a reader should find."""
    return bool(getattr(sheet, name) not in (None, ())) and name not in sheet.unscored | sheet.untrustable


def _right(name: str, claim: Claim | None, sheet: Sheet) -> bool:
    truth = getattr(sheet, name)
    if claim is None:
        return truth in (None, ())
    if name == "name":
        return truth is not None and _words(str(claim.value)) == _words(truth)
    if name == "employers":
        return _same_employers(claim.value, truth)
    if name == "agregado":
        return truth is not None and str(claim.value).replace(" ", "") == truth
    return bool(claim.value == truth)


def _same_employers(said: object, truth: tuple[Employer, ...]) -> bool:
    if not isinstance(said, tuple) or len(said) != len(truth):
        return False
    left = sorted((each.registro, _squeezed(each.name), each.modality) for each in said)
    wanted = sorted((each.registro, _squeezed(each.name), each.modality) for each in truth)
    # An unsaid modality is silence, not a mistake.
    return all(a[:2] == b[:2] and a[2] in ("", b[2]) for a, b in zip(left, wanted, strict=True))


def _folded(text: str) -> str:
    kept = unicodedata.normalize("NFC", text.upper()).replace("Ñ", "\0")
    bare = "".join(char for char in unicodedata.normalize("NFD", kept) if not unicodedata.combining(char))
    return bare.replace("\0", "Ñ")


def _words(text: str) -> list[str]:
    """Names are compared as bags of words: sheets print them in either order."""
    return sorted(re.findall(r"[A-ZÑ]+", _folded(text)))


def _squeezed(text: str) -> str:
    return re.sub(r"[^A-Z0-9Ñ]", "", _folded(text))


def reliability(claims: Iterable[tuple[float, bool]]) -> list[tuple[float, float, int, int]]:
    """Rows (from, to, claims, right) of confidence against truth."""
    rows = [[low, high, 0, 0] for low, high in pairwise(BINS)]
    for confidence, right in claims:
        row = next((row for row in rows if row[0] <= confidence < row[1]), rows[-1])
        row[2] += 1
        row[3] += right
    return [(low, min(high, 1.0), int(n), int(right)) for low, high, n, right in rows]
