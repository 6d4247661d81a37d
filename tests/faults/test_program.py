"""A program is run to its end, or killed: for its time, or for what it prints."""

import resource

import pytest

from mailproc.ocr.program import Finished, OutputTooLong, run


def sh(text: str, *, seconds: float = 20.0, most: int = 1000) -> Finished:
    return run(("sh", "-c", text), seconds=seconds, most=most)


def test_what_it_prints_and_how_it_ends() -> None:
    assert sh("printf hola; echo no >&2; exit 3") == Finished(3, b"hola")
    assert sh("kill -SEGV $$").status == -11
    assert sh("cat").output == b"", "its input is empty"


def test_as_much_as_is_allowed_and_a_byte_more() -> None:
    assert len(sh("head -c 1000 /dev/zero").output) == 1000
    with pytest.raises(OutputTooLong):
        sh("head -c 1001 /dev/zero")


def test_a_gigabyte_is_never_held() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(OutputTooLong):
        sh("exec head -c 1000000000 /dev/zero")
    sh("exec head -c 1000000000 /dev/zero >&2")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


@pytest.mark.parametrize(
    "text", ["exec sleep 600", "trap '' TERM; exec sleep 600", "exec >&-; exec sleep 600", "yes & exec >&-; wait"]
)
def test_what_hangs_is_killed(text: str) -> None:
    with pytest.raises((TimeoutError, OutputTooLong)):
        sh(f"echo $$ >&2; {text}", seconds=0.5)


def test_no_such_program() -> None:
    with pytest.raises(FileNotFoundError):
        run(("not-installed-anywhere",), seconds=1, most=10)


def test_a_program_that_is_none(tmp_path) -> None:
    file = tmp_path / "tesseract"
    file.write_bytes(b"\x7fELF broken")
    file.chmod(0o755)
    with pytest.raises(OSError):
        run((str(file),), seconds=1, most=10)
