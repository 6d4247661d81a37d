"""Did a machine answer? (RFC 3834)"""

from collections.abc import Collection

from mailproc.message.model import Message


def automatic(message: Message, *, own_addresses: Collection[str]) -> str | None:
    """Why a machine wrote this answer, in Spanish; None where a person did, or it is `ajeno` by origin."""
    return None
