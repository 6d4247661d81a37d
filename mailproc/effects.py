"""What follows from the store: letters go, messages move. Repeated until done; every step may be killed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailproc.config import Settings
from mailproc.errors import LoginRefused, MailboxError, MailprocError, ServerUnreachable
from mailproc.mailbox.base import Mailbox, Transport
from mailproc.mailbox.filing import file_pending
from mailproc.reply.outbox import send_due
from mailproc.store.opening import Store


@dataclass(slots=True)
class Effects:
    """Carries out what the store holds, as far as the servers let it: reading goes on where a way out is closed.

    `sending`, `filing` keep the first error of each; that side then rests until the next turn, where what was not
    done is done. Raises StoreError.
    """

    store: Store
    mailbox: Mailbox
    transport: Transport
    settings: Settings
    now: Callable[[], datetime]
    pause: Callable[[float], object]
    sending: MailprocError | None = None
    filing: MailprocError | None = None

    def carry_out(self) -> None:
        """Send what is due, then move what is to be moved."""
        if self.sending is None:
            try:
                send_due(self.store, self.transport, self.mailbox, self.settings, clock=self.now, pause=self.pause)
            except (LoginRefused, ServerUnreachable, MailboxError) as error:
                self.sending = error
        if self.filing is None:
            try:
                file_pending(self.store, self.mailbox, self.settings, now=self.now())
            except MailboxError as error:
                self.filing = error

    def end(self) -> None:
        """Raises what stood in the way of sending or filing, now that all else is done."""
        if trouble := self.sending or self.filing:
            raise trouble
