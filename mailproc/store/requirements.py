"""What a student must hand in before the alta (`[policy] alta_requirements`): ticked by the officer, case by case."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mailproc.errors import UsageError
from mailproc.reading.folding import fold
from mailproc.store import schema
from mailproc.store.history import PROGRAM, note
from mailproc.store.opening import Store


def tick(
    store: Store,
    folio: str,
    text: str,
    requirements: Sequence[str],
    *,
    now: datetime,
    who: str = PROGRAM,
    met: bool = True,
) -> str:
    """The student of a case has met a requirement (`met` False takes the tick away); gives the requirement in its own
    words. `text` is it, a part of it that no other has, or its number from 1; accents and capitals do not count. To
    tick twice changes nothing. Raises UsageError for an unknown case or requirement, StoreError."""
    requirement = named(text, requirements)
    with store.writing() as session:
        case = _case(session, store, folio)
        there = select(schema.Requirement).where(
            schema.Requirement.case_id == case.id, schema.Requirement.text == requirement
        )
        if (session.scalar(there) is not None) is met:
            return requirement
        if met:
            session.add(
                schema.Requirement(account_id=store.account_id, case_id=case.id, text=requirement, ticked_at=now)
            )
        else:
            session.execute(
                delete(schema.Requirement).where(
                    schema.Requirement.case_id == case.id, schema.Requirement.text == requirement
                )
            )
        number = str(list(requirements).index(requirement) + 1)
        note(session, store, "ticked" if met else "unticked", number, at=now, case=case, who=who)
        return requirement


def ticked(store: Store, folio: str) -> tuple[str, ...]:
    """The requirements that are ticked in a case, in the order of the ticks. Raises UsageError, StoreError."""
    with store.reading() as session:
        case = _case(session, store, folio)
        wanted = select(schema.Requirement.text).where(schema.Requirement.case_id == case.id)
        return tuple(session.scalars(wanted.order_by(schema.Requirement.id)))


def named(text: str, requirements: Sequence[str]) -> str:
    """The one requirement that is meant. Raises UsageError, which names them all."""
    if not requirements:
        raise UsageError("[policy] alta_requirements is empty: there is nothing to tick.")
    if text.strip().isdecimal() and 0 < int(text) <= len(requirements):
        return requirements[int(text) - 1]
    wanted = fold(text)
    whole = [one for one in requirements if fold(one) == wanted]
    found = whole or [one for one in requirements if wanted and wanted in fold(one)]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{number} {one}" for number, one in enumerate(requirements, 1))
    raise UsageError(f"{text}: name one of [policy] alta_requirements, or its number: {listed}.")


def _case(session: Session, store: Store, folio: str) -> schema.Case:
    case = session.scalar(
        select(schema.Case).where(
            schema.Case.account_id == store.account_id, schema.Case.folio == folio.strip().upper()
        )
    )
    if case is None:
        raise UsageError(f"{folio}: there is no case of that folio; `mailproc cases` lists them.")
    return case
