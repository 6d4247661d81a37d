"""What light, lenses, machines and pens do to a picture: Albumentations' effects in doses that leave the sheet
readable to a person, and the few it has not (streaks, black edges, moiré, pens).

Pictures are uint8, height x width x 3, RGB. Everything follows from `rng`.
"""

import os
from random import Random
from typing import Any

import cv2
import numpy as np

from bench.third import camera
from bench.third.camera import Image

# Albumentations asks the network for its newest version when imported, unless told not to.
os.environ.setdefault("NO_ALBUMENTATIONS_UPDATE", "1")

import albumentations as aug


def _applied(rng: Random, picture: Image, *effects: Any) -> Image:
    made: Image = aug.Compose(list(effects), seed=rng.getrandbits(31))(image=picture)["image"]
    return made


def sensor(rng: Random, picture: Image, *, dim: bool = False) -> Image:
    """A phone's own touch: tone, grain, a breath of softness; `dim` as in a bedroom at night."""
    if not dim:
        return _applied(
            rng, picture, aug.RandomBrightnessContrast((-0.08, 0.08), (-0.1, 0.06), p=1),
            aug.PlanckianJitter(temperature_limit=(4600, 7800), p=0.7),
            aug.GaussNoise(std_range=(0.004, 0.012), p=1),
            aug.GaussianBlur(blur_limit=0, sigma_limit=(0.3, 0.7), p=0.6),
        )  # fmt: skip
    return _applied(
        rng, picture, aug.RandomBrightnessContrast((-0.38, -0.26), (-0.3, -0.2), p=1),
        aug.PlanckianJitter(temperature_limit=(4200, 6500), p=1),
        aug.GaussianBlur(blur_limit=0, sigma_limit=(0.5, 0.9), p=1), aug.ISONoise((0.02, 0.04), (0.25, 0.4), p=1),
        aug.GaussNoise(std_range=(0.02, 0.04), p=1),
    )  # fmt: skip


def uneven(rng: Random, picture: Image) -> Image:
    """A lamp to one side."""
    return _applied(
        rng,
        picture,
        aug.Illumination(mode=rng.choice(("linear", "corner", "gaussian")), intensity_range=(0.06, 0.16), p=1),
    )


def shadowed(rng: Random, picture: Image) -> Image:
    """The hand's or the phone's shadow: soft blots, or one with edges."""
    if rng.random() < 0.5:
        return _applied(
            rng, picture, aug.PlasmaShadow(shadow_intensity_range=(0.3, 0.5), roughness=rng.uniform(1.5, 3), p=1)
        )
    mask = np.ones(picture.shape[:2], np.float32)
    height, width = picture.shape[:2]
    x, tilt = rng.uniform(0.2, 0.8) * width, rng.uniform(-0.4, 0.4) * width
    side = 0 if rng.random() < 0.5 else width
    edge = np.array(((x, 0), (x + tilt, height), (side, height), (side, 0)), np.int32)
    cv2.fillPoly(mask, [edge], rng.uniform(0.45, 0.65))
    soft = camera.smooth(mask, width * rng.uniform(0.005, 0.03))
    return (picture * soft[..., None]).astype(np.uint8)


def glare(rng: Random, picture: Image) -> Image:
    """A lamp's reflection on glossy paper: it pales what lies under it and hides nothing."""
    height, width = picture.shape[:2]
    spot = np.zeros((height, width), np.float32)
    for _ in range(rng.choice((1, 1, 2))):
        centre = (rng.randrange(width), rng.randrange(height))
        axes = (int(width * rng.uniform(0.08, 0.2)), int(width * rng.uniform(0.04, 0.12)))
        cv2.ellipse(spot, centre, axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
    spot = camera.smooth(spot, width * 0.04)
    pale = np.minimum(spot, 1) * rng.uniform(0.5, 0.68)
    return (picture * (1 - pale[..., None]) + 255 * pale[..., None]).astype(np.uint8)


def shaken(rng: Random, picture: Image) -> Image:
    """The hand moved, a little."""
    reach = int(rng.choice((5, 7, 7, 9)) * max(picture.shape) / 3000) | 1
    return _applied(
        rng, picture, aug.MotionBlur(blur_limit=(max(3, reach), max(3, reach)), allow_shifted=False, p=1)
    )


def on_screen(rng: Random, picture: Image, across: int) -> Image:
    """A monitor's or phone's picture of the page, `across` of its own pixels wide, three stripes to each."""
    scale = across / picture.shape[1]
    shown = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    big = cv2.resize(shown, None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST).astype(np.float32)
    dark = rng.uniform(0.12, 0.3)
    for channel in range(3):
        for stripe in range(3):
            if stripe != channel:
                big[:, stripe::3, channel] *= 1 - dark
    big[2::3] *= 1 - dark / 2
    lit: Image = np.clip(big * (1 + dark * 0.6), 0, 255)
    return lit.astype(np.uint8)


def flatbed(rng: Random, picture: Image, *, skew: float = 0.7) -> Image:
    """A scanner's: a little askew, paper not quite white, fine grain."""
    turned = askew(picture, rng.uniform(-skew, skew), (250, 250, 248))
    return _applied(
        rng, turned, aug.RandomBrightnessContrast((-0.05, 0.02), (-0.08, 0.08), p=1),
        aug.GaussNoise(std_range=(0.004, 0.016), p=1), aug.UnsharpMask(blur_limit=(3, 3), alpha=(0.2, 0.4), p=0.4),
    )  # fmt: skip


def askew(picture: Image, degrees: float, ground: tuple[int, int, int]) -> Image:
    """Turned about its middle; the picture grows so that nothing is cut."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(width * cos + height * sin), int(width * sin + height * cos)
    matrix[:, 2] += ((wide - width) / 2, (high - height) / 2)
    grown: Image = cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=ground)
    return grown


def copied(rng: Random, picture: Image, *, worn: bool = False) -> Image:
    """A copier's generation: hard contrast and dirt; `worn` adds streaks and black edges."""
    turned = askew(picture, rng.uniform(-1.2, 1.2), (255, 255, 255))
    grey = cv2.cvtColor(turned, cv2.COLOR_RGB2GRAY)
    soft: Image = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 0.8)).astype(np.float32)
    numbers = np.random.default_rng(rng.getrandbits(32))
    soft += numbers.normal(0, 7, soft.shape).astype(np.float32)
    hard: Image = np.clip((soft - rng.uniform(150, 185)) * rng.uniform(2.2, 3.6) + 128, 8, 252)
    height, width = hard.shape
    for _ in range(rng.randint(15, 90)):
        cv2.circle(hard, (rng.randrange(width), rng.randrange(height)), rng.choice((1, 1, 1, 2)), 30.0, -1)
    if worn:
        for _ in range(rng.randint(1, 4)):
            x, thick = rng.randrange(width), rng.choice((1, 2, 2, 3))
            hard[:, x : x + thick] = np.minimum(hard[:, x : x + thick], rng.uniform(90, 180))
        band = int(width * rng.uniform(0.005, 0.03))
        for side in rng.sample(("left", "right", "top", "foot"), 2):
            if side == "left":
                hard[:, :band] = 12
            elif side == "right":
                hard[:, -band:] = 12
            elif side == "top":
                hard[:band] = 12
            else:
                hard[-band:] = 12
    return cv2.cvtColor(hard.astype(np.uint8), cv2.COLOR_GRAY2RGB)


