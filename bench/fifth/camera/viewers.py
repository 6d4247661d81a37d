"""A viewer's window on a PC's and on a phone's screen, and shots of them."""

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image as Pillow
from PIL import ImageDraw

from bench.fifth.camera.names import name_of, photo
from bench.fifth.camera.writing import font
from bench.third import files
from bench.third.camera import Image
from bench.third.shots import Copied

Box = tuple[int, int, int, int]
"""Where on a screen the page is: left, upper edge, width, height."""


def bars_pc(rng: Generator, page: Image, screen: tuple[int, int], zoom: float = 0.0) -> tuple[Image, Box]:
    """A viewer in a window on a PC's screen; the page whole in it."""
    wide, high = screen
    sc = high / 1200
    dark = rng.random() < 0.6
    bgc = (82, 86, 89) if dark else (230, 230, 232)
    im = Pillow.new("RGB", screen, bgc)
    d = ImageDraw.Draw(im)
    top = int(rng.uniform(74, 100) * max(1, sc * 0.9))
    task = int(rng.uniform(30, 44) * max(1, sc * 0.9))
    fs = top * 0.17
    tabc = (222, 225, 230) if rng.random() < 0.6 else (45, 46, 50)
    d.rectangle((0, 0, wide, int(top * 0.35)), fill=tabc)
    d.rectangle((int(wide * 0.01), int(top * 0.06), int(wide * 0.16), int(top * 0.36)), fill=(250, 250, 250))
    d.text((wide * 0.02, top * 0.1), "constancia.pdf   ×", font=font(fs), fill=(40, 40, 40))
    d.rectangle((0, int(top * 0.35), wide, int(top * 0.66)), fill=(248, 249, 250))
    bar = (int(wide * 0.06), int(top * 0.38), int(wide * 0.86), int(top * 0.62))
    d.rounded_rectangle(bar, 12, fill=(233, 236, 239))
    d.text(
        (wide * 0.07, top * 0.4),
        "Archivo   C:/Users/alumno/Downloads/constancia.pdf",
        font=font(fs),
        fill=(60, 60, 60),
    )
    d.rectangle((0, int(top * 0.66), wide, top), fill=(50, 54, 57))
    d.text(
        (wide * 0.02, top * 0.74), "≡   constancia", font=font(fs, "dejavu/DejaVuSans.ttf"), fill=(240, 240, 240)
    )
    d.text(
        (wide * 0.45, top * 0.74),
        f"1 / 1    —   {int(rng.choice([75, 90, 100, 110, 125]))}%   +",
        font=font(fs),
        fill=(240, 240, 240),
    )
    d.rectangle((0, high - task, wide, high), fill=(28, 32, 40) if rng.random() < 0.5 else (224, 232, 244))
    for k in range(9):
        c = tuple(int(v) for v in rng.integers(40, 240, 3))
        x = wide * 0.4 + k * task * 1.1
        d.rounded_rectangle((x, high - task * 0.8, x + task * 0.6, high - task * 0.2), 5, fill=c)
    d.text(
        (wide - task * 3, high - task * 0.8),
        f"{int(rng.integers(7, 22))}:{int(rng.integers(10, 59))}",
        font=font(task * 0.32),
        fill=(130, 130, 130),
    )
    ph, pw = page.shape[:2]
    room = high - top - task
    h = round(ph * 96 / 300 * zoom) if zoom else room - int(rng.uniform(2, 14))
    h = min(h, room - 2, int((wide - 4) * ph / pw))
    w = round(h * pw / ph)
    p = cv2.resize(page, (w, h), interpolation=cv2.INTER_AREA)
    x, y = (wide - w) // 2 + int(rng.uniform(-0.05, 0.05) * wide), top + (room - h) // 2
    x = max(0, min(wide - w, x))
    d.rectangle((x - 2, y - 1, x + w + 2, y + h + 2), fill=(60, 60, 62) if dark else (200, 200, 200))
    im.paste(Pillow.fromarray(p), (x, y))
    if x + w < wide - 16:
        d.rectangle((wide - 14, top, wide, high - task), fill=(70, 70, 72))
        d.rectangle((wide - 11, top + 10, wide - 3, top + int(room * 0.8)), fill=(150, 150, 150))
    return np.array(im), (x, y, w, h)


