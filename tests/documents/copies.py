"""Kinds of copy: what becomes of a PDF on its way through scanners, phones and chats.

`copy(pdf, kind, seed)` gives the file's bytes and the name it would come with. Kinds in WHOLE keep every page,
all others show the first page only.
"""

import io
import zlib
from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
import pillow_heif
import pypdfium2 as pdfium
from numpy.random import Generator
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents import effects
from tests.documents.effects import Picture
from tests.documents.sheets.overlay import merged, resaved

Made = tuple[bytes, str]
NARROW = 500.0
"""Pages narrower than this (points) are phone screenshots; they are drawn at a higher resolution."""


def rendered(pdf: bytes, dpi: float, page: int = 0) -> Picture:
    """One page as a picture."""
    sheet = pdfium.PdfDocument(pdf)[page]
    width, height = sheet.get_size()
    scale = dpi / 72 * (1.6 if width < NARROW else 1)
    # A picture of the longest app column stays below what a phone's camera gives.
    scale = min(scale, 4200 / max(width, height))
    return np.asarray(sheet.render(scale=scale).to_pil().convert("RGB"))


def _count(pdf: bytes) -> int:
    return len(pdfium.PdfDocument(pdf))


def _jpeg(picture: Picture, quality: int, *, exif: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=quality, exif=exif)
    return buffer.getvalue()


def _png(picture: Picture) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


def _as_pdf(pictures: list[Picture], dpi: float, quality: int, *, bits: bool = False) -> bytes:
    """A scanner's PDF: each page one JPEG, or one CCITT picture of one bit a pixel."""
    images = [Image.fromarray(picture).convert("1" if bits else "RGB") for picture in pictures]
    buffer = io.BytesIO()
    compression = {} if bits else {"quality": quality}
    images[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=images[1:], **compression)
    return buffer.getvalue()


def _as_is(pdf: bytes, _rng: Generator, name: str) -> Made:
    return pdf, name


def _resaved(pdf: bytes, _rng: Generator, name: str) -> Made:
    return resaved(pdf), name.replace(".pdf", " firmado.pdf")


