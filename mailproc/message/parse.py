"""Bytes to a message. Never raises, whatever the bytes."""

from datetime import datetime

from mailproc.message.model import Message


def parse(raw: bytes, *, arrived: datetime, truncated: bool = False) -> Message:
    """The message that `raw` is; `arrived` is aware (INTERNALDATE)."""
    return Message("", "", "", (), None, arrived, None, 0, (), (), (), "", "", (), (), truncated)
