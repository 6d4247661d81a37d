"""Names on the wire and on the disk: folder paths, usual folders, Message-IDs. No input or output."""

import re
from collections.abc import Iterable

from imapclient import imap_utf7

from mailproc.errors import ConfigurationError
from mailproc.mailbox.base import FolderPath
from mailproc.message import headers

# Where no folder is marked with the special use of RFC 6154: what mail programs call it, the likeliest first.
USUAL_NAMES = {
    "Drafts": ("Drafts", "Borradores", "Draft"),
    "Sent": ("Sent", "Sent Items", "Sent Messages", "Enviados", "Elementos enviados"),
    "Junk": ("Junk", "Junk Email", "Junk E-mail", "Spam", "Correo no deseado", "Correo electrónico no deseado"),
}

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def joined(folder: FolderPath, *, separator: str, prefix: str = "") -> str:
    """The path as the server names it: below the personal namespace's prefix (RFC 2342), but for INBOX itself.

    Raises ConfigurationError where a part cannot be told from two levels.
    """
    parts = [*folder]
    for part in parts:
        if not part or separator in part:
            raise ConfigurationError(
                f'The folder name "{part}" cannot be used here: it is empty or holds the hierarchy separator '
                f'"{separator}". Choose another in [folders] or [mailbox].'
            )
    if parts[0].upper() == "INBOX":
        parts[0] = "INBOX"
        return separator.join(parts)
    return prefix + separator.join(parts)


def split(name: str, *, separator: str, prefix: str = "") -> FolderPath:
    """The server's name as a path: the inverse of `joined`."""
    return tuple(name.removeprefix(prefix).split(separator))


def encoded(part: str) -> str:
    """Modified UTF-7 (RFC 3501, 5.1.3): how Dovecot writes folder names to the disk, too."""
    return str(imap_utf7.encode(part), "ascii")


def usual(use: str, present: Iterable[FolderPath]) -> FolderPath:
    """The folder that serves as "Drafts", "Sent" or "Junk" by its name; the first usual name where none is there."""
    by_name = {folder[-1].casefold(): folder for folder in present if len(folder) == 1}
    names = USUAL_NAMES.get(use, (use,))
    return next((by_name[name.casefold()] for name in names if name.casefold() in by_name), (names[0],))


def header_of(raw: bytes) -> bytes:
    """The header with its blank line; everything where there is none."""
    end = _BLANK_LINE.search(raw)
    return raw[: end.end()] if end else raw


def searchable(message_id: str) -> str:
    """A part of the Message-ID that any server's search takes: a run of plain ASCII, at most 200 characters long.

    Students' mail programs decide what stands in it: quotation marks, letters beyond ASCII, no angle brackets.
    """
    runs = re.findall(r"[^\x00-\x20\"\\<>\x7f-\U0010ffff]+", message_id)
    return max(runs, key=len, default="")[:200]


def message_id(header: bytes, field: str = "Message-ID") -> str:
    """The topmost Message-ID (or what another field has for one) as `Message.message_id` has it; "" where there is
    none."""
    pattern = rb"^" + re.escape(field.encode()) + rb":((?:.*\r?\n[ \t])*.*)"
    found = re.search(pattern, header, re.IGNORECASE | re.MULTILINE)
    return headers.message_id(found[1].decode("ascii", "surrogateescape")) if found else ""
