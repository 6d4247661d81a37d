"""A mailbox in a Maildir++ folder, beside any mail program or server that uses it at the same time.

As Dovecot does by default: folders are `.Parent.Child` below the root with names in modified UTF-7, each with
an empty file `maildirfolder`; the file `subscriptions` lists those that mail programs show; a message arrived
at its file's modification time. A message keeps its box (new or cur) and its flags until somebody else moves
it on: what was unread and new stays so. `uid` is the file's unique name, which survives changes of flags.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from uuid import uuid4

from imapclient import imap_utf7

from mailproc.errors import ConfigurationError, MailboxError, MessageGone
from mailproc.mailbox.base import Envelope, FolderPath, Place
from mailproc.mailbox.delivery import create, deliver, files, flags, settle, unique
from mailproc.mailbox.naming import encoded, header_of, joined, message_id, usual

T = TypeVar("T")

_CHUNK = 65536
# How often a message may change its name under our hands before we give up for this poll.
_TRIES = 5


class MaildirMailbox:
    """See mailproc.mailbox.base.Mailbox for what each method promises."""

    def __init__(self, root: Path) -> None:
        """Raises ConfigurationError where no usable Maildir is there."""
        self._root = root
        self._paths: dict[tuple[FolderPath, str], Path] = {}
        wanted = [root / box for box in ("cur", "new", "tmp")]
        if not all(path.is_dir() for path in wanted):
            raise ConfigurationError(
                f"There is no Maildir at {root}: mend url in [mailbox], or make an empty one with "
                f"`mkdir -p {root}/{{cur,new,tmp}}`."
            )
        if not all(os.access(path, os.R_OK | os.W_OK | os.X_OK) for path in (root, *wanted)):
            raise ConfigurationError(
                f"The Maildir {root} may not be read and written by this user: run mailproc as its owner."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._paths.clear()

    def validity(self, folder: FolderPath) -> str:
        self._existing(folder)
        return ""

    def waiting(self, folder: FolderPath, *, known: frozenset[str]) -> Iterator[Envelope]:
        found: dict[str, tuple[float, int]] = {}
        with _failures():
            for entry in files(self._existing(folder)):
                uid = unique(entry.name)
                if uid in known or "T" in flags(entry.name):
                    continue
                try:
                    status = entry.stat()
                except FileNotFoundError:
                    continue  # renamed or taken meanwhile; the next poll sees it
                self._paths[folder, uid] = Path(entry.path)
                found[uid] = status.st_mtime, status.st_size
        for uid in sorted(found, key=lambda uid: (found[uid][0], uid)):
            arrived, size = found[uid]
            yield Envelope(Place(folder, "", uid), size, datetime.fromtimestamp(arrived, UTC))

    def present(self, folder: FolderPath) -> frozenset[Place]:
        path = self._path(folder)
        if not (path / "cur").is_dir():
            return frozenset()
        with _failures():
            uids = {unique(entry.name) for entry in files(path) if "T" not in flags(entry.name)}
        return frozenset(Place(folder, "", uid) for uid in uids)

    def recent(self, folder: FolderPath, *, since: datetime) -> tuple[Envelope, ...]:
        if not (self._path(folder) / "cur").is_dir():
            return ()
        return tuple(one for one in self.waiting(folder, known=frozenset()) if one.arrived >= since)

    def fetch(self, place: Place) -> bytes:
        return self._on_file(place, Path.read_bytes)

    def fetch_header(self, place: Place) -> bytes:
        return self._on_file(place, _read_header)

    def ensure(self, folder: FolderPath) -> None:
        with _failures():
            mode = self._root.stat().st_mode & 0o777
            for depth in range(1, len(folder) + 1):
                path = self._path(folder[:depth])
                create(path, mode=mode)
                if path != self._root:
                    (path / "maildirfolder").touch()
                    self._subscribe(path.name.removeprefix("."))

    def move(self, place: Place, folder: FolderPath) -> Place | None:
        if place.folder == folder:
            return place
        self.ensure(folder)
        target = self._path(folder)

        def carry(path: Path) -> Path:
            if any(unique(entry.name) == place.uid for entry in files(target)):
                raise MailboxError(f'A message of the same file name lies in "{folder[-1]}" already.')
            home = target / path.parent.name / _without_keywords(path.name)
            path.rename(home)
            return home

        home = self._on_file(place, carry)
        settle(home.parent)
        self._paths.pop((place.folder, place.uid), None)
        self._paths[folder, place.uid] = home
        return Place(folder, "", place.uid)

    def delete(self, place: Place) -> None:
        self._on_file(place, Path.unlink)
        self._paths.pop((place.folder, place.uid), None)

    def flag(self, place: Place) -> None:
        def star(path: Path) -> None:
            marks = "".join(sorted({*flags(path.name), "F"}))
            path.rename(path.parents[1] / "cur" / f"{place.uid}:2,{marks}")

        self._on_file(place, star)

    def append(self, folder: FolderPath, raw: bytes, *, draft: bool = False, seen: bool = False) -> None:
        self.ensure(folder)
        host = socket.gethostname().replace("/", "_").replace(":", "_")
        name = f"{int(time.time())}.{uuid4().hex}.{host}"
        with _failures():
            deliver(self._path(folder), raw, name=name, flagged="D" * draft + "S" * seen)

    def find(self, folder: FolderPath, message_id: str, *, field: str = "Message-ID") -> tuple[Place, ...]:
        path = self._path(folder)
        if not message_id or not path.is_dir():
            return ()
        with _failures():
            uids = sorted({unique(entry.name) for entry in files(path) if "T" not in flags(entry.name)})
        places = (Place(folder, "", uid) for uid in uids)
        return tuple(place for place in places if self._is(place, message_id, field))

    def special(self, use: str) -> FolderPath:
        names = (path.name.removeprefix(".") for path in self._root.glob(".*") if path.is_dir())
        return usual(use, (tuple(imap_utf7.decode(name.encode()).split(".")) for name in names))

    def _path(self, folder: FolderPath) -> Path:
        name = joined(folder, separator=".")
        joined(folder, separator="/")
        return self._root if name == "INBOX" else self._root / f".{encoded(name)}"

    def _existing(self, folder: FolderPath) -> Path:
        path = self._path(folder)
        if not (path / "cur").is_dir():
            raise MailboxError(f'There is no folder "{"/".join(folder)}" in the Maildir {self._root}.')
        return path

    def _subscribe(self, name: str) -> None:
        """Add a line to Dovecot's file, in the form that the file has: `V 2` parts levels with tabs."""
        path = self._root / "subscriptions"
        text = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
        line = name.replace(".", "\t") if text.startswith("V\t2") else name
        if line in text.splitlines():
            return
        ending = "" if not text or text.endswith("\n") else "\n"
        draft = self._root / "tmp" / f"subscriptions.{uuid4().hex}"
        draft.write_text(f"{text}{ending}{line}\n", encoding="utf-8", errors="surrogateescape")
        draft.chmod(self._root.stat().st_mode & 0o666)
        draft.rename(path)

    def _locate(self, place: Place) -> Path:
        """Where the message lies under its present name. Raises MessageGone."""
        hint = self._paths.get((place.folder, place.uid))
        if hint is not None:
            return hint
        try:
            for entry in files(self._path(place.folder)):
                if unique(entry.name) == place.uid:
                    return Path(entry.path)
        except FileNotFoundError:
            pass
        raise MessageGone("The message is no longer in its folder: somebody moved or deleted it.")

    def _on_file(self, place: Place, act: Callable[[Path], T]) -> T:
        """Act on the message's file, following it when another program renames it. Raises MessageGone."""
        with _failures():
            for _ in range(_TRIES):
                path = self._locate(place)
                try:
                    return act(path)
                except FileNotFoundError:
                    self._paths.pop((place.folder, place.uid), None)
        raise MailboxError("Another program keeps renaming a message of the Maildir; the next poll tries again.")

    def _is(self, place: Place, identity: str, field: str) -> bool:
        try:
            return message_id(self.fetch_header(place), field) == identity
        except MessageGone:
            return False


@contextmanager
def _failures() -> Iterator[None]:
    """Disk trouble (full, no right, gone) as MailboxError."""
    try:
        yield
    except OSError as error:
        raise MailboxError(
            f"The Maildir cannot be worked: {error.strerror or error} ({error.filename})."
        ) from None


def _read_header(path: Path) -> bytes:
    """The header with its blank line, without reading the rest of a big message."""
    with path.open("rb") as file:
        raw = b""
        while chunk := file.read(_CHUNK):
            raw += chunk
            header = header_of(raw)
            if len(header) < len(raw):
                return header
    return header_of(raw)


def _without_keywords(file_name: str) -> str:
    """Small letters among the flags are Dovecot's keywords, numbered for each folder: elsewhere they would mean
    something else."""
    name, marker, marks = file_name.partition(":2,")
    return name + marker + "".join(mark for mark in marks if not mark.islower())
