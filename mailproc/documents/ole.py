"""OLE containers (MS-CFB): Outlook's .msg with its attachments, and files that were put into old documents."""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from mailproc.documents.allowance import Allowance
from mailproc.documents.media import Media
from mailproc.documents.refusals import broken, refusal
from mailproc.documents.source import Source
from mailproc.documents.typed import paragraphs, typed_page
from mailproc.reading.model import Problem

if TYPE_CHECKING:
    import olefile

_OLE_ERRORS = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, OverflowError)
"""What olefile raises on broken files (its own errors are OSErrors, RecursionError is a RuntimeError)."""
_ATTACHED = "__substg1.0_37010102"
"""PidTagAttachDataBinary, wherever it stands: also in messages attached to the message (MS-OXMSG 2.2.2)."""
_BODY = ("__substg1.0_1000001F", "utf-16-le"), ("__substg1.0_1000001E", "cp1252")
_OBJECTS = frozenset({"CONTENTS", "Package", "\x01Ole10Native"})
"""Streams that hold a file as it was: what Acrobat, Office and the packager call them."""


def streams_of(content: bytes) -> tuple[tuple[str, ...], ...]:
    """The path of every stream, () for a container that is broken."""
    import olefile

    with suppress(*_OLE_ERRORS), olefile.OleFileIO(io.BytesIO(content)) as container:
        return tuple(tuple(path) for path in container.listdir())
    return ()


def contents_of_ole(content: bytes, media: Media, allowance: Allowance) -> Iterator[bytes | Source | Problem]:
    """The text and the attachments of a .msg; of other containers the files put into them, or that there are
    none. Raises Spent."""
    import olefile

    wanted = {_ATTACHED} if media is Media.MSG else _OBJECTS
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            if media is Media.MSG and (page := _body(container)) is not None:
                yield page
            paths = [path for path in container.listdir() if path[-1] in wanted]
            for path in paths:
                # Several streams may claim the same sectors: together they can be more than the file.
                allowance.spend(container.get_size(path))
                yield container.openstream(path).read()
    except _OLE_ERRORS:
        yield broken(media)
        return
    if media is Media.OLE and not paths:
        yield refusal(media)


def _body(container: "olefile.OleFileIO") -> Source | None:
    for name, encoding in _BODY:
        if container.exists(name) and (text := container.openstream(name).read().decode(encoding, "replace")):
            return typed_page(paragraphs(text))
    return None
