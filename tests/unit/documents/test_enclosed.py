"""Files that come within saved mails, in Outlook's wrappings and attached to PDFs."""

import io
import zlib
from email.message import EmailMessage

import pypdf
import pytest
import tnefparse
from pypdf.generic import NameObject

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Opened
from mailproc.reading.model import ProblemCode, Witness
from tests.unit.documents.outlook import compound, msg, winmail
from tests.unit.documents.papers import LINES, encoded, lines, pdf, picture

LIMITS = Limits()
SHEET = pdf(lines)
PHOTO = encoded(picture(width=600, height=400), "JPEG")
LOGO = encoded(picture(width=120, height=50), "PNG")


def _eml(text: str, *files: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"] = "alumna@tecnologico.example"
    message["Subject"] = "Mi constancia"
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _portfolio(*files: tuple[str, bytes], password: str = "") -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lambda canvas: canvas.drawString(72, 700, "Cartera"))))
    for name, content in files:
        file = writer.add_attachment(name, zlib.compress(content))
        file.pdf_object["/EF"]["/F"].get_object()[NameObject("/Filter")] = NameObject("/FlateDecode")
    if password:
        writer.encrypt("", password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _codes(opened: Opened) -> list[ProblemCode]:
    return [problem.code for problem in opened.problems]


def _typed(opened: Opened) -> list[str]:
    return [
        word.text
        for source in opened.sources
        for layer in source.layers
        if layer.witness is Witness.TYPED
        for word in layer.words
    ]


def test_the_attachments_of_a_saved_mail_are_its_pages_and_its_words_and_logos_are_not() -> None:
    text = "Buenas tardes, adjunto mi constancia de vigencia de derechos. " * 5
    content = _eml(text, ("firma.png", LOGO), ("foto.jpg", PHOTO), ("constancia.pdf", SHEET), ("cita.ics", b"x"))
    opened = open_document(content, LIMITS)
    assert opened.media == "eml"
    assert opened.problems == ()
    assert [source.speaks for source in opened.sources] == [False, True]
    assert _typed(opened) == []


def test_a_mail_attached_to_a_saved_mail_is_opened_too() -> None:
    content = _eml("Te reenvío", ("mensaje.eml", _eml("Adjunto", ("constancia.pdf", SHEET))))
    assert [source.speaks for source in open_document(content, LIMITS).sources] == [True]


def test_what_was_pasted_into_a_mail_is_a_typed_page() -> None:
    opened = open_document(_eml("\n".join(LINES)), LIMITS)
    assert opened.problems == ()
    assert " ".join(LINES) == " ".join(_typed(opened))


def test_a_saved_mail_of_a_hundred_thousand_parts_is_told_to_be_cut() -> None:
    part = b"--x\r\nContent-Type: text/plain\r\n\r\nhola\r\n"
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    assert ProblemCode.TOO_MANY in _codes(open_document(head + part * 100_000, LIMITS))


def test_winmail_dat_as_another_program_understands_it() -> None:
    content = winmail(("Constancia de vigencia.pdf", SHEET), inner=winmail(("foto.jpg", PHOTO)))
    parsed = tnefparse.TNEF(content)
    assert parsed.attachments[0].long_filename() == "Constancia de vigencia.pdf"
    assert parsed.attachments[0].data == SHEET
    opened = open_document(content, LIMITS)
    assert opened.media == "tnef"
    assert [source.speaks for source in opened.sources] == [True, False]
    assert opened.problems == ()


@pytest.mark.parametrize("part", range(1, 8))
def test_a_winmail_dat_that_is_cut_off_is_broken(part: int) -> None:
    content = winmail(("a.pdf", SHEET))
    opened = open_document(content[: len(content) * part // 8], LIMITS)
    assert opened.sources == ()
    assert set(_codes(opened)) <= {ProblemCode.CORRUPTED, ProblemCode.UNSUPPORTED}


def test_the_attachments_of_outlooks_msg_and_of_a_message_in_it() -> None:
    opened = open_document(msg("Adjunto", SHEET, LOGO, nested=PHOTO), LIMITS)
    assert opened.media == "msg"
    assert opened.problems == ()
    assert [source.speaks for source in opened.sources] == [True, False]


def test_what_was_pasted_into_a_msg_is_a_typed_page() -> None:
    assert _typed(open_document(msg("\r\n".join(LINES)), LIMITS)) == " ".join(LINES).split()


def test_an_old_document_says_what_to_send_unless_a_pdf_was_put_into_it() -> None:
    opened = open_document(compound({"WordDocument": b"x", "1Table": b"y"}), LIMITS)
    assert _codes(opened) == [ProblemCode.UNSUPPORTED]
    assert "(.doc, .xls, .ppt)" in opened.problems[0].text
    assert "PDF" in opened.problems[0].text
    content = compound({"WordDocument": b"x", "ObjectPool/_1/CONTENTS": SHEET}, filling=b"\n")
    assert [source.speaks for source in open_document(content, LIMITS).sources] == [True]


@pytest.mark.parametrize("part", range(1, 10))
def test_half_a_msg_is_a_problem_and_no_exception(part: int) -> None:
    content = msg("Adjunto", SHEET * 20, nested=PHOTO)
    opened = open_document(content[: len(content) * part // 10], LIMITS)
    assert opened.sources or opened.problems


def test_streams_that_claim_more_than_there_is_are_a_bomb() -> None:
    content = bytearray(msg("Adjunto", *[SHEET + b"\n" * 4_000 + bytes([65 + at]) for at in range(5)]))
    name = "__substg1.0_37010102".encode("utf-16-le")
    at = content.find(name)
    while at >= 0:  # each says that it is thirty megabytes long
        content[at + 120 : at + 124] = (30_000_000).to_bytes(4, "little")
        at = content.find(name, at + 1)
    opened = open_document(bytes(content), LIMITS)
    assert opened.sources or opened.problems
    assert set(_codes(opened)) & {ProblemCode.TOO_BIG, ProblemCode.CORRUPTED}


def test_files_attached_to_a_pdf_are_pages_after_its_own() -> None:
    opened = open_document(_portfolio(("a.pdf", SHEET), ("foto.jpg", PHOTO), ("b.xml", b"<x/>")), LIMITS)
    assert opened.media == "pdf"
    assert opened.problems == ()
    assert [source.number for source in opened.sources] == [1, 2, 3]
    assert [source.speaks for source in opened.sources] == [True, True, False]


def test_files_attached_to_a_pdf_that_only_says_who_may_edit_it() -> None:
    opened = open_document(_portfolio(("a.pdf", SHEET), password="dueño"), LIMITS)
    assert [source.speaks for source in opened.sources] == [True, True]


def test_a_file_attached_to_a_pdf_that_is_a_bomb() -> None:
    content = _portfolio(("a.pdf", b"%PDF-" + b"\x00" * 60_000_000))
    assert len(content) < 200_000
    opened = open_document(content, LIMITS)
    assert len(opened.sources) == 1
    assert set(_codes(opened)) <= {ProblemCode.TOO_BIG, ProblemCode.CORRUPTED}
    assert opened.problems


def test_pdfs_attached_to_pdfs_end_somewhere() -> None:
    content = SHEET
    for at in range(6):
        content = _portfolio((f"{at}.pdf", content))
    opened = open_document(content, LIMITS)
    assert len(opened.sources) == LIMITS.max_depth + 1
