"""`mailproc forget`: all that is kept of one student deleted, in one transaction.

What stays: for each message that it was handled (erasing.py), a line of the history with date and counts, and what
other students' cases need of a message they share with this one, its sender among it. Names and numbers of the student
in what stays are blotted out: other students' sheets and letters of such messages, the officer's digests.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Text, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from mailproc.cases.person_names import agree, words
from mailproc.mailbox.base import Place
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.blotting import Blot
from mailproc.store.erasing import Tally, clear_away, counted, erase, own_messages
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.persons import Person, one

BLOTTED = "(borrado)"
_OVER = frozenset({LetterState.SENT, LetterState.FAILED, LetterState.SUPERSEDED, LetterState.OBSERVED})


@dataclass(frozen=True, slots=True)
class Mail:
    """A message of the student's alone, and where it may lie."""

    message_id: str
    fingerprint: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go. `mails` are the student's own messages, `letters` the Message-IDs of ours that have gone or lie in
    Drafts."""

    person: Person
    tally: Tally
    mails: tuple[Mail, ...]
    letters: tuple[str, ...]


def plan(store: Store, text: str) -> Plan:
    """What is kept of the student that a text means (persons.py). Raises UsageError, StoreError."""
    with store.reading() as session:
        person = one(session, store, text)
        messages = _messages(session, store, person)
        own = own_messages(session, person.cases)[0] | messages
        rows = session.execute(
            select(schema.Message.id, schema.Message.message_id, schema.Message.fingerprint)
            .where(schema.Message.id.in_(own))
            .order_by(schema.Message.arrived, schema.Message.id)
        ).all()
        places = session.scalars(
            select(schema.Place).where(schema.Place.message_id.in_(own), schema.Place.left_at.is_(None))
        ).all()
        letters = session.scalars(
            select(schema.Letter.message_id)
            .where(
                schema.Letter.case_id.in_(person.cases),
                schema.Letter.template.not_in(OFFICER_TEMPLATES),
                or_(
                    schema.Letter.state.in_((LetterState.SENT, LetterState.UNCERTAIN)),
                    schema.Letter.drafted_at.is_not(None),
                ),
            )
            .order_by(schema.Letter.id)
        ).all()
        tally = replace(counted(session, person.cases, messages), roster=len(person.roster))
    mails = (
        Mail(
            row.message_id,
            row.fingerprint,
            tuple(Place(at.folder, at.validity, at.uid) for at in places if at.message_id == row.id),
        )
        for row in rows
    )
    return Plan(person, tally, tuple(mails), tuple(letters))


def forget(store: Store, person: Person, *, now: datetime, who: str) -> Tally:
    """Delete all of the person; `Store.compact` is to follow. Raises UsageError (a letter is going), StoreError."""
    with store.writing() as session:
        others = own_messages(session, person.cases)[1]
        related = set(
            session.scalars(
                select(schema.CaseMessage.case_id).where(
                    schema.CaseMessage.message_id.in_(others), schema.CaseMessage.case_id.not_in(person.cases)
                )
            )
        )
        known = _Known.of(session, store, person)
        tally = replace(
            erase(session, store, person.cases, _messages(session, store, person)), roster=len(person.roster)
        )
        session.execute(delete(schema.RosterEntry).where(schema.RosterEntry.id.in_(person.roster)))
        session.execute(delete(schema.Movement).where(schema.Movement.student_id.in_(person.students)))
        session.execute(
            update(schema.Reading).where(schema.Reading.student_id.in_(person.students)).values(student_id=None)
        )
        clear_away(session, store)
        blot = known.blot()
        _blot_officers(session, store, blot, person.folios)
        _blot_others(session, store, blot, known.numbers, related)
        note(session, store, "forgotten", tally.detail, at=now, who=who)
        return tally


@dataclass(frozen=True, slots=True)
class _Known:
    """By what the person may be named in what stays."""

    names: frozenset[str]
    numbers: frozenset[str]
    addresses: frozenset[str]

    @classmethod
    def of(cls, session: Session, store: Store, person: Person) -> "_Known":
        """The names on the person's sheets and mail are the person's, too, unless somebody else bears them."""
        names, addresses = set(person.names), set(person.addresses)
        own = own_messages(session, person.cases)[0] | _messages(session, store, person)
        writers = schema.Message.sender_id.in_(
            select(schema.Message.sender_id).where(
                schema.Message.id.in_(own), schema.Message.sender_id.is_not(None)
            )
        )
        others = set(
            session.scalars(select(schema.Message.sender_id).where(writers, schema.Message.id.not_in(own)))
        )
        for sender in session.scalars(select(schema.Sender).join(schema.Message).where(writers).distinct()):
            if sender.id not in others:
                names.add(sender.name)
                addresses.add(sender.address)
        read = schema.Reading.body["fields"]["name"]["value"].as_string()
        sheets = session.scalars(select(read).where(schema.Reading.case_id.in_(person.cases)))
        names |= {name for name in sheets if name and any(agree(name, known) for known in person.names)}
        borne = {tuple(sorted(words(name))) for name in _others_names(session, store, person)}
        return cls(
            frozenset(name for name in names if tuple(sorted(words(name))) not in borne),
            person.numbers,
            frozenset(addresses - {""}),
        )

    def blot(self) -> Blot:
        """What takes them out of a text."""
        return Blot(self.names, self.numbers | self.addresses, instead=BLOTTED)


def _messages(session: Session, store: Store, person: Person) -> set[int]:
    """The person's messages that have no case."""
    wanted = select(schema.Message.id).where(
        schema.Message.account_id == store.account_id,
        schema.Message.sender_id.in_(person.senders),
        ~schema.Message.cases.any(),
    )
    return set(session.scalars(wanted))


