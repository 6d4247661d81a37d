"""The semester's calendar: from the first day of classes to the end of November, at the institute's clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Mexico_City")
FIRST, LAST = date(2026, 8, 10), date(2026, 11, 21)
HOLIDAYS = (date(2026, 9, 16), date(2026, 11, 2), date(2026, 11, 16), date(2026, 11, 20))
QUIET = (time(21), time(7))
"""No letter goes from the first to the second."""
POLLS = (time(2, 30), time(8, 10), time(14, 0), time(22, 10))
"""When the program looks at the mailbox; two of these lie in the quiet hours."""


def polls() -> Iterator[datetime]:
    """Every instant (UTC) at which the program looks."""
    for days in range((LAST - FIRST).days + 1):
        for hour in POLLS:
            yield at(FIRST + timedelta(days=days), hour)


def at(day: date, hour: time) -> datetime:
    """What the institute's clock shows, as an instant in UTC."""
    return datetime.combine(day, hour, ZONE).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """The institute's day of an instant."""
    return instant.astimezone(ZONE).date()


def some_time(rng: Random, day: date) -> datetime:
    """Students write at all hours, mostly in the afternoon and late in the evening."""
    hour = rng.choices(range(24), [2, 1, 1, 1, 1, 1, 2, 4, 6, 7, 8, 8, 8, 8, 7, 7, 8, 8, 8, 8, 9, 10, 10, 6])[0]
    return at(day, time(hour, rng.randrange(60), rng.randrange(60)))


def is_quiet(instant: datetime) -> bool:
    """Whether a letter at this instant would wake somebody up."""
    clock = instant.astimezone(ZONE).time()
    return clock >= QUIET[0] or clock < QUIET[1]
