"""What follows from the store: letters go, messages move. Repeated until done; every step may be killed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailproc.config import Settings
from mailproc.mailbox.base import Mailbox, Transport
from mailproc.mailbox.filing import file_pending
from mailproc.reply.outbox import send_due
from mailproc.store.opening import Store


@dataclass(frozen=True, slots=True)
class Effects:
    """Carries out what the store holds. Raises LoginRefused, ServerUnreachable, MailboxError, StoreError; what was
    not done then is done at the next call."""

    store: Store
    mailbox: Mailbox
    transport: Transport
    settings: Settings
    now: Callable[[], datetime]
    pause: Callable[[float], object]

    def carry_out(self) -> None:
        """Messages move even where the way out for letters is closed; the error is raised after that."""
        try:
            send_due(self.store, self.transport, self.mailbox, self.settings, clock=self.now, pause=self.pause)
        finally:
            file_pending(self.store, self.mailbox, self.settings, now=self.now())
