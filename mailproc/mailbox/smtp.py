"""The way out for letters: SMTP over TLS (STARTTLS or from the first byte), or a Maildir for trying out.

A letter is handed over in three steps: the server accepts sender and recipient; `before_data` is called; the
letter goes. Only between the last two can it become uncertain, and only for want of an answer.
"""

import base64
import hashlib
import os
import re
import smtplib
from pathlib import Path
from typing import NoReturn

from mailproc.config import SmtpServer
from mailproc.errors import (
    AddressRefused,
    ConfigurationError,
    LetterDeferred,
    LetterRefused,
    LetterUncertain,
    LetterWithdrawn,
    LoginRefused,
    ServerBusy,
    ServerUnreachable,
)
from mailproc.mailbox.base import BeforeData
from mailproc.mailbox.connection import Login, Patience, Peer, quoted, tls_context, unreachable
from mailproc.mailbox.delivery import create, deliver
from mailproc.mailbox.naming import header_of, message_id
from mailproc.mailbox.oauth import with_token, xoauth2
from mailproc.mailbox.refusals import mend
from mailproc.message.status import dead, enhanced

# RFC 5321, 4.1.4 allows an address literal; a name would cost a DNS look-up and tell of this machine.
_CLIENT = "[127.0.0.1]"

# Login wanted, mechanism too weak, credentials refused (RFC 4954, 6).
_LOGIN_CODES = {530, 534, 535}


