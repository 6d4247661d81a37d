"""Letters out: by SMTP with STARTTLS, by SMTP over TLS, into a Maildir."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailproc.config import SmtpServer
from mailproc.errors import LetterRefused, LetterWithdrawn
from mailproc.mailbox.base import Transport
from mailproc.mailbox.opening import open_transport
from tests.mail.certificates import Authority
from tests.mail.kinds import letter
from tests.mail.smtp_server import SmtpPost, posting

SENDER, RECIPIENT = "afiliacion@tecnologico.example", "l26270001@tecnologico.example"


@dataclass(frozen=True)
class Way:
    """Settings of a way out, and the letters that arrived at its end."""

    server: SmtpServer
    arrived: Callable[[], list[bytes]]


@pytest.fixture(params=["starttls", "smtps", "maildir"])
def way(request: pytest.FixtureRequest, authority: Authority, tmp_path: Path) -> Iterator[Way]:
    if request.param == "maildir":
        folder = tmp_path / "salida" / "cartas"

        def files() -> list[bytes]:
            return [path.read_bytes() for path in sorted(folder.glob("*/*"))]

        yield Way(SmtpServer(url=f"maildir:{folder}"), files)
        return
    with posting(authority, tmp_path, implicit=request.param == "smtps") as post:
        yield Way(post.server(), lambda: [received.raw for received in post.postbox.letters])


@pytest.fixture
def transport(way: Way) -> Iterator[Transport]:
    opened = open_transport(way.server)
    yield opened
    opened.close()


class TestTransport:
    def test_a_letter_arrives_to_the_byte(self, way: Way, transport: Transport) -> None:
        raw = letter("Tu trámite", body=".\r\n..punto\r\nañejo", pad=3000)
        transport.send(raw, sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
        assert way.arrived() == [raw]

    def test_the_brink_is_told_once_before_anything_has_gone(self, way: Way, transport: Transport) -> None:
        seen: list[list[bytes]] = []
        transport.send(
            letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: seen.append(way.arrived())
        )
        assert seen == [[]]

    def test_nothing_goes_when_the_brink_fails_and_the_next_letter_goes(
        self, way: Way, transport: Transport
    ) -> None:
        def fail() -> None:
            raise RuntimeError("the store says no")

        with pytest.raises(RuntimeError):
            transport.send(letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=fail)
        assert way.arrived() == []
        transport.send(letter("otra"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
        assert way.arrived() == [letter("otra")]

    def test_several_letters_one_after_another(self, way: Way, transport: Transport) -> None:
        letters = [letter(f"carta {number}") for number in range(3)]
        for raw in letters:
            transport.send(raw, sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
        assert sorted(way.arrived()) == letters

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "sin-arroba",
            "@x.example",
            "a@",
            "a b@x.example",
            "a@x.example\r\nRCPT TO:<b@x.example>",
            "<a@x.example>",
        ],
    )
    def test_a_broken_address_gets_no_letter(self, way: Way, transport: Transport, address: str) -> None:
        brink: list[str] = []
        with pytest.raises(LetterRefused):
            transport.send(
                letter("una"), sender=SENDER, recipient=address, before_data=lambda: brink.append("told")
            )
        assert (way.arrived(), brink) == ([], [])


def test_one_connection_serves_several_letters(post: SmtpPost) -> None:
    transport = open_transport(post.server())
    for number in range(3):
        transport.send(letter(f"carta {number}"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
    transport.close()
    transport.close()
    assert (post.postbox.connections, len(post.postbox.letters)) == (1, 3)
    assert post.postbox.letters[0].sender == SENDER
    assert post.postbox.letters[0].recipients == (RECIPIENT,)


def test_a_letter_taken_back_on_the_brink_costs_no_connection(post: SmtpPost) -> None:
    def taken_back() -> None:
        raise LetterWithdrawn("The letter was taken back.")

    transport = open_transport(post.server())
    transport.send(letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
    with pytest.raises(LetterWithdrawn):
        transport.send(letter("otra"), sender=SENDER, recipient=RECIPIENT, before_data=taken_back)
    transport.send(letter("tercera"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
    transport.close()
    assert (post.postbox.connections, len(post.postbox.letters)) == (1, 2)


def test_bare_line_ends_are_mended_so_that_nothing_ends_the_letter_early(post: SmtpPost) -> None:
    transport = open_transport(post.server())
    raw = b"Subject: una\n\nhola\n.\nMAIL FROM:<x@y.example>\r.\rfin"
    transport.send(raw, sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
    transport.close()
    (received,) = post.postbox.letters
    assert received.raw == b"Subject: una\r\n\r\nhola\r\n.\r\nMAIL FROM:<x@y.example>\r\n.\r\nfin\r\n"


def test_an_address_beyond_ascii_goes_by_smtputf8(post: SmtpPost) -> None:
    transport = open_transport(post.server())
    transport.send(letter("una"), sender=SENDER, recipient="peña@tecnologico.example", before_data=lambda: None)
    transport.close()
    assert post.postbox.letters[0].recipients == ("peña@tecnologico.example",)


def test_without_smtputf8_such_an_address_is_refused(authority: Authority, tmp_path: Path) -> None:
    with posting(authority, tmp_path, enable_SMTPUTF8=False) as post:
        transport = open_transport(post.server())
        with pytest.raises(LetterRefused, match="SMTPUTF8"):
            transport.send(
                letter("una"), sender=SENDER, recipient="peña@tecnologico.example", before_data=lambda: None
            )
        transport.close()
        assert post.postbox.letters == []


def test_login_where_only_login_is_offered(authority: Authority, tmp_path: Path) -> None:
    with posting(authority, tmp_path, auth_exclude_mechanism=["PLAIN"]) as post:
        transport = open_transport(post.server())
        transport.send(letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
        transport.close()
        assert (len(post.postbox.letters), post.postbox.logins) == (1, ["LOGIN"])


def test_the_same_letter_twice_is_once_in_the_maildir_also_after_it_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "cartas"
    transport = open_transport(SmtpServer(url=f"maildir:{folder}"))
    for _ in range(2):
        transport.send(letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
    (file,) = folder.glob("*/*")
    file.rename(folder / "cur" / f"{file.name}:2,S")
    transport.send(letter("una"), sender=SENDER, recipient=RECIPIENT, before_data=lambda: None)
    assert len(list(folder.glob("*/*"))) == 1
