"""The other tables of the file, and the whole of it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from mailproc.cases.kinds import Folder, Kind
from mailproc.config.idse import Idse
from mailproc.config.institution import Institution, Officer
from mailproc.config.servers import MailboxServer, SmtpServer
from mailproc.config.values import Clock, Duration, Flag, Section, Whole


class Folders(Section):
    """Names of the case folders below `parent`, as the officer sees them."""

    parent: str = "Afiliación"
    revisar: str = "Revisar"
    altas: str = "Altas por tramitar"
    bajas: str = "Bajas por tramitar"
    hojas: str = "Hojas por emitir"
    esperan_baja: str = "Esperan baja"
    esperan_alumno: str = "Esperan al alumno"
    informados: str = "Informados"
    automaticos: str = "Automáticos"
    hecho: str = "Hecho"

    @field_validator("*")
    @classmethod
    def _name(cls, value: str) -> str:
        if not value.strip() or re.search(r"[/\\.\x00-\x1f*%]", value):
            raise ValueError("a folder name without / \\ . * % or control characters")
        return value.strip()

    def path(self, folder: Folder) -> tuple[str, str]:
        """The folder's path below the parent."""
        return self.parent, getattr(self, folder.value)


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOST_QUIET = timedelta(hours=23)
"""Beyond it, hardly a letter would ever go; and on the day when clocks go back it is a whole day."""


def _spans(days: str) -> list[tuple[int, int]]:
    """Days of the week, first and last, Monday being 0: "mon-fri,sun" is (0, 4) and (6, 6)."""
    spans = (part.split("-") for part in days.split(","))
    return [(WEEK.index(span[0]), WEEK.index(span[-1])) for span in spans]


def _clocks(hours: str) -> tuple[time, time]:
    """Start and end of "21:00-07:00", as the clock shows them."""
    start, end = (datetime.strptime(clock, "%H:%M").time() for clock in hours.split("-"))  # noqa: DTZ007 - no date
    return start, end


def _length(start: time, end: time) -> timedelta:
    """From start to end by a clock that goes round; nothing where they are the same."""
    return (timedelta(hours=end.hour - start.hour, minutes=end.minute - start.minute)) % timedelta(days=1)


