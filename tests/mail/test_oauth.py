"""Access tokens: against Dovecot's own OAuth passdb, an SMTP server with XOAUTH2, and a provider over TLS."""

import logging
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mailproc.config import MailboxServer, SmtpServer
from mailproc.errors import ConfigurationError, LoginRefused, MailprocError, ServerUnreachable
from mailproc.mailbox import tokens
from mailproc.mailbox.connection import Patience
from mailproc.mailbox.oauth import access_token
from mailproc.mailbox.opening import open_mailbox, open_transport
from tests.mail.certificates import Authority
from tests.mail.dovecot import Account
from tests.mail.kinds import letter
from tests.mail.provider import GARBAGE, HANG, SECRET, Provider, account_name, entry, put
from tests.mail.smtp_server import SmtpPost, TokenPostbox, posting
from tests.mail.typed import ROOT

SENDER, RECIPIENT = "afiliacion@tecnologico.example", "l26270001@tecnologico.example"


@pytest.fixture
def server(token_account: Account, provider: Provider, tmp_path: Path) -> MailboxServer:
    """A mailbox whose officer has consented."""
    server = token_account.server(password_file=None, oauth=provider.table(tmp_path))
    put(server, refresh=provider.consent(token_account.user))
    return server


@pytest.fixture
def token_post(provider: Provider, authority: Authority, tmp_path: Path) -> Iterator[SmtpPost]:
    """An SMTP server that takes the provider's tokens."""
    with posting(authority, tmp_path, postbox=TokenPostbox(provider.users)) as post:
        yield post


@pytest.fixture
def way_out(token_post: SmtpPost, provider: Provider, tmp_path: Path) -> SmtpServer:
    """Its settings, where its user has consented."""
    server = token_post.server(password_file=None, oauth=provider.table(tmp_path))
    put(server, refresh=provider.consent(server.user))
    return server


def token(server: MailboxServer | SmtpServer, *, refused: str = "", fault: object = None) -> str:
    """A token; nobody waits long for a provider that hangs."""
    assert server.oauth is not None
    patience = Patience(read=0.5) if fault == HANG else Patience()
    return access_token(server, server.oauth, patience=patience, refused=refused)


def waiting(server: MailboxServer) -> int:
    with open_mailbox(server) as mailbox:
        return len(list(mailbox.waiting(("INBOX",), known=frozenset())))


