"""A real SMTP server (aiosmtpd) with TLS and a login, that keeps what it receives and fails on demand."""

import asyncio
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailproc.config import SmtpServer
from tests.mail.certificates import Authority
from tests.mail.dovecot import PASSWORD, free_port

USER = "afiliación@tecnologico.example"

# A fault instead of an answer.
HANG, DROP = "hang", "drop"


@dataclass(frozen=True)
class Received:
    """A letter as it came."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class Postbox:
    """`letters` are those accepted. `faults` maps a stage ("MAIL", "RCPT", "DATA") to answers for the next
    letters, one each: an SMTP answer such as "451 later", HANG, DROP; "250 …" at DATA accepts. A fault at DATA
    strikes after the whole letter has come; `lost` keeps letters that came and got no answer."""

    def __init__(self) -> None:
        self.letters: list[Received] = []
        self.lost: list[Received] = []
        self.faults: dict[str, list[str]] = {}
        self.connections = 0
        self.talking: SMTP | None = None
        self.logins: list[str] = []

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.talking = server
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._fault("MAIL", server)
        if answer == "250 OK":
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._fault("RCPT", server)
        if answer == "250 OK":
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        letter = Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), content)
        if {HANG, DROP} & set(self.faults.get("DATA", [])[:1]):
            self.lost.append(letter)
        answer = await self._fault("DATA", server)
        if answer.startswith("2"):
            self.letters.append(letter)
        return answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any
    ) -> AuthResult:
        """aiosmtpd's authenticator."""
        assert isinstance(login, LoginPassword)
        answers = self.faults.get("AUTH", [])
        if answers:
            return AuthResult(success=False, handled=False, message=answers.pop(0))
        good = (login.login.decode(), login.password.decode()) == (USER, PASSWORD)
        self.logins.append(mechanism)
        return AuthResult(success=good, handled=False)

    async def _fault(self, stage: str, server: SMTP) -> str:
        answers = self.faults.get(stage, [])
        answer = answers.pop(0) if answers else "250 OK"
        if answer == HANG:
            await asyncio.Event().wait()
        if answer == DROP:
            server.transport.abort()
            await asyncio.Event().wait()
        return answer


class TokenPostbox(Postbox):
    """A postbox that takes access tokens: `tokens` maps the valid ones to their users. `refusals` are answers for the
    next logins by token."""

    def __init__(self, tokens: dict[str, str]) -> None:
        super().__init__()
        self.tokens = tokens
        self.refusals: list[str] = []

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        """aiosmtpd's hook: a refusal is a challenge first, as Google and Microsoft do it."""
        told = await server.challenge_auth("")
        assert isinstance(told, bytes)
        user, bearer, *end = told.decode().split("\1")
        assert end == ["", ""]
        self.logins.append("XOAUTH2")
        known = self.tokens.get(bearer.removeprefix("auth=Bearer "))
        if known and f"user={known}" == user and not self.refusals:
            return AuthResult(success=True)
        assert await server.challenge_auth('{"status":"400"}') == b""
        return AuthResult(success=False, handled=False, message=self.refusals.pop(0) if self.refusals else None)


class _Counting(Controller):
    def factory(self) -> SMTP:
        self.handler.connections += 1
        with warnings.catch_warnings():
            # aiosmtpd knows TLS by STARTTLS only, and warns of logins over TLS from the first byte.
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", UserWarning)
            return super().factory()


class SmtpPost:
    """A running server."""

    def __init__(
        self,
        authority: Authority,
        folder: Path,
        *,
        implicit: bool = False,
        postbox: Postbox | None = None,
        **options: Any,
    ) -> None:
        self.postbox = postbox or Postbox()
        certificate = authority.issue()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate.certificate, certificate.key)
        self.ca, self.implicit = authority.ca, implicit
        tls = {"ssl_context": context, "auth_require_tls": False}
        starttls = {"tls_context": context, "require_starttls": True}
        settings = {
            "auth_required": True,
            "authenticator": self.postbox.authenticate,
            **(tls if implicit else starttls),
            **options,
        }
        self.port = free_port()
        self._controller = _Counting(self.postbox, hostname="127.0.0.1", port=self.port, **settings)
        self._controller.start()
        self.postbox.connections = 0  # starting tries the port once
        self._password_file = folder / f"smtp-{self.port}.password"
        self._password_file.write_text(PASSWORD, encoding="utf-8")

    def server(self, **changes: object) -> SmtpServer:
        """The `[smtp]` settings that reach it."""
        scheme = "smtps" if self.implicit else "smtp+starttls"
        url = f"{scheme}://afiliaci%C3%B3n%40tecnologico.example@127.0.0.1:{self.port}"
        settings = {"url": url, "ca_file": self.ca, "password_file": self._password_file}
        return SmtpServer.model_validate(settings | changes)

    def hang_up(self) -> None:
        """Drop the latest connection, as a server does that has waited long enough for the next letter."""

        async def abort() -> None:
            assert self.postbox.talking is not None
            self.postbox.talking.transport.abort()
            for _ in range(5):  # TLS and TCP close one after the other
                await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(abort(), self._controller.loop).result()

    def stop(self) -> None:
        """End it; open connections are closed."""
        self._controller.stop()


@contextmanager
def posting(authority: Authority, folder: Path, **options: Any) -> Iterator[SmtpPost]:
    """A server for as long as the block lasts."""
    post = SmtpPost(authority, folder, **options)
    try:
        yield post
    finally:
        post.stop()
