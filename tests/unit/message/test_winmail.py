"""A mail that Outlook wrapped in winmail.dat brings the files it brought before that."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from mailproc.message.model import Message
from mailproc.message.parse import parse
from mailproc.message.tnef import NotTnef, enclosed_in
from tests.unit.documents.outlook import winmail

NOW = datetime(2026, 8, 20, tzinfo=UTC)


def _mail(content: bytes) -> Message:
    message = EmailMessage()
    message["From"] = "alumna@tecnologico.example"
    message.set_content("Adjunto mi constancia")
    message.add_attachment(content, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return parse(message.as_bytes(), arrived=NOW)


def test_its_files_are_the_mails_own_with_their_long_names() -> None:
    message = _mail(winmail(("comprobanteVigenciaDerechos07222400017.pdf", b"%PDF-1"), ("año\\foto.jpg", b"x")))
    assert [(file.name, file.content) for file in message.attachments] == [
        ("comprobanteVigenciaDerechos07222400017.pdf", b"%PDF-1"),
        ("foto.jpg", b"x"),
    ]
    assert message.text == "Adjunto mi constancia"


def test_where_only_the_looks_of_the_text_are_wrapped_there_is_no_file() -> None:
    assert _mail(winmail()).attachments == ()


def test_the_short_name_where_there_is_no_long_one() -> None:
    content = winmail(("a.pdf", b"%PDF-1"))
    assert enclosed_in(content.replace(b"\x1f\x00\x07\x37", b"\x1f\x00\x07\x30"))[0].name == "ARCHIV~1.DAT"


@pytest.mark.parametrize("cut", [5, 30, 200])
def test_one_that_is_cut_off_stays_a_file(cut: int) -> None:
    content = winmail(("a.pdf", b"%PDF-1" * 20))[:-cut]
    assert [(file.name, file.content) for file in _mail(content).attachments] == [("winmail.dat", content)]


def test_messages_in_messages_end_somewhere() -> None:
    content = winmail(("a.pdf", b"%PDF-1"))
    for _ in range(20):
        content = winmail(("b.pdf", b"%PDF-2"), inner=content)
    assert 2 < len(enclosed_in(content)) < 10


def test_a_wrapping_of_thousands_of_files_is_refused() -> None:
    with pytest.raises(NotTnef):
        enclosed_in(winmail(*[("a", b"x")] * 1_000))
