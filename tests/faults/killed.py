"""Runs `mailproc`, and kills it with SIGKILL before or after the n-th call of a durable step.

    python -m tests.faults.killed once -c config.toml STEP before|after N

The steps are the places where something outlasts the process: a commit, a letter handed over, a message moved.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from mailproc import pipeline
from mailproc.mailbox.imap import ImapMailbox
from mailproc.mailbox.smtp import SmtpTransport
from mailproc.store import filings, outbox

STEPS: dict[str, tuple[Any, str]] = {
    "record": (pipeline, "record"),
    "sending": (outbox, "mark_sending"),
    "send": (SmtpTransport, "send"),
    "sent": (outbox, "mark_sent"),
    "append": (ImapMailbox, "append"),
    "copied": (outbox, "mark_copied"),
    "move": (ImapMailbox, "move"),
    "flag": (ImapMailbox, "flag"),
    "filed": (filings, "filed"),
}


def die() -> None:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(step: str, moment: str, number: int) -> None:
    """Let the n-th call of the step kill this process, before or after it did its work."""
    owner, name = STEPS[step]
    work: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def deadly(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number and moment == "before":
            die()
        result = work(*args, **named)
        if calls == number and moment == "after":
            die()
        return result

    setattr(owner, name, deadly)


def main() -> None:
    """Arm, then be the command."""
    step, moment, number = sys.argv[-3:]
    del sys.argv[-3:]
    arm(step, moment, int(number))
    from mailproc.cli import main as command

    command()


if __name__ == "__main__":
    main()
