"""Reminders to students who owe something, and the end of cases in which nobody writes any more."""

from datetime import datetime

import structlog

from mailproc.config import Settings
from mailproc.following_up import composer
from mailproc.store import waiting
from mailproc.store.opening import Store

log = structlog.get_logger()


def remind_and_close(store: Store, settings: Settings, *, now: datetime) -> int:
    """Reminders on working days, one for each case; cases end by themselves on any day. Gives the number of
    reminders. Raises StoreError, ConfigurationError."""
    closed = waiting.close_idle(store, settings, now=now)
    today = now.astimezone(settings.zone).date()
    reminded = 0
    if settings.schedule.is_working_day(today):
        reminded = waiting.remind(store, settings, composer(store, settings), now=now)
    if reminded or closed:
        log.info("cases that wait", reminded=reminded, closed=closed)
    return reminded
