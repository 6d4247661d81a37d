"""Where mail comes from and goes to: `[mailbox]` and `[smtp]`. Passwords lie elsewhere, fetched when used."""

from pathlib import Path
from typing import ClassVar, Literal, Self
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import Field, field_validator, model_validator

from mailproc.config.oauth import OAuth
from mailproc.config.secret import fetched
from mailproc.config.values import Section, Whole
from mailproc.errors import ConfigurationError


class Server(Section):
    """What `[mailbox]` and `[smtp]` share: a URL, a CA file, a password kept elsewhere or OAuth."""

    table: ClassVar[str]

    url: str
    ca_file: Path | None = None
    password_file: Path | None = None
    password_env: str | None = None
    oauth: OAuth | None = None

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

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        if self.oauth and (self.password_file or self.password_env):
            raise ValueError(
                f"a table with one way to log in: keep password_file (or password_env), or [{self.table}.oauth]"
            )
        if self.oauth and not self.user:
            raise ValueError("a table whose url names the user that logs in, an @ in it written %40")
        return self

    def password(self) -> str:
        """The secret, from where the file says it is. Raises ConfigurationError."""
        secret = fetched(self.password_file, self.password_env, what="password")
        if secret is None:
            raise ConfigurationError(
                f"No password for {self.parts.hostname}: set password_file or password_env in its table, or "
                f"[{self.table}.oauth] where the provider takes none."
            )
        return secret


class MailboxServer(Server):
    """Where the mail is."""

    table: ClassVar[str] = "mailbox"

    folder: str = "INBOX"
    sent: Literal["append", "server"] = "append"
    authserv_id: str = ""

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return _server_url(value, ("imaps",), "imaps://user%40host@imap.host[:993]")


class SmtpServer(Server):
    """Where letters go out."""

    table: ClassVar[str] = "smtp"

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
