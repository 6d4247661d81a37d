"""From a PDF or a screenshot to what a student attaches: thirteen kinds of copy, as bytes and a file name."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image as Pillow

from bench.unseen import camera
from bench.unseen.camera import Image
from bench.unseen.cases import TODAY


@dataclass(frozen=True, slots=True)
class Original:
    """A sheet before copying: `pdf` for printed ones, `screen` for the phone's own picture (then `pdf` is b"")."""

    pdf: bytes
    screen: Pillow.Image | None
    nss: str


def rendered(original: Original, dpi: int) -> list[Image]:
    """The pages as pictures; the phone's own screen as it is."""
    if original.screen is not None:
        return [np.asarray(original.screen)]
    document = pdfium.PdfDocument(original.pdf)
    try:
        return [np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()


def on_paper(rng: Random, original: Original, dpi: int = 200) -> list[Image]:
    """Pages on paper: pens only go onto printed ones."""
    pages = rendered(original, dpi)
    if original.screen is not None or rng.random() < 0.6:
        return pages
    return [camera.pen_and_stamp(rng, page) for page in pages]


def jpeg(rng: Random, image: Image, *, quality: tuple[int, int], exif_turn: bool = False) -> bytes:
    """A JPEG of a quality between two; with `exif_turn` it lies on its side and says so."""
    out = io.BytesIO()
    picture = Pillow.fromarray(image)
    if exif_turn:
        # The sensor's picture lies on its side and says so: 6 is "turn me 90 degrees clockwise".
        exif = Pillow.Exif()
        exif[0x0112] = 6
        picture.transpose(Pillow.Transpose.ROTATE_90).save(out, "JPEG", quality=rng.randint(*quality), exif=exif)
    else:
        picture.save(out, "JPEG", quality=rng.randint(*quality))
    return out.getvalue()


def pictures_pdf(images: list[Image], dpi: int, quality: int) -> bytes:
    """A scanner's PDF: a picture on each page."""
    out = io.BytesIO()
    first, *rest = [Pillow.fromarray(image) for image in images]
    # Pillow would write the present second into the file.
    day = TODAY.timetuple()
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest, quality=quality,
               creationDate=day, modDate=day)  # fmt: skip
    return out.getvalue()


def stacked(pages: list[Image]) -> Image:
    """Several pages as one picture: laid one above the other, blank foot cut."""
    cut = []
    for page in pages:
        inked = np.flatnonzero(page.min(axis=(1, 2)) < 128)
        cut.append(page[: min(len(page), int(inked[-1]) + 80)] if len(pages) > 1 and inked.size else page)
    return np.vstack(cut) if len(cut) > 1 else cut[0]


def shrunk(image: Image, long_side: int) -> Image:
    """No side longer than `long_side` pixels."""
    scale = long_side / max(image.shape[:2])
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image


def day_stamp(rng: Random) -> str:
    """A day of last autumn, as cameras name files."""
    return f"2026{rng.randint(8, 11):02d}{rng.randint(1, 28):02d}"


def as_is(rng: Random, original: Original) -> tuple[bytes, str]:
    """The PDF as downloaded, or the phone's own screenshot."""
    if original.screen is not None:
        out = io.BytesIO()
        original.screen.save(out, "PNG")
        return out.getvalue(), f"Screenshot_{day_stamp(rng)}-{rng.randint(100000, 235959)}.png"
    plain = rng.choice(("constancia.pdf", "vigencia derechos.pdf", "documento (2).pdf"))
    named = f"comprobanteVigenciaDerechos{original.nss}{rng.choice(('', ' (1)'))}.pdf"
    return original.pdf, named if original.nss and rng.random() < 0.5 else plain


def scan_pdf(rng: Random, original: Original) -> tuple[bytes, str]:
    """A flatbed's PDF, 120 to 250 dots an inch."""
    dpi = rng.choice((120, 150, 200, 250))
    grey = rng.random() < 0.5
    pages = [camera.scanned(rng, page, grey=grey) for page in on_paper(rng, original, dpi)]
    return pictures_pdf(pages, dpi, rng.randint(55, 85)), f"Scan{rng.randint(1, 99):04d}.pdf"


def photo_of(
    rng: Random, original: Original, *, curl: float = 0.0, long_side: int = 0, turn: float = 4.0
) -> Image:
    page = stacked(on_paper(rng, original, 220))
    side = long_side or rng.randint(2300, 3100)
    return camera.lit(rng, camera.photographed(rng, page, long_side=side, curl=curl, turn=turn))


def phone_photo(rng: Random, original: Original) -> tuple[bytes, str]:
    """A photo of the sheet on a table."""
    image = photo_of(rng, original, curl=rng.choice((0.0, 0.0, 0.006)))
    return jpeg(
        rng, image, quality=(78, 92), exif_turn=rng.random() < 0.4
    ), f"IMG_{day_stamp(rng)}_{rng.randint(80000, 210000)}.jpg"


def curl(rng: Random, original: Original) -> tuple[bytes, str]:
    """A photo of a sheet that does not lie flat."""
    image = photo_of(rng, original, curl=rng.uniform(0.008, 0.016))
    return jpeg(rng, image, quality=(78, 92)), "image.jpg"


def chat_1280(rng: Random, original: Original) -> tuple[bytes, str]:
    """A photo or a page that a messenger shrank to 1280 pixels."""
    return _chat(rng, original, 1280)


def chat_960(rng: Random, original: Original) -> tuple[bytes, str]:
    """The same at 960 pixels."""
    return _chat(rng, original, 960)


