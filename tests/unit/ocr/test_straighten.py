"""Which way the text runs and where its lines stand, from the lines alone."""

import math
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.ocr.lines import Line, crop, directed
from mailproc.ocr.straighten import direction, frame_of, levelled
from mailproc.reading.model import Box

WIDTH, HEIGHT = 1000, 1400
FLAT = [Line(300 + 50 * (at % 3), 100 + 60 * at, 1.0, 0.0, 300 + 20 * at, 24) for at in range(18)]


def _quads(angle: float) -> list[np.ndarray]:
    """The flat page's lines, the picture turned by `angle` radians around its middle."""
    cos, sin = math.cos(angle), math.sin(angle)
    middle = np.array([WIDTH / 2, HEIGHT / 2])
    turn = np.array([[cos, sin], [-sin, cos]])
    return [((line.corners - middle) @ turn + middle).astype(np.float32) for line in FLAT]


@given(st.floats(-44, 134))
def test_the_direction_is_found_modulo_half_a_turn(degrees: float) -> None:
    found = math.degrees(direction(_quads(math.radians(degrees))))
    assert found == pytest.approx(degrees, abs=0.5)


@given(st.floats(-179, 179))
def test_in_the_frame_lines_are_level_and_in_order(degrees: float) -> None:
    angle = math.radians(degrees)
    lines = directed(_quads(angle), angle)
    frame = frame_of(lines, angle, WIDTH, HEIGHT)
    boxes = [frame.place(line) for line in lines]
    assert [box.y0 for box in boxes] == sorted(box.y0 for box in boxes)
    for box, flat in zip(boxes, FLAT, strict=True):
        assert box.width == pytest.approx(flat.length, abs=1)
        assert box.height == pytest.approx(flat.height, abs=1)
    gaps = [low.y0 - high.y0 for high, low in pairwise(boxes)]
    assert gaps == pytest.approx([60] * len(gaps), abs=1)


@given(st.floats(-179, 179), st.floats(0, 900), st.floats(0, 1300))
def test_a_place_of_the_frame_is_found_again_in_the_picture(degrees: float, x: float, y: float) -> None:
    frame = frame_of([], math.radians(degrees), WIDTH, HEIGHT)
    line = frame.line(Box(x, y, x + 80, y + 20))
    again = frame.place(line)
    assert (again.x0, again.y0, again.x1, again.y1) == pytest.approx((x, y, x + 80, y + 20), abs=0.01)


def test_a_page_in_perspective_is_levelled() -> None:
    corners = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], dtype=np.float32)
    seen = np.array([(60, 40), (WIDTH - 20, 0), (WIDTH, HEIGHT), (0, HEIGHT - 120)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    pairs = [Line(x, 150 + 110 * at, 1.0, 0.0, 320, 24) for at in range(11) for x in (230.0, 760.0)]
    quads = [cv2.perspectiveTransform(line.corners[None], matrix)[0] for line in pairs]
    rectangles = [cv2.boxPoints(cv2.minAreaRect(quad)) for quad in quads]
    angle = direction(rectangles)
    lines = directed(rectangles, angle)
    frame = frame_of(lines, angle, WIDTH, HEIGHT)
    middles = [(box.y0 + box.y1) / 2 for box in map(frame.place, lines)]
    apart = [abs(left - right) for left, right in zip(middles[::2], middles[1::2], strict=True)]
    flat = [abs(left.y - right.y) for left, right in zip(lines[::2], lines[1::2], strict=True)]
    assert max(flat) > 20
    assert max(apart) < 12


def test_a_sheet_that_rises_and_falls_again_is_levelled() -> None:
    def sunk(x: float, y: float) -> float:
        return 40 * math.sin(1.5 * math.pi * x / WIDTH) * (1 + y / HEIGHT) / 2

    lines = []
    for at in range(9):
        for x in (120.0, 380.0, 620.0, 880.0):
            y = 150 + 110 * at
            rise = (sunk(x + 1, y) - sunk(x - 1, y)) / 2
            along = math.hypot(1, rise)
            lines.append(Line(x, y + sunk(x, y), 1 / along, rise / along, 180, 24))
    frame = frame_of(lines, 0.0, WIDTH, HEIGHT)
    middles = [(box.y0 + box.y1) / 2 for box in map(frame.place, lines)]
    for row in range(9):
        level, tilted = middles[4 * row : 4 * row + 4], [line.y for line in lines[4 * row : 4 * row + 4]]
        assert max(tilted) - min(tilted) > 20
        assert max(level) - min(level) < 12


def test_a_bent_picture_is_redrawn_as_its_frame_says() -> None:
    frame = replace(frame_of([], 0.0, 400, 300), bend=(0.02, 1e-4, 1e-4, 2e-7, 1e-7))
    picture = np.full((300, 400, 3), 255, np.uint8)
    cv2.circle(picture, (320, 200), 4, (0, 0, 0), -1)
    x, y = frame.point(320, 200)
    dark = np.argwhere(levelled(picture, frame)[:, :, 0] < 100).mean(axis=0)
    assert abs(y - 200) > 3
    assert (dark[1], dark[0]) == pytest.approx((x, y), abs=1)


def test_no_lines_no_turn() -> None:
    assert direction([]) == 0.0
    assert frame_of([], 0.0, 10, 20).place(Line(5, 5, 1, 0, 4, 2)) == Box(3, 4, 7, 6)


def test_a_crop_stands_level_whatever_the_lines_angle() -> None:
    picture = np.full((400, 400, 3), 255, np.uint8)
    angle = math.radians(30)
    line = Line(200, 200, math.cos(angle), math.sin(angle), 200, 40)
    left = line.part(0.0, 0.5)
    cv2.fillConvexPoly(picture, left.corners.astype(np.int32), (0, 0, 0))
    cut = crop(picture, line)
    assert cut.shape == (40, 200, 3)
    assert cut[:, :90].mean() < 20
    assert cut[:, 110:].mean() > 235
