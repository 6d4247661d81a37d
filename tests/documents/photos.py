"""Copies that phones and chats make. Each takes the PDF, a random generator and the PDF's file name, and gives
the copy's bytes and name; all show the first page only."""

import io

import cv2
import numpy as np
import pillow_heif
import pypdfium2 as pdfium
from numpy.random import Generator
from PIL import Image, ImageDraw

from tests.documents import effects
from tests.documents.effects import Picture
from tests.documents.rendering import Made, jpeg, png, rendered


def _shot(pdf: bytes, rng: Generator, *, strength: float = 0.035, degrees: float = 5, dpi: float = 0) -> Picture:
    """The sheet photographed in fair light."""
    sheet = effects.paper(rendered(pdf, dpi or rng.uniform(190, 260)), rng)
    shot = effects.photographed(sheet, rng, strength=strength, degrees=degrees, fill=rng.uniform(0.82, 0.97))
    return effects.shrunken(shot, 3400)


def _developed(picture: Picture, rng: Generator, *, sigma: float = 3) -> Picture:
    """The lens and the sensor."""
    return effects.noise(effects.blur(picture, rng.uniform(0.6, 1.1)), rng, rng.uniform(0.6, 1) * sigma)


def _photo_name(rng: Generator) -> str:
    return f"IMG_{_stamp(rng)}.jpg"


def _stamp(rng: Generator) -> str:
    """Like 20260818_094623."""
    hour, minute, second = rng.integers(7, 22), rng.integers(60), rng.integers(60)
    return f"202608{rng.integers(10, 28)}_{hour:02d}{minute:02d}{second:02d}"


