"""Answers against truth. Pure: no file, no clock.

WRONG is a trusted value that is false, in any of the eleven fields; trust in what nobody can know; another paper
taken for a constancia (`document`). What is false but not trusted is doubted, and does no harm.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bench.answers import Answer, Claim
from bench.truth import FIELDS, Truth
from mailproc.reading.model import Document, Employer


class Outcome(StrEnum):
    """What became of one field of one sheet.

    TRUSTED, READ, DOUBTED, MISSING, WRONG   of a value that is there to be read: right and trusted, right but not
                                             trusted, false but not trusted, not said, false and trusted.
    SILENT                                   nothing is there, or it is cut off, and nothing was said.
    OPEN                                     not counted: arguable, or nobody could know and nobody was believed.
    """

    TRUSTED = "trusted"
    READ = "read"
    DOUBTED = "doubted"
    MISSING = "missing"
    WRONG = "wrong"
    SILENT = "silent"
    OPEN = "open"


RIGHT = frozenset({Outcome.TRUSTED, Outcome.READ, Outcome.SILENT})
SURE = frozenset({Outcome.TRUSTED, Outcome.SILENT})


@dataclass(frozen=True, slots=True)
class Wrong:
    """A trusted value that is false, beside the truth, both as text."""

    field: str
    said: str
    truth: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sheet's judgement. `read` and `trusted` hold over the key fields that this sheet and copy show; a sheet
    that is not `whole` counts in neither. `claims` are (field, confidence, whether it is right)."""

    document: Document
    named: bool
    read: bool
    trusted: bool
    outcomes: dict[str, Outcome]
    wrong: tuple[Wrong, ...]
    claims: tuple[tuple[str, float, bool], ...]


def judged(answers: Sequence[Answer], truths: Sequence[Truth]) -> tuple[Verdict, ...]:
    """A verdict for each truth, on the answer that fits it best. Answers left over (a sheet's second page, a sheet
    found twice) are held against the truth they are nearest to, for what they say WRONG."""
    pairs = sorted(
        ((_fit(answer, truth), -a, -t) for a, answer in enumerate(answers) for t, truth in enumerate(truths)),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for _, a, t in pairs:
        if -t not in taken and -a not in taken.values():
            taken[-t] = -a
    further: dict[int, list[Wrong]] = {}
    for number, answer in enumerate(answers):
        if number not in taken.values():
            nearest = max(range(len(truths)), key=lambda t: _fit(answer, truths[t]))
            further.setdefault(nearest, []).extend(_wrongs(answer, truths[nearest]))
    silence = Answer(Document.DESCONOCIDO)
    return tuple(
        _verdict(answers[taken[t]] if t in taken else silence, truth, further.get(t, []))
        for t, truth in enumerate(truths)
    )


def _verdict(answer: Answer, truth: Truth, further: Sequence[Wrong]) -> Verdict:
    outcomes = {name: outcome(name, answer.claims.get(name), truth) for name in FIELDS}
    named = answer.document is truth.document
    keys = {outcomes[name] for name in truth.keys}
    return Verdict(
        document=answer.document,
        named=named,
        read=named and keys <= RIGHT,
        trusted=named and keys <= SURE,
        outcomes=outcomes,
        wrong=tuple(dict.fromkeys((*_wrongs(answer, truth), *further))),
        claims=tuple(
            (name, claim.confidence, not false(name, claim.value, getattr(truth, name)))
            for name, claim in answer.claims.items()
            if name in FIELDS and name not in truth.unscored | truth.untrustable
        ),
    )


def outcome(name: str, claim: Claim | None, truth: Truth) -> Outcome:
    """What became of one field."""
    value = getattr(truth, name)
    if name in truth.unscored:
        return Outcome.OPEN
    if name in truth.untrustable:
        return Outcome.WRONG if claim is not None and claim.trusted else Outcome.OPEN
    if claim is None or claim.value in (None, ()):
        there = value not in (None, ()) and name not in truth.hidden
        return Outcome.MISSING if there else Outcome.SILENT
    if same(name, claim.value, value):
        if name in truth.hidden:
            return Outcome.SILENT
        return Outcome.TRUSTED if claim.trusted else Outcome.READ
    if claim.trusted and false(name, claim.value, value):
        return Outcome.WRONG
    return Outcome.DOUBTED


def _wrongs(answer: Answer, truth: Truth) -> list[Wrong]:
    found = [
        Wrong(name, str(claim.value), str(getattr(truth, name)))
        for name, claim in answer.claims.items()
        if name in FIELDS and outcome(name, claim, truth) is Outcome.WRONG
    ]
    if answer.document is Document.CONSTANCIA and truth.document is not Document.CONSTANCIA:
        found.append(Wrong("document", answer.document.value, truth.document.value))
    return found


def _fit(answer: Answer, truth: Truth) -> int:
    right = sum(
        same(name, claim.value, getattr(truth, name))
        for name, claim in answer.claims.items()
        if getattr(truth, name, None) not in (None, ())
    )
    return right + 3 * (answer.document is truth.document)


def same(name: str, value: Any, truth: Any) -> bool:
    """Equality as a reader of the letter would see it: accents, case, punctuation and the order of a name's words
    do not count; Ñ does. An employer's modality may be left unsaid."""
    if name == "employers":
        return _same_employers(value or (), truth)
    if value is None or truth is None:
        return value is truth
    if name == "name":
        return sorted(_words(str(value))) == sorted(_words(truth))
    if name in ("estado", "agregado"):
        return _squeezed(str(value)) == _squeezed(truth)
    return bool(value == truth)


def false(name: str, value: Any, truth: Any) -> bool:
    """Whether a value contradicts the truth. A blank name of an employer is a miss and no falsehood; an employer
    too many or too few is one, for employers are trusted as a whole."""
    if name != "employers":
        return not same(name, value, truth)
    known = [_employer(one) for one in truth]
    said = [_employer(one) for one in value]
    fits = all(
        any(all(part in ("", own) for part, own in zip(one, true, strict=True)) for true in known) for one in said
    )
    return len(said) != len(known) or not fits


def _same_employers(said: Sequence[Employer], truth: Sequence[Employer]) -> bool:
    ours, theirs = sorted(map(_employer, said)), sorted(map(_employer, truth))
    return len(ours) == len(theirs) and all(
        one[0] == other[0] and one[1] == other[1] and one[2] in ("", other[2])
        for one, other in zip(ours, theirs, strict=True)
    )


def _employer(one: Employer) -> tuple[str, str, str]:
    return one.registro, _squeezed(one.name), one.modality


def _folded(text: str) -> str:
    kept = unicodedata.normalize("NFC", text.upper()).replace("Ñ", "\0")
    bare = "".join(char for char in unicodedata.normalize("NFD", kept) if not unicodedata.combining(char))
    return bare.replace("\0", "Ñ")


def _words(text: str) -> list[str]:
    return re.findall(r"[A-ZÑ]+", _folded(text))


def _squeezed(text: str) -> str:
    return re.sub(r"[^A-Z0-9Ñ]", "", _folded(text))
