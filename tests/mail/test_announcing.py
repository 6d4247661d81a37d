"""IDLE on a real Dovecot: a letter is answered at once though the poll is a day away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mailproc import daemon
from mailproc.cases.kinds import Folder
from tests.mail.bureau import Bureau
from tests.mail.servers import DovecotOf
from tests.mail.typed import until


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path):
    bureau = Bureau(tmp_path, dovecot_of("full").account(), more='[schedule]\npoll = "1d"\ndigest = "23:59"')
    bureau.now = daemon.utc_now()
    return bureau


@contextmanager
def running(bureau: Bureau) -> Iterator[None]:
    """The daemon in a thread; at the end it is told to stop, and does."""
    stop = daemon.Stop(threading.Event())
    clockwork = daemon.Daemon(bureau.settings, bureau.store, bureau.papers, stop)
    thread = threading.Thread(target=clockwork.run)
    thread.start()
    try:
        yield
    finally:
        stop.event.set()
        thread.join(timeout=30)
        assert not thread.is_alive()


def test_letters_are_answered_as_they_come_though_the_poll_is_a_day_away(bureau):
    ana, bea, carlos = (bureau.cast.student() for _ in range(3))
    with running(bureau):
        for who in (ana, bea, carlos):
            mail = bureau.writes(who, "no")
            until(lambda who=who: bureau.letters_to(who) == ["alta"])
            until(lambda mail=mail: bureau.lies(mail) == [Folder.ALTAS])
    assert not [thread for thread in threading.enumerate() if thread.name == "announcer"]
    assert len(bureau.letters) == 3
