"""A handled message, its case, its letter and its filing: one transaction.

What follows (the letter goes, the message moves) is done later from these rows and repeated until done, so a kill
before the commit leaves the message waiting in the inbox, and a kill after it loses nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.decision import Decision
from mailproc.cases.history import OVER
from mailproc.cases.kinds import Kind, State, urgency
from mailproc.config import Policy, Settings
from mailproc.errors import StoreChanged
from mailproc.mailbox.base import Envelope
from mailproc.message.model import Message
from mailproc.reading.model import Document
from mailproc.reply.model import OFFICER_TEMPLATES, Letter, LetterState
from mailproc.store import schema
from mailproc.store.bounces import lives, take_bounce
from mailproc.store.caseload import suspect, take_up
from mailproc.store.filings import gather, intend, state_in
from mailproc.store.history import latest, note
from mailproc.store.ledger import add_message, describe, message_row, place_row
from mailproc.store.opening import Store
from mailproc.store.outbox import add_letter
from mailproc.store.schema import FilingState, Outcome

ALREADY_TOLD = "Ya se le había dicho lo mismo en este caso."
WITHOUT_CASE = frozenset({Kind.AUTOMATICO, Kind.AJENO})
"""Kinds that open no case and take no folio."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture (PNG by default) of the place where a field's value stands."""

    field: str
    image: bytes
    media: str = "image/png"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it is kept. `body` is the JSON object that `mailproc read --json` prints for it; `case` tells to
    which of the message's cases it belongs: 0 is the leading one, 1 the first of the others."""

    file: str
    sha256: str
    document: Document
    body: Mapping[str, Any]
    crops: tuple[Crop, ...] = ()
    case: int = 0


@dataclass(frozen=True, slots=True)
class Handling:
    """A message and what was made of it. `others` are the cases of further students in it. `authentic` is None where
    nothing speaks for or against the sender. `taken_in`: the officer says that it is affiliation, though it was handled
    before and had no case. `stand` as in considering.Considered."""

    envelope: Envelope
    message: Message
    decision: Decision
    others: Sequence[Decision] = ()
    sheets: Sequence[Sheet] = ()
    automatic: bool = False
    authentic: bool | None = None
    taken_in: bool = False
    stand: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What now stands in the store. `already` means that the message was handled before and nothing changed;
    `folio` is "" without a case, `letter` and `filing` are None where there is none."""

    message_id: int
    folio: str
    letter: LetterState | None
    filing: FilingState | None
    already: bool = False


def record(
    store: Store,
    handling: Handling,
    settings: Settings,
    *,
    now: datetime,
    compose: Callable[[str], Letter | None],
) -> Recorded:
    """Write a handled message with all that follows from it. Once for each fingerprint.

    `compose(folio)` gives the letter that answers it, or the officer's alarm, or None; it is called within the
    transaction and must not use the store. If it raises, nothing is written and the folio is not used up.
    Raises StoreError, StoreBusy; StoreChanged where a person changed something since the decision's stand.
    """
    with store.writing() as session:
        if handling.stand is not None and handling.stand != latest(session, store):
            raise StoreChanged("A case was changed by hand while a message was decided; it is decided anew.")
        row = message_row(session, store, handling.message.fingerprint)
        if row is not None and _is_over(row, handling):
            place_row(session, store, handling.envelope.place).message_id = row.id
            return _already(session, row)
        row = _message(session, store, handling, row, now=now)
        if handling.automatic and handling.message.bounce is not None:
            take_bounce(session, store, row, handling.message.bounce, settings.policy, now=now)
        decisions = (handling.decision, *handling.others)
        cases: list[schema.Case] = []
        if handling.decision.kind not in WITHOUT_CASE:
            cases = [take_up(session, store, one, row, settings, now=now) for one in decisions]
        suspects = [
            other
            for one, case in zip(decisions, cases, strict=False)
            for other in suspect(session, store, one, case, now=now)
        ]
        _sheets(session, store, handling, row, cases)
        letter = compose(cases[0].folio) if cases else None
        state = None
        if letter is not None:
            leading, policy = handling.decision, settings.policy
            state = _letter(session, store, letter, row, cases[0], decision=leading, policy=policy, now=now)
        filing = _file(session, store, decisions, row, settings.policy, now=now)
        for case in (*cases, *suspects):
            gather(session, store, case, settings.policy, but=row, now=now)
        return Recorded(row.id, cases[0].folio if cases else "", state, filing)


def _is_over(row: schema.Message, handling: Handling) -> bool:
    """Whether this message of the ledger is not to be handled again."""
    if row.outcome is Outcome.FORGOTTEN:
        return True
    return row.outcome is Outcome.HANDLED and bool(row.cases or not handling.taken_in)


def _already(session: Session, row: schema.Message) -> Recorded:
    wanted = select(schema.Letter.state).where(schema.Letter.answered_id == row.id)
    letter = session.scalar(wanted.order_by(schema.Letter.id))
    filed = select(schema.Filing.state).where(schema.Filing.message_id == row.id)
    filing = session.scalar(filed.order_by(schema.Filing.id.desc()))
    return Recorded(row.id, row.cases[0].folio if row.cases else "", letter, filing, already=True)


def _message(
    session: Session, store: Store, handling: Handling, row: schema.Message | None, *, now: datetime
) -> schema.Message:
    """The message's row, new or set aside before, with this outcome, and its place."""
    message, decision = handling.message, handling.decision
    if row is None:
        row = add_message(session, store, message.fingerprint, message, Outcome.HANDLED, now=now)
    row.outcome = Outcome.HANDLED
    row.size = handling.envelope.size
    row.kind = decision.kind
    row.reasons = list(decision.reasons)
    row.silent = decision.silent
    row.automatic = handling.automatic
    row.authentic = handling.authentic
    row.recorded_at = now
    if decision.kind not in WITHOUT_CASE:
        describe(session, store, row, message)
        lives(session, store, row, now=now)
    session.flush()
    place_row(session, store, handling.envelope.place, arrived=handling.envelope.arrived).message_id = row.id
    return row


