"""Which column of a table is what, told by its head. The words are in headers.toml."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mailproc.reading.folding import fold

IDENTIFYING = ("control", "curp", "nss", "address")
"""Columns by which a student is found again; a name alone finds nobody."""

_NAMES = ("name", "given", "first_surname", "second_surname", "surnames")
_FILLERS = frozenset(["DE", "DEL", "LA", "EL", "LOS", "LAS", "Y", "O", "NO", "NUM", "NUMERO", "NRO", "N", "NUMS"])
_DOTTED = re.compile(r"\b(?:[A-Z]\.\s?){2,}[A-Z]?\b")
_LEAST_ABBREVIATION = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields stand: field name to index, and what the heads say. `unused` are the heads of the rest."""

    index: dict[str, int]
    heads: dict[str, str]
    unused: tuple[str, ...]

    @property
    def identifying(self) -> bool:
        """Whether a student can be found by it."""
        return any(field in self.index for field in IDENTIFYING)


def columns(row: Sequence[str]) -> Columns:
    """The columns that a row names, if it is the head of a table; an `index` that is empty or small if it is none."""
    best: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(row):
        claim = _claim(cell)
        if claim is not None:
            field, rank = claim
            best[field] = min(best.get(field, (rank, at)), (rank, at))
    index = {field: at for field, (_, at) in best.items()}
    if "given" in index and not {"name", "first_surname", "surnames"} & index.keys():
        index["name"] = index.pop("given")
    elif "name" in index:
        # One whole name is better than its parts put together.
        index = {field: at for field, at in index.items() if field == "name" or field not in _NAMES}
    heads = {field: _shown(row[at]) for field, at in index.items()}
    rest = (_shown(cell) for at, cell in enumerate(row) if cell.strip() and at not in index.values())
    return Columns({field: index[field] for field in _table() if field in index}, heads, tuple(rest))


def best_head(rows: Iterable[Sequence[str]]) -> tuple[int, Columns] | None:
    """The index of the row that is most of a head, and its columns; None where none names an identifying one."""
    found = [(at, columns(row)) for at, row in enumerate(rows)]
    heads = [(at, named) for at, named in found if named.identifying]
    return max(heads, key=lambda pair: (len(pair[1].index), -pair[0]), default=None)


def _shown(cell: str) -> str:
    return " ".join(cell.split())[:60]


def _claim(cell: str) -> tuple[str, int] | None:
    """The field a head names, and at which place of its list."""
    words = _words(cell)
    if not words or len(cell) > 80:
        return None
    whole = [
        (field, rank) for field, heads in _table().items() for rank, head in enumerate(heads) if head == words
    ]
    if whole:
        return whole[0]
    short = [
        (field, rank)
        for field, heads in _table().items()
        for rank, head in enumerate(heads)
        if len(head) == len(words) and all(map(_abbreviates, words, head))
    ]
    # "Mat." may be matrícula or materno.
    return short[0] if len({field for field, _ in short}) == 1 else None


def _abbreviates(word: str, whole: str) -> bool:
    """SEM for SEMESTRE, APELLIDOS for APELLIDO; the plural is no other word."""
    if word == whole or word.rstrip("S") == whole.rstrip("S"):
        return True
    return len(word) >= _LEAST_ABBREVIATION and word.isalpha() and whole.startswith(word)


def _words(cell: str) -> list[str]:
    """The words that count: N.S.S. is one word, "E-mail" too."""
    text = _DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", fold(cell))
    text = re.sub(r"\bE-?\s?MAIL\b", "EMAIL", text)
    return [word for word in re.findall(r"[A-Z0-9]+", text.replace("(S)", "S")) if word not in _FILLERS]


@cache
def _table() -> dict[str, list[list[str]]]:
    text = files("mailproc.roster").joinpath("headers.toml").read_text(encoding="utf-8")
    return {field: [_words(head) for head in heads] for field, heads in tomllib.loads(text).items()}
