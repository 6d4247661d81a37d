"""What lies under a sheet."""

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.noise import smooth
from bench.third.camera import Image


def background(rng: Generator, kind: str | None = None, n: int = 1400) -> Image:
    """Something of wood, cloth, marble, ... (`kind`, else any), n x n pixels."""
    kind = kind or str(
        rng.choice(
            ["wood", "wood", "cloth", "keyboard", "plain", "marble", "stripes", "carpet", "squares", "dark"]
        )
    )
    base = None
    if kind == "wood":
        c = np.array(
            [[120, 78, 45], [166, 120, 78], [92, 58, 38], [190, 152, 108], [70, 48, 36], [205, 178, 140]]
        )[rng.integers(0, 6)]
        y, x = np.mgrid[0:n, 0:n].astype(np.float32)
        warp = smooth(rng, n, n, 4) * 26 + cv2.resize(smooth(rng, n, 40, 30), (n, n)) * 6
        ring = np.sin((x + warp + y * 0.02) / float(rng.uniform(5, 15)))
        grain = cv2.resize(rng.standard_normal((n // 40, n)).astype(np.float32), (n, n))
        t = 1 + 0.07 * ring + 0.07 * grain + 0.05 * smooth(rng, n, n, 5)
        base = c[None, None] * t[..., None]
        if rng.random() < 0.5:  # boards
            step = int(rng.integers(160, 420))
            for k in range(0, n, step):
                base[:, k : k + 4] *= 0.5
        if rng.random() < 0.5:
            base = base.transpose(1, 0, 2)
    elif kind == "cloth":
        c = rng.uniform(40, 220, 3)
        y, x = np.mgrid[0:n, 0:n].astype(np.float32)
        per = float(rng.uniform(4, 9))
        weave = np.sin(x * 6.28 / per) * np.sin(y * 6.28 / per)
        t = 1 + 0.1 * weave + 0.12 * smooth(rng, n, n, 5) + 0.05 * rng.standard_normal((n, n))
        base = c * t[..., None]
    elif kind == "keyboard":
        base = np.full((n, n, 3), rng.uniform(30, 190), np.float32)
        tone = float(rng.uniform(10, 60))
        im = base.astype(np.uint8).copy()
        step = int(rng.integers(110, 150))
        fnt = cv2.FONT_HERSHEY_SIMPLEX
        lit = (200, 200, 200) if tone < 90 else (30, 30, 30)
        for r, yy in enumerate(range(0, n, step)):
            off = (r * 37) % step
            for xx in range(-off, n, step):
                cv2.rectangle(
                    im, (xx + 6, yy + 6), (xx + step - 8, yy + step - 8), (tone, tone, tone + 2), -1, cv2.LINE_AA
                )
                cv2.putText(
                    im,
                    "QWERTYASDFGHZXCVBNUIOPJKLM"[(r * 7 + xx // step) % 26],
                    (xx + 20, yy + 48),
                    fnt,
                    1.0,
                    lit,
                    2,
                    cv2.LINE_AA,
                )
        base = im.astype(np.float32)
    elif kind == "marble":
        t = smooth(rng, n, n, 5) + 0.5 * smooth(rng, n, n, 12)
        vein = np.exp(-((t / 0.12) ** 2))
        base = (
            np.full((n, n, 3), rng.uniform(170, 225))
            - vein[..., None] * rng.uniform(20, 70)
            + 6 * smooth(rng, n, n, 60)[..., None]
        )
    elif kind == "stripes":
        y, x = np.mgrid[0:n, 0:n].astype(np.float32)
        a, b = (rng.uniform(40, 215) + rng.uniform(-28, 28, 3) for _ in range(2))
        per = rng.uniform(60, 220)
        w = (np.sin((x + smooth(rng, n, n, 4) * 20) * 6.28 / per) > 0)[..., None]
        base = np.where(w, a, b) * (1 + 0.12 * smooth(rng, n, n, 6)[..., None])
    elif kind == "carpet":
        base = (rng.uniform(60, 150) + rng.uniform(-30, 30, 3)) * (
            1 + 0.25 * cv2.GaussianBlur(rng.standard_normal((n, n)).astype(np.float32), (0, 0), 1.6) * 3
        )[..., None]
    elif kind == "squares":  # a squared notebook or tiles
        base = np.full((n, n, 3), rng.uniform(200, 235), np.float32)
        step = int(rng.integers(24, 200))
        line = rng.uniform(120, 190, 3)
        for k in range(0, n, step):
            base[k : k + 2] = line
            base[:, k : k + 2] = line
    elif kind == "room":
        im = np.full((n, n, 3), rng.uniform(60, 190) + rng.uniform(-15, 15, 3), np.float32).astype(np.uint8)
        for _ in range(14):
            x, y, w, h = (
                rng.integers(-200, n),
                rng.integers(-200, n),
                rng.integers(100, 700),
                rng.integers(100, 700),
            )
            cv2.rectangle(
                im,
                (int(x), int(y)),
                (int(x + w), int(y + h)),
                tuple(np.clip(rng.uniform(30, 220) + rng.uniform(-25, 25, 3), 0, 255)),
                -1,
            )
        base = cv2.GaussianBlur(im, (0, 0), float(rng.uniform(25, 60))).astype(np.float32)
    elif kind == "dark":
        base = np.full((n, n, 3), rng.uniform(22, 60), np.float32) * (1 + 0.08 * smooth(rng, n, n, 9)[..., None])
    else:
        base = rng.uniform(90, 225, 3) * (
            1 + 0.04 * smooth(rng, n, n, 5)[..., None] + 0.015 * rng.standard_normal((n, n, 1))
        )
    return np.clip(base, 0, 255).astype(np.uint8)
