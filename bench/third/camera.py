"""A pinhole camera over a sheet of paper that may bend: where each of its pixels looks.

Pictures are uint8, height x width x 3, RGB. The sheet lies about the plane z = 0, one unit high; the camera hangs
over it. The sheet's own coordinates (u, v) run from 0 to 1 over its width and height.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[Any]
DISTANCE = 2.2
"""From the camera to the middle of the sheet, in heights of the sheet."""


@dataclass(frozen=True, slots=True)
class Pose:
    """`pitch`, `yaw`, `roll` in degrees; `bend` the height of the sheet's wave over its height, `waves` how many
    half waves it makes, `along` whether it bends about its vertical axis; `fill` the share of the frame the sheet
    takes; `barrel` the lens's distortion."""

    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    bend: float = 0.0
    waves: float = 1.0
    phase: float = 0.0
    along: bool = True
    fill: float = 0.9
    barrel: float = 0.0


def pose(
    rng: Random, *, lean: float, least: float = 0.0, roll: float = 2.5, bend: float = 0.0, fill: float = 0.9
) -> Pose:
    """A hand's: leaning by `least` to `lean` degrees one way or the other, rolled by no more than `roll`."""
    return Pose(
        pitch=rng.choice((-1, 1)) * rng.uniform(least, lean),
        yaw=rng.choice((-1, 1)) * rng.uniform(0, lean),
        roll=rng.uniform(-roll, roll),
        bend=bend * rng.choice((-1, 1)),
        waves=rng.uniform(0.8, 1.6),
        phase=rng.uniform(0, 1),
        along=rng.random() < 0.6,
        fill=fill * rng.uniform(0.95, 1.02),
        barrel=rng.uniform(-0.01, 0.02),
    )