def bars_phone(rng: Generator, page: Image, w: int, h: int, margin: float | None = None) -> tuple[Image, Box]:
    """A viewer on a phone; the page whole in it."""
    dark = rng.random() < 0.5
    fg, bg, bar = (
        ((235, 235, 235), (32, 33, 36), (24, 24, 26)) if dark else ((40, 40, 40), (225, 226, 228), (250, 250, 250))
    )
    im = Pillow.new("RGB", (w, h), bg)
    d = ImageDraw.Draw(im)
    u = w / 360
    d.rectangle((0, 0, w, 80 * u), fill=bar)
    d.text(
        (16 * u, 7 * u),
        f"{int(rng.integers(1, 12))}:{int(rng.integers(10, 59))}",
        font=font(13 * u, "roboto/unhinted/RobotoTTF/Roboto-Medium.ttf"),
        fill=fg,
    )
    d.text(
        (w - 84 * u, 7 * u),
        f"▲ ▮ {int(rng.integers(8, 99))}%",
        font=font(12 * u, "dejavu/DejaVuSans.ttf"),
        fill=fg,
    )
    d.text(
        (14 * u, 40 * u),
        "←  " + str(rng.choice(["Documento.pdf", "constancia.pdf", "archivo (1).pdf"])),
        font=font(16 * u, "dejavu/DejaVuSans.ttf"),
        fill=fg,
    )
    d.text((w - 62 * u, 40 * u), "⌕    ⋮", font=font(17 * u, "dejavu/DejaVuSans.ttf"), fill=fg)
    m = int((margin if margin is not None else float(rng.choice([0, 0, 4, 8]))) * u)
    room0, room1 = int(80 * u), int(h - 44 * u)
    pw = min(w - 2 * m, int((room1 - room0 - 4) * page.shape[1] / page.shape[0]))
    ph = round(pw * page.shape[0] / page.shape[1])
    m = (w - pw) // 2
    p = cv2.resize(page, (pw, ph), interpolation=cv2.INTER_AREA if rng.random() < 0.7 else cv2.INTER_LINEAR_EXACT)
    y = room0 + int(max(2, (room1 - room0 - ph) * (0.5 if rng.random() < 0.6 else 0.02)))
    im.paste(Pillow.fromarray(p), (m, y))
    if rng.random() < 0.5:
        d.rounded_rectangle(
            (w / 2 - 30 * u, y + ph + 14 * u, w / 2 + 30 * u, y + ph + 38 * u), 10, fill=(90, 90, 90)
        )
        d.text((w / 2 - 14 * u, y + ph + 18 * u), "1 / 1", font=font(13 * u), fill=(255, 255, 255))
    d.rectangle((0, h - 44 * u, w, h), fill=bar)
    if rng.random() < 0.5:
        d.rounded_rectangle((w / 2 - 54 * u, h - 12 * u, w / 2 + 54 * u, h - 8 * u), 3, fill=fg)
    else:
        d.polygon([(w * 0.25, h - 22 * u), (w * 0.28, h - 30 * u), (w * 0.28, h - 14 * u)], fill=fg)
        d.ellipse((w * 0.48, h - 30 * u, w * 0.48 + 16 * u, h - 14 * u), outline=fg, width=3)
        d.rectangle((w * 0.71, h - 29 * u, w * 0.71 + 14 * u, h - 15 * u), outline=fg, width=3)
    return np.array(im), (m, y, pw, ph)


def phone_screenshot(rng: Generator, page: Image) -> Copied:
    """By the phone itself."""
    w = int(rng.choice([1080, 1080, 1080, 1170, 1284, 1440]))
    h = int(w * float(rng.choice([2.0, 2.16, 2.22])) / 2) * 2
    img, _ = bars_phone(rng, page, w, h)
    if rng.random() < 0.45:
        return photo(rng, img, 75, 95, "shot")
    return Copied(files.png(img), name_of(rng, "png", "shot"))


def pc_screenshot(rng: Generator, page: Image) -> Copied:
    """By the PC itself."""
    screen, zoom = [
        ((1920, 1200), 1.0),
        ((2560, 1440), 1.1),
        ((2560, 1440), 1.0),
        ((2560, 1600), 1.25),
        ((1200, 1920), 1.25),
        ((1080, 1920), 1.1),
    ][int(rng.integers(0, 6))]
    img, _ = bars_pc(rng, page, screen, zoom=zoom)
    if rng.random() < 0.3:
        return photo(rng, img, 82, 95, "shot")
    return Copied(files.png(img), name_of(rng, "png", "shot"))
