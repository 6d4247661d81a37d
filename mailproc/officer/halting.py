"""The officer is told, once, that the program has stopped the letters to students itself."""

from datetime import datetime

import structlog

from mailproc.config import Settings
from mailproc.officer.alarms import alarm_id, compose_brake
from mailproc.store import meta, outbox
from mailproc.store.opening import Store

log = structlog.get_logger()


def tell_of_halt(store: Store, settings: Settings, *, now: datetime) -> bool:
    """Queue the alarm where she was not told of this stop yet; true where it was queued. Raises StoreError."""
    since = meta.halted(meta.get(store, meta.Key.PAUSED))
    if since is None or meta.instant(store, meta.Key.HALT_TOLD) == since:
        return False
    log.error("letters to students are stopped: more than letters_per_hour in an hour")
    identifier = alarm_id(meta.secret(store), settings, f"halted {since.isoformat()}")
    letter = compose_brake(since, settings, message_id=identifier)
    return outbox.queue(store, letter, now=now, marks={meta.Key.HALT_TOLD: since})
