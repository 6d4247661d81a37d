"""Where on a page a field's tag stands so that it hides little: pure geometry, in pixels of the drawn page."""

from collections.abc import Sequence

from mailproc.reading.model import Box

_ON_A_VALUE = 10.0
"""What it costs, for the part of a tag that covers a value or another tag, against 1 for other words."""
_APART = 3.0
"""What it costs to stand one row off: whose tag it is must stay plain."""


def placed(
    values: Sequence[Box], sizes: Sequence[tuple[float, float]], words: Sequence[Box], page: Box
) -> list[Box]:
    """A box for the tag of each value, width and height as in `sizes`, beside its value and inside `page` (where
    the page is large enough): where it covers least, other values and tags least of all."""
    tags: list[Box] = []
    for at, (value, size) in enumerate(zip(values, sizes, strict=True)):
        dear = [*values, *tags]
        # A value's own words count as the value, and once is enough.
        others = [word for word in words if _common(word, value) == 0]
        choices = [(_within(tag, page), cost) for tag, cost in _around(values[at], size)]
        costs = [cost + _ON_A_VALUE * _covered(tag, dear) + _covered(tag, others) for tag, cost in choices]
        tags.append(choices[costs.index(min(costs))][0])
    return tags


def _around(value: Box, size: tuple[float, float]) -> list[tuple[Box, float]]:
    """Right, above, below and left of a value, and one row further off, each with its own cost."""
    wide, high = size
    middle = (value.y0 + value.y1 - high) / 2
    beside = [
        (value.x1, middle),
        (value.x0, value.y0 - high),
        (value.x0, value.y1),
        (value.x0 - wide, middle),
        (value.x1 - wide, value.y0 - high),
        (value.x1 - wide, value.y1),
        (value.x1, value.y0 - high),
        (value.x1, value.y1),
    ]
    apart = [(value.x0, value.y0 - 2 * high), (value.x0, value.y1 + high)]
    return [(Box(x, y, x + wide, y + high), 0.0) for x, y in beside] + [
        (Box(x, y, x + wide, y + high), _APART) for x, y in apart
    ]


def _within(box: Box, page: Box) -> Box:
    right = max(page.x0, min(box.x0, page.x1 - box.width))
    down = max(page.y0, min(box.y0, page.y1 - box.height))
    return Box(right, down, right + box.width, down + box.height)


def _covered(tag: Box, others: Sequence[Box]) -> float:
    """How much of others the tag covers, in parts of its own area."""
    return sum(_common(tag, other) for other in others) / max(tag.width * tag.height, 1.0)


def _common(one: Box, other: Box) -> float:
    """The area that both cover."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across * down if across > 0 and down > 0 else 0.0
