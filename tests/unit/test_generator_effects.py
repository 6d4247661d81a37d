"""Effects that are made in a cheap way show what the dear way shows."""

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from tests.documents import effects

pytestmark = pytest.mark.sweep  # of the bench, not of the program

GREY = np.full((900, 1300, 3), 128, np.uint8)


def test_noise_is_as_strong_as_asked_in_colour_and_in_light() -> None:
    grain = effects.noise(GREY, default_rng(4), 5).astype(np.float32) - 128
    colour = grain - grain.mean(axis=2, keepdims=True)
    assert grain.std() == pytest.approx(5 * np.hypot(1, 0.6), rel=0.02)
    assert colour.std() == pytest.approx(5 * 0.6 * np.sqrt(2 / 3), rel=0.02)
    assert grain.mean() == pytest.approx(0, abs=0.05)


def test_noise_shows_no_pattern() -> None:
    grain = effects.noise(GREY, default_rng(4), 5).astype(np.float32)[..., 0] - 128
    for down, right in ((1, 0), (0, 1), (1, 1), (40, 70), (300, 0)):
        assert abs(np.mean(grain[down:, right:] * grain[: 900 - down, : 1300 - right])) < 0.02 * grain.var()


@pytest.mark.parametrize("sigma", [12, 40])
def test_a_wide_blur_made_small_is_the_blur_itself(sigma: float) -> None:
    spot = np.zeros((400, 300), np.float32)
    cv2.rectangle(spot, (80, 100), (190, 260), 1.0, -1)
    assert np.abs(effects._softened(spot, sigma) - cv2.GaussianBlur(spot, (0, 0), sigma)).max() < 0.03


def test_a_glare_washes_out_and_never_darkens() -> None:
    page = np.full((600, 400, 3), 255, np.uint8)
    page[::20] = 0
    shown = effects.glare(page, default_rng(2))
    assert (shown >= page).all()
    assert 100 < shown[::20].max() < 255 * 0.76


def test_the_sheet_on_the_desk_keeps_its_paper_and_its_shade_falls_on_the_desk() -> None:
    page = np.full((1200, 900, 3), 200, np.uint8)
    shot = effects.photographed(page, default_rng(3), strength=0.02, degrees=2, fill=0.8)
    height, width = shot.shape[:2]
    desk = effects.desk(default_rng(3), height, width)  # the first that is drawn
    assert (shot[height // 2, width // 2] == 200).all()
    paper = (shot == 200).all(axis=2).astype(np.uint8)
    near, nearer, away = (cv2.dilate(paper, np.ones((size, size))) > 0 for size in (15, 7, 121))
    darker = desk.astype(np.int16) - shot
    assert darker[near & ~nearer].mean() > 0.05 * desk.mean()
    assert np.abs(darker[~away]).max() <= 2
