"""The letters' rows: what is due, what was tried, and what became of it. reply/outbox.py does the sending.

Every change of state is one short transaction of its own, since a kill may come between any two of them. One that was
taken back meanwhile (by a command, in another process) stays so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session, selectinload

from mailproc.config import Policy
from mailproc.errors import LetterWithdrawn
from mailproc.reply.gate import Answered, Count
from mailproc.reply.model import OFFICER_TEMPLATES, Letter, LetterState, Part
from mailproc.store import meta, schema
from mailproc.store.bounces import UNCERTAIN_REASON, doubt, mark_dead, refuse
from mailproc.store.history import note
from mailproc.store.opening import Store

UNTIL_RELEASED = datetime(9999, 1, 1, tzinfo=UTC)
"""When a held letter is due that only a person lets go."""

_BEGUN = (LetterState.SENDING, LetterState.UNCERTAIN, LetterState.SENT, LetterState.DRAFT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter in the outbox. `tries` counts those that began; `started_at` is when the last one did."""

    id: int
    letter: Letter
    state: LetterState
    composed_at: datetime
    started_at: datetime | None
    sent_at: datetime | None
    due_at: datetime | None
    tries: int
    reason: str
    answered: Answered | None


def queue(
    store: Store,
    letter: Letter,
    *,
    now: datetime,
    marks: Mapping[meta.Key, str | datetime],
    besides: Callable[[Session], object] = lambda _: None,
) -> bool:
    """Put the officer's digest or alarm into the outbox, with the single values that go with it (the day of the
    digest) and what else is to be written, in one transaction. False, and nothing changes, where a letter of that
    Message-ID is there already."""
    with store.writing() as session:
        wanted = select(schema.Letter.id).where(
            schema.Letter.account_id == store.account_id, schema.Letter.message_id == letter.message_id
        )
        if session.scalar(wanted) is not None:
            return False
        add_letter(session, store, letter, LetterState.QUEUED, now=now)
        for key, value in marks.items():
            meta.write(session, store, key, value)
        besides(session)
        return True


def add_letter(
    session: Session,
    store: Store,
    letter: Letter,
    state: LetterState,
    *,
    now: datetime,
    case: schema.Case | None = None,
    answered: schema.Message | None = None,
) -> schema.Letter:
    """A new row of the outbox, due at once."""
    row = schema.Letter(
        account_id=store.account_id,
        case_id=case.id if case else None,
        answered_id=answered.id if answered else None,
        state=state,
        template=letter.template,
        recipient=letter.recipient,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        message_id=letter.message_id,
        in_reply_to=letter.in_reply_to,
        references=list(letter.references),
        composed_at=now,
        due_at=now,
        copy_due=False,
        tries=0,
        reason="",
        parts=[
            schema.LetterPart(
                account_id=store.account_id,
                name=part.name,
                media=part.media,
                content_id=part.content_id,
                content=part.content,
            )
            for part in letter.parts
        ],
    )
    session.add(row)
    note(session, store, f"letter {state.value}", letter.template, at=now, case=case, message=answered)
    return row


def due(store: Store, *, now: datetime) -> tuple[Entry, ...]:
    """Letters to be sent, oldest first; held ones are looked at again when their time has come."""
    return _entries(
        store,
        schema.Letter.state.in_((LetterState.QUEUED, LetterState.HELD)),
        or_(schema.Letter.due_at.is_(None), schema.Letter.due_at <= now),
    )


def sending(store: Store) -> tuple[Entry, ...]:
    """Letters that a try began and did not end: outside of a try, nobody knows whether they went."""
    return _entries(store, schema.Letter.state == LetterState.SENDING)


def stranded(store: Store, *, since: datetime) -> tuple[Entry, ...]:
    """The officer's mail that ended since then without surely reaching her."""
    return _entries(
        store,
        schema.Letter.template.in_(OFFICER_TEMPLATES),
        schema.Letter.state.in_((LetterState.FAILED, LetterState.UNCERTAIN)),
        schema.Letter.ended_at >= since,
    )


