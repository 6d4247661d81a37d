"""The provider's token server: HTTPS requests whose answers are JSON objects, and what its refusals mean.

It serves msal as its `http_client`, so that Microsoft's way and the plain one fail alike. No answer, no address with a
query and no error text of a library goes into an error of ours: they may hold tokens.
"""

import json
import logging
import re
import ssl
from typing import Any
from urllib.parse import urlsplit

import requests

from mailproc.config.servers import Server
from mailproc.errors import ConfigurationError, LoginRefused, MailprocError, ServerUnreachable
from mailproc.mailbox.connection import Patience, tls_context

# What they log may hold whole answers, tokens among them.
for _name in ("msal", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_CONSENT = {"invalid_grant", "interaction_required", "consent_required", "login_required"}
_DECLINED = {"access_denied", "authorization_declined", "expired_token", "code_expired", "bad_verification_code"}
_CLIENT = {"invalid_client", "unauthorized_client"}
_TROUBLE = {"temporarily_unavailable", "server_error", "slow_down"}


class TokenServer:
    """One conversation with it. Answers are JSON; raises ServerUnreachable for what is none, and for 429 and 5xx."""

    def __init__(self, server: Server, patience: Patience) -> None:
        """Raises ConfigurationError (CA file)."""
        tls_context(server.ca_file)
        paths = ssl.get_default_verify_paths()
        self._table = server.table
        self._timeout = (patience.connect, patience.read)
        self._session = requests.Session()
        self._session.trust_env = False  # no proxies, no .netrc: secrets go to this server and nowhere else
        self._verify = str(server.ca_file or paths.cafile or paths.capath or "") or True

    def get(self, url: str, **options: Any) -> requests.Response:
        """For msal."""
        return self._ask("GET", url, options)

    def post(self, url: str, **options: Any) -> requests.Response:
        """For msal."""
        return self._ask("POST", url, options)

    def answer(self, url: str, form: dict[str, str]) -> dict[str, Any]:
        """The answer to a form; one with "error" in it is a refusal."""
        answer: dict[str, Any] = json.loads(self.post(url, data=form).text)
        return answer

    def close(self) -> None:
        """End the connection."""
        self._session.close()

    def _ask(self, method: str, url: str, options: dict[str, Any]) -> requests.Response:
        wanted = {name: options[name] for name in ("params", "data", "headers") if name in options}
        try:
            response = self._session.request(
                method, url, timeout=self._timeout, verify=self._verify, allow_redirects=False, **wanted
            )
            if response.status_code == 429 or response.status_code >= 500:
                raise self._down(url, f"it answers {response.status_code}")
            if not isinstance(json.loads(response.text), dict):
                raise self._down(url, "what it answers is no OAuth")
        except requests.exceptions.SSLError:
            raise ServerUnreachable(
                f"{_host(url)}: the token server's certificate is not trusted: set ca_file in [{self._table}] to the "
                "PEM file of the authority that signed it, and check this machine's clock."
            ) from None
        except requests.exceptions.Timeout:
            raise self._down(url, "no answer in time") from None
        except requests.exceptions.RequestException:
            raise self._down(url, "no connection") from None
        except ValueError:  # no JSON
            raise self._down(url, "what it answers is no OAuth") from None
        return response

    def _down(self, url: str, why: str) -> ServerUnreachable:
        return ServerUnreachable(
            f"{_host(url)}: the token server cannot be used now ({why}): it is tried again; if it lasts, check the "
            f"network, and the addresses in [{self._table}.oauth]."
        )


def refusal(server: Server, answer: dict[str, Any]) -> MailprocError:
    """The error for a refusal (RFC 6749, 5.2), with its mend. Nothing of the answer is told but its codes."""
    code = re.sub(r"[^a-z_]", "", str(answer.get("error", "")))[:40]
    microsoft = re.search(r"AADSTS(\d+)", str(answer.get("error_description", "")))
    number = microsoft[1] if microsoft else ""
    told = ", ".join(part for part in (code, microsoft[0] if microsoft else "") if part)
    table = f"[{server.table}.oauth]"
    kind: type[MailprocError] = LoginRefused
    # Conditional access: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    if re.fullmatch(r"53\d{3,4}", number):
        why = f"The institute's policy forbids the login of {server.user}"
        mend = "its administrator must allow this program in Entra's conditional access"
    elif number in {"65001", "90094"}:
        why = "This program lacks the consent of the institute's administrator"
        mend = "let them grant it in Entra, under the app's API permissions, then run `mailproc login`"
    elif code in _CONSENT:
        why = f"The consent for {server.user} has expired or was withdrawn"
        mend = "run `mailproc login` again"
    elif code in _DECLINED:
        why, mend = "The login was declined, or waited for too long", "run `mailproc login` again"
    elif code in _TROUBLE:
        kind, why, mend = ServerUnreachable, "The token server gives no tokens now", "it is tried again"
    elif code in _CLIENT:
        kind, why = ConfigurationError, f"The provider does not accept client_id or client secret of {table}"
        mend = "make a new secret, since this one has expired" if number == "7000222" else "check both"
    else:
        kind, why = ConfigurationError, f"The provider refuses what {table} asks for"
        mend = "check tenant, client_id and scopes"
    return kind(f"{why} ({told or 'it does not say why'}): {mend}.")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
