"""One file into a Maildir, whole or not at all (maildir(5)): written in tmp, renamed into new or cur."""

import os
from collections.abc import Iterator
from pathlib import Path

BOXES = ("new", "cur")


def unique(file_name: str) -> str:
    """The unique part of a file's name: what stands before the flags."""
    return file_name.partition(":")[0]


def flags(file_name: str) -> str:
    """The flags of a file's name, "" where it has none: "DFPRST" are maildir(5)'s, small letters Dovecot's."""
    return file_name.partition(":2,")[2]


def files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The messages of a Maildir folder, in no order. Another program may rename one while this runs."""
    for box in BOXES:
        with os.scandir(folder / box) as entries:
            yield from (entry for entry in entries if not entry.name.startswith("."))


def create(folder: Path, *, mode: int = 0o700) -> None:
    """Make the folder's three boxes where absent, with exactly this mode."""
    for path in (folder, *(folder / box for box in ("tmp", *BOXES))):
        try:
            path.mkdir()
        except FileExistsError:
            continue
        path.chmod(mode)


def deliver(folder: Path, raw: bytes, *, name: str, flagged: str = "") -> bool:
    """Put a message under a unique name: into new, or with flags into cur. False where that name is there."""
    if any(unique(entry.name) == name for entry in files(folder)):
        return False
    draft = folder / "tmp" / name
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, folder.stat().st_mode & 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    home = folder / "cur" / f"{name}:2,{''.join(sorted(flagged))}" if flagged else folder / "new" / name
    draft.rename(home)
    settle(home.parent)
    return True


def settle(folder: Path) -> None:
    """Make the renames in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
