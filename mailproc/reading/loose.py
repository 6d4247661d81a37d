"""Dates that are left over: on a sheet that is not level a label may meet its neighbour's value."""

from collections.abc import Sequence

from mailproc.reading.layout import drop, in_column
from mailproc.reading.model import Box
from mailproc.reading.places import Place

FIRM = 2
"""The rank up to which a label stands where labels of values stand; see owners.label_of."""


def has_loose(label: Box, dates: Sequence[Place], own: int) -> bool:
    """Whether another date that nothing firmly claims stands as near the label: on a sheet that is not level a label
    may meet its neighbour's value, and its own is left over."""
    return any(
        (not place.label or place.rank > FIRM)
        and not place.sealed
        and place.value != dates[own].value
        and _is_near(label, place.box)
        for at, place in enumerate(dates)
        if at != own
    )


def _is_near(label: Box, box: Box) -> bool:
    """In the label's column within the next line, or in its row or the next one."""
    height = min(label.height, box.height)
    if in_column(label, box) and min(drop(label, box), drop(box, label)) <= 2 * height:
        return True
    return abs(label.y0 + label.y1 - box.y0 - box.y1) / 2 <= 1.2 * height
