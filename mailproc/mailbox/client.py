"""One IMAP connection: IMAPClient, quiet, with every failure turned into an error of ours.

Nothing a server says stands in an error but its own short answer to a command, addresses blotted out: answers
that cannot be parsed may hold parts of letters.
"""

import contextlib
import logging
import re
import ssl
from collections.abc import Callable
from typing import Any, Self, TypeVar

import imapclient
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
    ProtocolError,
)

from mailproc.errors import LoginRefused, MailboxError, ServerUnreachable
from mailproc.mailbox.connection import Login, Patience, Peer, quoted, unreachable
from mailproc.mailbox.oauth import xoauth2
from mailproc.mailbox.refusals import mend

T = TypeVar("T")

# What it logs holds whole commands and answers: passwords, addresses, letters.
logging.getLogger("imapclient").setLevel(logging.ERROR)

# What IMAPClient's parsers raise, beside ProtocolError, on answers that are not IMAP.
_MALFORMED = (ProtocolError, ValueError, TypeError, LookupError, AttributeError, AssertionError)

# RFC 5530: the login fails because of the server, not of user or password.
_SERVER_TROUBLE = {"UNAVAILABLE", "SERVERBUG", "INUSE", "LIMIT"}
# And because of these: the words beside such a code are for people.
_USERS_TROUBLE = {"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"}
# Said without a code by Gmail and Exchange Online.
_TROUBLE_SAID = re.compile(r"too many|unavailable|try again|temporar|throttl", re.IGNORECASE)
# Whoever goes on trying keeps the account locked.
_LOCKED_SAID = re.compile(r"\blocked\b|too many (?:failed|invalid|incorrect|bad|wrong)", re.IGNORECASE)
# Exchange Online says it to the first command, after a login that it took, where the account may not open the mailbox,
# and for a while to who connects too often.
_NOT_CONNECTED = "authenticated but not connected"


