"""Sending what is due: every letter through the gate, and each step committed before the next one is taken.

A letter is QUEUED (or HELD) until the server has accepted its recipient; SENDING is committed on the brink of
DATA, SENT after the server's answer. Found SENDING later, nobody knows whether it went: it is looked for where
the server files what it sends (`[mailbox] sent = "server"`), and otherwise becomes UNCERTAIN; it is never sent
again blindly. A letter for a Maildir may be delivered again, for there it takes the name of its Message-ID.

Only one process may be at this (the lock of `run` and `once`).

Residual risk: a draft that the officer sends or deletes in the moment between its append and the commit, with a
kill in that moment, is put into Drafts again.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from mailproc.config import Settings
from mailproc.errors import (
    AddressRefused,
    LetterDeferred,
    LetterRefused,
    LetterUncertain,
    LetterWithdrawn,
    MailprocError,
    ServerBusy,
    ServerUnreachable,
)
from mailproc.mailbox.base import Mailbox, Transport
from mailproc.message import status
from mailproc.message.origin import IDENTITY
from mailproc.reply.envelope import envelope
from mailproc.reply.gate import DEAD_ADDRESS, HOUR, Go, Halt, Hold, Never, Traffic, Verdict, judge, midnight
from mailproc.reply.model import Letter
from mailproc.store import bounces, meta, outbox
from mailproc.store.opening import Store
from mailproc.store.outbox import Entry

log = structlog.get_logger()

MINUTE = timedelta(minutes=1)
SETTLE = timedelta(minutes=10)
"""How long a server may take to show in Sent what it sent."""
GIVE_UP = timedelta(days=5)
"""How long a deferred letter is tried (RFC 5321 section 4.5.4.1: at least 4 to 5 days)."""
LONGEST_WAIT = timedelta(hours=4)
REST = timedelta(minutes=5)
"""How long all letters wait that a busy server would send away."""
BUSY = "El servidor de correo pidió esperar un poco."


@dataclass(slots=True)
class Sent:
    """How many letters went which way in one call."""

    sent: int = 0
    held: int = 0
    deferred: int = 0
    failed: int = 0
    uncertain: int = 0
    drafted: int = 0
    turned_away: int = field(default=0, compare=False)
    """Of those deferred and failed: for no reason of the recipient's own, as far as the answer says."""


def backoff(entry: Entry) -> timedelta:
    """How long a deferred letter waits: one, two, four … minutes by its tries, and up to a quarter more, so that
    letters deferred at once do not come back at once. Its keyed Message-ID is the chance in it: after a kill the wait
    is the same."""
    wait = min(MINUTE * 2.0 ** min(entry.tries, 10), LONGEST_WAIT)
    chance = hashlib.sha256(f"{entry.letter.message_id} {entry.tries}".encode()).digest()[0] / 255
    return wait * (1 + chance / 4)


def _in_words(error: LetterDeferred | LetterRefused) -> str:
    """Why the server does not take a letter, for the officer; its own words are for the log."""
    log.warning("the server does not take a letter", reason=str(error))
    return status.in_words(status.enhanced(str(error)))


def _now() -> datetime:
    return datetime.now(UTC)


def send_due(
    store: Store,
    transport: Transport,
    mailbox: Mailbox | None,
    settings: Settings,
    *,
    clock: Callable[[], datetime] = _now,
    pause: Callable[[float], object] = time.sleep,
    tally: Sent | None = None,
) -> Sent:
    """Send every letter that is due; put drafts into Drafts and copies into Sent.

    Without a mailbox only the officer's own mail goes: nobody knows what she answered meanwhile. `pause(seconds)` keeps
    `[smtp] per_minute`; a true answer (such as that of Event.wait) ends the sending. `mailproc pause`, and more than
    `letters_per_hour`, stop students' letters and drafts, not the officer's digests and alarms. What came of it is
    added to `tally`, also where it raises.

    Raises the first of LoginRefused, ServerUnreachable (the letter stays queued; or the server is busy, and all wait
    a while), the transport's ConfigurationError, MailboxError and StoreError after all steps were tried; a later call
    goes on where this one ended.
    """
    desk = _Desk(store, transport, mailbox, settings, clock, pause, tally or Sent())
    mishaps: list[MailprocError] = []
    for step in (desk.resolve, desk.send, desk.put_drafts, desk.put_copies):
        try:
            step()
        except MailprocError as error:
            mishaps.append(error)
    if mishaps:
        raise mishaps[0]
    return desk.tally


