"""What a person says of a case by `mailproc case`: each a transaction of its own, after which effects follow.

The running program sends and files from the rows, as it does after the officer's moves (store/ruling.py), whose way
this goes: a correction is her word, too.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from mailproc.cases.history import OVER
from mailproc.cases.kinds import COURSES, Kind, State, folder_of, urgency
from mailproc.cases.ruling import CLOSING, WORK_FOLDERS, Ruling, by_kind, done, lacks
from mailproc.config import Settings
from mailproc.errors import StoreBusy, UsageError
from mailproc.reading.model import Document, Witness
from mailproc.reply.model import OFFICER_TEMPLATES, LetterState
from mailproc.store import schema
from mailproc.store.caseload import with_reasons
from mailproc.store.filings import gather, intend, last_filing, state_in
from mailproc.store.folios import meant
from mailproc.store.identity import correct
from mailproc.store.opening import Store
from mailproc.store.ruling import OFFICER, Compose, OfficersWord
from mailproc.store.students import student_of

CORRECTED = "corrected"
"""What, in the history: values of the case's student; the detail names the fields."""

_STATES_FACTS = frozenset({*CLOSING.values(), *(kind.value for kind in WORK_FOLDERS.values())})
"""Letters that state what a correction may change."""
_WAITS = frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.DRAFT})


@dataclass(frozen=True, slots=True)
class Change:
    """What is corrected: fields of the student by their names ("" takes a value away), the clinic wished for and the
    kind of the case, None where they stay."""

    student: Mapping[str, str] = field(default_factory=dict)
    umf: str | None = None
    kind: Kind | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are corrected, the kind apart."""
        return (*self.student, *(("umf",) if self.umf is not None else ()))


@dataclass(frozen=True, slots=True)
class Follows:
    """A letter that follows, as it stands in the outbox."""

    id: int
    template: str
    state: LetterState
    reason: str


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a case. `letter` is the one that follows; `silent` says why none does although there is one for
    it; `also` are the other cases, of the same student, that changed with it."""

    folio: str
    kind: Kind
    state: State
    letter: Follows | None = None
    silent: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """The actions of `mailproc case`. `who` stands in the history, `compose` must not use the store.

    All raise UsageError for a case that is not there or that the action is not for, StoreBusy where somebody else
    changed the case meanwhile, StoreError and ConfigurationError; then nothing is changed.
    """

    store: Store
    settings: Settings
    compose: Compose
    now: datetime
    who: str = OFFICER

    def set(self, folio: str, change: Change, *, same_student: bool = False) -> Became:
        """Correct values, the kind, or both. A letter that waits and states what was corrected is written anew; with a
        kind, its letter follows."""
        with self.at_work(folio) as (session, case, word):
            also: tuple[str, ...] = ()
            if change.student:
                also = correct(session, self.store, case, change.student, same_student=same_student)
                _confirm(session, case, change.student)
            if change.umf is not None:
                case.umf_wish = change.umf
            if change.fields:
                word.note(CORRECTED, " ".join(change.fields), case)
                needs = bool(self.settings.institution.clinics)
                student = student_of(case.student)
                case.missing = [one.value for one in lacks(case.kind, student, case.umf_wish, needs_clinic=needs)]
            waits = _waiting(case) if change.fields else None
            if change.kind is not None:
                ruling, said = by_kind(change.kind), f"{self.she} corrigió el caso."
                return self._ruled(session, case, word, ruling, said=said, also=also)
            if waits is not None:
                again = Ruling(case.kind, case.state, waits)
                return self._ruled(session, case, word, again, said=f"{self.she} corrigió los datos.", also=also)
            case.reasons = with_reasons((f"{self.she} corrigió los datos.",), case.reasons)
            return Became(case.folio, case.kind, case.state, also=also)

    def done(self, folio: str) -> Became:
        """The errand is done; its closing letter goes."""
        with self.at_work(folio) as (session, case, word):
            if case.state is State.HECHO:
                raise UsageError(f"{case.folio}: is done already.")
            return self._ruled(
                session, case, word, done(case.kind, case.state), said=f"{self.she} lo dio por hecho."
            )

    def close(self, folio: str) -> Became:
        """The case ends in silence."""
        with self.at_work(folio) as (session, case, word):
            if case.state in OVER:
                raise UsageError(f"{case.folio}: is over already.")
            ended = Ruling(case.kind, State.CERRADO)
            return self._ruled(session, case, word, ended, said=f"{self.she} lo cerró.")

    def reopen(self, folio: str) -> Became:
        """A case that is over, or that the officer had in her own hands, goes on as its kind does; no letter goes."""
        with self.at_work(folio) as (session, case, word):
            state = COURSES[case.kind].state
            if case.state not in OVER and case.state is not State.EN_MANOS:
                raise UsageError(f"{case.folio}: is open already.")
            if state in OVER:
                raise UsageError(f"{case.folio}: nothing is to be done in a case of its kind; set a kind instead.")
            return self._ruled(
                session, case, word, Ruling(case.kind, state), said=f"{self.she} lo volvió a abrir."
            )

    def note(self, folio: str, text: str) -> Became:
        """Words to be remembered with the case; nothing follows from them."""
        with self.at_work(folio) as (_session, case, word):
            case.notes.append(schema.Note(account_id=self.store.account_id, at=self.now, who=self.who, text=text))
            word.note("noted", "", case)
            return Became(case.folio, case.kind, case.state)

    @contextmanager
    def at_work(self, folio: str) -> Iterator[tuple[Session, schema.Case, OfficersWord]]:
        """One transaction with the case that is meant."""
        try:
            with self.store.writing() as session:
                case = meant(session, self.store, folio)
                if case.merged_into:
                    raise UsageError(f"{case.folio}: was joined to {case.merged_into}; name that one.")
                yield (
                    session,
                    case,
                    OfficersWord(session, self.store, self.settings, self.compose, self.now, self.who),
                )
        except StaleDataError:
            raise StoreBusy(f"{folio}: somebody else changed the case meanwhile; look at it again.") from None

    @property
    def she(self) -> str:
        """Whom a reason names."""
        return "La encargada" if self.who == OFFICER else self.who

    def _ruled(
        self,
        session: Session,
        case: schema.Case,
        word: OfficersWord,
        ruling: Ruling,
        *,
        said: str,
        also: tuple[str, ...] = (),
    ) -> Became:
        session.flush()
        before = session.scalar(select(schema.Letter.id).order_by(schema.Letter.id.desc()).limit(1)) or 0
        silent = word.rule(case, ruling, said=said, message=case.messages[-1] if case.messages else None)
        refile(session, self.store, case, self.settings, now=self.now)
        session.flush()
        wanted = select(schema.Letter).where(schema.Letter.case_id == case.id, schema.Letter.id > before)
        letter = session.scalars(wanted.limit(1)).first()
        follows = Follows(letter.id, letter.template, letter.state, letter.reason) if letter else None
        return Became(case.folio, case.kind, case.state, follows, silent, also)


