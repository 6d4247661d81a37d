"""Single values of an account: the secret of our Message-IDs, the last poll, the last digest, a pause."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.schema import Meta

RESTORED = "restored"
"""The value of PAUSED in every backup: letters wait until Sent has told which of them went after it was made."""


class Key(StrEnum):
    """What is kept. LAST_POLL and LAST_DIGEST are instants, DIGEST_DAY the date ("2026-11-24") that a digest was
    made for, WAITING the messages that the last poll left in the inbox unhandled, SENT_LOOKED the arrival of the newest
    message in Sent that was looked at, FOLDERS the names of the folders that were made, LAST_FOLIO year and number
    ("2026 123") of the last case that was forgotten. FETCHING and SENDING are standstills.py's.

    PAUSED is why no letter goes to students: "1" a person said so, an instant when the program stopped itself (over
    `letters_per_hour`), RESTORED the store is a backup that was put in its place, "" they go. HALT_TOLD is the instant
    of the last stop by the program that the officer was told of, RESUMED when a person last let the letters go."""

    SECRET = "secret"  # noqa: S105 - the name of the value, not the value
    LAST_POLL = "last_poll"
    LAST_DIGEST = "last_digest"
    DIGEST_DAY = "digest_day"
    WAITING = "waiting"
    PAUSED = "paused"
    SENT_LOOKED = "sent_looked"
    FOLDERS = "folders"
    HALT_TOLD = "halt_told"
    RESUMED = "resumed"
    LAST_FOLIO = "last_folio"
    FETCHING = "fetching"
    SENDING = "sending"


def get(store: Store, key: Key) -> str:
    """The value, "" where there is none."""
    with store.reading() as session:
        return read(session, store, key)


def instant(store: Store, key: Key) -> datetime | None:
    """The value as an instant in UTC, None where there is none."""
    value = get(store, key)
    return datetime.fromisoformat(value) if value else None


def put(store: Store, key: Key, value: str | datetime) -> None:
    """Keep a value; an instant must be aware."""
    with store.writing() as session:
        write(session, store, key, value)


def secret(store: Store) -> bytes:
    """The random key of our Message-IDs, made at its first use and the same ever after."""
    value = get(store, Key.SECRET)
    if not value:
        with store.writing() as session:
            value = read(session, store, Key.SECRET) or secrets.token_hex(32)
            write(session, store, Key.SECRET, value)
    return bytes.fromhex(value)


def paused(store: Store) -> bool:
    """Whether all letters to students are stopped, by a person or by the program itself."""
    return bool(get(store, Key.PAUSED))


def restored(store: Store) -> bool:
    """Whether the store is a backup in which nobody has let the letters go yet."""
    return get(store, Key.PAUSED) == RESTORED


def halted(value: str) -> datetime | None:
    """When the program stopped the letters itself, by the value of PAUSED; None where a person did, or they go."""
    return datetime.fromisoformat(value) if value not in ("", "1", RESTORED) else None


def paused_by(value: str) -> str | None:
    """Who or what stopped the letters, by the value of PAUSED: a word for programs, None where they go."""
    words = {"": None, "1": "person", RESTORED: "backup"}
    return words.get(value, "letters_per_hour")


def halt(store: Store, *, now: datetime) -> None:
    """The program stops all letters to students by itself; a person's pause stays one."""
    with store.writing() as session:
        if not read(session, store, Key.PAUSED):
            write(session, store, Key.PAUSED, now)
            note(session, store, "halted", at=now)


def polled(store: Store, *, now: datetime, waiting: int) -> None:
    """A poll came to its end and left so many messages of the inbox unhandled."""
    with store.writing() as session:
        write(session, store, Key.LAST_POLL, now)
        write(session, store, Key.WAITING, str(waiting))


def read(session: Session, store: Store, key: Key) -> str:
    """As `get`, within a session."""
    value = session.scalar(select(Meta.value).where(Meta.account_id == store.account_id, Meta.key == key.value))
    return value or ""


def write(session: Session, store: Store, key: Key, value: str | datetime) -> None:
    """As `put`, within a transaction."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the store")
        value = value.astimezone(UTC).isoformat()
    row = session.scalar(select(Meta).where(Meta.account_id == store.account_id, Meta.key == key.value))
    if row is None:
        session.add(Meta(account_id=store.account_id, key=key.value, value=value))
    else:
        row.value = value
