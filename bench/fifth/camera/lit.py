"""Photos of a lit screen."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.ground import background
from bench.fifth.camera.names import photo, size_of
from bench.fifth.camera.noise import CODED, light_of, rough, single, smooth, up
from bench.fifth.camera.scene import Camera
from bench.fifth.camera.viewers import bars_pc, bars_phone
from bench.third.camera import Image
from bench.third.shots import Copied


def screen_photo(
    rng: Generator,
    shown: Image,
    box: tuple[int, int, int, int],
    size: tuple[int, int],
    fill: tuple[float, str],
    frame_px: tuple[int, int, int],
    bg: str | None,
    pentile: bool = False,
    tilt: float = 10.0,
) -> Image:
    """A lit screen seen by a camera: sub-pixel stripes sampled by a Bayer sensor give true moire. `box` is where on
    it the page is; `fill` tells how much of the frame the whole device ("all") or the page ("page") fills;
    `frame_px` is the device's rim to the sides, above, below. With `pentile` rows share sub-pixels."""
    high, wide = shown.shape[:2]
    all_wide, all_high = wide + 2 * frame_px[0], high + frame_px[1] + frame_px[2]
    w, h = size
    cam = Camera(rng, size, tilt=tilt, roll=4)
    mm = 340 / all_wide if all_wide > all_high else 72 / all_wide
    middle = np.array([all_wide / 2, all_high / 2])
    corners = np.array([[0, 0], [all_wide, 0], [all_wide, all_high], [0, all_high]]) - middle
    focus = corners
    if fill[1] == "page":
        left, top = box[0] + frame_px[0] - 40, box[1] + frame_px[1] - 30
        right, foot = left + box[2] + 80, top + box[3] + 60
        focus = np.array([[left, top], [right, top], [right, foot], [left, foot]]) - middle
    focus = focus * mm
    cam.frame(rng, (focus[:, 0], focus[:, 1], np.zeros(4)), fill[0], 0.6)
    # photo pixel -> screen pixel: undo the lens, then the plane
    k1, cam.k1 = cam.k1, 0.0
    px, py = cam.project(corners[:, 0] * mm, corners[:, 1] * mm, np.zeros(4))
    onto = cv2.getPerspectiveTransform(
        single(np.column_stack([px, py])),
        single([[0, 0], [all_wide, 0], [all_wide, all_high], [0, all_high]]),
    )
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    a, b = (x - w / 2) / cam.f, (y - h / 2) / cam.f
    g = 1 / (1 + k1 * (a * a + b * b))
    x, y = a * g * cam.f + w / 2, b * g * cam.f + h / 2
    den = onto[2, 0] * x + onto[2, 1] * y + onto[2, 2]
    sx = ((onto[0, 0] * x + onto[0, 1] * y + onto[0, 2]) / den).astype(np.float32) - frame_px[0]
    sy = ((onto[1, 0] * x + onto[1, 1] * y + onto[1, 2]) / den).astype(np.float32) - frame_px[1]
    del x, y, a, b, g, den
    per = float(
        np.hypot(sx[h // 2, w // 2 + 1] - sx[h // 2, w // 2], sy[h // 2, w // 2 + 1] - sy[h // 2, w // 2])
    )  # screen px of a photo px
    src = light_of(shown)
    src = src * np.float32(0.96) + np.float32(0.012)
    if per > 1:
        src = cv2.GaussianBlur(src, (0, 0), 0.4 * per)
    img = cv2.remap(src, sx - 0.5, sy - 0.5, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    # the grid as its first harmonics, damped by lens and pixel aperture
    blur = float(rng.uniform(0.32, 0.45)) * per  # lens, in screen px
    mtf = math.exp(-2 * (math.pi * blur) ** 2) * abs(float(np.sinc(per * 0.8)))
    depth = float(np.clip(1.1 * mtf, 0.0, 0.55)) * float(rng.uniform(0.6, 1.0))
    depth = max(depth, float(rng.uniform(0.03, 0.08)))
    for c, phs in enumerate((-1 / 3, 0.0, 1 / 3)):
        if pentile:
            q = 1 + depth * np.cos(np.float32(math.pi) * (sx + sy) + np.float32(phs * 6.28)) * (
                0.7 if c != 1 else 0.3
            )
        else:
            q = 1 + depth * np.cos((sx - np.float32(phs)) * np.float32(2 * math.pi))
        q += depth * 0.5 * np.cos(sy * np.float32(2 * math.pi))
        img[..., c] *= q
    on = np.clip(np.minimum(np.minimum(sx, wide - sx), np.minimum(sy, high - sy)) / per + 0.5, 0, 1)
    dev = np.clip(
        np.minimum(
            np.minimum(sx + frame_px[0], wide + frame_px[0] - sx),
            np.minimum(sy + frame_px[1], high + frame_px[2] - sy),
        )
        / per
        + 0.5,
        0,
        1,
    )
    bgi = cv2.GaussianBlur(background(rng, bg), (0, 0), 2.0)
    bgf = light_of(cv2.resize(bgi, (w, h))) * np.float32(rng.uniform(0.08, 0.4))
    fr = np.float32(rng.uniform(0.004, 0.02)) * (1 + 0.5 * up(smooth(rng, 40, 40, 4), w, h))
    img = img * on[..., None] + (dev - on).clip(0)[..., None] * fr[..., None] + (1 - dev[..., None]) * bgf
    # viewing angle, reflections of a window
    field = 1 + 0.18 * up(smooth(rng, 30, 30, 2), w, h)
    img *= np.clip(field, 0.5, 1.4)[..., None] * single([rng.uniform(0.86, 1), 1, rng.uniform(0.98, 1.14)])
    refl = np.clip(up(smooth(rng, 30, 40, 3), w, h) - 0.3, 0, 1) * float(rng.uniform(0.0, 0.09)) + float(
        rng.uniform(0.002, 0.015)
    )
    img += (refl * dev)[..., None]
    img *= np.float32(rng.uniform(0.55, 0.92))
    img = cv2.GaussianBlur(img, (0, 0), float(rng.uniform(0.45, 0.65)))
    # Bayer
    m8 = np.empty((h, w), np.float32)
    m8[0::2, 0::2] = img[0::2, 0::2, 0]
    m8[0::2, 1::2] = img[0::2, 1::2, 1]
    m8[1::2, 0::2] = img[1::2, 0::2, 1]
    m8[1::2, 1::2] = img[1::2, 1::2, 2]
    nz = float(rng.uniform(0.006, 0.014))
    m8 += nz * np.sqrt(np.maximum(m8, 0) + 0.004) * rough(rng, h, w)[..., 0]
    m8 = (np.clip(m8, 0, 1) * 65535).astype(np.uint16)
    rgb: Image = cv2.cvtColor(m8, cv2.COLOR_BayerRGGB2RGB)
    tab = np.clip(CODED * 255, 0, 255).astype(np.uint8)
    out: Image = tab[rgb >> 4]
    b = cv2.GaussianBlur(out, (0, 0), 1.2)
    k = float(rng.uniform(0.2, 0.7))
    return cv2.addWeighted(out, 1 + k, b, -k, 0)


def laptop_screen(rng: Generator, page: Image) -> Copied:
    """Of a laptop's screen."""
    screen = [(2560, 1600), (2560, 1440), (2880, 1800), (2256, 1504), (1920, 1200)][int(rng.integers(0, 5))]
    shown, box = bars_pc(rng, page, screen)
    size = size_of(rng, float(rng.uniform(7, 9)), 4 / 3)
    if rng.random() < 0.55:  # the photographer comes near: the page nearly fills an upright frame
        img = screen_photo(rng, shown, box, size, (float(rng.uniform(0.88, 0.96)), "page"), (50, 60, 90), "dark")
    else:
        img = screen_photo(
            rng, shown, box, size[::-1], (float(rng.uniform(0.92, 0.99)), "page"), (50, 60, 90), "dark"
        )
    return photo(rng, img, 84, 94)


def phone_screen(rng: Generator, page: Image) -> Copied:
    """Of another phone's screen."""
    w = int(rng.choice([1080, 1080, 1170, 1440]))
    shown, box = bars_phone(rng, page, w, int(w * 2.16), 0)
    size = size_of(rng, float(rng.uniform(7, 10)), 4 / 3)
    img = screen_photo(
        rng,
        shown,
        box,
        size,
        (float(rng.uniform(0.9, 0.97)), "all" if rng.random() < 0.4 else "page"),
        (28, 50, 60),
        None,
        pentile=rng.random() < 0.5,
    )
    return photo(rng, img, 84, 94)
