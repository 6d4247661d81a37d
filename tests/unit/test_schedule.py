"""Quiet hours and working days: by the clock on the officer's wall, whatever it does in spring and autumn."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from mailproc import daemon
from mailproc.config.settings import Schedule
from mailproc.store import meta
from tests.unit.store.house import opened, settings

MEXICO = ZoneInfo("America/Mexico_City")
TIJUANA = ZoneInfo("America/Tijuana")
"""Here clocks go forward on 8 March 2026, 2:00 to 3:00, and back on 1 November, 2:00 to 1:00."""
DAY = timedelta(days=1)


def at(zone: ZoneInfo, text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def until(hours: str, now: datetime, zone: ZoneInfo) -> str:
    """When the quiet ends, by the wall of the zone, "" where it is not quiet."""
    end = Schedule(quiet_hours=hours).quiet_until(now.astimezone(UTC), zone)
    return f"{end.astimezone(zone):%m-%d %H:%M %z}" if end else ""


@pytest.mark.parametrize(
    ("hours", "now", "end"),
    [
        ("21:00-07:00", "2026-08-20T20:59:59", ""),
        ("21:00-07:00", "2026-08-20T21:00", "08-21 07:00 -0600"),
        ("21:00-07:00", "2026-08-20T23:59", "08-21 07:00 -0600"),
        ("21:00-07:00", "2026-08-21T00:00", "08-21 07:00 -0600"),
        ("21:00-07:00", "2026-08-21T06:59:59", "08-21 07:00 -0600"),
        ("21:00-07:00", "2026-08-21T07:00", ""),
        ("21:00-07:00", "2026-12-31T22:00", "01-01 07:00 -0600"),
        ("9:00-10:30", "2026-08-20T09:30", "08-20 10:30 -0600"),
        ("9:00-10:30", "2026-08-20T22:30", ""),
        ("00:00-07:00", "2026-08-20T00:00", "08-20 07:00 -0600"),
        ("21:00-0:00", "2026-08-20T23:00", "08-21 00:00 -0600"),
        ("", "2026-08-20T03:00", ""),
    ],
)
def test_quiet_hours_end_at_their_hour(hours: str, now: str, end: str) -> None:
    assert until(hours, at(MEXICO, now), MEXICO) == end


@pytest.mark.parametrize(
    ("hours", "now", "fold", "end"),
    [
        # The night an hour shorter, and the one an hour longer.
        ("21:00-07:00", "2026-03-07T22:00", 0, "03-08 07:00 -0700"),
        ("21:00-07:00", "2026-10-31T22:00", 0, "11-01 07:00 -0800"),
        # An end that the clock jumps over.
        ("21:00-02:30", "2026-03-07T22:00", 0, "03-08 03:30 -0700"),
        # An end that the clock strikes twice: the first time, then once more.
        ("21:00-01:30", "2026-10-31T22:00", 0, "11-01 01:30 -0700"),
        ("21:00-01:30", "2026-11-01T01:40", 0, ""),
        ("21:00-01:30", "2026-11-01T01:10", 1, "11-01 01:30 -0800"),
        ("21:00-01:30", "2026-11-01T01:30", 1, ""),
    ],
)
def test_quiet_hours_when_clocks_change(hours: str, now: str, fold: int, end: str) -> None:
    assert until(hours, at(TIJUANA, now, fold), TIJUANA) == end


MINUTES = st.integers(0, 24 * 60 - 1)
NEAR = [
    datetime(2026, 3, 8, 10, tzinfo=UTC),
    datetime(2026, 11, 1, 9, tzinfo=UTC),
    datetime(2026, 12, 31, tzinfo=UTC),
]
"""Both changes of the clock, to the minute, and a day without one."""


@given(MINUTES, MINUTES, st.sampled_from(NEAR), st.integers(-48 * 3600, 48 * 3600))
@example(7 * 60 + 1, 6 * 60 + 1, NEAR[1], -18 * 3600)
def test_the_end_is_never_quiet_and_never_more_than_a_day_away(
    start: int, end: int, near: datetime, seconds: int
) -> None:
    assume(0 < (end - start) % (24 * 60) <= 23 * 60)
    schedule = Schedule(quiet_hours=f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}")
    now = near + timedelta(seconds=seconds)
    clock = now.astimezone(TIJUANA)
    minute = clock.hour * 60 + clock.minute
    quiet = start <= minute < end if start < end else minute >= start or minute < end
    found = schedule.quiet_until(now, TIJUANA)
    assert (found is not None) == quiet
    if found is not None:
        assert now < found <= now + DAY
        assert schedule.quiet_until(found, TIJUANA) is None


@pytest.mark.parametrize("hours", ["21:00", "21-07", "24:00-07:00", "21:00-07:60", "07:00-07:00", "07:00-06:30"])
def test_hours_that_are_none_or_leave_none(hours: str) -> None:
    with pytest.raises(ValidationError, match=r'hours such as "21:00-07:00"'):
        Schedule(quiet_hours=hours)


@pytest.mark.parametrize(
    ("days", "worked"),
    [("mon-fri", "12345"), ("mon,wed,fri", "135"), ("tue-thu,sun", "2347"), ("mon-sun", "1234567"), ("sat", "6")],
)
def test_working_days(days: str, worked: str) -> None:
    schedule = Schedule(digest_days=days)
    week = [date(2026, 8, 17) + number * DAY for number in range(7)]
    assert "".join(str(day.isoweekday()) for day in week if schedule.is_working_day(day)) == worked


def test_a_holiday_is_no_working_day() -> None:
    schedule = Schedule(holidays=(date(2026, 9, 16),))
    assert not schedule.is_working_day(date(2026, 9, 16))
    assert schedule.is_working_day(date(2026, 9, 17))


@pytest.mark.parametrize(
    ("now", "made", "late"),
    [
        ("2026-08-20T07:59", "", False),
        ("2026-08-20T08:00", "", True),
        ("2026-08-20T19:00", "", True),
        ("2026-08-20T19:00", "2026-08-20", False),
        ("2026-08-20T19:00", "2026-08-19", True),
        # A Saturday, and a holiday.
        ("2026-08-22T19:00", "", False),
        ("2026-09-16T19:00", "", False),
    ],
)
def test_a_digest_that_was_missed_is_made_up_for_on_working_days(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, now: str, made: str, late: bool
) -> None:
    store = opened(tmp_path)
    if made:
        meta.put(store, meta.Key.DIGEST_DAY, made)
    monkeypatch.setattr(daemon, "utc_now", lambda: at(MEXICO, now).astimezone(UTC))
    config = settings(schedule={"holidays": [date(2026, 9, 16)]})
    house = daemon.Daemon(config, store, daemon.workers_for(config), daemon.Stop(Event()))
    assert house._digest_is_due() is late
    store.close()


def test_no_digest_on_a_holiday(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = opened(tmp_path)
    schedule = {"holidays": [date(2026, 9, 16)], "digest_days": "mon-sun"}
    config = settings(schedule=schedule, mailbox={"url": f"maildir:{tmp_path}"})
    stop = daemon.Stop(Event())
    # It makes the digest, and looks at no mail.
    stop.event.set()
    house = daemon.Daemon(config, store, daemon.workers_for(config), stop)
    for day in ("2026-09-15", "2026-09-16"):
        monkeypatch.setattr(daemon, "utc_now", lambda day=day: at(MEXICO, f"{day}T08:00").astimezone(UTC))
        house.step()
    assert meta.get(store, meta.Key.DIGEST_DAY) == "2026-09-15"
    store.close()