class Schedule(Section):
    """When things happen, in the officer's time zone."""

    poll: Duration = timedelta(seconds=60)
    idle: Flag = True
    digest: Clock = "08:00"
    digest_days: str = "mon-fri"
    holidays: tuple[date, ...] = ()
    quiet_hours: str = ""

    @field_validator("digest_days")
    @classmethod
    def _days(cls, value: str) -> str:
        day = f"({'|'.join(WEEK)})"
        known = re.fullmatch(rf"{day}(-{day})?(,{day}(-{day})?)*", value)
        if not known or any(first > last for first, last in _spans(value)):
            raise ValueError('days such as "mon-fri" or "mon,wed,fri", the earlier day of the week first')
        return value

    @field_validator("quiet_hours")
    @classmethod
    def _quiet(cls, value: str) -> str:
        if value and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-3]):[0-5]\d", value):
            raise ValueError('hours such as "21:00-07:00", or ""')
        if value and not timedelta() < _length(*_clocks(value)) <= _MOST_QUIET:
            raise ValueError('hours such as "21:00-07:00", at least one hour of the day left out')
        return value

    @field_validator("poll")
    @classmethod
    def _poll(cls, value: timedelta) -> timedelta:
        if not timedelta(seconds=1) <= value <= timedelta(days=1):
            raise ValueError('between "1s" and "1d"')
        return value

    def is_working_day(self, day: date) -> bool:
        """Whether the officer works on that day: one of `digest_days`, and no holiday."""
        worked = any(first <= day.weekday() <= last for first, last in _spans(self.digest_days))
        return worked and day not in self.holidays

    def quiet_until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours end that `now` lies in, in UTC, later than `now` and no more than 24 hours; None where
        it lies in none. They go by the clock on the wall: an hour that it strikes twice is quiet twice."""
        if not self.quiet_hours or not self._is_quiet(now, zone):
            return None
        today = now.astimezone(zone).date()
        _, end = _clocks(self.quiet_hours)
        ends = (
            datetime.combine(today + timedelta(days=days), end, zone).replace(fold=fold).astimezone(UTC)
            for days in (0, 1)
            for fold in (0, 1)
        )
        return min(instant for instant in ends if instant > now and not self._is_quiet(instant, zone))

    def _is_quiet(self, instant: datetime, zone: ZoneInfo) -> bool:
        start, end = _clocks(self.quiet_hours)
        clock = instant.astimezone(zone).time()
        return start <= clock < end if start < end else clock >= start or clock < end


class Policy(Section):
    """What the institute wants done."""

    mode: Literal["observe", "draft", "send"] = "observe"
    draft_kinds: tuple[Kind, ...] = ()
    answer_newer_than_days: Whole = Field(default=7, ge=1)
    max_age_days: Whole = Field(default=30, ge=1)
    hoja: Literal["reissue", "ask"] = "reissue"
    employment: Literal["inform", "review"] = "inform"
    family: Literal["review", "inform"] = "review"
    conservacion: Literal["review", "inform"] = "review"
    strangers: Literal["answer", "review"] = "answer"
    alta_requirements: tuple[str, ...] = ()
    alta_days: Whole | None = Field(default=None, ge=1)
    hoja_days: Whole | None = Field(default=None, ge=1)
    remind_after_days: Whole = Field(default=14, ge=1)
    close_after_days: Whole = Field(default=60, ge=1)
    grace: Duration = timedelta(minutes=5)
    replies_per_day: Whole = Field(default=5, ge=1)
    letters_per_hour: Whole = Field(default=600, ge=1)
    templates_dir: Path | None = None


class Limits(Section):
    """Bounds for one message and its documents."""

    message_mb: Whole = Field(default=40, ge=1)
    attachments: Whole = Field(default=20, ge=1)
    pages: Whole = Field(default=10, ge=1)
    megapixels: Whole = Field(default=60, ge=1)
    seconds: Whole = Field(default=60, ge=1)
    memory_mb: Whole = Field(default=2048, ge=256)


class Reading(Section):
    """How documents are read."""

    engines: tuple[Literal["rapid", "tesseract"], ...] = ("rapid", "tesseract")
    workers: Whole = Field(default=2, ge=1, le=64)
    limits: Limits = Limits()


class Store(Section):
    """Where the ledger lives. "" means `mailproc.sqlite3` beside the configuration."""

    url: str = ""
    keep_days: Whole = Field(default=400, ge=1)


class Settings(Section):
    """The whole file. `path` is where it was read from."""

    institution: Institution
    officer: Officer
    mailbox: MailboxServer
    smtp: SmtpServer
    folders: Folders = Folders()
    schedule: Schedule = Schedule()
    policy: Policy = Policy()
    reading: Reading = Reading()
    store: Store = Store()
    idse: Idse = Idse()
    path: Path = Field(default=Path("config.toml"), exclude=True)

    @property
    def zone(self) -> ZoneInfo:
        """The institute's time zone."""
        return ZoneInfo(self.officer.timezone)

    @property
    def account(self) -> str:
        """The mailbox's name on every row that comes from mail: its user, or the Maildir's folder name."""
        maildir = self.mailbox.maildir
        return maildir.resolve().name if maildir else self.mailbox.user.lower()

    @property
    def address(self) -> str:
        """The address that letters come from: the mailbox's user where it is one, else the officer's."""
        return self.mailbox.user.lower() if "@" in self.mailbox.user else self.officer.address

    @property
    def own_addresses(self) -> frozenset[str]:
        """Addresses that are ours: mailbox, officer, aliases, the SMTP user."""
        every = (self.address, self.officer.address, *self.officer.aliases, self.smtp.user.lower())
        return frozenset(address for address in every if "@" in address)

    @property
    def store_url(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.store.url or f"sqlite:///{self.path.resolve().parent / 'mailproc.sqlite3'}"
