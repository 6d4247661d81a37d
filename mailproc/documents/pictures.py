"""Picture files to upright pages: decoded within limits, turned by EXIF where EXIF is believable."""

import io
import struct
import warnings
from collections.abc import Callable

import numpy as np
from PIL import Image, UnidentifiedImageError

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
            frames = getattr(image, "n_frames", 1) if media is Media.TIFF else 1
    except Image.DecompressionBombError:
        return Opened(media, problems=(_TOO_BIG,))
    except (UnidentifiedImageError, *_DECODING_ERRORS):
        return Opened(media, problems=(_BROKEN,))
    problems: tuple[Problem, ...] = ()
    if frames > limits.max_pages:
        problems = (
            Problem(ProblemCode.TOO_MANY, f"El archivo tiene {frames} páginas; se leyeron {limits.max_pages}."),
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
    if image.format == "JPEG":
        # libjpeg halves while decoding: a 200-megapixel photo never stands in memory whole.
        scale = max(image.size) / WORKING_SIDE
        image.draft("RGB", (int(image.width / scale), int(image.height / scale)) if scale > 1 else image.size)
    if image.width * image.height > limits.max_pixels:
        raise UnreadablePicture(_TOO_BIG)
    image.load()
    orientation = _orientation(image)  # after loading: Pillow turns TIFFs by itself and then says so
    rgb = _rgb(image)
    if orientation in _TURNS:
        rgb = rgb.transpose(_TURNS[orientation])
    if max(rgb.size) > WORKING_SIDE:
        rgb.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(rgb, dtype=np.uint8)[:, :, ::-1])


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
