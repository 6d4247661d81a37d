"""A clock that was set back: what the program wrote while it ran ahead must not keep it waiting until then.

A clock that is behind, until the network tells it the time, looks the same. The mail server's clock tells them apart:
where mail that is known arrived later than now, it is ours that is wrong, and what it would take back was right. Mail
that such a server takes in while it is ahead itself keeps what was written then until its time: to wait is safer.

The instants of the store lie in the past, but for two: when a letter is looked at again, and when a student is to be
reminded. Whatever else lies in the future is as good as now.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.orm import Session

from mailproc.config import Settings
from mailproc.store import meta, schema, standstills
from mailproc.store.columns import Instant
from mailproc.store.meta import Key
from mailproc.store.opening import Store
from mailproc.store.outbox import UNTIL_RELEASED

log = structlog.get_logger()

LONGEST_HOLD = timedelta(days=2)
"""More than any letter is held or deferred by itself."""
LOOK_BACK = timedelta(days=7)
"""How much of Sent is looked at again: to look twice is no harm."""
SKEW = timedelta(minutes=5)
"""As much as a server's clock may be ahead of a right one."""
_NOT_OURS = {"messages.date", "messages.arrived", "places.arrived"}
"""By other clocks: the sender's, the mail server's."""
_AHEAD = {"letters.due_at", "cases.due_at"}


def mend(store: Store, settings: Settings, *, now: datetime) -> bool:
    """Where the last turn was later than now, and no mail arrived later, take back what lies in the future; true if so.
    Mail that the clock made too old to be answered is looked at again. Raises StoreError."""
    with store.reading() as session:
        turns = [one.last for one in standstills.read(session, store).values()]
        last_poll = meta.read(session, store, Key.LAST_POLL)
        arrived = select(func.max(schema.Place.arrived)).where(schema.Place.account_id == store.account_id)
        newest = session.scalar(arrived)
    if last_poll:
        turns.append(datetime.fromisoformat(last_poll))
    if max(turns, default=now) <= now:
        return False
    if newest is not None and newest > now + SKEW:
        log.warning("the clock is behind the mail server's")
        return False
    with store.writing() as session:
        old = (schema.Message.outcome == schema.Outcome.OLD, schema.Message.recorded_at > now)
        session.execute(delete(schema.Message).where(*old))
        for table in schema.Base.metadata.sorted_tables:
            _mend_table(session, table, now)
        due = now + timedelta(days=settings.policy.remind_after_days)
        session.execute(update(schema.Case).where(schema.Case.due_at > due).values(due_at=due))
        held = (schema.Letter.due_at > now + LONGEST_HOLD, schema.Letter.due_at < UNTIL_RELEASED)
        session.execute(update(schema.Letter).where(*held).values(due_at=now))
        _mend_marks(session, store, now)
    log.warning("the clock was set back")
    return True


def _mend_table(session: Session, table: Table, now: datetime) -> None:
    for column in table.columns:
        if isinstance(column.type, Instant) and str(column) not in _NOT_OURS | _AHEAD:
            session.execute(update(table).where(column > now).values({column.name: now}))


def _mend_marks(session: Session, store: Store, now: datetime) -> None:
    marks = {Key.LAST_POLL: now, Key.LAST_DIGEST: now, Key.RESUMED: now, Key.SENT_LOOKED: now - LOOK_BACK}
    for key, instead in marks.items():
        value = meta.read(session, store, key)
        if value and datetime.fromisoformat(value) > now:
            meta.write(session, store, key, instead)
