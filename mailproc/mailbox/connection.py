"""What every connection shares: verified TLS, patience, and one clear sentence when no connection comes about."""

import re
import socket
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from mailproc.errors import ConfigurationError, ServerUnreachable


@dataclass(frozen=True, slots=True)
class Patience:
    """Time-outs in seconds. `connect` covers TCP, TLS and greeting; `read` each single wait for the server;
    `verdict` the wait for the answer to a letter's last line: RFC 5321, 4.5.3.2.6 asks for ten minutes, since
    giving up there makes the letter uncertain."""

    connect: float = 20.0
    read: float = 60.0
    verdict: float = 600.0


@dataclass(frozen=True, slots=True)
class Peer:
    """The server as the installer knows it: `table` is the one of the configuration, "mailbox" or "smtp"."""

    host: str
    port: int
    table: str

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Login:
    """Who logs in, with a password or (`token` not "") with an access token. Neither shows in a traceback."""

    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


# OpenSSL's X509_V_ERR codes (x509_vfy.h).
_NOT_YET_VALID, _EXPIRED, _OTHER_NAME, _OTHER_IP = 9, 10, 62, 64


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """A context that verifies certificate and host name, TLS 1.2 or newer. With `ca_file` only the authorities in
    it are trusted, otherwise the machine's. Raises ConfigurationError."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (ssl.SSLError, OSError) as error:
        reason = "no PEM certificate in it" if isinstance(error, ssl.SSLError) else error.strerror
        raise ConfigurationError(
            f"The CA file {ca_file} cannot be used ({reason}): set ca_file to the PEM file of the authority that "
            "signed the server's certificate."
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def unreachable(peer: Peer, error: OSError) -> ServerUnreachable:
    """The sentence for a connection that did not come about: the place and the mend."""
    return ServerUnreachable(f"{peer}: {_cause(peer, error)}")


def quoted(answer: str | bytes) -> str:
    """A server's answer for an error sentence: one short line, with addresses blotted out."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    text = re.sub(r"[^\s<>()\[\]\"']+@[^\s<>()\[\]\"']+", "<address>", " ".join(text.split()))
    return "".join(character for character in text if character.isprintable())[:200]


def _cause(peer: Peer, error: OSError) -> str:
    where = f"url in [{peer.table}]"
    match error:
        case ssl.SSLCertVerificationError():
            return _certificate(peer, error)
        case ssl.SSLError():
            reason = error.reason or "closed"
            return f"the server speaks no usable TLS on this port ({reason}): check the port of {where}."
        case socket.gaierror():
            return f"the name cannot be found: check the host of {where}, and this machine's DNS."
        case ConnectionRefusedError():
            return f"the connection is refused: check host and port of {where}, and that the server runs."
        case TimeoutError():
            return f"no answer in time: check host and port of {where}, the network, and any firewall."
    return f"no connection ({error.strerror or 'closed by the server'}): check {where}, and the network."


def _certificate(peer: Peer, error: ssl.SSLCertVerificationError) -> str:
    if error.verify_code == _EXPIRED:
        return "the server's certificate has expired: its administrator must renew it (or this clock is wrong)."
    if error.verify_code == _NOT_YET_VALID:
        return "the server's certificate is not valid yet: check this machine's clock."
    if error.verify_code in (_OTHER_NAME, _OTHER_IP):
        return (
            f"the server's certificate is for another name: use in [{peer.table}] url the name it was issued for."
        )
    return (
        f"the server's certificate is not trusted ({error.verify_message}): set ca_file in [{peer.table}] to the "
        "PEM file of the authority that signed it."
    )
