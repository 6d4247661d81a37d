"""Letters that do not arrive: what the servers say of them becomes rows, and their cases go to the officer.

All that writes here is part of the caller's transaction.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.kinds import Folder, Kind, State
from mailproc.config import Policy
from mailproc.message import status
from mailproc.message.model import Bounce, Fate
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.caseload import with_reasons
from mailproc.store.filings import gather, intend
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.schema import FilingState

UNCERTAIN_REASON = "No sabemos si la carta salió."
RETURNED = "La carta volvió sin llegar al estudiante: {}."

_WENT = frozenset({LetterState.SENDING, LetterState.UNCERTAIN, LetterState.SENT})
"""States of a letter that a server may have taken."""
_STUDENTS_TURN = frozenset({State.ESPERA_ALUMNO, State.INFORMADO})


def take_bounce(
    session: Session, store: Store, message: schema.Message, bounce: Bounce, policy: Policy, *, now: datetime
) -> None:
    """A bounce came: the letter that it returns, known by our own Message-ID and by its recipient, has failed; one that
    is delayed is noted in the history. What fits no letter of ours does nothing."""
    wanted = select(schema.Letter).where(
        schema.Letter.account_id == store.account_id, schema.Letter.message_id.in_(bounce.originals)
    )
    for letter in session.scalars(wanted).all():
        fate = _fate_of(letter, bounce)
        if fate is None or letter.state not in _WENT:
            continue
        if not fate.failed:
            note(session, store, "letter delayed", letter.template, at=now, case=letter.case, message=message)
            continue
        _fail(session, store, letter, RETURNED.format(status.in_words(fate.status)), now=now, message=message)
        to_the_officer(session, store, letter, policy, now=now)
        if status.dead(fate.status) and letter.recipient.lower() in fate.recipients:
            mark_dead(session, store, letter, at=message.arrived)


def refuse(
    session: Session,
    store: Store,
    letter: schema.Letter,
    reason: str,
    policy: Policy,
    *,
    now: datetime,
    news: bool = True,
) -> None:
    """The letter never goes, and the student does not get what is owed: the case is the officer's. Not `news`: the
    address was known to be dead; she may have moved the case on since, knowing it from an earlier letter."""
    _fail(session, store, letter, reason, now=now, message=letter.answered)
    if news or not _told_before(letter):
        to_the_officer(session, store, letter, policy, now=now)


def to_the_officer(
    session: Session, store: Store, letter: schema.Letter, policy: Policy, *, now: datetime
) -> None:
    """The letter's case gets its reason, and where it was the student's turn or nobody's it becomes the officer's. An
    errand on her list stays there, and what she has taken into her hands or ended stays hers."""
    case = letter.case
    if case is None or letter.template in OFFICER_TEMPLATES:
        return
    known = [reason for reason in case.reasons if reason != UNCERTAIN_REASON]
    case.reasons = with_reasons((letter.reason,), known)
    if case.state not in _STUDENTS_TURN:
        return
    if case.kind is not Kind.REVISAR:
        note(session, store, "kind", f"{case.kind.value} {Kind.REVISAR.value}", at=now, case=case)
    note(session, store, "state", f"{case.state.value} {State.POR_HACER.value}", at=now, case=case)
    case.kind, case.state, case.due_at = Kind.REVISAR, State.POR_HACER, None
    session.flush()
    gather(session, store, case, policy, now=now)


def doubt(session: Session, store: Store, letter: schema.Letter, *, now: datetime) -> None:
    """Nobody knows whether it went: its message goes to Revisar, and so does its case."""
    case = letter.case
    if letter.template in OFFICER_TEMPLATES:
        return
    if case is not None:
        note(session, store, "kind", f"{case.kind.value} {Kind.REVISAR.value}", at=now, case=case)
        case.kind, case.state, case.due_at = Kind.REVISAR, State.POR_HACER, None
        case.reasons = [UNCERTAIN_REASON, *case.reasons]
    if letter.answered is not None:
        intend(session, store, letter.answered, Folder.REVISAR, FilingState.PENDING, now=now)


def mark_dead(session: Session, store: Store, letter: schema.Letter, *, at: datetime) -> None:
    """No more letters go to this one's address, until somebody writes from there after `at`."""
    sender = session.scalar(
        select(schema.Sender).where(
            schema.Sender.account_id == store.account_id, schema.Sender.address == letter.recipient.lower()
        )
    )
    if sender is not None and letter.template not in OFFICER_TEMPLATES:
        sender.refused_at = at
        note(session, store, "address refused", letter.template, at=at, case=letter.case)


def is_dead(store: Store, address: str) -> bool:
    """Whether no letter goes to this address. Asked just before each: the last one may have told."""
    wanted = select(schema.Sender.id).where(
        schema.Sender.account_id == store.account_id,
        schema.Sender.address == address.lower(),
        schema.Sender.refused_at.is_not(None),
    )
    with store.reading() as session:
        return session.scalar(wanted) is not None


def lives(session: Session, store: Store, message: schema.Message, *, now: datetime) -> None:
    """A person wrote from an address, after it was refused, and nothing speaks against the sender: letters go there
    again. (Should it be forged, the next letter comes back like the last one; the daily cap bounds it.)"""
    sender = message.sender
    if sender is None or sender.refused_at is None or message.automatic or message.authentic is False:
        return
    if message.arrived > sender.refused_at:
        sender.refused_at = None
        note(session, store, "address lives", at=now, message=message)


def _told_before(letter: schema.Letter) -> bool:
    others = letter.case.letters if letter.case else []
    return any(
        one is not letter and one.state is LetterState.FAILED and one.recipient == letter.recipient
        for one in others
    )


def _fate_of(letter: schema.Letter, bounce: Bounce) -> Fate | None:
    """What the bounce says of the letter's recipient. Where he has his mail forwarded, it names the address it was
    forwarded to; then the returned header must name him."""
    address = letter.recipient.lower()
    own = next((fate for fate in bounce.fates if address in fate.recipients), None)
    if own is not None or address not in bounce.to or len(bounce.fates) != 1:
        return own
    return bounce.fates[0]


def _fail(
    session: Session,
    store: Store,
    letter: schema.Letter,
    reason: str,
    *,
    now: datetime,
    message: schema.Message | None,
) -> None:
    letter.state = LetterState.FAILED
    letter.reason = reason
    letter.due_at = None
    letter.ended_at = now
    letter.copy_due = False
    # The officer's own mail still goes into her inbox (officer/inbox.py).
    if letter.template not in OFFICER_TEMPLATES:
        letter.parts.clear()
    note(session, store, "letter failed", letter.template, at=now, case=letter.case, message=message)
