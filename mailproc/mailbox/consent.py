"""A person's consent, once: by a code that they enter at Microsoft, or by an address that their browser brings back.

The browser may run on another machine than mailproc: what it is sent back to (a port of its own machine, RFC 8252, 7.3)
need not answer, since its address bar holds all that is needed. PKCE (RFC 7636) and `state` tie it to this login.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from mailproc.config.oauth import OAuth
from mailproc.config.servers import Server
from mailproc.errors import ConfigurationError, LoginRefused
from mailproc.mailbox.connection import Patience, quoted
from mailproc.mailbox.oauth import keep, microsoft, scopes, token_endpoint
from mailproc.mailbox.token_server import TokenServer, refusal

REDIRECT = "http://127.0.0.1:8400/"
"""Where the browser is sent back to; a provider that wants it registered gets this very address."""

Tell = Callable[[str], None]
Ask = Callable[[str], str]


def consent(server: Server, oauth: OAuth, *, patience: Patience, tell: Tell, ask: Ask) -> None:
    """Walk a person through it, and keep what it brings in the token file. An app (client_credentials) needs none.

    Raises LoginRefused (declined, too late), ConfigurationError, ServerUnreachable.
    """
    if oauth.flow == "client_credentials":
        return
    with closing(TokenServer(server, patience)) as provider:
        if oauth.flow == "device":
            answer = _by_code(server, oauth, provider, tell)
        else:
            answer = _by_browser(server, oauth, provider, tell, ask)
    if not answer.get("refresh_token"):
        raise ConfigurationError(
            "The provider gave no refresh token, so the login would end within the hour: add offline_access to "
            f"scopes in [{server.table}.oauth], or let the provider's administrator allow it."
        )
    keep(server, oauth, answer)


def _by_code(server: Server, oauth: OAuth, provider: TokenServer, tell: Tell) -> dict[str, Any]:
    """Device code (RFC 8628), by msal."""
    import msal

    cache = msal.SerializableTokenCache()
    application = microsoft(oauth, provider, cache)
    flow = application.initiate_device_flow(scopes(oauth))
    if "user_code" not in flow:
        raise refusal(server, flow)
    tell(
        f"Open {quoted(flow['verification_uri'])} in any browser, enter the code {quoted(flow['user_code'])}, and log "
        f"in as {server.user} (or as somebody who may open that mailbox). Waiting …"
    )
    answer = application.acquire_token_by_device_flow(flow)
    if "error" in answer:
        raise refusal(server, answer)
    return {**answer, "refresh_token": cache.serialize()}


def _by_browser(server: Server, oauth: OAuth, provider: TokenServer, tell: Tell, ask: Ask) -> dict[str, Any]:
    """Authorization code (RFC 6749, 4.1)."""
    verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(24)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    query = {
        "client_id": oauth.client_id,
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "scope": " ".join(scopes(oauth)),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        # Without these two Google gives no refresh token the second time.
        "access_type": "offline",
        "prompt": "consent",
        "login_hint": server.user,
    }
    endpoint = oauth.authorization_endpoint or "https://accounts.google.com/o/oauth2/v2/auth"
    tell(
        f"Open this address in any browser and log in as {server.user}:\n\n{endpoint}?{urlencode(query)}\n\n"
        f"At the end the browser goes to {REDIRECT}…, where nothing answers: that is as it should be."
    )
    brought = parse_qs(urlsplit(ask("Copy the whole address that it shows then, and paste it here").strip()).query)
    if brought.get("state") != [state]:
        raise LoginRefused(
            "That is not the address of this login: run `mailproc login` again, and paste all of it."
        )
    if "code" not in brought:
        raise refusal(server, {"error": brought.get("error", ["access_denied"])[0]})
    form = {
        "grant_type": "authorization_code",
        "code": brought["code"][0],
        "redirect_uri": REDIRECT,
        "client_id": oauth.client_id,
        "code_verifier": verifier,
    }
    if secret := oauth.client_secret():
        form["client_secret"] = secret
    answer = provider.answer(token_endpoint(oauth), form)
    if "error" in answer:
        raise refusal(server, answer)
    return answer
