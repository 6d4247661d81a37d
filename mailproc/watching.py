"""Watching over the work itself: what stands still is told to the officer once, and once when it goes again.

The alarm is queued in one transaction with the mark that it was, before the turn that then tries to send it: by SMTP
also where the mailbox cannot be opened, and into the inbox itself where SMTP takes nothing (officer/inbox.py). While
the store cannot be written neither can be: then the alarm is put into the inbox without it, found there by its
Message-ID; a restart amid that, after she has moved it away, may bring it again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import structlog

from mailproc.config import Settings
from mailproc.effects import Effects
from mailproc.errors import (
    ConfigurationError,
    LoginRefused,
    MailboxError,
    MailprocError,
    ServerUnreachable,
    StoreError,
)
from mailproc.mailbox.base import Mailbox
from mailproc.mailbox.refused import Refusals
from mailproc.officer import inbox
from mailproc.officer.alarms import alarm_id, compose_recovery, compose_standstill
from mailproc.reply.model import LetterState
from mailproc.store import meta, outbox, standstills
from mailproc.store.desk import status
from mailproc.store.opening import Store
from mailproc.store.outbox import Entry
from mailproc.store.standstills import Cause, Standstill, Way

log = structlog.get_logger()


@dataclass(slots=True)
class Watch:
    """One process's. `standing` is what fails at present; the store has the same, as far as it could be written."""

    store: Store
    settings: Settings
    now: Callable[[], datetime]
    standing: dict[Way, Standstill] = field(init=False)
    refusals: dict[Way, Refusals] = field(init=False)

    def __post_init__(self) -> None:
        self.standing = standstills.load(self.store)
        self.refusals = {way: Refusals(self.now) for way in Way}

    def begins(self) -> None:
        """A turn begins. It counts as failed until it has ended, for it may hang or die."""
        now = self.now()
        try:
            self._tell(now)
        except StoreError:
            log.warning("an alarm cannot be queued")
        before = self.standing.get(Way.FETCHING)
        self._note(before.again(now) if before else Standstill(Way.FETCHING, now, now))

    def hand_over(self, mailbox: Mailbox) -> None:
        """Put the officer's mail into her inbox where SMTP does not take it, or sending stands still: alarms at the
        first hiccup, for what they tell of has lasted; the rest where it is more than that. A server that takes the
        login and no letter is asked with each mail once: nothing else shows that it takes letters again."""
        sending = self.standing.get(Way.SENDING)
        alarms = {one.alarm for one in self.standing.values() if one.alarm}

        def due(entry: Entry) -> bool:
            if sending is None or (sending.cause is Cause.REFUSED and not entry.tries):
                return False
            return bool(sending.alarm) or entry.letter.message_id in alarms

        inbox.hand_over(self.store, mailbox, self.settings, now=self.now(), due=due)

    def ends(
        self, effects: Effects, error: MailprocError | None, *, mailbox: Mailbox | None, advanced: bool = False
    ) -> None:
        """A turn ends, whole or with what stood in the way of mailbox or store; `advanced` where it handled messages
        all the same. Raises StoreError where a recovery cannot be queued."""
        over = []
        if error is None:
            over.append(Way.FETCHING)
        else:
            self._failed(error, mailbox, advanced=advanced)
        if self._sends(effects):
            over.append(Way.SENDING)
        self._over([self.standing[way] for way in over if way in self.standing])

    def _failed(self, error: MailprocError, mailbox: Mailbox | None, *, advanced: bool) -> None:
        now = self.now()
        standing = self.standing[Way.FETCHING]
        if advanced and not standing.alarm:
            standing = Standstill(Way.FETCHING, now, now)
        self._note(replace(standing, cause=_cause(error)))
        if isinstance(error, StoreError) and mailbox is not None:
            self._tell_without_store(mailbox, now)

    def _sends(self, effects: Effects) -> bool:
        """Whether letters go, as far as this turn has shown."""
        standing = self.standing.get(Way.SENDING)
        if effects.tally.sent:
            return True
        trouble, refused = effects.shut, effects.tally.turned_away > 0
        if trouble is None and not refused and standing is not None:
            # A login proves nothing where letters are what is refused.
            if standing.cause is Cause.REFUSED or standstills.postponed(self.store):
                return False
            try:
                effects.transport.prove()
            except MailprocError as error:
                trouble = error
        if trouble is None and not refused:
            return True
        now = self.now()
        standing = standing.again(now) if standing else Standstill(Way.SENDING, now, now)
        cause = Cause.REFUSED if refused or trouble is None else _cause(trouble)
        self._note(replace(standing, cause=cause))
        return False

    def _note(self, standing: Standstill) -> None:
        self.standing[standing.way] = standing
        try:
            standstills.keep(self.store, standing)
        except StoreError:
            log.warning("what stands still cannot be written down")

    def _tell(self, now: datetime) -> None:
        """Queue the alarm for what stands still; one that waits to go already is replaced by one that tells of both."""
        new = [one for one in self.standing.values() if not one.alarm and one.lasts]
        if not new:
            return
        told = [one for one in self.standing.values() if one.alarm and standstills.waits(self.store, one.alarm)]
        standing = sorted([*new, *told], key=lambda one: one.way)
        identifier = self._identifier("standing", standing)
        waiting = status(self.store).letters.get(LetterState.QUEUED, 0)
        letter = compose_standstill(tuple(standing), self.settings, waiting=waiting, message_id=identifier)
        standing = [replace(one, alarm=identifier) for one in standing]
        withdraw = partial(standstills.withdraw, store=self.store, alarms=[one.alarm for one in told])
        outbox.queue(self.store, letter, now=now, marks=standstills.marks(*standing), besides=withdraw)
        self.standing |= {one.way: one for one in standing}
        log.error("the work stands still", ways=[one.way.value for one in standing])

    def _tell_without_store(self, mailbox: Mailbox, now: datetime) -> None:
        standing = self.standing[Way.FETCHING]
        if standing.alarm or not standing.lasts:
            return
        try:
            # What the last whole poll left in the store is the same after a restart.
            since = meta.instant(self.store, meta.Key.LAST_POLL) or standing.since
            identifier = self._identifier("standing", [replace(standing, since=since)])
            letter = compose_standstill((standing,), self.settings, waiting=0, message_id=identifier)
            inbox.put(mailbox, letter, self.settings, now=now)
        except (StoreError, MailboxError, ServerUnreachable):
            log.error("the alarm finds no way")
            return
        self.standing[Way.FETCHING] = replace(standing, alarm=identifier)

    def _over(self, over: list[Standstill]) -> None:
        if not over:
            return
        ways = tuple(one.way for one in over)
        told = [one for one in over if one.alarm]
        if told:
            identifier = self._identifier("over", told)
            letter = compose_recovery(tuple(told), self.settings, now=self.now(), message_id=identifier)
            outbox.queue(self.store, letter, now=self.now(), marks=standstills.marks(over=ways))
            log.info("the work goes on", ways=[way.value for way in ways])
        standstills.keep(self.store, over=ways)
        for way in ways:
            del self.standing[way]

    def _identifier(self, what: str, standing: list[Standstill]) -> str:
        occasion = " ".join([what, *(f"{one.way.value} {one.since.isoformat()}" for one in standing)])
        return alarm_id(meta.secret(self.store), self.settings, occasion)


def _cause(error: MailprocError) -> Cause:
    match error:
        case LoginRefused():
            return Cause.LOGIN
        case ConfigurationError():
            return Cause.CONFIGURATION
        case ServerUnreachable():
            return Cause.SERVER
        case StoreError():
            return Cause.STORE
        case MailboxError():
            return Cause.MAILBOX
    return Cause.OTHER
