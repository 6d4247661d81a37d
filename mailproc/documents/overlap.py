"""Words that lie over each other on a page: which of them can be looked at together, and which must not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mailproc.documents.letters import Run
from mailproc.reading.model import Box

_MOST_NEIGHBOURS = 2_000
_MOST_PAIRS = 4_000_000
_TOUCH = 0.5
"""Points that neighbours in a row may share."""


def turns(runs: Sequence[Run]) -> list[int]:
    """The turn of each run, from 0 up: runs of one text object have the same, runs of different ones that lie
    over each other never do."""
    if not runs:
        return []
    groups = _groups(runs)
    beside: dict[int, set[int]] = {}
    for one, other in _overlapping([run.box for run in runs]):
        if groups[one] != groups[other]:
            beside.setdefault(groups[one], set()).add(groups[other])
            beside.setdefault(groups[other], set()).add(groups[one])
    taken: dict[int, int] = {}
    for group in dict.fromkeys(groups):
        others = {taken[one] for one in beside.get(group, ()) if one in taken}
        taken[group] = next(turn for turn in range(len(others) + 1) if turn not in others)
    return [taken[group] for group in groups]


def over_letters(things: Sequence[tuple[Any, Box]], runs: Sequence[Run]) -> list[tuple[Any, Box]]:
    """Those whose boxes lie over a run, be it by an edge; all, where there are too many to tell."""
    if not things or not runs:
        return []
    if len(things) * len(runs) > _MOST_PAIRS:
        return list(things)
    crossing = _crossing([box for _, box in things], [run.box for run in runs])
    return [thing for thing, row in zip(things, crossing, strict=True) if row.any()]


def alone(some: Sequence[Run], runs: Sequence[Run]) -> list[bool]:
    """Whether the box of each of some runs lies apart from those of all others of the page."""
    crossing = _crossing([run.box for run in some], [run.box for run in runs]) if some else np.zeros((0, 1), int)
    return [bool(count == 1) for count in crossing.sum(axis=1)]


def _crossing(some: Sequence[Box], others: Sequence[Box]) -> NDArray[np.bool_]:
    """Whose boxes share more than an edge: some x others."""
    x0, y0, x1, y1 = np.array([(box.x0, box.y0, box.x1, box.y1) for box in some]).T[:, :, None]
    left, top, right, bottom = np.array([(box.x0, box.y0, box.x1, box.y1) for box in others]).T[:, None]
    crossing: NDArray[np.bool_] = (x0 < right) & (left < x1) & (y0 < bottom) & (top < y1)
    return crossing


def _groups(runs: Sequence[Run]) -> list[int]:
    """The number of each run's group: runs that share text objects are of one."""
    leader: dict[int, int] = {}

    def find(owner: int) -> int:
        while leader.setdefault(owner, owner) != owner:
            leader[owner] = leader[leader[owner]]
            owner = leader[owner]
        return owner

    for run in runs:
        first = find(run.owners[0])
        for owner in set(run.owners[1:]):
            leader[find(owner)] = first
    return [find(run.owners[0]) for run in runs]


def _overlapping(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Pairs whose cores lie over each other: lines set tightly share only the edges of their boxes."""
    cores = np.array([(box.x0, box.y0 + box.height / 4, box.x1, box.y1 - box.height / 4) for box in boxes])
    order = np.argsort(cores[:, 1], kind="stable")
    x0, y0, x1, y1 = cores[order].T
    pairs: list[tuple[int, int]] = []
    for step in range(1, min(len(boxes), _MOST_NEIGHBOURS)):
        near = y0[step:] < y1[:-step]
        if not near.any():
            break
        near &= np.minimum(x1[step:], x1[:-step]) - np.maximum(x0[step:], x0[:-step]) > _TOUCH
        pairs += [(int(order[at]), int(order[at + step])) for at in near.nonzero()[0]]
    return pairs
