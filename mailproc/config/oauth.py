"""Login without a password: `[mailbox.oauth]` and `[smtp.oauth]` (OAuth 2.0, RFC 6749)."""

from datetime import date
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import field_validator, model_validator

from mailproc.config.secret import fetched
from mailproc.config.values import Section
from mailproc.errors import ConfigurationError

TOKEN_FILE = "oauth.json"  # noqa: S105 - the name of the file, not a secret
_ANYBODY = ("organizations", "common", "consumers")
"""Microsoft's tenants that are none: a person may log in there, an app may not."""


class OAuth(Section):
    """Who gives the tokens, and to whom. Tokens are kept in `token_file`, one entry for each account."""

    provider: Literal["microsoft", "google", "custom"]
    client_id: str
    tenant: str = "organizations"
    flow: Literal["device", "client_credentials", "refresh"] = "device"
    client_secret_file: Path | None = None
    client_secret_env: str | None = None
    secret_expires: date | None = None
    token_file: Path = Path(TOKEN_FILE)
    scopes: tuple[str, ...] = ()
    authority: str = "https://login.microsoftonline.com"
    authorization_endpoint: str | None = None
    token_endpoint: str | None = None

    @field_validator("client_id")
    @classmethod
    def _named(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("the number or name that the provider gave this program")
        return value.strip()

    @field_validator("authority", "authorization_endpoint", "token_endpoint")
    @classmethod
    def _https(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            parts = urlsplit(value)
            good = parts.scheme == "https" and parts.hostname and parts.port != 0
        except ValueError:
            good = False
        if not good:
            raise ValueError('an address that begins with "https://"')
        return value.rstrip("/")

    @model_validator(mode="before")
    @classmethod
    def _usual_flow(cls, values: Any) -> Any:
        """Where the file does not say: a device code with Microsoft, a refresh token with the others."""
        if isinstance(values, dict) and "flow" not in values and values.get("provider") in ("google", "custom"):
            return {**values, "flow": "refresh"}
        return values

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.provider == "microsoft") == (self.flow == "refresh"):
            raise ValueError(
                'a table whose flow goes with its provider: "device" or "client_credentials" with microsoft, '
                '"refresh" with google and custom'
            )
        if self.flow == "client_credentials" and self.tenant in _ANYBODY:
            raise ValueError("a table with the tenant of the institute, since an app logs in there alone")
        if self.flow == "client_credentials" and not (self.client_secret_file or self.client_secret_env):
            raise ValueError("a table with client_secret_file or client_secret_env, which an app logs in with")
        if self.provider == "custom" and not (self.token_endpoint and self.authorization_endpoint):
            raise ValueError("a table with token_endpoint and authorization_endpoint, for a provider of its own")
        return self

    def client_secret(self) -> str:
        """The app's secret, "" where it has none. Raises ConfigurationError."""
        secret = fetched(self.client_secret_file, self.client_secret_env, what="client_secret")
        if secret is not None and not (secret.isascii() and secret.isprintable()):
            raise ConfigurationError("The client secret holds characters that none has: copy it once more.")
        return secret or ""
