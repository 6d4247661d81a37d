"""What follows from the store: letters go, messages move. Repeated until done; every step may be killed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailproc.config import Settings
from mailproc.errors import LoginRefused, MailboxError, MailprocError, ServerUnreachable
from mailproc.mailbox.base import Mailbox, Transport
from mailproc.mailbox.filing import file_pending
from mailproc.officer.halting import tell_of_halt
from mailproc.reply.outbox import send_due
from mailproc.store.opening import Store


@dataclass(slots=True)
class Effects:
    """Carries out what the store holds, as far as the servers let it: reading goes on where a way out is closed.
    Without a mailbox the officer's own mail goes, and nothing else.

    `sending` (the way out), `copying` (drafts, and copies of what was sent) and `filing` keep the first error of each;
    that side then rests until the next turn, where what was not done is done. `sent` counts. Raises StoreError.
    """

    store: Store
    mailbox: Mailbox | None
    transport: Transport
    settings: Settings
    now: Callable[[], datetime]
    pause: Callable[[float], object]
    sending: MailprocError | None = None
    copying: MailprocError | None = None
    filing: MailprocError | None = None
    sent: int = 0

    def carry_out(self) -> None:
        """Send what is due, then move what is to be moved."""
        self.send()
        self.file()

    def send(self) -> None:
        """Send what is due."""
        if not (self.sending or self.copying):
            try:
                self.sent += send_due(
                    self.store, self.transport, self.mailbox, self.settings, clock=self.now, pause=self.pause
                ).sent
            except (LoginRefused, ServerUnreachable) as error:
                self.sending = error
            except MailboxError as error:
                self.copying = error
            tell_of_halt(self.store, self.settings, now=self.now())

    def file(self) -> None:
        """Move what is to be moved."""
        if self.filing is None and self.mailbox is not None:
            try:
                file_pending(self.store, self.mailbox, self.settings, now=self.now())
            except MailboxError as error:
                self.filing = error

    def end(self) -> None:
        """Raises what stood in the way, now that all else is done."""
        if trouble := self.sending or self.copying or self.filing:
            raise trouble
