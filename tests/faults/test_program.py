"""A program is run to its end, or killed: for its time, or for what it prints."""

import gc
import os
import resource

import pytest

from mailproc.ocr.program import Conversation, Finished, OutputTooLong, run


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


def ask(talk: Conversation, question: bytes, *, seconds: float = 20.0) -> bytes:
    return talk.ask(question, until=b"end\n", seconds=seconds, most=1000)


def test_a_program_that_is_asked_again_and_again() -> None:
    talk = Conversation(("sh", "-c", "while read word; do echo $$ $word; echo end; done"))
    (pid, first), (same, second) = ask(talk, b"a\n").split()[:2], ask(talk, b"b\n").split()[:2]
    assert (first, second, pid) == (b"a", b"b", same)
    assert talk.goes_on


def test_a_program_that_ends_amid_a_conversation() -> None:
    talk = Conversation(("sh", "-c", "read word; echo $word; exit 0"))
    with pytest.raises(OSError):
        ask(talk, b"a\n")


def test_a_conversation_is_bounded_in_time_and_in_length() -> None:
    with pytest.raises(TimeoutError):
        ask(Conversation(("sleep", "600")), b"a\n", seconds=0.3)
    with pytest.raises(OutputTooLong):
        ask(Conversation(("yes",)), b"a\n")


def test_a_conversation_that_is_forgotten_is_ended() -> None:
    talk = Conversation(("sh", "-c", "while read word; do echo $$; echo end; done"))
    pid = int(ask(talk, b"a\n").split()[0])
    del talk
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
