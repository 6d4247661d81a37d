"""From the witnesses' doubts to the share of readings that are right.

Multiplied doubts order values well and say too little of how often they are right: what two engines quarrel about,
or what was distrusted for another value's sake, is mostly right all the same. The curve was fitted on sheets of the
known generator under simulated misreadings (seeds from 2000 on, 0.2 to 1 % of RapidOCR's and 0.6 to 3 % of
Tesseract's characters wrong); `make bench` prints the reliability table that holds it to real pictures.
"""

from bisect import bisect_right
from dataclasses import fields, replace
from typing import Any

from mailproc.reading.model import Field, Reading

_RAW = (0.0, 0.3, 0.5, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)
_RIGHT = (0.05, 0.3, 0.78, 0.85, 0.94, 0.97, 0.99, 0.998, 0.9999)
# Words may be missing from them, or be another's; where that is the doubt, letters heard well tell nothing.
_TEXTS, _DOUBTED = frozenset({"name", "employers"}), 0.5


def stated(raw: float) -> float:
    """The chance of being right, 0 to 1, of a value with that raw confidence; it never orders two the other way."""
    at = min(max(bisect_right(_RAW, raw), 1), len(_RAW) - 1)
    low, high = _RAW[at - 1], _RAW[at]
    share = min(max((raw - low) / (high - low), 0.0), 1.0)
    return round(_RIGHT[at - 1] + share * (_RIGHT[at] - _RIGHT[at - 1]), 4)


def with_stated_confidence(reading: Reading) -> Reading:
    """The reading with every field's confidence as the chance of being right."""
    changes: dict[str, Any] = {}
    for one in fields(reading):
        field = getattr(reading, one.name)
        if isinstance(field, Field):
            doubted = one.name in _TEXTS and not field.trusted
            raw = min(field.confidence, _DOUBTED) if doubted else field.confidence
            changes[one.name] = replace(field, confidence=stated(raw))
    return replace(reading, **changes) if changes else reading