def _chat(rng: Random, original: Original, long_side: int) -> tuple[bytes, str]:
    photo = rng.random() < 0.5 and long_side > 1000
    page = photo_of(rng, original, turn=1.5) if photo else stacked(rendered(original, 170))
    # A page's empty foot is cropped away before sending; without it small pictures could not be read at all.
    if not photo and original.screen is None:
        inked = np.flatnonzero(page.min(axis=(1, 2)) < 140)
        page = page[: min(len(page), int(inked[-1]) + 60)]
    return jpeg(
        rng, shrunk(page, long_side), quality=(62, 78)
    ), f"IMG-{day_stamp(rng)}-WA{rng.randint(0, 40):04d}.jpg"


def screenshot(rng: Random, original: Original) -> tuple[bytes, str]:
    """The PDF in a viewer with the device's bars, or the app's own screen from a smaller phone."""
    if original.screen is not None:
        small = shrunk(np.asarray(original.screen), rng.choice((1280, 1600, 1920)))
        return jpeg(rng, small, quality=(85, 95)), f"Screenshot_{day_stamp(rng)}.jpg"
    page = stacked(rendered(original, 150))
    width = rng.choice((1280, 1440)) if page.shape[1] > page.shape[0] else rng.choice((1080, 1170, 1290))
    scaled = cv2.resize(page, (width, int(page.shape[0] * width / page.shape[1])), interpolation=cv2.INTER_AREA)
    dark = rng.choice((30, 48, 235))
    top, foot = np.full((150, width, 3), dark, np.uint8), np.full((rng.randint(90, 300), width, 3), dark, np.uint8)
    tone = 230 if dark < 100 else 30
    cv2.putText(
        top, f"{rng.randint(7, 22)}:{rng.randint(10, 59)}", (40, 52), cv2.FONT_HERSHEY_SIMPLEX, 1, (tone,) * 3, 2
    )
    cv2.putText(top, "constancia.pdf", (160, 118), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (tone,) * 3, 2)
    out = io.BytesIO()
    Pillow.fromarray(np.vstack((top, scaled, foot))).save(out, "PNG")
    return out.getvalue(), f"Captura de pantalla {rng.randint(1, 300)}.png"


def rotated(rng: Random, original: Original) -> tuple[bytes, str]:
    """A scan or a photo that lies on its side or on its head."""
    quarter = rng.choice((1, 2, 3))
    if rng.random() < 0.5:
        pages = [np.rot90(camera.scanned(rng, page), quarter).copy() for page in on_paper(rng, original, 180)]
        return pictures_pdf(pages, 180, 75), "escaneo.pdf"
    return jpeg(rng, np.rot90(photo_of(rng, original), quarter).copy(), quality=(78, 90)), "foto.jpg"


def skewed(rng: Random, original: Original) -> tuple[bytes, str]:
    """Laid askew, three to fourteen degrees."""
    tilt = rng.choice((-1, 1)) * rng.uniform(3, 14)
    ground = rng.choice(((255, 255, 255), (225, 225, 222), (30, 30, 30)))
    image = camera.turned(camera.scanned(rng, stacked(on_paper(rng, original, 190))), tilt, ground)
    return jpeg(rng, image, quality=(70, 90)), "hoja.jpeg"


def photocopy(rng: Random, original: Original) -> tuple[bytes, str]:
    """A copier's copy, scanned. Pens come after copying: a copied stamp would be black and hide the text."""
    pages = [camera.copied(rng, page) for page in rendered(original, 190)]
    if rng.random() < 0.4:
        pages = [camera.pen_and_stamp(rng, page) for page in pages]
    return pictures_pdf(pages, 190, 70), f"CamScanner {day_stamp(rng)}.pdf"


def dim(rng: Random, original: Original) -> tuple[bytes, str]:
    """A photo in a dark room."""
    scene = camera.photographed(rng, stacked(on_paper(rng, original, 210)), long_side=rng.randint(2200, 2800))
    image = camera.lit(rng, scene, level=rng.uniform(0.28, 0.45), fall=0.55, sensor=rng.uniform(5, 9))
    return jpeg(rng, image, quality=(75, 88)), "20261014_211507.jpg"


def blurred(rng: Random, original: Original) -> tuple[bytes, str]:
    """A photo by a trembling hand."""
    image = photo_of(rng, original, long_side=rng.randint(2500, 3000))
    return jpeg(rng, camera.moved(rng, image, length=rng.choice((5, 7, 9))), quality=(75, 90)), "IMG_4417.JPG"


def screen_photo(rng: Random, original: Original) -> tuple[bytes, str]:
    """A photo of a monitor."""
    shown = camera.on_screen(rng, stacked(rendered(original, 200)))
    scene = camera.photographed(rng, shown, long_side=rng.randint(2300, 2900), lean=0.03, turn=2.5)
    image = camera.lit(rng, scene, level=0.95, fall=0.2, shadow=False)
    return jpeg(rng, image, quality=(78, 90)), f"IMG-{day_stamp(rng)}-WA{rng.randint(0, 40):04d}.jpg"


COPIES: dict[str, Callable[[Random, Original], tuple[bytes, str]]] = {
    "as_is": as_is, "scan_pdf": scan_pdf, "phone_photo": phone_photo, "curl": curl, "chat_1280": chat_1280,
    "chat_960": chat_960, "screenshot": screenshot, "rotated": rotated, "skewed": skewed, "photocopy": photocopy,
    "dim": dim, "blurred": blurred, "screen_photo": screen_photo,
}  # fmt: skip
