"""One message from arrival to decided case: the whole way on one page.

    waiting -> fetched -> parsed -> (at sight | documents read) -> decided -> recorded, one transaction
                                                                                 |
                                                     letters go, messages move <-+  from the store, until done

Documents of the next messages are read in the workers while one is being decided. A message that fails is tried
again at the next poll, three times in all, then set aside for the officer; it stops nobody else.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from mailproc.cases.decide import at_sight
from mailproc.cases.decision import Decision
from mailproc.cases.evidence import same_person
from mailproc.cases.kinds import Folder, Kind
from mailproc.cases.rules import Rules
from mailproc.cases.ruling import TAKES_IN, WAITING, taken_in
from mailproc.config import Settings
from mailproc.considering import Considered, Reader, decided, read_attachments, rules_of
from mailproc.crops import lacking
from mailproc.errors import MailprocError, MessageGone, MessageRefused, StoreChanged
from mailproc.mailbox.base import Envelope, FolderPath, Mailbox
from mailproc.message.authentic import Verdict, authenticity
from mailproc.message.model import Message
from mailproc.message.parse import parse
from mailproc.officer.digest import compose_alarm
from mailproc.officer.view import CaseLine
from mailproc.reading.lines import as_json
from mailproc.reading.model import FileReading, Reading
from mailproc.reply.envelope import letter_id
from mailproc.reply.model import Letter
from mailproc.reply.replies import compose
from mailproc.store import ledger, meta
from mailproc.store.opening import Store
from mailproc.store.record import Crop, Handling, Recorded, Sheet, record
from mailproc.store.ruling import folder_words
from mailproc.store.schema import Outcome

T = TypeVar("T")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll came to: messages handled, left as too old, set aside for good, to be tried again, and known
    before (the officer moved them back)."""

    handled: int = 0
    old: int = 0
    set_aside: int = 0
    failed: int = 0
    known: int = 0


