"""Picture files become upright pages, or a problem in Spanish; never an exception."""

import io

import numpy as np
import pytest
from PIL import Image

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import UnreadablePicture
from mailproc.reading.model import ProblemCode
from tests.unit.documents.papers import encoded

LIMITS = Limits()


def _corners() -> Image.Image:
    """Wider than high, the top left quarter red, the top right one green: no two turns look alike."""
    image = Image.new("RGB", (160, 96), "white")
    image.paste((255, 0, 0), (0, 0, 80, 48))
    image.paste((0, 255, 0), (80, 0, 160, 48))
    return image


def _stored_for(orientation: int) -> Image.Image:
    """The picture as a camera stores it that says `orientation`: the inverse of what a viewer must do."""
    inverse = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = _corners()
    return image.transpose(inverse[orientation]) if orientation in inverse else image


def _with_exif(image: Image.Image, orientation: object, form: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(image, form, exif=exif)


def _assert_upright(content: bytes) -> None:
    pixels = open_document(content, LIMITS).sources[0].picture()
    assert pixels.shape == (96, 160, 3)
    blue, green, red = (int(value) for value in pixels[20, 30])
    assert red > 200 and green < 60 and blue < 60
    blue, green, red = (int(value) for value in pixels[20, 130])
    assert green > 200 and red < 60


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "WEBP", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_its_exif_says(orientation: int, form: str) -> None:
    _assert_upright(_with_exif(_stored_for(orientation), orientation, form))


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_is_none_is_not_believed(orientation: int) -> None:
    _assert_upright(_with_exif(_corners(), orientation, "JPEG"))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\x00\x00",
        b"Exif\x00\x00II*\x00\xff\xff\xff\xff",
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff",
        b"junk",
    ],
)
def test_junk_in_the_place_of_exif_does_not_matter(exif: bytes) -> None:
    _assert_upright(encoded(_corners(), "JPEG", exif=exif))


def test_a_heic_photo_is_turned_by_its_container_and_not_again_by_its_exif() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    content = _with_exif(_corners(), 6, "HEIF")
    assert b"irot" not in content
    _assert_upright(content)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_of_pixels_is_read_as_colour(mode: str) -> None:
    grey = Image.linear_gradient("L")
    image = Image.fromarray(np.asarray(grey, np.uint16) * 200) if mode == "I;16" else grey.convert(mode)
    content = encoded(image, "TIFF")
    pixels = open_document(content, LIMITS).sources[0].picture()
    assert pixels.shape == (256, 256, 3)
    assert int(pixels[:40].mean()) + 60 < int(pixels[-40:].mean())


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert open_document(encoded(image, "PNG"), LIMITS).sources[0].picture().min() == 255


def test_every_page_of_a_tiff_is_a_page() -> None:
    file = io.BytesIO()
    pages = [Image.new("L", (50, 70 + at), 10 * at) for at in range(3)]
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    opened = open_document(file.getvalue(), LIMITS)
    assert [source.number for source in opened.sources] == [1, 2, 3]
    assert [source.picture().shape[0] for source in opened.sources] == [70, 71, 72]


def test_a_tiff_of_many_pages_is_read_in_part_and_said_to_be() -> None:
    file = io.BytesIO()
    pages = [Image.new("1", (8, 8)) for _ in range(9)]
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    opened = open_document(file.getvalue(), Limits(max_pages=2))
    assert len(opened.sources) == 2
    assert [problem.code for problem in opened.problems] == [ProblemCode.TOO_MANY]


@pytest.mark.parametrize("form", ["TIFF", "PNG"])
def test_a_bomb_of_few_bytes_and_many_pixels_is_refused_before_it_is_decoded(form: str) -> None:
    options = {"compression": "group4"} if form == "TIFF" else {}
    content = encoded(Image.new("1", (13_000, 13_000)), form, **options)
    assert len(content) < 60_000
    with pytest.raises(UnreadablePicture) as caught:
        open_document(content, LIMITS).sources[0].picture()
    assert caught.value.problem.code is ProblemCode.TOO_BIG


def test_a_bomb_beyond_pillows_own_limit_is_refused_at_once() -> None:
    header = bytearray(encoded(Image.new("1", (8, 8)), "BMP"))
    header[18:26] = (50_000).to_bytes(4, "little") + (50_000).to_bytes(4, "little")
    opened = open_document(bytes(header), LIMITS)
    assert [problem.code for problem in opened.problems] == [ProblemCode.TOO_BIG]


def test_a_very_large_jpeg_is_read_smaller_instead_of_refused() -> None:
    content = encoded(Image.new("L", (9000, 7000), 200), "JPEG")
    pixels = open_document(content, Limits(max_pixels=20_000_000)).sources[0].picture()
    assert max(pixels.shape) <= 4500


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
def test_half_a_picture_is_a_problem_and_no_exception(form: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3), dtype=np.uint8)
    content = encoded(Image.fromarray(noise), form)
    opened = open_document(content[: len(content) // 2], LIMITS)
    problems = list(opened.problems)
    for source in opened.sources:
        with pytest.raises(UnreadablePicture) as caught:
            source.picture()
        problems.append(caught.value.problem)
    assert {problem.code for problem in problems} == {ProblemCode.CORRUPTED}