def drafts(store: Store, *, now: datetime) -> tuple[Entry, ...]:
    """Letters still to be put into Drafts."""
    return _entries(
        store,
        schema.Letter.state == LetterState.DRAFT,
        schema.Letter.drafted_at.is_(None),
        or_(schema.Letter.due_at.is_(None), schema.Letter.due_at <= now),
    )


def copies(store: Store) -> tuple[Entry, ...]:
    """Sent letters whose copy is still to be put into Sent."""
    return _entries(store, schema.Letter.state == LetterState.SENT, schema.Letter.copy_due.is_(True))


def begun(
    store: Store, *, since: datetime, for_officer: bool | None = None, recipient: str | None = None
) -> Count:
    """Letters (and drafts) begun after an instant: of one class or both, to one address or to all."""
    wanted = select(func.count(), func.min(schema.Letter.started_at)).where(
        schema.Letter.account_id == store.account_id,
        schema.Letter.started_at > since,
        # One that came back has gone all the same.
        or_(schema.Letter.state.in_(_BEGUN), schema.Letter.sent_at.is_not(None)),
    )
    if for_officer is not None:
        wanted = wanted.where(schema.Letter.template.in_(OFFICER_TEMPLATES) == for_officer)
    if recipient is not None:
        wanted = wanted.where(schema.Letter.recipient == recipient)
    with store.reading() as session:
        number, oldest = session.execute(wanted).one()
        return Count(number, oldest)


def mark_sending(store: Store, entry: Entry, *, now: datetime) -> None:
    """Committed on the brink of DATA. Raises LetterWithdrawn where somebody took it back since it was due."""
    with store.writing() as session:
        row = session.get_one(schema.Letter, entry.id)
        if row.state is LetterState.SUPERSEDED:
            raise LetterWithdrawn("The letter was taken back.")
        row.state = LetterState.SENDING
        row.started_at = now
        row.tries += 1
        row.reason = ""


def mark_sent(store: Store, entry: Entry, *, now: datetime, copy_due: bool) -> None:
    """The letter went."""
    with store.writing() as session:
        row = _turn(session, store, entry, LetterState.SENT, "", now=now)
        row.sent_at = now
        row.copy_due = copy_due
        if not copy_due:
            row.parts.clear()


def mark_deferred(store: Store, entry: Entry, *, until: datetime, reason: str) -> None:
    """Nothing went; to be tried again."""
    with store.writing() as session:
        row = session.get_one(schema.Letter, entry.id)
        if row.state is LetterState.SUPERSEDED:
            return
        if row.state is not LetterState.SENDING:
            row.tries += 1
        row.state = LetterState.QUEUED
        row.due_at = until
        row.reason = reason


def postpone(store: Store, *, now: datetime, until: datetime, reason: str) -> None:
    """Every letter that is due waits as well: the server takes none now."""
    with store.writing() as session:
        session.execute(
            update(schema.Letter)
            .where(
                schema.Letter.account_id == store.account_id,
                schema.Letter.state == LetterState.QUEUED,
                or_(schema.Letter.due_at.is_(None), schema.Letter.due_at <= now),
            )
            .values(due_at=until, reason=reason)
        )


def mark_held(store: Store, entry: Entry, *, until: datetime | None, reason: str) -> None:
    """The gate holds it: until an instant, or (None) until what holds it is gone. A draft stays one."""
    with store.writing() as session:
        row = session.get_one(schema.Letter, entry.id)
        if row.state is LetterState.SUPERSEDED:
            return
        if row.state is not LetterState.DRAFT:
            row.state = LetterState.HELD
        row.due_at = until
        row.reason = reason


def mark_failed(store: Store, entry: Entry, *, now: datetime, reason: str) -> None:
    """It never goes; the digest says so."""
    with store.writing() as session:
        if session.get_one(schema.Letter, entry.id).state is LetterState.SUPERSEDED:
            return
        row = _turn(session, store, entry, LetterState.FAILED, reason, now=now)
        row.ended_at = now
        row.parts.clear()


