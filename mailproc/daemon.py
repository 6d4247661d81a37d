"""The clockwork: polls, letters that became due, the daily digest; a clean stop on SIGTERM and SIGINT.

`once` is one turn of it. Both hold the lock of lock.py. Instants are UTC; digest hour and days are taken in the
officer's time zone (APScheduler's cron trigger knows daylight saving).
"""

import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from mailproc.config import Settings
from mailproc.considering import Reader
from mailproc.crops import read_and_cut
from mailproc.documents.worker import Job, Workers
from mailproc.effects import Effects
from mailproc.errors import AnotherInstance, ConfigurationError, LoginRefused, MailprocError
from mailproc.lock import only_instance
from mailproc.mailbox.opening import open_mailbox, open_transport, watched
from mailproc.officer.attention import Attention
from mailproc.officer.daily import queue_digest
from mailproc.pipeline import Poll, Polled
from mailproc.reader import ReaderOptions
from mailproc.reminding import remind_and_close
from mailproc.store import meta
from mailproc.store.opening import Store, open_store
from mailproc.store.retention import purge

log = structlog.get_logger()

Progress = Callable[[int, int], None]


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


def listen_for_stop() -> Stop:
    """SIGTERM and SIGINT end the program after the message in hand; a second one kills it."""
    stop = Stop(threading.Event())

    def on_signal(number: int, _frame: FrameType | None) -> None:
        stop.event.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop


def turn(
    settings: Settings,
    store: Store,
    workers: Reader,
    *,
    stop: Stop,
    progress: Progress | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Polled:
    """One poll with all its effects. Connects anew each time: a connection that went deaf cannot last."""
    with ExitStack() as stack:
        mailbox = stack.enter_context(open_mailbox(settings.mailbox))
        transport = open_transport(settings.smtp)
        stack.callback(transport.close)
        effects = Effects(store, mailbox, transport, settings, now, stop.pause)
        effects.carry_out()
        attention = Attention(store, mailbox, settings, now)
        # Before the poll, so that what she did is known when a student's message changes the case; and after it.
        attention.look()
        poll = Poll(
            mailbox,
            store,
            workers,
            settings,
            now=now,
            stop=stop,
            progress=progress,
            after_each=effects.carry_out,
        )
        polled = poll.run(watched(settings.mailbox))
        if polled != Polled():
            attention.look()
        attention.settle()
        # Nobody is reminded whose answer still waits to be read.
        if not stop():
            remind_and_close(store, settings, now=now())
        effects.carry_out()
        effects.end()
        attention.end()
        return polled


def once(settings: Settings, *, progress: Progress) -> Polled:
    """Handle all that waits, send every letter that is due, file, end. Raises MailprocError."""
    with only_instance(settings):
        store = open_store(settings.store_url, account=settings.account)
        stop = listen_for_stop()
        try:
            with workers_for(settings) as workers:
                return turn(settings, store, workers, stop=stop, progress=progress)
        finally:
            store.close()


class Daemon:
    """`mailproc run`: turns by the clock until a signal comes."""

    def __init__(self, settings: Settings, store: Store, workers: Workers, stop: Stop) -> None:
        self._settings = settings
        self._store = store
        self._workers = workers
        self._stop = stop
        # One thread: a poll and a digest never overlap, and the store has one writer.
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=settings.zone,
        )

    def run(self) -> None:
        """Until the stop comes. A refused login at the start is raised, later ones are logged and tried again."""
        schedule = self._settings.schedule
        self._poll(first=True)
        hour, minute = schedule.digest.split(":")
        self._scheduler.add_job(self._poll, IntervalTrigger(seconds=int(schedule.poll.total_seconds())), id="poll")
        self._scheduler.add_job(
            self._digest, CronTrigger(day_of_week=schedule.digest_days, hour=hour, minute=minute), id="digest"
        )
        # Also at the start: a program that is started every morning never runs at night.
        self._scheduler.add_job(self._purge, IntervalTrigger(days=1), id="purge", next_run_time=utc_now())
        self._scheduler.start()
        if self._digest_is_late():
            self._scheduler.add_job(self._digest, id="late digest")
        log.info("running", poll_seconds=int(schedule.poll.total_seconds()), mode=self._settings.policy.mode)
        self._stop.event.wait()
        self._scheduler.shutdown(wait=True)
        log.info("stopped")

    def _poll(self, *, first: bool = False) -> None:
        if self._stop():
            return
        try:
            polled = turn(self._settings, self._store, self._workers, stop=self._stop)
        except (LoginRefused, ConfigurationError) as error:
            if first:
                raise
            log.error("login refused", mend=str(error))
        except MailprocError as error:
            log.error("poll failed, will be tried again", reason=str(error))
        else:
            if polled != Polled():
                log.info("polled", handled=polled.handled, old=polled.old, set_aside=polled.set_aside)
            # One that failed at its hour, or whose hour the machine slept through, comes with the next poll.
            if not first and self._digest_is_late():
                self._digest()

    def _digest(self) -> None:
        now = utc_now()
        today = now.astimezone(self._settings.zone).date()
        if not self._settings.schedule.is_working_day(today):
            return
        try:
            queue_digest(self._store, self._settings, now=now)
        except MailprocError as error:
            log.error("digest failed", reason=str(error))
        else:
            self._poll()

    def _purge(self) -> None:
        try:
            purged = purge(self._store, self._settings, now=utc_now())
        except MailprocError as error:
            log.error("purge failed, will be tried again", reason=str(error))
        else:
            if purged:
                log.info("purged", cases=purged.cases.cases, messages=purged.messages)

    def _digest_is_late(self) -> bool:
        """Whether today's digest was due while the program was down, and has not been made."""
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
