"""Picture files become upright pages, or a problem in Spanish; never an exception."""

import io
import struct

import numpy as np
import pytest
from PIL import Image

from mailproc.documents.limits import Limits
from mailproc.documents.media import Media
from mailproc.documents.opening import open_document
from mailproc.documents.pictures import is_trifle
from mailproc.documents.source import UnreadablePicture
from mailproc.reading.model import ProblemCode
from tests.unit.documents.papers import encoded, picture

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


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "WEBP", "PNG", "AVIF"])
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


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("JPEG", {"progressive": True}),
        ("JPEG", {"quality": 30, "subsampling": 2}),
        ("PNG", {}),
        ("WEBP", {"lossless": True}),
        ("BMP", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg", "quality": 90}),
        ("TIFF", {"compression": "tiff_adobe_deflate"}),
        ("TIFF", {"compression": "packbits"}),
        ("HEIF", {}),
        ("AVIF", {}),
        ("JPEG2000", {}),
        ("JPEG2000", {"no_jp2": True}),
    ],
)
def test_every_format_and_packing(form: str, options: dict[str, object]) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    _assert_upright(encoded(_corners(), form, **options))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF", "TIFF"])
def test_of_moving_pictures_the_first_is_read(form: str) -> None:
    black = Image.new("RGB", (160, 96))
    _assert_upright(encoded(_corners(), form, save_all=True, append_images=[black]))


def test_a_phone_photo_with_a_second_picture_in_it() -> None:
    content = encoded(_corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (40, 24))])
    assert open_document(content, LIMITS).media == "jpeg"
    _assert_upright(content)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_jpegs_of_printers_and_scanners(mode: str) -> None:
    image = _corners().convert(mode)
    pixels = open_document(encoded(image, "JPEG"), LIMITS).sources[0].picture()
    assert pixels.shape == (96, 160, 3)
    assert pixels[80, 80].min() > 240
    assert pixels[20, 30].min() < 100


def test_colours_of_sixteen_bits() -> None:
    import cv2

    deep = np.asarray(_corners(), np.uint16)[:, :, ::-1] * 257
    for extension in (".png", ".tiff"):
        _assert_upright(cv2.imencode(extension, deep)[1].tobytes())


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt", "raw"])
def test_faxes_and_scans_of_one_bit(compression: str) -> None:
    ruled = Image.fromarray((np.indices((200, 300))[0] // 20 % 2 * 255).astype(np.uint8)).convert("1")
    pixels = open_document(encoded(ruled, "TIFF", compression=compression), LIMITS).sources[0].picture()
    assert pixels.shape == (200, 300, 3)
    assert [int(pixels[row, 100, 0]) for row in (10, 30, 50)] == [0, 255, 0]


def test_a_fax_in_standard_resolution_gets_its_height_back() -> None:
    fax = Image.new("1", (1728, 1078), 1)
    content = encoded(fax, "TIFF", compression="group3", dpi=(204, 98))
    assert open_document(content, LIMITS).sources[0].picture().shape == (2244, 1728, 3)


@pytest.mark.parametrize("dpi", [(204, 196), (300, 300), (0, 0), (1, 1_000_000)])
def test_other_resolutions_change_nothing(dpi: tuple[int, int]) -> None:
    content = encoded(Image.new("L", (300, 200)), "TIFF", dpi=dpi)
    assert open_document(content, LIMITS).sources[0].picture().shape == (200, 300, 3)


def test_a_jpeg_whose_last_bytes_were_lost_is_read() -> None:
    for options in ({}, {"quality": 40}, {"subsampling": 0}):
        whole = encoded(picture(), "JPEG", **options)
        wanted = open_document(whole, LIMITS).sources[0].picture()
        for lost in (1, 2, 150):
            pixels = open_document(whole[:-lost], LIMITS).sources[0].picture()
            assert (pixels[:1600] == wanted[:1600]).all()


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_jpeg_that_lost_a_part_of_its_sheet_is_not(share: float) -> None:
    whole = encoded(picture(), "JPEG")
    with pytest.raises(UnreadablePicture) as caught:
        open_document(whole[: int(len(whole) * share)], LIMITS).sources[0].picture()
    assert caught.value.problem.code is ProblemCode.CORRUPTED


@pytest.mark.parametrize(
    ("size", "trifle"), [((200, 80), True), ((900, 20), True), ((1, 1), True), ((600, 130), False)]
)
def test_logos_are_trifles_and_crops_of_sheets_are_not(size: tuple[int, int], *, trifle: bool) -> None:
    assert is_trifle(encoded(Image.new("RGB", size), "PNG"), Media.PNG) is trifle


def test_a_broken_picture_is_no_trifle() -> None:
    assert not is_trifle(b"\x89PNG\r\n\x1a\n", Media.PNG)


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


def test_a_tiff_of_two_hundred_thousand_pages() -> None:
    first = encoded(Image.new("1", (8, 8)), "TIFF")
    at = int.from_bytes(first[4:8], "little")
    last = at + 2 + 12 * int.from_bytes(first[at : at + 2], "little")  # where the next page is named
    chain = b"".join(struct.pack("<HI", 0, len(first) + 6 * (page + 1)) for page in range(200_000))
    opened = open_document(first[:last] + struct.pack("<I", len(first)) + first[last + 4 :] + chain, LIMITS)
    assert len(opened.sources) == LIMITS.max_pages
    assert [problem.code for problem in opened.problems] == [ProblemCode.TOO_MANY]
    assert opened.sources[0].picture().shape == (8, 8, 3)


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
