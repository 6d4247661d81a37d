"""Access tokens for the mail servers: from the token file while they last, else renewed.

An entry of the token file, one for each account: `access_token` and `expires_at` (seconds of the epoch); `refresh`,
which renews them (a refresh token; with Microsoft, msal's own cache); `ends_at`, when the provider says that `refresh`
ends; `failed`, why the last renewal was refused. What a renewal brings is in the file before it is used: providers that
rotate refresh tokens take each but once.
"""

import re
import time
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar

from mailproc.config.oauth import OAuth
from mailproc.config.servers import Server
from mailproc.errors import ConfigurationError, LoginRefused, ServerUnreachable
from mailproc.mailbox import tokens
from mailproc.mailbox.connection import Patience

if TYPE_CHECKING:
    import msal

    from mailproc.mailbox.token_server import TokenServer

T = TypeVar("T")

_MARGIN = 120
"""Seconds before its end in which a token counts as over."""

_OUTLOOK = "https://outlook.office.com"
_SCOPES = {
    # https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
    "device": (f"{_OUTLOOK}/IMAP.AccessAsUser.All", f"{_OUTLOOK}/SMTP.Send"),
    "client_credentials": ("https://outlook.office365.com/.default",),
    "refresh": ("https://mail.google.com/",),
}


def xoauth2(user: str, token: str) -> str:
    """The first and only message of SASL's XOAUTH2, as Google and Microsoft describe it."""
    return f"user={user}\1auth=Bearer {token}\1\1"


def with_token(server: Server, use: Callable[[str], T], *, patience: Patience) -> T:
    """Call `use` with an access token, "" for a server that has a password. Where it raises LoginRefused, once more
    with a new token: the old one may have been revoked before its time. Raises what access_token and `use` raise."""
    if server.oauth is None:
        return use("")
    token = access_token(server, server.oauth, patience=patience)
    try:
        return use(token)
    except LoginRefused:
        return use(access_token(server, server.oauth, patience=patience, refused=token))


def access_token(server: Server, oauth: OAuth, *, patience: Patience, refused: str = "") -> str:
    """A token that lasts, and is not the one that a mail server has refused.

    Raises LoginRefused (nobody has logged in, consent over), ServerUnreachable, ConfigurationError.
    """
    from mailproc.mailbox.token_server import TokenServer

    with tokens.held(oauth.token_file) as known:
        entry = known.get(account(server, oauth), {})
        token = entry.get("access_token")
        if isinstance(token, str) and token != refused and _lasts(entry):
            return token
        # Written first as it stands: a place that cannot be written shows before the refresh token is spent.
        tokens.save(oauth.token_file, known)
        with closing(TokenServer(server, patience)) as provider:
            try:
                answer = _renewed(server, oauth, entry, provider)
            except (LoginRefused, ConfigurationError) as error:
                tokens.save(oauth.token_file, {**known, account(server, oauth): {**entry, "failed": str(error)}})
                raise
        fresh = entry_of(answer, entry)
        tokens.save(oauth.token_file, {**known, account(server, oauth): fresh})
        return str(fresh["access_token"])


def keep(server: Server, oauth: OAuth, answer: dict[str, Any]) -> None:
    """Put what a login brought into the file. Raises ServerUnreachable, ConfigurationError."""
    fresh = entry_of(answer, {})
    with tokens.held(oauth.token_file) as known:
        tokens.save(oauth.token_file, {**known, account(server, oauth): fresh})