def _others_names(session: Session, store: Store, person: Person) -> Iterable[str]:
    for table, own in ((schema.Student, person.students), (schema.RosterEntry, person.roster)):
        wanted = select(table.id, table.name).where(table.account_id == store.account_id)
        yield from (name for identifier, name in session.execute(wanted) if identifier not in own)


def _blot_officers(session: Session, store: Store, blot: Blot, folios: Sequence[str]) -> None:
    """Digests and alarms: one that names the student is emptied where it has gone, and blotted where it waits."""
    wanted = select(schema.Letter.id).where(
        schema.Letter.account_id == store.account_id, schema.Letter.template.in_(OFFICER_TEMPLATES)
    )
    # One at a time: a year's digests, with their charts, are many.
    for identifier in session.scalars(wanted).all():
        letter = session.get_one(schema.Letter, identifier)
        text = f"{letter.subject}\n{letter.text}\n{letter.html}"
        if not blot.found_in(text) and not any(folio in text for folio in folios):
            continue
        if letter.state in _OVER and not letter.copy_due:
            letter.text = letter.html = ""
        _blot_letter(letter, blot)
        session.execute(delete(schema.LetterPart).where(schema.LetterPart.letter_id == letter.id))


def _blot_others(
    session: Session, store: Store, blot: Blot, numbers: Iterable[str], cases: Collection[int]
) -> None:
    """What stands of the student in other students' cases: those that had a message with this one's (`cases`), sheets
    that show one of the numbers, and notes."""
    account = store.account_id
    for letter in session.scalars(select(schema.Letter).where(schema.Letter.case_id.in_(cases))):
        _blot_letter(letter, blot)
    shows = [cast(schema.Reading.body, Text).contains(number) for number in numbers if number.isascii()]
    sheets = or_(schema.Reading.case_id.in_(cases), *shows)
    for sheet in session.scalars(select(schema.Reading).where(schema.Reading.account_id == account, sheets)):
        sheet.body, sheet.file = blot.tree(sheet.body), blot.text(sheet.file)
    for remark in session.scalars(select(schema.Note).where(schema.Note.account_id == account)):
        remark.text = blot.text(remark.text)
    for case in session.scalars(select(schema.Case).where(schema.Case.id.in_(cases))):
        case.reasons = blot.tree(case.reasons)
        for message in case.messages:
            message.subject = blot.text(message.subject)
            message.reasons = blot.tree(message.reasons)


def _blot_letter(letter: schema.Letter, blot: Blot) -> None:
    letter.subject, letter.text = blot.text(letter.subject), blot.text(letter.text)
    letter.html = blot.text(letter.html)
