"""A real Dovecot for the tests: own folder, own certificate, TLS only, on a free port of the loopback.

It runs in the foreground as our child, as root or as any user, needs no init system, and dies with us. Any user
name may log in with PASSWORD; its mailbox appears at the first login.
"""

import grp
import imaplib
import os
import pwd
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from imapclient import imap_utf7

from mailproc.config import MailboxServer
from tests.mail.certificates import Authority

# Long, with all that quoting goes wrong on; only ":" would end it in Dovecot's password file.
PASSWORD = 'contraseña "larga" \\ %u {x} ' + "ñandú-" * 40

_FULL = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE LITERAL+ NAMESPACE CHILDREN SPECIAL-USE LIST-EXTENDED"


@dataclass(frozen=True)
class Variant:
    """How a server differs. `hidden` capabilities are not announced."""

    name: str
    separator: str = "/"
    prefix: str = ""
    capability: str = ""
    introspection: str = ""
    """Address that knows access tokens (RFC 7662): logins by OAuth, beside those by password."""


VARIANTS = {
    "full": Variant("full"),
    "uidplus": Variant("uidplus", capability=f"{_FULL} UIDPLUS"),
    "bare": Variant("bare", separator=".", prefix="INBOX.", capability=_FULL),
}


@dataclass(frozen=True)
class Stored:
    """A message as plain imaplib sees it."""

    uid: str
    flags: frozenset[str]
    arrived: datetime
    raw: bytes


