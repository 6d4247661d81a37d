"""A letter and its states."""

from dataclasses import dataclass
from enum import StrEnum


class LetterState(StrEnum):
    """Where a letter is. SENDING is committed just before DATA: found after a restart, it means UNCERTAIN.
    SUPERSEDED: a later letter of its case took its place before it went."""

    OBSERVED = "observed"
    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    DRAFT = "draft"
    FAILED = "failed"
    SUPERSEDED = "superseded"


OFFICER_TEMPLATES = frozenset({"digest", "alarm"})
FOLLOW_UPS = frozenset({"recordatorio", "alta_hecha", "baja_hecha", "hoja_lista"})
"""Letters that answer no message just come."""


def letter_mark(template: str) -> str:
    """What X-Mailproc says of a letter: "letter alta"; of the officer's own mail its template alone."""
    return template if template in OFFICER_TEMPLATES else f"letter {template}"


@dataclass(frozen=True, slots=True)
class Part:
    """What the officer's mail carries besides its text: a file (`content_id` is ""), or a picture that its HTML shows
    as `cid:CONTENT_ID`. `media` is a type such as "image/jpeg"."""

    name: str
    media: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter. Pure text: MIME is made when it goes (reply/envelope.py).

    template    name in templates/replies, or "digest", "alarm" for the officer's own mail.
    message_id  ours, with angle brackets: derived from folio and template by a keyed hash, the same on every try.
    in_reply_to, references  of the student's message, so that the letter lies in its thread ("" and () if none).
    """

    template: str
    recipient: str
    subject: str
    text: str
    html: str
    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def for_officer(self) -> bool:
        """Whether this is the officer's own mail: a class of its own in the outbox (promise 5)."""
        return self.template in OFFICER_TEMPLATES
