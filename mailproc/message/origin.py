"""Whose mail this is by its origin alone: a person's, or the officer's own affairs (`ajeno`)."""

from collections.abc import Collection
from enum import StrEnum

from mailproc.message.model import Message

MARK = "X-Mailproc"
DIGEST_MARKS = frozenset({"digest", "alarm"})


class Origin(StrEnum):
    """Everything but PERSON is `ajeno`: left in the inbox, unread, untouched, without a letter."""

    PERSON = "person"
    DIGEST = "digest"
    OWN = "own"
    LIST = "list"
    CALENDAR = "calendar"
    RECEIPT = "receipt"
    NOTIFICATION = "notification"

    @property
    def reason(self) -> str:
        """One short Spanish phrase; "" for PERSON."""
        return ""


def origin(message: Message, *, own_addresses: Collection[str]) -> Origin:
    """Where the message comes from. `own_addresses`: the mailbox, the officer and her aliases, any case."""
    return Origin.PERSON