def mark_refused(
    store: Store,
    entry: Entry,
    policy: Policy,
    *,
    now: datetime,
    reason: str,
    dead: bool = False,
    news: bool = True,
) -> None:
    """It never goes, and its case is the officer's (`news` as for bounces.refuse). `dead`: the server has just said
    that the address takes no mail at all."""
    with store.writing() as session:
        row = session.get_one(schema.Letter, entry.id)
        if row.state is LetterState.SUPERSEDED:
            return
        refuse(session, store, row, reason, policy, now=now, news=news)
        if dead:
            mark_dead(session, store, row, at=now)


def mark_drafted(store: Store, entry: Entry, *, now: datetime) -> None:
    """It lies in Drafts."""
    with store.writing() as session:
        row = session.get_one(schema.Letter, entry.id)
        row.drafted_at = now
        row.started_at = now
        row.due_at = None
        row.reason = ""


def mark_copied(store: Store, entry: Entry) -> None:
    """Its copy lies in Sent."""
    with store.writing() as session:
        row = session.get_one(schema.Letter, entry.id)
        row.copy_due = False
        row.parts.clear()


def mark_uncertain(store: Store, entry: Entry, *, now: datetime) -> None:
    """Nobody knows whether it went: it is not sent again, its message goes to Revisar, and so does its case."""
    with store.writing() as session:
        row = _turn(session, store, entry, LetterState.UNCERTAIN, UNCERTAIN_REASON, now=now)
        row.ended_at = now
        doubt(session, store, row, now=now)


def mark_queued_again(store: Store, entry: Entry) -> None:
    """It surely did not go, although a try began."""
    with store.writing() as session:
        session.get_one(schema.Letter, entry.id).state = LetterState.QUEUED


def _turn(
    session: Session, store: Store, entry: Entry, state: LetterState, reason: str, *, now: datetime
) -> schema.Letter:
    row = session.get_one(schema.Letter, entry.id)
    row.state = state
    row.reason = reason
    row.due_at = None
    note(session, store, f"letter {state.value}", row.template, at=now, case=row.case, message=row.answered)
    return row


def _entries(store: Store, *conditions: ColumnElement[bool]) -> tuple[Entry, ...]:
    wanted = (
        select(schema.Letter)
        .where(schema.Letter.account_id == store.account_id, *conditions)
        .options(
            selectinload(schema.Letter.answered).selectinload(schema.Message.sender),
            selectinload(schema.Letter.parts),
        )
        .order_by(schema.Letter.id)
    )
    with store.reading() as session:
        return tuple(_entry(row) for row in session.scalars(wanted))


def _entry(row: schema.Letter) -> Entry:
    answered = None
    if row.answered is not None:
        answered = Answered(
            sender=row.answered.sender.address if row.answered.sender else "",
            kind=row.answered.kind,
            automatic=row.answered.automatic,
            authentic=row.answered.authentic,
            # A letter that follows later, from a reminder or the officer's word, is as old as it is itself.
            arrived=max(row.answered.arrived, row.composed_at)
            if row.composed_at > row.answered.recorded_at
            else row.answered.arrived,
        )
    return Entry(
        id=row.id,
        letter=Letter(
            template=row.template,
            recipient=row.recipient,
            subject=row.subject,
            text=row.text,
            html=row.html,
            message_id=row.message_id,
            in_reply_to=row.in_reply_to,
            references=tuple(row.references),
            parts=tuple(Part(one.name, one.media, one.content, one.content_id) for one in row.parts),
        ),
        state=row.state,
        composed_at=row.composed_at,
        started_at=row.started_at,
        sent_at=row.sent_at,
        due_at=row.due_at,
        tries=row.tries,
        reason=row.reason,
        answered=answered,
    )
