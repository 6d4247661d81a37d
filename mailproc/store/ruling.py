"""The officer's word on a case becomes rows: its kind and state, the letter that follows, where its messages lie.

Everything here is part of the caller's transaction. A letter goes to whoever wrote the message that she moved, if it
may be told of this case at all, was not told by herself meanwhile, and has not been told just that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.decision import FOR_ANOTHER, FROM_STAFF, Facts, Missing
from mailproc.cases.history import OVER
from mailproc.cases.kinds import Folder
from mailproc.cases.ruling import CLOSING, WORK_FOLDERS, Ruling, contradiction, facts, lacks
from mailproc.config import Settings
from mailproc.reading.model import Document
from mailproc.reply.model import OFFICER_TEMPLATES, Letter, LetterState
from mailproc.store import schema
from mailproc.store.caseload import due, with_reasons
from mailproc.store.filings import gather
from mailproc.store.history import note
from mailproc.store.opening import Store
from mailproc.store.outbox import UNTIL_RELEASED, add_letter
from mailproc.store.record import letter_state
from mailproc.store.students import student_of

OFFICER = "encargada"
"""Who, in the history, when it was the officer."""
ANSWERED = "answered"
"""What, in the history: the officer wrote to the student herself."""

_OPEN = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.DRAFT})
_SAID_NOTHING = frozenset(
    {LetterState.FAILED, LetterState.SUPERSEDED, LetterState.UNCERTAIN, LetterState.OBSERVED}
)
_SAYS_WHAT_IT_IS = frozenset({*CLOSING.values(), *(kind.value for kind in WORK_FOLDERS.values())})


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A letter that follows from what happened to a case. `answers` is the Message-ID that it answers, "" for none;
    `occasion` tells it from others of its template in the case."""

    template: str
    folio: str
    facts: Facts
    recipient: str
    answers: str
    occasion: str


Compose = Callable[[FollowUp], Letter]


@dataclass(frozen=True, slots=True)
class OfficersWord:
    """What she says of cases within one transaction. `who` stands in the history."""

    session: Session
    store: Store
    settings: Settings
    compose: Compose
    now: datetime
    who: str = OFFICER

    def rule(self, case: schema.Case, word: Ruling, *, said: str, message: schema.Message | None) -> str:
        """The case becomes what she said; gives why no letter goes although there is one for it ("" where one goes,
        or where there is none).

        `said` is a Spanish sentence, what she did; `message` is the one she moved, or the case's last. What had not
        yet gone of earlier letters is overtaken.
        """
        self._turn(case, word)
        self._overtake(case)
        silent = ""
        if word.letter is not None:
            silent = self._silent(case, word.letter, message)
            if not silent and message is not None and message.sender is not None:
                self._write(case, word.letter, message, message.sender.address)
        case.reasons = with_reasons(tuple(filter(None, (said, silent))), case.reasons)
        gather(self.session, self.store, case, self.settings.policy, but=message, now=self.now)
        return silent

    def note(self, what: str, detail: str, case: schema.Case) -> None:
        """A line of the history in her name."""
        note(self.session, self.store, what, detail, at=self.now, case=case, who=self.who)

    def _turn(self, case: schema.Case, word: Ruling) -> None:
        if case.kind is not word.kind:
            self.note("kind", f"{case.kind.value} {word.kind.value}", case)
        if case.state is not word.state:
            self.note("state", f"{case.state.value} {word.state.value}", case)
        case.kind, case.state = word.kind, word.state
        case.missing = [one.value for one in self._missing(case)]
        case.closed_at = self.now if case.state in OVER else None
        case.reminded_at = None
        # Only where she told the kind does the student owe something that can be reminded of.
        told = word.letter is not None and case.state not in OVER
        case.due_at = due(case.kind, case.state, self.settings.policy, self.now) if told else None

    def _missing(self, case: schema.Case) -> tuple[Missing, ...]:
        needs_clinic = bool(self.settings.institution.clinics)
        return lacks(case.kind, student_of(case.student), case.umf_wish, needs_clinic=needs_clinic)

    def _overtake(self, case: schema.Case) -> None:
        for letter in case.letters:
            if letter.state in _OPEN and letter.drafted_at is None and letter.template not in OFFICER_TEMPLATES:
                letter.state, letter.due_at = LetterState.SUPERSEDED, None
                note(self.session, self.store, "letter superseded", letter.template, at=self.now, case=case)

    def _write(self, case: schema.Case, template: str, message: schema.Message, recipient: str) -> None:
        follow = FollowUp(
            template=template,
            folio=case.folio,
            facts=facts(student_of(case.student), case.umf_wish, self._missing(case)),
            recipient=recipient,
            answers=message.message_id,
            occasion=f"{message.fingerprint} {self.now.isoformat()}",
        )
        letter = self.compose(follow)
        state = letter_state(letter, case.kind, self.settings.policy)
        doubt = contradiction(template, self._in_force(case)) if state is LetterState.QUEUED else ""
        if doubt:
            state = LetterState.HELD
        row = add_letter(self.session, self.store, letter, state, now=self.now, case=case, answered=message)
        if doubt:
            row.due_at, row.reason = UNTIL_RELEASED, doubt

    def _silent(self, case: schema.Case, template: str, message: schema.Message | None) -> str:
        """Why no letter of this template goes now, as a Spanish sentence; "" where one goes."""
        if message is None or message.sender is None or not message.sender.address:
            return "No sale carta: no hay a quién escribirle."
        address = message.sender.address
        of_student = case.student is not None and case.student.address == address
        if message.silent == FROM_STAFF:
            return "No sale carta: quien escribió es del personal del instituto."
        if FOR_ANOTHER in message.reasons or (len(message.cases) > 1 and not of_student):
            return "No sale carta: quien escribió no es, con seguridad, el estudiante de este caso."
        if self._answered_herself(case, template, message):
            return "No sale carta: ya le contestaste tú."
        told = [
            one.template
            for one in case.letters
            if one.template in _SAYS_WHAT_IT_IS and one.state not in _SAID_NOTHING and one.recipient == address
        ]
        return "No sale carta: ya se le había dicho." if told and told[-1] == template else ""

    def _answered_herself(self, case: schema.Case, template: str, message: schema.Message) -> bool:
        """Whether her own answer in the thread has said it: after the student's message, for a letter that answers
        that; on the very day, for one that closes an errand."""
        wanted = select(schema.Event.at).where(schema.Event.case_id == case.id, schema.Event.what == ANSWERED)
        answers = self.session.scalars(wanted).all()
        if template not in CLOSING.values():
            return any(at >= message.arrived for at in answers)
        zone = self.settings.zone
        return any(at.astimezone(zone).date() == self.now.astimezone(zone).date() for at in answers)

    def _in_force(self, case: schema.Case) -> bool | None:
        """What the newest constancia of the case says for sure; None where it does not."""
        wanted = (
            select(schema.Reading.body)
            .where(schema.Reading.case_id == case.id, schema.Reading.document == Document.CONSTANCIA)
            .order_by(schema.Reading.id.desc())
            .limit(1)
        )
        told = ((self.session.scalar(wanted) or {}).get("fields") or {}).get("vigente")
        return bool(told["value"]) if told and told["trusted"] else None


def folder_words(settings: Settings, folder: Folder | None) -> str:
    """What she did, as a sentence: by the folder's own name."""
    if folder is None:
        return "La encargada lo regresó a su bandeja de entrada."
    return f"La encargada lo pasó a «{settings.folders.path(folder)[-1]}»."