def black_and_white(picture: Image, level: int = 150) -> Image:
    """One bit, still as bytes 0 and 255."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.where(grey > level, 255, 0).astype(np.uint8)


def highlighted(rng: Random, picture: Image) -> Image:
    """A marker over two or three lines: the text shows through."""
    height, width = picture.shape[:2]
    ink = np.full_like(picture, 255)
    colour = rng.choice(((255, 245, 90), (170, 255, 150), (255, 180, 215), (150, 225, 255)))
    for _ in range(rng.randint(2, 3)):
        y, x = int(height * rng.uniform(0.1, 0.55)), int(width * rng.uniform(0.06, 0.3))
        cv2.line(
            ink, (x, y), (x + int(width * rng.uniform(0.25, 0.55)), y + rng.randint(-8, 8)), colour, height // 60
        )
    return (picture.astype(np.uint16) * ink // 255).astype(np.uint8)


def stamped(rng: Random, picture: Image) -> Image:
    """An office's stamp in pale ink, half over the text."""
    height, width = picture.shape[:2]
    ink = np.full_like(picture, 255)
    colour = rng.choice(((120, 120, 225), (225, 120, 130), (120, 170, 140)))
    x, y = int(width * rng.uniform(0.25, 0.75)), int(height * rng.uniform(0.2, 0.7))
    side, thick = width // 5, max(2, width // 450)
    cv2.rectangle(ink, (x - side, y - side // 3), (x + side, y + side // 3), colour, thick, cv2.LINE_AA)
    for row, words in enumerate(("RECIBIDO", f"{rng.randint(1, 28)} NOV 2026", "ESCOLARES")):
        at = (x - side * 4 // 5, y - side // 8 + row * side // 5)
        cv2.putText(ink, words, at, cv2.FONT_HERSHEY_DUPLEX, width / 1900, colour, thick, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((x, y), rng.uniform(-25, 25), 1)
    tilted = cv2.warpAffine(ink, matrix, (width, height), borderValue=(255, 255, 255))
    return (picture.astype(np.uint16) * tilted // 255).astype(np.uint8)


def penned(rng: Random, picture: Image) -> Image:
    """A signature below and a tick or a ring beside: on the paper, beside the values more than on them."""
    height, width = picture.shape[:2]
    out = picture.copy()
    colour = rng.choice(((25, 35, 150), (30, 30, 30), (170, 30, 40)))
    thick = max(2, width // 500)
    x, y = width * rng.uniform(0.1, 0.5), height * rng.uniform(0.6, 0.8)
    curve = []
    for _ in range(40):
        x += width * rng.uniform(-0.004, 0.018)
        y += height * rng.gauss(0, 0.012)
        curve.append((x, y))
    cv2.polylines(out, [np.array(curve, np.int32)], False, colour, thick, cv2.LINE_AA)
    centre = (int(width * rng.uniform(0.3, 0.6)), int(height * rng.uniform(0.15, 0.5)))
    if rng.random() < 0.6:
        cv2.ellipse(
            out, centre, (width // 6, height // 55), rng.uniform(-4, 4), 0, 350, colour, thick, cv2.LINE_AA
        )
    else:
        x, y = width * 0.03, centre[1]
        tick = ((x, y), (x + width / 60, y + width / 60), (x + width / 20, y - width / 30))
        cv2.polylines(out, [np.array(tick, np.int32)], False, colour, thick, cv2.LINE_AA)
    return out
