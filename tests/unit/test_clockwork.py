"""The daemon's clockwork, second by second: wall and monotonic clock are both the test's."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from mailproc import daemon
from mailproc.config import Settings
from mailproc.errors import ConfigurationError
from mailproc.store import meta, schema
from mailproc.store.opening import Store
from tests.unit.store.house import opened, settings

MINUTE = timedelta(minutes=1)


@dataclass
class Machine:
    """The machine that the program runs on; its wall clock is set at will. Without `polls` the program looks at the
    clock, and at no mail."""

    folder: Path
    config: Settings
    now: datetime
    polls: bool
    since_boot: float = 1000.0
    store: Store = field(init=False)
    clockwork: daemon.Daemon = field(init=False)

    def starts(self) -> None:
        """The program starts, maybe after it was killed."""
        self.ends()
        self.store = opened(self.folder)
        stop = daemon.Stop(threading.Event())
        if not self.polls:
            stop.event.set()
        workers = daemon.workers_for(self.config)
        self.clockwork = daemon.Daemon(self.config, self.store, workers, stop, clock=lambda: self.since_boot)

    def ends(self) -> None:
        """The store is let go."""
        if hasattr(self, "store"):
            self.store.close()

    def passes(self, time: timedelta) -> None:
        """Time that both clocks count, then the next look."""
        self.since_boot += time.total_seconds()
        self.now += time
        self.clockwork.step()

    @property
    def box(self) -> Path:
        """Its Maildir."""
        return self.folder / "buzon"

    def digests(self) -> list[datetime]:
        """When each digest was made."""
        with self.store.reading() as session:
            return list(session.scalars(select(schema.Letter.composed_at).order_by(schema.Letter.id)))

    def polled(self) -> datetime | None:
        """When the last poll ended."""
        return meta.instant(self.store, meta.Key.LAST_POLL)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Machine]]:
    made: list[Machine] = []

    def here(now: datetime, *, polls: bool = False, zone: str = "America/Mexico_City", **schedule: str) -> Machine:
        for box in ("cur", "new", "tmp"):
            (tmp_path / "buzon" / box).mkdir(parents=True)
        boxes = {
            "mailbox": {"url": f"maildir:{tmp_path}/buzon"},
            "smtp": {"url": f"maildir:{tmp_path}/cartas"},
        }
        config = settings(
            schedule={"digest_days": "mon-sun", "idle": False, **schedule}, officer={"timezone": zone}, **boxes
        )
        made.append(Machine(tmp_path, config, now, polls))
        monkeypatch.setattr(daemon, "utc_now", lambda: made[0].now)
        made[0].starts()
        return made[0]

    yield here
    for one in made:
        one.ends()


def on(zone: str, text: str, fold: int = 0) -> datetime:
    """That hour on the zone's clock, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


NOON = datetime(2026, 8, 20, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "jump", [timedelta(days=-365), timedelta(hours=-1), timedelta(hours=1), timedelta(days=365)]
)
def test_the_poll_keeps_its_rhythm_whatever_the_clock_is_set_to(
    machine: Callable[..., Machine], jump: timedelta
) -> None:
    here = machine(NOON, polls=True, poll="5m", digest="23:59")
    here.passes(timedelta(seconds=1))
    assert here.polled() == here.now
    here.now += jump
    for _ in range(4):
        here.passes(MINUTE)
        assert here.polled() != here.now
    here.passes(MINUTE)
    assert here.polled() == here.now
    here.passes(MINUTE)
    assert here.polled() != here.now


def expected(zone: str, day: date, hour: str) -> datetime:
    """When that day's digest is to be made; an hour that is not struck is made up for when the clock goes on."""
    instant = on(zone, f"{day}T{hour}")
    struck = f"{instant.astimezone(ZoneInfo(zone)):%H:%M}" == hour
    return instant if struck else on(zone, f"{day}T03:00")


TIJUANA = "America/Tijuana"
"""Here 02:30 is not struck on 8 March, and 01:30 twice on 1 November."""


