"""How long the program's own logins last: for `mailproc status`, and for the digest a week ahead."""

from datetime import UTC, datetime, time, timedelta

from mailproc.config import Settings
from mailproc.errors import ConfigurationError
from mailproc.mailbox import tokens
from mailproc.mailbox.oauth import account
from mailproc.officer.view import LoginTrouble

AHEAD = timedelta(days=7)


def login_ends(settings: Settings) -> datetime | None:
    """When the first of the logins ends, as far as the provider (or `secret_expires`) has told; None for never."""
    return min((trouble.ends for trouble in _every(settings) if trouble.ends), default=None)


def login_trouble(settings: Settings, *, now: datetime) -> LoginTrouble | None:
    """What the officer has to be told of a login: one that was refused before one that ends within a week, the earliest
    first; None where all is well."""
    found = [one for one in _every(settings) if one.refused or (one.ends and one.ends - now <= AHEAD)]
    return min(found, key=lambda one: (not one.refused, one.ends or now), default=None)


def _every(settings: Settings) -> list[LoginTrouble]:
    found = []
    for server in (settings.mailbox, settings.smtp):
        oauth = server.oauth
        if oauth is None:
            continue
        if oauth.secret_expires:
            ends = datetime.combine(oauth.secret_expires, time(), settings.zone).astimezone(UTC)
            found.append(LoginTrouble(ends=ends, by_secret=True))
        try:
            entry = tokens.load(oauth.token_file).get(account(server, oauth), {})
        except ConfigurationError:
            found.append(LoginTrouble(refused=True))
            continue
        ends_at = entry.get("ends_at")
        known = datetime.fromtimestamp(ends_at, UTC) if isinstance(ends_at, int | float) else None
        found.append(LoginTrouble(ends=known, refused="failed" in entry))
    return found
