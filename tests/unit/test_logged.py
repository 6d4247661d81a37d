"""The net under the whole suite that catches a log line which names somebody."""

from collections.abc import Callable

import pytest
import structlog

from tests.logged import clean, leaks, listening


@pytest.mark.parametrize(
    "line",
    [
        "nss=07222400017",
        "the CURP HEGA040512MCSRRNA1 is known",
        "poll failed: <ana.g@alumnos.tecnologico.example> refused",
        "recipient=l22270001@tecnologico.example",
        "student Jimena NUÑEZ",
        "coutiño",
    ],
)
def test_a_line_that_names_somebody_is_told(line: str) -> None:
    assert leaks(line)


@pytest.mark.parametrize(
    "line",
    [
        "level='info' event='message handled' kind='alta' folio='A-2026-0012' timestamp='2026-11-29T08:00:00.000000Z'",
        "127.0.0.1:993: the server refuses: no such mailbox <address>",
        "level='warning' event='message set aside' uid='123456'",
    ],
)
def test_a_line_that_names_nobody_passes(line: str) -> None:
    assert leaks(line) == []


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_every_level_is_heard(level: str) -> None:
    with listening() as lines:
        say: Callable[..., object] = getattr(structlog.get_logger(), level)
        say("message handled", folio="A-2026-0012")
    assert len(lines) == 1
    assert "A-2026-0012" in lines[0]


def test_lines_of_a_process_are_held_against_it_too() -> None:
    clean("mailproc: ana@tecnologico.example is nobody's address.\nlevel='info' event='stopped'")
    with pytest.raises(AssertionError, match="ana"):
        clean("level='info' event='polled' who='ana@tecnologico.example'")