def _sheets(
    session: Session, store: Store, handling: Handling, row: schema.Message, cases: Sequence[schema.Case]
) -> None:
    for sheet in handling.sheets:
        case = cases[sheet.case] if cases else None
        reading = schema.Reading(
            account_id=store.account_id,
            message_id=row.id,
            case_id=case.id if case else None,
            student_id=case.student_id if case else None,
            file=sheet.file,
            sha256=sheet.sha256,
            document=sheet.document,
            body=dict(sheet.body),
        )
        reading.crops = [
            schema.Crop(account_id=store.account_id, field=crop.field, media=crop.media, image=crop.image)
            for crop in sheet.crops
        ]
        session.add(reading)


def _letter(
    session: Session,
    store: Store,
    letter: Letter,
    row: schema.Message,
    case: schema.Case,
    *,
    decision: Decision,
    policy: Policy,
    now: datetime,
) -> LetterState | None:
    """Put the letter into the outbox, unless its case has been told just that; one of the case that still waits to
    go is overtaken by it. None where no letter goes."""
    if not letter.for_officer:
        earlier = [one for one in case.letters if one.template not in OFFICER_TEMPLATES]
        settled = decision.course.state is not State.ESPERA_ALUMNO and not _reopened(session, case, now)
        if settled and any(_says_the_same(one, letter) for one in earlier):
            row.silent = ALREADY_TOLD
            return None
        for one in earlier:
            overtaken = not decision.keeps and one.recipient == letter.recipient
            if overtaken and one.state in _WAITING and one.drafted_at is None:
                one.state, one.due_at = LetterState.SUPERSEDED, None
                note(session, store, "letter superseded", one.template, at=now, case=case)
    state = letter_state(letter, decision.kind, policy)
    add_letter(session, store, letter, state, now=now, case=case, answered=row)
    return state


def _reopened(session: Session, case: schema.Case, now: datetime) -> bool:
    """Whether this very message takes up a case that was over: what was told before is told of another time."""
    wanted = select(schema.Event.detail).where(
        schema.Event.case_id == case.id, schema.Event.what == "state", schema.Event.at == now
    )
    return any(detail.split()[0] in OVER for detail in session.scalars(wanted))


_WAITING = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.DRAFT})
_OVER_AND_OVER = frozenset({"consulta", "duplicado"})
"""Letters that may say the same again: another rule bounds them."""


def _says_the_same(earlier: schema.Letter, letter: Letter) -> bool:
    if letter.template in _OVER_AND_OVER or earlier.state in {LetterState.FAILED, LetterState.SUPERSEDED}:
        return False
    return (earlier.template, earlier.recipient, earlier.text) == (letter.template, letter.recipient, letter.text)


def letter_state(letter: Letter, kind: Kind, policy: Policy) -> LetterState:
    """What the mode makes of a letter. The officer's own mail goes in every mode."""
    if letter.for_officer:
        return LetterState.QUEUED
    if policy.mode == "observe":
        return LetterState.OBSERVED
    if policy.mode == "draft" or kind in policy.draft_kinds:
        return LetterState.DRAFT
    return LetterState.QUEUED


def _file(
    session: Session,
    store: Store,
    decisions: Sequence[Decision],
    row: schema.Message,
    policy: Policy,
    *,
    now: datetime,
) -> FilingState | None:
    """Where the message shall lie: where its most urgent case does. What stays in the inbox unflagged needs no
    filing."""
    flag = any(decision.kind is Kind.URGENTE for decision in decisions)
    folder = min((decision.course.folder for decision in decisions), key=urgency)
    if folder is None and not flag:
        return None
    state = state_in(policy)
    intend(session, store, row, folder, state, flag=flag, now=now)
    return state
