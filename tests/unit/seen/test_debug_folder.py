"""The folder of `--debug`: names nobody can steer, nothing of others overwritten, whole files or none."""

import os
import re
import resource
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.errors import ExitCode, MailprocError, UsageError
from mailproc.seen.folder import INDEX, SIGNATURE, DebugFolder, page_name

OURS = f"<!-- {SIGNATURE} -->".encode()


@given(st.text(max_size=200), st.integers(1, 999), st.integers(1, 50))
def test_a_name_is_plain_letters_whatever_the_file_is_called(file: str, number: int, page: int) -> None:
    assert re.fullmatch(r"\d{3}-[A-Za-z0-9][A-Za-z0-9-]*-p\d+\.png", page_name(number, file, page))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("comprobanteVigenciaDerechos07222400017 (1).pdf", "007-comprobanteVigenciaDerechos07222400017-1-p2.png"),
        ("../../etc/passwd", "007-passwd-p2.png"),
        ("Año nuevo ñandú.jpg", "007-Ano-nuevo-nandu-p2.png"),
        (".bashrc", "007-bashrc-p2.png"),
        ("..", "007-archivo-p2.png"),
        ("🦆.png", "007-archivo-p2.png"),
        ("x" * 300 + ".pdf", f"007-{'x' * 60}-p2.png"),
    ],
)
def test_names(file: str, name: str) -> None:
    assert page_name(7, file, 2) == name


def test_it_is_made_and_is_the_user_s_alone(tmp_path: Path) -> None:
    folder = DebugFolder(tmp_path / "a" / "b")
    folder.write(INDEX, OURS)
    assert folder.index.read_bytes() == OURS
    assert stat.S_IMODE(folder.index.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.index.stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == [INDEX]


def test_what_was_written_before_is_written_over(tmp_path: Path) -> None:
    DebugFolder(tmp_path).write("001-x-p1.png", OURS)
    DebugFolder(tmp_path).write("001-x-p1.png", OURS + b"anew")
    assert (tmp_path / "001-x-p1.png").read_bytes() == OURS + b"anew"


def test_pictures_of_an_earlier_run_are_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in ("001-x-p1.png", "002-y-p1.png"):
        DebugFolder(tmp_path).write(name, OURS)
    (tmp_path / "mine.png").write_bytes(b"\x89PNG of somebody")
    (tmp_path / "link.png").symlink_to(tmp_path / "001-x-p1.png")
    folder = DebugFolder(tmp_path)
    folder.write("001-x-p1.png", OURS)
    folder.sweep()
    assert {path.name for path in tmp_path.iterdir()} == {"001-x-p1.png", "mine.png", "link.png"}


def _directory(target: Path) -> None:
    target.mkdir()


def _link(target: Path) -> None:
    elsewhere = target.parent / "elsewhere"
    elsewhere.write_bytes(OURS)
    target.symlink_to(elsewhere)


def _pipe(target: Path) -> None:
    os.mkfifo(target)


def _page_of_somebody(target: Path) -> None:
    target.write_text("<html>mine</html>", encoding="utf-8")


@pytest.mark.parametrize("put", [_directory, _link, _pipe, _page_of_somebody])
@pytest.mark.parametrize("name", [INDEX, "001-x-p1.png"])
def test_what_is_somebody_else_s_is_left_as_it_is(put: object, name: str, tmp_path: Path) -> None:
    assert callable(put)
    put(tmp_path / name)
    before = sorted((path.name, path.lstat().st_mode, path.lstat().st_size) for path in tmp_path.iterdir())
    with pytest.raises(UsageError, match=f"{re.escape(name)} is there already.*Name another folder"):
        DebugFolder(tmp_path).write(name, OURS)
    after = sorted((path.name, path.lstat().st_mode, path.lstat().st_size) for path in tmp_path.iterdir())
    assert after == before


def test_an_index_of_somebody_else_s_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / INDEX).touch()
    with pytest.raises(UsageError, match="left as it is"):
        DebugFolder(tmp_path)


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_no_folder_at_all(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="no folder"):
        DebugFolder(tmp_path / place)


def test_a_folder_that_cannot_be_written() -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        DebugFolder(Path("/proc/mailproc"))


def test_a_full_disk_is_one_sentence_and_leaves_no_half_file(tmp_path: Path) -> None:
    folder = DebugFolder(tmp_path)
    folder.write(INDEX, OURS)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(MailprocError, match="cannot be written") as caught:
            folder.write(INDEX, OURS + bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.exit_code is ExitCode.FAILURE
    assert folder.index.read_bytes() == OURS
    assert [path.name for path in tmp_path.iterdir()] == [INDEX]
