"""Login by OAuth 2.0: against Dovecot's own OAuth passdb, an SMTP server with XOAUTH2, and a provider over TLS."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from mailproc.config import MailboxServer
from mailproc.errors import LoginRefused
from mailproc.mailbox.opening import open_mailbox
from tests.mail.certificates import Authority
from tests.mail.dovecot import VARIANTS, Account, Dovecot, running
from tests.mail.kinds import letter
from tests.mail.provider import Provider, providing


@pytest.fixture(scope="module")
def dovecot(authority: Authority) -> Iterator[tuple[Dovecot, Provider]]:
    """A Dovecot that asks the provider about tokens; one for the module."""
    with ExitStack() as stack:
        provider = stack.enter_context(providing(authority))
        variant = replace(VARIANTS["full"], introspection=f"{provider.url}/introspect")
        yield stack.enter_context(running(authority, variant)), provider


@pytest.fixture
def provider(dovecot: tuple[Dovecot, Provider]) -> Provider:
    provider = dovecot[1]
    provider.faults.clear()
    provider.asked.clear()
    provider.more.clear()
    return provider


@pytest.fixture
def hers(dovecot: tuple[Dovecot, Provider], provider: Provider) -> Account:
    account = dovecot[0].account()
    provider.user = account.user
    return account


@pytest.fixture
def server(hers: Account, provider: Provider, tmp_path: Path) -> MailboxServer:
    """Settings of a mailbox whose officer has consented."""
    server = hers.server(password_file=None, oauth=provider.table(tmp_path))
    put(server, refresh=provider.consent(hers.user))
    return server


def put(server: MailboxServer, **entry: object) -> None:
    """What lies in the token file for this account."""
    oauth = server.oauth
    assert oauth is not None
    name = f"{oauth.provider} {oauth.client_id} {server.user}"
    oauth.token_file.write_text(json.dumps({name: entry}), encoding="utf-8")


def entry(server: MailboxServer) -> dict[str, object]:
    assert server.oauth is not None
    (found,) = json.loads(server.oauth.token_file.read_text(encoding="utf-8")).values()
    return found


def waiting(server: MailboxServer) -> int:
    with open_mailbox(server) as mailbox:
        return len(list(mailbox.waiting(("INBOX",), known=frozenset())))


def test_a_token_opens_the_mailbox(server: MailboxServer, hers: Account, provider: Provider) -> None:
    hers.put(letter("una"))
    assert waiting(server) == 1
    assert provider.users[str(entry(server)["access_token"])] == hers.user


def test_a_password_does_not_open_what_a_token_does_not(server: MailboxServer, provider: Provider) -> None:
    provider.refresh.clear()
    with pytest.raises(LoginRefused, match="mailproc login"):
        waiting(server)
