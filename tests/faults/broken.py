"""`mailproc` in which deciding a message without attachments that announces one fails, as a bug of ours would."""

from typing import Any

from mailproc import considering
from mailproc.cli import main

decide = considering.decide


def broken(message: Any, *rest: Any) -> Any:
    """Fails on the one message, decides the others."""
    if "adjunto" in message.text:
        raise ZeroDivisionError
    return decide(message, *rest)


if __name__ == "__main__":
    considering.decide = broken
    main()
