"""The program's own logins, told before they end: in the digest and in `mailproc status`."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from mailproc.config import Settings
from mailproc.officer.daily import digest_of
from mailproc.officer.logins import login_ends, login_trouble
from mailproc.officer.view import LoginTrouble
from tests.unit.store.house import NOW, opened, settings

SOON, LATER = NOW + timedelta(days=6), NOW + timedelta(days=8)
NAME = "google mailproc afiliacion@tecnologico.example"


@pytest.fixture
def told(tmp_path):
    """Settings with OAuth for the mailbox, and what lies in its token file."""

    def make(entry: dict[str, object] | str, **oauth: object) -> Settings:
        path = tmp_path / "oauth.json"
        path.write_text(entry if isinstance(entry, str) else json.dumps({NAME: entry}), encoding="utf-8")
        table = {"provider": "google", "client_id": "mailproc", "token_file": path} | oauth
        url = "imaps://afiliacion%40tecnologico.example@imap.tecnologico.example"
        return settings(mailbox={"url": url, "oauth": table})

    return make


def ending(instant: datetime) -> dict[str, object]:
    return {"refresh": "secreto", "ends_at": instant.timestamp()}


def test_with_a_password_nothing_ends():
    assert login_ends(settings()) is None
    assert login_trouble(settings(), now=NOW) is None


def test_what_lasts_longer_than_a_week_is_no_trouble(told):
    config = told(ending(LATER))
    assert login_ends(config) == LATER
    assert login_trouble(config, now=NOW) is None
    assert login_trouble(told({"refresh": "x"}), now=NOW) is None


def test_a_consent_that_ends_within_a_week(told):
    assert login_trouble(told(ending(SOON)), now=NOW) == LoginTrouble(ends=SOON)


def test_the_end_of_an_apps_secret(told):
    config = told(ending(LATER), secret_expires=date(2026, 8, 24))
    midnight = datetime(2026, 8, 24, tzinfo=config.zone)
    assert login_ends(config) == midnight
    assert login_trouble(config, now=NOW) == LoginTrouble(ends=midnight.astimezone(UTC), by_secret=True)


@pytest.mark.parametrize("entry", [{"refresh": "x", "failed": "The consent has expired."}, "{"])
def test_a_renewal_that_was_refused_comes_first(told, entry):
    trouble = login_trouble(told(entry, secret_expires=date(2026, 8, 24)), now=NOW)
    assert trouble is not None and trouble.refused


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ending(SOON), ("pronto no podrá entrar al correo", f"{SOON.astimezone(settings().zone):%d/%m/%Y}")),
        ({"failed": "x"}, ("no puede renovar su permiso",)),
    ],
)
def test_the_digest_tells_it(told, tmp_path, entry, words):
    letter = digest_of(opened(tmp_path), told(entry), now=NOW)
    for body in (letter.text, letter.html):
        for word in (*words, "mailproc login"):
            assert word in body
    assert "aviso" in letter.subject


def test_the_digest_is_silent_where_all_is_well(told, tmp_path):
    letter = digest_of(opened(tmp_path), told(ending(LATER)), now=NOW)
    assert "permiso" not in letter.text
