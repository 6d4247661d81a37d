"""What paper, light, lenses and programs do to a picture. Pictures are uint8 RGB arrays (height, width, 3);
`rng` decides strength and place. Every effect leaves the text legible to a person. Whole pictures are worked on by
OpenCV: numpy takes several times as long."""

import math

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Plane = NDArray[np.float32]
SLAB = 1_000_003
"""Pixels of noise that are drawn; a prime, so that laid end to end they show no pattern."""


def _clipped(values: NDArray[np.float32]) -> Picture:
    return np.clip(values, 0, 255).astype(np.uint8)


def _lit(picture: Picture, light: Plane) -> Picture:
    """Each pixel times its light."""
    return cv2.multiply(picture, cv2.merge((light.astype(np.float32, copy=False),) * 3), dtype=cv2.CV_8U)


def _softened(field: Plane, sigma: float) -> Plane:
    """A wide Gaussian blur of `sigma` pixels, made on a smaller picture, where it costs a hundredth."""
    height, width = field.shape
    less = max(1.0, sigma / 4)
    size = max(1, round(width / less)), max(1, round(height / less))
    small = cv2.resize(field, size, interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / less), (width, height))


def _toned(picture: Picture, tint: Plane, more: float = 0) -> Picture:
    """Each colour times its tint, and so much more light."""
    return cv2.transform(picture, np.column_stack((np.diag(tint), np.full(3, more))).astype(np.float32))


def clouds(rng: Generator, shape: tuple[int, int], cells: int) -> Plane:
    """Smooth noise between -1 and 1: `cells` bumps across."""
    small = rng.uniform(-1, 1, (cells, cells)).astype(np.float32)
    return cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def paper(picture: Picture, rng: Generator) -> Picture:
    """A warm or grey tint and a fine grain."""
    tint = np.array([1, rng.uniform(0.97, 1), rng.uniform(0.9, 1)], np.float32) * rng.uniform(0.93, 1)
    grain = clouds(rng, picture.shape[:2], 40) * 3
    return cv2.add(_toned(picture, tint), cv2.merge((grain,) * 3), dtype=cv2.CV_8U)


def noise(picture: Picture, rng: Generator, sigma: float) -> Picture:
    """Sensor noise: a part by channel, a part of light."""
    grain = rng.standard_normal((SLAB, 3), np.float32) * np.float32(sigma * 0.6)
    grain += rng.standard_normal((SLAB, 1), np.float32) * np.float32(sigma)
    return cv2.add(picture, np.resize(np.rint(grain).astype(np.int16), picture.shape), dtype=cv2.CV_8U)


def blur(picture: Picture, sigma: float) -> Picture:
    """Out of focus; `sigma` in pixels."""
    return cv2.GaussianBlur(picture, (0, 0), sigma)


