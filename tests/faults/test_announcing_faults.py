"""Announcements by servers that say nothing, hang up or refuse: tried again with growing rests, and in nobody's way."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from mailproc.config import MailboxServer
from mailproc.mailbox.announcing import LONGEST_REST, Announcer
from mailproc.mailbox.connection import Patience
from tests.faults.scripted import Scripted, imap, scripted
from tests.mail.certificates import Authority
from tests.mail.typed import until

SHORT = Patience(connect=5, read=0.5)
ABLE = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE\r\nTAG OK ya\r\n"
INBOX = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 9] ok\r\nTAG OK [READ-ONLY] ok\r\n"


class Rests(threading.Event):
    """The wish to end; each rest is written down, and over at once."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.taken.append(timeout or 0)
        # Enough to have seen; then it is the test's turn.
        return super().wait(0 if len(self.taken) < 8 else None)


class Server:
    """A scripted server and who listens to it."""

    def __init__(self) -> None:
        self.connections = self.news = 0
        self.rests = Rests()
        self.announcer: Announcer

    @property
    def listens(self) -> bool:
        """Whether the listener has not given up."""
        return any(thread.name == "announcer" for thread in threading.enumerate())


Listening = Callable[..., AbstractContextManager[Server]]


@pytest.fixture
def listening(authority: Authority, tmp_path: Path) -> Listening:
    (tmp_path / "password").write_text("secreta", encoding="utf-8")

    @contextmanager
    def opened(answers: dict[str, bytes | None], *, silent: bool = False, renew: float = 0.2) -> Iterator[Server]:
        found = Server()
        play = imap({"CAPABILITY": ABLE, "EXAMINE": INBOX, **answers})

        def counted(stream: BinaryIO) -> None:
            found.connections += 1
            play(stream)
            if silent:
                server.wait()

        def heard() -> None:
            found.news += 1

        server: Scripted
        with scripted(counted, authority.issue()) as server:
            settings = MailboxServer(
                url=f"imaps://encargada@127.0.0.1:{server.port}",
                ca_file=authority.ca,
                password_file=tmp_path / "password",
            )
            announcer = Announcer(settings, heard, patience=SHORT, renew=renew, first_rest=1)
            announcer._over = found.rests
            with announcer:
                yield found
        assert not found.listens

    return opened


@pytest.mark.parametrize(
    ("answers", "silent"),
    [
        ({"IDLE": b"+ idling\r\n", "DONE": b"* OK"}, True),
        ({"IDLE": b"+ idling\r\n", "DONE": None}, False),
        ({"IDLE": None}, False),
        ({"IDLE": b"+ idling\r\n* 2 EX"}, False),
        ({"IDLE": b"+ idling\r\n* BYE hasta luego\r\n"}, False),
        ({"IDLE": b"* BYE hasta luego\r\n"}, False),
        ({"IDLE": b"TAG NO hoy no\r\n"}, False),
        ({"IDLE": b"TAG BAD ?\r\n"}, False),
        ({"IDLE": b"+ idling\r\n\xff\x00 (((\r\n"}, False),
        ({"EXAMINE": b"TAG NO [UNAVAILABLE] luego\r\n"}, False),
        ({"EXAMINE": None}, False),
    ],
)
def test_whatever_ends_an_announcement_another_one_is_asked_for_after_a_longer_rest(
    listening: Listening, answers: dict[str, bytes | None], silent: bool
) -> None:
    with listening(answers, silent=silent) as server:
        until(lambda: server.connections >= 4)
        assert server.rests.taken[:3] in ([1, 2, 4], [1, 1, 1])
        assert server.listens


@pytest.mark.parametrize(
    ("said", "news"),
    [
        # The first connection is always news, for something may have come before it.
        (b"", 1),
        (b"* OK sigo aqui\r\n* 1 FETCH (FLAGS (\\Seen))\r\n", 1),
        # What leaves the inbox is none, also where the server counts anew.
        (b"* 1 EXPUNGE\r\n* 0 EXISTS\r\n", 1),
        (b"* 1 EXPUNGE\r\n* 1 EXISTS\r\n", 2),
        (b"* 2 EXISTS\r\n* 1 RECENT\r\n", 2),
    ],
)
def test_only_mail_that_comes_is_news(listening: Listening, said: bytes, news: int) -> None:
    with listening({"IDLE": b"+ idling\r\n" + said, "DONE": b"TAG OK ya\r\n"}, renew=60) as server:
        until(lambda: server.news == news)
        # Nothing is left to be heard when it has ended.
    assert (server.news, server.connections) == (news, 1)


def test_what_came_between_two_connections_is_news(listening: Listening) -> None:
    """By UIDNEXT; the same one is none."""
    with listening({"IDLE": None}) as server:
        until(lambda: server.connections >= 4)
        assert server.news == 1
    without = INBOX.replace(b"* OK [UIDNEXT 9] ok\r\n", b"")
    with listening({"IDLE": None, "EXAMINE": without}) as server:
        until(lambda: server.connections >= 4)
        until(lambda: server.news >= 4)


def test_a_server_without_idle_is_asked_no_more(listening: Listening) -> None:
    with listening({"CAPABILITY": ABLE.replace(b" IDLE", b"")}) as server:
        until(lambda: server.connections == 1 and not server.listens)
        assert (server.news, server.rests.taken) == (0, [])


def test_a_refused_login_waits_longest(listening: Listening) -> None:
    with listening({"AUTHENTICATE": b"TAG NO [AUTHENTICATIONFAILED] no\r\n"}) as server:
        until(lambda: server.connections >= 3)
        assert server.rests.taken[:2] == [LONGEST_REST, LONGEST_REST]
        assert server.news == 0


def test_a_server_that_says_nothing_delays_no_end(authority: Authority, tmp_path: Path) -> None:
    """Nobody waits for a greeting that never comes."""
    (tmp_path / "password").write_text("secreta", encoding="utf-8")
    reached = threading.Event()

    def says_nothing(_: BinaryIO) -> None:
        reached.set()
        server.wait()

    with scripted(says_nothing, authority.issue()) as server:
        url = f"imaps://encargada@127.0.0.1:{server.port}"
        settings = MailboxServer(url=url, ca_file=authority.ca, password_file=tmp_path / "password")
        with Announcer(settings, lambda: None, patience=Patience(connect=600, read=600)):
            assert reached.wait(60)


def test_nothing_listens_to_a_maildir(tmp_path: Path) -> None:
    # One that a silent server holds may still be ending.
    before = set(threading.enumerate())
    with Announcer(MailboxServer(url=f"maildir:{tmp_path}"), lambda: None):
        assert not [one for one in set(threading.enumerate()) - before if one.name == "announcer"]
