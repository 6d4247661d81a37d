"""Patience after a refused login: servers lock an account that is tried again every minute with a wrong password.

A server that is down is no such thing, and is tried at every poll.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn, TypeVar

from mailproc.errors import ConfigurationError, LoginRefused
from mailproc.mailbox.base import BeforeData, Transport

T = TypeVar("T")
FIRST, LONGEST = timedelta(minutes=1), timedelta(minutes=30)


@dataclass(slots=True)
class Refusals:
    """Those of one server in a row: each doubles the time in which it is not asked again."""

    now: Callable[[], datetime]
    rest: timedelta = timedelta()
    last: datetime | None = None
    said: str = ""

    def tried(self, step: Callable[[], T]) -> T:
        """Do what begins with a login. Raises LoginRefused: the server's, or the last one's words without asking it."""
        # A clock that was set back must not make the rest longer.
        if self.last is not None and timedelta() <= self.now() - self.last < self.rest:
            raise LoginRefused(self.said)
        try:
            result = step()
        except LoginRefused as error:
            self.rest = min(max(self.rest * 2, FIRST), LONGEST)
            self.last, self.said = self.now(), str(error)
            raise
        self.rest, self.last = timedelta(), None
        return result


@dataclass(frozen=True, slots=True)
class Careful:
    """A transport with that patience."""

    transport: Transport
    refusals: Refusals

    def send(self, raw: bytes, *, sender: str, recipient: str, before_data: BeforeData) -> None:
        """As the transport's."""
        self.refusals.tried(
            lambda: self.transport.send(raw, sender=sender, recipient=recipient, before_data=before_data)
        )

    def prove(self) -> None:
        """As the transport's."""
        self.refusals.tried(self.transport.prove)

    def close(self) -> None:
        """As the transport's."""
        self.transport.close()


@dataclass(frozen=True, slots=True)
class Shut:
    """A transport that can take nothing: its password or certificate file cannot be read. Every letter stays where it
    is, and the reading goes on."""

    error: ConfigurationError

    def send(self, *_: object, **__: object) -> NoReturn:
        """Raises ConfigurationError."""
        raise self.error

    def prove(self) -> NoReturn:
        """Raises ConfigurationError."""
        raise self.error

    def close(self) -> None:
        """Nothing is open."""
