"""Formatting signs, ligatures, loose accents, icons and missing spaces in a file's own words: they hide nothing."""

from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from mailproc.documents.signs import plain
from mailproc.documents.typed import paragraphs, typed_page
from mailproc.reading.model import Witness
from tests.unit.documents.papers import pdf
from tests.unit.documents.told import said_by

SAME = {
    "zero-width space": ("NUCAMENDI\u200b JOSE 0722\u200b2400017", "NUCAMENDI JOSE 07222400017"),
    "joiners": ("NUCA\u200dMENDI JO\u2060SE 0722\u200c2400017", "NUCAMENDI JOSE 07222400017"),
    "byte order mark": ("\ufeffNUCAMENDI JOSE 07222400017", "NUCAMENDI JOSE 07222400017"),
    "directions": ("\u200eNUCAMENDI \u202aJOSE\u202c 07222400017", "NUCAMENDI JOSE 07222400017"),
    "blanks of all widths": ("NUCAMENDI\u00a0JOSE\u202f07222400017", "NUCAMENDI JOSE 07222400017"),
    "ligatures": ("o\ufb01cina de a\ufb01liación 07222400017", "oficina de afiliación 07222400017"),
    "loose accents": ("afiliacio\u0301n NUN\u0303EZ 07222400017", "afiliación NUÑEZ 07222400017"),
}


def _written(text: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
        canvas.setFont("DejaVu", 12)
        canvas.drawString(72, 700, text)

    return draw


@pytest.mark.parametrize("how", SAME)
def test_signs_that_nobody_sees_are_no_part_of_a_pdfs_words(how: str) -> None:
    written, read = SAME[how]
    assert said_by(pdf(_written(written))) == {Witness.TEXT: read}


@pytest.mark.parametrize("how", SAME)
def test_nor_of_typed_ones(how: str) -> None:
    written, read = SAME[how]
    page = typed_page(paragraphs(written))
    assert page is not None
    assert " ".join(word.text for word in page.layers[0].words) == read
    assert plain(written) == read


def test_a_soft_hyphen_that_takes_room_is_a_hyphen_and_one_that_takes_none_is_nothing() -> None:
    assert plain("afi\u00adliación") == "afiliación"
    assert said_by(pdf(_written("07\u00ad22\u00ad24\u00ad0001\u00ad7")))[Witness.TEXT] == "07-22-24-0001-7"


# --- Words that only a gap parts --------------------------------------------------------------------------


def _placed(text: str, *, space: float, track: float = 0.0) -> Callable[[Canvas], None]:
    """Every letter by itself as some programs print them, and no space; widths in parts of the type."""

    def draw(canvas: Canvas) -> None:
        size, right, drawn = 12.0, 72.0, canvas.beginText(72, 700)
        drawn.setFont("Helvetica", size)
        steps = []
        for letter in text:
            if letter == " ":
                steps.append(-space * 1000)
            else:
                steps += [f"({letter})", -track * 1000]
        drawn._code.append("[" + " ".join(str(step) for step in steps) + "] TJ")
        canvas.drawText(drawn)
        canvas.drawString(right, 600, "Fin")

    return draw


@pytest.mark.parametrize(("space", "track"), [(0.25, 0.0), (0.3, 0.02), (0.4, 0.1)])
def test_words_that_only_a_gap_parts_are_parted(space: float, track: float) -> None:
    said = said_by(pdf(_placed("NUCAMENDI JOSE 07222400017", space=space, track=track)))
    assert said[Witness.TEXT] == "NUCAMENDI JOSE 07222400017 Fin"


@pytest.mark.parametrize("track", [0.0, 0.05, 0.12])
def test_letters_set_wide_stay_one_word(track: float) -> None:
    said = said_by(pdf(_placed("NUCAMENDI", space=0, track=track)))
    assert said[Witness.TEXT] == "NUCAMENDI Fin"
