"""What a key may hold, and what a table is: the ground on which the tables of the file stand."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _duration(value: object) -> object:
    """ "60s", "5m", "8h", "2d" to a timedelta."""
    if isinstance(value, timedelta):
        return value
    match = re.fullmatch(r"(\d+)\s*([smhd])", value) if isinstance(value, str) else None
    if not match:
        raise ValueError('a duration such as "60s", "5m" or "8h"')
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def _clock(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        raise ValueError('a time of day such as "08:00"')
    return value


def _address(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", value):
        raise ValueError('an e-mail address such as "afiliacion@tecnologico.example"')
    return value.lower()


Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Clock = Annotated[str, BeforeValidator(_clock)]
MailAddress = Annotated[str, BeforeValidator(_address)]


class Section(BaseModel):
    """A table of the file: unknown keys are errors; numbers and true/false are not taken from other types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)
