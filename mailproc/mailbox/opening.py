"""From settings to a connected mailbox and a way out for letters: which kinds there are is known here alone."""

from mailproc.config import MailboxServer, SmtpServer
from mailproc.mailbox.base import FolderPath, Mailbox, Transport
from mailproc.mailbox.connection import Patience
from mailproc.mailbox.imap import ImapMailbox
from mailproc.mailbox.maildir import MaildirMailbox
from mailproc.mailbox.smtp import MaildirTransport, SmtpTransport

PATIENCE = Patience()


def open_mailbox(server: MailboxServer, *, patience: Patience = PATIENCE) -> Mailbox:
    """A connected, logged-in mailbox; use it in a `with`.

    Raises ConfigurationError (no password, no such Maildir), LoginRefused, ServerUnreachable.
    """
    if server.maildir is not None:
        return MaildirMailbox(server.maildir)
    return ImapMailbox.connect(server, patience=patience)


def open_transport(server: SmtpServer, *, patience: Patience = PATIENCE) -> Transport:
    """A way out for letters. It connects at the first letter, not here. Raises ConfigurationError."""
    if server.maildir is not None:
        return MaildirTransport(server.maildir)
    return SmtpTransport(server, patience=patience)


def watched(server: MailboxServer) -> FolderPath:
    """`[mailbox] folder` as a path: "INBOX", or parts joined by "/"."""
    return tuple(part for part in server.folder.split("/") if part)
