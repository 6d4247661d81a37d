"""ZIP and office files: the sheets in them, one level deep, within limits."""

import io
import struct
import zipfile

import pytest

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Opened
from mailproc.reading.model import ProblemCode
from tests.unit.documents.papers import encoded, lines, pdf, picture

LIMITS = Limits()


def _zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def _codes(opened: Opened) -> list[ProblemCode]:
    return [problem.code for problem in opened.problems]


def test_the_pages_of_all_members_count_through() -> None:
    content = _zip(
        ("__MACOSX/._constancia.pdf", b"junk"),
        ("tarea/constancia.pdf", pdf(lines, lines)),
        ("foto.jpg", encoded(picture(width=200, height=200), "JPEG")),
    )
    opened = open_document(content, LIMITS)
    assert opened.problems == ()
    assert [source.number for source in opened.sources] == [1, 2, 3]
    assert [source.speaks for source in opened.sources] == [True, True, False]


def test_a_picture_pasted_into_a_word_file_is_read_and_its_logo_is_not() -> None:
    content = _zip(
        ("[Content_Types].xml", b"<x/>"),
        ("word/document.xml", b"<x/>"),
        ("word/media/image1.png", encoded(picture(), "PNG")),
        ("word/media/logo.png", encoded(picture(width=30, height=30), "PNG")),
        method=zipfile.ZIP_STORED,
    )
    opened = open_document(content, LIMITS)
    assert opened.media == "docx"
    assert [source.picture().shape for source in opened.sources] == [(1650, 1275, 3)]


def test_a_zip_with_a_password_is_told() -> None:
    content = bytearray(_zip(("constancia.pdf", pdf(lines))))
    # The encryption bit of both headers (APPNOTE 4.4.4); what follows need not even be ciphertext.
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, 6, 1)
    struct.pack_into("<H", content, central + 8, 1)
    assert _codes(open_document(bytes(content), LIMITS)) == [ProblemCode.ENCRYPTED]


def test_a_bomb_is_not_unpacked_whole() -> None:
    content = _zip(("constancia.pdf", b"\x00" * 60_000_000))
    assert len(content) < 100_000
    assert _codes(open_document(content, LIMITS)) == [ProblemCode.TOO_BIG]


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_whole() -> None:
    content = bytearray(_zip(("constancia.pdf", b"\x00" * 60_000_000)))
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, 22, 1000)
    struct.pack_into("<I", content, central + 24, 1000)
    opened = open_document(bytes(content), LIMITS)
    assert opened.sources == ()
    assert _codes(opened)[0] in {ProblemCode.TOO_BIG, ProblemCode.CORRUPTED, ProblemCode.UNSUPPORTED}


@pytest.mark.parametrize(
    "members",
    [(("notas.txt", b"hola"),), (("otro.zip", _zip(("constancia.pdf", b"%PDF-"))),), ()],
)
def test_a_zip_without_a_sheet_says_what_to_send_instead(members: tuple[tuple[str, bytes], ...]) -> None:
    opened = open_document(_zip(*members), LIMITS)
    assert _codes(opened) == [ProblemCode.UNSUPPORTED]
    assert "PDF" in opened.problems[0].text


def test_too_many_members_are_told_and_the_first_are_read() -> None:
    photo = encoded(picture(width=50, height=50), "PNG")
    opened = open_document(_zip(*[(f"{at}.png", photo) for at in range(30)]), Limits(max_members=3))
    assert len(opened.sources) == 3
    assert _codes(opened) == [ProblemCode.TOO_MANY]


@pytest.mark.parametrize("part", range(1, 10))
def test_a_damaged_zip_is_a_problem_and_no_exception(part: int) -> None:
    content = _zip(("constancia.pdf", pdf(lines)))
    opened = open_document(content[: len(content) * part // 10], LIMITS)
    assert _codes(opened) == [ProblemCode.CORRUPTED]


def test_names_in_a_zip_are_never_paths() -> None:
    opened = open_document(_zip(("../../etc/passwd", pdf(lines)), ("/abs.pdf", pdf(lines))), LIMITS)
    assert len(opened.sources) == 2
