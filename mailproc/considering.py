"""What a message comes to before anything is written: its files read, its history looked up, the decision made."""

from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Protocol

from mailproc.cases.decide import at_sight, decide
from mailproc.cases.decision import Decision
from mailproc.cases.kinds import Kind
from mailproc.cases.matter import control_of
from mailproc.cases.roster import recognised
from mailproc.cases.rules import Rules
from mailproc.config import Settings
from mailproc.message.model import Attachment, Message
from mailproc.reading.model import Crop, FileReading, Hints, Problem, ProblemCode
from mailproc.store.histories import history
from mailproc.store.history import latest_of
from mailproc.store.opening import Store
from mailproc.store.students import clash as clash_of

FREE_MAIL = frozenset(
    {"gmail.com", "hotmail.com", "outlook.com", "live.com", "live.com.mx", "yahoo.com", "icloud.com"}
)
"""Domains that anybody may have an address in: an officer's address there makes nobody staff."""


class Reader(Protocol):
    """Who reads documents: the worker processes, or a test's stand-in."""

    def submit(self, content: bytes, *, name: str, hints: Hints) -> "Future[FileReading]":
        """Read one file; the future never fails for what is in the file."""

    def cut(self, content: bytes, reading: FileReading) -> "Future[tuple[Crop, ...]]":
        """Cut out of a file that was read what is lacking in its crops; it never fails either."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A message and what it comes to, before anything is written: a decision for each student, the leading first.
    `stand` is the store's (store.history.latest) that this was decided on, None where it did not matter."""

    message: Message
    files: tuple[FileReading, ...]
    decisions: tuple[Decision, ...]
    stand: int | None = None

    @property
    def decision(self) -> Decision:
        """The leading one."""
        return self.decisions[0]


def rules_of(settings: Settings) -> Rules:
    """The settings that decide, as the pure rooms take them."""
    institution, policy = settings.institution, settings.policy
    own = (*institution.employer_names, institution.name, institution.short_name)
    return Rules(
        registrations=institution.registrations,
        employer_names=institution.employer_names,
        alike_names=tuple(name for name in own if name),
        student_domains=tuple(domain.lower() for domain in institution.student_domains),
        staff_domains=tuple(sorted({a.rpartition("@")[2] for a in settings.own_addresses} - FREE_MAIL)),
        own_addresses=settings.own_addresses,
        clinics=institution.clinics,
        programmes=institution.programmes,
        authserv_id=settings.mailbox.authserv_id,
        max_age_days=policy.max_age_days,
        employment_review=policy.employment == "review",
        hoja_asked=policy.hoja == "ask",
        family_inform=policy.family == "inform",
        conservacion_inform=policy.conservacion == "inform",
        strangers_review=policy.strangers == "review",
        needs_clinic=bool(institution.clinics),
        zone=settings.zone,
    )


def read_attachments(message: Message, reader: Reader, settings: Settings) -> "list[Future[FileReading]]":
    """Hand the attachments to the reader, at most as many as the limits allow; the rest become one problem."""
    most = settings.reading.limits.attachments
    hints = [Hints(part.name, sender_text=f"{message.subject}\n{message.text}") for part in message.attachments]
    futures = [
        reader.submit(part.content, name=part.name, hints=hint)
        for part, hint in zip(message.attachments[:most], hints, strict=False)
    ]
    if len(message.attachments) > most:
        futures.append(_told(message.attachments[most], len(message.attachments)))
    return futures


def _told(first: Attachment, count: int) -> "Future[FileReading]":
    future: Future[FileReading] = Future()
    problem = Problem(ProblemCode.TOO_MANY, f"El mensaje trae {count} archivos; no se abrieron todos.")
    future.set_result(FileReading(first.name, "", "", (), (problem,)))
    return future


def consider(message: Message, reader: Reader, settings: Settings, store: Store | None = None) -> Considered:
    """What a message comes to. Reads documents, writes nothing, sends nothing: `replay` is just this. With a store
    it meets the cases that are there."""
    rules = rules_of(settings)
    decision = at_sight(message, rules)
    if decision is not None:
        return Considered(message, (), (decision,))
    files = tuple(future.result() for future in read_attachments(message, reader, settings))
    return decided(message, files, rules, store)


def decided(message: Message, files: tuple[FileReading, ...], rules: Rules, store: Store | None) -> Considered:
    """The decisions on a message whose files have been read, in view of the cases and the roster that the store
    holds; its files with what the roster confirms. Raises StoreError."""
    if store is None:
        return Considered(message, files, decide(message, files, rules))
    stand = latest_of(store)
    control = control_of(message, rules)
    before = history(store, message, files, control=control)
    sender = message.sender.address if message.sender else ""
    files = tuple(recognised(file, sender, control, before.roster) for file in files)
    decisions = decide(message, files, rules, before)
    return Considered(message, files, tuple(_without_clash(store, one) for one in decisions), stand)


def _without_clash(store: Store, decision: Decision) -> Decision:
    """A decision whose CURP and NSS contradict what is known of either is for a person."""
    clash = clash_of(store, decision.student) if decision.sheet is not None else ""
    if not clash:
        return decision
    # It joins no case: whose it would be is what must be found out.
    return replace(
        decision, kind=Kind.REVISAR, reasons=(clash, *decision.reasons), special=None, joins="", keeps=False
    )
