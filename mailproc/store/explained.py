"""All that is kept of one case: for whoever asks why it is what it is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mailproc.reading.lines import reading_of
from mailproc.reading.model import Reading
from mailproc.store import schema
from mailproc.store.cases import Case, load
from mailproc.store.opening import Store


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the history. `what` and `detail` are the store's own words (store/history.py)."""

    at: datetime
    who: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A sheet of the case, and the message that brought it: its place among the case's messages, -1 where it is
    there no more."""

    file: str
    message: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Explained:
    """A case with its sheets and its history, both oldest first; `previous` is the folio it points to, or ""."""

    case: Case
    sheets: tuple[CaseSheet, ...]
    events: tuple[Event, ...]
    reasons: tuple[tuple[str, ...], ...]
    """For each message of the case, why it was decided as it was."""
    previous: str = ""


def explained(store: Store, folio: str) -> Explained | None:
    """The case of a folio (in small letters, too), None where there is none. Raises StoreError."""
    with store.reading() as session:
        wanted = folio.strip().upper()
        found = load(session, store, schema.Case.folio == wanted)
        if not found:
            return None
        row = session.scalars(
            select(schema.Case).where(schema.Case.account_id == store.account_id, schema.Case.folio == wanted)
        ).one()
        order = {message.id: at for at, message in enumerate(row.messages)}
        readings = session.scalars(
            select(schema.Reading).where(schema.Reading.case_id == row.id).order_by(schema.Reading.id)
        )
        events = session.scalars(
            select(schema.Event).where(schema.Event.case_id == row.id).order_by(schema.Event.id)
        )
        previous = session.get(schema.Case, row.previous_id) if row.previous_id else None
        return Explained(
            case=found[0],
            sheets=tuple(
                CaseSheet(one.file, order.get(one.message_id, -1), reading_of(one.body)) for one in readings
            ),
            events=tuple(Event(one.at, one.who, one.what, one.detail) for one in events),
            reasons=tuple(tuple(message.reasons) for message in row.messages),
            previous=previous.folio if previous else "",
        )
