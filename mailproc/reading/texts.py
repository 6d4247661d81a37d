"""Verdicts over names: two spellings are one if only spaces, accents or signs part them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from mailproc.reading.folding import fold_name
from mailproc.reading.model import Witness
from mailproc.reading.places import Place, Vote
from mailproc.reading.votes import Verdict, judge


def key_of(name: str) -> str:
    """Letters and digits only; Ñ is a letter of its own."""
    return "".join(c for c in fold_name(name) if c.isalnum())


@dataclass(frozen=True, slots=True)
class _Spelling:
    text: str
    vote: Vote


def judge_text(
    places: Sequence[Place], *, near: float = 100.0, outside: dict[str, set[Witness]] | None = None
) -> Verdict | None:
    """The verdict over a name; its value is the best spelling. `near` is how alike (0 to 100) two witnesses'
    spellings must be to count as agreeing."""
    spellings = [_Spelling(vote.value, vote) for place in places for vote in place.votes if key_of(vote.value)]
    if not spellings:
        return None
    keys: list[str] = []
    keyed: list[Place] = []
    for place in places:
        votes = []
        for vote in place.votes:
            key = key_of(vote.value)
            if not key:
                continue
            like = next((one for one in keys if key == one or fuzz.ratio(key, one) >= near), None)
            if like is None:
                keys.append(key)
            votes.append(replace(vote, value=like or key))
        keyed.append(replace(place, votes=votes))
    verdict = judge(keyed, checked=False, outside=outside)
    if verdict is None:
        return None
    best = max(
        (one for one in spellings if fuzz.ratio(key_of(one.text), verdict.value) >= min(near, 100.0)),
        key=lambda one: (
            one.vote.witness is Witness.TEXT,
            one.vote.confidence > 0.9,
            one.text.count(" "),
            one.vote.confidence,
        ),
    )
    return replace(verdict, value=best.text)
