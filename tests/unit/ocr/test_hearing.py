"""Both engines, really run, on a small sheet: upright, turned, slanted, in the dark, without a network."""

import socket
from typing import NoReturn

import cv2
import numpy as np
import pytest

from mailproc.ocr.engine import Engine, EngineFault
from mailproc.ocr.page import hear_again, hear_page
from mailproc.ocr.prepare import Preparation
from mailproc.ocr.rapid import Rapid
from mailproc.ocr.seal import is_seal
from mailproc.ocr.tesseract import Tesseract
from mailproc.reading.model import Witness
from tests.unit.documents.papers import LINES, picture, pixels

SHEET = pixels(picture(width=1000, height=800, size=30))
NUMBERS = ("07222400017", "A3399990326", "12/08/2026")


@pytest.fixture(scope="module")
def rapid() -> Rapid:
    return Rapid(threads=1)


@pytest.fixture(scope="module")
def tesseract() -> Tesseract:
    return Tesseract()


def _squeezed(words: object) -> str:
    return "".join(str(words).split())


def _turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    """Turned clockwise on a larger sheet, so that nothing is cut off."""
    height, width = picture.shape[:2]
    side = int(np.hypot(height, width))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    matrix[:, 2] += (side / 2 - width / 2, side / 2 - height / 2)
    return cv2.warpAffine(picture, matrix, (side, side), borderValue=(255, 255, 255))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 7, -18, 97])
def test_rapid_reads_a_page_however_it_lies(rapid: Rapid, degrees: float) -> None:
    page = hear_page(_turned(SHEET, degrees) if degrees else SHEET, rapid, side=736)
    words = sorted(page.layer(rapid).words, key=lambda word: word.box.y0)
    heard = _squeezed([word.text for word in words])
    for number in NUMBERS:
        assert number in heard
    # In the upright frame the lines stand below each other, level and left-aligned.
    rows = [word.box for word in words if word.box.width > 250]
    assert len(rows) == len(LINES)
    assert max(box.x0 for box in rows) - min(box.x0 for box in rows) < 20
    assert all(box.width > 4 * box.height for box in rows)


def test_tesseract_confirms_what_rapid_found(rapid: Rapid, tesseract: Tesseract) -> None:
    page = hear_page(_turned(SHEET, 5), rapid, side=736)
    found = page.layer(rapid)
    again = hear_again(page, [word.box for word in found.words], tesseract, Preparation.GREY)
    assert again.witness is Witness.TESSERACT
    places = {word.box: word.text for word in found.words}
    same = [word for word in again.words if _squeezed(word.text) == _squeezed(places[word.box])]
    assert len(same) >= len(LINES) - 1
    for number in NUMBERS:
        assert number in _squeezed([word.text for word in same])


@pytest.mark.parametrize("preparation", list(Preparation))
def test_a_dim_grey_line_is_readable_once_prepared(
    rapid: Rapid, tesseract: Tesseract, preparation: Preparation
) -> None:
    dim = (SHEET.astype(np.float32) * 0.25 + 40).astype(np.uint8)
    page = hear_page(dim, rapid, side=736)
    boxes = [word.box for word in page.layer(rapid).words if "A3399990326" in _squeezed(word.text)]
    assert len(boxes) == 1
    (word,) = hear_again(page, boxes, tesseract, preparation).words
    assert "A3399990326" in _squeezed(word.text)


def test_light_letters_on_dark_paper(rapid: Rapid, tesseract: Tesseract) -> None:
    page = hear_page(255 - SHEET, rapid, side=736)
    boxes = [word.box for word in page.layer(rapid).words]
    heard = _squeezed([word.text for word in hear_again(page, boxes, tesseract, Preparation.GREY).words])
    for number in NUMBERS:
        assert number in heard


def test_rapid_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> NoReturn:
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = hear_page(SHEET, Rapid(threads=1), side=736)
    assert len(page.lines) == len(LINES)


def test_rapid_without_its_models_is_a_missing_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailproc.ocr.rapid._RECOGNITION", "not-there.onnx")
    with pytest.raises(EngineFault) as caught:
        Rapid().find(SHEET, side=736)
    assert (caught.value.witness, caught.value.failure) == (Witness.RAPID, "missing")


def test_tesseract_reads_a_whole_page_where_it_is_alone(tesseract: Tesseract) -> None:
    words = tesseract.read_page(SHEET)
    heard = _squeezed([word.text for word in words])
    for number in NUMBERS:
        assert number in heard
    number = next(word for word in words if "07222400017" in word.text)
    assert 300 < number.box.x0 < number.box.x1 < 1000
    assert 270 < number.box.y0 < number.box.y1 < 350


def test_an_empty_page_has_no_words(rapid: Rapid) -> None:
    page = hear_page(np.full((800, 600, 3), 255, np.uint8), rapid, side=736)
    assert page.layer(rapid).words == ()
    assert page.size == (600, 800)
    assert page.clearness == 0.0


@pytest.mark.parametrize("shape", [(8, 8, 3), (3, 900, 3), (900, 2, 3)])
def test_pictures_of_no_size_worth_mentioning(rapid: Rapid, shape: tuple[int, int, int]) -> None:
    assert hear_page(np.full(shape, 255, np.uint8), rapid, side=736).layer(rapid).words == ()


def test_both_are_engines(rapid: Rapid, tesseract: Tesseract) -> None:
    engines: tuple[Engine, ...] = (rapid, tesseract)
    for engine in engines:
        assert engine.recognise([]) == []


def _line(text: str) -> np.ndarray:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(26)
    image = Image.new("RGB", (int(font.getlength(text)) + 20, 40), "white")
    ImageDraw.Draw(image).text((10, 4), text, fill="black", font=font)
    return pixels(image)


def test_a_seal_is_told_from_a_sentence_without_reading() -> None:
    sentence = "Este documento es de carácter informativo y no constituye un comprobante de derechos ante terceros"
    assert is_seal(_line("wRt7Kq0zB1x9Lm3Vn5Tc8Yp2Hd6Gf4Js0Aq1Zx2Cv3Bn4Mm5Lk6Jh7Gf8Dd9Sa0PoIuYtReWq1Zx2Cv3Bn4"))
    assert not is_seal(_line(sentence))
    assert not is_seal(_line(sentence.upper()))
    assert not is_seal(_line("07222400017"))
