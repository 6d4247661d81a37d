"""One turn of the clockwork: connect, carry out what waits, poll, attend to the officer, let go."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from mailproc.config import Settings
from mailproc.considering import Reader
from mailproc.effects import Effects
from mailproc.errors import ConfigurationError, MailprocError
from mailproc.mailbox.base import Mailbox, Transport
from mailproc.mailbox.opening import open_mailbox, open_transport, watched
from mailproc.mailbox.refused import Careful, Refusals, Shut
from mailproc.officer.attention import Attention
from mailproc.pipeline import Poll, Polled
from mailproc.reminding import remind_and_close
from mailproc.store import clock
from mailproc.store.opening import Store
from mailproc.store.standstills import Way
from mailproc.watching import Watch

Progress = Callable[[int, int], None]

TOGETHER = 20
"""Messages that are handled between two rounds of moving."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The wish to end, set by a signal."""

    event: threading.Event

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.event.is_set()

    def pause(self, seconds: float) -> bool:
        """Wait, unless the wish comes first; true if it came."""
        return self.event.wait(seconds)


def turn(
    settings: Settings,
    store: Store,
    workers: Reader,
    *,
    stop: Stop,
    now: Callable[[], datetime],
    watch: Watch | None = None,
    progress: Progress | None = None,
    connected: Callable[[], object] = lambda: None,
) -> Polled:
    """One poll with all its effects. Connects anew each time: a connection that went deaf cannot last. `connected` is
    called when the mailbox is open; `watch` keeps what a standstill is known by from turn to turn.

    Raises MailprocError: what stood in the way, after all that was possible was done.
    """
    watch = watch or Watch(store, settings, now)
    watch.begins()
    with ExitStack() as stack:
        transport = _way_out(settings, watch.refusals[Way.SENDING])
        stack.callback(transport.close)
        try:
            opened = watch.refusals[Way.FETCHING].tried(lambda: open_mailbox(settings.mailbox))
            mailbox = stack.enter_context(opened)
        except MailprocError as error:
            effects = Effects(store, None, transport, settings, now, stop.pause)
            effects.carry_out()
            watch.ends(effects, error, mailbox=None)
            raise
        connected()
        effects = Effects(store, mailbox, transport, settings, now, stop.pause)
        work = _Work(settings, store, workers, mailbox, effects, stop, now, progress)
        try:
            # Only now: a clock that is years behind, as at a machine's start, accepts no server's certificate.
            clock.mend(store, settings, now=now())
            watch.hand_over(mailbox)
            polled = work.done()
        except MailprocError as error:
            watch.ends(effects, error, mailbox=mailbox, advanced=work.handled > 0 and not effects.refused)
            raise
        watch.ends(effects, None, mailbox=mailbox)
        effects.end()
        return polled


def _way_out(settings: Settings, refusals: Refusals) -> Transport:
    try:
        return Careful(open_transport(settings.smtp), refusals)
    except ConfigurationError as error:
        return Shut(error)


@dataclass(slots=True)
class _Work:
    """A turn's work in an open mailbox. `tried` counts messages, `handled` those that came to a case."""

    settings: Settings
    store: Store
    workers: Reader
    mailbox: Mailbox
    effects: Effects
    stop: Stop
    now: Callable[[], datetime]
    progress: Progress | None
    tried: int = 0
    handled: int = 0

    def done(self) -> Polled:
        """Do it. Raises what stood in the way of mailbox or store; what stood in the way of sending is in `effects`."""
        self.effects.carry_out()
        attention = Attention(self.store, self.mailbox, self.settings, self.now)
        # Before the poll, so that what she did is known when a student's message changes the case; and after it.
        attention.look()
        poll = Poll(
            self.mailbox,
            self.store,
            self.workers,
            self.settings,
            now=self.now,
            stop=self.stop,
            progress=self.progress,
            after_each=self._after_each,
        )
        polled = poll.run(watched(self.settings.mailbox))
        self.effects.file()
        if polled != Polled():
            attention.look()
        attention.settle()
        # Nobody is reminded whose answer still waits to be read.
        if not self.stop():
            remind_and_close(self.store, self.settings, now=self.now())
        self.effects.carry_out()
        if trouble := self.effects.refused:
            raise trouble
        attention.end()
        return polled

    def _after_each(self, outcome: str) -> None:
        """A letter goes at once. Messages are moved some at a time: each of a case's may move all the others, and one
        sender's thousand would make a million moves."""
        self.tried += 1
        self.handled += outcome == "handled"
        self.effects.send()
        if self.tried % TOGETHER == 0:
            self.effects.file()
