"""Both engines, really run, on a small sheet: upright, turned, slanted, in the dark, without a network."""

import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import cv2
import numpy as np
import pytest

from mailproc.documents.pixels import Picture
from mailproc.ocr.engine import Engine, EngineFault, Heard
from mailproc.ocr.flaws import flaws_of
from mailproc.ocr.hearing import Hearing
from mailproc.ocr.page import find_page
from mailproc.ocr.prepare import Preparation
from mailproc.ocr.rapid import Rapid, Recogniser
from mailproc.ocr.seal import is_seal
from mailproc.ocr.tesseract import Tesseract
from mailproc.reading.model import Flaw, Witness, Word
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


def _heard(picture: np.ndarray, rapid: Rapid, engine: Engine) -> Hearing:
    hearing = Hearing(find_page(picture, rapid, side=960))
    hearing.hear_first(engine)
    return hearing


def _words(hearing: Hearing, witness: Witness) -> list[Word]:
    words = [word for layer in hearing.layers() if layer.witness is witness for word in layer.words]
    return sorted(words, key=lambda word: word.box.y0)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 7, -18, 97])
@pytest.mark.parametrize("witness", [Witness.RAPID, Witness.TESSERACT])
def test_either_engine_reads_a_page_however_it_lies(
    rapid: Rapid, tesseract: Tesseract, degrees: float, witness: Witness
) -> None:
    engine: Engine = rapid if witness is Witness.RAPID else tesseract
    words = _words(_heard(_turned(SHEET, degrees) if degrees else SHEET, rapid, engine), witness)
    heard = _squeezed([word.text for word in words])
    for number in NUMBERS:
        assert number in heard
    # In the upright frame the lines stand below each other, level and left-aligned.
    rows = [word.box for word in words if word.box.width > 250]
    assert len(rows) == len(LINES)
    assert max(box.x0 for box in rows) - min(box.x0 for box in rows) < 20
    assert all(box.width > 4 * box.height for box in rows)


def test_a_page_drawn_upright_has_its_letters_in_their_boxes(rapid: Rapid, tesseract: Tesseract) -> None:
    hearing = _heard(_turned(SHEET, 7), rapid, tesseract)
    upright = hearing.found.upright()
    assert upright.shape[1::-1] == tuple(round(side) for side in hearing.found.size)
    for word in _words(hearing, Witness.TESSERACT):
        box = word.box
        inside = upright[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
        assert inside.min() < 100


def test_rapid_confirms_what_tesseract_heard(rapid: Rapid, tesseract: Tesseract) -> None:
    hearing = _heard(_turned(SHEET, 5), rapid, tesseract)
    boxes = [word.box for word in _words(hearing, Witness.TESSERACT)]
    assert not any(hearing.agreed(box) for box in boxes)
    hearing.hear_at(rapid, boxes, Preparation.RAW)
    assert [word.box for word in _words(hearing, Witness.RAPID)] == boxes
    assert sum(hearing.agreed(box) for box in boxes) >= len(LINES) - 1


class _Saying:
    """An engine that says the same of every line."""

    def __init__(self, witness: Witness, text: str) -> None:
        self.witness = witness
        self._text = text

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        return [Heard(self._text, 0.9)] * len(crops)


@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        ("Clave CURP: TUME070507MCSRRSD3", "Clave CURP: TUME0O70507MCSRRSD3", False),
        ("Clave CURP: TUME070507MCSRRSD3", "Clave CURP : TUME070507MCSRRSD3.", True),
        ("Unidad de Medicina Familiar: 23", "Unidad de Medicína Familiar: 23", True),
        ("Unidad de Medicina Familiar: 23", "Unidad de Medicina Familiar: 28", False),
    ],
)
def test_a_letter_amid_digits_is_no_speck(rapid: Rapid, one: str, other: str, agreed: bool) -> None:
    hearing = _heard(SHEET, rapid, _Saying(Witness.TESSERACT, one))
    box = _words(hearing, Witness.TESSERACT)[0].box
    hearing.hear_at(_Saying(Witness.RAPID, other), [box], Preparation.RAW)
    assert hearing.agreed(box) is agreed


