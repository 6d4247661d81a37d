"""winmail.dat: the files that Outlook and Exchange wrap in TNEF (MS-OXTNEF). Pure, in time linear in its size.

Only attachments are taken out. The text of such a message stands beside it in the mail.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEADER = struct.Struct("<BII")  # level, attribute, length; after the data two bytes of checksum
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME = (b"\x1f\x00\x07\x37", "utf-16-le"), (b"\x1e\x00\x07\x37", "cp1252")
_MESSAGE = b"\x0d\x00\x01\x37"
_GUID = 16
_MOST_FILES = 500
_DEEPEST = 5


class NotTnef(ValueError):
    """The bytes are no TNEF, or end before it does."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file. `name` is the sender's, "" where there is none."""

    name: str = ""
    content: bytes = b""


def enclosed_in(content: bytes, *, depth: int = 0) -> tuple[Enclosed, ...]:
    """The files, those of messages enclosed as files included. Raises NotTnef."""
    files: list[Enclosed] = []
    inner: list[Enclosed] = []
    for attribute, data in _attributes(content):
        if attribute == _BEGINS:
            files.append(Enclosed())
        elif not files:
            continue
        elif attribute == _TITLE:
            files[-1] = replace(files[-1], name=files[-1].name or _text(data, "cp1252"))
        elif attribute == _DATA:
            files[-1] = replace(files[-1], content=data)
        elif attribute == _PROPERTIES:
            files[-1] = replace(files[-1], name=_long_name(data) or files[-1].name)
            message = _property(data, _MESSAGE)[_GUID:]
            if message.startswith(SIGNATURE) and depth < _DEEPEST:
                inner += enclosed_in(message, depth=depth + 1)
        if len(files) + len(inner) > _MOST_FILES:
            raise NotTnef("too many files")
    return (*(file for file in files if file.content), *inner)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    if not content.startswith(SIGNATURE):
        raise NotTnef("no signature")
    position = 6  # the signature, and a key of two bytes
    while position + _HEADER.size <= len(content):
        _, attribute, length = _HEADER.unpack_from(content, position)
        position += _HEADER.size
        if position + length > len(content):
            raise NotTnef("cut off")
        yield attribute & 0xFFFF, content[position : position + length]
        position += length + 2


def _long_name(properties: bytes) -> str:
    """PidTagAttachLongFilename; the title is often an old name of eight letters and three."""
    for tag, encoding in _LONG_NAME:
        if name := _text(_property(properties, tag), encoding):
            return name
    return ""


def _property(properties: bytes, tag: bytes) -> bytes:
    """The one value of variable length that follows a tag, b"" where the tag is not there. It is looked for, not
    walked to: types and named properties before it do not matter."""
    at = properties.find(tag)
    if at < 0 or at + 12 > len(properties):
        return b""
    count, length = struct.unpack_from("<II", properties, at + 4)
    return properties[at + 12 : at + 12 + length] if count == 1 else b""


def _text(raw: bytes, encoding: str) -> str:
    return raw.decode(encoding, "replace").rstrip("\x00")
