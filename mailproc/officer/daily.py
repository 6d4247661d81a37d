"""The day's digest: from the store to a letter, and into the outbox once a day."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from mailproc.config import Settings
from mailproc.errors import StoreBusy
from mailproc.officer.digest import compose_digest
from mailproc.officer.enclosures import enclosures
from mailproc.officer.logins import login_trouble
from mailproc.officer.view import Enclosures
from mailproc.reply.envelope import letter_id
from mailproc.reply.model import Letter
from mailproc.store import meta, movements, outbox
from mailproc.store.desk import desk
from mailproc.store.opening import Store


def digest_of(
    store: Store,
    settings: Settings,
    *,
    now: datetime,
    day: date | None = None,
    enclosed: Enclosures | None = None,
    junk: int = 0,
) -> Letter:
    """The digest of a day (today in the institute's time zone), as the store stands now; `junk` is junk.py's count."""
    day = day or now.astimezone(settings.zone).date()
    identifier = letter_id(
        meta.secret(store), "digest", "digest", settings.address.rpartition("@")[2], occasion=day.isoformat()
    )
    view = replace(desk(store, now=now, zone=settings.zone), login=login_trouble(settings, now=now), junk=junk)
    return compose_digest(view, settings, day=day, message_id=identifier, enclosed=enclosed or Enclosures())


def queue_digest(store: Store, settings: Settings, *, now: datetime, junk: int = 0) -> bool:
    """Put today's digest with its files into the outbox, once; false if it was there already. The movements in its
    IDSE files stand as exported with it; while it only observes, nothing is made that counts."""
    batches = settings.policy.mode != "observe"
    try:
        return _queued(store, settings, enclosures(store, settings, now=now, batches=batches), now=now, junk=junk)
    except StoreBusy:
        # A case has changed meanwhile: its movement comes with the next digest, and this one goes.
        return _queued(store, settings, enclosures(store, settings, now=now, batches=False), now=now, junk=junk)


def _queued(store: Store, settings: Settings, enclosed: Enclosures, *, now: datetime, junk: int) -> bool:
    letter = digest_of(store, settings, now=now, enclosed=enclosed, junk=junk)
    day = now.astimezone(settings.zone).date().isoformat()
    marks: dict[meta.Key, str | datetime] = {meta.Key.DIGEST_DAY: day, meta.Key.LAST_DIGEST: now}
    exported = partial(movements.record_exported, store=store, files=enclosed.batches, now=now)
    queued = outbox.queue(store, letter, now=now, marks=marks, besides=exported)
    if not queued:
        # Made before the clock was set back over midnight.
        meta.put(store, meta.Key.DIGEST_DAY, day)
    return queued
