"""Whatever a stranger sends is opened or told, in Spanish that helps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.reading.model import ProblemCode
from tests.unit.documents.outlook import compound, winmail
from tests.unit.documents.papers import lines, pdf

LIMITS = Limits()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"Rar!\x1a\x07\x00rest", "RAR"),
        (b"7z\xbc\xaf\x27\x1crest", "7z"),
        (b"<html></html>", "web"),
        (b"hola", "texto"),
        (b"From: a@b.example\nSubject: hola\n\n", "mensaje guardado"),
        (b"{\\rtf1}", "vacío"),
        (compound({"WordDocument": b"x"}), "Office"),
        (winmail(), "winmail.dat"),
        (b"\x60\xea\x29\x00rest of an arj", "comprimido"),
        (b"MZ\x90\x00rest", "programa"),
        (b"L\x00\x00\x00\x01\x14\x02\x00rest", "acceso directo"),
        (b"BEGIN:VCARD\r\nVERSION:3.0", "contacto"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "calendario"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "video"),
        (bytes(range(256)), "no se puede leer"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(content: bytes, word: str) -> None:
    (problem,) = open_document(content, LIMITS).problems
    assert problem.code is ProblemCode.UNSUPPORTED
    assert word in problem.text
    assert "constancia" in problem.text


def test_an_empty_file() -> None:
    assert [problem.code for problem in open_document(b"", LIMITS).problems] == [ProblemCode.EMPTY]


def test_a_file_over_the_limit_is_not_even_parsed() -> None:
    opened = open_document(pdf(lines), Limits(max_bytes=500))
    assert opened.sources == ()
    assert [problem.code for problem in opened.problems] == [ProblemCode.TOO_BIG]


@given(
    st.sampled_from(
        [
            b"%PDF-1.5\n",
            b"\xff\xd8\xff\xe0",
            b"\x89PNG\r\n\x1a\n",
            b"PK\x03\x04",
            b"GIF89a",
            b"BM",
            b"{\\rtf1 \\pict\\pngblip",
            b"\x78\x9f\x3e\x22\x01\x00",
            b"Subject: ",
            compound({"__properties_version1.0": b"x"})[:512],
            b"",
        ]
    ),
    st.binary(max_size=400),
)
def test_no_bytes_make_it_raise(start: bytes, rest: bytes) -> None:
    opened = open_document(start + rest, LIMITS)
    assert opened.sources or opened.problems
