"""Photos of a sheet, by how it lies and how it is lit."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.bends import Crumpled, Folded, Rolled
from bench.fifth.camera.exposure import exposed
from bench.fifth.camera.hands import thumb
from bench.fifth.camera.names import photo, size_of
from bench.fifth.camera.noise import single, smooth
from bench.fifth.camera.paper import creased, printed
from bench.fifth.camera.scene import MM, STRIDE, Scene, cast_shadow
from bench.third import files
from bench.third.camera import Image
from bench.third.shots import Copied


def desk_12mp(rng: Generator, page: Image) -> Copied:
    """On a desk, by a good phone."""
    size = size_of(rng, float(rng.uniform(8, 12)))
    if rng.random() < 0.15:
        size = size[::-1]
    sc = Scene(rng, printed(rng, page), size, tilt=20, roll=8, fill=float(rng.uniform(0.78, 0.95))).room_light()
    return photo(rng, exposed(sc, rng), 82, 96)


def desk_4mp(rng: Generator, page: Image) -> Copied:
    """On a desk, by a plain phone."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(3, 5))), tilt=17, roll=8).room_light()
    return photo(rng, exposed(sc, rng, noise=0.01), 75, 92)


def heic(rng: Generator, page: Image) -> Copied:
    """By an iPhone."""
    sc = Scene(rng, printed(rng, page), size_of(rng, 7, 4 / 3), tilt=18, roll=8).room_light()
    img = exposed(sc, rng)
    held = files.heic(img, int(rng.integers(45, 70)))
    return Copied(held, f"IMG_{int(rng.integers(100, 9999)):04d}.{rng.choice(['HEIC', 'heic'])}")


def handheld(rng: Generator, page: Image) -> Copied:
    """Held in the hand before a blurred room, thumbs at the edges."""
    pr = printed(rng, page)
    pw, ph = page.shape[1] * MM, page.shape[0] * MM
    sc = Scene(
        rng,
        pr,
        size_of(rng, float(rng.uniform(5, 8))),
        surf=Rolled(rng, pw, ph, float(rng.uniform(0.2, 0.5))),
        tilt=20,
        roll=9,
        bg="room" if rng.random() < 0.8 else None,
        fill=float(rng.uniform(0.8, 0.92)),
    )
    edges = str(rng.choice(["b", "l", "r", "lb", "lr", "br"]))
    for e in edges:
        thumb(sc, rng, page, e)
    sc.room_light()
    return photo(rng, exposed(sc, rng, noise=0.009, sigma=float(rng.uniform(0.7, 1.1))), 80, 94)


def folded(rng: Generator, page: Image) -> Copied:
    """Once folded in four, in three, or small."""
    pw, ph = page.shape[1] * MM, page.shape[0] * MM

    def j(share: float) -> float:
        return share + float(rng.uniform(-0.015, 0.015))

    xs, ys = {
        0: ([j(0.5)], [j(0.5)]),
        1: ([j(0.5)], [j(0.5)]),
        2: ([], [j(1 / 3), j(2 / 3)]),
        3: ([j(0.5)], [j(0.25), j(0.5), j(0.75)]),
    }[int(rng.integers(0, 4))]
    pr = creased(rng, printed(rng, page), xs, ys)
    sc = Scene(
        rng, pr, size_of(rng, float(rng.uniform(6, 10))), surf=Folded(rng, pw, ph, xs, ys), tilt=16, roll=7
    ).room_light()
    return photo(rng, exposed(sc, rng), 80, 94)