class CommandRefused(MailboxError):
    """The server said NO or BAD. `code` is its response code (RFC 5530), "" where it gave none."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(text)
        self.code = code


class Connection:
    """A logged-in connection; `client` is the IMAPClient whose methods `ask` calls. After a lost connection or
    an answer that is not IMAP it is good for nothing more: every later call raises MailboxError."""

    def __init__(self, peer: Peer, client: Any, user: str) -> None:
        self.peer = peer
        self.client = client
        self._lost = False
        self._user = user
        client.normalise_times = False  # aware datetimes, as the server gave them
        client._imap.debug = 0  # else every message is formatted for a log line that nobody reads

    @classmethod
    def open(cls, peer: Peer, login: Login, *, context: ssl.SSLContext, patience: Patience) -> Self:
        """Connect over TLS and log in. Raises ServerUnreachable, LoginRefused."""
        timeout = imapclient.SocketTimeout(connect=patience.connect, read=patience.read)
        try:
            client = imapclient.IMAPClient(peer.host, port=peer.port, ssl_context=context, timeout=timeout)
        except IMAPClientAbortError:
            raise ServerUnreachable(f"{peer}: the server closed the connection before its greeting.") from None
        except IMAPClientError as error:
            raise ServerUnreachable(f"{peer}: the server turns us away: {quoted(str(error))}") from None
        except OSError as error:
            raise unreachable(peer, error) from None
        connection = cls(peer, client, login.user)
        try:
            connection._log_in(login)
        except BaseException:
            connection.close()
            raise
        return connection

    def _log_in(self, login: Login) -> None:
        if re.search(r"[\x00-\x1f\x7f]", login.user + login.password):
            raise LoginRefused(
                f"{self.peer}: user or password holds a control character: {mend(login, self.peer.table)}."
            )
        lost = f"{self.peer}: the server closed the connection amid the login."
        try:
            self._authenticate(login)
        except LoginError as error:
            # IMAPClient makes a LoginError of a lost connection as well; the context tells.
            if isinstance(error.__context__, IMAPClientAbortError):
                raise ServerUnreachable(lost) from None
            says = f"(the server says: {quoted(str(error))})"
            if _servers_trouble(str(error)):
                raise ServerUnreachable(f"{self.peer}: nobody can log in now {says}") from None
            remedy = mend(login, self.peer.table, str(error), takes_tokens=self._takes_tokens())
            raise LoginRefused(f"{self.peer}: the login of {login.user} is refused: {remedy} {says}") from None
        except UnicodeEncodeError:
            raise LoginRefused(
                f"{self.peer}: the server takes only ASCII logins: {mend(login, self.peer.table)}."
            ) from None
        except IMAPClientAbortError:
            raise ServerUnreachable(lost) from None
        except OSError as error:
            raise unreachable(self.peer, error) from None

    def _authenticate(self, login: Login) -> None:
        """XOAUTH2 with a token. Else AUTHENTICATE PLAIN where offered: it takes UTF-8 and any length (RFC 4616). Else
        LOGIN."""
        if login.token:
            # A refusal comes as a challenge, which an empty line answers.
            answers = iter((xoauth2(login.user, login.token),))
            self.client.sasl_login("XOAUTH2", lambda _: next(answers, ""))
            return
        if self.client.has_capability("AUTH=PLAIN"):
            self.client.plain_login(login.user, login.password)
            return
        # imaplib quotes the password of LOGIN, and not the user.
        name = login.user.replace("\\", "\\\\").replace('"', '\\"')
        self.client.login(f'"{name}"', login.password)

    def _takes_tokens(self) -> bool:
        try:
            return bool(self.client.has_capability("AUTH=XOAUTH2"))
        except (IMAPClientError, OSError, *_MALFORMED):
            return False

    def ask(self, call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call a method of `client`. Raises CommandRefused for NO and BAD, LoginRefused where they mean that the login
        opens no mailbox, MailboxError for the rest."""
        if self._lost:
            raise MailboxError(f"{self.peer}: the connection was lost; the next poll makes a new one.")
        try:
            return call(*args, **kwargs)
        except IMAPClientReadOnlyError:
            raise MailboxError(f"{self.peer}: this user may only read the folder, not change it.") from None
        except (IMAPClientAbortError, OSError):
            self._drop()
            raise MailboxError(
                f"{self.peer}: the connection was lost amid {call.__name__}; the next poll tries again."
            ) from None
        except _MALFORMED:
            self._drop()
            raise MailboxError(
                f"{self.peer}: the answer to {call.__name__} is no IMAP; the next poll tries again."
            ) from None
        except IMAPClientError as error:
            answer = str(error)
            if _NOT_CONNECTED in answer:
                remedy = mend(Login(self._user), self.peer.table, answer)
                raise LoginRefused(f"{self.peer}: {remedy} (the server says: {quoted(answer)})") from None
            raise CommandRefused(
                f"{self.peer}: the server refuses: {quoted(answer)}", _response_code(answer)
            ) from None

    def told(self, code: str) -> bytes | None:
        """The latest response code of that name since it was last asked for (imaplib collects them)."""
        value: bytes | None = self.client._imap.response(code)[1][-1]
        return value

    def list_special_use(self) -> list[tuple[tuple[bytes, ...], bytes, str]]:
        """LIST with the selection option of RFC 6154, which IMAPClient lacks: only marked folders. For `ask`."""
        kind, data = self.client._imap._simple_command("LIST", "(SPECIAL-USE)", '""', '"*"')
        self.client._checkok("LIST", kind, data)
        _, data = self.client._imap._untagged_response(kind, data, "LIST")
        folders: list[tuple[tuple[bytes, ...], bytes, str]] = self.client._proc_folder_list(data)
        return folders

    def close(self) -> None:
        """Log out where possible, and close the socket."""
        if not self._lost:
            self._lost = True
            try:
                self.client.logout()
            except (IMAPClientError, OSError, *_MALFORMED):
                self._drop()

    def _drop(self) -> None:
        self._lost = True
        with contextlib.suppress(OSError):
            self.client.shutdown()


def _servers_trouble(answer: str) -> bool:
    """Whether a refused login may be tried again as it is. By its code where that says it, else by its words."""
    code = _response_code(answer)
    if code in _SERVER_TROUBLE | _USERS_TROUBLE:
        return code in _SERVER_TROUBLE
    return bool(_TROUBLE_SAID.search(answer)) and not _LOCKED_SAID.search(answer)


def _response_code(answer: str) -> str:
    """The bracketed code of an answer: "[TRYCREATE] no such folder" gives TRYCREATE; "" where there is none."""
    code = re.search(r"\[([A-Z][A-Z-]*)", answer)
    return code[1] if code else ""
