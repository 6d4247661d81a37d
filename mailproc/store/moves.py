"""The officer's moves: where her messages lie by the mailbox, and where by what was done with them.

officer/moves.py looks into the folders; what it saw comes here. A message that lies where nobody of us has put it was
moved by her; the move waits for its time of grace, and then counts. One that she takes back leaves no trace.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailproc.cases.history import OVER
from mailproc.cases.kinds import Folder, State, folder_of, urgency
from mailproc.cases.ruling import by_folder
from mailproc.config import Settings
from mailproc.mailbox.base import FolderPath, Place
from mailproc.store import schema
from mailproc.store.caseload import with_reasons
from mailproc.store.filings import intend, state_in
from mailproc.store.histories import since
from mailproc.store.ledger import place_row
from mailproc.store.opening import Store
from mailproc.store.ruling import Compose, OfficersWord, folder_words
from mailproc.store.schema import FilingState, Outcome

OVERTAKEN = "Moviste un mensaje de este caso, pero mientras tanto el caso cambió: revísalo."


@dataclass(frozen=True, slots=True)
class Known:
    """A message of the ledger that a stranger in a folder may be."""

    id: int
    has_case: bool


def places(store: Store, folders: Collection[FolderPath]) -> dict[Place, int]:
    """Where messages lie by what is known, in these folders, and which (ids of the ledger)."""
    wanted = select(schema.Place.folder, schema.Place.validity, schema.Place.uid, schema.Place.message_id).where(
        schema.Place.account_id == store.account_id,
        schema.Place.folder.in_(folders),
        schema.Place.message_id.is_not(None),
        schema.Place.left_at.is_(None),
    )
    with store.reading() as session:
        rows = session.execute(wanted)
        return {Place(row[0], row[1], row[2]): row[3] for row in rows if row[3] is not None}


def candidates(store: Store, message_id: str) -> tuple[Known, ...]:
    """Messages of that Message-ID; () for ""."""
    wanted = select(schema.Message.id, schema.Message.cases.any()).where(
        schema.Message.account_id == store.account_id, schema.Message.message_id == message_id
    )
    if not message_id:
        return ()
    with store.reading() as session:
        return tuple(Known(*row) for row in session.execute(wanted))


def saw(store: Store, found: Mapping[Place, int], gone: Collection[Place], *, now: datetime) -> None:
    """Keep where messages were found, and where they lie no more."""
    if not found and not gone:
        return
    with store.writing() as session:
        for place in gone:
            place_row(session, store, place).left_at = now
        for place, message in found.items():
            place_row(session, store, place).message_id = message


def notice(store: Store, lying: Mapping[int, Collection[Folder | None]], *, now: datetime) -> int:
    """Take up what is new of her moves; gives how many wait for their time of grace. `lying` tells for each message
    (its id) all folders of ours that it lies in; None is the inbox."""
    with store.writing() as session:
        moves = session.scalars(select(schema.Move).where(schema.Move.account_id == store.account_id))
        waiting = {move.message_id: move for move in moves}
        homes = _homes(session, store)
        away = {
            message: next(iter(there))
            for message, there in lying.items()
            if message not in homes.moving and len(there) == 1 and homes.of.get(message) not in there
        }
        for message in away.keys() - waiting.keys() - _with_cases(session, away):
            del away[message]
        for message, move in waiting.items():
            # She took it back, or put it where nobody of us looks.
            at_home = homes.of.get(message) in lying.get(message, ())
            if message not in homes.moving and (at_home or message not in lying):
                session.delete(move)
        for message, folder in away.items():
            known = waiting.get(message)
            if known is None:
                session.add(
                    schema.Move(account_id=store.account_id, message_id=message, folder=folder, noticed_at=now)
                )
            elif known.folder is not folder:
                known.folder, known.noticed_at = folder, now
        return len(away)


@dataclass(frozen=True, slots=True)
class _Homes:
    """Where messages lie if nobody has touched them (the inbox for those that are not here), and which of them are
    just being moved by us."""

    of: dict[int, Folder | None]
    moving: set[int]


def _homes(session: Session, store: Store) -> _Homes:
    last = (
        select(func.max(schema.Filing.id))
        .where(schema.Filing.account_id == store.account_id)
        .group_by(schema.Filing.message_id)
    )
    wanted = select(schema.Filing.message_id, schema.Filing.folder, schema.Filing.state)
    homes = _Homes({}, set())
    for message, folder, state in session.execute(wanted.where(schema.Filing.id.in_(last))):
        homes.of[message] = None if state is FilingState.OBSERVED else folder
        if state is FilingState.PENDING:
            homes.moving.add(message)
    return homes


def _with_cases(session: Session, messages: Collection[int]) -> set[int]:
    """Those of the messages that belong to a case."""
    wanted = (
        select(schema.CaseMessage.message_id)
        .join(schema.Message, schema.Message.id == schema.CaseMessage.message_id)
        .where(schema.Message.id.in_(messages), schema.Message.outcome == Outcome.HANDLED)
    )
    return set(session.scalars(wanted))


def settle(store: Store, settings: Settings, compose: Compose, *, now: datetime) -> int:
    """Her moves whose time of grace is over count, each in a transaction of its own, that of a case's newest message
    first; gives their number. `compose` must not use the store. Raises StoreError, ConfigurationError."""
    before = now - settings.policy.grace
    with store.reading() as session:
        due = session.execute(
            select(schema.Move.id)
            .join(schema.Message, schema.Move.message_id == schema.Message.id)
            .where(schema.Move.account_id == store.account_id, schema.Move.noticed_at <= before)
            .order_by(schema.Message.arrived.desc(), schema.Message.id.desc())
        ).scalars()
        identifiers = due.all()
    for identifier in identifiers:
        with store.writing() as session:
            move = session.get(schema.Move, identifier)
            if move is not None:
                _count(session, store, move, settings, compose, now=now)
    return len(identifiers)


def _count(
    session: Session, store: Store, move: schema.Move, settings: Settings, compose: Compose, *, now: datetime
) -> None:
    """One move: the cases that lay where the message lay become what the new folder says."""
    message, folder = move.message, move.folder
    anchor = _anchor(session, message)
    session.delete(move)
    session.add(
        schema.Filing(
            account_id=store.account_id,
            message_id=message.id,
            folder=folder,
            flag=False,
            state=FilingState.DONE,
            intended_at=now,
            done_at=now,
        )
    )
    session.flush()
    word = OfficersWord(session, store, settings, compose, now)
    meant = [case for case in message.cases if _meant(session, case, message, anchor, folder)]
    for case in meant:
        ruling = by_folder(folder, case.kind, case.state)
        word.rule(case, ruling, said=folder_words(settings, folder), message=message)
    if not meant:
        for case in message.cases:
            if folder_of(case.kind, case.state) is not folder:
                case.reasons = with_reasons((OVERTAKEN,), case.reasons)
    left = [folder_of(case.kind, case.state) for case in message.cases if case.state not in OVER]
    here = min(left, key=urgency, default=folder)
    if meant and len(message.cases) > 1 and here is not None and urgency(here) < urgency(folder):
        # Another student's errand in the same message is still to be done: it must not get lost.
        intend(session, store, message, here, state_in(settings.policy), now=now)


def _anchor(session: Session, message: schema.Message) -> schema.Filing | None:
    """The filing that had brought the message where it lay when she moved it. One that we wanted to move at the same
    time lay where it had been brought before; one that was never brought anywhere counts as lying where it was to
    go."""
    wanted = select(schema.Filing).where(schema.Filing.message_id == message.id).order_by(schema.Filing.id.desc())
    filings = session.scalars(wanted).all()
    if filings and filings[0].state is FilingState.ELSEWHERE:
        return next((one for one in filings[1:] if one.state is FilingState.DONE), filings[0])
    return filings[0] if filings else None


def _meant(
    session: Session,
    case: schema.Case,
    message: schema.Message,
    anchor: schema.Filing | None,
    folder: Folder | None,
) -> bool:
    """Whether her move to `folder` speaks of this case: not if it has changed since the message was brought where it
    lay (that nobody wrote for long changes nothing); of several cases, those that lay there. Into the inbox it speaks
    of all that is open."""
    if folder is None:
        return len(message.cases) == 1 or case.state not in OVER
    put_at = anchor.intended_at if anchor is not None else message.recorded_at
    if case.state is not State.CERRADO and since(session, case) > put_at:
        return False
    lay = anchor.folder if anchor is not None else None
    return len(message.cases) == 1 or folder_of(case.kind, case.state) is lay
