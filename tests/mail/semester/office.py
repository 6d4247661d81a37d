"""The office: the real program on a real mailbox with a clock that only moves when told to, and its officer."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from sqlalchemy import select

from mailproc.cases.kinds import State
from mailproc.config import Settings, load
from mailproc.effects import Effects
from mailproc.mailbox.maildir import MaildirMailbox
from mailproc.mailbox.naming import encoded
from mailproc.mailbox.opening import open_mailbox, open_transport, watched
from mailproc.pipeline import Poll, Polled
from mailproc.reminding import remind_and_close
from mailproc.store import schema
from mailproc.store.history import note
from mailproc.store.opening import Store, open_store
from tests.mail.semester.clock import HOLIDAYS
from tests.mail.semester.students import MAILBOX, Papers, Received

CONFIG = """
[institution]
name = "Instituto Tecnológico de Ejemplo"
short_name = "ITE"
registrations = ["A3399990326"]
employer_names = ["INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ"]
student_domains = ["tecnologico.example"]
clinics = ["013", "023", "025"]

[officer]
name = "Lic. Marina Escandón"
address = "{officer}"
timezone = "America/Mexico_City"

[mailbox]
url = "maildir:buzon"
sent = "server"

[smtp]
url = "maildir:cartas"

[schedule]
quiet_hours = "21:00-07:00"
holidays = [{holidays}]

[policy]
mode = "send"
alta_days = 5
hoja_days = 3
remind_after_days = 14
close_after_days = 60
"""
PARENT = "Afiliación"


class Killed(BaseException):
    """The process's death: nothing in the program catches it."""


@dataclass
class Office:
    """One institute's mailproc in a folder; `letters` are those that have gone, oldest first."""

    folder: Path
    papers: Papers = field(default_factory=Papers)
    letters: list[Received] = field(default_factory=list)
    _read: set[str] = field(default_factory=set)
    _delivered: int = 0

    def __post_init__(self) -> None:
        config = self.folder / "config.toml"
        days = ", ".join(f'"{day}"' for day in HOLIDAYS)
        config.write_text(CONFIG.format(officer=MAILBOX, holidays=days), encoding="utf-8")
        for box in ("cur", "new", "tmp"):
            (self.inbox / box).mkdir(parents=True)
        self.settings: Settings = load(config)
        self.store: Store = self._opened()

    @property
    def inbox(self) -> Path:
        return self.folder / "buzon"

    def _opened(self) -> Store:
        return open_store(self.settings.store_url, account=self.settings.account)

    def restart(self) -> None:
        """Another process goes on."""
        self.store.close()
        self.store = self._opened()

    def deliver(self, raw: bytes, *, arrived: datetime) -> None:
        """A message arrives in the mailbox."""
        self._delivered += 1
        path = self.inbox / "new" / f"{int(arrived.timestamp())}.{self._delivered:05}.semestre"
        path.write_bytes(raw)
        os.utime(path, (arrived.timestamp(), arrived.timestamp()))

    def turn(self, now: datetime, *, after_each: Callable[[], None] = lambda: None) -> Polled:
        """What the daemon does at each poll (mailproc.daemon.turn), at this instant."""
        with open_mailbox(self.settings.mailbox) as mailbox:
            transport = open_transport(self.settings.smtp)
            effects = Effects(self.store, mailbox, transport, self.settings, lambda: now, lambda _: None)
            effects.carry_out()

            def between() -> None:
                after_each()
                effects.carry_out()

            poll = Poll(mailbox, self.store, self.papers, self.settings, now=lambda: now, after_each=between)
            polled = poll.run(watched(self.settings.mailbox))
            if remind_and_close(self.store, self.settings, now=now):
                effects.carry_out()
            effects.end()
        self._read_letters()
        return polled

    def killed_turn(self, now: datetime, *, after: int) -> bool:
        """A turn that ends with the process's death after so many messages, before the last one's letter goes; false
        where fewer came."""
        left = [after]

        def die() -> None:
            left[0] -= 1
            if left[0] <= 0:
                raise Killed

        try:
            self.turn(now, after_each=die)
        except Killed:
            self.restart()
            return True
        return False

    def move(self, folio: str, to: str, *, now: datetime) -> None:
        """The officer moves a case's messages in her mail program, and the case gets the state that says so."""
        state = State.HECHO if to == "Hecho" else State.EN_MANOS
        with self.store.writing() as session:
            case = session.scalars(select(schema.Case).where(schema.Case.folio == folio)).one()
            note(session, self.store, "state", f"{case.state} {state}", at=now, case=case, who="encargada")
            case.state, case.due_at = state, None
            case.closed_at = now if state is State.HECHO else None
            identifiers = {message.message_id for message in case.messages}
        mailbox = MaildirMailbox(self.inbox)
        target = (PARENT, to) if to == "Hecho" else ("INBOX",)
        for path, identity in self.messages():
            if identity in identifiers:
                mailbox.ensure(target)
                home = self.inbox / f".{encoded('.'.join(target))}" if to == "Hecho" else self.inbox
                path.rename(home / path.parent.name / path.name)

    def messages(self) -> Iterator[tuple[Path, str]]:
        """Every message in the inbox and the case folders, with its Message-ID."""
        for folder in (self.inbox, *self.inbox.glob(f".{encoded(PARENT)}.*")):
            for box in ("new", "cur"):
                for path in sorted((folder / box).iterdir()):
                    yield path, _identity(path)

    def places(self) -> dict[str, list[str]]:
        """The folders that each message lies in, by its Message-ID; flagged ones end in "*"."""
        names = {f".{encoded(f'{PARENT}.{name}')}": name for name in _names(self.settings)}
        found: dict[str, list[str]] = {}
        for path, identity in self.messages():
            folder = path.parents[1]
            place = "INBOX" if folder == self.inbox else names[folder.name]
            flagged = "*" if "F" in path.name.partition(":2,")[2] else ""
            found.setdefault(identity, []).append(place + flagged)
        return found

    def _read_letters(self) -> None:
        box = self.folder / "cartas" / "new"
        if not box.is_dir():
            return
        fresh = [entry.name for entry in os.scandir(box) if entry.name not in self._read]
        self._read.update(fresh)
        self.letters += sorted((_letter(box / name) for name in fresh), key=lambda letter: letter.sent)


def _names(settings: Settings) -> list[str]:
    return [value for key, value in settings.folders if key != "parent"]


def _identity(path: Path) -> str:
    header, _, _ = path.read_bytes().partition(b"\n\n")
    line = next(line for line in header.splitlines() if line.lower().startswith(b"message-id:"))
    return line.partition(b":")[2].strip().decode()


def _letter(path: Path) -> Received:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return Received(
        message_id=mail["Message-ID"],
        to=mail["To"],
        answers=mail["In-Reply-To"] or "",
        references=mail["References"] or "",
        subject=mail["Subject"],
        text=body.get_content(),
        sent=parsedate_to_datetime(mail["Date"]),
        mark=mail["X-Mailproc"],
    )
