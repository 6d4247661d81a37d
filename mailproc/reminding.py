"""Reminders to students who owe something, and the end of cases in which nobody writes any more."""

from datetime import datetime

import structlog

from mailproc.cases.decision import Facts
from mailproc.config import Settings
from mailproc.reply.envelope import letter_id
from mailproc.reply.model import Letter
from mailproc.reply.replies import fill, letter_values
from mailproc.store import meta, waiting
from mailproc.store.opening import Store
from mailproc.store.waiting import Owing

TEMPLATE = "recordatorio"
log = structlog.get_logger()


def remind_and_close(store: Store, settings: Settings, *, now: datetime) -> int:
    """Reminders on working days, one for each case; cases end by themselves on any day. Gives the number of
    reminders. Raises StoreError, ConfigurationError."""
    closed = waiting.close_idle(store, settings, now=now)
    today = now.astimezone(settings.zone).date()
    reminded = 0
    if settings.schedule.is_working_day(today):
        secret = meta.secret(store)
        reminded = waiting.remind(store, settings, lambda owing: _letter(owing, settings, secret), now=now)
    if reminded or closed:
        log.info("cases that wait", reminded=reminded, closed=closed)
    return reminded


def _letter(owing: Owing, settings: Settings, secret: bytes) -> Letter:
    domain = settings.address.rpartition("@")[2]
    facts = Facts(standing=owing.standing, missing=owing.standing.missing)
    return fill(
        f"replies/{TEMPLATE}",
        letter_values(facts, folio=owing.folio, settings=settings),
        settings=settings,
        letter=Letter(
            template=TEMPLATE,
            recipient=owing.recipient,
            subject="",
            text="",
            html="",
            message_id=letter_id(secret, owing.folio, TEMPLATE, domain, occasion=owing.standing.since.isoformat()),
            in_reply_to=owing.answered,
            references=(owing.answered,) if owing.answered else (),
        ),
    )
