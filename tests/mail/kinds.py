"""The kinds of mailbox that one contract holds for, each looked at with the standard library only."""

import mailbox
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from imapclient import imap_utf7

from mailproc.config import MailboxServer
from tests.mail.dovecot import Dovecot, Stored

FILED = "$MailprocFiled"
INBOX = ("INBOX",)
AUTOMATICOS = ("Afiliación", "Automáticos")
NOON = datetime(2026, 8, 12, 18, 0, 0, tzinfo=UTC)

_LETTERS = {"D": r"\Draft", "F": r"\Flagged", "R": r"\Answered", "S": r"\Seen", "T": r"\Deleted"}


class Looked(Protocol):
    """A mailbox as another program sees it."""

    def server(self) -> MailboxServer: ...
    def put(
        self, raw: bytes, folder: tuple[str, ...] = INBOX, *, arrived: datetime | None = None, flags: str = ""
    ) -> str: ...
    def put_many(self, letters: list[bytes]) -> list[str]: ...
    def create(self, folder: tuple[str, ...]) -> None: ...
    def messages(self, folder: tuple[str, ...] = INBOX) -> list[Stored]: ...
    def mark(self, uid: str, flag: str) -> None: ...
    def expunge(self, uid: str, folder: tuple[str, ...] = INBOX) -> None: ...
    def folders(self) -> set[tuple[str, ...]]: ...
    def subscribed(self) -> set[tuple[str, ...]]: ...


class Disk:
    """A Maildir, worked with `mailbox.Maildir`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._root = mailbox.Maildir(path, factory=None)

    def server(self) -> MailboxServer:
        return MailboxServer(url=f"maildir:{self.path}")

    def put(
        self, raw: bytes, folder: tuple[str, ...] = INBOX, *, arrived: datetime | None = None, flags: str = ""
    ) -> str:
        message = mailbox.MaildirMessage(raw)
        marks = "".join(mark for mark, name in _LETTERS.items() if name in flags.split())
        message.set_subdir("cur" if marks else "new")
        if marks:
            message.set_flags(marks)
        box = self._box(folder)
        key = box.add(message)
        path = self._path(folder) / box._lookup(key)
        path.write_bytes(raw)
        moment = (arrived or datetime.now(UTC)).timestamp()
        os.utime(path, (moment, moment))
        return key

    def put_many(self, letters: list[bytes]) -> list[str]:
        for number, raw in enumerate(letters):
            (self.path / "new" / f"{number}.carta").write_bytes(raw)
        return [f"{number}.carta" for number in range(len(letters))]

    def create(self, folder: tuple[str, ...]) -> None:
        self._root.add_folder(self._name(folder))

    def messages(self, folder: tuple[str, ...] = INBOX) -> list[Stored]:
        box = self._box(folder)
        found = []
        for key in sorted(box.keys()):
            path = self._path(folder) / box._lookup(key)
            flags = frozenset(_LETTERS[mark] for mark in box.get_message(key).get_flags())
            arrived = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            found.append(Stored(key, flags, arrived, path.read_bytes()))
        return found

    def mark(self, uid: str, flag: str) -> None:
        path = self.path / self._root._lookup(uid)
        mark = next(mark for mark, name in _LETTERS.items() if name == flag)
        marks = "".join(sorted({*self._root.get_message(uid).get_flags(), mark}))
        path.rename(self.path / "cur" / f"{uid}:2,{marks}")

    def expunge(self, uid: str, folder: tuple[str, ...] = INBOX) -> None:
        self._box(folder).remove(uid)

    def folders(self) -> set[tuple[str, ...]]:
        return {INBOX} | {_path(name) for name in self._root.list_folders()}

    def subscribed(self) -> set[tuple[str, ...]]:
        lines = (self.path / "subscriptions").read_text(encoding="ascii").splitlines()
        return {_path(line) for line in lines}

    def _name(self, folder: tuple[str, ...]) -> str:
        return imap_utf7.encode(".".join(folder)).decode("ascii")

    def _path(self, folder: tuple[str, ...]) -> Path:
        return self.path if folder == INBOX else self.path / f".{self._name(folder)}"

    def _box(self, folder: tuple[str, ...]) -> mailbox.Maildir:
        return mailbox.Maildir(self._path(folder), factory=None, create=False)


def _path(name: str) -> tuple[str, ...]:
    return tuple(imap_utf7.decode(name.encode("ascii")).split("."))


@dataclass(frozen=True)
class Kind:
    """How to get a fresh mailbox. `keeps_original`: what was moved stays behind, marked as filed."""

    name: str
    keeps_original: bool = False


KINDS = (Kind("maildir"), Kind("full"), Kind("uidplus"), Kind("bare", keeps_original=True))


def fresh(kind: Kind, dovecot_of: Callable[[str], Dovecot], folder: Path) -> Looked:
    """A new mailbox of the kind."""
    return Disk(folder / "Maildir") if kind.name == "maildir" else dovecot_of(kind.name).account()


def letter(subject: str, *, identity: str = "", body: str = "Buenos días.", pad: int = 0) -> bytes:
    """A student's letter in CRLF lines; `pad` adds that many bytes and more."""
    name = identity or f"<{subject.replace(' ', '.')}@tecnologico.example>"
    lines = [
        "From: Ximena Robles Paz <l26270001@tecnologico.example>",
        "To: afiliacion@tecnologico.example",
        f"Subject: {subject}",
        f"Message-ID: {name}",
        "Date: Wed, 12 Aug 2026 12:00:00 -0600",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        body,
        *["0123456789" * 7] * (pad // 72 + 1 if pad else 0),
        "",
    ]
    return "\r\n".join(lines).encode("utf-8")
