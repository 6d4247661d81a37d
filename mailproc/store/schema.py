"""The tables. `migrations/` makes them; a test holds both to the same shape.

Every row that comes from mail carries its account. Instants are UTC (`columns.Instant`), dates on documents
stand in the readings' JSON. The store keeps readings, letters and crops, and no copy of messages or attachments.
"""

from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from mailproc.cases.kinds import Folder, Kind, State
from mailproc.reading.model import Document
from mailproc.reply.model import LetterState
from mailproc.store.columns import Instant, Path, Slug

HEAD = "0007"
"""The migration that this module's tables stand at."""


class Outcome(StrEnum):
    """What became of a message. OLD: too old to answer, recorded alone. SET_ASIDE: failed three times. FORGOTTEN:
    was handled, and nothing else is known of it any more, so that it is never answered again."""

    HANDLED = "handled"
    OLD = "old"
    SET_ASIDE = "set_aside"
    FORGOTTEN = "forgotten"


class FilingState(StrEnum):
    """OBSERVED: would have been done. ELSEWHERE: somebody moved or removed the message first, theirs counts.
    SUPERSEDED: a later filing of the same message took its place."""

    OBSERVED = "observed"
    PENDING = "pending"
    DONE = "done"
    ELSEWHERE = "elsewhere"
    SUPERSEDED = "superseded"


class Base(DeclarativeBase):
    """All tables; constraint names are fixed, so that later migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant(),
        str: Text(),
        list[str]: JSON(),
        dict[str, Any]: JSON(),
        tuple[str, ...]: Path(),
        Kind: Slug(Kind),
        State: Slug(State),
        Folder: Slug(Folder),
        Document: Slug(Document),
        LetterState: Slug(LetterState),
        Outcome: Slug(Outcome),
        FilingState: Slug(FilingState),
    }
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)


class OfAccount:
    """Rows that come from one mailbox's mail."""

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), sort_order=-1)


class Account(Base):
    """A mailbox that is worked."""

    __tablename__ = "accounts"
    name: Mapped[str] = mapped_column(unique=True)


class Meta(OfAccount, Base):
    """Single values: the secret of our Message-IDs, the last poll, the last digest, a pause."""

    __tablename__ = "meta"
    __table_args__ = (UniqueConstraint("account_id", "key"),)
    key: Mapped[str]
    value: Mapped[str]


class Sender(OfAccount, Base):
    """Who wrote. `refused_at`: when the address was refused for good, so that no more letters go there."""

    __tablename__ = "senders"
    __table_args__ = (UniqueConstraint("account_id", "address"),)
    address: Mapped[str]
    name: Mapped[str]
    refused_at: Mapped[datetime | None]


class Student(OfAccount, Base):
    """Whom a case is about; "" where unknown. Not the sender: one may write for another."""

    __tablename__ = "students"
    __table_args__ = (Index(None, "account_id", "curp"), Index(None, "account_id", "nss"))
    name: Mapped[str]
    curp: Mapped[str]
    nss: Mapped[str]
    control: Mapped[str]
    address: Mapped[str]
    programme: Mapped[str] = mapped_column(default="", server_default="")
    semester: Mapped[str] = mapped_column(default="", server_default="")


class RosterEntry(OfAccount, Base):
    """One row of the roster as imported, "" where its cell was empty; values normalised (CURP and NSS whole and valid
    or "", addresses in small letters). `status` is the roster's own word, `graduated` what it was taken for."""

    __tablename__ = "roster"
    __table_args__ = (
        Index(None, "account_id", "curp"),
        Index(None, "account_id", "nss"),
        Index(None, "account_id", "control"),
        Index(None, "account_id", "address"),
    )
    control: Mapped[str]
    name: Mapped[str]
    curp: Mapped[str]
    nss: Mapped[str]
    address: Mapped[str]
    programme: Mapped[str]
    semester: Mapped[str]
    status: Mapped[str]
    graduated: Mapped[bool]


