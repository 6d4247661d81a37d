"""What the officer sent herself becomes rows: drafts that went, cases that she answered by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.kinds import State
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState, letter_mark
from mailproc.store import meta, schema
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.ruling import ANSWERED, OFFICER

THREAD = 100
"""Message-IDs of a thread that are looked up."""
_WAITING = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.DRAFT})


@dataclass(frozen=True, slots=True)
class Answer:
    """A message in Sent, by its header. `thread` are the Message-IDs that it answers; `mark` is our mark on it, or "";
    `sent` is when it arrived in Sent (UTC)."""

    message_id: str
    thread: tuple[str, ...]
    recipients: frozenset[str]
    sent: datetime
    mark: str


def take(store: Store, answer: Answer, *, lies_in_drafts: Callable[[str], bool]) -> int:
    """Take up a message in Sent; gives to how many letters or cases it is news; a second look at it is none.
    `lies_in_drafts` tells of a draft's Message-ID whether it still lies there; it asks the mailbox, and is asked
    outside of any transaction. Raises StoreError."""
    with store.reading() as session:
        wanted = select(schema.Letter.state).where(
            schema.Letter.account_id == store.account_id, schema.Letter.message_id == answer.message_id
        )
        ours = session.scalar(wanted)
        drafts = _drafts(session, store, answer)
        cases = [case.id for case in _answered(session, store, answer)]
    restored = meta.restored(store)
    if ours is not None and ours is not LetterState.DRAFT and not restored:
        return 0
    # Some servers give a sent draft another Message-ID: then it has left Drafts, and an answer lies in Sent.
    went = [one for one, identifier in drafts if identifier == answer.message_id or not lies_in_drafts(identifier)]
    with store.writing() as session:
        if went:
            return sum(_went(session, store, session.get_one(schema.Letter, one), answer) for one in went)
        if answer.mark:
            same = _same(session, store, answer) if restored else []
            return sum(_went_before(session, store, one, answer) for one in same)
        return sum(_by_hand(session, store, session.get_one(schema.Case, one), answer) for one in cases)


def _drafts(session: Session, store: Store, answer: Answer) -> list[tuple[int, str]]:
    """Drafts that this may be: by the Message-ID, or by recipient and message answered."""
    same = schema.Letter.in_reply_to.in_(answer.thread[:1]) & schema.Letter.recipient.in_(answer.recipients)
    wanted = select(schema.Letter.id, schema.Letter.message_id).where(
        schema.Letter.account_id == store.account_id,
        schema.Letter.state == LetterState.DRAFT,
        schema.Letter.drafted_at.is_not(None),
        or_(schema.Letter.message_id == answer.message_id, same),
    )
    return [(identifier, message_id) for identifier, message_id in session.execute(wanted)]


def _answered(session: Session, store: Store, answer: Answer) -> list[schema.Case]:
    """The cases in whose thread it stands, if it goes to somebody who wrote in them. (What she forwards to a
    colleague answers no student.)"""
    thread = answer.thread[:THREAD]
    wanted = (
        select(schema.Case)
        .where(
            schema.Case.account_id == store.account_id,
            or_(
                schema.Case.messages.any(schema.Message.message_id.in_(thread)),
                schema.Case.letters.any(schema.Letter.message_id.in_(thread)),
            ),
        )
        .options(selectinload(schema.Case.messages).selectinload(schema.Message.sender))
        .order_by(schema.Case.id)
    )
    if not thread:
        return []
    return [
        case
        for case in session.scalars(wanted)
        if any(one.sender and one.sender.address in answer.recipients for one in case.messages)
    ]


def _went(session: Session, store: Store, letter: schema.Letter, answer: Answer) -> bool:
    """Her sending of a draft is the answer."""
    if letter.state is not LetterState.DRAFT:
        return False
    letter.state, letter.sent_at = LetterState.SENT, answer.sent
    note(session, store, "letter sent", letter.template, at=answer.sent, case=letter.case, who=OFFICER)
    return True


def _same(session: Session, store: Store, answer: Answer) -> list[schema.Letter]:
    """Letters that wait in a backup, though they went after it was made: this very one, or one written anew, with the
    same template, in answer to the same message."""
    anew = schema.Letter.in_reply_to.in_(answer.thread[:1]) & schema.Letter.recipient.in_(answer.recipients)
    wanted = select(schema.Letter).where(
        schema.Letter.account_id == store.account_id,
        or_(schema.Letter.message_id == answer.message_id, anew),
        schema.Letter.state.in_(_WAITING),
        schema.Letter.drafted_at.is_(None),
    )
    return [one for one in session.scalars(wanted) if answer.mark == letter_mark(one.template)]


def _went_before(session: Session, store: Store, letter: schema.Letter, answer: Answer) -> bool:
    letter.state, letter.sent_at, letter.due_at, letter.reason = LetterState.SENT, answer.sent, None, ""
    note(session, store, "letter sent", letter.template, at=answer.sent, case=letter.case)
    return True


def _by_hand(session: Session, store: Store, case: schema.Case, answer: Answer) -> bool:
    """She wrote herself: what had not yet gone of ours does not go, and nobody is reminded for this step."""
    told = select(schema.Event.id).where(
        schema.Event.case_id == case.id, schema.Event.what == ANSWERED, schema.Event.at == answer.sent
    )
    if session.scalar(told.limit(1)) is not None:
        return False
    note(session, store, ANSWERED, at=answer.sent, case=case, who=OFFICER)
    if case.state is State.ESPERA_ALUMNO:
        case.due_at = None
    for letter in case.letters:
        waits = letter.state in _WAITING and letter.drafted_at is None
        if waits and letter.composed_at <= answer.sent and letter.template not in OFFICER_TEMPLATES:
            letter.state, letter.due_at = LetterState.SUPERSEDED, None
            note(session, store, "letter superseded", letter.template, at=answer.sent, case=case)
    return True