def entry_of(answer: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The provider's answer as an entry; a refresh token that it does not replace stays. Raises ServerUnreachable."""
    token = answer.get("access_token")
    try:
        # RFC 6749, A.12: nothing that could end the line it is sent in.
        if not isinstance(token, str) or not re.fullmatch(r"[\x20-\x7e]+", token):
            raise ValueError
        now = time.time()
        entry = {
            "access_token": token,
            "expires_at": now + float(answer.get("expires_in") or 3600),
            "refresh": str(answer.get("refresh_token") or before.get("refresh") or ""),
        }
        # Google's name for it, and Keycloak's, where 0 is "never".
        lasts = answer.get("refresh_token_expires_in") or answer.get("refresh_expires_in")
        if lasts:
            entry["ends_at"] = now + float(lasts)
        elif "ends_at" in before and not answer.get("refresh_token"):
            entry["ends_at"] = before["ends_at"]
    except (TypeError, ValueError):
        raise ServerUnreachable("The token server's answer holds no usable token: it is tried again.") from None
    return entry


def account(server: Server, oauth: OAuth) -> str:
    """The entry's name in the token file."""
    return f"{oauth.provider} {oauth.client_id} {server.user}"


def scopes(oauth: OAuth) -> list[str]:
    """What is asked for."""
    return list(oauth.scopes or (() if oauth.provider == "custom" else _SCOPES[oauth.flow]))


def microsoft(
    oauth: OAuth, provider: "TokenServer", cache: "msal.SerializableTokenCache"
) -> "msal.ClientApplication":
    """msal's application, which looks the authority's addresses up. Raises ConfigurationError, ServerUnreachable."""
    import msal

    app = oauth.flow == "client_credentials"
    kind = msal.ConfidentialClientApplication if app else msal.PublicClientApplication
    try:
        return kind(
            oauth.client_id,
            client_credential=oauth.client_secret() if app else None,
            authority=f"{oauth.authority}/{oauth.tenant}",
            # The authority is what the installer wrote; nobody else is asked whether it is one.
            validate_authority=False,
            instance_discovery=False,
            token_cache=cache,
            http_client=provider,
        )
    except (ValueError, KeyError):
        raise ConfigurationError(
            f'The provider knows no tenant "{oauth.tenant}": mend tenant (or authority) in the oauth table.'
        ) from None


def _renewed(server: Server, oauth: OAuth, entry: dict[str, Any], provider: "TokenServer") -> dict[str, Any]:
    """The provider's answer with a new access token. Raises LoginRefused, ConfigurationError, ServerUnreachable."""
    from mailproc.mailbox.token_server import refusal

    if oauth.flow != "client_credentials" and not entry.get("refresh"):
        raise LoginRefused(f"Nobody has logged in for {server.user} yet: run `mailproc login`.")
    if oauth.provider == "microsoft":
        answer = _by_msal(oauth, entry, provider)
    else:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": str(entry["refresh"]),
            "client_id": oauth.client_id,
        }
        if secret := oauth.client_secret():
            form["client_secret"] = secret
        answer = provider.answer(token_endpoint(oauth), form)
    if "error" in answer:
        raise refusal(server, answer)
    return answer


def _by_msal(oauth: OAuth, entry: dict[str, Any], provider: "TokenServer") -> dict[str, Any]:
    import msal

    cache = msal.SerializableTokenCache()
    if oauth.flow == "client_credentials":
        return dict(microsoft(oauth, provider, cache).acquire_token_for_client(scopes(oauth)))
    try:
        cache.deserialize(entry["refresh"])
    except ValueError:
        raise tokens.damaged(oauth.token_file) from None
    application = microsoft(oauth, provider, cache)
    # One login, one account: it may be a person's who reads a shared mailbox, so its name is not compared.
    known = application.get_accounts()
    answer = (
        application.acquire_token_silent_with_error(scopes(oauth), known[0], force_refresh=True) if known else None
    )
    return {**(answer or {"error": "login_required"}), "refresh_token": cache.serialize()}


def token_endpoint(oauth: OAuth) -> str:
    """Where Google and others give tokens."""
    return oauth.token_endpoint or "https://oauth2.googleapis.com/token"


def _lasts(entry: dict[str, Any]) -> bool:
    expires = entry.get("expires_at")
    return isinstance(expires, int | float) and expires - _MARGIN > time.time()
