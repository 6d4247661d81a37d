"""Single values of an account: the secret of our Message-IDs, the last poll, the last digest, a pause."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.store.opening import Store
from mailproc.store.schema import Meta


class Key(StrEnum):
    """What is kept. LAST_POLL and LAST_DIGEST are instants, DIGEST_DAY the date ("2026-11-24") that a digest was
    made for, WAITING the messages that the last poll left in the inbox unhandled, PAUSED "1" or "", SENT_LOOKED the
    arrival of the newest message in Sent that was looked at, FOLDERS the names of the folders that were made,
    LAST_FOLIO year and number ("2026 123") of the last case that was forgotten."""

    SECRET = "secret"  # noqa: S105 - the name of the value, not the value
    LAST_POLL = "last_poll"
    LAST_DIGEST = "last_digest"
    DIGEST_DAY = "digest_day"
    WAITING = "waiting"
    PAUSED = "paused"
    SENT_LOOKED = "sent_looked"
    FOLDERS = "folders"
    LAST_FOLIO = "last_folio"


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
    """Whether a person has stopped all outgoing letters."""
    return bool(get(store, Key.PAUSED))


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
