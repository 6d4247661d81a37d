"""A mailbox on an IMAP server (RFC 3501), over TLS only.

Folders are opened for reading (EXAMINE) wherever that serves, and bodies fetched with PEEK: no mark changes.
Microsoft's servers estimate RFC822.SIZE, so `Envelope.size` is a bound for planning; what a fetch brings is
checked against the size that its literal announces.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from mailproc.config import MailboxServer
from mailproc.errors import ConfigurationError, DeletionRefused, MailboxError, MessageGone, MessageRefused
from mailproc.mailbox.base import Envelope, FolderPath, Place
from mailproc.mailbox.client import CommandRefused, Connection
from mailproc.mailbox.connection import Login, Patience, Peer, tls_context
from mailproc.mailbox.naming import joined, message_id, searchable, split, usual
from mailproc.mailbox.oauth import with_token

FILED = b"$MailprocFiled"
_BATCH = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_GONE = "The message is no longer in its folder: somebody moved or deleted it."


class ImapMailbox:
    """See mailproc.mailbox.base.Mailbox for what each method promises."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._client = connection.client
        self._ask = connection.ask
        self._opened: tuple[FolderPath, bool] | None = None
        self._validity = ""
        # Flags of the open folder's messages, and those that can be set for good.
        self._keywords: set[bytes] = set()
        self._settable: set[bytes] = set()
        self._ensured: set[FolderPath] = set()
        # The capabilities that matter, asked in this one place.
        self._can_move = self._ask(self._client.has_capability, "MOVE")
        self._can_expunge_one = self._ask(self._client.has_capability, "UIDPLUS")
        self._can_tell_use = self._ask(self._client.has_capability, "SPECIAL-USE")
        self._prefix, self._separator = self._namespace()

    @classmethod
    def connect(cls, server: MailboxServer, *, patience: Patience) -> Self:
        """Connect and log in. Raises ConfigurationError, LoginRefused, ServerUnreachable."""
        if not server.user:
            raise ConfigurationError("The url in [mailbox] names no user: write imaps://user%40host@imap.host.")
        peer = Peer(server.parts.hostname or "", server.parts.port or 993, server.table)
        context = tls_context(server.ca_file)

        def opened(token: str) -> Connection:
            login = Login(server.user, "" if token else server.password(), token)
            return Connection.open(peer, login, context=context, patience=patience)

        connection = with_token(server, opened, patience=patience)
        try:
            return cls(connection)
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def validity(self, folder: FolderPath) -> str:
        self._open(folder)
        return self._validity

    def examined(self, folder: FolderPath) -> tuple[Connection, dict[bytes, Any]]:
        """The connection with the folder open for reading, and what the server tells of it; for announcing.py, which
        takes it over."""
        state = self._ask(self._client.select_folder, self._name(folder), readonly=True)
        return self._connection, state

    def waiting(self, folder: FolderPath, *, known: frozenset[str]) -> Iterator[Envelope]:
        self._open(folder, fresh=True)
        found = self._ask(self._client.search, "UNDELETED")
        yield from self._envelopes(folder, (uid for uid in found if str(uid) not in known))

    def present(self, folder: FolderPath) -> frozenset[Place]:
        if not self._look_into(folder):
            return frozenset()
        # Some servers take no keyword in a search that no message of the folder has.
        unfiled = ["UNKEYWORD", FILED] if FILED.lower() in self._keywords else []
        uids = self._ask(self._client.search, ["UNDELETED", *unfiled])
        return frozenset(Place(folder, self._validity, str(uid)) for uid in uids)

    def recent(self, folder: FolderPath, *, since: datetime) -> tuple[Envelope, ...]:
        if not self._look_into(folder):
            return ()
        # SINCE compares days of the server's own zone (RFC 3501, 6.4.4).
        day = since.astimezone(UTC).date() - timedelta(days=1)
        uids = self._ask(self._client.search, ["UNDELETED", "SINCE", day])
        return tuple(one for one in self._envelopes(folder, iter(uids)) if one.arrived >= since)

    def _look_into(self, folder: FolderPath) -> bool:
        """Open the folder afresh; false where it does not exist."""
        try:
            self._open(folder, fresh=True)
        except CommandRefused:
            if self._exists(folder):
                raise
            return False
        return True

    def _envelopes(self, folder: FolderPath, uids: Iterator[int]) -> Iterator[Envelope]:
        """What is known of these messages of the open folder, oldest arrival first."""
        validity = self._validity
        found: list[tuple[datetime, int, int]] = []
        while batch := list(islice(uids, _BATCH)):
            answer = self._ask(self._client.fetch, batch, ["RFC822.SIZE", "INTERNALDATE", "FLAGS"])
            for uid, items in answer.items():
                # A message without a size was expunged meanwhile.
                if isinstance(items.get(b"RFC822.SIZE"), int) and not _set_aside(items):
                    found.append((_arrived(items), uid, items[b"RFC822.SIZE"]))
        found.sort()
        for arrived, uid, size in found:
            yield Envelope(Place(folder, validity, str(uid)), size, arrived)

    def fetch(self, place: Place) -> bytes:
        return self._fetch(place, "BODY[]")

    def fetch_header(self, place: Place) -> bytes:
        return self._fetch(place, "BODY[HEADER]")

    def ensure(self, folder: FolderPath) -> None:
        for depth in range(1, len(folder) + 1):
            part = folder[:depth]
            if part in self._ensured:
                continue
            name = self._name(part)
            if not self._exists(part):
                try:
                    self._ask(self._client.create_folder, name)
                except CommandRefused:
                    if not self._exists(part):  # else somebody was quicker
                        raise
            self._ask(self._client.subscribe_folder, name)
            self._ensured.add(part)

    def move(self, place: Place, folder: FolderPath) -> Place | None:
        if place.folder == folder:
            return place
        uid = self._present(place)
        if self._can_move:
            target = self._carry(self._client.move, uid, folder)
            if target is None and self._ask(self._client.search, ["UID", str(uid), "UNDELETED"]):
                raise MailboxError(f'The server says that it moved a message to "{folder[-1]}", and did not.')
            return target
        target = self._twin(place, folder)
        uid = self._present(place)
        if target is None:
            target = self._carry(self._client.copy, uid, folder)
        if self._can_expunge_one:
            self._expunge(uid)
        else:
            # Where the server keeps no keywords (RFC 3501, 7.1, PERMANENTFLAGS), her mail program shows it as deleted.
            mark = FILED if {rb"\*", FILED.lower()} & self._settable else rb"\Deleted"
            self._ask(self._client.add_flags, [uid], [mark], silent=True)
        return target

    def delete(self, place: Place) -> None:
        if not self._can_expunge_one:
            raise DeletionRefused(
                f"{self._connection.peer}: the server cannot delete one message alone (it has no UIDPLUS)."
            )
        self._expunge(self._present(place))

    def flag(self, place: Place) -> None:
        uid = self._present(place)
        self._ask(self._client.add_flags, [uid], [rb"\Flagged"], silent=True)

    def append(self, folder: FolderPath, raw: bytes, *, draft: bool = False, seen: bool = False) -> None:
        flags = [flag for flag, wanted in ((rb"\Draft", draft), (rb"\Seen", seen)) if wanted]
        self._creating(folder, self._client.append, self._name(folder), raw, flags)

    def find(self, folder: FolderPath, message_id: str, *, field: str = "Message-ID") -> tuple[Place, ...]:
        if not self._look_into(folder):
            return ()
        part = searchable(message_id)
        if not part:
            return ()
        uids = self._ask(self._client.search, ["UNDELETED", "HEADER", field, part])
        # The search finds parts of a value, too: look at each.
        answer = self._ask(self._client.fetch, uids, ["FLAGS", f"BODY.PEEK[HEADER.FIELDS ({field.upper()})]"])
        return tuple(
            Place(folder, self._validity, str(uid))
            for uid, items in answer.items()
            if not _set_aside(items) and _identity(items, field) == message_id
        )

    def special(self, use: str) -> FolderPath:
        marked = self._connection.list_special_use if self._can_tell_use else self._client.list_folders
        folders = self._ask(marked)
        mark = b"\\" + use.lower().encode("ascii")
        for flags, _, name in folders:
            if mark in (flag.lower() for flag in flags):
                return split(name, separator=self._separator, prefix=self._prefix)
        present = self._ask(self._client.list_folders) if self._can_tell_use else folders
        return usual(use, (split(name, separator=self._separator, prefix=self._prefix) for _, _, name in present))

    def _namespace(self) -> tuple[str, str]:
        """Prefix and separator of the personal folders (RFC 2342)."""
        if self._ask(self._client.has_capability, "NAMESPACE"):
            personal = self._ask(self._client.namespace).personal
            if personal:
                prefix, separator = personal[0]
                return prefix, separator or "/"
        root = self._ask(self._client.list_folders, "", "")
        separator = root[0][1] if root else None
        return "", separator.decode("ascii") if separator else "/"

    def _name(self, folder: FolderPath) -> str:
        return joined(folder, separator=self._separator, prefix=self._prefix)

    def _exists(self, folder: FolderPath) -> bool:
        """Whether the folder is there; a mere place in the hierarchy counts, a marked absence does not."""
        listed = self._ask(self._client.list_folders, "", self._name(folder))
        return any(rb"\NonExistent" not in flags for flags, _, _ in listed)

    def _open(self, folder: FolderPath, *, writable: bool = False, fresh: bool = False) -> None:
        """Select the folder, for reading only unless `writable`; `fresh` sees what others did meanwhile."""
        if not fresh and self._opened in ((folder, True), (folder, writable)):
            return
        self._opened = None
        answer = self._ask(self._client.select_folder, self._name(folder), readonly=not writable)
        # Without UIDVALIDITY, UIDs mean nothing beyond this connection (RFC 3501, 2.3.1.1).
        self._validity = str(answer.get(b"UIDVALIDITY") or f"none-{uuid4()}")
        self._keywords = {flag.lower() for flag in answer.get(b"FLAGS", (FILED,))}
        self._settable = {flag.lower() for flag in answer.get(b"PERMANENTFLAGS", (rb"\*",))}
        self._opened = (folder, writable)

    def _at(self, place: Place, *, writable: bool = False, fresh: bool = False) -> int:
        """Open the place's folder and give the UID as a number. Raises MessageGone where UIDs were renumbered."""
        self._open(place.folder, writable=writable, fresh=fresh)
        if self._validity != place.validity:
            raise MessageGone(f'The folder "{place.folder[-1]}" was renumbered by the server (UIDVALIDITY).')
        return int(place.uid)

    def _present(self, place: Place) -> int:
        """The UID, in a folder open for writing. Raises MessageGone, also for what is marked deleted or filed."""
        uid = self._at(place, writable=True)
        items = self._ask(self._client.fetch, [uid], ["FLAGS"]).get(uid)
        if items is None or _set_aside(items):
            raise MessageGone(_GONE)
        return uid

    def _expunge(self, uid: int) -> None:
        """This one message of the folder that is open for writing, and no other that is marked deleted."""
        self._ask(self._client.add_flags, [uid], [rb"\Deleted"], silent=True)
        self._ask(self._client.uid_expunge, [uid])

    def _fetch(self, place: Place, section: str) -> bytes:
        uid = self._at(place)
        try:
            answer = self._ask(self._client.fetch, [uid], [section.replace("[", ".PEEK["), "RFC822.SIZE"])
        except CommandRefused as error:
            self._still_there(place)
            raise MessageRefused(str(error)) from error
        items = answer.get(uid, {})
        content = items.get(section.encode("ascii"))
        if isinstance(content, bytes) and (content or not items.get(b"RFC822.SIZE")):
            return content
        self._still_there(place)
        raise MessageRefused(
            f"{self._connection.peer}: the server answers a fetch without the message; try again."
        )

    def _still_there(self, place: Place) -> None:
        """Raises MessageGone unless the server, asked anew, still lists the message."""
        uid = self._at(place, fresh=True)
        if not self._ask(self._client.search, ["UID", str(uid)]):
            raise MessageGone(_GONE)

    def _carry(self, command: Any, uid: int, folder: FolderPath) -> Place | None:
        """MOVE or COPY one message; its new place where the server tells it (COPYUID, RFC 4315)."""
        self._connection.told("COPYUID")
        self._creating(folder, command, [uid], self._name(folder))
        match (self._connection.told("COPYUID") or b"").split():
            case [validity, _, target] if target.isdigit():
                return Place(folder, validity.decode("ascii"), target.decode("ascii"))
        return None

    def _creating(self, folder: FolderPath, command: Any, *args: Any) -> None:
        """A command into a folder, which is made if it turns out to be missing."""
        try:
            self._ask(command, *args)
        except CommandRefused as refused:
            if refused.code != "TRYCREATE":
                raise
            self._ensured.clear()
            self.ensure(folder)
            self._ask(command, *args)

    def _twin(self, place: Place, folder: FolderPath) -> Place | None:
        """A copy, the same to the last byte, that a move cut short after COPY left in the folder."""
        identity = message_id(self.fetch_header(place))
        twins = self.find(folder, identity) if identity else ()
        if not twins:
            return None
        raw = self.fetch(place)
        return next((twin for twin in twins if self.fetch(twin) == raw), None)


def _set_aside(items: dict[bytes, Any]) -> bool:
    """Marked deleted, or already filed by copy."""
    flags = {flag.lower() for flag in items.get(b"FLAGS", ())}
    return rb"\deleted" in flags or FILED.lower() in flags


def _identity(items: dict[bytes, Any], field: str) -> str:
    # Not every server names the field as it was asked for.
    header = next((value for name, value in items.items() if name.startswith(b"BODY[HEADER.FIELDS")), None)
    return message_id(header, field) if isinstance(header, bytes) else ""


def _arrived(items: dict[bytes, Any]) -> datetime:
    """INTERNALDATE in UTC; where the server's is broken the epoch: too old to be answered by itself."""
    arrived = items.get(b"INTERNALDATE")
    return arrived.astimezone(UTC) if isinstance(arrived, datetime) else _EPOCH
