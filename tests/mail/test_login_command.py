"""`mailproc login` as a person types it: consent by a code or by a browser, then the proof at the mail servers."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.mail.certificates import Authority
from tests.mail.dovecot import Account
from tests.mail.house import TEXT
from tests.mail.provider import SECRET, Provider
from tests.mail.smtp_server import SmtpPost, TokenPostbox, posting
from tests.mail.typed import environment, mailproc, one_sentence


@pytest.fixture
def post(authority: Authority, provider: Provider, tmp_path: Path) -> Iterator[SmtpPost]:
    """A way out that takes the provider's tokens."""
    with posting(authority, tmp_path, postbox=TokenPostbox(provider.users)) as post:
        yield post


class Desk:
    """A configuration with OAuth; `smtp` is what stands in [smtp] of the login."""

    def __init__(self, folder: Path, account: Account, post: SmtpPost, table: dict[str, object]) -> None:
        self.folder = folder
        mailbox = account.server()
        user = urlsplit(mailbox.url).username
        text = TEXT.format(
            officer=account.user,
            mailbox_url=mailbox.url,
            ca=mailbox.ca_file,
            mailbox_password="",
            smtp_url=f"smtp+starttls://{user}@127.0.0.1:{post.port}",
            smtp_ca=mailbox.ca_file,
            smtp_password="",
            mode="send",
            more='[reading]\nengines = ["tesseract"]',  # `check` proves the engines, and one is soon proved
        )
        first, second = text.split('password_file = ""\n', 1)
        text = first + second.replace('password_file = ""', 'oauth = "mailbox"')
        rows = "\n".join(f'{name} = "{value}"' for name, value in table.items())
        (folder / "config.toml").write_text(f"{text}\n[mailbox.oauth]\n{rows}\n", encoding="utf-8")

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return mailproc(*words, folder=self.folder)

    def paste(self, *words: str, **changes: str) -> "tuple[int, str, str]":
        """`mailproc login` in a browser: what the person pastes is the address with the state that was asked for."""
        process = subprocess.Popen(
            [sys.executable, "-m", "mailproc", "login", *words],
            cwd=self.folder,
            env=environment(PYTHONUNBUFFERED="1"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdin and process.stdout
        told = ""
        while not (address := re.search(r"^https://\S+/authorize\?\S+$", told, re.MULTILINE)):
            line = process.stdout.readline()
            assert line, process.communicate()
            told += line
        query = parse_qs(urlsplit(address[0]).query)
        assert query["code_challenge_method"] == ["S256"]
        back = {"state": query["state"][0], "code": "codigo"} | changes
        pasted = query["redirect_uri"][0] + "?" + "&".join(f"{name}={value}" for name, value in back.items())
        more, errors = process.communicate(pasted + "\n", timeout=60)
        return process.returncode, told + more, errors


@pytest.mark.sweep
def test_a_browser_brings_the_consent(
    token_account: Account, post: SmtpPost, provider: Provider, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, token_account, post, provider.table(tmp_path))
    provider.more["refresh_token_expires_in"] = 86_400
    before = datetime.now(UTC)
    code, told, errors = desk.paste()
    assert (code, errors) == (0, "")
    assert told.count("takes the login of") == 2
    assert [form["grant_type"] for form in provider.asked] == ["authorization_code"]
    assert not any(token in told for token in (*provider.users, *provider.refresh))
    assert desk.run("check").stdout.count("✗") == 0
    ends = datetime.fromisoformat(json.loads(desk.run("status", "--json").stdout)["token_expires_at"])
    assert before < ends - timedelta(days=1) < datetime.now(UTC)


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("changes", "told"),
    [({"state": "otro"}, "not the address of this login"), ({"code": "falso"}, "expired or was withdrawn")],
)
def test_a_wrong_address_brings_none(
    token_account: Account, post: SmtpPost, provider: Provider, tmp_path: Path, changes: dict[str, str], told: str
) -> None:
    code, _, errors = Desk(tmp_path, token_account, post, provider.table(tmp_path)).paste(**changes)
    assert code == 4
    assert told in errors
    assert not (tmp_path / "oauth.json").exists()


def test_a_code_brings_microsofts_consent(
    token_account: Account, post: SmtpPost, provider: Provider, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, token_account, post, provider.microsoft(tmp_path))
    done = desk.run("login", "--for", "mailbox")
    assert done.returncode == 0, done.stderr
    assert "ABCD-1234" in done.stdout
    assert f"{provider.url}/activar" in done.stdout
    # The token ends before its time: msal renews it, and its new refresh token is kept.
    for _ in range(2):
        provider.users.clear()
        checked = desk.run("check")
        assert checked.returncode == 0, checked.stdout
    assert [form["grant_type"] for form in provider.asked[-2:]] == ["refresh_token"] * 2
    provider.users.clear()
    provider.refresh.clear()
    over = desk.run("check")
    assert over.returncode == 4
    assert "run `mailproc login` again" in " ".join(over.stdout.split())


@pytest.mark.sweep
def test_a_code_that_is_declined(
    token_account: Account, post: SmtpPost, provider: Provider, tmp_path: Path
) -> None:
    provider.faults = [(400, {"error": "authorization_pending"}), (400, {"error": "authorization_declined"})]
    done = Desk(tmp_path, token_account, post, provider.microsoft(tmp_path)).run("login")
    assert done.returncode == 4
    one_sentence(done, "declined")


def test_an_app_needs_no_person(
    token_account: Account, post: SmtpPost, provider: Provider, tmp_path: Path
) -> None:
    (tmp_path / "client-secret").write_text(SECRET, encoding="utf-8")
    table = provider.microsoft(tmp_path, flow="client_credentials", client_secret_file="client-secret")
    done = Desk(tmp_path, token_account, post, table).run("login")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("takes the login of") == 2


def test_without_oauth_there_is_nothing_to_log_in_to(
    token_account: Account, post: SmtpPost, provider: Provider, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, token_account, post, provider.table(tmp_path))
    config = tmp_path / "config.toml"
    text = re.sub(r"\[mailbox\.oauth\][^[]*", "", config.read_text(encoding="utf-8"))
    config.write_text(text.replace('oauth = "mailbox"', ""), encoding="utf-8")
    done = desk.run("login")
    assert done.returncode == 3
    one_sentence(done, "[mailbox.oauth]")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"provider": "yahoo"}, ("mailbox.oauth.provider", "'microsoft'")),
        ({"clientid": "x"}, ("mailbox.oauth.clientid", "did you mean client_id")),
        ({"token_endpoint": "http://127.0.0.1/token"}, ("mailbox.oauth.token_endpoint", "https://")),
        ({"flow": "device"}, ("mailbox.oauth", "goes with its provider")),
        ({"provider": "microsoft", "flow": "client_credentials"}, ("mailbox.oauth", "tenant")),
        (
            {"provider": "microsoft", "flow": "client_credentials", "tenant": "tecnologico.example"},
            ("mailbox.oauth", "client_secret_file"),
        ),
    ],
)
def test_a_mistake_in_the_table_is_told(
    token_account: Account,
    post: SmtpPost,
    provider: Provider,
    tmp_path: Path,
    changes: dict[str, object],
    named: tuple[str, ...],
) -> None:
    done = Desk(tmp_path, token_account, post, provider.table(tmp_path, **changes)).run("login")
    assert done.returncode == 3
    one_sentence(done, "config.toml", *named)


def test_a_password_and_oauth_are_one_too_many(
    token_account: Account, post: SmtpPost, provider: Provider, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, token_account, post, provider.table(tmp_path))
    config = tmp_path / "config.toml"
    text = config.read_text(encoding="utf-8").replace("[mailbox]", '[mailbox]\npassword_env = "CLAVE"')
    config.write_text(text, encoding="utf-8")
    done = desk.run("check")
    assert done.returncode == 3
    one_sentence(done, "mailbox", "password_file", "[mailbox.oauth]")
