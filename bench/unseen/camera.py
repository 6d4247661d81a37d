"""What happens between paper and pixels: pens and stamps, a scanner, a camera's lens and light, a copier.

Images are numpy arrays of uint8, height x width x 3, RGB. Every effect takes its randomness from `rng`.
"""

import math
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

# uint8 for pictures, float32 on the way; cv2 declares its results wider than they are.
Image = NDArray[Any]
Scene = NDArray[Any]
SLAB = 1_000_003


def noise(rng: Random, shape: tuple[int, ...], sigma: float) -> Scene:
    """Gaussian noise reproducible from `rng`."""
    source = np.random.default_rng(rng.getrandbits(32))
    slab = source.standard_normal(min(math.prod(shape), SLAB), dtype=np.float32)
    # A slab laid end to end: its length is a prime, so that no pattern is seen, and drawing stays cheap.
    return np.resize(slab * np.float32(sigma), shape)


def weighted(image: Image, weights: Scene) -> Image:
    """Each pixel times its weight, as pixels again; a plane of weights serves all three colours."""
    whole = weights if weights.ndim == image.ndim else cv2.merge((weights,) * 3)
    return cv2.multiply(image, whole, dtype=cv2.CV_8U)


def softened(field: Scene, sigma: float) -> Scene:
    """A Gaussian blur of `sigma` pixels; a wide one is made on a smaller picture, where it costs a hundredth."""
    height, width = field.shape[:2]
    less = max(1.0, sigma / 4)
    small = cv2.resize(field, (max(1, round(width / less)), max(1, round(height / less))),
                       interpolation=cv2.INTER_AREA)  # fmt: skip
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / less), (width, height))


def clipped(values: Scene) -> Image:
    """Back to pixels."""
    return np.clip(values, 0, 255).astype(np.uint8)


