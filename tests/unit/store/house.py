"""A small house to keep a store in: settings, messages, decisions, and a mailbox and a way out that can fail."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from mailproc.cases.decision import Decision, Facts, Missing, Student
from mailproc.cases.kinds import Kind
from mailproc.config import Settings
from mailproc.errors import MessageGone
from mailproc.mailbox.base import BeforeData, Envelope, FolderPath, Place
from mailproc.message.model import Address, Message
from mailproc.reading.model import Document
from mailproc.reply.envelope import letter_id
from mailproc.reply.model import Letter
from mailproc.store.opening import Store, open_store
from mailproc.store.record import Handling, Recorded, Sheet, record

NOW = datetime(2026, 8, 20, 16, 30, tzinfo=UTC)
INBOX = ("INBOX",)
OFFICER = "afiliacion@tecnologico.example"
STUDENT = "l21270123@tecnologico.example"
LUCIA = Student(name="LUCIA RAMOS OVANDO", curp="RAOL030412MCSMVCA2", nss="12345678903")


def settings(path: Path | None = None, *, mode: str = "send", sent: str = "append", **tables: Any) -> Settings:
    """A whole configuration; `tables` adds keys to a table: policy={"replies_per_day": 2}."""
    tree: dict[str, Any] = {
        "institution": {"name": "Instituto de Prueba", "registrations": ["A3399990326"]},
        "officer": {"name": "Encargada", "address": OFFICER},
        "mailbox": {"url": "imaps://afiliacion%40tecnologico.example@imap.example", "sent": sent},
        "smtp": {"url": "smtps://afiliacion%40tecnologico.example@smtp.example"},
        "policy": {"mode": mode},
        "path": path or Path("config.toml"),
    }
    for name, keys in tables.items():
        tree[name] = {**tree.get(name, {}), **keys}
    return Settings.model_validate(tree)


def opened(folder: Path) -> Store:
    """The store of a folder; a new one is a copy of one that was made once, which saves the migrations."""
    path = folder / "mailproc.sqlite3"
    if not path.exists():
        path.write_bytes(empty_store())
    return open_store(f"sqlite:///{path}")


@cache
def empty_store() -> bytes:
    """The bytes of a store with its tables and no rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite3"
        open_store(f"sqlite:///{path}").close()
        return path.read_bytes()


def message(number: int = 1, *, sender: str = STUDENT, message_id: str | None = None) -> Message:
    """An invented student's message."""
    identity = f"<{number}@correo.example>" if message_id is None else message_id
    return Message(
        fingerprint=hashlib.sha256(f"{number}".encode()).hexdigest(),
        message_id=identity,
        in_reply_to="",
        references=(),
        date=NOW - timedelta(hours=1),
        arrived=NOW - timedelta(minutes=60 - number),
        sender=Address("Lucía Ramos", sender) if sender else None,
        senders=1 if sender else 0,
        reply_to=(),
        to=(Address("", OFFICER),),
        cc=(),
        subject="Constancia de vigencia",
        text="Buenas tardes, adjunto mi constancia.",
        attachments=(),
        headers=(),
    )


def decision(kind: Kind = Kind.ALTA, *, student: Student = LUCIA, **facts: Any) -> Decision:
    """A decision with one reason."""
    return Decision(kind, (f"Regla de {kind.value}.",), student, Facts(**facts))


ALTA = decision(missing=(Missing.CLINIC,), umf_wish="025")


def envelope_of(mail: Message, *, place: Place | None = None) -> Envelope:
    """Where the message waits, by default in the inbox under a UID made from its fingerprint."""
    uid = str(int(mail.fingerprint[:6], 16))
    return Envelope(place or Place(INBOX, "7", uid), 4321, mail.arrived)


def letter(folio: str = "AF-26-00001", *, template: str = "alta", to: str = STUDENT, occasion: str = "") -> Letter:
    """A composed letter, or the officer's own mail."""
    return Letter(
        template=template,
        recipient=to,
        subject=f"Recibimos tu constancia ({folio})",
        text=f"Hola:\n\nTu folio es {folio}.\n",
        html=f"<p>Hola:</p><p>Tu folio es {folio}.</p>",
        message_id=letter_id(b"secreto", folio, template, "tecnologico.example", occasion=occasion),
        in_reply_to="<1@correo.example>",
        references=("<0@correo.example>",),
    )


def handle(
    store: Store,
    mail: Message,
    what: Decision,
    config: Settings,
    *,
    now: datetime = NOW,
    compose: Callable[[str], Letter | None] | None = None,
    **more: Any,
) -> Recorded:
    """Record a message as the pipeline does; its letter goes to the sender, an urgent one's to the officer."""

    def default(folio: str) -> Letter | None:
        if what.kind is Kind.URGENTE:
            return letter(folio, template="alarm", to=OFFICER)
        if what.letter is None or mail.sender is None:
            return None
        return letter(folio, template=what.letter, to=mail.sender.address)

    handling = Handling(envelope_of(mail), mail, what, **more)
    return record(store, handling, config, now=now, compose=compose or default)


