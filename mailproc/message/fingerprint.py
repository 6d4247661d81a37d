"""The identity of a message that survives a server's rebuilding of its MIME."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from mailproc.message.model import Attachment


def fingerprint(
    *,
    message_id: str,
    date: datetime | None,
    date_field: str,
    sender: str,
    files: Iterable[Attachment],
    words: str,
) -> str:
    """sha-256, hex, over Message-ID, Date, From and the files' bytes, each with its length in front.

    `date_field` stands in for a date that cannot be parsed. The order of the files does not count, nor do
    line ends in text files: quoted-printable and base64 differ in them. `words` (subject and text) counts
    only where there is no Message-ID: two such messages of one minute would otherwise be one.
    """
    pieces = [
        message_id.encode(),
        (date.isoformat() if date else " ".join(date_field.split())).encode(),
        " ".join(sender.split()).encode(),
        b"" if message_id else " ".join(words.split()).encode(),
        *sorted(_digest(file) for file in files),
    ]
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(len(piece).to_bytes(8, "big") + piece)
    return whole.hexdigest()


def _digest(file: Attachment) -> bytes:
    content = file.content
    if file.declared_type.startswith("text/"):
        content = content.replace(b"\r\n", b"\n").rstrip(b"\n")
    return hashlib.sha256(content).digest()
