"""Fixtures that all tests may ask for."""

from collections.abc import Iterator

import pytest

from tests.logged import leaks, listening
from tests.mail.servers import (
    account,
    authority,
    bare_account,
    dovecot_of,
    post,
    provider,
    token_account,
    token_house,
    uidplus_account,
)

__all__ = [
    "account",
    "authority",
    "bare_account",
    "dovecot_of",
    "post",
    "provider",
    "token_account",
    "token_house",
    "uidplus_account",
]


@pytest.fixture(autouse=True)
def nobody_named_in_logs() -> Iterator[None]:
    """Whatever a test does: what the program logs meanwhile names nobody."""
    with listening() as lines:
        yield
    assert not [(line, leaks(line)) for line in lines if leaks(line)]
