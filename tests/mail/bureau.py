"""The officer's bureau: the real program on a real Dovecot with a clock of its own, and she with plain imaplib.

Documents are not read here: a file's bytes are a key, and `Papers` answers with the reading that it stands for.
"""

import imaplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mailproc import daemon
from mailproc.cases.kinds import Folder
from mailproc.config import Settings, load
from mailproc.pipeline import Polled
from mailproc.store import schema
from mailproc.store.opening import Store, open_store
from tests.mail.dovecot import Account
from tests.mail.house import FOLDERS, INBOX, TEXT, parsed
from tests.mail.semester.students import Cast, Paper, Papers, Student, written
from tests.unit.store.house import empty_store

NOW = datetime(2026, 8, 20, 16, 30, tzinfo=UTC)
SENT, DRAFTS = ("Enviados",), ("Borradores",)
Path_ = tuple[str, ...]


@dataclass
class Bureau:
    """One institute's mailbox, program and officer. `now` is the only clock."""

    folder: Path
    account: Account
    mode: str = "send"
    more: str = ""
    now: datetime = NOW
    papers: Papers = field(default_factory=Papers)
    cast: Cast = field(default_factory=lambda: Cast(7))
    _number: int = 0

    def __post_init__(self) -> None:
        server = self.account.server()
        (self.folder / "config.toml").write_text(
            TEXT.format(
                officer=self.account.user,
                mailbox_url=server.url,
                ca=server.ca_file,
                mailbox_password=server.password_file,
                smtp_url="maildir:cartas",
                smtp_ca=server.ca_file,
                smtp_password=server.password_file,
                mode=self.mode,
                more=self.more,
            ),
            encoding="utf-8",
        )
        self.settings: Settings = load(self.folder / "config.toml")
        (self.folder / "mailproc.sqlite3").write_bytes(empty_store())
        self.store: Store = open_store(self.settings.store_url, account=self.settings.account)

    def turn(self, *, minutes: float = 1) -> Polled:
        """Time passes, then the program does what it does at each poll."""
        self.now += timedelta(minutes=minutes)
        stop = daemon.Stop(threading.Event())
        return daemon.turn(self.settings, self.store, self.papers, stop=stop, now=lambda: self.now)

    def turns(self, number: int, *, minutes: float = 2) -> None:
        """Several polls, one after the other."""
        for _ in range(number):
            self.turn(minutes=minutes)

    # What students do.

    def writes(
        self,
        who: Student,
        what: str = "",
        *,
        text: str = "",
        subject: str = "Constancia de vigencia",
        thread: str = "",
        also: tuple[Paper, ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """A student sends a paper, or only words; gives the Message-ID. `thread` is the Message-ID answered."""
        self._number += 1
        papers = ((Paper(who, what),) if what else ()) + also
        mail = written(
            who,
            text or "Buenas tardes, le envío mi constancia de vigencia de derechos para la afiliación al IMSS.",
            number=self._number,
            sent=self.now,
            subject=subject,
            papers=[(paper.name(), self.papers.add(paper, self.now.date())) for paper in papers],
            headers=(*headers, *((("In-Reply-To", thread), ("References", thread)) if thread else ())),
        )
        self.account.put(mail, arrived=self.now)
        return str(parsed(mail)["Message-ID"])

    # What the officer does.

    def drags(self, message_id: str, *to: Folder | None) -> None:
        """She moves a message, from wherever it lies, once or several times on end; None is the inbox."""
        for target in to:
            source, uid = self._where(message_id)
            with self.opened(source) as imap:
                self._ok(imap.uid("MOVE", uid, self.account.name(path_of(target))))

    def copies(self, message_id: str, to: Folder | None) -> None:
        """The first half of a move, as some mail programs make it."""
        source, uid = self._where(message_id)
        with self.opened(source) as imap:
            self._ok(imap.uid("COPY", uid, self.account.name(path_of(to))))

    def expunges(self, message_id: str, where: Folder | None) -> None:
        """The second half."""
        source = path_of(where)
        self.account.expunge(self._where(message_id, (source,))[1], source)

    def answers(self, letter: EmailMessage | str, to: str, *, text: str = "Le contesto yo.", cc: str = "") -> None:
        """She answers by hand; her mail program puts the copy into Sent. `letter` is the Message-ID answered."""
        mail = EmailMessage()
        mail["From"], mail["To"] = self.account.user, to
        if cc:
            mail["Cc"] = cc
        mail["Subject"] = "Re: su constancia"
        mail["Message-ID"] = f"<{self.now.timestamp()}@su.correo.example>"
        mail["Date"] = format_datetime(self.now)
        mail["In-Reply-To"] = mail["References"] = str(letter)
        mail.set_content(text)
        self.account.put(mail.as_bytes(), SENT, arrived=self.now, flags=r"\Seen")

    # What became of it.

    @property
    def letters(self) -> list[EmailMessage]:
        """All letters that have gone, as they lie in the Maildir that stands for the way out."""
        box = self.folder / "cartas" / "new"
        found = [parsed(path.read_bytes()) for path in box.iterdir()] if box.is_dir() else []
        return sorted(found, key=lambda mail: str(mail["Date"]))

    def letters_to(self, who: Student) -> list[str]:
        """The templates of the letters that went to somebody, in their order."""
        return [letter.template for letter in self._letters(recipient=who.address) if letter.state == "sent"]

    def letters_to_officer(self) -> list[str]:
        """The templates of her own mail that has gone."""
        return [letter.template for letter in self._letters(recipient=self.account.user) if letter.state == "sent"]

    def states_to(self, who: Student) -> list[tuple[str, str]]:
        """Template and state of all letters to somebody."""
        return [(letter.template, letter.state.value) for letter in self._letters(recipient=who.address)]

    def case(self, message_id: str) -> Any:
        """The case of a message."""
        with self.store.reading() as session:
            wanted = select(schema.Case).where(schema.Case.messages.any(schema.Message.message_id == message_id))
            return session.scalars(wanted).one()

    def stands(self, message_id: str) -> tuple[str, str]:
        """Kind and state of a message's case."""
        case = self.case(message_id)
        return case.kind.value, case.state.value

    def lies(self, message_id: str) -> list[Folder | None]:
        """The folders of ours that a message lies in, None for the inbox."""
        names = {FOLDERS.path(folder): folder for folder in Folder}
        return [names.get(path) for path, _ in self._all(message_id, (INBOX, *names))]

    def _letters(self, **conditions: str) -> list[schema.Letter]:
        with self.store.reading() as session:
            wanted = select(schema.Letter).filter_by(**conditions).order_by(schema.Letter.id)
            return list(session.scalars(wanted))

    def _where(self, message_id: str, folders: tuple[Path_, ...] = ()) -> tuple[Path_, str]:
        every = folders or (INBOX, *(FOLDERS.path(folder) for folder in Folder))
        (found,) = self._all(message_id, every)
        return found

    def _all(self, message_id: str, folders: tuple[Path_, ...]) -> list[tuple[Path_, str]]:
        found: list[tuple[Path_, str]] = []
        with self.account.imap() as imap:
            for folder in folders:
                if imap.select(self.account.name(folder), readonly=True)[0] != "OK":
                    continue  # not there yet
                # What was filed by copy counts as gone, as it does for the program.
                words = ("UNKEYWORD", "$MailprocFiled", "HEADER", "Message-ID", f'"{message_id}"')
                _, answer = imap.uid("SEARCH", *words)
                found += [(folder, uid.decode()) for uid in answer[0].split()]
        return found

    @contextmanager
    def opened(self, folder: Path_) -> Iterator[imaplib.IMAP4_SSL]:
        """Her mail program with a folder open."""
        with self.account.imap() as imap:
            self._ok(imap.select(self.account.name(folder)))
            yield imap

    def _ok(self, answer: tuple[str, Any]) -> None:
        assert answer[0] == "OK", answer


def path_of(folder: Folder | None) -> Path_:
    """The folder's path; None is the inbox."""
    return FOLDERS.path(folder) if folder is not None else INBOX