def crumpled(rng: Generator, page: Image) -> Copied:
    """Once crumpled, then smoothed."""
    pw, ph = page.shape[1] * MM, page.shape[0] * MM
    pr = printed(rng, page)
    h, w = pr.shape[:2]
    n = np.zeros((h // 2, w // 2), np.float32)
    for _ in range(int(rng.integers(50, 120))):  # short, nearly straight creases
        x, y, a, length = rng.uniform(0, w / 2), rng.uniform(0, h / 2), rng.uniform(0, 6.28), rng.uniform(60, 320)
        t = np.linspace(0, 1, 7)
        xs = x + np.cos(a) * length * t + rng.normal(0, 3, 7)
        ys = y + np.sin(a) * length * t + rng.normal(0, 3, 7)
        cv2.polylines(
            n, [np.column_stack([xs, ys]).astype(np.int32)], False, float(rng.uniform(0.3, 1)), 1, cv2.LINE_8
        )
    lines = cv2.resize(cv2.GaussianBlur(n, (0, 0), 0.9) * 2, (w, h))[..., None] * float(rng.uniform(0.08, 0.22))
    pr = (pr * (1 - lines)).astype(np.uint8)  # fine wrinkles
    sc = Scene(
        rng, pr, size_of(rng, float(rng.uniform(6, 10))), surf=Crumpled(rng, pw, ph), tilt=13, roll=7
    ).room_light()
    return photo(rng, exposed(sc, rng), 80, 94)


def rolled(rng: Generator, page: Image) -> Copied:
    """Just unrolled."""
    pw, ph = page.shape[1] * MM, page.shape[0] * MM
    sc = Scene(
        rng,
        printed(rng, page),
        size_of(rng, float(rng.uniform(7, 11))),
        surf=Rolled(rng, pw, ph),
        tilt=10,
        roll=7,
        fill=float(rng.uniform(0.86, 0.95)),
    ).room_light(0.25)
    return photo(rng, exposed(sc, rng), 82, 94)


def sleeve(rng: Generator, page: Image) -> Copied:
    """In a plastic sleeve that mirrors a lamp."""
    sc = Scene(
        rng,
        printed(rng, page),
        size_of(rng, float(rng.uniform(6, 10))),
        tilt=15,
        roll=7,
        fill=float(rng.uniform(0.78, 0.9)),
    ).room_light(0.3)
    h, w = sc.chh, sc.cw
    # the film's own waves turn a lamp's image into streaks
    gy, gx = np.mgrid[0:h, 0:w].astype(np.float32)
    a = float(rng.uniform(0, 3.14))
    along = (math.cos(a) * gx + math.sin(a) * gy) / max(h, w)
    across = (-math.sin(a) * gx + math.cos(a) * gy) / max(h, w)
    wav = smooth(rng, h, w, 5) * 0.05 + smooth(rng, h, w, 14) * 0.014
    spec = np.zeros((h, w), np.float32)
    for _ in range(int(rng.integers(3, 8))):
        c = float(rng.uniform(-0.5, 0.9))
        wd = float(rng.uniform(0.004, 0.022))
        spec += (
            np.exp(-(((across + wav - c) / wd) ** 2))
            * np.clip(0.5 + smooth(rng, h, w, 5) * 0.5, 0, 1)
            * float(rng.uniform(0.3, 1))
        )
    spot = np.exp(
        -(
            ((along - rng.uniform(0, 1)) ** 2 + (across - rng.uniform(-0.3, 0.5)) ** 2)
            / float(rng.uniform(0.01, 0.05))
        )
    )
    spec = np.clip(spec, 0, 1.0) * float(rng.uniform(0.2, 0.36)) + spot * float(rng.uniform(0.02, 0.12))
    am = cv2.dilate(
        (sc.am > 0.5).astype(np.float32), np.ones((3, 3)), iterations=max(1, int(3 * sc.px_mm / STRIDE))
    )
    haze = float(rng.uniform(0.01, 0.05))
    sc.add = ((cv2.GaussianBlur(spec, (0, 0), 1.0) + haze) * cv2.GaussianBlur(am, (0, 0), 1.0))[
        ..., None
    ] * single([1, 1, 1.02])
    edge = cv2.GaussianBlur(am, (0, 0), 1.0)
    rim = np.exp(-(((edge - 0.5) / 0.2) ** 2)) * 0.2
    sc.add += rim[..., None]
    return photo(rng, exposed(sc, rng, white=float(rng.uniform(168, 196)), contrast=0.1), 82, 94)


def hdr(rng: Generator, page: Image) -> Copied:
    """Tones mapped place by place, haloes, oversharpened."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(6, 10))), tilt=16, roll=7).room_light(0.6)
    img = exposed(
        sc,
        rng,
        white=float(rng.uniform(190, 220)),
        hdr=float(rng.uniform(0.7, 1.2)),
        sharpen=float(rng.uniform(1.2, 2.4)),
        noise=0.008,
        sat=1.2,
    )
    return photo(rng, img, 80, 94)


def night(rng: Generator, page: Image) -> Copied:
    """In the dark: noise, and a denoiser that melts strokes."""
    sc = Scene(
        rng,
        printed(rng, page),
        size_of(rng, float(rng.uniform(5, 8))),
        tilt=14,
        roll=7,
        fill=float(rng.uniform(0.86, 0.95)),
    ).room_light(0.8, tint=(1.12, 1.0, 0.8))
    img = exposed(
        sc,
        rng,
        white=float(rng.uniform(105, 155)),
        noise=float(rng.uniform(0.03, 0.055)),
        denoise=float(rng.uniform(0.3, 0.9)),
        sigma=float(rng.uniform(0.8, 1.2)),
        sharpen=float(rng.uniform(0.5, 1.2)),
        contrast=0.15,
        chroma=1.2,
    )
    return photo(rng, img, 78, 92)


def warm_mixed(rng: Generator, page: Image) -> Copied:
    """Under two lamps of different colours."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(5, 9))), tilt=16, roll=7).room_light(0.6)
    gy, gx = np.mgrid[0 : sc.chh, 0 : sc.cw].astype(np.float32)
    a = float(rng.uniform(0, 6.28))
    t = 1 / (
        1
        + np.exp(
            -6
            * (
                (gx / sc.cw - 0.5) * math.cos(a)
                + (gy / sc.chh - 0.5) * math.sin(a)
                + 0.15 * smooth(rng, sc.chh, sc.cw, 3)
            )
        )
    )
    warm = single([1.15, 0.86, float(rng.uniform(0.4, 0.62))])
    other = (
        warm
        if rng.random() < 0.4
        else single([0.82, 0.98, 1.2])
        if rng.random() < 0.6
        else single([0.9, 1.08, 0.85])
    )
    sc.light *= warm * t[..., None] + other * (1 - t[..., None])
    return photo(rng, exposed(sc, rng, white=float(rng.uniform(160, 215)), noise=0.014), 80, 93)


def blueish(rng: Generator, page: Image) -> Copied:
    """With a false white balance."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(4, 9))), tilt=16, roll=7).room_light(0.5)
    wb = (float(rng.uniform(0.62, 0.82)), float(rng.uniform(0.9, 1)), float(rng.uniform(1.1, 1.3)))
    return photo(rng, exposed(sc, rng, wb=wb, white=float(rng.uniform(150, 205)), noise=0.012), 80, 93)


def phone_shadow(rng: Generator, page: Image) -> Copied:
    """In the phone's own shadow and the arm's."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(5, 10))), tilt=12, roll=7).room_light(0.4)
    cast_shadow(sc, rng)
    return photo(rng, exposed(sc, rng), 80, 93)


def old_phone(rng: Generator, page: Image) -> Copied:
    """Two million pixels, hard JPEG."""
    sc = Scene(
        rng,
        printed(rng, page),
        size_of(rng, float(rng.uniform(1.9, 2.3)), 4 / 3),
        tilt=9,
        roll=4,
        fill=float(rng.uniform(0.92, 0.97)),
        jitter=0.5,
    ).room_light(0.4)
    img = exposed(
        sc,
        rng,
        sigma=float(rng.uniform(0.5, 0.7)),
        noise=float(rng.uniform(0.012, 0.022)),
        sharpen=float(rng.uniform(0.6, 1.3)),
        vignette=0.35,
        sat=0.85,
        chroma=1.2,
    )
    return photo(rng, img, 50, 70)


def motion(rng: Generator, page: Image) -> Copied:
    """Shaken."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(6, 10))), tilt=14, roll=7).room_light()
    n = max(3.0, float(rng.uniform(0.32, 0.58)) * sc.px_mm)  # mm of smear on the paper
    a = float(rng.uniform(0, math.pi))
    bend = float(rng.uniform(-0.25, 0.25)) * n
    k = np.zeros((33, 33), np.float32)
    for t in np.linspace(-0.5, 0.5, 60):
        wgt = 1 - 0.5 * abs(t)
        x, y = t * n, bend * (t * t - 0.08)
        px, py = 16 + math.cos(a) * x - math.sin(a) * y, 16 + math.sin(a) * x + math.cos(a) * y
        i, j = int(py), int(px)
        fy, fx = py - i, px - j
        k[i, j] += wgt * (1 - fy) * (1 - fx)
        k[i + 1, j] += wgt * fy * (1 - fx)
        k[i, j + 1] += wgt * (1 - fy) * fx
        k[i + 1, j + 1] += wgt * fy * fx
    m = int(n / 2) + 3
    k = k[16 - m : 17 + m, 16 - m : 17 + m]
    return photo(rng, exposed(sc, rng, kernel=k / k.sum(), noise=0.01), 82, 93)


def defocus(rng: Generator, page: Image) -> Copied:
    """Out of focus."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(6, 10))), tilt=14, roll=7).room_light()
    d = float(rng.uniform(0.42, 0.72)) * sc.px_mm
    n = int(d / 2) + 2
    y, x = np.mgrid[-n : n + 1, -n : n + 1]
    k = np.clip(d / 2 + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return photo(rng, exposed(sc, rng, kernel=k / k.sum(), noise=0.008), 82, 93)
