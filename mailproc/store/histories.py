"""What the store knows that may matter for one message: the cases of its thread, its persons and its sender."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from mailproc.cases.decision import Missing
from mailproc.cases.history import History, Past, Seen
from mailproc.cases.roster import Entry, is_senders
from mailproc.message.model import Message
from mailproc.reading.model import Document, FileReading
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.opening import Store
from mailproc.store.roster import candidates
from mailproc.store.students import student_of

MOST = 40
"""Cases and files that are looked at for one message: those changed last. Nobody has more; a flood may."""
THREAD = 100
"""Message-IDs of a thread that are looked up."""
CHANGES = ("opened", "kind", "state")
"""Events after which a case stands otherwise than before."""

_FOLIO = re.compile(r"\bAF-\d\d-\d{5,}\b", re.IGNORECASE)


def history(store: Store, message: Message, files: Iterable[FileReading] = (), *, control: str = "") -> History:
    """The cases and files that this message may go on with, and the roster's entries for it. `control` is the control
    number in the sender's address, or "". What the store holds of the message itself (it is replayed, or handled a
    second time) is left out. Raises StoreError."""
    every = tuple(files)
    sheets = [sheet for file in every for sheet in file.readings]
    curps = {sheet.curp.value for sheet in sheets if sheet.curp is not None and sheet.curp.trusted}
    nsss = {sheet.nss.value for sheet in sheets if sheet.nss is not None and sheet.nss.trusted}
    sender = message.sender.address if message.sender else ""
    entries = candidates(
        store,
        curps={sheet.curp.value for sheet in sheets if sheet.curp is not None},
        nsss={sheet.nss.value for sheet in sheets if sheet.nss is not None},
        controls={control} - {""},
        addresses={sender} - {""},
    )
    own = [entry for entry in entries if is_senders(entry, sender, control)]
    with store.reading() as session:
        look = _Look(session, store, message)
        threads = look.threads()
        students = look.students(
            curps | {entry.curp for entry in own if entry.curp}, nsss | {entry.nss for entry in own if entry.nss}
        )
        senders = look.senders()
        found = look.cases(threads | students | senders)
        return History(
            cases=tuple(
                _past(
                    session,
                    case,
                    in_thread=case.id in threads,
                    same_student=case.id in students,
                    same_sender=case.id in senders,
                    entries=entries,
                )
                for case in found
            ),
            seen=look.seen({file.sha256 for file in every if file.sha256}),
            roster=entries,
        )


class _Look:
    """The questions to one session; each answer is a set of the cases' ids, this message's own not counted."""

    def __init__(self, session: Session, store: Store, message: Message) -> None:
        self._session = session
        self._account = store.account_id
        self._message = message
        self._sender = message.sender.address if message.sender else ""

    def threads(self) -> set[int]:
        """Cases of the messages and letters that this one answers. A folio in the subject counts only where the
        sender has written in that case."""
        identifiers = [self._message.in_reply_to, *reversed(self._message.references)]
        thread = list(dict.fromkeys(one for one in identifiers if one))[:THREAD]
        letters = select(schema.Letter.case_id).where(
            schema.Letter.account_id == self._account,
            schema.Letter.message_id.in_(thread),
            schema.Letter.case_id.is_not(None),
        )
        found = set(self._session.scalars(letters)) | self._of_messages(schema.Message.message_id.in_(thread))
        folios = [folio.upper() for folio in _FOLIO.findall(self._message.subject)[:3]]
        if folios and self._sender:
            named = self._of_messages(
                schema.Message.sender.has(schema.Sender.address == self._sender), schema.Case.folio.in_(folios)
            )
            found |= named
        return {one for one in found if one is not None}

    def students(self, curps: Collection[str], nsss: Collection[str]) -> set[int]:
        """Cases of the students with these CURPs or NSSs."""
        wanted = (
            select(schema.Case.id)
            .join(schema.Student, schema.Case.student_id == schema.Student.id)
            .where(
                schema.Case.account_id == self._account,
                or_(schema.Student.curp.in_(curps), schema.Student.nss.in_(nsss)),
            )
        )
        return set(self._session.scalars(wanted)) if curps or nsss else set()

    def senders(self) -> set[int]:
        """Cases that the sender wrote in."""
        if not self._sender:
            return set()
        return self._of_messages(schema.Message.sender.has(schema.Sender.address == self._sender))

    def cases(self, identifiers: set[int]) -> list[schema.Case]:
        """These cases, the last changed first; those that only this message made are left out."""
        wanted = (
            select(schema.Case)
            .where(schema.Case.id.in_(identifiers))
            .options(
                selectinload(schema.Case.student),
                selectinload(schema.Case.messages).selectinload(schema.Message.sender),
                selectinload(schema.Case.letters),
            )
            .order_by(schema.Case.id.desc())
            .limit(MOST)
        )
        found = [
            case
            for case in self._session.scalars(wanted)
            if any(one.fingerprint != self._message.fingerprint for one in case.messages)
        ]
        return sorted(found, key=lambda case: (_last(case), case.id), reverse=True)

    def seen(self, files: Collection[str]) -> tuple[Seen, ...]:
        """Cases in which one of these files came before."""
        wanted = (
            select(schema.Reading.sha256, schema.Case.folio, schema.Sender.address)
            .join(schema.Case, schema.Reading.case_id == schema.Case.id)
            .join(schema.Message, schema.Reading.message_id == schema.Message.id)
            .join(schema.Sender, schema.Message.sender_id == schema.Sender.id)
            .where(
                schema.Reading.account_id == self._account,
                schema.Reading.sha256.in_(files),
                schema.Message.fingerprint != self._message.fingerprint,
            )
            .distinct()
            .limit(MOST)
        )
        if not files:
            return ()
        found: dict[tuple[str, str], set[str]] = {}
        for sha256, folio, address in self._session.execute(wanted):
            found.setdefault((sha256, folio), set()).add(address)
        return tuple(Seen(*key, frozenset(senders)) for key, senders in found.items())

    def _of_messages(self, *conditions: ColumnElement[bool]) -> set[int]:
        wanted = (
            select(schema.Case.id)
            .join(schema.Case.messages)
            .where(
                schema.Message.account_id == self._account,
                schema.Message.fingerprint != self._message.fingerprint,
                *conditions,
            )
            .order_by(schema.Case.id.desc())
            .limit(MOST)
        )
        return set(self._session.scalars(wanted))


def _last(case: schema.Case) -> datetime:
    return max((one.arrived for one in case.messages), default=case.opened_at)


def _past(
    session: Session,
    case: schema.Case,
    *,
    in_thread: bool,
    same_student: bool,
    same_sender: bool,
    entries: Iterable[Entry],
) -> Past:
    readings = session.scalars(select(schema.Reading).where(schema.Reading.case_id == case.id)).all()
    issued = [day for one in readings if (day := _issued(one)) is not None]
    return Past(
        folio=case.folio,
        kind=case.kind,
        state=case.state,
        student=student_of(case.student),
        since=since(session, case),
        closed_at=case.closed_at,
        missing=tuple(map(Missing, case.missing)),
        umf_wish=case.umf_wish,
        issued=max(issued, default=None),
        files=frozenset(one.sha256 for one in readings),
        senders=frozenset(one.sender.address for one in case.messages if one.sender and one.sender.address)
        | _addresses(case.student, entries),
        told=tuple(
            (letter.template, letter.composed_at)
            for letter in case.letters
            if letter.template not in OFFICER_TEMPLATES and letter.state is not LetterState.FAILED
        ),
        in_thread=in_thread,
        same_student=same_student,
        same_sender=same_sender,
    )


def _addresses(student: schema.Student | None, entries: Iterable[Entry]) -> frozenset[str]:
    """The roster's address of a case's student, known by the CURP."""
    if student is None or not student.curp:
        return frozenset()
    return frozenset(entry.address for entry in entries if entry.address and entry.curp == student.curp)


def _issued(row: schema.Reading) -> date | None:
    """The trusted date of a constancia that was kept."""
    told = row.body.get("fields", {}).get("issued") if row.document is Document.CONSTANCIA else None
    return date.fromisoformat(told["value"]) if told and told["trusted"] else None


def since(session: Session, case: schema.Case) -> datetime:
    """When the case began to stand as it stands."""
    wanted = (
        select(schema.Event.at)
        .where(schema.Event.case_id == case.id, schema.Event.what.in_(CHANGES))
        .order_by(schema.Event.id.desc())
        .limit(1)
    )
    return session.scalar(wanted) or case.opened_at
