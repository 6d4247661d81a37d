"""The folder that `mailproc read --debug` fills: names that strangers cannot steer, nothing of others overwritten.

The pictures hold students' data: folder and files are the user's alone (0700, 0600).
"""

import os
import re
import stat
import tempfile
import unicodedata
from pathlib import Path

from mailproc.errors import MailprocError, UsageError
from mailproc.named import replace_file

SIGNATURE = "mailproc read --debug"
"""Stands in the first bytes of every file written here: only such files are ever written over."""
INDEX = "index.html"
_FIRST_BYTES = 400
_LONGEST = 60


class DebugFolder:
    """The folder, made if it is not there. Raises UsageError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written: set[str] = set()
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                pass
        except (FileExistsError, NotADirectoryError):
            raise UsageError(f"--debug {path}: this is no folder: name one, or one to be made.") from None
        except OSError as error:
            raise UsageError(f"--debug {path}: cannot be written ({error.strerror}).") from None
        self._ours_or_absent(path / INDEX)

    @property
    def index(self) -> Path:
        """The page to open."""
        return self._path / INDEX

    def write(self, name: str, content: bytes) -> None:
        """Writes a file whole or not at all. Raises UsageError where a file of that name is somebody else's,
        MailprocError where the disk does not take it."""
        target = self._path / name
        self._ours_or_absent(target)
        self._written.add(name)
        try:
            replace_file(target, content)
        except OSError as error:
            raise MailprocError(f"{target}: cannot be written ({error.strerror}).") from None

    def sweep(self) -> None:
        """Removes the pictures of earlier runs: a page that shows one student has no others lying beside it."""
        for target in self._path.glob("*.png"):
            if target.name not in self._written and _is_ours(target):
                target.unlink(missing_ok=True)

    def _ours_or_absent(self, target: Path) -> None:
        if not os.path.lexists(target) or _is_ours(target):
            return
        raise UsageError(
            f"{target} is there already and was not made by `{SIGNATURE}`: it was left as it is. "
            "Name another folder."
        )


def _is_ours(target: Path) -> bool:
    """Whether it is a file that was written here. A link is not: what it points to may lie anywhere."""
    try:
        if not stat.S_ISREG(target.lstat().st_mode):
            return False
        with target.open("rb") as file:
            return SIGNATURE.encode() in file.read(_FIRST_BYTES)
    except OSError:
        return False


def page_name(number: int, file: str, page: int) -> str:
    """The picture of a page: `number` is the file's among those read, so that equal names stay apart; of the
    file's name only letters and digits are left."""
    plain = unicodedata.normalize("NFKD", Path(file).stem).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"{number:03}-{words or 'archivo'}-p{page}.png"
