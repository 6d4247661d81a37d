"""The history of a case: who did what, when. It names kinds, states and templates, and no person."""

from datetime import datetime

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
