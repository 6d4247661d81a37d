"""What keeps the program from fetching or sending, and since when: kept over restarts, so that it is told once."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from mailproc.reply.model import LetterState
from mailproc.reply.outbox import BUSY
from mailproc.store import meta
from mailproc.store.meta import Key
from mailproc.store.opening import Store
from mailproc.store.schema import Letter

LONG = timedelta(minutes=30)
TRIES = 3
"""A standstill is what lasts longer than a server's restart (and mends itself no more), seen at several polls, so that
a machine that slept is none."""


class Way(StrEnum):
    """Which half of the work stands still: all that the mailbox and the store are needed for, or SMTP."""

    FETCHING = "fetching"
    SENDING = "sending"


class Cause(StrEnum):
    """What stood in the way at the last try. REFUSED: SMTP takes the login and no letter. OTHER: the program died
    or hung amid it, or something unforeseen."""

    LOGIN = "login"
    CONFIGURATION = "configuration"
    SERVER = "server"
    MAILBOX = "mailbox"
    REFUSED = "refused"
    STORE = "store"
    OTHER = "other"


_KEYS = {Way.FETCHING: Key.FETCHING, Way.SENDING: Key.SENDING}


@dataclass(frozen=True, slots=True)
class Standstill:
    """Tries that failed, one after the other: `since` is when the first of them began, `last` when the last one did.
    `alarm` is the Message-ID of the mail that tells the officer, "" while she was not told."""

    way: Way
    since: datetime
    last: datetime
    tries: int = 1
    cause: Cause = Cause.OTHER
    alarm: str = ""

    @property
    def lasts(self) -> bool:
        """Whether it is more than a hiccup."""
        return self.tries >= TRIES and self.last - self.since >= LONG

    def again(self, now: datetime) -> "Standstill":
        """With one more try that failed."""
        # A clock that was set back counts from then.
        return replace(self, since=min(self.since, now), last=now, tries=self.tries + 1)


def load(store: Store) -> dict[Way, Standstill]:
    """What fails at present, hiccups too. Raises StoreError."""
    with store.reading() as session:
        return read(session, store)


def read(session: Session, store: Store) -> dict[Way, Standstill]:
    """As `load`, within a session."""
    found = {}
    for way, key in _KEYS.items():
        if value := meta.read(session, store, key):
            kept = json.loads(value)
            since, last = (datetime.fromisoformat(kept[name]) for name in ("since", "last"))
            found[way] = Standstill(way, since, last, kept["tries"], Cause(kept["cause"]), kept["alarm"])
    return found


def told(session: Session, store: Store) -> tuple[Standstill, ...]:
    """Those that the officer was told of, and that are not over."""
    return tuple(one for one in read(session, store).values() if one.alarm)


def waits(store: Store, alarm: str) -> bool:
    """Whether an alarm is still to go. Raises StoreError."""
    with store.reading() as session:
        return session.scalar(select(Letter.id).where(*_waiting(store, [alarm]))) is not None


def postponed(store: Store) -> bool:
    """Whether letters wait that the server has turned away: nobody knows yet whether it takes them. Raises
    StoreError."""
    turned_away = (
        Letter.account_id == store.account_id,
        Letter.state == LetterState.QUEUED,
        or_(Letter.reason == BUSY, Letter.tries > 0),
    )
    with store.reading() as session:
        return session.scalar(select(Letter.id).where(*turned_away).limit(1)) is not None


def withdraw(session: Session, *, store: Store, alarms: Sequence[str]) -> None:
    """Take alarms back that have not gone: another one tells what they would have."""
    session.execute(update(Letter).where(*_waiting(store, alarms)).values(state=LetterState.SUPERSEDED))


def _waiting(store: Store, alarms: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        Letter.account_id == store.account_id,
        Letter.message_id.in_(alarms),
        Letter.state.in_((LetterState.QUEUED, LetterState.HELD)),
    )


def marks(*standing: Standstill, over: tuple[Way, ...] = ()) -> dict[Key, str | datetime]:
    """What to write of those that stand, and of those that are over."""
    written: dict[Key, str | datetime] = {
        _KEYS[one.way]: json.dumps(asdict(one), default=datetime.isoformat) for one in standing
    }
    written.update({_KEYS[way]: "" for way in over})
    return written


def keep(store: Store, *standing: Standstill, over: tuple[Way, ...] = ()) -> None:
    """Write it down. Raises StoreError."""
    with store.writing() as session:
        for key, value in marks(*standing, over=over).items():
            meta.write(session, store, key, value)