def _merged(pdf: bytes, rng: Generator, _name: str) -> Made:
    """After a cover page that says who sends it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.drawString(72, 720, "DOCUMENTOS PARA AFILIACION AL SEGURO FACULTATIVO")
    canvas.drawString(72, 690, f"Grupo {rng.integers(1, 9)}-A, agosto de 2026")
    canvas.save()
    return merged([buffer.getvalue(), pdf]), "documentos.pdf"


def _flatbed(picture: Picture, rng: Generator) -> Picture:
    scanned = effects.turned(effects.paper(picture, rng), rng.uniform(-0.8, 0.8), ground=(246, 246, 244))
    return effects.noise(effects.blur(scanned, 0.55), rng, 2.5)


def _scan(pdf: bytes, rng: Generator, _name: str, *, dpi: int) -> Made:
    pages = [_flatbed(rendered(pdf, dpi, page), rng) for page in range(_count(pdf))]
    return _as_pdf(pages, dpi, int(rng.integers(60, 85))), f"escaneo{rng.integers(1, 9999):04d}.pdf"


def _scan_jpeg(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = _flatbed(rendered(pdf, int(rng.choice([150, 200]))), rng)
    return _jpeg(picture, int(rng.integers(55, 85))), f"Scan_{rng.integers(1, 999):03d}.jpg"


def _scan_bits(pdf: bytes, rng: Generator, _name: str) -> Made:
    pages = [effects.faxed(_flatbed(rendered(pdf, 300, page), rng), rng) for page in range(_count(pdf))]
    return _as_pdf(pages, 300, 80, bits=True), f"doc{rng.integers(1, 9999):05d}.pdf"


SLIPS = {
    "0": "O",
    "O": "0",
    "1": "l",
    "5": "S",
    "8": "B",
    "2": "Z",
    "6": "b",
    "I": "1",
    "M": "N",
    "Ñ": "N",
    "E": "F",
}


def _scan_layer(pdf: bytes, rng: Generator, _name: str) -> Made:
    """A scanner that writes its own OCR under the picture, about one slip in forty characters."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    document = pdfium.PdfDocument(pdf)
    for index in range(len(document)):
        width, height = document[index].get_size()
        canvas.setPageSize((width, height))
        textpage = document[index].get_textpage()
        words = canvas.beginText()
        words.setTextRenderMode(3)
        for number in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(number)
            text = "".join(
                SLIPS.get(char, char) if rng.random() < 0.025 else char
                for char in textpage.get_text_bounded(left, bottom, right, top)
            )
            size = max(top - bottom, 4)
            words.setTextOrigin(left, bottom)
            words.setFont("Helvetica", size)
            natural = canvas.stringWidth(text, "Helvetica", size)
            words.setHorizScale(100 * (right - left) / natural if natural else 100)
            words.textLine(text)
        canvas.drawText(words)
        picture = effects.noise(effects.paper(rendered(pdf, 200, index), rng), rng, 2.5)
        image = ImageReader(io.BytesIO(_jpeg(picture, 75)))
        canvas.drawImage(image, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue(), f"CamScanner {rng.integers(10, 28)}-08-2026.pdf"


def _turned(pdf: bytes, rng: Generator, _name: str, *, degrees: int) -> Made:
    picture = effects.quarter(_flatbed(rendered(pdf, 200), rng), degrees)
    if rng.random() < 0.5:
        return _as_pdf([picture], 200, 75), f"escaneo{rng.integers(1, 9999):04d}.pdf"
    return _jpeg(picture, 78), f"IMG_{rng.integers(1, 9999):04d}.jpg"


def _skewed(pdf: bytes, rng: Generator, _name: str, *, least: float, most: float) -> Made:
    angle = rng.uniform(least, most) * rng.choice([-1, 1])
    picture = effects.turned(effects.paper(rendered(pdf, 200), rng), angle, ground=(235, 235, 235))
    return _jpeg(effects.noise(picture, rng, 3), 78), f"scan{rng.integers(1, 999):03d}.jpg"


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


def _photo(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = _developed(effects.uneven(_shot(pdf, rng), rng, 0.3), rng)
    return _jpeg(picture, int(rng.integers(70, 90))), _photo_name(rng)


def _photo_shadow(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = effects.shadow(effects.uneven(_shot(pdf, rng), rng, 0.25), rng)
    return _jpeg(_developed(picture, rng), 80), _photo_name(rng)


def _photo_glare(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = effects.glare(effects.uneven(_shot(pdf, rng), rng, 0.2), rng)
    return _jpeg(_developed(picture, rng), 80), _photo_name(rng)


def _photo_dim(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = effects.dim(effects.blur(effects.uneven(_shot(pdf, rng), rng, 0.35), 0.9), rng)
    return _jpeg(picture, 75), _photo_name(rng)


def _photo_motion(pdf: bytes, rng: Generator, _name: str) -> Made:
    shot = _shot(pdf, rng, dpi=230)
    picture = effects.motion(effects.uneven(shot, rng, 0.2), int(rng.integers(4, 7)), rng.uniform(0, 180))
    return _jpeg(effects.noise(picture, rng, 3), 80), _photo_name(rng)


def _photo_curl(pdf: bytes, rng: Generator, _name: str) -> Made:
    bent = effects.curled(effects.paper(rendered(pdf, rng.uniform(200, 250)), rng), rng)
    picture = effects.photographed(bent, rng, strength=0.03, degrees=4, fill=rng.uniform(0.85, 0.95))
    return _jpeg(_developed(effects.uneven(picture, rng, 0.25), rng), 80), _photo_name(rng)


def _photo_screen(pdf: bytes, rng: Generator, _name: str) -> Made:
    """The sheet shown on a monitor at about 110 dpi and photographed from there."""
    shown = rendered(pdf, rng.uniform(105, 130))
    large = cv2.resize(shown, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    shot = effects.photographed(effects.screen(large, rng), rng, strength=0.02, degrees=3, fill=0.97)
    shot = effects.blur(effects.uneven(shot, rng, 0.2), rng.uniform(0.7, 1.0))
    return _jpeg(effects.noise(shot, rng, 3), 82), _photo_name(rng)


def _photo_exif(pdf: bytes, rng: Generator, _name: str) -> Made:
    """Stored lying on its side, with the orientation that puts it right."""
    tag, degrees = [(6, 270), (8, 90), (3, 180)][rng.integers(3)]
    exif = Image.Exif()
    exif[0x0112] = tag
    exif[0x0110] = "Phone"
    picture = effects.quarter(_developed(effects.uneven(_shot(pdf, rng), rng, 0.25), rng), degrees)
    return _jpeg(picture, 82, exif=exif.tobytes()), _photo_name(rng)


def _photo_exif_junk(pdf: bytes, rng: Generator, _name: str) -> Made:
    """Upright, with an orientation that does not exist."""
    exif = Image.Exif()
    exif[0x0112] = int(rng.choice([0, 9, 42]))
    picture = _developed(effects.uneven(_shot(pdf, rng), rng, 0.25), rng)
    return _jpeg(picture, 82, exif=exif.tobytes()), _photo_name(rng)


def _heic(pdf: bytes, rng: Generator, _name: str) -> Made:
    picture = _developed(effects.uneven(_shot(pdf, rng), rng, 0.25), rng)
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.fromarray(picture)).save(buffer, quality=60, enc_params={"preset": "ultrafast"})
    return buffer.getvalue(), f"IMG_{rng.integers(1, 9999):04d}.HEIC"


def _chat(pdf: bytes, rng: Generator, _name: str, *, longest: int) -> Made:
    """A chat's shrunken JPEG, of a photo or (as often) of the page itself; 900 px only of the page: a
    photo of that size is legible to nobody."""
    if rng.random() < 0.5 and longest >= 1280:
        picture = _developed(effects.uneven(_shot(pdf, rng, strength=0.02, degrees=3), rng, 0.2), rng)
    else:
        picture = rendered(pdf, 200)
    small = effects.shrunken(picture, longest)
    stamp = f"{rng.integers(1, 12)}.{rng.integers(10, 59)}.{rng.integers(10, 59)} PM"
    return _jpeg(
        small, int(rng.integers(62, 80))
    ), f"WhatsApp Image 2026-08-{rng.integers(10, 28)} at {stamp}.jpeg"


def _screenshot(pdf: bytes, rng: Generator, _name: str) -> Made:
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
        return _png(np.asarray(shot)), f"{name}.png"
    return _jpeg(np.asarray(shot), 85), f"{name}.jpg"


def _fax(pdf: bytes, rng: Generator, _name: str) -> Made:
    pages = []
    for page in range(_count(pdf)):
        fine = effects.turned(rendered(pdf, 204, page), rng.uniform(-0.7, 0.7))
        pages.append(effects.faxed(effects.blur(fine, 0.5), rng))
    return _as_pdf(pages, 204, 80, bits=True), f"FAX{rng.integers(1, 999):03d}.pdf"


def _photocopy(pdf: bytes, rng: Generator, _name: str) -> Made:
    """A photocopy of a photocopy, scanned."""
    pages = []
    for page in range(_count(pdf)):
        picture = rendered(pdf, 300, page)
        for _ in range(2):
            picture = effects.photocopied(picture, rng)
        height, width = picture.shape[:2]
        small = cv2.resize(picture, (width * 2 // 3, height * 2 // 3), interpolation=cv2.INTER_AREA)
        pages.append(effects.noise(small, rng, 4))
    return _as_pdf(pages, 200, 70), f"copia{rng.integers(1, 99)}.pdf"


def _crop(pdf: bytes, rng: Generator, _name: str) -> Made:
    """Cut close to the print on every side, and below the fields where seals begin."""
    picture = rendered(pdf, 200)
    ink = np.argwhere(picture.min(axis=2) < 128)
    top, left = ink.min(axis=0)
    bottom, right = ink.max(axis=0)
    margin = rng.integers(2, 22, 4)
    lowest = _seal_line(pdf, picture.shape[0]) if rng.random() < 0.6 else None
    bottom = min(bottom + margin[1], lowest) if lowest else bottom + margin[1]
    cut = picture[max(top - margin[0], 0) : bottom, max(left - margin[2], 0) : right + margin[3]]
    return _jpeg(_developed(np.ascontiguousarray(cut), rng), 80), f"recorte{rng.integers(1, 99)}.jpg"


def _seal_line(pdf: bytes, height: int) -> int | None:
    """The picture row just above the label of the cadena original, where everything else stands above it."""
    page = pdfium.PdfDocument(pdf)[0]
    textpage = page.get_textpage()
    rects = [textpage.get_rect(number) for number in range(textpage.count_rects())]
    for rect in rects:
        if "cadena original" in textpage.get_text_bounded(*rect).lower():
            return round((page.get_height() - rect[3] - 1) / page.get_height() * height)
    return None


COPIES: dict[str, Callable[[bytes, Generator, str], Made]] = {
    "as_is": _as_is,
    "resaved": _resaved,
    "merged": _merged,
    "scan_100": partial(_scan, dpi=100),
    "scan_150": partial(_scan, dpi=150),
    "scan_200": partial(_scan, dpi=200),
    "scan_300": partial(_scan, dpi=300),
    "scan_jpeg": _scan_jpeg,
    "scan_bits": _scan_bits,
    "scan_layer": _scan_layer,
    "turned_90": partial(_turned, degrees=90),
    "turned_180": partial(_turned, degrees=180),
    "turned_270": partial(_turned, degrees=270),
    "skew_small": partial(_skewed, least=3, most=8),
    "skew_large": partial(_skewed, least=8, most=20),
    "photo": _photo,
    "photo_shadow": _photo_shadow,
    "photo_glare": _photo_glare,
    "photo_dim": _photo_dim,
    "photo_motion": _photo_motion,
    "photo_curl": _photo_curl,
    "photo_screen": _photo_screen,
    "photo_exif": _photo_exif,
    "photo_exif_junk": _photo_exif_junk,
    "heic": _heic,
    "chat_1600": partial(_chat, longest=1600),
    "chat_1280": partial(_chat, longest=1280),
    "chat_900": partial(_chat, longest=900),
    "screenshot": _screenshot,
    "fax": _fax,
    "photocopy": _photocopy,
    "crop": _crop,
}
"""Every kind of copy by name."""

WHOLE = frozenset({"as_is", "resaved", "merged", "scan_bits", "scan_layer", "fax", "photocopy"}) | {
    kind for kind in COPIES if kind.startswith("scan_") and kind[5:].isdigit()
}
"""Kinds that keep all pages of the PDF."""


def copy(pdf: bytes, kind: str, seed: int, *, name: str = "constancia.pdf") -> Made:
    """The copy's bytes and file name. `name` is the PDF's own, kept by kinds that keep the PDF."""
    rng = np.random.default_rng([seed, zlib.crc32(kind.encode())])
    return COPIES[kind](pdf, rng, name)
