"""A scan in a PDF is looked at as the scanner made it: at its own resolution, whatever packs it."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageOps
from pypdf.generic import BooleanObject, NameObject, StreamObject

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Source
from mailproc.reading.model import Witness
from tests.unit.documents.papers import HEIGHT, WIDTH, picture, pixels
from tests.unit.documents.scans import (
    ccitt,
    flate,
    grey,
    indexed,
    jbig2,
    jpeg,
    jpeg2000,
    likeness,
    numbers,
    sheet_of,
    whole,
)

SCAN = picture()
GREY = SCAN.convert("L")
BITS = GREY.convert("1", dither=Image.Dither.NONE)
TINTED = Image.merge("RGB", (GREY, GREY.point(lambda value: value // 2 + 120), GREY))


def _only(content: bytes) -> Source:
    opened = open_document(content, Limits())
    assert opened.problems == ()
    [source] = opened.sources
    return source


def _inverted(made: StreamObject) -> StreamObject:
    made[NameObject("/Decode")] = numbers(1, 0)
    return made


def _with(made: StreamObject, key: str, value: object) -> StreamObject:
    made[NameObject(key)] = value
    return made


def _stencil() -> StreamObject:
    """Black poured through a mask."""
    made = flate(BITS)
    del made[NameObject("/ColorSpace")]
    return _with(made, "/ImageMask", BooleanObject(True))


EXACT: dict[str, tuple[Callable[[], StreamObject], Image.Image]] = {
    "JPEG 2000, grey": (lambda: jpeg2000(GREY), GREY),
    "JPEG 2000, colour": (lambda: jpeg2000(TINTED), TINTED),
    "CCITT group 3": (lambda: ccitt(GREY, group=3), BITS),
    "CCITT group 4": (lambda: ccitt(GREY, group=4), BITS),
    "CCITT group 4, inverted": (lambda: _inverted(ccitt(ImageOps.invert(BITS.convert("L")), group=4)), BITS),
    "JBIG2, by T.6": (lambda: jbig2(GREY), BITS),
    "JBIG2, arithmetically": (lambda: jbig2(GREY, arithmetic=True), BITS),
    "Flate, one bit": (lambda: flate(BITS), BITS),
    "Flate, one bit, inverted": (lambda: _inverted(flate(ImageOps.invert(BITS.convert("L")).convert("1"))), BITS),
    "Flate, grey": (lambda: flate(GREY), GREY),
    "Flate, grey, inverted": (lambda: _inverted(flate(ImageOps.invert(GREY))), GREY),
    "Flate, colour": (lambda: flate(TINTED), TINTED),
}
NEAR: dict[str, tuple[Callable[[], StreamObject], Image.Image]] = {
    "JPEG, grey": (lambda: jpeg(GREY), GREY),
    "JPEG, colour": (lambda: jpeg(TINTED), TINTED),
    "JPEG, CMYK": (lambda: jpeg(TINTED.convert("CMYK")), TINTED),
    "Flate, palette": (lambda: indexed(TINTED), TINTED),
}


@pytest.mark.parametrize("name", EXACT)
def test_a_scan_is_taken_pixel_for_pixel(name: str) -> None:
    make, wanted = EXACT[name]
    assert np.array_equal(_only(sheet_of(whole(make()))).picture(), pixels(wanted))


@pytest.mark.parametrize("name", NEAR)
def test_so_is_one_whose_packing_loses_a_little(name: str) -> None:
    make, wanted = NEAR[name]
    drawn = _only(sheet_of(whole(make()))).picture()
    assert drawn.shape == pixels(wanted).shape
    assert likeness(drawn, pixels(wanted)) > 0.99


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_on_a_turned_page_is_given_as_the_page_shows_it(turn: int) -> None:
    drawn = _only(sheet_of(whole(ccitt(GREY, group=4)), rotate=turn)).picture()
    assert np.array_equal(drawn, np.rot90(pixels(BITS), -(turn // 90)))


MASKED: dict[str, Callable[[], StreamObject]] = {
    "black through a stencil": _stencil,
    "black, softly masked": lambda: _with(
        flate(Image.new("L", SCAN.size, 0)), "/SMask", flate(ImageOps.invert(GREY))
    ),
    "a mask that hides nothing": lambda: _with(flate(TINTED), "/SMask", grey(255, GREY)),
}


@pytest.mark.parametrize("name", MASKED)
def test_a_masked_picture_is_shown_through_its_mask(name: str) -> None:
    drawn = _only(sheet_of(whole(MASKED[name]()))).picture()
    small = np.asarray(Image.fromarray(drawn).resize(SCAN.size))
    assert likeness(small, pixels(SCAN)) > 0.95


def _strips(count: int) -> list[tuple[StreamObject, tuple[float, float, float, float]]]:
    rows = np.array_split(np.arange(GREY.height), count)
    return [
        (
            ccitt(GREY.crop((0, int(row[0]), GREY.width, int(row[-1]) + 1)), group=4),
            (0, HEIGHT * (1 - (int(row[-1]) + 1) / GREY.height), WIDTH, HEIGHT * len(row) / GREY.height),
        )
        for row in rows
    ]


def _tiles() -> list[tuple[StreamObject, tuple[float, float, float, float]]]:
    across, down = 5, 6
    wide, high = GREY.width // across, GREY.height // down
    return [
        (
            flate(GREY.crop((x * wide, y * high, (x + 1) * wide, (y + 1) * high))),
            (x * WIDTH / across, HEIGHT * (1 - (y + 1) / down), WIDTH / across, HEIGHT / down),
        )
        for y in range(down)
        for x in range(across)
    ]


@pytest.mark.parametrize("parts", [_strips(11), _tiles()], ids=["strips", "tiles"])
def test_a_scan_in_pieces_is_one_picture_at_its_own_resolution_or_better(parts) -> None:
    source = _only(sheet_of(*parts))
    assert source.pictured > 0.95
    drawn = source.picture()
    assert drawn.shape[0] >= GREY.height
    small = np.asarray(Image.fromarray(drawn).resize(SCAN.size))
    assert likeness(small, pixels(SCAN)) > 0.9


def test_strips_finer_than_usual_lose_no_pixel() -> None:
    fine = picture(width=2550, height=3300, size=80).convert("L")
    half = fine.height // 2
    upper, lower = fine.crop((0, 0, fine.width, half)), fine.crop((0, half, fine.width, fine.height))
    source = _only(
        sheet_of(
            (ccitt(upper, group=4), (0, HEIGHT / 2, WIDTH, HEIGHT / 2)),
            (ccitt(lower, group=4), (0, 0, WIDTH, HEIGHT / 2)),
        )
    )
    assert abs(source.picture().shape[0] - fine.height) <= 2


def test_a_coarse_ground_under_fine_ink_is_drawn_as_fine_as_the_ink() -> None:
    """A scan in layers: paper in colour at 50 dpi, ink as a stencil at 300 dpi (mixed raster content)."""
    paper = Image.new("RGB", (425, 550), (250, 245, 230))
    ink = picture(width=2550, height=3300, size=80).convert("L").convert("1", dither=Image.Dither.NONE)
    stencil = ccitt(ink.convert("L"), group=4)
    del stencil[NameObject("/ColorSpace")]
    _with(stencil, "/ImageMask", BooleanObject(True))
    source = _only(sheet_of(whole(jpeg(paper)), whole(stencil)))
    drawn = source.picture()
    assert abs(drawn.shape[0] - 3300) <= 2
    assert likeness(drawn[:3300, :2550], pixels(ink.convert("RGB"))) > 0.9


def test_a_fine_stamp_does_not_make_a_page_of_text_huge() -> None:
    stamp = flate(Image.new("L", (1200, 1200), 90))
    text = b"BT /F 12 Tf 72 700 Td (Constancia de Vigencia de Derechos) Tj ET"
    source = _only(sheet_of((stamp, (40, 40, 100, 100)), before=text))
    assert source.picture().shape[0] == 2200


def test_a_small_picture_and_its_mask_are_counted_once() -> None:
    twice = flate(GREY)
    text = b"BT /F 12 Tf 72 700 Td (Constancia de Vigencia de Derechos) Tj ET"
    place = (100, 100, 400, 400)
    source = _only(sheet_of((twice, place), (flate(GREY), place), before=text))
    assert source.pictured == pytest.approx(400 * 400 / (WIDTH * HEIGHT), abs=0.03)
    assert {layer.witness for layer in source.layers} == {Witness.TEXT}