class CaseMessage(Base):
    """A message may belong to several cases, a case to several messages."""

    __tablename__ = "case_messages"
    __table_args__ = (UniqueConstraint("case_id", "message_id"), Index(None, "message_id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))


class Message(OfAccount, Base):
    """The ledger: one row a message, identified by its fingerprint. Sender and subject, by which the officer finds
    it, are kept only where there is a case or something to look at: the rest of her mail is none of our business.
    `authentic` is None where nothing speaks for or against."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("account_id", "fingerprint"),
        Index(None, "account_id", "message_id"),
        Index(None, "sender_id"),
    )
    fingerprint: Mapped[str]
    message_id: Mapped[str]
    date: Mapped[datetime | None]
    arrived: Mapped[datetime]
    size: Mapped[int]
    subject: Mapped[str]
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("senders.id"))
    outcome: Mapped[Outcome]
    kind: Mapped[Kind | None]
    reasons: Mapped[list[str]]
    silent: Mapped[str]
    automatic: Mapped[bool]
    authentic: Mapped[bool | None]
    recorded_at: Mapped[datetime]

    sender: Mapped[Sender | None] = relationship()
    cases: Mapped[list["Case"]] = relationship(secondary="case_messages", back_populates="messages")


class Place(OfAccount, Base):
    """A cache of where messages lie or lay (`left_at`): uids of one UIDVALIDITY of a folder.

    With no message yet it counts the tries at one that was never brought to an end.
    """

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("account_id", "folder", "validity", "uid"), Index(None, "message_id"))
    folder: Mapped[tuple[str, ...]]
    validity: Mapped[str]
    uid: Mapped[str]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    arrived: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    left_at: Mapped[datetime | None]


class Case(OfAccount, Base):
    """One student's business with the officer. `missing` holds values of cases.decision.Missing; `version` counts
    changes: a stale writer is refused (StaleDataError). `merged_into` is the folio of the case that took over all that
    this one had, or ""."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("account_id", "folio"),
        UniqueConstraint("account_id", "year", "number"),
        Index(None, "account_id", "state"),
        Index(None, "student_id"),
        Index(None, "previous_id"),
    )
    folio: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"))
    kind: Mapped[Kind]
    state: Mapped[State]
    reasons: Mapped[list[str]]
    missing: Mapped[list[str]]
    umf_wish: Mapped[str]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    merged_into: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = MappingProxyType({"version_id_col": version})

    student: Mapped[Student | None] = relationship()
    messages: Mapped[list[Message]] = relationship(
        secondary="case_messages", back_populates="cases", order_by="Message.arrived, Message.id"
    )
    letters: Mapped[list["Letter"]] = relationship(back_populates="case", order_by="Letter.id")
    notes: Mapped[list["Note"]] = relationship(order_by="Note.id", passive_deletes=True)


class Reading(OfAccount, Base):
    """One sheet of one file. `body` is the object that `mailproc read --json` prints for it."""

    __tablename__ = "readings"
    __table_args__ = (
        Index(None, "message_id"),
        Index(None, "case_id"),
        Index(None, "student_id"),
        Index(None, "sha256"),
    )
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"))
    file: Mapped[str]
    sha256: Mapped[str]
    document: Mapped[Document]
    body: Mapped[dict[str, Any]]

    crops: Mapped[list["Crop"]] = relationship(order_by="Crop.id", cascade="all, delete-orphan")


class Crop(OfAccount, Base):
    """The piece of a sheet where a field's value stands."""

    __tablename__ = "crops"
    __table_args__ = (Index(None, "reading_id"),)
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id", ondelete="CASCADE"))
    field: Mapped[str]
    media: Mapped[str]
    image: Mapped[bytes] = mapped_column(LargeBinary)


class Letter(OfAccount, Base):
    """The outbox. `message_id` is our own Message-ID header, `answered_id` the message answered, if any.

    started_at   when the last try began; with `sent_at` the instant that caps and pace count.
    drafted_at   when it was put into Drafts.
    ended_at     when it failed or became uncertain.
    copy_due     SENT, and its copy in Sent still to be put there.
    reason       why it is held, deferred, uncertain or failed: a Spanish sentence for the officer.
    """

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("account_id", "message_id"),
        Index(None, "account_id", "state", "due_at"),
        Index(None, "account_id", "started_at"),
        Index(None, "case_id"),
        Index(None, "answered_id"),
    )
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    answered_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    state: Mapped[LetterState]
    template: Mapped[str]
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    message_id: Mapped[str]
    in_reply_to: Mapped[str]
    references: Mapped[list[str]]
    composed_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    drafted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    copy_due: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")

    case: Mapped[Case | None] = relationship(back_populates="letters")
    answered: Mapped[Message | None] = relationship()
    parts: Mapped[list["LetterPart"]] = relationship(order_by="LetterPart.id", cascade="all, delete-orphan")


class LetterPart(OfAccount, Base):
    """A file or a picture that a letter carries (reply.model.Part), kept until the letter has gone: it holds
    students' data that the store has already."""

    __tablename__ = "letter_parts"
    __table_args__ = (Index(None, "letter_id"),)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id", ondelete="CASCADE"))
    name: Mapped[str]
    media: Mapped[str]
    content_id: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Filing(OfAccount, Base):
    """Where a message shall lie. `folder` is None where it stays and is only flagged."""

    __tablename__ = "filings"
    __table_args__ = (Index(None, "account_id", "state"), Index(None, "message_id"), Index(None, "place_id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    folder: Mapped[Folder | None]
    flag: Mapped[bool]
    state: Mapped[FilingState]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    intended_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    message: Mapped[Message] = relationship()


class Requirement(OfAccount, Base):
    """One of `[policy] alta_requirements`, in its own words, that the student of an alta has met."""

    __tablename__ = "requirements"
    __table_args__ = (UniqueConstraint("case_id", "text"),)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    text: Mapped[str]
    ticked_at: Mapped[datetime]


class Note(OfAccount, Base):
    """What the officer wants to be remembered of a case, in her own words, which may be personal data."""

    __tablename__ = "notes"
    __table_args__ = (Index(None, "case_id"),)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    who: Mapped[str]
    text: Mapped[str]


class Move(OfAccount, Base):
    """A message that the officer has put into another folder, until its time of grace is over and her move counts.
    `folder` is None for the inbox; `noticed_at` is when it was first seen there."""

    __tablename__ = "moves"
    __table_args__ = (UniqueConstraint("message_id"),)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    folder: Mapped[Folder | None]
    noticed_at: Mapped[datetime]

    message: Mapped[Message] = relationship()


class Movement(OfAccount, Base):
    """A line of an IDSE batch file: alta "08", baja "02". `accepted` is the institute's answer, if read back."""

    __tablename__ = "movements"
    __table_args__ = (Index(None, "case_id"), Index(None, "student_id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"))
    type: Mapped[str]
    registro: Mapped[str]
    file: Mapped[str]
    exported_at: Mapped[datetime]
    accepted: Mapped[bool | None]
    reason: Mapped[str]


class Event(OfAccount, Base):
    """The history: who did what, when. `detail` names kinds, states and templates, never a person."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "case_id"), Index(None, "message_id"))
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    detail: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="SET NULL"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
