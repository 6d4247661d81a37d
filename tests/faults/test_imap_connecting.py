"""No connection, or no login: each cause is told apart, in one sentence that names the place and the mend."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from mailproc.config import MailboxServer
from mailproc.errors import ConfigurationError, LoginRefused, MailboxError, ServerUnreachable
from mailproc.mailbox.connection import Patience
from mailproc.mailbox.opening import PATIENCE, open_mailbox
from tests.faults.scripted import imap, scripted
from tests.mail.certificates import Authority
from tests.mail.dovecot import PASSWORD, Account, Dovecot, free_port
from tests.mail.kinds import INBOX, letter

SHORT = Patience(connect=0.5, read=0.5)


@pytest.fixture
def server_at(authority: Authority, tmp_path: Path) -> Callable[[int], MailboxServer]:
    """Settings for a server on a port of the loopback."""
    (tmp_path / "password").write_text("secreta\n", encoding="utf-8")

    def settings(port: int) -> MailboxServer:
        url = f"imaps://encargada@127.0.0.1:{port}"
        return MailboxServer(url=url, ca_file=authority.ca, password_file=tmp_path / "password")

    return settings


def failing(server: MailboxServer, error: type[Exception], *words: str, patience: Patience = PATIENCE) -> None:
    """Opening raises that error, in one line with all these words and without the password."""
    with pytest.raises(error) as caught:
        open_mailbox(server, patience=patience)
    text = str(caught.value)
    assert [word for word in words if word not in text] == []
    assert "\n" not in text
    assert "secreta" not in text


def test_a_wrong_password_is_refused(account: Account, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("otra\n", encoding="utf-8")
    server = account.server(password_file=tmp_path / "password")
    failing(server, LoginRefused, account.user, "password of [mailbox]", "AUTHENTICATIONFAILED")


@pytest.mark.parametrize("user", ['afiliación "de" \\ todos@tecnologico.example', "a b+c%d@tecnologico.example"])
def test_users_and_passwords_with_odd_characters_get_in(dovecot_of: Callable[[str], Dovecot], user: str) -> None:
    account = dovecot_of("full").account(user)
    account.put(letter("una"))
    with open_mailbox(account.server()) as ours:
        assert len(list(ours.waiting(INBOX, known=frozenset()))) == 1


def test_login_where_the_server_offers_no_plain(
    server_at: Callable[[int], MailboxServer], authority: Authority, tmp_path: Path
) -> None:
    seen: list[bytes] = []

    def play(stream: BinaryIO) -> None:
        stream.write(b"* OK listo\r\n")
        while line := stream.readline():
            seen.append(line.partition(b" ")[2])
            tag = line.split()[0]
            stream.write(b"* CAPABILITY IMAP4rev1\r\n" * (b"CAPABILITY" in line) + tag + b" OK ya\r\n")

    (tmp_path / "password").write_text('dos "comillas" \\', encoding="utf-8")
    with scripted(play, authority.issue()) as server:
        settings = server_at(server.port).model_copy(update={"url": f"imaps://a%22b@127.0.0.1:{server.port}"})
        open_mailbox(settings).__exit__(None, None, None)
        assert rb'LOGIN "a\"b" "dos \"comillas\" \\"' + b"\r\n" in seen
        (tmp_path / "password").write_text("añejo", encoding="utf-8")
        failing(settings, LoginRefused, "only ASCII")
        (tmp_path / "password").write_text("dos\nrenglones", encoding="utf-8")
        failing(settings, LoginRefused, "control character")


@pytest.mark.parametrize(
    ("answer", "error", "word"),
    [
        (b"TAG NO [AUTHENTICATIONFAILED] no\r\n", LoginRefused, "refused"),
        (b"TAG NO [AUTHENTICATIONFAILED] wrong, please try again\r\n", LoginRefused, "is refused"),
        (b"TAG NO [EXPIRED] password expired, temporary access only\r\n", LoginRefused, "is refused"),
        (b"TAG NO temporarily locked: try again later\r\n", LoginRefused, "is refused"),
        (b"TAG NO [ALERT] Too many failed logins\r\n", LoginRefused, "is refused"),
        (b"TAG NO LOGIN failed.\r\n", LoginRefused, "LOGIN failed"),
        (b"TAG NO [AUTHORIZATIONFAILED] encargada@x.example may not\r\n", LoginRefused, "<address> may not"),
        (b"TAG BAD what?\r\n", LoginRefused, "what?"),
        (b"TAG NO [UNAVAILABLE] later\r\n", ServerUnreachable, "nobody can log in now"),
        (b"TAG NO [INUSE] later\r\n", ServerUnreachable, "nobody can log in now"),
        # Gmail, Exchange Online and iCloud.
        (b"TAG NO [ALERT] Too many simultaneous connections. (Failure)\r\n", ServerUnreachable, "Too many"),
        (b"TAG NO Server Unavailable. 15\r\n", ServerUnreachable, "Server Unavailable"),
        (b"TAG BAD [UNAVAILABLE] Service temporarily unavailable\r\n", ServerUnreachable, "nobody can log in"),
        (b"* BYE shutting down\r\nTAG", ServerUnreachable, "closed the connection amid the login"),
        (None, ServerUnreachable, "closed the connection amid the login"),
    ],
)
def test_a_refused_login_and_a_server_in_trouble_are_two_things(
    server_at: Callable[[int], MailboxServer],
    authority: Authority,
    answer: bytes | None,
    error: type[Exception],
    word: str,
) -> None:
    with scripted(imap({"AUTHENTICATE": answer}), authority.issue()) as server:
        failing(server_at(server.port), error, f"127.0.0.1:{server.port}", word)


def test_nobody_listens(server_at: Callable[[int], MailboxServer]) -> None:
    port = free_port()
    failing(server_at(port), ServerUnreachable, f"127.0.0.1:{port}", "refused", "url in [mailbox]")


def test_a_name_that_is_not_there(server_at: Callable[[int], MailboxServer]) -> None:
    server = server_at(993).model_copy(update={"url": "imaps://encargada@correo.invalid"})
    failing(server, ServerUnreachable, "correo.invalid:993", "cannot be found", "DNS")


def test_a_server_that_says_nothing(server_at: Callable[[int], MailboxServer], authority: Authority) -> None:
    with scripted(lambda stream: server.wait(), authority.issue()) as server:
        failing(server_at(server.port), ServerUnreachable, "no answer in time", "firewall", patience=SHORT)


def test_a_server_that_says_nothing_to_a_login(
    server_at: Callable[[int], MailboxServer], authority: Authority
) -> None:
    def play(stream: BinaryIO) -> None:
        stream.write(b"* OK listo\r\n")
        capability = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
        stream.write(capability + stream.readline().split()[0] + b" OK ya\r\n")
        server.wait()

    with scripted(play, authority.issue()) as server:
        failing(
            server_at(server.port),
            ServerUnreachable,
            f"127.0.0.1:{server.port}",
            "no answer in time",
            patience=SHORT,
        )


@pytest.mark.parametrize(
    ("greeting", "words"),
    [(b"* BYE too many connections", ["turns us away", "too many"]), (b"220 mail ESMTP", [])],
)
def test_a_greeting_that_is_none(
    server_at: Callable[[int], MailboxServer], authority: Authority, greeting: bytes, words: list[str]
) -> None:
    with scripted(imap({}, greeting=greeting), authority.issue()) as server:
        failing(server_at(server.port), ServerUnreachable, *words)


def test_a_server_that_closes_at_once(server_at: Callable[[int], MailboxServer], authority: Authority) -> None:
    with scripted(lambda stream: None, authority.issue()) as server:
        failing(server_at(server.port), ServerUnreachable, "closed the connection before its greeting")


def test_a_server_without_tls(server_at: Callable[[int], MailboxServer]) -> None:
    with scripted(imap({})) as server:
        failing(server_at(server.port), ServerUnreachable, "no usable TLS", "port of url in [mailbox]")


def test_a_certificate_of_an_unknown_authority(account: Account, tmp_path: Path) -> None:
    other = Authority(tmp_path, "otra")
    for ca_file in (other.ca, None):
        failing(account.server(ca_file=ca_file), ServerUnreachable, "not trusted", "set ca_file in [mailbox]")


def test_an_expired_certificate_and_one_for_another_name(
    server_at: Callable[[int], MailboxServer], authority: Authority
) -> None:
    with scripted(imap({}), authority.issue(days=(-20, -10))) as server:
        failing(server_at(server.port), ServerUnreachable, "has expired", "renew")
    with scripted(imap({}), authority.issue(days=(10, 20))) as server:
        failing(server_at(server.port), ServerUnreachable, "not valid yet", "clock")
    with scripted(imap({}), authority.issue("otro.example")) as server:
        failing(server_at(server.port), ServerUnreachable, "another name", "[mailbox] url")


def test_a_ca_file_that_is_none(account: Account, tmp_path: Path) -> None:
    failing(account.server(ca_file=tmp_path / "nada.pem"), ConfigurationError, "nada.pem", "set ca_file")
    (tmp_path / "texto.pem").write_text("hola", encoding="ascii")
    failing(account.server(ca_file=tmp_path / "texto.pem"), ConfigurationError, "no PEM certificate")


def test_a_url_without_a_user(account: Account) -> None:
    url = f"imaps://127.0.0.1:{account.dovecot.port}"
    failing(account.server(url=url), ConfigurationError, "names no user")


def test_the_password_is_in_no_log(account: Account, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    account.put(letter("una"))
    with open_mailbox(account.server()) as ours:
        for envelope in ours.waiting(INBOX, known=frozenset()):
            ours.fetch(envelope.place)
    assert PASSWORD not in caplog.text
    assert "Ximena" not in caplog.text
    assert account.user not in caplog.text


def test_after_leaving_the_mailbox_is_closed(account: Account) -> None:
    with open_mailbox(account.server()) as ours:
        pass
    with pytest.raises(MailboxError, match="lost"):
        ours.validity(INBOX)
