"""Filing intents: where messages shall lie, and what came of it. mailbox/filing.py carries them out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.kinds import Folder, folder_of, urgency
from mailproc.config import Policy
from mailproc.mailbox.base import Place
from mailproc.store import schema
from mailproc.store.ledger import place_row
from mailproc.store.opening import Store
from mailproc.store.schema import FilingState

FOLLOWERS = 50
"""How many of a case's messages follow it: more than anybody's business takes, and few enough for a flood."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A message to be filed. `places` are where it was last known to lie, the most likely first; `folder` is None
    where it stays and is only flagged; `arrived` and `size` help to find it again without a Message-ID."""

    id: int
    folder: Folder | None
    flag: bool
    message_id: str
    arrived: datetime
    size: int
    places: tuple[Place, ...]


def intend(
    session: Session,
    store: Store,
    message: schema.Message,
    folder: Folder | None,
    state: FilingState,
    *,
    now: datetime,
    flag: bool = False,
) -> None:
    """A message shall lie in this folder; what was still to be done with it before is superseded."""
    session.execute(
        update(schema.Filing)
        .where(schema.Filing.message_id == message.id, schema.Filing.state == FilingState.PENDING)
        .values(state=FilingState.SUPERSEDED)
    )
    session.add(
        schema.Filing(
            account_id=store.account_id,
            message_id=message.id,
            folder=folder,
            flag=flag,
            state=state,
            intended_at=now,
        )
    )


def last_filing(session: Session, message: schema.Message) -> schema.Filing | None:
    """What was meant last for a message, None where it never was to move."""
    wanted = select(schema.Filing).where(schema.Filing.message_id == message.id)
    return session.scalar(wanted.order_by(schema.Filing.id.desc()).limit(1))


def gather(
    session: Session,
    store: Store,
    case: schema.Case,
    policy: Policy,
    *,
    but: schema.Message | None = None,
    now: datetime,
) -> None:
    """A case's messages (`but` one, and only the newest of very many) follow it into its folder, except those that the
    officer has put elsewhere or is just moving."""
    followers = case.messages[-FOLLOWERS:]
    moving = select(schema.Move.message_id).where(schema.Move.message_id.in_([one.id for one in followers]))
    hers = set(session.scalars(moving))
    for message in followers:
        last = last_filing(session, message)
        if message is but or message.id in hers or last is None or last.state is FilingState.ELSEWHERE:
            continue
        folder = min((folder_of(one.kind, one.state) for one in message.cases), key=urgency)
        if folder is not None and folder is not last.folder:
            intend(session, store, message, folder, state_in(policy), now=now)


def state_in(policy: Policy) -> FilingState:
    """What the mode makes of a filing."""
    return FilingState.OBSERVED if policy.mode == "observe" else FilingState.PENDING


def pending(store: Store) -> tuple[Filing, ...]:
    """What is to be done, oldest first."""
    wanted = (
        select(schema.Filing)
        .where(schema.Filing.account_id == store.account_id, schema.Filing.state == FilingState.PENDING)
        .options(selectinload(schema.Filing.message))
        .order_by(schema.Filing.id)
    )
    with store.reading() as session:
        return tuple(
            Filing(
                id=row.id,
                folder=row.folder,
                flag=row.flag,
                message_id=row.message.message_id,
                arrived=row.message.arrived,
                size=row.message.size,
                places=_places(session, row.message_id),
            )
            for row in session.scalars(wanted)
        )


def filed(
    store: Store, filing: Filing, place: Place | None, *, left: Collection[Place] = (), now: datetime
) -> None:
    """The message lies where it shall; `place` is None where the server does not tell the new uid. `left` are
    the places where it lies no more."""
    _end(store, filing, FilingState.DONE, place, left, now=now)


def elsewhere(
    store: Store, filing: Filing, place: Place | None, *, left: Collection[Place] = (), now: datetime
) -> None:
    """Somebody else moved or removed the message first; `place` is where it lies now, None where unknown."""
    _end(store, filing, FilingState.ELSEWHERE, place, left, now=now)


def _end(
    store: Store,
    filing: Filing,
    state: FilingState,
    place: Place | None,
    left: Collection[Place],
    *,
    now: datetime,
) -> None:
    with store.writing() as session:
        row = session.get_one(schema.Filing, filing.id)
        row.state = state
        row.done_at = now
        for old in left:
            place_row(session, store, old).left_at = now
        if place is not None:
            new = place_row(session, store, place)
            new.message_id = row.message_id
            row.place_id = new.id


def _places(session: Session, message_id: int) -> tuple[Place, ...]:
    """Where the message may lie: where it was filed last, then the others, oldest first."""
    rows = session.scalars(
        select(schema.Place)
        .where(schema.Place.message_id == message_id, schema.Place.left_at.is_(None))
        .order_by(schema.Place.id)
    ).all()
    last = session.scalar(
        select(schema.Filing.place_id)
        .where(schema.Filing.message_id == message_id, schema.Filing.place_id.is_not(None))
        .order_by(schema.Filing.id.desc())
        .limit(1)
    )
    return tuple(Place(row.folder, row.validity, row.uid) for row in sorted(rows, key=lambda row: row.id != last))
