"""Which of two boxes is ticked is measured, and told as typed text has it; what is no choice is left alone."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from mailproc.documents.pixels import Picture
from mailproc.ocr.hearing import Hearing
from mailproc.ocr.page import FoundPage, find_page
from mailproc.ocr.rapid import Rapid
from mailproc.reading.model import Page
from mailproc.reading.notes import take_notes
from tests.unit.documents.papers import LINES, pixels


@pytest.fixture(scope="module")
def rapid() -> Rapid:
    return Rapid(threads=1)


def _sheet(*marks: str) -> Picture:
    """A question with a box after each of its answers; a mark is a letter, "filled" or ""."""
    image = Image.new("RGB", (1200, 700), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(28)
    for at, line in enumerate(LINES[:2] + LINES[3:]):
        pen.text((80, 40 + 60 * at), line, fill="black", font=font)
    x = 80
    for text, mark in zip(("Con derecho al servicio medico  SI", "NO"), marks, strict=True):
        pen.text((x, 300), text, fill="black", font=font)
        x += int(pen.textlength(text, font=font)) + 8
        pen.rectangle((x, 300, x + 32, 332), outline="black", width=2)
        if mark == "filled":
            pen.rectangle((x + 6, 306, x + 26, 326), fill="black")
        else:
            pen.text((x + 16, 316), mark, fill="black", font=font, anchor="mm")
        x += 60
    return pixels(image)


def _ticks(found: FoundPage) -> list[bool]:
    return [marked for _, marked in sorted(found.ticks.items(), key=lambda pair: found.box(pair[0]).x0)]


@pytest.mark.parametrize(("marks", "answer"), [(("X", ""), "SI"), (("", "X"), "NO"), (("", "filled"), "NO")])
def test_the_ticked_answer_is_the_one_that_is_read(rapid: Rapid, marks: tuple[str, str], answer: str) -> None:
    hearing = Hearing(find_page(_sheet(*marks), rapid, side=960))
    hearing.hear_first(rapid)
    assert _ticks(hearing.found) == [bool(mark) for mark in marks]
    assert _ticks(hearing.found.reversed()) == [bool(mark) for mark in reversed(marks)]
    read = take_notes(Page(1, *hearing.found.size, tuple(hearing.layers())))
    assert {vote.value for place in read.slots if place.kind == "vigente" for vote in place.votes} == {answer}


@pytest.mark.parametrize("marks", [("", ""), ("X", "X")])
def test_boxes_that_are_alike_tell_nothing(rapid: Rapid, marks: tuple[str, str]) -> None:
    assert _ticks(find_page(_sheet(*marks), rapid, side=960)) == []
