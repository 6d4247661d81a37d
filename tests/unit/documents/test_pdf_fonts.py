"""Fonts that say other letters than they draw: then the page's words are no better than a scanner's guess."""

import io
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Source
from mailproc.reading.model import Witness
from tests.documents.sheets.forgeries import unicode_map
from tests.unit.documents.papers import pdf

FONTS = Path("/usr/share/fonts/truetype")
FACES = {
    "DejaVu": FONTS / "dejavu/DejaVuSans.ttf",
    "DejaVu condensed": FONTS / "dejavu/DejaVuSansCondensed.ttf",
    "Liberation Sans": FONTS / "liberation/LiberationSans-Regular.ttf",
    "Liberation Serif": FONTS / "liberation/LiberationSerif-Bold.ttf",
    "Liberation Mono": FONTS / "liberation/LiberationMono-Regular.ttf",
    "Free Serif": FONTS / "freefont/FreeSerif.ttf",
    "Open Sans": FONTS / "open-sans/OpenSans-Regular.ttf",
    "Roboto": FONTS / "roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
    "Carlito": FONTS / "crosextra/Carlito-Bold.ttf",
}
STANDARD = ("Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Italic", "Courier", "Courier-Bold")
CODES = (
    "0722 24 0001 7",
    "07222400017",
    "RACW050729MMCSHNA2",
    "A3399990326",
    "12/08/2026",
    "SI",
    "NO",
    "1M2005ES",
)


def _sheet(face: str, *, size: float = 11, turn: int = 0, codes: tuple[str, ...] = CODES) -> bytes:
    if face in FACES:
        pdfmetrics.registerFont(TTFont(face, FACES[face]))

    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, size)
        for at, code in enumerate(codes):
            canvas.drawString(72, 700 - 30 * at, code)

    return pdf(draw, rotate=turn)


def _lying(said: dict[str, str], face: str = "Helvetica", *, codes: tuple[str, ...] = CODES) -> bytes:
    """The codes drawn as they are, in a font that says other characters."""
    writer = pypdf.PdfWriter(io.BytesIO(_sheet(face, codes=codes)))
    everything = {chr(code): chr(code) for code in range(32, 127)} | said
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/ToUnicode")] = writer._add_object(unicode_map(everything))
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _only(content: bytes) -> Source:
    [source] = open_document(content, Limits()).sources
    return source


@pytest.mark.parametrize("face", [*STANDARD, *FACES])
def test_honest_fonts_of_all_faces_are_believed(face: str) -> None:
    for size in (6, 11, 20):
        assert {layer.witness for layer in _only(_sheet(face, size=size)).layers} == {Witness.TEXT}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_so_are_those_of_a_turned_page(turn: int) -> None:
    assert _only(_sheet("Helvetica", turn=turn)).speaks


def test_a_unicode_map_that_says_what_is_drawn_is_believed() -> None:
    assert _only(_lying({})).speaks


@pytest.mark.parametrize("said", [{drawn: other} for drawn in "01234567" for other in "2468" if drawn != other])
def test_a_digit_that_is_said_to_be_another_is_noticed(said: dict[str, str]) -> None:
    source = _only(_lying(said))
    assert not source.speaks
    assert {layer.witness for layer in source.layers} == {Witness.SCANNER}


def test_letters_that_a_font_does_not_name_are_noticed() -> None:
    """As programs leave them that write a PDF anew and keep no Unicode map for letters beyond ASCII."""
    assert not _only(_lying({"C": "\x03"})).speaks


def test_a_lone_si_that_is_said_to_be_no_is_noticed() -> None:
    for said, drawn in (({"S": "N", "I": "O"}, "SI"), ({"N": "S", "O": "I"}, "NO")):
        assert not _only(_lying(said, codes=(drawn,))).speaks
        assert _only(_lying({}, codes=(drawn,))).speaks


@pytest.mark.parametrize("face", STANDARD)
def test_digits_exchanged_in_any_standard_face_are_noticed(face: str) -> None:
    turned = dict(zip("0123456789", "1234567890", strict=True))
    assert not _only(_lying(turned, face)).speaks
