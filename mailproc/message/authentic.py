"""Is the sender who the From line says? (RFC 8601)"""

from dataclasses import dataclass
from enum import StrEnum

from mailproc.message.model import Message


class Verdict(StrEnum):
    """FAIL makes `revisar`; NEUTRAL proves nothing and hinders nothing."""

    PASS = "pass"
    NEUTRAL = "neutral"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Authenticity:
    """A verdict and one Spanish sentence for it."""

    verdict: Verdict
    reason: str


def authenticity(message: Message, *, authserv_id: str = "") -> Authenticity:
    """What the receiving server found out about the sender."""
    return Authenticity(Verdict.NEUTRAL, "")


def doubts(message: Message) -> tuple[str, ...]:
    """Spanish reasons to doubt the sender that need no Authentication-Results: several From, broken From, Reply-To."""
    return ()
