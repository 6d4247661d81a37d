"""One-page scans in PDF wrappers, with every filter and colour space that scanners use."""

import io
import struct

import numpy as np
import pypdf
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from tests.unit.documents.arithmetic import ADAPTIVE, generic_region
from tests.unit.documents.papers import HEIGHT, WIDTH

Placed = tuple[StreamObject, tuple[float, float, float, float]]
"""A picture, and left, bottom, width, height on the page in points."""


def sheet_of(*placed: Placed, before: bytes = b"", after: bytes = b"", rotate: int = 0) -> bytes:
    """A letter-size PDF of pictures drawn in turn, with content of its own drawn before and after them."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(WIDTH, HEIGHT)
    pictures = DictionaryObject()
    drawn = [before]
    for number, (picture, (left, bottom, width, height)) in enumerate(placed):
        for key in ("/SMask", "/Mask"):
            if isinstance(picture.get(key), StreamObject):
                picture[NameObject(key)] = writer._add_object(picture[key])
        pictures[NameObject(f"/P{number}")] = writer._add_object(picture)
        drawn.append(f"q {width} 0 0 {height} {left} {bottom} cm /P{number} Do Q".encode())
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
    )
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): pictures,
            NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)}),
        }
    )
    content = StreamObject()
    content.set_data(b"\n".join([*drawn, after]))
    page[NameObject("/Contents")] = writer._add_object(content)
    if rotate:
        page.rotate(rotate)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def whole(picture: StreamObject) -> Placed:
    """The picture on the whole page."""
    return picture, (0, 0, WIDTH, HEIGHT)


def stream(
    data: bytes, image: Image.Image, *, colours: str = "/DeviceGray", bits: int = 8, **entries: object
) -> StreamObject:
    """An image dictionary around data that is encoded already; `entries` by their PDF names."""
    made = StreamObject()
    made._data = data
    made.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(image.width),
            NameObject("/Height"): NumberObject(image.height),
            NameObject("/ColorSpace"): NameObject(colours),
            NameObject("/BitsPerComponent"): NumberObject(bits),
        }
    )
    for name, value in entries.items():
        made[NameObject(f"/{name}")] = value
    return made


def jpeg(image: Image.Image) -> StreamObject:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92)
    colours = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    made = stream(file.getvalue(), image, colours=colours, Filter=NameObject("/DCTDecode"))
    if image.mode == "CMYK":
        # Adobe's programs, and Pillow after them, write the ink inverted.
        made[NameObject("/Decode")] = numbers(1, 0, 1, 0, 1, 0, 1, 0)
    return made


def jpeg2000(image: Image.Image) -> StreamObject:
    file = io.BytesIO()
    image.save(file, "JPEG2000", irreversible=False)
    colours = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}[image.mode]
    return stream(file.getvalue(), image, colours=colours, Filter=NameObject("/JPXDecode"))


def flate(image: Image.Image, **entries: object) -> StreamObject:
    """8 bits grey or colour, or 1 bit; further entries as given."""
    plain = stream(b"", image, colours="/DeviceRGB" if image.mode == "RGB" else "/DeviceGray", **entries)
    plain[NameObject("/BitsPerComponent")] = NumberObject(1 if image.mode == "1" else 8)
    plain._data = image.tobytes()
    return plain.flate_encode()


def indexed(image: Image.Image) -> StreamObject:
    """A palette of colours."""
    reduced = image.convert("RGB").quantize(16)
    made = stream(reduced.tobytes(), reduced).flate_encode()
    palette = bytes(reduced.getpalette()[: 16 * 3])
    made[NameObject("/ColorSpace")] = ArrayObject(
        [NameObject("/Indexed"), NameObject("/DeviceRGB"), NumberObject(15), ByteStringObject(palette)]
    )
    return made


def ccitt(image: Image.Image, *, group: int) -> StreamObject:
    """One bit a pixel, ITU-T T.4 one-dimensional (group 3) or T.6 (group 4), as libtiff encodes them."""
    bits = image.convert("1", dither=Image.Dither.NONE)
    parameters = DictionaryObject(
        {
            NameObject("/K"): NumberObject(-1 if group == 4 else 0),
            NameObject("/Columns"): NumberObject(bits.width),
            NameObject("/Rows"): NumberObject(bits.height),
            NameObject("/BlackIs1"): pypdf.generic.BooleanObject(False),
        }
    )
    return stream(
        _strip(bits, "group4" if group == 4 else "group3"),
        bits,
        bits=1,
        Filter=NameObject("/CCITTFaxDecode"),
        DecodeParms=parameters,
    )


def _strip(bits: Image.Image, compression: str) -> bytes:
    """The one strip of a TIFF that libtiff wrote, black as the T.4 and T.6 codes have it."""
    file = io.BytesIO()
    # Photometric 0, white is zero: then libtiff's black runs are the picture's.
    bits.save(file, "TIFF", compression=compression, tiffinfo={262: 0, 278: bits.height})
    with Image.open(io.BytesIO(file.getvalue())) as again:
        [offset], [size] = again.tag_v2[273], again.tag_v2[279]
    return file.getvalue()[offset : offset + size]


def jbig2(image: Image.Image, *, arithmetic: bool = False) -> StreamObject:
    """One bit a pixel as JBIG2: one generic region (ITU-T T.88, 7.4.6), coded arithmetically or by T.6. Embedded as
    PDF wants it: page and region, no file header (ISO 32000-1, 7.4.7)."""
    bits = image.convert("1", dither=Image.Dither.NONE)
    size = struct.pack(">II", bits.width, bits.height)
    page = size + struct.pack(">IIBH", 0, 0, 0, 0)
    coded = (
        b"\x08" + ADAPTIVE + generic_region(~np.asarray(bits)) if arithmetic else b"\x01" + _strip(bits, "group4")
    )
    region = size + struct.pack(">IIB", 0, 0, 0) + coded
    data = _segment(0, 48, page) + _segment(1, 38, region)
    return stream(data, bits, bits=1, Filter=NameObject("/JBIG2Decode"))


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data


def grey(value: int, image: Image.Image) -> StreamObject:
    """A soft mask of one grey."""
    return flate(Image.new("L", image.size, value))


def numbers(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """The correlation of two pictures' greys."""
    return float(np.corrcoef(one.mean(axis=2).ravel(), other.mean(axis=2).ravel())[0, 1])
