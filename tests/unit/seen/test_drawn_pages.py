"""The drawn page: words framed thinly by witness, values boldly by trust, and all of it told below, legibly."""

from dataclasses import replace

import cv2
import numpy as np
import pytesseract
import pytest

from mailproc.documents.pixels import Picture
from mailproc.reader import SeenPage
from mailproc.reading.model import Box, Flaw, Layer, Page, Reading, Witness, Word
from mailproc.seen.drawing import TRUSTED, UNTRUSTED, drawn
from mailproc.seen.lettering import Letters
from tests.unit.seen.readings import CONSTANCIA, CURP, CURP_BOX, NSS, NSS_BOX, seen

TITLE = "constancia.jpg · página 1 de 1"
RAPID_BLUE, TESSERACT_PURPLE = (225, 125, 20), (160, 30, 190)


def has(picture: Picture, colour: tuple[int, int, int]) -> bool:
    return bool((picture == np.array(colour, np.uint8)).all(axis=2).any())


def around(picture: Picture, box: Box, *, margin: int = 8) -> Picture:
    """The strip above a box, as wide as it."""
    return picture[round(box.y0) - margin : round(box.y0) + 1, round(box.x0) : round(box.x1)]


def test_values_are_framed_by_trust_and_left_readable() -> None:
    page = seen()
    picture = drawn(page, [CONSTANCIA], title=TITLE)
    assert has(around(picture, NSS_BOX), TRUSTED)
    assert not has(around(picture, NSS_BOX), UNTRUSTED)
    assert has(around(picture, CURP_BOX), UNTRUSTED)
    inside = picture[round(NSS_BOX.y0) + 3 : round(NSS_BOX.y1) - 3, round(NSS_BOX.x0) + 3 : round(NSS_BOX.x1) - 3]
    assert (inside == 255).all()
    assert page.picture is not None and (page.picture == 255).all(), "the page itself is not drawn on"


def test_words_are_framed_by_witness_side_by_side() -> None:
    picture = drawn(seen(), [], title=TITLE)
    only_rapid = around(picture, Box(600, 500, 800, 540))
    assert has(only_rapid, RAPID_BLUE) and not has(only_rapid, TESSERACT_PURPLE)
    both = around(picture, NSS_BOX)
    assert has(both, RAPID_BLUE) and has(both, TESSERACT_PURPLE)


def test_boxes_follow_the_scale_of_the_picture() -> None:
    """A PDF page in points, rendered at three pixels a point and then reduced to be drawn."""
    page = seen(width=700, height=1000, scale=3.0)
    picture = drawn(page, [CONSTANCIA], title=TITLE)
    factor = picture.shape[1] / 700
    at = Box(*(side * factor for side in (NSS_BOX.x0, NSS_BOX.y0, NSS_BOX.x1, NSS_BOX.y1)))
    assert has(around(picture, at, margin=14), TRUSTED)


def test_what_was_read_is_legible_on_a_phone() -> None:
    """As wide as a phone's screen in its own pixels."""
    whole = drawn(seen(flaws=(Flaw.BLURRED, Flaw.DARK)), [CONSTANCIA], title=TITLE)
    legend = whole[1300:]
    width = 800
    small = cv2.resize(
        legend, (width, round(legend.shape[0] * width / legend.shape[1])), interpolation=cv2.INTER_AREA
    )
    text = pytesseract.image_to_string(small, lang="spa", config="--psm 4")
    for told in (NSS, CURP, "99.9 %", "RapidOCR, Tesseract", "A3399990326", "12/08/2026", "no se ley", "borrosa"):
        assert told in text, text


@pytest.mark.parametrize(
    "page",
    [
        SeenPage(Page(1, 0.0, 0.0, ()), None, 1.0),
        SeenPage(Page(1, 612.0, 792.0, (Layer(Witness.TEXT, (Word(NSS, NSS_BOX),)),)), None, 1.0),
        SeenPage(Page(1, 8.0, 8.0, ()), np.zeros((8, 8, 3), np.uint8), 1.0),
        SeenPage(Page(1, 9000.0, 3.0, ()), np.zeros((3, 9000, 3), np.uint8), 1.0),
        SeenPage(Page(1, 3.0, 9000.0, ()), np.zeros((9000, 3, 3), np.uint8), 1.0),
    ],
    ids=["no size", "no picture", "tiny", "flat", "narrow"],
)
def test_pages_of_any_shape(page: SeenPage) -> None:
    picture = drawn(page, [CONSTANCIA], title=TITLE)
    assert 900 <= picture.shape[1] <= 1600
    assert picture.shape[0] <= 6000
    assert has(picture, TRUSTED)


def test_boxes_outside_the_page_and_of_no_size() -> None:
    far = [Box(-500, -500, -400, -400), Box(5000, 5000, 6000, 6000), Box(10, 10, 10, 10)]
    page = replace(
        seen(), page=Page(1, 1000.0, 1300.0, (Layer(Witness.HIDDEN, tuple(Word("x", b) for b in far)),))
    )
    for box in far:
        field = replace(CONSTANCIA.nss, box=box) if CONSTANCIA.nss else None
        assert drawn(page, [replace(CONSTANCIA, nss=field)], title=TITLE).shape[1] == 1000


def test_only_what_stands_on_this_page_is_told_here() -> None:
    first = replace(CONSTANCIA, pages=(1, 2))
    second = replace(seen(), page=replace(seen().page, number=2))
    whole, short = drawn(seen(), [first], title=TITLE), drawn(second, [first], title=TITLE)
    assert short.shape[0] < whole.shape[0]
    assert not has(short, TRUSTED)


def test_a_sheet_of_no_page_is_told_in_the_report_alone() -> None:
    nowhere = Reading(CONSTANCIA.document, ())
    assert drawn(seen(), [nowhere], title=TITLE).shape == drawn(seen(), [], title=TITLE).shape


def test_long_texts_are_broken_between_words_and_amid_one_only_if_they_must() -> None:
    letters = Letters(30, (0, 0, 0))
    lines = letters.lines("INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ\nÑANDU", 320)
    assert " ".join(lines) == "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ ÑANDU"
    assert all(letters.width(line) <= 320 for line in lines)
    broken = letters.lines("X" * 200, 320)
    assert "".join(broken) == "X" * 200
    assert all(letters.width(line) <= 320 for line in broken)
    assert letters.lines("", 320) == [""]
    assert letters.lines("AB", 1) == ["A", "B"]
