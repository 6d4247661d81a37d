"""Fixtures that all tests may ask for."""

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
