"""The day's digest: from the store to a letter, and into the outbox once a day."""

from datetime import date, datetime

from mailproc.config import Settings
from mailproc.officer.digest import compose_digest
from mailproc.reply.envelope import letter_id
from mailproc.reply.model import Letter
from mailproc.store import meta, outbox
from mailproc.store.desk import desk
from mailproc.store.opening import Store


def digest_of(store: Store, settings: Settings, *, now: datetime, day: date | None = None) -> Letter:
    """The digest of a day (today in the institute's time zone), as the store stands now."""
    day = day or now.astimezone(settings.zone).date()
    identifier = letter_id(
        meta.secret(store), "digest", "digest", settings.address.rpartition("@")[2], occasion=day.isoformat()
    )
    return compose_digest(desk(store, now=now), settings, day=day, message_id=identifier)


def queue_digest(store: Store, settings: Settings, *, now: datetime) -> bool:
    """Put today's digest into the outbox, once; false if it was there already."""
    letter = digest_of(store, settings, now=now)
    day = now.astimezone(settings.zone).date().isoformat()
    return outbox.queue(store, letter, now=now, marks={meta.Key.DIGEST_DAY: day, meta.Key.LAST_DIGEST: now})