def photographed(page: Image, held: Pose, ground: Image) -> Image:
    """The page as the camera sees it over `ground`, a picture of the frame's size."""
    height, width = ground.shape[:2]
    u, v, shade = _looked_at(held, page.shape[1] / page.shape[0], width, height)
    xs, ys = u * page.shape[1] - 0.5, v * page.shape[0] - 0.5
    paper = (245, 245, 243)
    seen = cv2.remap(page, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    inside = ((u > 0) & (u < 1) & (v > 0) & (v < 1)).astype(np.float32)
    edge = cv2.GaussianBlur(inside, (0, 0), 0.8)
    cast = smooth(inside, width / 70)
    return cv2.add(_weighted(seen, shade * edge), _weighted(ground, (1 - 0.35 * cast) * (1 - edge)))


def _weighted(picture: Image, weights: Image) -> Image:
    """Each pixel times its weight; OpenCV does it four times as fast as numpy."""
    return cv2.multiply(picture, cv2.merge((weights,) * 3), dtype=cv2.CV_8U)


def smooth(field: Image, sigma: float) -> Image:
    """A wide Gaussian blur of one plane, done small: it takes seconds at full size."""
    height, width = field.shape
    less = max(1.0, sigma / 4)
    small = cv2.resize(
        field, (max(2, int(width / less)), max(2, int(height / less))), interpolation=cv2.INTER_AREA
    )
    return cv2.resize(
        cv2.GaussianBlur(small, (0, 0), sigma / less), (width, height), interpolation=cv2.INTER_LINEAR
    )


def _looked_at(held: Pose, aspect: float, width: int, height: int) -> tuple[Image, Image, Image]:
    """For each pixel of the frame the sheet's (u, v) it looks at, and how light the paper is there.

    It is worked out on a coarse raster and enlarged, for bends are smooth. On it the flat sheet's homography is
    inverted at once, and what the bend and the lens add is taken back by iteration.
    """
    us, vs = np.meshgrid(np.linspace(0, 1, 25), np.linspace(0, 1, 25))
    mesh = _projected(held, aspect, us, vs).reshape(-1, 2)
    span = mesh.max(0) - mesh.min(0)
    scale = held.fill * min(width / span[0], height / span[1])
    step = 24
    pixels = np.stack(np.meshgrid(np.arange(0, width + step, step), np.arange(0, height + step, step)), -1)
    places = (pixels - (width / 2, height / 2)) / scale + (mesh.max(0) + mesh.min(0)) / 2
    flat, _ = cv2.findHomography(mesh, np.stack((us, vs), -1).reshape(-1, 2))
    aimed = np.clip(_through(flat, places), -0.6, 1.6)
    looked = aimed
    for _ in range(16):
        looked = looked + aimed - _through(flat, _projected(held, aspect, looked[..., 0], looked[..., 1]))
        looked = np.clip(looked, -0.8, 1.8)
    across = looked[..., 0] if held.along else looked[..., 1]
    slope = held.bend * held.waves * np.pi * np.cos(np.pi * (held.waves * across + held.phase))
    coarse = (looked[..., 0], looked[..., 1], np.clip(1 - 0.5 * slope, 0.6, 1.12))
    enlarged, flags = np.array(((1 / step, 0, 0), (0, 1 / step, 0))), cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    u, v, shade = (
        cv2.warpAffine(each.astype(np.float32), enlarged, (width, height), flags=flags,
                       borderMode=cv2.BORDER_REPLICATE)
        for each in coarse
    )  # fmt: skip
    return u, v, shade


def _projected(held: Pose, aspect: float, u: Image, v: Image) -> Image:
    """Where points of the bent sheet fall on the film."""
    across = u if held.along else v
    z = held.bend * np.sin(np.pi * (held.waves * across + held.phase))
    points = np.stack(((u - 0.5) * aspect, v - 0.5, z), -1) @ _turn(held).T
    film = points[..., :2] / (DISTANCE - points[..., 2:3]) * DISTANCE
    bulged: Image = film * (1 + held.barrel * (film**2).sum(-1, keepdims=True))
    return bulged


def _through(matrix: Image, places: Image) -> Image:
    moved = np.concatenate((places, np.ones((*places.shape[:-1], 1))), -1) @ matrix.T
    divided: Image = moved[..., :2] / moved[..., 2:3]
    return divided


def _turn(held: Pose) -> NDArray[np.float64]:
    pitch, yaw, roll = np.deg2rad((held.pitch, held.yaw, held.roll))
    about_x = np.array(((1, 0, 0), (0, np.cos(pitch), -np.sin(pitch)), (0, np.sin(pitch), np.cos(pitch))))
    about_y = np.array(((np.cos(yaw), 0, np.sin(yaw)), (0, 1, 0), (-np.sin(yaw), 0, np.cos(yaw))))
    about_z = np.array(((np.cos(roll), -np.sin(roll), 0), (np.sin(roll), np.cos(roll), 0), (0, 0, 1)))
    turned: NDArray[np.float64] = about_z @ about_y @ about_x
    return turned


def desk(rng: Random, width: int, height: int) -> Image:
    """What lies under the sheet: plain, stained, striped like wood, or another sheet of paper."""
    numbers = np.random.default_rng(rng.getrandbits(32))
    tone = np.array(
        rng.choice(((96, 72, 54), (188, 180, 170), (58, 60, 66), (139, 125, 104), (44, 70, 62))), np.float32
    )
    ground = np.broadcast_to(tone, (height, width, 3)).copy()
    kind = rng.choice(("plain", "stains", "wood", "paper"))
    if kind == "stains":
        cloud = cv2.resize(
            numbers.normal(0, 14, (9, 7)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
        )
        ground += cloud[..., None]
    elif kind == "wood":
        grain = cv2.resize(
            numbers.normal(0, 12, (height // 9, 5)).astype(np.float32),
            (width, height),
            interpolation=cv2.INTER_CUBIC,
        )
        ground += grain[..., None]
    elif kind == "paper":
        corner = np.array(((0.1, 0.2), (1.2, 0.1), (1.2, 1.2), (0.2, 1.2))) * (width, height)
        cv2.fillPoly(ground, [corner.astype(np.int32)], (214.0, 214.0, 208.0))
    ground += cv2.GaussianBlur(_weave(numbers, height, width), (0, 0), 1.2)[..., None]
    return np.clip(ground, 0, 255).astype(np.uint8)


def _weave(numbers: np.random.Generator, height: int, width: int) -> Image:
    """The grain of a desk: one piece of noise laid end to end, of a prime length, so that no pattern is seen."""
    return np.resize(numbers.standard_normal(1_000_003, dtype=np.float32) * 9, (height, width))