def motion(picture: Picture, length: int, degrees: float) -> Picture:
    """A shaken hand: a straight smear of `length` pixels."""
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2, :] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), degrees, 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def turned(picture: Picture, degrees: float, *, ground: tuple[int, int, int] = (255, 255, 255)) -> Picture:
    """Rotated counter-clockwise by any angle on a canvas that holds all of it."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, tall = int(width * cos + height * sin), int(width * sin + height * cos)
    matrix[0, 2] += wide / 2 - width / 2
    matrix[1, 2] += tall / 2 - height / 2
    return cv2.warpAffine(picture, matrix, (wide, tall), flags=cv2.INTER_CUBIC, borderValue=ground)


def quarter(picture: Picture, degrees: int) -> Picture:
    """Turned clockwise by 90, 180 or 270."""
    return np.ascontiguousarray(np.rot90(picture, k=-degrees // 90))


def desk(rng: Generator, height: int, width: int) -> Picture:
    """What lies under the sheet: wood, cloth or a plain table, darker or lighter."""
    colour = np.array([[120, 85, 55], [60, 60, 66], [165, 150, 130], [90, 110, 120], [200, 198, 190]], np.float32)[
        rng.integers(5)
    ]
    relief = clouds(rng, (height, width), 5) * 18
    if rng.random() < 0.5:
        grain = cv2.GaussianBlur(rng.normal(0, 14, (height, 12)).astype(np.float32), (1, 25), 3)
        relief += cv2.resize(grain, (width, height))
    return cv2.merge([cv2.add(relief, float(tone), dtype=cv2.CV_8U) for tone in colour])


def photographed(
    picture: Picture, rng: Generator, *, strength: float, degrees: float, fill: float = 0.9
) -> Picture:
    """The sheet on a desk, seen at a slant: corners move by up to `strength` of the width, the sheet is turned
    by up to `degrees` and takes `fill` of the frame (3:4, the picture's own resolution)."""
    height, width = picture.shape[:2]
    wide = int(max(width / fill, height / fill * 0.72))
    tall = int(wide / 0.75) if height > width * 0.9 else int(wide * 0.75)
    tall = max(tall, int(height / fill))
    ground = desk(rng, tall, wide)
    turn = math.radians(rng.uniform(-degrees, degrees))
    centre = np.array([wide / 2, tall / 2]) + rng.uniform(-0.015, 0.015, 2) * wide
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]], np.float64) / 2
    corners = corners @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    moved = corners + rng.uniform(-strength, strength, (4, 2)) * width
    moved -= (moved.min(axis=0) + moved.max(axis=0)) / 2
    scale = min(1.0, 0.96 * wide / np.ptp(moved[:, 0]), 0.96 * tall / np.ptp(moved[:, 1]))
    target = (moved * scale + centre).astype(np.float32)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    sheet = cv2.warpPerspective(picture, matrix, (wide, tall), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (wide, tall))
    shade = 1 - 0.35 * _softened(mask, wide / 120)
    return cv2.add(_lit(sheet, mask), _lit(ground, shade * (1 - mask)))


def uneven(picture: Picture, rng: Generator, depth: float) -> Picture:
    """Light from one side: brightness falls by `depth` (0 to 1) across the picture."""
    height, width = picture.shape[:2]
    angle = rng.uniform(0, 2 * math.pi)
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    slope = np.add.outer(y * math.sin(angle), x * math.cos(angle)) / 1.42
    return _lit(picture, 1 - depth * (slope + 1) / 2 + 0.04 * clouds(rng, (height, width), 4))


def shadow(picture: Picture, rng: Generator) -> Picture:
    """The shadow of a hand or a phone: a soft dark polygon from one edge."""
    height, width = picture.shape[:2]
    mask = np.zeros((height, width), np.float32)
    side = rng.integers(4)
    span = rng.uniform(0.3, 0.6)
    start = rng.uniform(0.1, 0.6)
    reach = rng.uniform(0.35, 0.75)
    points = np.array(
        [[start, -0.1], [start + span, -0.1], [start + span * 0.8, reach], [start + span * 0.3, reach * 0.9]]
    )
    for _ in range(side):
        points = np.stack([1 - points[:, 1], points[:, 0]], 1)
    cv2.fillPoly(mask, [(points * [width, height]).astype(np.int32)], 1.0)
    soft = _softened(mask, width / rng.uniform(25, 70))
    return _lit(picture, 1 - rng.uniform(0.3, 0.5) * soft)


def glare(picture: Picture, rng: Generator) -> Picture:
    """A lamp's reflection: the spot washes out contrast but leaves a trace of the print."""
    height, width = picture.shape[:2]
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    at = rng.uniform(0.25, 0.75, 2) * [width, height]
    wide = width * rng.uniform(0.1, 0.2)
    across = np.exp(-(((x - at[0]) / wide) ** 2))
    spot = np.outer(np.exp(-(((y - at[1]) / (wide * rng.uniform(0.6, 1.6))) ** 2)), across)
    return cv2.bitwise_not(_lit(cv2.bitwise_not(picture), 1 - spot * rng.uniform(0.55, 0.75)))


def dim(picture: Picture, rng: Generator) -> Picture:
    """Too little light: dark, flat, yellowish, noisy."""
    cast = np.array([1, rng.uniform(0.85, 0.97), rng.uniform(0.65, 0.9)], np.float32)
    return noise(_toned(picture, cast * rng.uniform(0.28, 0.45), 8), rng, rng.uniform(4, 7))


