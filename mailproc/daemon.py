"""The clockwork: polls, letters that became due, the daily digest; a clean stop on SIGTERM and SIGINT.

`once` is one turn of it. Both hold the lock of lock.py. Instants are UTC; digest hour and days are taken in the
officer's time zone. The poll's rhythm is that of the monotonic clock, which nobody sets; the wall clock is only ever
asked what it shows now, each second, and nothing waits for an instant of it: it may be set meanwhile.
"""

import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from types import FrameType

import structlog

from mailproc.config import Settings
from mailproc.crops import read_and_cut
from mailproc.documents.worker import Job, Workers
from mailproc.effects import Effects
from mailproc.errors import AnotherInstance, ConfigurationError, LoginRefused, MailprocError
from mailproc.heartbeat import STEP, Heard, Heart
from mailproc.lock import only_instance
from mailproc.mailbox.announcing import Announcer
from mailproc.mailbox.opening import open_mailbox, open_transport
from mailproc.officer.daily import queue_digest
from mailproc.officer.junk import count_junk
from mailproc.pipeline import Polled
from mailproc.reader import ReaderOptions
from mailproc.store import meta
from mailproc.store.opening import Store, open_store
from mailproc.store.retention import purge
from mailproc.store.standstills import Way
from mailproc.turning import Progress, Stop, turn
from mailproc.watching import Watch

log = structlog.get_logger()

DAY = 24 * 60 * 60.0


def utc_now() -> datetime:
    """The one clock of the program."""
    return datetime.now(UTC)


def workers_for(settings: Settings, *, job: Job = read_and_cut) -> Workers:
    """The processes that read documents, as the settings bound them."""
    reading, limits = settings.reading, settings.reading.limits
    options = ReaderOptions(
        engines=reading.engines, max_pages=limits.pages, max_pixels=limits.megapixels * 1_000_000
    )
    return Workers(
        workers=reading.workers,
        seconds=float(limits.seconds),
        memory_mb=limits.memory_mb,
        options=options,
        job=job,
    )


def listen_for_stop() -> Stop:
    """SIGTERM and SIGINT end the program after the message in hand; a second one kills it."""
    stop = Stop(threading.Event())

    def on_signal(number: int, _frame: FrameType | None) -> None:
        stop.event.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop


def once(settings: Settings, *, progress: Progress) -> Polled:
    """Handle all that waits, send every letter that is due, file, end. Raises MailprocError."""
    with only_instance(settings):
        store = open_store(settings.store_url, account=settings.account)
        stop = listen_for_stop()
        try:
            with workers_for(settings) as workers:
                return turn(settings, store, workers, stop=stop, now=utc_now, progress=progress)
        finally:
            store.close()


class Daemon:
    """`mailproc run`: turns by the clock until a signal comes. One thread does the work: a poll and a digest never
    overlap, and the store has one writer."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        workers: Workers,
        stop: Stop,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._store = store
        self._workers = workers
        self._stop = stop
        self._clock = clock
        self._watch = Watch(store, settings, utc_now)
        # A file's own limit, and the wait for a server.
        self._heart = Heart(step=STEP + settings.reading.limits.seconds)
        self._rest = settings.schedule.poll.total_seconds()
        self._poll_due = self._purge_due = clock()
        self._minute: datetime | None = None
        self._news = threading.Event()

    def run(self) -> None:
        """Until the stop comes. A login refused before the first whole poll ever is raised: an installation that a
        person stands by. Later ones, also at a start, are logged and tried again, and the officer is told."""
        self._store.hear(self._heart.advance)
        with self._heart:
            self._poll(first=meta.instant(self._store, meta.Key.LAST_POLL) is None)
            self._heart.ready()
            log.info("running", poll_seconds=int(self._rest), mode=self._settings.policy.mode)
            with ExitStack() as stack:
                if self._settings.schedule.idle:
                    stack.enter_context(Announcer(self._settings.mailbox, self._news.set))
                while not self._stop.pause(1):
                    self.step()
                self._heart.ending()
        log.info("stopped")

    def step(self) -> None:
        """Do what is due: called every second. Each minute of the clock is looked at for the digest, also one that was
        missed, for the machine slept or the clock was set. The server's announcements during a poll make one more."""
        minute = utc_now().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._digest()
        if self._news.is_set() or self._clock() >= self._poll_due:
            self._poll()

    def _poll(self, *, first: bool = False) -> None:
        if self._stop():
            return
        self._news.clear()
        self._poll_due = self._clock() + self._rest
        try:
            polled = turn(
                self._settings,
                self._store,
                Heard(self._workers, self._heart),
                stop=self._stop,
                now=utc_now,
                watch=self._watch,
                connected=self._heart.ready,
            )
        except (LoginRefused, ConfigurationError) as error:
            if first:
                raise
            log.error("login refused", mend=str(error))
        except MailprocError as error:
            log.error("poll failed, will be tried again", reason=str(error))
        else:
            if polled != Polled():
                log.info("polled", handled=polled.handled, old=polled.old, set_aside=polled.set_aside)
            if self._clock() >= self._purge_due:
                self._purge()
        finally:
            self._heart.advance(rest=self._rest)

    def _digest(self) -> None:
        """Today's digest, where it is due."""
        tries = self._watch.refusals[Way.FETCHING]
        try:
            if not self._digest_is_due():
                return
            now = utc_now()
            junk = count_junk(
                self._store,
                self._settings,
                lambda: tries.tried(lambda: open_mailbox(self._settings.mailbox)),
                now=now,
            )
            queue_digest(self._store, self._settings, now=now, junk=junk)
        except MailprocError as error:
            log.error("digest failed, will be tried again", reason=str(error))
        else:
            self._poll_due = self._clock()

    def _purge(self) -> None:
        """Once a day, and at the start: a program that is started every morning never runs at night. Only after a whole
        poll: a clock that is far off accepts no server's certificate, and deletes nothing."""
        self._purge_due = self._clock() + DAY
        try:
            purged = purge(self._store, self._settings, now=utc_now())
        except MailprocError as error:
            log.error("purge failed, will be tried again", reason=str(error))
        else:
            if purged:
                log.info("purged", cases=purged.cases.cases, messages=purged.messages)

    def _digest_is_due(self) -> bool:
        """Whether the hour of today's digest has come, or has passed, and it has not been made. On the day whose clocks
        skip that hour, the next one that they strike will do."""
        now = utc_now().astimezone(self._settings.zone)
        schedule = self._settings.schedule
        hour, minute = map(int, schedule.digest.split(":"))
        due = schedule.is_working_day(now.date()) and (now.hour, now.minute) >= (hour, minute)
        return due and meta.get(self._store, meta.Key.DIGEST_DAY) != now.date().isoformat()


def send_letters(settings: Settings, store: Store) -> bool:
    """Send what is due and file what is to be filed, without a poll; false where a daemon runs already and will do
    it. Raises MailprocError."""
    try:
        with only_instance(settings), ExitStack() as stack:
            mailbox = stack.enter_context(open_mailbox(settings.mailbox))
            transport = open_transport(settings.smtp)
            stack.callback(transport.close)
            effects = Effects(store, mailbox, transport, settings, utc_now, time.sleep)
            effects.carry_out()
            effects.end()
    except AnotherInstance:
        return False
    return True


def run(settings: Settings) -> None:
    """The daemon. Raises MailprocError where it cannot start."""
    with only_instance(settings):
        store = open_store(settings.store_url, account=settings.account)
        stop = listen_for_stop()
        try:
            with workers_for(settings) as workers:
                Daemon(settings, store, workers, stop).run()
        finally:
            store.close()