class Poll:
    """One pass over the inbox. `stop()` true ends it after the message in hand; `progress(done, total)` tells, and
    `after_each(outcome)`."""

    def __init__(
        self,
        mailbox: Mailbox,
        store: Store,
        reader: Reader,
        settings: Settings,
        *,
        now: Callable[[], datetime],
        stop: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] | None = None,
        after_each: Callable[[str], None] | None = None,
    ) -> None:
        self._mailbox = mailbox
        self._store = store
        self._reader = reader
        self._settings = settings
        self._rules = rules_of(settings)
        self._now = now
        self._stop = stop
        self._progress = progress
        self._after_each = after_each
        self._secret = meta.secret(store)
        self._takes_in: dict[FolderPath, Folder] = {
            settings.folders.path(one): one for one in Folder if one in TAKES_IN
        }
        # Into a backup put in the store's place, what was handled since is read again.
        again = WAITING if meta.restored(store) else ()
        self._again = tuple(settings.folders.path(one) for one in Folder if one in again)

    def run(self, folder: FolderPath) -> Polled:
        """Handle all that waits in the inbox, and what the officer took in herself. Raises MailprocError where mailbox
        or store fail: the poll is tried again."""
        others = (*self._takes_in, *self._again)
        waiting = [*self._waiting(folder), *(one for path in others for one in self._waiting(path))]
        counts = {"handled": 0, "old": 0, "set_aside": 0, "failed": 0, "known": 0}
        done = 0
        for outcome in self._outcomes(waiting):
            done += 1
            if outcome in counts:
                counts[outcome] += 1
            if self._after_each:
                self._after_each(outcome)
            if self._progress:
                self._progress(done, len(waiting))
        meta.polled(self._store, now=self._now(), waiting=len(waiting) - done)
        return Polled(**counts)

    def _waiting(self, folder: FolderPath) -> Iterator[Envelope]:
        if folder in (*self._takes_in, *self._again) and not self._mailbox.present(folder):
            return
        known = ledger.known(self._store, folder, self._mailbox.validity(folder))
        yield from self._mailbox.waiting(folder, known=known)

    def _outcomes(self, waiting: list[Envelope]) -> Iterator[str]:
        """Each message's outcome, in order; while one is decided, the documents of the next are being read."""
        ahead: deque[tuple[Envelope, Message, list[Future[FileReading]]]] = deque()
        for envelope in waiting:
            if self._stop():
                break
            begun = self._guarded(envelope, partial(self._begin, envelope), counted=True)
            if isinstance(begun, str):
                yield begun
                continue
            ahead.append((envelope, *begun))
            if len(ahead) > self._settings.reading.workers:
                yield self._finish(*ahead.popleft())
        while ahead and not self._stop():
            yield self._finish(*ahead.popleft())

    def _begin(self, envelope: Envelope) -> "str | tuple[Message, list[Future[FileReading]]]":
        """Fetch and parse; what needs no documents ends here with its outcome."""
        tries = ledger.attempt(self._store, envelope)
        if tries > ledger.TRIES:
            return self._set_aside(envelope)
        try:
            message = self._fetch(envelope)
        except MessageRefused:
            log.warning("the server does not give a message", uid=envelope.place.uid)
            return "failed"
        taken_in = envelope.place.folder in self._takes_in
        if self._is_old(envelope) and not taken_in:
            ledger.record_old(self._store, envelope, message, now=self._now())
            return "old"
        found = ledger.find(self._store, message.fingerprint)
        handled = found is not None and found.outcome is Outcome.HANDLED and (found.folios or not taken_in)
        if handled or (found is not None and found.outcome is Outcome.FORGOTTEN):
            ledger.remember(self._store, envelope.place, message.fingerprint)
            return "known"
        decision = at_sight(message, self._rules)
        if decision is not None:
            return self._record(envelope, Considered(message, (), (decision,)))
        futures = read_attachments(message, self._reader, self._settings)
        # What may kill this process is behind us: a stop from here on is not the message's fault.
        ledger.forgive(self._store, envelope)
        return message, futures

    def _fetch(self, envelope: Envelope) -> Message:
        limit = self._settings.reading.limits.message_mb * 1_000_000
        old = self._is_old(envelope) and envelope.place.folder not in self._takes_in
        if envelope.size > limit or old:
            header = self._mailbox.fetch_header(envelope.place)
            return parse(header, arrived=envelope.arrived, truncated=True)
        return parse(self._mailbox.fetch(envelope.place), arrived=envelope.arrived)

    def _is_old(self, envelope: Envelope) -> bool:
        days = timedelta(days=self._settings.policy.answer_newer_than_days)
        return self._now() - envelope.arrived > days

    def _finish(self, envelope: Envelope, message: Message, futures: "list[Future[FileReading]]") -> str:
        def finished() -> str:
            files = tuple(future.result() for future in futures)
            while True:
                considered = decided(message, files, self._rules, self._store)
                kept = replace(considered, files=with_crops(considered, self._reader))
                with suppress(StoreChanged):
                    return self._record(envelope, kept)

        return self._guarded(envelope, finished, counted=False)

    def _guarded(self, envelope: Envelope, step: Callable[[], T], *, counted: bool) -> "T | str":
        """The one catch-all: whatever a message breaks in us, the next one is handled. `counted`: this try is
        counted already."""
        try:
            return step()
        except MessageGone:
            return "gone"
        except MailprocError:
            # A server or a stop in the way says nothing about the message.
            if counted:
                ledger.forgive(self._store, envelope)
            raise
        except Exception as error:  # noqa: BLE001 - promise 4: one bad letter stops nobody
            log.error("message failed", error=type(error).__name__, uid=envelope.place.uid)
            if not counted:
                ledger.attempt(self._store, envelope)
            return "failed"

    def _set_aside(self, envelope: Envelope) -> str:
        try:
            header = self._mailbox.fetch_header(envelope.place)
        except MessageRefused:
            message = None
        else:
            message = parse(header, arrived=envelope.arrived, truncated=True)
        reason = f"No se pudo procesar en {ledger.TRIES} intentos."
        ledger.set_aside(self._store, envelope, message, reason, now=self._now())
        log.warning("message set aside", uid=envelope.place.uid)
        return "set_aside"

    def _record(self, envelope: Envelope, considered: Considered) -> str:
        """Raises StoreChanged where it must be decided anew."""
        message = considered.message
        first, *others = considered.decisions
        decision = self._taken_in(first, envelope)
        handling = Handling(
            envelope,
            message,
            decision,
            others,
            sheets=sheets_of(considered.files, considered.decisions),
            automatic=first.kind is Kind.AUTOMATICO,
            authentic=_authentic(message, self._rules),
            taken_in=envelope.place.folder in self._takes_in,
            stand=considered.stand,
        )
        recorded: Recorded = record(
            self._store,
            handling,
            self._settings,
            now=self._now(),
            compose=lambda folio: self._letter(folio, message, decision),
        )
        log.info("message handled", kind=decision.kind.value, folio=recorded.folio)
        return "handled"

    def _taken_in(self, decision: Decision, envelope: Envelope) -> Decision:
        """The decision as the officer's word has it, where she put the message into a folder herself."""
        folder = self._takes_in.get(envelope.place.folder)
        if folder is None:
            return decision
        said = folder_words(self._settings, folder)
        needs_clinic, old = self._rules.needs_clinic, self._is_old(envelope)
        return taken_in(decision, folder, said, needs_clinic=needs_clinic, old=old)

    def _letter(self, folio: str, message: Message, decision: Decision) -> Letter | None:
        settings = self._settings
        domain = settings.address.rpartition("@")[2]
        template = "alarm" if decision.kind is Kind.URGENTE and not decision.keeps else decision.letter
        if template is None:
            return None
        identifier = letter_id(self._secret, folio, template, domain, occasion=message.fingerprint)
        if template == "alarm":
            return compose_alarm(_line(folio, message, decision), settings, message_id=identifier)
        return compose(decision, folio=folio, message=message, settings=settings, message_id=identifier)