class SmtpTransport:
    """See mailproc.mailbox.base.Transport. One connection serves several letters."""

    def __init__(self, server: SmtpServer, *, patience: Patience) -> None:
        """Raises ConfigurationError (password, CA file)."""
        implicit = server.parts.scheme == "smtps"
        port = server.parts.port or (465 if implicit else 587)
        self._peer = Peer(server.parts.hostname or "", port, "smtp")
        self._implicit = implicit
        self._server = server
        self._password = server.password() if server.user and not server.oauth else ""
        self._context = tls_context(server.ca_file)
        self._patience = patience
        self._smtp: smtplib.SMTP | None = None

    def send(self, raw: bytes, *, sender: str, recipient: str, before_data: BeforeData) -> None:
        for address in (sender, recipient):
            _check(address)
        letter = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
        try:
            smtp = self._connected()
        except (
            ConfigurationError
        ) as error:  # of OAuth: the provider no longer knows the app, or the token file is damaged
            raise LoginRefused(str(error)) from None
        try:
            self._offer(smtp, letter, sender, recipient)
            before_data()
            self._hand_over(smtp, letter)
        except (LetterRefused, LetterDeferred, LetterWithdrawn):
            raise  # the connection is sound, and the next letter starts with RSET
        except BaseException:
            self._forget()
            raise

    def prove(self) -> None:
        self._connected()

    def close(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None

    def _offer(self, smtp: smtplib.SMTP, letter: bytes, sender: str, recipient: str) -> None:
        """MAIL and RCPT. Raises LetterDeferred, ServerBusy, LetterRefused, AddressRefused, LoginRefused."""
        options = _options(smtp, letter, sender + recipient)
        try:
            code, answer = smtp.mail(sender, options)
            if not 200 <= code < 300:
                self._refusal(code, answer)
            code, answer = smtp.rcpt(recipient)
            if not 200 <= code < 300:
                self._refusal(code, answer, of_recipient=True)
        except smtplib.SMTPException:
            self._forget()
            raise ServerBusy(f"{self._peer}: the connection was lost before the letter went.") from None

    def _hand_over(self, smtp: smtplib.SMTP, letter: bytes) -> None:
        """DATA. Raises as `_offer` where the server answers so, else LetterUncertain."""
        if smtp.sock is not None:
            smtp.sock.settimeout(self._patience.verdict)
        try:
            code, answer = smtp.data(letter)
        except smtplib.SMTPDataError as error:  # DATA itself was answered, with no go-ahead
            self._refusal(error.smtp_code, error.smtp_error, of_recipient=True)
        except (smtplib.SMTPException, OSError):
            code, answer = -1, b""
        if 200 <= code < 300:
            if smtp.sock is not None:
                smtp.sock.settimeout(self._patience.read)
            return
        if 400 <= code < 600:
            self._refusal(code, answer, of_recipient=True)
        raise LetterUncertain(f"{self._peer}: no answer after the letter: it may or may not have gone.")

    def _refusal(self, code: int, answer: bytes | str, *, of_recipient: bool = False) -> NoReturn:
        """What an answer means. `of_recipient`: it can only speak of the one recipient or of the letter."""
        says = f"{self._peer} answers {code} {quoted(answer)}"
        if code in _LOGIN_CODES:
            raise LoginRefused(f"{says}: check the login in [smtp].")
        if 500 <= code < 600:
            raise AddressRefused(says) if of_recipient and dead(enhanced(says)) else LetterRefused(says)
        if code == 421 or not 400 <= code < 500:  # closing, or no SMTP at all
            self._forget()
            raise ServerBusy(says)
        # Nothing of the letter is known yet at MAIL; RFC 3463, 3.4: "mail system status" is the server's own.
        if not of_recipient or enhanced(says).startswith("4.3."):
            raise ServerBusy(says)
        raise LetterDeferred(says)

    def _connected(self) -> smtplib.SMTP:
        """The connection, made anew where the server has closed it since the last letter."""
        if self._smtp is not None:
            try:
                if self._smtp.rset()[0] == 250:
                    return self._smtp
            except smtplib.SMTPException:
                pass
            self._forget()
        self._smtp = with_token(self._server, self._logged_in, patience=self._patience)
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(self._patience.read)
        return self._smtp

    def _logged_in(self, token: str) -> smtplib.SMTP:
        smtp = self._connect()
        try:
            self._log_in(smtp, Login(self._server.user, self._password, token))
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _connect(self) -> smtplib.SMTP:
        """Connected, encrypted, greeted. Raises ServerUnreachable."""
        host, port, seconds = self._peer.host, self._peer.port, self._patience.connect
        try:
            if self._implicit:
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    host, port, local_hostname=_CLIENT, timeout=seconds, context=self._context
                )
            else:
                smtp = smtplib.SMTP(host, port, local_hostname=_CLIENT, timeout=seconds)
                smtp.starttls(context=self._context)
            smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPNotSupportedError:
            raise ServerUnreachable(
                f"{self._peer}: the server offers no STARTTLS, and letters never go unencrypted: use the port "
                "that offers it, or smtps://, in [smtp] url."
            ) from None
        except smtplib.SMTPResponseException as error:
            raise ServerUnreachable(
                f"{self._peer}: the server turns us away: {error.smtp_code} {quoted(error.smtp_error)}"
            ) from None
        except smtplib.SMTPException as error:
            cause = error.__context__
            lost = cause if isinstance(cause, OSError) else ConnectionResetError()
            raise unreachable(self._peer, lost) from None
        except OSError as error:
            raise unreachable(self._peer, error) from None
        return smtp

    def _log_in(self, smtp: smtplib.SMTP, login: Login) -> None:
        """AUTH XOAUTH2 with a token, else PLAIN or LOGIN in UTF-8 (RFC 4616), which smtplib's own login cannot. Raises
        LoginRefused, ServerUnreachable."""
        if not login.user:
            return
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        answers = {"PLAIN": [f"\0{login.user}\0{login.password}"], "LOGIN": [login.user, login.password]}
        if login.token:
            # A refusal comes as a challenge, which an empty line answers.
            answers = {"XOAUTH2": [xoauth2(login.user, login.token), ""]}
        mechanism = next((name for name in answers if name in offered), None)
        if mechanism is None:
            raise LoginRefused(
                f"{self._peer}: the server offers no login with {'a token' if login.token else 'a password'} here "
                f"(only: {', '.join(offered)}): use its submission port in [smtp] url."
            )
        try:
            # No initial response: a long password would make the AUTH line too long (RFC 4954, 4).
            code, answer = smtp.docmd("AUTH", mechanism)
            for secret in answers[mechanism]:
                if code == 334:
                    code, answer = smtp.docmd(_base64(secret))
        except smtplib.SMTPException:
            raise unreachable(self._peer, ConnectionResetError()) from None
        if code == 235:
            return
        says = f"(the server says: {code} {quoted(answer)})"
        if 400 <= code < 500:
            raise ServerUnreachable(f"{self._peer}: nobody can log in now {says}")
        text = answer.decode("utf-8", "replace")
        remedy = mend(login, "smtp", text, takes_tokens="XOAUTH2" in offered)
        raise LoginRefused(f"{self._peer}: the login of {login.user} is refused: {remedy} {says}")

    def _forget(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


class MaildirTransport:
    """Letters put into a Maildir, made where absent. The file's name derives from the letter's Message-ID:
    delivered twice, it is there once. Sender and recipient stand in the letter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, raw: bytes, *, sender: str, recipient: str, before_data: BeforeData) -> None:
        for address in (sender, recipient):
            _check(address)
        before_data()
        identity = message_id(header_of(raw)).encode() or raw
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            create(self._folder)
            deliver(self._folder, raw, name=f"mailproc-{hashlib.sha256(identity).hexdigest()[:32]}")
        except OSError as error:
            raise LetterDeferred(
                f"The letter cannot be put into {self._folder} ({error.strerror}): mend url in [smtp]."
            ) from None

    def prove(self) -> None:
        parent = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        if not os.access(parent, os.W_OK):
            raise ConfigurationError(f"[smtp] url: letters cannot be written below {parent}: mend the path.")

    def close(self) -> None:
        """Nothing is open."""


def _check(address: str) -> None:
    """Raises LetterRefused for what smtplib would send otherwise than written (line breaks, comments)."""
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or re.search(r"[\x00-\x20\x7f()<>,;:\\\"\[\]]", address):
        raise LetterRefused("The recipient's or sender's address is none that a letter can go to.")


def _options(smtp: smtplib.SMTP, letter: bytes, addresses: str) -> list[str]:
    """Parameters of MAIL: size (RFC 1870), 8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531). Raises LetterRefused."""
    options = [f"size={len(letter)}"] if smtp.has_extn("size") else []
    if not letter.isascii():
        if not smtp.has_extn("8bitmime"):
            raise LetterRefused("The server takes no letters with 8-bit characters (8BITMIME).")
        options.append("body=8bitmime")
    if not addresses.isascii():
        if not smtp.has_extn("smtputf8"):
            raise LetterRefused("The server takes no addresses with letters beyond ASCII (SMTPUTF8).")
        options.append("smtputf8")
    return options


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
