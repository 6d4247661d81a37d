"""`mailproc login`: a person's consent for OAuth, then the proof that mail servers take it."""

from enum import StrEnum

from mailproc.config import MailboxServer, Settings, SmtpServer
from mailproc.errors import ConfigurationError
from mailproc.mailbox.consent import Ask, Tell, consent
from mailproc.mailbox.oauth import account
from mailproc.mailbox.opening import PATIENCE, open_mailbox, open_transport


def log_in(settings: Settings, only: StrEnum | None, *, tell: Tell, ask: Ask) -> None:
    """Log in for [mailbox], [smtp], or `only` one of them; the same account once. Raises MailprocError."""
    every: tuple[MailboxServer | SmtpServer, ...] = (settings.mailbox, settings.smtp)
    wanted = [(server, server.oauth) for server in every if server.oauth and only in (None, server.table)]
    if not wanted:
        raise ConfigurationError(
            f"{settings.path}: there is nothing to log in to: [{only or 'mailbox'}.oauth] is missing. With a password, "
            "`mailproc check` proves it."
        )
    done = set()
    for server, oauth in wanted:
        entry = (oauth.token_file, account(server, oauth))
        if entry not in done:
            consent(server, oauth, patience=PATIENCE, tell=tell, ask=ask)
            done.add(entry)
    for server, _ in wanted:
        if isinstance(server, MailboxServer):
            with open_mailbox(server):
                pass
        else:
            transport = open_transport(server)
            try:
                transport.prove()
            finally:
                transport.close()
        tell(f"[{server.table}]: {server.parts.hostname} takes the login of {server.user}.")