def test_lines_of_which_the_first_engine_is_not_sure_are_heard_by_the_other(
    rapid: Rapid, tesseract: Tesseract
) -> None:
    number = _line("07222400017")
    page = cv2.copyMakeBorder(number, 300, 300, 300, 300, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    hearing = _heard(page, rapid, tesseract)
    hearing.hear_unsure(rapid, unsure=0.0)
    assert _words(hearing, Witness.RAPID) == []
    hearing.hear_unsure(rapid, unsure=1.1)
    assert [word.text for word in _words(hearing, Witness.RAPID)] == ["07222400017"]


class _Misreading:
    """An engine that hears one thing for another."""

    def __init__(self, engine: Engine, heard: str, said: str) -> None:
        self._engine, self._heard, self._said = engine, heard, said

    @property
    def witness(self) -> Witness:
        return self._engine.witness

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        heard = self._engine.recognise(crops)
        assert any(self._heard in one.text for one in heard)
        return [replace(one, text=one.text.replace(self._heard, self._said)) for one in heard]


@pytest.mark.parametrize(("heard", "said", "same"), [("PATRONAL", "PATRÓNAL.", True), ("A33", "H33", False)])
def test_engines_agree_where_no_letter_of_a_code_differs(
    rapid: Rapid, tesseract: Tesseract, heard: str, said: str, same: bool
) -> None:
    line = _line("REGISTRO PATRONAL DE LA EMPRESA A3399990326 ACTIVO")
    hearing = _heard(_on_paper(line), rapid, tesseract)
    (word,) = _words(hearing, Witness.TESSERACT)
    hearing.hear_at(_Misreading(rapid, heard, said), [word.box], Preparation.RAW)
    assert hearing.agreed(word.box) is same


class _Counting:
    """An engine, and how many lines it was given."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.lines = 0

    @property
    def witness(self) -> Witness:
        return self._engine.witness

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        self.lines += len(crops)
        return self._engine.recognise(crops)


@pytest.mark.parametrize("degrees", [0, 180])
def test_which_way_is_up_is_told_by_a_few_lines(rapid: Rapid, tesseract: Tesseract, degrees: float) -> None:
    page = _turned(np.vstack([SHEET] * 4), degrees) if degrees else np.vstack([SHEET] * 4)
    counting = _Counting(tesseract)
    hearing = Hearing(find_page(page, rapid, side=1440))
    lines = len(hearing.found.lines)
    hearing.hear_first(counting)
    assert lines >= 4 * len(LINES)
    assert counting.lines == lines + (12 if degrees else 0)
    assert len(_words(hearing, Witness.TESSERACT)) == lines


def test_the_program_goes_on_from_question_to_question() -> None:
    others, tesseract = _children("tesseract"), Tesseract()
    numbers = [f"{number:011}" for number in range(10_000_000_017, 10_000_000_017 + 130)]
    crops = [cv2.cvtColor(_line(number), cv2.COLOR_BGR2GRAY) for number in numbers]
    assert [heard.text for heard in tesseract.recognise(crops[:3])] == numbers[:3]
    (running,) = _children("tesseract") - others
    heard = [heard.text for heard in tesseract.recognise(crops)]
    assert sum(one == other for one, other in zip(heard, numbers, strict=True)) > 120
    assert _children("tesseract") - others == {running}


def test_a_program_that_died_between_two_questions_is_begun_anew() -> None:
    others, tesseract = _children("tesseract"), Tesseract()
    crop = cv2.cvtColor(_line("07222400017"), cv2.COLOR_BGR2GRAY)
    before = tesseract.recognise([crop])
    (running,) = _children("tesseract") - others
    os.kill(running, signal.SIGKILL)
    os.waitid(os.P_PID, running, os.WEXITED | os.WNOWAIT)
    assert tesseract.recognise([crop]) == before
    assert running not in _children("tesseract")


def _children(name: str) -> set[int]:
    """The running children of this process with that name."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            program, rest = entry.read_text(encoding="ascii").rsplit(")", 1)
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if program.endswith(f"({name}") and int(parent) == os.getpid() and state != "Z":
            found.add(int(entry.parent.name))
    return found


def test_half_a_line_is_never_heard(rapid: Rapid, tesseract: Tesseract) -> None:
    hearing = _heard(SHEET, rapid, tesseract)
    box = _words(hearing, Witness.TESSERACT)[0].box
    below = type(box)(box.x0, box.y0 + 0.8 * box.height, box.x1, box.y1 + 0.7 * box.height)
    hearing.hear_at(rapid, [below], Preparation.RAW)
    assert _words(hearing, Witness.RAPID) == []


@pytest.mark.parametrize("preparation", [Preparation.GREY, Preparation.ROW, Preparation.BINARY])
def test_a_dim_grey_line_is_readable_once_prepared(
    rapid: Rapid, tesseract: Tesseract, preparation: Preparation
) -> None:
    dim = (SHEET.astype(np.float32) * 0.25 + 40).astype(np.uint8)
    hearing = _heard(dim, rapid, rapid)
    boxes = [word.box for word in _words(hearing, Witness.RAPID) if "A3399990326" in _squeezed(word.text)]
    assert len(boxes) == 1
    hearing.hear_at(tesseract, boxes, preparation)
    (word,) = _words(hearing, Witness.TESSERACT)
    assert "A3399990326" in _squeezed(word.text)


def test_light_letters_on_dark_paper(rapid: Rapid, tesseract: Tesseract) -> None:
    heard = _squeezed([word.text for word in _words(_heard(255 - SHEET, rapid, tesseract), Witness.TESSERACT)])
    for number in NUMBERS:
        assert number in heard


def test_letters_drawn_apart_are_read_alike(rapid: Rapid, tesseract: Tesseract) -> None:
    hearing = _heard(SHEET, rapid, tesseract)
    boxes = [word.box for word in _words(hearing, Witness.TESSERACT)]
    hearing.hear_at(rapid, boxes, Preparation.WIDE)
    heard = _squeezed([word.text for word in _words(hearing, Witness.RAPID)])
    for number in NUMBERS:
        assert number in heard


