"""The case that a person means: its folio in any case of letters, or so much of it that only one is meant."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.errors import UsageError
from mailproc.store import schema
from mailproc.store.opening import Store

_SHORT = re.compile(r"(?:AF-?)?(?:(\d\d)-)?(\d{1,9})", re.IGNORECASE | re.ASCII)


def meant(session: Session, store: Store, text: str) -> schema.Case:
    """The case of "AF-26-00123", "af-26-123", "26-123" or, where no other year has that number, "123". Raises
    UsageError where there is none, or more than one."""
    match = _SHORT.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text}: this is no folio; write it as AF-26-00123, or only its number.")
    wanted = select(schema.Case).where(
        schema.Case.account_id == store.account_id, schema.Case.number == int(match[2])
    )
    found = [
        case
        for case in session.scalars(wanted.order_by(schema.Case.year))
        if match[1] is None or case.year % 100 == int(match[1])
    ]
    if not found:
        raise UsageError(f"{text}: there is no case of that folio; `mailproc cases` lists them.")
    if len(found) > 1:
        folios = ", ".join(case.folio for case in found)
        raise UsageError(f"{text}: several cases have that number ({folios}): write the whole folio.")
    return found[0]
