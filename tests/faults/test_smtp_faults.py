"""Letters that do not go: deferred, refused, uncertain. What came to the server and got no answer is uncertain."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from mailproc.config import SmtpServer
from mailproc.errors import (
    AddressRefused,
    ConfigurationError,
    LetterDeferred,
    LetterRefused,
    LetterUncertain,
    LoginRefused,
    ServerBusy,
    ServerUnreachable,
)
from mailproc.mailbox.connection import Patience
from mailproc.mailbox.opening import PATIENCE, open_transport
from tests.faults.scripted import scripted
from tests.mail.certificates import Authority
from tests.mail.dovecot import free_port
from tests.mail.kinds import letter
from tests.mail.smtp_server import DROP, HANG, SmtpPost, posting

SENDER, RECIPIENT = "afiliacion@tecnologico.example", "l26270001@tecnologico.example"
# For servers that fall silent; long enough for a busy machine to answer the next letter.
SHORT = Patience(connect=5, read=2, verdict=2)


class Sending:
    """A transport whose attempts are counted: `brinks` is how often the brink of DATA was told."""

    def __init__(self, server: SmtpServer, patience: Patience = PATIENCE) -> None:
        self.transport = open_transport(server, patience=patience)
        self.brinks = 0

    def __call__(self, subject: str = "una") -> None:
        self.transport.send(letter(subject), sender=SENDER, recipient=RECIPIENT, before_data=self._brink)

    def failing(self, error: type[Exception], *words: str) -> None:
        with pytest.raises(error) as caught:
            self()
        text = str(caught.value)
        assert [word for word in words if word not in text] == []
        assert RECIPIENT not in text

    def _brink(self) -> None:
        self.brinks += 1


@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("451 4.3.0 later", LetterDeferred),
        ("450 4.2.0 greylisted", LetterDeferred),
        ("421 4.7.0 closing", LetterDeferred),
        ("550 5.2.2 full", LetterRefused),
        ("552 5.3.4 too big", LetterRefused),
        ("530 5.7.57 not authenticated", LoginRefused),
        ("not even SMTP", LetterDeferred),
        (HANG, LetterDeferred),
        (DROP, LetterDeferred),
    ],
)
def test_before_the_brink_nothing_went_and_the_next_letter_goes(
    post: SmtpPost, stage: str, answer: str, error: type[Exception]
) -> None:
    send = Sending(post.server(), SHORT if answer == HANG else PATIENCE)
    post.postbox.faults[stage] = [answer]
    send.failing(error, f"127.0.0.1:{post.port}")
    assert (send.brinks, post.postbox.letters, post.postbox.lost) == (0, [], [])
    send("otra")
    send.transport.close()
    assert [received.raw for received in post.postbox.letters] == [letter("otra")]


@pytest.mark.parametrize(
    ("stage", "answer", "error"),
    [
        ("RCPT", "550 5.1.1 <l26270001@tecnologico.example> unknown", AddressRefused),
        ("RCPT", "550-5.1.10 null MX\r\n550 5.1.10 there", AddressRefused),
        ("RCPT", "550 5.2.1 disabled", AddressRefused),
        ("DATA", "550 5.1.1 unknown", AddressRefused),
        ("MAIL", "550 5.1.1 who are you", LetterRefused),
        ("RCPT", "550 no such user", LetterRefused),
        ("RCPT", "550 5.7.1 policy", LetterRefused),
        ("RCPT", "552 5.2.2 full", LetterRefused),
        ("RCPT", "550 5.4.1 no route", LetterRefused),
        ("DATA", "554 5.6.0 spam", LetterRefused),
        ("RCPT", "450 4.1.1 not now", LetterDeferred),
        ("RCPT", "452 4.2.2 full", LetterDeferred),
        ("DATA", "452 4.3.1 no space", ServerBusy),
        ("MAIL", "452 4.5.3 no more", ServerBusy),
        ("MAIL", "421 4.7.0 closing", ServerBusy),
        ("RCPT", "421 4.7.0 closing", ServerBusy),
        ("DATA", "421 4.7.0 closing", ServerBusy),
        ("MAIL", DROP, ServerBusy),
        ("RCPT", DROP, ServerBusy),
    ],
)
def test_what_speaks_of_the_address_the_letter_and_the_server_is_told_apart(
    post: SmtpPost, stage: str, answer: str, error: type[Exception]
) -> None:
    send = Sending(post.server())
    post.postbox.faults[stage] = [answer]
    with pytest.raises(error) as caught:
        send()
    assert type(caught.value) is error


def test_a_server_that_falls_silent_at_the_login(authority: Authority, post: SmtpPost) -> None:
    """After TLS: at the greeting, at EHLO, at AUTH."""
    for lines in ((), (b"220 listo\r\n",), (b"220 listo\r\n", b"250-mx\r\n250 AUTH PLAIN\r\n")):

        def play(stream: BinaryIO, lines: tuple[bytes, ...] = lines) -> None:
            _says(*lines)(stream)
            server.wait()

        with scripted(play, authority.issue()) as server:
            changed = post.server(url=f"smtps://a@127.0.0.1:{server.port}")
            send = Sending(changed, Patience(connect=0.5, read=0.5, verdict=0.5))
            send.failing(ServerUnreachable, f"127.0.0.1:{server.port}")
            assert send.brinks == 0


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("451 4.3.0 later", LetterDeferred),
        ("421 4.7.0 closing", LetterDeferred),
        ("554 5.6.0 spam", LetterRefused),
        ("550 5.7.1 no", LetterRefused),
    ],
)
def test_an_answer_after_the_letter_is_an_answer(post: SmtpPost, answer: str, error: type[Exception]) -> None:
    send = Sending(post.server())
    post.postbox.faults["DATA"] = [answer]
    send.failing(error, answer[:3])
    assert (send.brinks, post.postbox.letters) == (1, [])
    send("otra")
    assert len(post.postbox.letters) == 1


@pytest.mark.parametrize("fault", [HANG, DROP, "not even SMTP"])
def test_a_letter_without_an_answer_is_uncertain_and_not_sent_again(post: SmtpPost, fault: str) -> None:
    send = Sending(post.server(), SHORT if fault == HANG else PATIENCE)
    post.postbox.faults["DATA"] = [fault]
    send.failing(LetterUncertain, "may or may not have gone")
    assert (send.brinks, len(post.postbox.letters)) == (1, 0)
    assert len(post.postbox.lost) == (fault != "not even SMTP")
    send("otra")
    assert [received.raw for received in post.postbox.letters] == [letter("otra")]


def test_a_connection_that_the_server_closed_between_two_letters_is_made_anew(
    post: SmtpPost,
) -> None:
    send = Sending(post.server())
    send("una")
    post.hang_up()
    send("otra")
    send.transport.close()
    assert (post.postbox.connections, len(post.postbox.letters)) == (2, 2)


def test_a_wrong_password_is_refused(post: SmtpPost, tmp_path: Path) -> None:
    (tmp_path / "otra").write_text("otra", encoding="utf-8")
    send = Sending(post.server(password_file=tmp_path / "otra"))
    send.failing(LoginRefused, "535", "afiliación@tecnologico.example", "password of [smtp]")
    assert send.brinks == 0


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled", LoginRefused),
        ("534 5.7.9 mechanism too weak", LoginRefused),
        ("454 4.7.0 temporary", ServerUnreachable),
        ("421 4.3.2 closing", ServerUnreachable),
    ],
)
def test_logins_refused_for_good_and_for_now(post: SmtpPost, answer: str, error: type[Exception]) -> None:
    post.postbox.faults["AUTH"] = [answer]
    Sending(post.server()).failing(error, answer[:3])
    assert post.postbox.letters == []


def test_a_server_that_offers_no_login(authority: Authority, tmp_path: Path) -> None:
    with posting(authority, tmp_path, auth_required=False, auth_exclude_mechanism=["PLAIN", "LOGIN"]) as post:
        Sending(post.server()).failing(LoginRefused, "no login with a password", "[smtp] url")


def test_without_a_user_there_is_no_login(authority: Authority, tmp_path: Path) -> None:
    with posting(authority, tmp_path, auth_required=False) as post:
        send = Sending(post.server(url=f"smtp+starttls://127.0.0.1:{post.port}", password_file=None))
        send()
        send.transport.close()
        assert (len(post.postbox.letters), post.postbox.logins) == (1, [])


def test_a_server_without_starttls_gets_no_letter_and_no_password(authority: Authority, tmp_path: Path) -> None:
    with posting(authority, tmp_path, tls_context=None, require_starttls=False, auth_require_tls=False) as post:
        send = Sending(post.server())
        send.failing(ServerUnreachable, "no STARTTLS", "never go unencrypted", f"127.0.0.1:{post.port}")
        assert (send.brinks, post.postbox.letters, post.postbox.logins) == (0, [], [])


@pytest.mark.parametrize("implicit", [False, True])
def test_certificates_are_verified(authority: Authority, tmp_path: Path, implicit: bool) -> None:
    other = Authority(tmp_path, "otra")
    with posting(authority, tmp_path, implicit=implicit) as post:
        for ca_file in (other.ca, None):
            send = Sending(post.server(ca_file=ca_file))
            send.failing(ServerUnreachable, "not trusted", "set ca_file in [smtp]")
        assert (post.postbox.letters, post.postbox.logins) == ([], [])


def test_nobody_listens(post: SmtpPost) -> None:
    port = free_port()
    for scheme in ("smtps", "smtp+starttls"):
        server = post.server(url=f"{scheme}://a@127.0.0.1:{port}")
        Sending(server).failing(ServerUnreachable, f"127.0.0.1:{port}", "refused", "url in [smtp]")


def test_a_name_that_is_not_there(post: SmtpPost) -> None:
    Sending(post.server(url="smtp+starttls://a@correo.invalid")).failing(
        ServerUnreachable, "correo.invalid:587", "cannot be found"
    )


def _says(*lines: bytes) -> Callable[[BinaryIO], None]:
    """A server that says one line at the start and one to each command, then ends."""

    def play(stream: BinaryIO) -> None:
        for line in lines:
            stream.write(line)
            stream.readline()

    return play


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), ["no connection"]),
        ((b"554 5.7.1 go away\r\n",), ["turns us away", "554"]),
        ((b"421 too busy\r\n",), ["turns us away", "421"]),
        ((b"220 listo\r\n", b"250-mx\r\n250 STARTTLS\r\n", b"454 not now\r\n"), ["turns us away", "454"]),
        ((b"220 listo\r\n", b"250-mx\r\n250 STARTTLS\r\n", b"220 go\r\n250 injected\r\n"), ["127.0.0.1"]),
        ((b"220 listo\r\n", b"250-mx\r\n250 STARTTLS\r\n", b"220 go\r\n"), ["127.0.0.1"]),
    ],
)
def test_servers_that_fail_before_there_is_tls(post: SmtpPost, lines: tuple[bytes, ...], words: list[str]) -> None:
    with scripted(_says(*lines)) as server:
        send = Sending(post.server(url=f"smtp+starttls://a@127.0.0.1:{server.port}"))
        send.failing(ServerUnreachable, *words)
        assert send.brinks == 0


@pytest.mark.parametrize("lines", [(), (b"220 listo\r\n",), (b"220 listo\r\n", b"250-mx\r\n250 STARTTLS\r\n")])
def test_servers_that_fall_silent_before_there_is_tls(post: SmtpPost, lines: tuple[bytes, ...]) -> None:
    def play(stream: BinaryIO) -> None:
        _says(*lines)(stream)
        server.wait()

    with scripted(play) as server:
        url = f"smtp+starttls://a@127.0.0.1:{server.port}"
        send = Sending(post.server(url=url), Patience(connect=0.5, read=0.5, verdict=0.5))
        send.failing(ServerUnreachable, "no answer in time")
        assert send.brinks == 0


def test_a_maildir_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("no es carpeta", encoding="utf-8")
    send = Sending(SmtpServer(url=f"maildir:{tmp_path / 'archivo' / 'cartas'}"))
    send.failing(LetterDeferred, "url in [smtp]")


def test_settings_that_cannot_be_used_are_told_before_any_letter(post: SmtpPost, tmp_path: Path) -> None:
    for changes in ({"ca_file": tmp_path / "nada.pem"}, {"password_file": tmp_path / "nada"}):
        with pytest.raises(ConfigurationError, match="nada"):
            open_transport(post.server(**changes))