def pen_and_stamp(rng: Random, image: Image) -> Image:
    """A signature, a round stamp or a highlighter's stroke; the text shows through."""
    height, width = image.shape[:2]
    ink = np.full_like(image, 255)
    if rng.random() < 0.5:
        centre = (rng.randint(width // 4, width * 3 // 4), rng.randint(height // 2, height * 9 // 10))
        radius, colour = width // 11, rng.choice(((90, 90, 200), (190, 80, 90), (110, 80, 170)))
        for ring in (radius, radius - radius // 7):
            cv2.circle(ink, centre, ring, colour, max(2, width // 400), cv2.LINE_AA)
        start, stroke_width = (centre[0] - radius * 3 // 5, centre[1]), max(1, width // 600)
        face, size = cv2.FONT_HERSHEY_SIMPLEX, width / 2300
        cv2.putText(ink, "RECIBIDO", start, face, size, colour, stroke_width, cv2.LINE_AA)
    if rng.random() < 0.5:
        x, y = rng.randint(width // 8, width // 2), rng.randint(height * 7 // 10, height * 19 // 20)
        points = [[x + step * width // 60, y + int(rng.gauss(0, height / 70))] for step in range(14)]
        stroke = np.array(points, np.int32).reshape(-1, 1, 2)
        cv2.polylines(ink, [stroke], False, (40, 40, 150), max(2, width // 450), cv2.LINE_AA)
    if rng.random() < 0.3:
        y = rng.randint(height // 8, height // 2)
        cv2.line(ink, (width // 9, y), (width * rng.randint(4, 8) // 9, y + rng.randint(-9, 9)), (250, 245, 120),
                 height // 55)  # fmt: skip
    return clipped(image.astype(np.float32) * ink.astype(np.float32) / 255)


def turned(image: Image, degrees: float, ground: tuple[int, int, int] = (255, 255, 255)) -> Image:
    """Counter-clockwise, the canvas grown so that nothing is cut."""
    height, width = image.shape[:2]
    angle = math.radians(degrees)
    wide = int(abs(width * math.cos(angle)) + abs(height * math.sin(angle)))
    high = int(abs(width * math.sin(angle)) + abs(height * math.cos(angle)))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    matrix[:, 2] += ((wide - width) / 2, (high - height) / 2)
    return cv2.warpAffine(image, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=ground)


def scanned(rng: Random, image: Image, *, skew: float = 0.8, grey: bool = False) -> Image:
    """A flatbed's picture: a little skew, off-white paper, fine noise."""
    out = turned(image, rng.uniform(-skew, skew)).astype(np.float32) * rng.uniform(0.95, 0.99)
    out = out + noise(rng, out.shape[:2], rng.uniform(1, 4))[..., None]
    flat = clipped(out)
    return cv2.cvtColor(cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB) if grey else flat


def copied(rng: Random, image: Image) -> Image:
    """A photocopy: hard contrast, toner specks and streaks, a black edge, perhaps a generation more."""
    grey: Scene = cv2.cvtColor(scanned(rng, image, skew=1.5), cv2.COLOR_RGB2GRAY).astype(np.float32)
    for _ in range(rng.choice((1, 1, 2))):
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.6, 0.9)) + noise(rng, grey.shape, 9)
        grey = np.clip((grey - rng.uniform(150, 180)) * rng.uniform(3, 5) + 140, 0, 255).astype(np.float32)
    height, width = grey.shape
    for _ in range(rng.randint(20, 120)):
        cv2.circle(grey, (rng.randrange(width), rng.randrange(height)), rng.choice((1, 1, 2)), 40.0, -1)
    for _ in range(rng.randint(0, 3)):
        x = rng.randrange(width)
        grey[:, x : x + 2] = np.minimum(grey[:, x : x + 2], rng.uniform(110, 190))
    edge = rng.randint(0, width // 40)
    if edge:
        grey[:, -edge:] = 25
        grey[:edge, :] = 25
    return cv2.cvtColor(clipped(grey), cv2.COLOR_GRAY2RGB)


def table_top(rng: Random, height: int, width: int) -> Image:
    """Something to lay a sheet on: a plain colour, a grain, or a checked cloth."""
    base = rng.choice(((122, 88, 60), (70, 72, 78), (160, 150, 138), (40, 60, 82)))
    relief = np.zeros((height, width), np.float32)
    kind = rng.randrange(3)
    if kind == 0:
        grain = noise(rng, (height, 1), 14)
        relief += cv2.GaussianBlur(grain, (1, 0x1F), 6)
    elif kind == 1:
        period = width // rng.randint(9, 16)
        squares = (np.add.outer(np.arange(height) // period, np.arange(width) // period) % 2).astype(np.float32)
        relief += squares * 28
    relief += noise(rng, (height, width), 4)
    return cv2.merge([cv2.add(relief, float(tone), dtype=cv2.CV_8U) for tone in base])


def photographed(
    rng: Random, image: Image, *, long_side: int, lean: float = 0.05, curl: float = 0.0, turn: float = 4.0
) -> Image:
    """The sheet on a table through a leaning camera; `lean` is how far corners move, as a share of the side."""
    height, width = image.shape[:2]
    if curl:
        image = curled(rng, image, curl)
    scale = long_side / max(height, width)
    out_w, out_h = int(width * scale), int(height * scale)
    margin = rng.uniform(0.03, 0.08)
    centre, angle = np.array((out_w / 2, out_h / 2)), math.radians(rng.uniform(-turn, turn))
    spin = np.array(((math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))))
    corners = []
    for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)):
        place = np.array((out_w * (margin + x * (1 - 2 * margin)), out_h * (margin + y * (1 - 2 * margin))))
        inward = (centre - place) * np.array((rng.uniform(0, 2 * lean), rng.uniform(0, 2 * lean)))
        corners.append(spin @ (place + inward - centre) * (1 - abs(angle) * 0.7) + centre)
    source = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    # The picture is softened first when the camera shrinks it, as a lens does.
    soft = cv2.GaussianBlur(image, (0, 0), max(0.35, 0.45 / scale)) if scale < 1 else image
    sheet = cv2.warpPerspective(soft, matrix, (out_w, out_h), flags=cv2.INTER_LINEAR)
    mask: Scene = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (out_w, out_h))
    shade = softened(mask, out_w / 60)
    ground = weighted(table_top(rng, out_h, out_w), (1 - 0.4 * shade) * (1 - mask))
    return cv2.add(weighted(sheet, mask), ground)


def curled(rng: Random, image: Image, depth: float) -> Image:
    """Waves of a sheet that was folded in a bag; `depth` as a share of the height."""
    height, width = image.shape[:2]
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    phase, waves = rng.uniform(0, 6.28), rng.uniform(0.5, 1.3)
    across = np.arange(width, dtype=np.float32)
    lift = (np.sin(across / width * 6.28 * waves + phase) * depth * height).astype(np.float32)
    return cv2.remap(image, xs, ys + lift, cv2.INTER_LINEAR, borderValue=(235, 235, 232))


def lit(
    rng: Random,
    scene: Image,
    *,
    level: float = 0.9,
    fall: float = 0.35,
    sensor: float = 4.0,
    shadow: bool = True,
) -> Image:
    """A lamp to one side, a colour cast, perhaps the shadow of a hand, and the sensor's noise."""
    height, width = scene.shape[:2]
    angle = rng.uniform(0, 6.28)
    xs, ys = np.linspace(-0.5, 0.5, width, dtype=np.float32), np.linspace(-0.5, 0.5, height, dtype=np.float32)
    ramp = 1 - fall * (0.5 + xs[None, :] * math.cos(angle) + ys[:, None] * math.sin(angle))
    light = np.clip(ramp * level / (1 - fall / 2), 0.12, 1.12).astype(np.float32)
    if shadow and rng.random() < 0.5:
        hand = np.ones((height, width), np.float32)
        spot = (rng.randrange(width), rng.choice((height // 8, height)))
        cv2.ellipse(hand, spot, (width // 3, height // 4), rng.uniform(0, 90), 0, 360, 0.62, -1)
        light = light * softened(hand, width / 25)
    cast = rng.choice(((1, 0.97, 0.88), (0.94, 0.98, 1), (1, 1, 0.97)))
    seen = weighted(scene, cv2.merge([light * np.float32(tone) for tone in cast]))
    return cv2.add(seen, noise(rng, scene.shape, sensor), dtype=cv2.CV_8U)


def moved(rng: Random, image: Image, *, length: int) -> Image:
    """A hand's tremble: a short straight smear, `length` pixels long."""
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, 3.14)
    middle = (length - 1) / 2
    tip = (middle + math.cos(angle) * middle, middle + math.sin(angle) * middle)
    start, end = (round(2 * middle - tip[0]), round(2 * middle - tip[1])), (round(tip[0]), round(tip[1]))
    cv2.line(kernel, start, end, 1.0, 1)
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def on_screen(rng: Random, image: Image) -> Image:
    """A monitor's picture of the page: a window bar above, three stripes of colour in every pixel."""
    height, width = image.shape[:2]
    shown_h = rng.randint(1250, 1500)
    shown = cv2.resize(image, (int(width * shown_h / height), shown_h), interpolation=cv2.INTER_AREA)
    bar = np.full((60, shown.shape[1], 3), 52, np.uint8)
    shown = np.vstack((bar, shown))
    big = cv2.resize(shown, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST).astype(np.float32)
    stripes = np.ones(big.shape, np.float32)
    strength = rng.uniform(0.06, 0.16)
    stripes[:, 0::2, 2] -= strength
    stripes[:, 1::2, 0] -= strength
    stripes[1::2, :, :] -= strength / 2
    return clipped(big * stripes)