SHEET = Sheet("constancia.pdf", "ab" * 32, Document.CONSTANCIA, {"document": "constancia_vigencia", "pages": [1]})


class Killed(BaseException):
    """Stands for the process's death: nothing but the test catches it."""


@dataclass
class Steps:
    """Counts durable steps, and dies at the chosen one."""

    deadly: int | None = None
    taken: int = 0
    die: Callable[[], None] | None = None

    def __call__(self, *_: object) -> None:
        self.taken += 1
        if self.deadly == self.taken:
            if self.die is not None:
                self.die()
            raise Killed


@dataclass
class FakeMailbox:
    """A mailbox in memory that takes a step before and after whatever lasts."""

    step: Callable[[], None] = lambda: None
    folders: dict[FolderPath, dict[str, Message | bytes]] = field(default_factory=lambda: {INBOX: {}})
    flagged: set[str] = field(default_factory=set)
    tells: bool = True
    validities: dict[FolderPath, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def put(self, mail: Message, folder: FolderPath = INBOX) -> Envelope:
        """A message arrives."""
        uid = str(next(self.numbers))
        self.folders.setdefault(folder, {})[uid] = mail
        return envelope_of(mail, place=Place(folder, self.validity(folder), uid))

    def ids(self, folder: FolderPath) -> list[str]:
        """Message-IDs that lie in the folder."""
        return [_identity(mail) for mail in self.folders.get(folder, {}).values()]

    def validity(self, folder: FolderPath) -> str:
        return self.validities.get(folder, "7")

    def waiting(self, folder: FolderPath, *, known: frozenset[str]) -> Iterator[Envelope]:
        for uid, mail in self.folders.get(folder, {}).items():
            if uid not in known and isinstance(mail, Message):
                yield envelope_of(mail, place=Place(folder, self.validity(folder), uid))

    def present(self, folder: FolderPath) -> frozenset[Place]:
        return frozenset(Place(folder, self.validity(folder), uid) for uid in self.folders.get(folder, {}))

    def recent(self, folder: FolderPath, *, since: datetime) -> tuple[Envelope, ...]:
        return tuple(one for one in self.waiting(folder, known=frozenset()) if one.arrived >= since)

    def fetch(self, place: Place) -> bytes:
        raise NotImplementedError

    def fetch_header(self, place: Place) -> bytes:
        raise NotImplementedError

    def ensure(self, folder: FolderPath) -> None:
        self.folders.setdefault(folder, {})

    def move(self, place: Place, folder: FolderPath) -> Place | None:
        mail = self._at(place)
        if place.folder == folder:
            return place
        self.step()
        del self.folders[place.folder][place.uid]
        uid = str(next(self.numbers))
        self.folders[folder][uid] = mail
        self.step()
        return Place(folder, self.validity(folder), uid) if self.tells else None

    def flag(self, place: Place) -> None:
        mail = self._at(place)
        self.step()
        self.flagged.add(_identity(mail))
        self.step()

    def append(self, folder: FolderPath, raw: bytes, *, draft: bool = False, seen: bool = False) -> None:
        self.step()
        self.folders.setdefault(folder, {})[str(next(self.numbers))] = raw
        self.step()

    def find(self, folder: FolderPath, message_id: str, *, field: str = "Message-ID") -> tuple[Place, ...]:
        mails = self.folders.get(folder, {})
        return tuple(
            Place(folder, self.validity(folder), uid)
            for uid, mail in mails.items()
            if _identity(mail, field) == message_id
        )

    def special(self, use: str) -> FolderPath:
        return (use,)

    def _at(self, place: Place) -> Message | bytes:
        mails = self.folders.get(place.folder, {})
        if place.validity != self.validity(place.folder) or place.uid not in mails:
            raise MessageGone("gone")
        return mails[place.uid]


def _identity(mail: Message | bytes, field: str = "Message-ID") -> str:
    if isinstance(mail, Message):
        return mail.message_id if field == "Message-ID" else ""
    return str(message_from_bytes(mail)[field] or "").strip()


@dataclass
class FakeTransport:
    """A way out that keeps what it sends, or answers with the errors it is given, one for each letter."""

    step: Callable[[], None] = lambda: None
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    before: list[Exception | None] = field(default_factory=list)
    after: list[Exception | None] = field(default_factory=list)

    def send(self, raw: bytes, *, sender: str, recipient: str, before_data: BeforeData) -> None:
        assert sender == OFFICER
        error = self.before.pop(0) if self.before else None
        if error:
            raise error
        before_data()
        self.step()
        self.sent.append((recipient, raw))
        self.step()
        error = self.after.pop(0) if self.after else None
        if error:
            raise error

    def close(self) -> None:
        return None

    @property
    def recipients(self) -> list[str]:
        """To whom letters went, in order."""
        return [recipient for recipient, _ in self.sent]


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.waited: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Let time pass: forward(minutes=5)."""
        self.now += timedelta(**span)

    def pause(self, seconds: float) -> None:
        """What sending does while it waits for its turn."""
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)


def changed(config: Settings, **policy: Any) -> Settings:
    """The same settings with another policy."""
    return config.model_copy(update={"policy": config.policy.model_copy(update=policy)})