class Account:
    """One user's mailbox, looked at with the standard library only. Folders are the officer's paths."""

    def __init__(self, dovecot: "Dovecot", user: str) -> None:
        self.dovecot, self.user = dovecot, user
        self.maildir = dovecot.base / "homes" / user / "Maildir"

    def server(self, **changes: object) -> MailboxServer:
        """The `[mailbox]` settings that reach it."""
        url = f"imaps://{quote(self.user, safe='')}@127.0.0.1:{self.dovecot.port}"
        settings = {"url": url, "ca_file": self.dovecot.ca, "password_file": self.dovecot.password_file}
        return MailboxServer.model_validate(settings | changes)

    @contextmanager
    def imap(self) -> Iterator[imaplib.IMAP4_SSL]:
        """A logged-in connection of another client."""
        context = ssl.create_default_context(cafile=self.dovecot.ca)
        with imaplib.IMAP4_SSL("127.0.0.1", self.dovecot.port, ssl_context=context, timeout=30) as imap:
            imap.authenticate("PLAIN", lambda _: f"\0{self.user}\0{PASSWORD}".encode())
            yield imap

    def name(self, folder: tuple[str, ...]) -> str:
        """The server's name, encoded and quoted."""
        variant = self.dovecot.variant
        prefix = "" if folder[0] == "INBOX" else variant.prefix
        return f'"{imap_utf7.encode(prefix + variant.separator.join(folder)).decode()}"'

    def put(
        self, raw: bytes, folder: tuple[str, ...] = ("INBOX",), *, arrived: datetime | None = None, flags: str = ""
    ) -> str:
        """Append a message, with its INTERNALDATE and flags such as r"\\Seen"; gives its UID."""
        with self.imap() as imap:
            date = imaplib.Time2Internaldate(arrived or datetime.now(UTC))
            status, answer = imap.append(self.name(folder), f"({flags})", date, raw)
            assert status == "OK", answer
        return answer[0].split(b"]")[0].split()[-1].decode()

    def put_many(self, letters: list[bytes]) -> list[str]:
        """Append many messages to the inbox over one connection; gives their UIDs."""
        uids = []
        with self.imap() as imap:
            for raw in letters:
                _, answer = imap.append("INBOX", "()", imaplib.Time2Internaldate(datetime.now(UTC)), raw)
                uids.append(answer[0].split(b"]")[0].split()[-1].decode())
        return uids

    def create(self, folder: tuple[str, ...]) -> None:
        """Make a folder, as another mail program would."""
        with self.imap() as imap:
            status, answer = imap.create(self.name(folder))
            assert status == "OK", answer

    def command(self, folder: tuple[str, ...], *words: str) -> None:
        """A UID command of another client: command(("INBOX",), "STORE", "5", "+FLAGS", r"(\\Deleted)")."""
        with self.imap() as imap:
            imap.select(self.name(folder))
            status, answer = imap.uid(*words)
            assert status == "OK", answer

    def mark(self, uid: str, flag: str) -> None:
        """Set a flag in the inbox, as another client would."""
        self.command(("INBOX",), "STORE", uid, "+FLAGS", f"({flag})")

    def expunge(self, uid: str, folder: tuple[str, ...] = ("INBOX",)) -> None:
        """Delete a message for good, as another client would."""
        with self.imap() as imap:
            imap.select(self.name(folder))
            imap.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
            imap.uid("EXPUNGE", uid)

    def messages(self, folder: tuple[str, ...] = ("INBOX",)) -> list[Stored]:
        """All messages of a folder in the order of their UIDs; looking changes nothing."""
        found = []
        with self.imap() as imap:
            status, answer = imap.select(self.name(folder), readonly=True)
            assert status == "OK", answer
            _, listed = imap.uid("SEARCH", "ALL")
            for uid in listed[0].split():
                _, parts = imap.uid("FETCH", uid.decode(), "(FLAGS INTERNALDATE BODY.PEEK[])")
                assert isinstance(parts[0], tuple)
                line, raw = parts[0]
                flags = frozenset(flag.decode() for flag in imaplib.ParseFlags(line)) - {r"\Recent"}
                date = re.search(rb'INTERNALDATE "([^"]+)"', line)
                assert date is not None
                arrived = datetime.strptime(date[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z")
                found.append(Stored(uid.decode(), flags, arrived.astimezone(UTC), raw))
        return found

    def folders(self) -> set[tuple[str, ...]]:
        """All folders."""
        return self._listed("list")

    def subscribed(self) -> set[tuple[str, ...]]:
        """The folders that her mail program shows."""
        return self._listed("lsub")

    def _listed(self, command: str) -> set[tuple[str, ...]]:
        variant = self.dovecot.variant
        with self.imap() as imap:
            _, lines = getattr(imap, command)()
        names = [re.sub(rb'^\([^)]*\) (?:"[^"]*"|NIL) ', b"", line).strip(b'"') for line in lines if line]
        return {
            tuple(imap_utf7.decode(name).removeprefix(variant.prefix).split(variant.separator)) for name in names
        }


class Dovecot:
    """A running server of one variant."""

    def __init__(self, base: Path, authority: Authority, variant: Variant) -> None:
        self.base, self.ca, self.variant = base, authority.ca, variant
        self.certificate = authority.issue()
        self.port = free_port()
        self.password_file = base / "password"
        self.password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        self.log = base / "dovecot.log"
        self._users = 0
        (base / "users").write_text(f"everyone:{{PLAIN}}{PASSWORD}::::::\n", encoding="utf-8")
        homes = base / "homes"
        homes.mkdir()
        os.chown(homes, self._owner.pw_uid, self._owner.pw_gid)
        config = base / "dovecot.conf"
        config.write_text(self._configuration(), encoding="utf-8")
        self._process = subprocess.Popen(
            # The kernel ends Dovecot if the tests are killed; a session of its own lets `stop` end it whole.
            ["setpriv", "--pdeathsig", "TERM", program(), "-F", "-c", str(config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.log.open("ab"),
            start_new_session=True,
        )
        self._await_greeting()

    def account(self, user: str = "") -> Account:
        """A fresh user's mailbox, or the named one's."""
        self._users += 1
        return Account(self, user or f"encargada{self._users}@tecnologico.example")

    def stop(self) -> None:
        """End the server with all its processes."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def _owner(self) -> pwd.struct_passwd:
        """Whose the mail is: Dovecot never works mail as root."""
        return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())

    def _await_greeting(self) -> None:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            except ConnectionRefusedError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        self.stop()
        pytest.fail(f"Dovecot does not start:\n{self.log.read_text(encoding='utf-8', errors='replace')}")

    def _configuration(self) -> str:
        owner, base, variant = self._owner, self.base, self.variant
        own = owner.pw_name
        unprivileged = f"""
            default_internal_user = {own}
            default_internal_group = {grp.getgrgid(owner.pw_gid).gr_name}
            default_login_user = {own}
            service anvil {{
              chroot =
            }}
            service imap-login {{
              chroot =
            }}
        """
        oauth = f"""
            passdb {{
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = {base}/oauth2.conf
            }}
        """
        (base / "oauth2.conf").write_text(
            f"introspection_mode = post\nintrospection_url = {variant.introspection}\n"
            "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
            f"tls_ca_cert_file = {base}/ca.pem\n",
            encoding="utf-8",
        )
        (base / "ca.pem").write_bytes(self.ca.read_bytes())  # where Dovecot's own user may read it
        return f"""
            base_dir = {base}/run
            state_dir = {base}/state
            log_path = {self.log}
            listen = 127.0.0.1
            protocols = imap
            ssl = required
            ssl_cert = <{self.certificate.certificate}
            ssl_key = <{self.certificate.key}
            auth_failure_delay = 0
            service anvil {{
              # No penalty for the next login after a refused one.
              unix_listener anvil-auth-penalty {{
                mode = 0
              }}
            }}
            auth_username_chars =
            auth_mechanisms = plain login {"xoauth2 oauthbearer" if variant.introspection else ""}
            mail_location = maildir:~/Maildir
            mail_fsync = never
            mail_max_userip_connections = 1000
            first_valid_uid = 1
            first_valid_gid = 1
            {unprivileged if os.getuid() else ""}
            {oauth if variant.introspection else ""}
            passdb {{
              driver = passwd-file
              args = username_format=everyone {base}/users
            }}
            userdb {{
              driver = static
              args = uid={owner.pw_uid} gid={owner.pw_gid} home={base}/homes/%u
            }}
            service imap-login {{
              inet_listener imap {{
                port = 0
              }}
              inet_listener imaps {{
                port = {self.port}
                ssl = yes
              }}
            }}
            namespace inbox {{
              inbox = yes
              prefix = {variant.prefix}
              separator = {variant.separator}
              mailbox Borradores {{
                auto = create
                special_use = \\Drafts
              }}
              mailbox Enviados {{
                auto = create
                special_use = \\Sent
              }}
            }}
            protocol imap {{
              imap_capability = {variant.capability}
            }}
        """


@contextmanager
def running(authority: Authority, variant: Variant) -> Iterator[Dovecot]:
    """A server for as long as the block lasts. Its folder must be short (sockets) and open to Dovecot's users."""
    base = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
    base.chmod(0o755)
    try:
        dovecot = Dovecot(base, authority, variant)
        try:
            yield dovecot
        finally:
            dovecot.stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def program() -> str:
    """Dovecot's path; the test fails where it is not installed."""
    path = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.fail("Dovecot is not installed: apt-get install dovecot-imapd", pytrace=False)
    return path


def free_port() -> int:
    """A port of the loopback that nobody listens on now; below those that the system gives to connections, so
    that none takes it before its server starts."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
