"""Fixtures: real mail servers on the loopback. One server serves the whole run, each test has its own user."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from tests.mail.certificates import Authority
from tests.mail.dovecot import VARIANTS, Account, Dovecot, running
from tests.mail.provider import Provider, providing
from tests.mail.smtp_server import SmtpPost, posting

DovecotOf = Callable[[str], Dovecot]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that signed the servers' certificates."""
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="session")
def dovecot_of(authority: Authority) -> Iterator[DovecotOf]:
    """Servers by variant ("full", "uidplus", "bare"), each started when first asked for."""
    servers: dict[str, Dovecot] = {}
    with ExitStack() as stack:

        def get(name: str) -> Dovecot:
            if name not in servers:
                servers[name] = stack.enter_context(running(authority, VARIANTS[name]))
            return servers[name]

        yield get


@pytest.fixture
def account(dovecot_of: DovecotOf) -> Account:
    """A fresh mailbox on a server with all extensions."""
    return dovecot_of("full").account()


@pytest.fixture
def bare_account(dovecot_of: DovecotOf) -> Account:
    """A fresh mailbox on a server without MOVE and UIDPLUS, folders below "INBOX.", separator "."."""
    return dovecot_of("bare").account()


@pytest.fixture
def uidplus_account(dovecot_of: DovecotOf) -> Account:
    """A fresh mailbox on a server with UIDPLUS and without MOVE."""
    return dovecot_of("uidplus").account()


@pytest.fixture
def post(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmtpPost]:
    """An SMTP server with STARTTLS and login; `post.postbox` holds letters and faults."""
    with posting(authority, tmp_path_factory.mktemp("smtp")) as server:
        yield server


@pytest.fixture(scope="session")
def token_house(authority: Authority) -> Iterator[tuple[Dovecot, Provider]]:
    """A Dovecot that takes the access tokens of a provider."""
    with ExitStack() as stack:
        provider = stack.enter_context(providing(authority))
        variant = replace(VARIANTS["full"], introspection=f"{provider.url}/introspect")
        yield stack.enter_context(running(authority, variant)), provider


@pytest.fixture
def provider(token_house: tuple[Dovecot, Provider]) -> Provider:
    """The provider, with nothing in it but what the test puts there."""
    provider = token_house[1]
    for kept in (provider.faults, provider.asked, provider.more, provider.users, provider.refresh):
        kept.clear()
    return provider


@pytest.fixture
def token_account(token_house: tuple[Dovecot, Provider], provider: Provider) -> Account:
    """A fresh mailbox there; the provider's next person is its user."""
    account = token_house[0].account()
    provider.user = account.user
    return account
