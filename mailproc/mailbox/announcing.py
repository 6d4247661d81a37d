"""IDLE (RFC 2177): the server announces new mail in the inbox at once, on a connection of its own.

It only wakes the poll, which stays the truth and misses it not: whatever ends the connection, another is made after a
rest. It is renewed long before the 29 minutes of the RFC, for routers and some servers forget sooner.
"""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import structlog

from mailproc.config import MailboxServer
from mailproc.errors import LoginRefused, MailboxError, MailprocError
from mailproc.mailbox.client import Connection
from mailproc.mailbox.connection import Patience
from mailproc.mailbox.imap import ImapMailbox
from mailproc.mailbox.opening import PATIENCE, watched

log = structlog.get_logger()

RENEW = 9 * 60.0
FIRST_REST, LONGEST_REST = 15.0, 30 * 60.0
"""Seconds. A refused login waits the longest at once, for servers lock accounts."""


class Announcer:
    """Calls `news` from a thread of its own when mail has arrived, and at a connection before which some may have.
    A context manager: leaving it takes a second, and five at most where a server keeps it waiting. Nothing happens for
    a Maildir."""

    def __init__(
        self,
        server: MailboxServer,
        news: Callable[[], object],
        *,
        patience: Patience = PATIENCE,
        renew: float = RENEW,
        first_rest: float = FIRST_REST,
    ) -> None:
        self._server, self._news, self._patience = server, news, patience
        self._renew, self._first_rest = renew, first_rest
        self._over = threading.Event()
        self._next: Any = None
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)

    def __enter__(self) -> Self:
        if self._server.maildir is None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        rest = self._first_rest
        while not self._over.is_set():
            begun = time.monotonic()
            try:
                if not self._listen():
                    log.info("the server announces no mail")
                    return
            except LoginRefused:
                rest = LONGEST_REST
            except MailprocError as error:
                log.info("announcements interrupted", reason=str(error))
            except Exception as error:  # noqa: BLE001 - the poll goes on without announcements, not without us
                log.error("announcements failed", error=type(error).__name__)
            if time.monotonic() - begun > self._renew:
                rest = self._first_rest
            self._over.wait(rest)
            rest = min(2 * rest, LONGEST_REST)

    def _listen(self) -> bool:
        """Until the end, or until the connection is lost (MailprocError); false where the server has no IDLE."""
        with ImapMailbox.connect(self._server, patience=self._patience) as mailbox:
            connection, state = mailbox.examined(watched(self._server))
            if not connection.ask(connection.client.has_capability, "IDLE"):
                return False
            # Without UIDNEXT (RFC 3501 wants it) each connection is news.
            following = state.get(b"UIDNEXT")
            if following is None or following != self._next:
                self._news()
            self._next = following
            inbox = _Inbox(connection, int(state.get(b"EXISTS", 0)))
            while not self._over.is_set():
                self._idle(inbox)
        return True

    def _idle(self, inbox: "_Inbox") -> None:
        """One IDLE, looking up every second whether it is to end."""
        client, ask = inbox.connection.client, inbox.connection.ask
        ask(client.idle)
        self._tell(inbox.heard_already())
        ends = time.monotonic() + self._renew
        while not self._over.is_set() and (left := ends - time.monotonic()) > 0:
            self._tell(inbox.hears(min(left, 1.0)))
        _, more = ask(client.idle_done)
        self._tell(inbox.grows(more))

    def _tell(self, grown: bool) -> None:
        if grown:
            self._news()


class _Inbox:
    """How many messages it holds, by what the server has said; ours that leave it are no news."""

    def __init__(self, connection: Connection, messages: int) -> None:
        self.connection, self._messages = connection, messages

    def heard_already(self) -> bool:
        """As `hears`, of what came together with the answer to IDLE: IMAPClient waits at the socket, and does not see
        what it has read from it before."""
        client = self.connection.client
        wait, client._poll_socket = client._poll_socket, lambda *_: True
        try:
            return self.grows(self.connection.ask(client.idle_check, timeout=0))
        finally:
            client._poll_socket = wait

    def hears(self, seconds: float) -> bool:
        """Wait so long for a word of the server; whether there is new mail. Raises MailboxError."""
        begun = time.monotonic()
        said = self.connection.ask(self.connection.client.idle_check, timeout=seconds)
        # IMAPClient gives nothing, and too soon, where the connection has ended.
        if not said and time.monotonic() - begun < seconds / 2:
            raise MailboxError(f"{self.connection.peer}: the server ended the announcements.")
        return self.grows(said)

    def grows(self, said: Any) -> bool:
        """Take in what the server said (RFC 3501, 7.3.1 and 7.4.1)."""
        grown = False
        for line in said:
            match line:
                case (int(number), b"EXISTS", *_):
                    grown = grown or number > self._messages
                    self._messages = number
                case (int(), b"EXPUNGE", *_):
                    self._messages -= 1
                case (b"BYE", *_):
                    raise MailboxError(f"{self.connection.peer}: the server says goodbye.")
        return grown