@dataclass(frozen=True, slots=True)
class _Desk:
    """One round of sending."""

    store: Store
    transport: Transport
    mailbox: Mailbox | None
    settings: Settings
    clock: Callable[[], datetime]
    pause: Callable[[float], object]
    tally: Sent = field(default_factory=Sent)
    fresh: set[int] = field(default_factory=set)
    """Letters sent in this round: their copies cannot lie in Sent yet."""

    def resolve(self) -> None:
        """Letters that an earlier process left amid sending."""
        for entry in outbox.sending(self.store):
            if self.settings.smtp.maildir is not None:
                outbox.mark_queued_again(self.store, entry)
            elif self.settings.mailbox.sent == "append":
                self._uncertain(entry)
            elif self.mailbox is not None:
                begun = entry.started_at or entry.composed_at
                if self._lies_in_sent(self.mailbox, entry):
                    outbox.mark_sent(self.store, entry, now=begun, copy_due=False)
                elif self.clock() - begun >= SETTLE:
                    self._uncertain(entry)

    def send(self) -> None:
        """Every due letter, the oldest first of those tried least: one that breaks the connection stops no other."""
        for entry in sorted(outbox.due(self.store, now=self.clock()), key=lambda one: one.tries):
            waits = self.mailbox is None or meta.paused(self.store)
            if waits and not entry.letter.for_officer:
                continue
            if self._passes(entry, draft=False) and not self._send(entry):
                return

    def put_drafts(self) -> None:
        """Every letter that is to lie in Drafts and does not yet."""
        if self.mailbox is None:
            return
        for entry in outbox.drafts(self.store, now=self.clock()):
            if meta.paused(self.store):
                return
            if not self._passes(entry, draft=True):
                continue
            folder = self.mailbox.special("Drafts")
            if not self.mailbox.find(folder, entry.letter.message_id):
                raw = envelope(entry.letter, self.settings, date=self.clock(), draft=True)
                self.mailbox.append(folder, raw, draft=True, seen=True)
            outbox.mark_drafted(self.store, entry, now=self.clock())
            self.tally.drafted += 1

    def put_copies(self) -> None:
        """Copies of sent letters into Sent. One of an earlier call may lie there though it could not say so."""
        if self.mailbox is None:
            return
        for entry in outbox.copies(self.store):
            folder = self.mailbox.special("Sent")
            if entry.id in self.fresh or not self.mailbox.find(folder, entry.letter.message_id):
                raw = envelope(entry.letter, self.settings, date=entry.sent_at or entry.composed_at)
                self.mailbox.append(folder, raw, seen=True)
            outbox.mark_copied(self.store, entry)

    @staticmethod
    def _lies_in_sent(mailbox: Mailbox, entry: Entry) -> bool:
        """By our Message-ID, or where the server gave the letter another, by the field that repeats it."""
        folder, identity = mailbox.special("Sent"), entry.letter.message_id
        return bool(mailbox.find(folder, identity) or mailbox.find(folder, identity, field=IDENTITY))

    def _passes(self, entry: Entry, *, draft: bool) -> bool:
        """Whether the gate lets it go now; what it says otherwise is written down."""
        match self._verdict(entry, draft=draft):
            case Go():
                return True
            case Hold(until, reason):
                if (reason, until) != (entry.reason, entry.due_at):
                    outbox.mark_held(self.store, entry, until=until, reason=reason)
                self.tally.held += 1
            case Halt():
                meta.halt(self.store, now=self.clock())
            case Never(reason):
                if reason == DEAD_ADDRESS:
                    self._refused(entry, reason, news=False)
                else:
                    self._failed(entry, reason)
        return False

    def _verdict(self, entry: Entry, *, draft: bool) -> Verdict:
        now, letter = self.clock(), entry.letter
        traffic = Traffic(
            address_today=outbox.begun(
                self.store,
                since=midnight(now, self.settings),
                for_officer=letter.for_officer,
                recipient=letter.recipient,
            ),
            last_hour=outbox.begun(self.store, since=self._hour(letter, now), for_officer=letter.for_officer),
            dead=bounces.is_dead(self.store, letter.recipient),
        )
        return judge(letter, entry.answered, traffic, self.settings, now=now, draft=draft)

    def _hour(self, letter: Letter, now: datetime) -> datetime:
        """From when on letters count against the hour's limit."""
        resumed = None if letter.for_officer else meta.instant(self.store, meta.Key.RESUMED)
        # One in the future was written before the clock was set back.
        return max(now - HOUR, resumed) if resumed and resumed <= now else now - HOUR

    def _send(self, entry: Entry) -> bool:
        """Try one letter. False where the sending was stopped while it waited for its turn."""
        if not self._in_turn():
            return False
        now = self.clock()
        raw = envelope(entry.letter, self.settings, date=now)
        try:
            self.transport.send(
                raw,
                sender=self.settings.address,
                recipient=entry.letter.recipient,
                before_data=lambda: outbox.mark_sending(self.store, entry, now=now),
            )
        except LetterWithdrawn:
            return True
        except ServerBusy as error:
            self._deferred(entry, error, now=now)
            outbox.postpone(self.store, now=now, until=now + REST, reason=BUSY)
            raise ServerUnreachable(str(error)) from None
        except LetterDeferred as error:
            self._deferred(entry, error, now=now)
        except AddressRefused as error:
            self._refused(entry, f"El servidor no acepta la carta: {_in_words(error)}.", dead=True)
        except LetterRefused as error:
            self.tally.turned_away += not status.of_recipient(str(error))
            self._refused(entry, f"El servidor no acepta la carta: {_in_words(error)}.")
        except LetterUncertain:
            # Where the server files what it sends, the next rounds look for it there.
            if self.settings.mailbox.sent == "append":
                self._uncertain(entry)
        else:
            copy_due = self.settings.mailbox.sent == "append"
            outbox.mark_sent(self.store, entry, now=now, copy_due=copy_due)
            self.fresh.add(entry.id)
            self.tally.sent += 1
        return True

    def _in_turn(self) -> bool:
        """Wait until fewer than `[smtp] per_minute` letters were begun in the last minute."""
        if self.settings.smtp.maildir is not None:
            return True
        while True:
            now = self.clock()
            lately = outbox.begun(self.store, since=now - MINUTE)
            # One in the future was begun before the clock was set back.
            if lately.letters < self.settings.smtp.per_minute or not lately.oldest or lately.oldest > now:
                return True
            # Never longer than a minute, should the clock have been set back.
            wait = min(max(lately.oldest + MINUTE - now, timedelta(seconds=1)), MINUTE)
            if self.pause(wait.total_seconds()):
                return False

    def _deferred(self, entry: Entry, error: LetterDeferred, *, now: datetime) -> None:
        said = _in_words(error)
        if now - entry.composed_at >= GIVE_UP:
            self._refused(entry, f"El servidor no la aceptó en cinco días: {said}.")
            return
        reason = f"Se intentará de nuevo: {said}."
        outbox.mark_deferred(self.store, entry, until=now + backoff(entry), reason=reason)
        self.tally.deferred += 1
        self.tally.turned_away += not status.of_recipient(str(error))

    def _failed(self, entry: Entry, reason: str) -> None:
        outbox.mark_failed(self.store, entry, now=self.clock(), reason=reason)
        self.tally.failed += 1

    def _refused(self, entry: Entry, reason: str, *, dead: bool = False, news: bool = True) -> None:
        policy, now = self.settings.policy, self.clock()
        outbox.mark_refused(self.store, entry, policy, now=now, reason=reason, dead=dead, news=news)
        self.tally.failed += 1

    def _uncertain(self, entry: Entry) -> None:
        outbox.mark_uncertain(self.store, entry, now=self.clock())
        self.tally.uncertain += 1