class TestServersTakeIt:
    def test_a_token_opens_the_mailbox(self, server: MailboxServer, token_account: Account) -> None:
        token_account.put(letter("una"))
        assert waiting(server) == 1

    def test_a_token_sends_a_letter(self, way_out: SmtpServer, token_post: SmtpPost) -> None:
        transport = open_transport(way_out)
        for subject in ("una", "otra"):
            transport.send(letter(subject), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
        transport.close()
        assert [one.raw for one in token_post.postbox.letters] == [letter("una"), letter("otra")]
        assert token_post.postbox.logins == ["XOAUTH2"]

    def test_a_token_serves_until_it_ends(self, server: MailboxServer, provider: Provider) -> None:
        assert waiting(server) == waiting(server) == 0
        assert len(provider.asked) == 1

    def test_a_token_revoked_before_its_time_is_renewed(self, server: MailboxServer, provider: Provider) -> None:
        waiting(server)
        provider.users.clear()
        assert waiting(server) == 0
        assert len(provider.asked) == 2

    def test_a_letter_goes_although_the_token_was_revoked(
        self, way_out: SmtpServer, token_post: SmtpPost, provider: Provider
    ) -> None:
        token(way_out)
        provider.users.clear()
        open_transport(way_out).send(letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
        assert len(token_post.postbox.letters) == 1

    def test_a_token_of_somebody_else_opens_nothing(self, server: MailboxServer, provider: Provider) -> None:
        put(server, refresh=provider.consent("otra@tecnologico.example"))
        with pytest.raises(LoginRefused, match=r"may use the mailbox in \[mailbox\] url") as refusal:
            waiting(server)
        assert not any(known in str(refusal.value) for known in provider.users)

    def test_an_app_that_the_provider_forgot_stops_letters_alone(
        self, way_out: SmtpServer, provider: Provider
    ) -> None:
        """Where a mail server refuses a login, mail is still read and filed: see mailproc.effects."""
        provider.faults = [(401, {"error": "invalid_client"})]
        with pytest.raises(LoginRefused, match="client_id or client secret"):
            open_transport(way_out).send(
                letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None
            )

    def test_a_password_that_is_refused_where_tokens_are_taken(
        self, token_account: Account, tmp_path: Path
    ) -> None:
        (tmp_path / "wrong").write_text("no es esta", encoding="utf-8")
        with pytest.raises(
            LoginRefused, match=r"password of \[mailbox\]; .* takes no passwords, use \[mailbox.oauth\]"
        ):
            waiting(token_account.server(password_file=tmp_path / "wrong"))

    def test_the_administrators_step_is_named(self, way_out: SmtpServer, token_post: SmtpPost) -> None:
        postbox = token_post.postbox
        assert isinstance(postbox, TokenPostbox)
        says = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."
        postbox.refusals = [says, says]
        with pytest.raises(LoginRefused, match=r"Set-CASMailbox .* -SmtpClientAuthenticationDisabled \$false"):
            open_transport(way_out).prove()


class TestRenewal:
    def test_the_new_refresh_token_is_kept(self, server: MailboxServer, provider: Provider) -> None:
        for _ in range(3):
            token(server, refused=token(server))
        assert list(provider.refresh) == [entry(server)["refresh"]]

    def test_one_that_is_not_replaced_stays(self, server: MailboxServer, provider: Provider) -> None:
        before = entry(server)["refresh"]
        provider.faults = [(200, {"access_token": "nuevo", "expires_in": 60})]
        assert token(server) == "nuevo"
        assert entry(server)["refresh"] == before

    def test_the_new_one_is_in_the_file_before_the_token_is_used(
        self, server: MailboxServer, provider: Provider, tmp_path: Path
    ) -> None:
        """A kill when the mail server is first spoken to: the refresh token before it is spent, the new one kept."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            changes = {"url": f"imaps://nadie@127.0.0.1:{listening.getsockname()[1]}"}
            elsewhere = MailboxServer.model_validate(server.model_dump() | changes)
            put(elsewhere, refresh=provider.consent(elsewhere.user))
            script = tmp_path / "una.py"
            script.write_text(
                "import sys\nfrom mailproc.config import MailboxServer\n"
                "from mailproc.mailbox.opening import open_mailbox\n"
                "open_mailbox(MailboxServer.model_validate_json(sys.argv[1]))\n",
                encoding="utf-8",
            )
            process = subprocess.Popen(
                [sys.executable, str(script), elsewhere.model_dump_json()],
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
            listening.settimeout(60)
            connection, _ = listening.accept()
            process.send_signal(signal.SIGKILL)
            process.wait()
            connection.close()
        assert provider.refresh[str(entry(elsewhere)["refresh"])] == elsewhere.user
        assert len(provider.asked) == 1

    def test_two_at_a_time_spend_one_refresh_token(self, server: MailboxServer, provider: Provider) -> None:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: token(server), range(4)))
        assert len(set(found)) == len(provider.asked) == 1

    def test_other_accounts_in_the_file_stay(self, server: MailboxServer, provider: Provider) -> None:
        assert server.oauth is not None
        tokens.save(server.oauth.token_file, {"otra": {"refresh": "x"}, account_name(server): entry(server)})
        token(server)
        assert tokens.load(server.oauth.token_file)["otra"] == {"refresh": "x"}

    def test_the_file_is_for_nobody_else(self, server: MailboxServer) -> None:
        assert server.oauth is not None
        server.oauth.token_file.chmod(0o644)
        token(server)
        folder = server.oauth.token_file.parent
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("oauth.json*")} == {0o600}

    def test_a_file_that_cannot_be_written_costs_no_refresh_token(
        self, server: MailboxServer, provider: Provider
    ) -> None:
        assert server.oauth is not None
        (server.oauth.token_file.parent / "oauth.json.new").mkdir()
        with pytest.raises(ConfigurationError, match=r"oauth\.json cannot be written .*token_file"):
            token(server)
        assert provider.asked == []


class TestFailures:
    def test_nobody_has_logged_in(self, server: MailboxServer) -> None:
        assert server.oauth is not None
        server.oauth.token_file.unlink()
        with pytest.raises(LoginRefused, match=r"Nobody has logged in .*run `mailproc login`"):
            waiting(server)

    def test_consent_over(self, server: MailboxServer, provider: Provider) -> None:
        before = entry(server)["refresh"]
        provider.refresh.clear()
        with pytest.raises(
            LoginRefused, match=r"expired or was withdrawn \(invalid_grant.*`mailproc login` again"
        ):
            waiting(server)
        assert entry(server)["refresh"] == before
        assert "expired" in str(entry(server)["failed"])

    def test_a_renewal_that_works_ends_the_failure(self, server: MailboxServer, provider: Provider) -> None:
        provider.faults = [(400, {"error": "invalid_grant"})]
        with pytest.raises(LoginRefused):
            waiting(server)
        waiting(server)
        assert "failed" not in entry(server)

    @pytest.mark.parametrize(
        ("fault", "error", "told"),
        [
            ((500, {}), ServerUnreachable, "answers 500"),
            ((429, {"error": "slow_down"}), ServerUnreachable, "answers 429"),
            ((400, {"error": "temporarily_unavailable"}), ServerUnreachable, "tried again"),
            (HANG, ServerUnreachable, "no answer in time"),
            (GARBAGE, ServerUnreachable, "is no OAuth"),
            ((200, {}), ServerUnreachable, "no usable token"),
            ((200, {"access_token": "a\r\nb", "expires_in": 60}), ServerUnreachable, "no usable token"),
            ((200, {"access_token": "secreto", "expires_in": "x"}), ServerUnreachable, "no usable token"),
            ((302, {}), ServerUnreachable, "no usable token"),
            (
                (401, {"error": "invalid_client"}),
                ConfigurationError,
                r"client_id or client secret of \[mailbox.oauth\]",
            ),
            ((400, {"error": "invalid_scope"}), ConfigurationError, "scopes"),
            (
                (400, {"error": "invalid_grant", "error_description": "AADSTS53003: blocked acceso-secreto"}),
                LoginRefused,
                "policy forbids .*AADSTS53003.*administrator",
            ),
        ],
    )
    def test_each_has_its_mend_and_keeps_the_refresh_token(
        self, server: MailboxServer, provider: Provider, fault, error: type[MailprocError], told: str
    ) -> None:
        before = entry(server)["refresh"]
        provider.faults = [fault]
        with pytest.raises(error, match=told) as failure:
            token(server, fault=fault)
        assert entry(server)["refresh"] == before
        assert "secreto" not in str(failure.value)
        assert str(before) not in str(failure.value)
        assert failure.value.__suppress_context__ or failure.value.__context__ is None

    def test_the_provider_is_gone(self, server: MailboxServer, provider: Provider, tmp_path: Path) -> None:
        gone = provider.table(tmp_path, token_endpoint="https://127.0.0.1:1/token")
        elsewhere = MailboxServer.model_validate(server.model_dump() | {"oauth": gone})
        with pytest.raises(ServerUnreachable, match=r"127\.0\.0\.1: the token server cannot be used"):
            token(elsewhere)

    def test_a_provider_that_nobody_vouches_for(
        self, server: MailboxServer, provider: Provider, tmp_path: Path
    ) -> None:
        stranger = Authority(tmp_path, "otra")
        other = MailboxServer.model_validate(server.model_dump() | {"ca_file": stranger.ca})
        with pytest.raises(ServerUnreachable, match=r"not trusted: set ca_file in \[mailbox\]"):
            token(other)
        assert provider.asked == []

    @pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', "\udcff"])
    def test_a_broken_file(self, server: MailboxServer, content: str) -> None:
        assert server.oauth is not None
        server.oauth.token_file.write_text(content, encoding="utf-8", errors="surrogateescape")
        with pytest.raises(ConfigurationError, match="is damaged: remove it, and run `mailproc login`"):
            waiting(server)

    def test_tokens_are_in_no_log(
        self, server: MailboxServer, provider: Provider, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        provider.faults = [GARBAGE]
        with pytest.raises(ServerUnreachable):
            waiting(server)
        waiting(server)
        found = entry(server)
        assert not any(
            str(secret) in caplog.text for secret in (found["refresh"], found["access_token"], "acceso-secreto")
        )


class TestMicrosoft:
    @pytest.fixture
    def app(self, token_account: Account, provider: Provider, tmp_path: Path) -> MailboxServer:
        """The institute's app, which logs in for itself."""
        secret = tmp_path / "client-secret"
        secret.write_text(SECRET + "\n", encoding="utf-8")
        table = provider.microsoft(tmp_path, flow="client_credentials", client_secret_file=secret)
        return token_account.server(password_file=None, oauth=table)

    def test_an_app_opens_the_mailbox(self, app: MailboxServer, provider: Provider) -> None:
        assert waiting(app) == 0
        (form,) = provider.asked
        assert form["scope"] == "https://outlook.office365.com/.default"

    def test_its_token_is_renewed_when_refused(self, app: MailboxServer, provider: Provider) -> None:
        waiting(app)
        provider.users.clear()
        assert waiting(app) == 0

    def test_a_wrong_secret(self, app: MailboxServer, tmp_path: Path) -> None:
        (tmp_path / "client-secret").write_text("otro", encoding="utf-8")
        with pytest.raises(ConfigurationError, match=r"client secret of \[mailbox.oauth\].*AADSTS7000215"):
            waiting(app)

    def test_a_tenant_that_is_none(self, app: MailboxServer, provider: Provider) -> None:
        assert app.oauth is not None
        other = app.oauth.model_copy(update={"tenant": "nadie.example"})
        with pytest.raises(ConfigurationError, match=r'no tenant "nadie\.example"'):
            access_token(app, other, patience=Patience())

    @pytest.mark.parametrize("fault", [(503, {}), HANG, GARBAGE])
    def test_microsoft_is_down(self, app: MailboxServer, provider: Provider, fault) -> None:
        provider.faults = [fault]
        with pytest.raises(ServerUnreachable, match="token server cannot be used"):
            token(app, fault=fault)