def test_a_line_heard_once_more_stands_among_the_others(rapid: Rapid, tesseract: Tesseract) -> None:
    hearing = _heard(SHEET, rapid, tesseract)
    box = _words(hearing, Witness.TESSERACT)[1].box
    hearing.hear_at(tesseract, [box], Preparation.BINARY)
    first, second = hearing.layers()
    assert [word.box for word in second.words] == [word.box for word in first.words]


def test_an_older_generation_of_models_is_a_third_engine(rapid: Rapid, tesseract: Tesseract) -> None:
    third = Recogniser(Witness.PPOCR4, "rapidocr_onnxruntime", "ch_PP-OCRv4_rec_infer.onnx", threads=1)
    hearing = _heard(SHEET, rapid, tesseract)
    hearing.hear_at(third, [word.box for word in _words(hearing, Witness.TESSERACT)], Preparation.RAW)
    heard = _squeezed([word.text for word in _words(hearing, Witness.PPOCR4)])
    for number in NUMBERS:
        assert number in heard


def test_what_makes_a_picture_hard_to_read_is_told(rapid: Rapid) -> None:
    def flaws(picture: np.ndarray) -> tuple[Flaw, ...]:
        return flaws_of(find_page(picture, rapid, side=960))

    assert flaws(SHEET) == ()
    assert flaws(cv2.resize(SHEET, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)) == (Flaw.SMALL,)
    assert Flaw.BLURRED in flaws(cv2.GaussianBlur(SHEET, (0, 0), 3))
    assert flaws((SHEET.astype(np.float32) * 0.2 + 20).astype(np.uint8)) == (Flaw.DARK,)
    assert Flaw.CUT in flaws(np.ascontiguousarray(SHEET[:, 160:]))
    assert flaws(np.full((800, 600, 3), 255, np.uint8)) == ()


def test_rapid_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> NoReturn:
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert len(find_page(SHEET, Rapid(threads=1), side=736).lines) == len(LINES)


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


def test_an_empty_page_has_no_words(rapid: Rapid, tesseract: Tesseract) -> None:
    hearing = _heard(np.full((800, 600, 3), 255, np.uint8), rapid, tesseract)
    assert list(hearing.layers()) == []
    assert hearing.found.size == (600, 800)
    assert hearing.clearness == 0.0


@pytest.mark.parametrize("shape", [(8, 8, 3), (3, 900, 3), (900, 2, 3)])
def test_pictures_of_no_size_worth_mentioning(
    rapid: Rapid, tesseract: Tesseract, shape: tuple[int, int, int]
) -> None:
    assert list(_heard(np.full(shape, 255, np.uint8), rapid, tesseract).layers()) == []


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


def test_prose_is_no_seal_however_much_room_its_line_has() -> None:
    text = "social 92189810572, CURP GORK980323MVZMMR01, SI cuenta con derecho al servicio médico del Instituto"
    line = _line(text)
    for room in (0, 6, 12):
        assert not is_seal(cv2.copyMakeBorder(line, room, room, 0, 0, cv2.BORDER_CONSTANT, value=(255,) * 3))


def test_seals_are_heard_once_the_whole_page_is(rapid: Rapid, tesseract: Tesseract) -> None:
    seal = _line("wRt7Kq0zB1x9Lm3Vn5Tc8Yp2Hd6Gf4Js0Aq1Zx2Cv3Bn4Mm5Lk6Jh7Gf8Dd9Sa0PoIuYtReWq1Zx2Cv3Bn4")
    hearing = _heard(_on_paper(seal), rapid, tesseract)
    assert list(hearing.layers()) == []
    hearing.hear_all(rapid)
    assert len(_words(hearing, Witness.RAPID)) == 1


@pytest.mark.parametrize("prose", [True, False])
def test_of_a_later_search_sentences_are_heard_where_something_is_missing(
    rapid: Rapid, tesseract: Tesseract, prose: bool
) -> None:
    sentence = _line("Este documento es de carácter informativo y no constituye un comprobante de derechos")
    number = _line("07222400017")
    number = cv2.copyMakeBorder(
        number, 30, 0, 0, sentence.shape[1] - number.shape[1], cv2.BORDER_CONSTANT, value=(255,) * 3
    )
    found = find_page(_on_paper(np.vstack([sentence, number])), rapid, side=1440)
    hearing = Hearing(replace(found, lines=()))
    hearing.search_again(rapid, side=1440, prose=prose)
    hearing.hear_first(tesseract)
    heard = " ".join(word.text for word in _words(hearing, Witness.TESSERACT))
    assert "07222400017" in heard
    assert ("informativo" in heard) is prose


def _on_paper(line: np.ndarray) -> np.ndarray:
    return cv2.copyMakeBorder(line, 300, 300, 40, 40, cv2.BORDER_CONSTANT, value=(255, 255, 255))
