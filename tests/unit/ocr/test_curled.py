"""Sheets that are curled: the page is levelled, and a row that still bends is cut out alone."""

import math

import cv2
import numpy as np
import pytest

from mailproc.documents.source import Source
from mailproc.ocr.lines import Line
from mailproc.ocr.listener import Listener
from mailproc.ocr.prepare import Preparation, prepared
from mailproc.ocr.rapid import Rapid
from mailproc.ocr.row import alone
from mailproc.ocr.tesseract import Tesseract
from mailproc.reading.model import Box, Layer, Witness, Word
from tests.unit.documents.papers import picture, pixels

SHEET = np.vstack([pixels(picture(width=1000, height=700, size=30))[160:]] * 3)
NUMBERS = ("07222400017", "A3399990326", "12/08/2026")


def _bowed(picture: np.ndarray, by: float) -> np.ndarray:
    """The middle of the picture `by` pixels lower than its sides."""
    down, across = picture.shape[:2]
    x, y = np.meshgrid(np.arange(across, dtype=np.float32), np.arange(down, dtype=np.float32))
    sunk = by * np.sin(math.pi * x / across)
    return cv2.remap(picture, x, (y - sunk).astype(np.float32), cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def _searched(picture: np.ndarray, *layers: Layer) -> Listener:
    listener = Listener(Source(1, 0.0, 0.0, layers, 1.0, lambda: picture))
    listener.search(Rapid(threads=1), side=960, prose=True)
    return listener


def test_a_curled_sheet_is_levelled_before_it_is_heard() -> None:
    hearing = _searched(_bowed(SHEET, 70)).hearing
    assert hearing is not None
    flat = _searched(SHEET).hearing
    assert flat is not None
    assert hearing.found.line_height < 1.15 * flat.found.line_height
    hearing.hear_first(Tesseract())
    heard = "".join(word.text for layer in hearing.layers() for word in layer.words).replace(" ", "")
    assert [heard.count(number) for number in NUMBERS] == [3, 3, 3]


def test_a_flat_sheet_and_one_with_words_of_its_own_stay_as_they_are() -> None:
    bowed = _bowed(SHEET, 70)
    own = Layer(Witness.SCANNER, (Word("Constancia", Box(0, 0, 10, 10), 1.0),))
    for sheet, layers in ((SHEET, ()), (bowed, (own,))):
        hearing = _searched(sheet, *layers).hearing
        assert hearing is not None
        assert hearing.found.picture is sheet


def _row(text: str, *, bow: float) -> np.ndarray:
    """A row of a table between two others, all bowed: 400 x 48 pixels."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (400, 160), "white")
    pen = ImageDraw.Draw(image)
    for at, words in enumerate(("Registro Patronal", text, "Modalidad 10")):
        pen.text((60, 30 + 38 * at), words, fill="black", font=ImageFont.load_default(24))
        pen.line((20, 26 + 38 * at, 400, 26 + 38 * at), fill="black", width=2)
    pen.line((40, 0, 20, 160), fill="black", width=2)
    return _bowed(pixels(image), bow)


def test_of_a_bent_row_nothing_but_the_row_is_heard() -> None:
    tesseract = Tesseract()
    line = Line(200, 96, 1.0, 0.0, 360, 52)
    page = _row("1M2004ES 62200227619", bow=12)
    (row,) = prepared(page, [line], Preparation.ROW)
    (grey,) = prepared(page, [line], Preparation.GREY)
    heard = [heard.text for heard in tesseract.recognise([row, grey])]
    assert heard[0] == "1M2004ES 62200227619"
    assert heard[1] != heard[0]


def test_a_row_is_level_and_without_its_neighbours() -> None:
    grey = cv2.cvtColor(_row("1M2004ES 62200227619", bow=12)[70:122], cv2.COLOR_BGR2GRAY)
    row = alone(grey, letters=26)
    assert row is not None
    ink = row < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert rows[-1] - rows[0] == pytest.approx(26, abs=3)
    assert columns[0] > 5


def test_what_crosses_a_row_amid_its_letters_stays() -> None:
    grey = cv2.cvtColor(_row("1M2004ES 62200227619", bow=0)[66:104], cv2.COLOR_BGR2GRAY)
    creased = grey.copy()
    creased[:, 150:153] = 0
    row, other = alone(creased, letters=26), alone(grey, letters=26)
    assert row is not None and other is not None
    assert (row < 128).sum() > (other < 128).sum() + 40


@pytest.mark.parametrize("text", ["", ".", "|"])
def test_where_there_is_no_row_there_is_none(text: str) -> None:
    assert alone(cv2.cvtColor(_row(text, bow=0)[66:104], cv2.COLOR_BGR2GRAY), letters=26) is None
