"""A provider of OAuth tokens over TLS: plain refresh, Microsoft's addresses, and introspection for Dovecot."""

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from mailproc.config.servers import Server
from tests.mail.certificates import Authority

HANG, GARBAGE = "hang", "garbage"
TENANT = "tecnologico.example"
SECRET = "secreto-del-programa"


class Provider:
    """`users` maps valid access tokens to their users, `refresh` valid refresh tokens likewise; each refresh token
    counts once and is replaced. `faults` are answers for the next requests to the token endpoint: a status with a JSON
    object, HANG, or GARBAGE. `asked` holds the forms that came there."""

    def __init__(self, authority: Authority) -> None:
        self.ca = authority.ca
        self.users: dict[str, str] = {}
        self.refresh: dict[str, str] = {}
        self.faults: list[tuple[int, dict[str, Any]] | str] = []
        self.asked: list[dict[str, str]] = []
        self.more: dict[str, Any] = {}
        self.user = ""
        self.closing = threading.Event()
        self._numbers = count(1)
        certificate = authority.issue()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate.certificate, certificate.key)
        provider = self

        class Handler(_Handler):
            """Knows its provider."""

            house = provider

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = f"https://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """End it."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def consent(self, user: str) -> str:
        """A person's consent: the first refresh token."""
        token = f"refresco-{next(self._numbers)}"
        self.refresh[token] = user
        return token

    def table(self, folder: Path, **changes: object) -> dict[str, object]:
        """An `oauth` table of a provider of one's own that reaches it."""
        values = {
            "provider": "custom",
            "client_id": "mailproc",
            "token_file": folder / "oauth.json",
            "token_endpoint": f"{self.url}/token",
            "authorization_endpoint": f"{self.url}/authorize",
        }
        return values | changes

    def microsoft(self, folder: Path, **changes: object) -> dict[str, object]:
        """The same as Microsoft's."""
        values = {
            "provider": "microsoft",
            "client_id": "11111111-2222-3333-4444-555555555555",
            "tenant": TENANT,
            "authority": self.url,
            "token_file": folder / "oauth.json",
        }
        return values | changes

    def token_for(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The token endpoint."""
        match form.get("grant_type"):
            case "client_credentials" if form.get("client_secret") == SECRET:
                return 200, self.issued(self.user, rotated=False)
            case "client_credentials":
                return 401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid secret."}
            case "refresh_token" if form["refresh_token"] in self.refresh:
                return 200, self.issued(self.refresh.pop(form["refresh_token"]))
            case "authorization_code" if form.get("code") == "codigo" and form.get("code_verifier"):
                return 200, self.issued(self.user)
            case "urn:ietf:params:oauth:grant-type:device_code" if form.get("device_code") == "aparato":
                return 200, self.issued(self.user) | {
                    "id_token": _id_token(form["client_id"]),
                    "client_info": _INFO,
                }
        return 400, {"error": "invalid_grant", "error_description": "AADSTS700082: The refresh token has expired."}

    def issued(self, user: str, *, rotated: bool = True) -> dict[str, Any]:
        """A new access token, and a new refresh token."""
        token = f"acceso-{next(self._numbers)}"
        self.users[token] = user
        fresh = {"refresh_token": self.consent(user)} if rotated else {}
        return {"token_type": "Bearer", "access_token": token, "expires_in": 3600, **fresh, **self.more}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that give up are meant."""


class _Handler(BaseHTTPRequestHandler):
    house: Provider
    timeout = 30

    def do_GET(self) -> None:
        if not self.path.startswith(f"/{TENANT}/"):
            self._answer(400, {"error": "invalid_tenant"})
            return
        base = f"{self.house.url}/{TENANT}/oauth2/v2.0"
        self._answer(
            200,
            {
                "issuer": f"{self.house.url}/{TENANT}/v2.0",
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "device_authorization_endpoint": f"{base}/devicecode",
            },
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path == "/introspect":
            user = self.house.users.get(form.get("token", ""))
            self._answer(200, {"active": user is not None, "username": user or ""})
        elif self.path.endswith("/devicecode"):
            told = {
                "device_code": "aparato",
                "user_code": "ABCD-1234",
                "verification_uri": f"{self.house.url}/activar",
            }
            self._answer(200, {**told, "expires_in": 60, "interval": 0.1, "message": "entre"})
        else:
            self.house.asked.append(form)
            fault = self.house.faults.pop(0) if self.house.faults else None
            if fault == HANG:
                self.house.closing.wait(20)
            elif fault == GARBAGE:
                self._answer(200, b"<html>mantenimiento acceso-secreto</html>")
            else:
                assert not isinstance(fault, str)
                self._answer(*(fault or self.house.token_for(form)))

    def _answer(self, status: int, told: dict[str, Any] | bytes) -> None:
        content = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def _encoded(value: dict[str, Any]) -> str:
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


_INFO = _encoded({"uid": "persona", "utid": "directorio"})


def _id_token(client: str) -> str:
    now = int(time.time())
    claims = {
        "aud": client,
        "iss": "https://127.0.0.1/v2.0",
        "exp": now + 3600,
        "iat": now,
        "sub": "persona",
        "oid": "persona",
        "tid": "directorio",
        "preferred_username": "persona@tecnologico.example",
    }
    return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(claims)}.firma"


@contextmanager
def providing(authority: Authority) -> Iterator[Provider]:
    """A provider for as long as the block lasts."""
    provider = Provider(authority)
    try:
        yield provider
    finally:
        provider.stop()


def account_name(server: Server) -> str:
    """The account's name in the token file."""
    assert server.oauth is not None
    return f"{server.oauth.provider} {server.oauth.client_id} {server.user}"


def put(server: Server, **entry: object) -> None:
    """Write the token file, with this entry for the account alone."""
    assert server.oauth is not None
    server.oauth.token_file.write_text(json.dumps({account_name(server): entry}), encoding="utf-8")


def entry(server: Server) -> dict[str, object]:
    """The account's entry in the token file."""
    assert server.oauth is not None
    found: dict[str, object] = json.loads(server.oauth.token_file.read_bytes())[account_name(server)]
    return found
