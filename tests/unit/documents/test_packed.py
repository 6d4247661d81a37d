"""ZIP files: the sheets in them, however often they are packed, within limits."""

import io
import struct
import zipfile

import pytest

from mailproc.documents.limits import Limits
from mailproc.documents.media import MOST_ENTRIES
from mailproc.documents.opening import open_document
from mailproc.documents.source import Opened
from mailproc.reading.model import ProblemCode
from tests.unit.documents.outlook import compound
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
        ("tarea/Thumbs.db", compound({"256_1": b"x"})),
        ("tarea/constancia.pdf", pdf(lines, lines)),
        ("foto.jpg", encoded(picture(width=200, height=200), "JPEG")),
    )
    opened = open_document(content, LIMITS)
    assert opened.problems == ()
    assert [source.number for source in opened.sources] == [1, 2, 3]
    assert [source.speaks for source in opened.sources] == [True, True, False]


def test_a_zip_in_a_zip_is_opened_too() -> None:
    inner = _zip(("constancia.pdf", pdf(lines)), ("foto.jpg", encoded(picture(width=200, height=200), "JPEG")))
    opened = open_document(_zip(("uno.zip", inner), ("dos.pdf", pdf(lines, lines))), LIMITS)
    assert opened.problems == ()
    assert [source.number for source in opened.sources] == [1, 2, 3, 4]


def test_the_same_file_twice_is_one() -> None:
    sheet = pdf(lines)
    content = _zip(
        ("constancia.pdf", sheet),
        ("constancia (1).pdf", sheet),
        ("otra vez.zip", _zip(("constancia.pdf", sheet))),
    )
    opened = open_document(content, LIMITS)
    assert len(opened.sources) == 1
    assert opened.problems == ()


def test_zips_within_zips_end_somewhere() -> None:
    content = pdf(lines)
    for _ in range(LIMITS.max_depth):
        content = _zip(("otro", content))
    assert len(open_document(content, LIMITS).sources) == 1
    opened = open_document(_zip(("otro", content)), LIMITS)
    assert opened.sources == ()
    assert _codes(opened) == [ProblemCode.UNSUPPORTED]
    assert "dentro de otro" in opened.problems[0].text


def test_what_nested_zips_unpack_to_is_one_sum() -> None:
    inner = _zip(*[(f"{at}.bin", bytes([65 + at]) * 12_000_000) for at in range(2)])
    opened = open_document(_zip(("a.zip", inner), ("b.zip", inner + b"\x00"), ("c", b"x" * 20_000_000)), LIMITS)
    assert _codes(opened) == [ProblemCode.TOO_BIG]


def test_a_locked_or_strange_file_hides_none_of_the_others() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.pdf", pdf(lines))
        archive.writestr("b.pdf", pdf(lines, lines), zipfile.ZIP_LZMA)
        archive.writestr("c.rar", b"Rar!\x1a\x07\x00rest")
        archive.writestr("notas.txt", "hola")
    opened = open_document(file.getvalue(), LIMITS)
    assert len(opened.sources) == 1
    assert _codes(opened) == [ProblemCode.UNSUPPORTED, ProblemCode.UNSUPPORTED]
    assert ["RAR" in problem.text for problem in opened.problems] == [False, True]


def test_one_damaged_file_hides_none_of_the_others() -> None:
    whole = _zip(("a.pdf", b"%PDF-" + b"a" * 500), ("b.pdf", pdf(lines)), method=zipfile.ZIP_STORED)
    opened = open_document(whole.replace(b"%PDF-aaa", b"%PDF-baa"), LIMITS)
    assert len(opened.sources) == 1
    assert _codes(opened) == [ProblemCode.CORRUPTED]


def test_a_list_of_contents_that_is_a_bomb_is_not_read() -> None:
    opened = open_document(_zip(*[(str(at), b"") for at in range(MOST_ENTRIES + 1)]), LIMITS)
    assert _codes(opened) == [ProblemCode.TOO_MANY]


def test_pages_beyond_the_limit_are_told() -> None:
    content = _zip(*[(f"{at}.pdf", pdf(*[lines] * (at + 1))) for at in range(3)])
    opened = open_document(content, Limits(max_pages=4))
    assert [source.number for source in opened.sources] == [1, 2, 3, 4]
    assert _codes(opened) == [ProblemCode.TOO_MANY]


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
    [(("notas.txt", b"hola"),), (("otro.zip", _zip(("notas.txt", b"hola"))),), (("~$carta.docx", b"x"),), ()],
)
def test_a_zip_without_a_sheet_says_what_to_send_instead(members: tuple[tuple[str, bytes], ...]) -> None:
    opened = open_document(_zip(*members), LIMITS)
    assert _codes(opened) == [ProblemCode.UNSUPPORTED]
    assert "PDF" in opened.problems[0].text


def test_too_many_members_are_told_and_the_first_are_read() -> None:
    photos = [encoded(picture(width=50 + at, height=50), "PNG") for at in range(9)]
    opened = open_document(_zip(*[(f"{at}.png", photo) for at, photo in enumerate(photos)]), Limits(max_members=3))
    assert len(opened.sources) == 3
    assert _codes(opened) == [ProblemCode.TOO_MANY]


@pytest.mark.parametrize("part", range(1, 10))
def test_a_damaged_zip_is_a_problem_and_no_exception(part: int) -> None:
    content = _zip(("constancia.pdf", pdf(lines)))
    opened = open_document(content[: len(content) * part // 10], LIMITS)
    assert _codes(opened) == [ProblemCode.CORRUPTED]


def test_names_in_a_zip_are_never_paths() -> None:
    opened = open_document(_zip(("../../etc/passwd", pdf(lines)), ("/abs.pdf", pdf(lines, lines))), LIMITS)
    assert len(opened.sources) == 3