def _line(folio: str, message: Message, decision: Decision) -> CaseLine:
    """The case as the officer's alarm shows it."""
    return CaseLine(
        folio=folio,
        kind=decision.kind,
        state=decision.course.state,
        since=message.arrived,
        student=decision.student,
        sender=message.sender.address if message.sender else "",
        subject=message.subject,
        reasons=decision.reasons,
    )


def with_crops(considered: Considered, reader: Reader) -> tuple[FileReading, ...]:
    """The files with pictures of their values, on the sheets alone that a person will look at. Raises WorkersClosed."""
    kept = []
    for at, file in enumerate(considered.files):
        owners = [considered.decisions[_whose(sheet, considered.decisions)] for sheet in file.readings]
        looked_at = {
            number
            for number, owner in enumerate(owners)
            if owner.course.folder is Folder.REVISAR or owner.kind is Kind.ILEGIBLE
        }
        crops = file.crops
        if looked_at and lacking(file):
            crops += reader.cut(considered.message.attachments[at].content, file).result()
        kept.append(replace(file, crops=tuple(crop for crop in crops if crop.sheet in looked_at)))
    return tuple(kept)


def sheets_of(files: tuple[FileReading, ...], decisions: tuple[Decision, ...] = ()) -> tuple[Sheet, ...]:
    """The readings as the store keeps them, each with the case that it belongs to: the leading one's where it is no
    single student's."""
    return tuple(
        Sheet(
            file.file,
            file.sha256,
            reading.document,
            body,
            crops=tuple(Crop(crop.field, crop.jpeg, "image/jpeg") for crop in file.crops if crop.sheet == at),
            case=_whose(reading, decisions),
        )
        for file in files
        for at, (reading, body) in enumerate(zip(file.readings, as_json(file), strict=True))
    )


def _whose(reading: Reading, decisions: tuple[Decision, ...]) -> int:
    owners = (at for at, one in enumerate(decisions) if one.sheet is not None and same_person(one.sheet, reading))
    return next(owners, 0)


def _authentic(message: Message, rules: Rules) -> bool | None:
    verdict = authenticity(message, authserv_id=rules.authserv_id).verdict
    return None if verdict is Verdict.NEUTRAL else verdict is Verdict.PASS
