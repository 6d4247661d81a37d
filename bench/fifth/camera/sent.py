"""Photos by what is done with them: turned, cut, pasted, sent, and with another paper beside the sheet."""

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from bench.fifth.camera.exposure import exposed
from bench.fifth.camera.names import again, fitted, name_of, photo, sheet, size_of
from bench.fifth.camera.noise import single
from bench.fifth.camera.paper import printed
from bench.fifth.camera.scene import Scene, cast_shadow
from bench.fifth.camera.writing import prose_page
from bench.third import files
from bench.third.camera import Image
from bench.third.shots import Copied


def whatsapp_twice(rng: Generator, page: Image) -> Copied:
    """Sent through a chat, and sent on."""
    sc = Scene(
        rng,
        printed(rng, page),
        size_of(rng, 5.5, 4 / 3),
        tilt=10,
        roll=5,
        fill=float(rng.uniform(0.91, 0.97)),
        jitter=0.5,
    ).room_light()
    if rng.random() < 0.25:
        cast_shadow(sc, rng, 0.35)
    img = again(exposed(sc, rng, noise=0.005), 1600, int(rng.integers(72, 84)))
    img = fitted(img, 1280)
    held = files.jpeg(img, int(rng.integers(68, 82)))
    return Copied(held, name_of(rng, "jpg" if rng.random() < 0.6 else "jpeg", "wa"))


def messenger(rng: Generator, page: Image) -> Copied:
    """Sent through another chat, at 1,080 to 1,200 pixels."""
    sc = Scene(
        rng,
        printed(rng, page),
        size_of(rng, 4.5, 4 / 3),
        tilt=6,
        roll=3,
        fill=float(rng.uniform(0.95, 0.985)),
        jitter=0.3,
    ).room_light(0.25)
    img = exposed(sc, rng, noise=0.004, sigma=0.55, sharpen=0.6)
    side = int(rng.choice([1080, 1120, 1200]))
    img = fitted(img, side)
    return photo(rng, img, 68, 78, "fb")


def two_papers(rng: Generator, page: Image) -> Copied:
    """Beside a page of homework, half below it or apart."""
    size = size_of(rng, float(rng.uniform(7, 11)), 4 / 3)
    if rng.random() < 0.6:
        size = size[::-1]
    land = size[0] > size[1] or page.shape[1] > page.shape[0]
    sc = Scene(
        rng,
        printed(rng, page),
        size,
        tilt=12,
        roll=6,
        fill=float(rng.uniform(0.88, 0.94)) if land else float(rng.uniform(0.76, 0.84)),
        jitter=0.9,
    )
    size = sc.w, sc.h
    other = prose_page(rng, *page.shape[:2])
    ph, pw = sc.ph, sc.pw
    gap = float(rng.uniform(-6, 14))  # negative: its edge goes under our sheet
    side = rng.choice([-1, 1])
    dx = side * (pw + gap)
    dy = float(rng.uniform(-0.25, 0.25)) * ph
    if not land and rng.random() < 0.4:
        dx, dy = float(rng.uniform(-0.3, 0.3)) * pw, side * (ph + gap)
    a = math.radians(float(rng.uniform(-9, 9))) * (0.4 if gap < 4 else 1)
    c = np.array([[-pw, -ph], [pw, -ph], [pw, ph], [-pw, ph]]) / 2
    c = c @ np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]]) + [dx, dy]
    px, py = sc.cam.project(c[:, 0], c[:, 1], np.zeros(4))
    k = 0.7
    small = cv2.resize(other, None, fx=k, fy=k, interpolation=cv2.INTER_AREA)
    hh, ww = small.shape[:2]
    onto = cv2.getPerspectiveTransform(
        single([[0, 0], [ww, 0], [ww, hh], [0, hh]]), single(np.column_stack([px, py]))
    )
    warped = cv2.warpPerspective(small, onto, size, flags=cv2.INTER_LINEAR)
    m = cv2.warpPerspective(np.full((hh, ww), 255, np.uint8), onto, size)
    m = cv2.multiply(m, (255 - sc.alpha * 255).astype(np.uint8), scale=1 / 255)
    if gap < 0:  # our sheet's shadow upon it
        am = cv2.GaussianBlur(cv2.resize(sc.alpha, (sc.cw, sc.chh), interpolation=cv2.INTER_AREA), (0, 0), 2)
        warped = (warped * cv2.resize(1 - 0.3 * am, size)[..., None]).astype(np.uint8)
    m3 = cv2.merge([m, m, m])
    sc.rgb = cv2.add(cv2.multiply(sc.rgb, 255 - m3, scale=1 / 255), cv2.multiply(warped, m3, scale=1 / 255))
    sc.room_light()
    return photo(rng, exposed(sc, rng), 82, 94)


def plain_photo(rng: Generator, page: Image, mp: tuple[float, float] = (4, 8)) -> tuple[Scene, Image]:
    """An ordinary photo, and its scene."""
    sc = Scene(rng, printed(rng, page), size_of(rng, float(rng.uniform(*mp)), 4 / 3), tilt=15, roll=6).room_light()
    if rng.random() < 0.25:
        cast_shadow(sc, rng, float(rng.uniform(0.25, 0.5)))
    return sc, exposed(sc, rng)


def turned(rng: Generator, page: Image) -> Copied:
    """Turned by a quarter or a half, and nothing says so."""
    _, img = plain_photo(rng, page)
    return photo(rng, np.rot90(img, int(rng.choice([1, 2, 2, 3]))).copy(), 82, 93)


def exif_turned(rng: Generator, page: Image) -> Copied:
    """Turned, and EXIF says so."""
    _, img = plain_photo(rng, page)
    o, k = [(3, 2), (6, 1), (8, 3)][int(rng.choice([0, 1, 1, 2]))]
    held = files.jpeg(np.rot90(img, k).copy(), int(rng.integers(82, 93)), orientation=o)
    return Copied(held, name_of(rng, "jpg"))


def upper_half(rng: Generator, page: Image) -> Copied:
    """Only the upper half."""
    sc, img = plain_photo(rng, page, (7, 11))
    v = float(rng.uniform(0.46, 0.58))
    y = min(sc.map_pt(0, v)[1], sc.map_pt(1, v)[1])
    cut = photo(rng, np.ascontiguousarray(img[: int(y)]), 82, 93)
    return replace(cut, seen=(0.0, v))


def photo_pdf(rng: Generator, page: Image) -> Copied:
    """Put into a PDF."""
    _, img = plain_photo(rng, page)
    if rng.random() < 0.6:
        return sheet(rng, img, 75, 92, "doc")
    dpi = float(rng.choice([72, 96, 150]))
    return Copied(files.pdf([img], dpi, int(rng.integers(75, 92))), name_of(rng, "pdf", "doc"))


def photo_word(rng: Generator, page: Image) -> Copied:
    """Pasted into a Word file."""
    _, img = plain_photo(rng, page, (3, 6))
    words = str(
        rng.choice(["", "", "", "Buenas tardes, adjunto mi documento", "Vigencia de derechos", "Evidencia"])
    )
    held = files.docx(files.jpeg(img, int(rng.integers(80, 92))), words)
    return Copied(held, name_of(rng, "docx", "doc"))
