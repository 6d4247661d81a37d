"""Files that Outlook makes and no library writes: winmail.dat (MS-OXTNEF) and OLE containers (MS-CFB)."""

import struct
from dataclasses import dataclass, field
from itertools import pairwise

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR = 512
_CUTOFF = 4096
"""Shorter streams lie in a stream of their own kind, which is not written here: all are filled up to this."""


def winmail(*files: tuple[str, bytes], inner: bytes = b"") -> bytes:
    """A winmail.dat with these attachments, titled by short old names; `inner` is another one, attached."""
    parts = [struct.pack("<IH", 0x223E9F78, 1), _attribute(1, 0x00089006, struct.pack("<I", 0x10000))]
    parts.append(_attribute(1, 0x00069007, struct.pack("<II", 1252, 0)))
    for at, (name, content) in enumerate(files, start=1):
        parts.append(_attribute(2, 0x00069002, b"\x01\x00" + b"\xff" * 4 + b"\x00" * 8))
        parts.append(_attribute(2, 0x00018010, f"ARCHIV~{at}.DAT".encode("ascii") + b"\x00"))
        parts.append(_attribute(2, 0x0006800F, content))
        long_name = name.encode("utf-16-le") + b"\x00\x00"
        parts.append(_attribute(2, 0x00069005, _properties((0x3707001F, long_name))))
    if inner:
        message = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46" + inner
        parts.append(_attribute(2, 0x00069002, b"\x01\x00" + b"\xff" * 4 + b"\x00" * 8))
        parts.append(_attribute(2, 0x00069005, _properties((0x3701000D, message))))
    return b"".join(parts)


def _attribute(level: int, attribute: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, attribute, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _properties(*properties: tuple[int, bytes]) -> bytes:
    packed = [struct.pack("<I", len(properties))]
    for tag, value in properties:
        packed.append(struct.pack("<III", tag, 1, len(value)) + value + b"\x00" * (-len(value) % 4))
    return b"".join(packed)


def msg(body: str, *files: bytes, nested: bytes = b"") -> bytes:
    """A .msg with these attachments; `nested` is attached to a message that is attached to it."""
    streams = {"__properties_version1.0": b"\x00" * 32, "__substg1.0_1000001F": body.encode("utf-16-le")}
    for at, content in enumerate(files):
        streams[f"__attach_version1.0_#{at:08X}/__substg1.0_37010102"] = content
    if nested:
        path = "__attach_version1.0_#000000FF/__substg1.0_3701000D/__attach_version1.0_#00000000"
        streams[f"{path}/__substg1.0_37010102"] = nested
    return compound(streams)


def compound(streams: dict[str, bytes], *, filling: bytes = b" \x00") -> bytes:
    """An OLE container with these streams, paths parted by slashes, each filled up to 4,096 bytes."""
    entries = [_Entry("Root Entry", 5)]
    for path, content in streams.items():
        *folders, name = path.split("/")
        parent = 0
        for folder in folders:
            parent = _child(entries, parent, folder)
        full = content + filling * max(0, -(-(_CUTOFF - len(content)) // len(filling)))
        entries[_child(entries, parent, name)] = _Entry(name, 2, content=full)
    _link(entries)
    directory = -(-len(entries) * 128 // _SECTOR)
    chains = [directory] + [-(-len(entry.content) // _SECTOR) for entry in entries]
    tables = next(count for count in range(1, 110) if count * 128 >= count + sum(chains))
    fat = [_FAT] * tables
    starts = []
    for length in chains:
        starts.append(len(fat) if length else _END)
        fat += [len(fat) + step for step in range(1, length)] + [_END] if length else []
    fat += [_FREE] * (tables * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, _CUTOFF, _END, 0, _END, 0
    )
    header += struct.pack("<109I", *(list(range(tables)) + [_FREE] * (109 - tables)))
    records = b"".join(entry.record(start) for entry, start in zip(entries, starts[1:], strict=True))
    body = struct.pack(f"<{len(fat)}I", *fat) + records.ljust(directory * _SECTOR, b"\x00")
    for entry in entries:
        body += entry.content + b"\x00" * (-len(entry.content) % _SECTOR)
    return header + body


@dataclass
class _Entry:
    """Of the directory: 5 the root, 1 a folder, 2 a stream. Siblings follow one another to the right."""

    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    right: int = _NONE

    def record(self, start: int) -> bytes:
        name = f"{self.name}\x00".encode("utf-16-le")
        child = self.children[0] if self.children else _NONE
        return (
            name.ljust(64, b"\x00")
            + struct.pack("<HBBIII36x", len(name), self.kind, 1, _NONE, self.right, child)
            + struct.pack("<IQ", start, len(self.content))
        )


def _child(entries: list[_Entry], parent: int, name: str) -> int:
    for number in entries[parent].children:
        if entries[number].name == name:
            return number
    entries.append(_Entry(name, 1))
    entries[parent].children.append(len(entries) - 1)
    return len(entries) - 1


def _link(entries: list[_Entry]) -> None:
    for entry in entries:
        for one, following in pairwise(entry.children):
            entries[one].right = following
