"""The week as bars of table cells: what every mail program draws, Outlook too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mailproc.officer.view import Day

_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: its cases that needed nobody and those that are the officer's, and how wide each part is in percent of
    the longest bar; `rest` is what is left of it, so that the three make 100."""

    label: str
    alone: int
    hers: int
    alone_width: int
    hers_width: int

    @property
    def total(self) -> int:
        """All cases of the day."""
        return self.alone + self.hers

    @property
    def rest(self) -> int:
        """Percent."""
        return 100 - self.alone_width - self.hers_width


def bars(days: Sequence[Day]) -> tuple[Bar, ...]:
    """A bar for each day; none where no day brought a case."""
    most = max((day.alone + day.hers for day in days), default=0)
    if not most:
        return ()
    return tuple(_bar(day, most) for day in days)


def _bar(day: Day, most: int) -> Bar:
    total = day.alone + day.hers
    alone = round(100 * day.alone / most)
    # Rounded together, so that equal days are equally long; what is there can be seen.
    hers = round(100 * total / most) - alone
    if day.hers and not hers:
        alone, hers = alone - 1, 1
    if day.alone and alone <= 0:
        alone, hers = 1, hers - 1
    return Bar(_label(day.day), day.alone, day.hers, max(alone, 0), max(hers, 0))


def _label(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day}"
