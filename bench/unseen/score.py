"""A file's reading against the truth of its sheet."""

from dataclasses import dataclass
from typing import Any

from bench.unseen.generate import Item
from bench.unseen.people import plain
from bench.unseen.truth import FIELDS
from mailproc.reading.model import Document, Employer, Field, FileReading, Reading

CORE = ("nss", "curp", "vigente", "holder")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A trusted value that is false, or a sheet given another sheet's name."""

    field: str
    value: str
    truth: str


@dataclass(frozen=True, slots=True)
class Score:
    """`right` and `trusted` (trusted and right) name fields of the best reading; unscored ones are in neither.

    `read` and `sure` hold over CORE, for constancias; `named` is whether the document has its right name; `people`
    whether exactly the persons of the sheet were found, each in its role.
    """

    right: frozenset[str]
    trusted: frozenset[str]
    wrong: tuple[Wrong, ...]
    named: bool
    people: bool
    seconds: float
    problems: tuple[str, ...]

    @property
    def read(self) -> bool:
        """Every core field is right, trusted or not."""
        return self.named and self.right.issuperset(CORE)

    @property
    def sure(self) -> bool:
        """Every core field is right and trusted."""
        return self.named and self.trusted.issuperset(CORE)


def score(item: Item, result: FileReading, seconds: float) -> Score:
    """Scores the best reading (the constancia, if any is); WRONG is looked for in all of them."""
    best = next((one for one in result.readings if one.document is Document.CONSTANCIA), result.readings[0])
    right, trusted = set(), set()
    for name in FIELDS:
        got: Field[Any] | None = getattr(best, name)
        if name not in item.truth.unscored and same(name, got.value if got else None, getattr(item.truth, name)):
            right.add(name)
            # An NSS that rightly is not there needs no trust of its own.
            if got is None or got.trusted:
                trusted.add(name)
    wrong = [found for one in result.readings for found in _wrong(item, one)]
    if best.document not in (item.truth.document, Document.DESCONOCIDO):
        wrong.append(Wrong("document", str(best.document), str(item.truth.document)))
    problems = [*result.problems, *(problem for one in result.readings for problem in one.problems)]
    return Score(
        right=frozenset(right),
        trusted=frozenset(trusted),
        wrong=tuple(wrong),
        named=best.document is item.truth.document,
        people={(one.role, one.curp) for one in best.people}
        == {(one.role, one.curp) for one in item.truth.people},
        seconds=seconds,
        problems=tuple(f"{problem.code}:{problem.field}" for problem in problems),
    )


def _wrong(item: Item, reading: Reading) -> list[Wrong]:
    found = []
    for name in FIELDS:
        got: Field[Any] | None = getattr(reading, name)
        truth = getattr(item.truth, name)
        if got is not None and got.trusted and name not in item.truth.unscored and false(name, got.value, truth):
            found.append(Wrong(name, str(got.value), str(truth)))
    return found


def same(name: str, value: Any, truth: Any) -> bool:
    """Equality as a reader of the letter would see it.

    Accents, case, punctuation and the order of a name's words do not count; Ñ does.
    """
    if name == "employers":
        return {_employer(one) for one in value or ()} == {_employer(one) for one in truth}
    if value is None or truth is None:
        return value is truth
    if name == "name":
        return sorted(plain(value).split()) == sorted(plain(truth).split())
    return plain(value) == plain(truth) if name == "estado" else bool(value == truth)


def false(name: str, value: Any, truth: Any) -> bool:
    """Whether a value contradicts the truth.

    An employer with a blank name or modality is a miss and no falsehood; one too many or too few is one, for
    employers are trusted as a whole.
    """
    if name != "employers":
        return not same(name, value, truth)
    known = [_employer(one) for one in truth]
    said = [_employer(one) for one in value]
    fits = [
        any(all(part in ("", own) for part, own in zip(one, true, strict=True)) for true in known) for one in said
    ]
    return len(said) != len(known) or not all(fits)


def _employer(one: Employer) -> tuple[str, str, str]:
    return one.registro, one.modality, "".join(char for char in plain(one.name) if char.isalnum())
