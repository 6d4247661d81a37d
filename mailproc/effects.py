"""What follows from the store: letters go, messages move. Repeated until done; every step may be killed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from mailproc.config import Settings
from mailproc.errors import ConfigurationError, LoginRefused, MailboxError, MailprocError, ServerUnreachable
from mailproc.mailbox.base import Mailbox, Transport
from mailproc.mailbox.filing import file_pending
from mailproc.mailbox.refused import Shut
from mailproc.officer.halting import tell_of_halt
from mailproc.reply.outbox import Sent, send_due
from mailproc.store.opening import Store


@dataclass(slots=True)
class Effects:
    """Carries out what the store holds, as far as the servers let it: reading goes on where a way out is closed.
    Without a mailbox the officer's own mail goes, and nothing else.

    `sending` (the way out), `copying` (drafts, and copies of what was sent) and `filing` keep the first error of each;
    that side then rests until the next turn, where what was not done is done. `tally` counts. Raises StoreError.
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
    tally: Sent = field(default_factory=Sent)

    def carry_out(self) -> None:
        """Send what is due, then move what is to be moved."""
        self.send()
        self.file()

    def send(self) -> None:
        """Send what is due."""
        if not (self.sending or self.copying):
            try:
                send_due(
                    self.store,
                    self.transport,
                    self.mailbox,
                    self.settings,
                    clock=self.now,
                    pause=self.pause,
                    tally=self.tally,
                )
            except (LoginRefused, ServerUnreachable, ConfigurationError) as error:
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

    @property
    def shut(self) -> MailprocError | None:
        """What keeps letters from going; known without one where the way out could not even be made."""
        return self.sending or (self.transport.error if isinstance(self.transport, Shut) else None)

    @property
    def refused(self) -> MailprocError | None:
        """What the mailbox would not do of what the store holds."""
        return self.copying or self.filing

    def end(self) -> None:
        """Raises what stood in the way, now that all else is done."""
        if trouble := self.shut or self.refused:
            raise trouble