def refile(session: Session, store: Store, case: schema.Case, settings: Settings, *, now: datetime) -> None:
    """All messages of the case follow it, those included that were never to move, for it was in the officer's own
    hands when they came."""
    session.flush()
    gather(session, store, case, settings.policy, now=now)
    for message in case.messages:
        folder = min((folder_of(one.kind, one.state) for one in message.cases), key=urgency)
        if folder is not None and last_filing(session, message) is None:
            intend(session, store, message, folder, state_in(settings.policy), now=now)


def _waiting(case: schema.Case) -> str | None:
    """The template of the newest letter that has not gone and states facts."""
    waiting = [
        one.template
        for one in case.letters
        if one.state in _WAITS and one.drafted_at is None and one.template not in OFFICER_TEMPLATES
    ]
    return waiting[-1] if waiting and waiting[-1] in _STATES_FACTS else None


def _confirm(session: Session, case: schema.Case, values: Mapping[str, str]) -> None:
    """The newest constancia of the case says what she says it says, with her as the witness; what stands on it, its
    pictures still show. A field that was not read there stays unread."""
    wanted = (
        select(schema.Reading)
        .where(schema.Reading.case_id == case.id, schema.Reading.document == Document.CONSTANCIA)
        .order_by(schema.Reading.id.desc())
        .limit(1)
    )
    row = session.scalar(wanted)
    if row is None or not row.body.get("fields"):
        return
    body = {**row.body, "fields": dict(row.body["fields"])}
    for name in ("nss", "curp", "name"):
        read = body["fields"].get(name)
        if read is None or not values.get(name):
            continue
        same = read["value"] == values[name]
        witnesses = [*(read["witnesses"] if same else ()), Witness.OFFICER.value]
        body["fields"][name] = {
            **read,
            "value": values[name],
            "trusted": True,
            "confidence": 1.0,
            "witnesses": list(dict.fromkeys(witnesses)),
            "repaired": False,
        }
        if name == "name" and not same:
            body["name_parts"] = None
    row.body = body
