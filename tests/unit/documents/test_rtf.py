"""RTF: the pictures in it and its text, whichever program wrote it."""

import pytest

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Opened
from mailproc.reading.model import ProblemCode, Witness
from tests.unit.documents.papers import encoded, picture

LIMITS = Limits()
HEAD = b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\n"
PNG = encoded(picture(width=400, height=300), "PNG")
JPEG = encoded(picture(width=500, height=300), "JPEG")


def _hex(content: bytes, *, line: int = 78) -> bytes:
    digits = content.hex().encode("ascii")
    return b"\r\n".join(digits[at : at + line] for at in range(0, len(digits), line))


def _codes(opened: Opened) -> list[ProblemCode]:
    return [problem.code for problem in opened.problems]


def _texts(opened: Opened) -> list[str]:
    return [word.text for source in opened.sources for layer in source.layers for word in layer.words]


@pytest.mark.parametrize(
    "group",
    [
        b"{\\pict\\pngblip\\picw400\\pich300\\picwgoal6000 " + _hex(PNG) + b"}",
        b"{\\*\\shppict{\\pict{\\*\\picprop\\shplid1025{\\sp{\\sn x}{\\sv 1}}}\\picscalex100\\pngblip\\bliptag-12"
        b"{\\*\\blipuid 0123456789abcdef0123456789abcdef}\n" + _hex(PNG, line=128) + b"}}"
        b"{\\nonshppict{\\pict\\wmetafile8\\picw1 " + _hex(b"\x01\x00\x09\x00" * 900) + b"}}",
        b"{\\pict\\pngblip\\picw400\\bin%d " % len(PNG) + PNG + b"}",
    ],
    ids=["wordpad", "word", "raw"],
)
def test_a_picture_comes_as_the_file_it_was(group: bytes) -> None:
    opened = open_document(HEAD + b"\\pard Mi constancia:\\par " + group + b"\\par fin}", LIMITS)
    assert opened.media == "rtf"
    assert opened.problems == ()
    assert [source.picture().shape for source in opened.sources] == [(300, 400, 3)]


def test_two_pictures_and_no_more_of_their_digits_in_the_text() -> None:
    words = b"Estas son quince palabras o algunas m\\'e1s, que hacen de esto una carta y no saludo"
    both = b"{\\pict\\pngblip " + _hex(PNG) + b"}{\\pict\\jpegblip " + _hex(JPEG) + b"}"
    opened = open_document(HEAD + words + both + b" fin}", LIMITS)
    assert [bool(source.layers) for source in opened.sources] == [True, False, False]
    assert [source.picture().shape[1] for source in opened.sources[1:]] == [400, 500]
    assert _texts(opened)[-2:] == ["saludo", "fin"]
    assert "más," in _texts(opened)


def test_text_and_tables_are_rows_and_columns() -> None:
    table = b"".join(
        b"\\trowd\\cellx2000\\cellx4000 " + b"".join(cell + b"\\cell " for cell in row) + b"\\row\n"
        for row in ((b"Registro", b"Nombre"), (b"A3399990326", b"INSTITUTO"))
    )
    seal = b"Cadena original: ||1.0|PORTAL|04/08/2026||\\par "
    opened = open_document(HEAD + b"NSS:\\tab 07222400017\\par " + table + b"\\pard " + seal + b"}", LIMITS)
    (source,) = opened.sources
    (layer,) = source.layers
    assert layer.witness is Witness.TYPED
    boxes = {word.text: word.box for word in layer.words}
    assert boxes["NSS:"].y0 == boxes["07222400017"].y0
    assert boxes["Nombre"].x0 == boxes["INSTITUTO"].x0 > boxes["A3399990326"].x1
    assert boxes["Registro"].y1 < boxes["A3399990326"].y0
    assert "||1.0|PORTAL|04/08/2026||" in boxes


def test_of_a_link_its_words_are_read() -> None:
    link = b'{\\field{\\*\\fldinst{HYPERLINK "https://imss.example"}}{\\fldrslt{\\ul constancia}}}'
    assert _texts(open_document(HEAD + b"Mi " + link + b" va}", LIMITS)) == ["Mi", "constancia", "va"]


def test_a_text_of_many_megabytes_is_refused_and_its_pictures_are_read() -> None:
    content = HEAD + b"palabra " * 300_000 + b"{\\pict\\pngblip " + _hex(PNG) + b"}}"
    opened = open_document(content, LIMITS)
    assert len(opened.sources) == 1
    assert _codes(opened) == [ProblemCode.TOO_BIG]


@pytest.mark.parametrize(
    "inside",
    [
        b"{" * 50_000,
        b"}" * 50_000,
        b"\\pict\\pngblip" * 20_000,
        b"\\pict\\pngblip\\bin999999999 abc",
        b"\\pict\\pngblip" + b" \\picscalex100" * 20_000,
        b"\\pict\\pngblip {" * 5_000,
        b"\\u99999999 \\u-99999999 \\ansicpg99999 \\'zz",
        b"{\\fonttbl" + b"{\\f1\\fcharset99999 a;}" * 5_000 + b"}",
        b'{\\field{\\*\\fldinst{HYPERLINK "' * 5_000,
        b"{\\fonttbl" + b"\\f1" * 100_000,
        b"\\" * 50_001,
        bytes(range(256)) * 100,
    ],
)
def test_rtf_that_is_none_ends_in_a_problem_or_a_page(inside: bytes) -> None:
    opened = open_document(HEAD + inside, LIMITS)
    assert opened.sources or opened.problems
