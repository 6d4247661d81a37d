"""The history of a case: who did what, when. It names kinds, states and templates, and no person."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailproc.store import schema
from mailproc.store.opening import Store

PROGRAM = "mailproc"


def note(
    session: Session,
    store: Store,
    what: str,
    detail: str = "",
    *,
    at: datetime,
    case: schema.Case | None = None,
    message: schema.Message | None = None,
    who: str = PROGRAM,
) -> None:
    """Add a line to the history. `what` is a word such as "opened", `detail` a slug or two."""
    session.add(
        schema.Event(
            account_id=store.account_id,
            at=at,
            who=who,
            what=what,
            detail=detail,
            case_id=case.id if case else None,
            message_id=message.id if message else None,
        )
    )


def latest(session: Session, store: Store) -> int:
    """The number of the last thing that a person did (a command beside the daemon); 0 where nobody did anything. Where
    it has changed, what was read before may stand no more."""
    wanted = select(func.max(schema.Event.id)).where(
        schema.Event.account_id == store.account_id, schema.Event.who != PROGRAM
    )
    return session.scalar(wanted) or 0


def latest_of(store: Store) -> int:
    """As `latest`, in a session of its own. Raises StoreError."""
    with store.reading() as session:
        return latest(session, store)