@pytest.mark.parametrize(
    ("zone", "change", "hour"),
    [
        (TIJUANA, "2026-03-08", "02:30"),
        (TIJUANA, "2026-11-01", "01:30"),
        ("America/Ciudad_Juarez", "2026-11-01", "08:00"),
        *(
            pytest.param(zone, change, hour, marks=pytest.mark.sweep)
            for zone in (TIJUANA, "America/Ciudad_Juarez", "America/Mexico_City")
            for change in ("2026-03-08", "2026-11-01")
            for hour in ("00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "08:00", "23:30")
        ),
    ],
)
@pytest.mark.parametrize("killed", [False, True])
def test_one_digest_a_day_at_its_hour_when_clocks_change(
    machine: Callable[..., Machine], zone: str, change: str, hour: str, killed: bool
) -> None:
    days = [date.fromisoformat(change) + timedelta(days=more) for more in (-1, 0, 1)]
    here = machine(on(zone, f"{days[0]}T00:00") - 30 * MINUTE, zone=zone, digest=hour)
    ends = on(zone, f"{days[-1] + timedelta(days=1)}T00:00") - 30 * MINUTE
    while here.now < ends:
        made = here.digests()
        here.passes(30 * MINUTE)
        if killed and here.digests() != made:
            here.starts()
            here.clockwork.step()
    assert here.digests() == [expected(zone, day, hour) for day in days]


@pytest.mark.parametrize("hour", ["00:15", "12:30"])
def test_one_digest_a_day_though_the_clock_goes_an_hour_back_over_its_hour(
    machine: Callable[..., Machine], hour: str
) -> None:
    """Also back over midnight, to a day that had its digest."""
    zone = "America/Mexico_City"
    here = machine(on(zone, "2026-08-19T23:00"), zone=zone, digest=hour)
    here.passes(MINUTE)
    here.now = on(zone, f"2026-08-20T{hour}") - MINUTE
    for _ in range(5):
        here.passes(MINUTE)
    here.now -= timedelta(hours=1)
    for _ in range(90):
        here.passes(MINUTE)
    dates = [made.astimezone(ZoneInfo(zone)).date().isoformat() for made in here.digests()]
    assert dates == ["2026-08-19", "2026-08-20"]


def test_a_store_that_cannot_be_read_at_the_digests_hour_ends_nothing_and_the_digest_comes_after_it(
    machine: Callable[..., Machine],
) -> None:
    here = machine(NOON, digest="00:00")
    table = schema.Base.metadata.tables["meta"].name
    with closing(sqlite3.connect(here.folder / "mailproc.sqlite3")) as file:
        file.execute(f"ALTER TABLE {table} RENAME TO fuera")
        here.passes(MINUTE)
        assert here.digests() == []
        file.execute(f"ALTER TABLE fuera RENAME TO {table}")
    here.passes(MINUTE)
    assert here.digests() == [here.now]


def test_what_waits_long_enough_is_deleted_once_a_day_and_only_after_a_whole_poll(
    machine: Callable[..., Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    purged: list[datetime] = []
    monkeypatch.setattr(daemon, "purge", lambda store, settings, now: purged.append(now))
    here = machine(NOON, polls=True, poll="6h", digest="23:59")
    here.box.rename(here.box.with_name("fuera"))
    here.passes(MINUTE)
    assert purged == []
    here.box.with_name("fuera").rename(here.box)
    for _ in range(9):
        here.passes(timedelta(hours=6))
    assert [one - NOON for one in purged] == [
        timedelta(hours=6, minutes=1),
        timedelta(hours=30, minutes=1),
        timedelta(hours=54, minutes=1),
    ]


def test_an_access_refused_at_a_start_ends_an_installation_and_no_service(
    machine: Callable[..., Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that starts anew while the password has expired, or its file is gone, goes on trying, and tells it."""
    real, left = daemon.turn, [0]

    def turn(*words: Any, stop: daemon.Stop, **how: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            stop.event.set()
        return real(*words, stop=stop, **how)

    def runs(turns: int) -> None:
        here.starts()
        left[0] = turns
        here.clockwork.run()

    monkeypatch.setattr(daemon, "turn", turn)
    here = machine(NOON, polls=True, digest="23:59")
    away = here.box.rename(here.folder / "away")
    with pytest.raises(ConfigurationError):
        runs(1)
    away.rename(here.box)
    runs(1)
    here.box.rename(away)
    for _ in range(5):
        here.now += 10 * MINUTE
        runs(1)
    with here.store.reading() as session:
        [subject] = session.scalars(select(schema.Letter.subject))
    assert subject.startswith("AVISO: el buzón no se revisa desde el ")
