"""The one interface of a mailbox, whatever stands behind it (IMAP, Maildir).

Folders are named by their path as the officer reads it, a tuple of parts: ("Afiliación", "Revisar"); the
adapter knows separators and modified UTF-7. No method changes a Seen mark, and only `delete` deletes a message for
good: for `mailproc forget --mail`, which a person types, and for nothing else.

Errors: LoginRefused, ServerUnreachable, MailboxError, MessageGone, DeletionRefused (mailproc.errors).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

FolderPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies now: a cache, never its identity. `validity` is IMAP's UIDVALIDITY ("" in a Maildir),
    `uid` IMAP's UID or the Maildir file's unique name."""

    folder: FolderPath
    validity: str
    uid: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is known of a message before it is fetched. `arrived` is INTERNALDATE in UTC, `size` in bytes."""

    place: Place
    size: int
    arrived: datetime


class Mailbox(Protocol):
    """A connected mailbox; a context manager (leaving it logs out)."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def validity(self, folder: FolderPath) -> str:
        """UIDVALIDITY of the folder ("" in a Maildir)."""

    def waiting(self, folder: FolderPath, *, known: frozenset[str]) -> Iterator[Envelope]:
        """Messages of the folder whose uid is not in `known` (uids of the current validity), oldest arrival
        first. Messages marked deleted or already filed by copy (keyword) are left out."""

    def present(self, folder: FolderPath) -> frozenset[Place]:
        """Where all messages of the folder lie; those marked deleted or already filed by copy (keyword) are left
        out. Nothing where the folder does not exist."""

    def recent(self, folder: FolderPath, *, since: datetime) -> tuple[Envelope, ...]:
        """Messages that arrived at or after an instant, oldest first; () where the folder does not exist."""

    def fetch(self, place: Place) -> bytes:
        """The whole message, without setting Seen. Raises MessageGone."""

    def fetch_header(self, place: Place) -> bytes:
        """The header alone, blank line included, without setting Seen. Raises MessageGone."""

    def ensure(self, folder: FolderPath) -> None:
        """Create the folder (and its parents) where absent, and subscribe to it."""

    def move(self, place: Place, folder: FolderPath) -> Place | None:
        """Move the message; flags stay. MOVE where the server has it; else UIDPLUS: copy, then delete and
        expunge that one uid; else copy and mark the original with the keyword `$MailprocFiled` (as deleted
        where the server keeps no keywords), never EXPUNGE.
        Gives the new place where the server tells it. Raises MessageGone."""

    def delete(self, place: Place) -> None:
        """Delete this one message for good. Raises MessageGone; DeletionRefused, with nothing changed, where the server
        cannot expunge one message alone (no UIDPLUS)."""

    def flag(self, place: Place) -> None:
        """Set Flagged, the officer's star."""

    def append(self, folder: FolderPath, raw: bytes, *, draft: bool = False, seen: bool = False) -> None:
        """Put a message of ours into a folder (Drafts, Sent), created where absent."""

    def find(self, folder: FolderPath, message_id: str, *, field: str = "Message-ID") -> tuple[Place, ...]:
        """Messages of that Message-ID in the folder, or with it in another header field; () where the folder does not
        exist."""

    def special(self, use: str) -> FolderPath:
        """The folder of RFC 6154's special use ("Drafts", "Sent", "Junk"), or the usual name where none is marked."""


class Transport(Protocol):
    """The way out for letters."""

    def send(self, raw: bytes, *, sender: str, recipient: str, before_data: "BeforeData") -> None:
        """Hand over one letter. `before_data` is called once, after the recipient was accepted and before the
        first byte of the letter: what fails before it has sent nothing (LetterDeferred, LetterRefused), what is
        lost after it is LetterUncertain. LoginRefused and ServerUnreachable come before it. AddressRefused: no letter
        would reach the recipient; ServerBusy: none would reach the server now."""

    def prove(self) -> None:
        """Connect and log in, and send nothing. Raises LoginRefused, ServerUnreachable, ConfigurationError."""

    def close(self) -> None:
        """End the connection, if any."""


class BeforeData(Protocol):
    """Called on the brink of DATA."""

    def __call__(self) -> None: ...
