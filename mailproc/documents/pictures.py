"""Picture files to upright pages: decoded within limits, turned by EXIF where EXIF is believable."""

import io
import struct
import warnings
from collections.abc import Callable, Iterable
from typing import SupportsFloat

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError

from mailproc.documents.limits import Limits
from mailproc.documents.media import Media
from mailproc.documents.pixels import Picture
from mailproc.documents.source import Opened, Source, UnreadablePicture
from mailproc.reading.model import Problem, ProblemCode

WORKING_SIDE = 4200
"""Pixels on the long side beyond which a picture tells nothing more of a letter-size page (380 dpi)."""

_BROKEN = Problem(ProblemCode.CORRUPTED, "La imagen está dañada o incompleta y no se puede abrir.")
_TOO_BIG = Problem(ProblemCode.TOO_BIG, "La imagen es demasiado grande para abrirla.")
_DECODING_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    struct.error,
    OverflowError,
    ZeroDivisionError,
    RuntimeError,
    NotImplementedError,
    AssertionError,
)
"""What Pillow and its plugins raise on broken files: each format has its own habits."""

_LOST = 0.03
"""The part of a JPEG that may be missing at its foot: transfers lose last bytes, and viewers show the rest."""
_LOST_GREY = 128
_LEAST_AREA, _LEAST_SIDE = 40_000, 60
"""Pixels; no sheet is smaller, and logos and bullets in documents and mails are."""

_ORIENTATION = 0x0112
_TURNS: dict[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF 2.3, tag Orientation: how the stored picture must be turned to stand upright."""


def open_picture(content: bytes, media: Media, limits: Limits) -> Opened:
    """A picture file as pages: every page of a TIFF, the first picture of anything else. Never raises."""
    try:
        with _open(content, media) as image:
            frames = _frames(image, limits.max_pages + 1) if media is Media.TIFF else 1
    except Image.DecompressionBombError:
        return Opened(media, problems=(_TOO_BIG,))
    except (UnidentifiedImageError, *_DECODING_ERRORS):
        return Opened(media, problems=(_BROKEN,))
    problems: tuple[Problem, ...] = ()
    if frames > limits.max_pages:
        problems = (
            Problem(
                ProblemCode.TOO_MANY,
                f"El archivo tiene más de {limits.max_pages} páginas; se leyeron las primeras.",
            ),
        )
    sources = tuple(
        Source(at + 1, 0.0, 0.0, (), 1.0, _decoder(content, media, at, limits))
        for at in range(min(frames, limits.max_pages))
    )
    return Opened(media, sources, problems)


def _open(content: bytes, media: Media) -> Image.Image:
    if media is Media.HEIC:
        # Registered only when met: the codec is a large library.
        import pillow_heif

        pillow_heif.register_heif_opener()
    with warnings.catch_warnings():
        # Pillow warns at half its own limit; ours are checked below.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content))


def _frames(image: Image.Image, most: int) -> int:
    """How many pages a TIFF has, `most` at most: Pillow's own count follows a chain of any length."""
    for at in range(1, most):
        try:
            image.seek(at)
        except EOFError:
            return at
        except _DECODING_ERRORS:
            continue  # a broken page is a page: it says so itself when it is looked at
    return most


def is_trifle(content: bytes, media: Media) -> bool:
    """Whether a picture is too small for a sheet. Told by its header; a broken one is none."""
    try:
        with _open(content, media) as image:
            return image.width * image.height < _LEAST_AREA or min(image.size) < _LEAST_SIDE
    except (Image.DecompressionBombError, UnidentifiedImageError, *_DECODING_ERRORS):
        return False


def _decoder(content: bytes, media: Media, frame: int, limits: Limits) -> Callable[[], Picture]:
    def decode() -> Picture:
        try:
            with _open(content, media) as image:
                if frame:
                    image.seek(frame)
                return _decoded(image, limits)
        except Image.DecompressionBombError as error:
            raise UnreadablePicture(_TOO_BIG) from error
        except UnreadablePicture:
            raise
        except (UnidentifiedImageError, *_DECODING_ERRORS) as error:
            raise UnreadablePicture(_BROKEN) from error

    return decode


def _decoded(image: Image.Image, limits: Limits) -> Picture:
    if image.format in {"JPEG", "MPO"}:
        # libjpeg halves while decoding: a 200-megapixel photo never stands in memory whole.
        scale = max(image.size) / WORKING_SIDE
        image.draft("RGB", (int(image.width / scale), int(image.height / scale)) if scale > 1 else image.size)
    if image.width * image.height > limits.max_pixels:
        raise UnreadablePicture(_TOO_BIG)
    _load(image)
    orientation = _orientation(image)  # after loading: Pillow turns TIFFs by itself and then says so
    rgb = _rgb(image)
    if image.format == "TIFF":
        rgb = _in_square_pixels(rgb, image.info.get("dpi", ()), limits)
    if orientation in _TURNS:
        rgb = rgb.transpose(_TURNS[orientation])
    if max(rgb.size) > WORKING_SIDE:
        rgb.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(rgb, dtype=np.uint8)[:, :, ::-1])


def _load(image: Image.Image) -> None:
    """Decodes the pixels, also those of a JPEG that lost no more than its foot, which then stays grey. Raises
    OSError for one that lost more, or is progressive: what is lost there cannot be seen."""
    try:
        image.load()
        return
    except OSError:
        if image.format not in {"JPEG", "MPO"} or image.mode not in {"L", "RGB"} or "progressive" in image.info:
            raise
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    # Decoders fill from left to right: a row is whole if its right end is there.
    ends = np.asarray(image)[:, -8:].reshape(image.height, -1)
    decoded = np.flatnonzero((ends != _LOST_GREY).any(axis=1))
    if not decoded.size or image.height - decoded[-1] - 1 > _LOST * image.height:
        raise OSError("more than the foot of the picture is lost")


def _in_square_pixels(image: Image.Image, density: Iterable[SupportsFloat], limits: Limits) -> Image.Image:
    """A fax in standard resolution has half as many rows to the inch as columns (ITU-T T.4)."""
    try:
        across, down = (float(value) for value in density)
        high = image.height * across / down
    except (TypeError, ValueError, ZeroDivisionError):
        return image
    if not 1.5 < high / image.height < 3 or high * image.width > limits.max_pixels:
        return image
    return image.resize((image.width, round(high)), Image.Resampling.BILINEAR)


def _rgb(image: Image.Image) -> Image.Image:
    """Any mode as RGB; what is transparent is paper."""
    if image.mode.startswith(("I;16", "I", "F")):
        values = np.asarray(image, dtype=np.float32)
        top = float(values.max(initial=1.0))
        return Image.fromarray((values * (255.0 / max(top, 1.0))).clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, (255, 255, 255))
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return image.convert("RGB")


def _orientation(image: Image.Image) -> int:
    """EXIF orientation 1 to 8; 1 where absent, junk, or already applied by the decoder (HEIF)."""
    if image.format == "HEIF":
        return 1
    try:
        value = image.getexif().get(_ORIENTATION, 1)
        return value if isinstance(value, int) and 1 <= value <= 8 else 1
    except _DECODING_ERRORS:
        return 1
