"""A message as plain values. Nothing here reads a network, a file or a clock."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of a header field. `address` is lower-cased `local@domain`, "" where the header is broken."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands after the last `@`, "" if nothing."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A MIME part that is a file. `name` is the sender's and only ever a hint, as is `declared_type`.

    `inline` parts (signature logos, pictures pasted into the text) count as files too.
    """

    name: str
    declared_type: str
    content: bytes
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """What a mail server says became of a message for one recipient, by all addresses it has for it (lower-cased): it
    FAILED for good, or is only delayed. `status` is an enhanced code (RFC 3463), "" where there is none."""

    recipients: frozenset[str]
    failed: bool
    status: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a bounce tells. `originals` are Message-IDs by which the returned message may be known, `to` its recipients
    as its returned header has them."""

    originals: frozenset[str]
    to: frozenset[str]
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message, parsed.

    fingerprint  sha-256 hex over Message-ID, Date, From and the decoded attachments' bytes: servers rebuild
                 MIME, so raw bytes drift. It is the message's identity.
    message_id   with its angle brackets; "" where absent or broken.
    date         the Date header in UTC; None where absent or broken.
    arrived      when the server took it in (INTERNALDATE), UTC.
    sender       the first From address; None where there is none. `senders` counts the From addresses.
    text         what the sender wrote, as plain text: quoted history and signature lines may remain, and the text
                 of messages forwarded as attachments follows below a line of its own (see `quoted.separate`).
    attachments  those of messages forwarded as attachments are among them.
    headers      every header as (lower-cased name, unfolded value), topmost first, 500 at most. Only unstructured
                 fields (Subject, X-…) are decoded: in others encoded words could forge syntax.
    truncated    True where only the header was fetched (the message is over the size limit).
    problems     codes for what is broken in the MIME: "charset", "base64", "depth", "parts", "header".
    bounce       what it says of a message that could not be delivered, where it has the form of a bounce. Anybody can
                 write one.
    """

    fingerprint: str
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    date: datetime | None
    arrived: datetime
    sender: Address | None
    senders: int
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    headers: tuple[tuple[str, str], ...]
    truncated: bool = False
    problems: tuple[str, ...] = ()
    bounce: Bounce | None = None

    def header(self, name: str) -> str:
        """The topmost header of that (case-insensitive) name, "" where absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All headers of that (case-insensitive) name, topmost first."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key == wanted)