def photo(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = _developed(effects.uneven(_shot(pdf, rng), rng, 0.3), rng)
    return jpeg(picture, int(rng.integers(70, 90))), _photo_name(rng)


def photo_shadow(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = effects.shadow(effects.uneven(_shot(pdf, rng), rng, 0.25), rng)
    return jpeg(_developed(picture, rng), 80), _photo_name(rng)


def photo_glare(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = effects.glare(effects.uneven(_shot(pdf, rng), rng, 0.2), rng)
    return jpeg(_developed(picture, rng), 80), _photo_name(rng)


def photo_dim(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = effects.dim(effects.blur(effects.uneven(_shot(pdf, rng), rng, 0.35), 0.9), rng)
    return jpeg(picture, 75), _photo_name(rng)


def photo_motion(pdf: bytes, rng: Generator, _name: str) -> Made:
    shot = _shot(pdf, rng, dpi=230)
    picture = effects.motion(effects.uneven(shot, rng, 0.2), int(rng.integers(4, 7)), rng.uniform(0, 180))
    return jpeg(effects.noise(picture, rng, 3), 80), _photo_name(rng)


def photo_curl(pdf: bytes, rng: Generator, _name: str) -> Made:
    bent = effects.curled(effects.paper(rendered(pdf, rng.uniform(200, 250)), rng), rng)
    picture = effects.photographed(bent, rng, strength=0.03, degrees=4, fill=rng.uniform(0.85, 0.95))
    return jpeg(_developed(effects.uneven(picture, rng, 0.25), rng), 80), _photo_name(rng)


def photo_screen(pdf: bytes, rng: Generator, _name: str) -> Made:
    """The sheet shown on a monitor at about 110 dpi and photographed from there."""
    shown = rendered(pdf, rng.uniform(105, 130))
    large = cv2.resize(shown, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    shot = effects.photographed(effects.screen(large, rng), rng, strength=0.02, degrees=3, fill=0.97)
    shot = effects.blur(effects.uneven(shot, rng, 0.2), rng.uniform(0.7, 1.0))
    return jpeg(effects.noise(shot, rng, 3), 82), _photo_name(rng)


def photo_exif(pdf: bytes, rng: Generator, _name: str) -> Made:
    """Stored lying on its side, with the orientation that puts it right."""
    tag, degrees = [(6, 270), (8, 90), (3, 180)][rng.integers(3)]
    exif = Image.Exif()
    exif[0x0112] = tag
    exif[0x0110] = "Phone"
    picture = effects.quarter(_developed(effects.uneven(_shot(pdf, rng), rng, 0.25), rng), degrees)
    return jpeg(picture, 82, exif=exif.tobytes()), _photo_name(rng)


def photo_exif_junk(pdf: bytes, rng: Generator, _name: str) -> Made:
    """Upright, with an orientation that does not exist."""
    exif = Image.Exif()
    exif[0x0112] = int(rng.choice([0, 9, 42]))
    picture = _developed(effects.uneven(_shot(pdf, rng), rng, 0.25), rng)
    return jpeg(picture, 82, exif=exif.tobytes()), _photo_name(rng)


def heic(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = _developed(effects.uneven(_shot(pdf, rng), rng, 0.25), rng)
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.fromarray(picture)).save(buffer, quality=60, enc_params={"preset": "ultrafast"})
    return buffer.getvalue(), f"IMG_{rng.integers(1, 9999):04d}.HEIC"


def chat(pdf: bytes, rng: Generator, _name: str, *, longest: int) -> Made:
    """A chat's shrunken JPEG, of a photo or (as often) of the page itself; 900 px only of the page: a
    photo of that size is legible to nobody."""
    if rng.random() < 0.5 and longest >= 1280:
        picture = _developed(effects.uneven(_shot(pdf, rng, strength=0.02, degrees=3), rng, 0.2), rng)
    else:
        picture = rendered(pdf, 200)
    small = effects.shrunken(picture, longest)
    stamp = f"{rng.integers(1, 12)}.{rng.integers(10, 59)}.{rng.integers(10, 59)} PM"
    return jpeg(small, int(rng.integers(62, 80))), f"WhatsApp Image 2026-08-{rng.integers(10, 28)} at {stamp}.jpeg"


def screenshot(pdf: bytes, rng: Generator, _name: str) -> Made:
    """A phone's screen, 1080 pixels wide, with its bars above and below."""
    page = Image.fromarray(rendered(pdf, 200))
    width = 1080 - (0 if page.width < page.height * 0.6 else int(rng.integers(0, 40)))
    page = page.resize((width, round(page.height * width / page.width)), Image.Resampling.LANCZOS)
    tall = max(2340, page.height + 330)
    dark = rng.random() < 0.4
    ground, ink = ((28, 28, 30), "white") if dark else ((236, 236, 238), "black")
    shot = Image.new("RGB", (1080, tall), ground)
    pen = ImageDraw.Draw(shot)
    pen.text((48, 24), f"{rng.integers(7, 22)}:{rng.integers(10, 59)}", fill=ink, font_size=38)
    pen.text((880, 24), f"4G  {rng.integers(15, 99)}%", fill=ink, font_size=36)
    pen.text((60, 110), "<   comprobanteVigenciaDer...", fill=ink, font_size=44)
    shot.paste(page, ((1080 - width) // 2, 200))
    pen.rectangle((0, tall - 110, 1080, tall), fill=(0, 0, 0) if dark else (250, 250, 250))
    pen.ellipse((510, tall - 85, 570, tall - 25), outline=(128, 128, 128), width=5)
    name = f"Screenshot_{_stamp(rng)}"
    if rng.random() < 0.5:
        return png(np.asarray(shot)), f"{name}.png"
    return jpeg(np.asarray(shot), 85), f"{name}.jpg"


def crop(pdf: bytes, rng: Generator, _name: str) -> Made:
    """Cut close to the print on every side, and below the fields where seals begin."""
    picture = rendered(pdf, 200)
    ink = np.argwhere(picture.min(axis=2) < 128)
    top, left = ink.min(axis=0)
    bottom, right = ink.max(axis=0)
    margin = rng.integers(2, 22, 4)
    lowest = _seal_line(pdf, picture.shape[0]) if rng.random() < 0.6 else None
    bottom = min(bottom + margin[1], lowest) if lowest else bottom + margin[1]
    cut = picture[max(top - margin[0], 0) : bottom, max(left - margin[2], 0) : right + margin[3]]
    return jpeg(_developed(np.ascontiguousarray(cut), rng), 80), f"recorte{rng.integers(1, 99)}.jpg"


def _seal_line(pdf: bytes, height: int) -> int | None:
    """The picture row just above the label of the cadena original, where everything else stands above it."""
    page = pdfium.PdfDocument(pdf)[0]
    textpage = page.get_textpage()
    rects = [textpage.get_rect(number) for number in range(textpage.count_rects())]
    for rect in rects:
        if "cadena original" in textpage.get_text_bounded(*rect).lower():
            return round((page.get_height() - rect[3] - 1) / page.get_height() * height)
    return None