def screen(picture: Picture, rng: Generator) -> Picture:
    """A monitor's pixels: each is three coloured stripes; photographed at a slightly different pitch they beat."""
    height, width = picture.shape[:2]
    pitch = rng.uniform(2.3, 3.2)
    x = np.arange(width, dtype=np.float32)[None, :, None]
    y = np.arange(height, dtype=np.float32)[:, None, None]
    phase = np.array([0, 1 / 3, 2 / 3], np.float32)
    depth = rng.uniform(0.12, 0.22)
    stripes = 1 - depth + depth * np.cos(2 * math.pi * (x / pitch + phase))
    rows = 1 - depth * 0.6 + depth * 0.6 * np.cos(2 * math.pi * y / pitch)
    return _clipped(picture.astype(np.float32) * stripes * rows * np.array([0.94, 0.99, 1], np.float32))


def curled(picture: Picture, rng: Generator) -> Picture:
    """A sheet that does not lie flat: lines bend, and the light with them."""
    height, width = picture.shape[:2]
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    waves = rng.uniform(0.5, 1.1)
    phase = rng.uniform(0, 2 * math.pi)
    bend = rng.uniform(0.008, 0.018) * height
    wave = np.sin(2 * math.pi * waves * x / width + phase)
    lift = np.cos(2 * math.pi * rng.uniform(0.4, 0.8) * y / height + phase)
    warped = cv2.remap(
        picture,
        np.add.outer(0.006 * width * lift, x).astype(np.float32),
        np.add.outer(y, bend * wave).astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(250, 250, 248),
    )
    light = 1 - 0.14 * (1 + np.cos(2 * math.pi * waves * x / width + phase)) / 2
    return _lit(warped, np.tile(light.astype(np.float32), (height, 1)))


def photocopied(picture: Picture, rng: Generator) -> Picture:
    """One pass through a copier: slight scale and turn, hard contrast, specks, streaks, dark edges."""
    height, width = picture.shape[:2]
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-1.2, 1.2), rng.uniform(0.955, 0.985))
    grey = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_AREA, borderValue=60)
    grey = cv2.GaussianBlur(grey, (0, 0), width / rng.uniform(2300, 3000))
    level = rng.uniform(150, 185)
    toned = 255 / (1 + np.exp(-(grey.astype(np.float32) - level) / rng.uniform(13, 22)))
    specks = rng.random((height // 2, width // 2))
    specks = cv2.resize((specks > 0.9994).astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    toned[specks > 0] = rng.uniform(20, 90)
    for _ in range(rng.integers(1, 4)):
        at = int(rng.integers(0, width - 4))
        toned[:, at : at + int(rng.integers(1, 3))] *= rng.uniform(0.55, 0.8)
    edge = rng.integers(4)
    band = int(width * rng.uniform(0.008, 0.02))
    view = np.rot90(toned, edge)
    view[:, :band] *= 0.15
    return cv2.cvtColor(_clipped(toned), cv2.COLOR_GRAY2RGB)


def faxed(picture: Picture, rng: Generator) -> Picture:
    """One bit a pixel at about 200 lines an inch, with a few bad scan lines. `picture` has 204 dpi."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    grey += rng.normal(0, 10, grey.shape)
    bits = np.where(grey > rng.uniform(150, 185), 255, 0).astype(np.uint8)
    for _ in range(rng.integers(1, 4)):
        at = int(rng.integers(0, bits.shape[0] - 2))
        bits[at] = np.roll(bits[at], int(rng.integers(-9, 9)))
    specks = rng.random(bits.shape)
    bits[specks > 0.9996] = 0
    bits[specks < 0.0006] = 255
    return cv2.cvtColor(bits, cv2.COLOR_GRAY2RGB)


def shrunken(picture: Picture, longest: int) -> Picture:
    """No side longer than `longest` pixels; never enlarged."""
    height, width = picture.shape[:2]
    factor = longest / max(height, width)
    if factor >= 1:
        return picture
    return cv2.resize(picture, (round(width * factor), round(height * factor)), interpolation=cv2.INTER_AREA)
