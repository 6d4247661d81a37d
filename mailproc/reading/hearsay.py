"""What anyone can type proves nothing by being typed twice, in the file's name or in the mail as well."""

from dataclasses import fields, replace
from typing import Any

from mailproc.reading.model import Field, Reading, Witness

_INDEPENDENT = frozenset(Witness) - {
    Witness.TYPED,
    Witness.HIDDEN,
    Witness.PLACE,
    Witness.FILENAME,
    Witness.SENDER,
}
"""Witnesses that are not in the hand of whoever typed the text."""


def with_hearsay(reading: Reading) -> Reading:
    """The reading with no trust in values that only typed text and its author's other words show."""
    changes: dict[str, Any] = {}
    for one in fields(reading):
        field = getattr(reading, one.name)
        if (
            isinstance(field, Field)
            and Witness.TYPED in field.witnesses
            and not _INDEPENDENT.intersection(field.witnesses)
        ):
            changes[one.name] = replace(field, trusted=False, confidence=min(field.confidence, 0.5))
    return replace(reading, **changes) if changes else reading
