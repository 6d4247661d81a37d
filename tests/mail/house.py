"""A whole mailproc on real servers: its configuration, its commands as typed, what became of things."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from mailproc.cases.kinds import Folder
from mailproc.config import Folders
from tests.logged import clean
from tests.mail.dovecot import Account
from tests.mail.smtp_server import SmtpPost

INBOX = ("INBOX",)
FOLDERS = Folders()

TEXT = """
[institution]
name = "Instituto Tecnológico de Ejemplo"
registrations = ["A3399990326"]
employer_names = ["INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ"]
student_domains = ["tecnologico.example"]
clinics = ["013", "023", "025"]

[officer]
name = "Marina Escandón"
address = "{officer}"

[mailbox]
url = "{mailbox_url}"
ca_file = "{ca}"
password_file = "{mailbox_password}"

[smtp]
url = "{smtp_url}"
ca_file = "{smtp_ca}"
password_file = "{smtp_password}"
per_minute = 1000

[policy]
mode = "{mode}"
{more}
"""


@dataclass(frozen=True)
class House:
    """One institute's mailproc in a folder of its own."""

    folder: Path
    account: Account
    post: SmtpPost

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "config.toml"

    def configure(self, *, mode: str = "send", more: str = "", **changes: str) -> None:
        """Write the configuration; the officer's address is the very mailbox."""
        mailbox, smtp = self.account.server(), self.post.server()
        values = {
            "officer": self.account.user,
            "mailbox_url": mailbox.url,
            "ca": str(mailbox.ca_file),
            "mailbox_password": str(mailbox.password_file),
            "smtp_url": smtp.url,
            "smtp_ca": str(smtp.ca_file),
            "smtp_password": str(smtp.password_file),
        }
        self.config.write_text(TEXT.format(mode=mode, more=more, **{**values, **changes}), encoding="utf-8")

    def run(self, *words: str, driver: tuple[str, ...] = ("-m", "mailproc")) -> "subprocess.CompletedProcess[str]":
        """`mailproc WORD -c config.toml …` as a process of its own."""
        command = [sys.executable, *driver, words[0], "-c", str(self.config), *words[1:]]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        clean(done.stderr)
        return done

    def once(self) -> None:
        """A run that must succeed."""
        done = self.run("once")
        assert done.returncode == 0, done.stderr

    def cases(self) -> list[dict[str, Any]]:
        """`mailproc cases --json`."""
        done = self.run("cases", "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def places(self) -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
        """Where each message lies, by Message-ID: folder and flags. Copies of a message would show as an error."""
        found: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}
        for folder in (INBOX, *(FOLDERS.path(name) for name in Folder)):
            if folder != INBOX and folder not in self.account.folders():
                continue
            for stored in self.account.messages(folder):
                identifier = parsed(stored.raw)["Message-ID"]
                assert identifier not in found, f"{identifier} lies in two places"
                found[identifier] = (folder, stored.flags)
        return found

    def letters(self) -> list[EmailMessage]:
        """The letters that the SMTP server has accepted."""
        return [parsed(letter.raw) for letter in self.post.postbox.letters]

    def state(self) -> dict[str, Any]:
        """All that a run leaves behind, without what differs from run to run (times, folios, our random key)."""
        cases = [
            {
                "kind": case["kind"],
                "state": case["state"],
                "messages": case["messages"],
                "letters": [(letter["template"], letter["state"]) for letter in case["letters"]],
            }
            for case in self.cases()
        ]
        letters = sorted((str(letter["To"]), str(letter["In-Reply-To"])) for letter in self.letters())
        return {
            "places": self.places(),
            "cases": sorted(cases, key=lambda case: case["messages"]),
            "letters": letters,
        }


def parsed(raw: bytes) -> EmailMessage:
    """A message as the standard library reads it."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(letter: EmailMessage) -> str:
    """Both bodies of a letter."""
    return "\n".join(part.get_content() for part in letter.walk() if part.get_content_maintype() == "text")


def has_identifier(text: str) -> bool:
    """Whether a whole NSS or CURP stands in a text."""
    return bool(re.search(r"\d{11}|[A-ZÑ]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d", text))
