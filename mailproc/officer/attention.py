"""Attention to what the officer does: her moves and her own letters, noticed, and counted when their time has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from mailproc.config import Settings
from mailproc.errors import MailboxError
from mailproc.following_up import composer
from mailproc.mailbox.base import Mailbox
from mailproc.officer import answers
from mailproc.officer import moves as folders
from mailproc.store import moves
from mailproc.store.opening import Store

log = structlog.get_logger()


@dataclass(slots=True)
class Attention:
    """One turn's. `trouble` keeps the first MailboxError, after which it rests until the next turn: reading goes on
    where a folder cannot be looked into. Raises StoreError, ServerUnreachable, ConfigurationError."""

    store: Store
    mailbox: Mailbox
    settings: Settings
    now: Callable[[], datetime]
    trouble: MailboxError | None = None

    def look(self) -> None:
        """Notice what is new."""
        if self.trouble is not None:
            return
        try:
            answers.look(self.store, self.mailbox, now=self.now())
            folders.look(self.store, self.mailbox, self.settings, now=self.now())
        except MailboxError as error:
            self.trouble = error

    def settle(self) -> int:
        """Let her moves count whose time of grace is over; gives their number. Nothing counts while her folders
        cannot be seen: she may have taken it back."""
        if self.trouble is not None:
            return 0
        counted = moves.settle(self.store, self.settings, composer(self.store, self.settings), now=self.now())
        if counted:
            log.info("the officer's moves", counted=counted)
        return counted

    def end(self) -> None:
        """Raises what stood in the way."""
        if self.trouble is not None:
            raise self.trouble
