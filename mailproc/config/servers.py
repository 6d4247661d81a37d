"""Where mail comes from and goes to: `[mailbox]` and `[smtp]`. Passwords lie elsewhere, fetched when used."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import Field, field_validator

from mailproc.config.mistakes import unreadable
from mailproc.config.values import Section, Whole
from mailproc.errors import ConfigurationError


class Server(Section):
    """What `[mailbox]` and `[smtp]` share: a URL, a CA file, a password kept elsewhere."""

    url: str
    ca_file: Path | None = None
    password_file: Path | None = None
    password_env: str | None = None

    @property
    def parts(self) -> SplitResult:
        """The URL, split."""
        return urlsplit(self.url)

    @property
    def user(self) -> str:
        """The user's name of the URL, percent-decoded."""
        return unquote(self.parts.username or "")

    @property
    def maildir(self) -> Path | None:
        """The folder of a `maildir:` URL, None for a server."""
        return Path(self.url.removeprefix("maildir:")) if self.url.startswith("maildir:") else None

    def password(self) -> str:
        """The secret, from where the file says it is. Raises ConfigurationError."""
        if self.password_env:
            secret = os.environ.get(self.password_env)
            if not secret:
                raise ConfigurationError(
                    f"The environment variable {self.password_env} (password_env) is not set: set it, "
                    "or use password_file."
                )
            return secret
        if self.password_file is None:
            raise ConfigurationError(
                f"No password for {self.parts.hostname}: set password_file or password_env in its table."
            )
        path = self.password_file
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if credentials and (Path(credentials) / path.name).is_file():
            path = Path(credentials) / path.name
        try:
            secret = path.read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"The password file {path} cannot be read ({unreadable(error)}): write the password into it and "
                "let this user read it."
            ) from None
        if not secret:
            raise ConfigurationError(f"The password file {path} is empty: write the password into it.")
        return secret


class MailboxServer(Server):
    """Where the mail is."""

    folder: str = "INBOX"
    sent: Literal["append", "server"] = "append"
    authserv_id: str = ""

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return _server_url(value, ("imaps",), "imaps://user%40host@imap.host[:993]")


class SmtpServer(Server):
    """Where letters go out."""

    per_minute: Whole = Field(default=20, ge=1, le=1000)

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return _server_url(value, ("smtps", "smtp+starttls"), "smtp+starttls://user%40host@smtp.host:587")


def _server_url(value: str, schemes: tuple[str, ...], example: str) -> str:
    wish = f'"{example}" or "maildir:/path" (encrypted connections only)'
    if value.startswith("maildir:"):
        if len(value) == len("maildir:"):
            raise ValueError(wish)
        return value
    try:
        parts = urlsplit(value)
        bad = parts.scheme not in schemes or not parts.hostname or parts.port == 0
    except ValueError:
        bad = True
    if bad:
        raise ValueError(wish)
    if parts.password:
        raise ValueError(f"{wish}, and no password in it: use password_file or password_env")
    return value
