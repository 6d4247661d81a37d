"""Whatever a stranger sends is opened or told, in Spanish that helps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.reading.model import ProblemCode
from tests.unit.documents.papers import lines, pdf

LIMITS = Limits()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"Rar!\x1a\x07\x00rest", "RAR"),
        (b"7z\xbc\xaf\x27\x1crest", "7z"),
        (b"<html></html>", "web"),
        (b"hola", "texto"),
        (b"From: a@b.example\n\nhola", "correo"),
        (b"{\\rtf1}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"\x78\x9f\x3e\x22rest", "winmail.dat"),
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
        [b"%PDF-1.5\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"GIF89a", b"BM", b""]
    ),
    st.binary(max_size=400),
)
def test_no_bytes_make_it_raise(start: bytes, rest: bytes) -> None:
    opened = open_document(start + rest, LIMITS)
    assert opened.sources or opened.problems
