"""The type of a file is what its content says."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.documents.media import Media, sniff
from tests.unit.documents.papers import encoded, lines, pdf, picture


@pytest.mark.parametrize(
    ("form", "media"),
    [
        ("JPEG", Media.JPEG),
        ("PNG", Media.PNG),
        ("WEBP", Media.WEBP),
        ("GIF", Media.GIF),
        ("BMP", Media.BMP),
        ("TIFF", Media.TIFF),
        ("JPEG2000", Media.JPEG2000),
        ("AVIF", Media.AVIF),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(form: str, media: Media) -> None:
    assert sniff(encoded(picture(width=64, height=64), form)) is media


def test_a_phone_photo_in_heic() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    assert sniff(encoded(picture(width=64, height=64), "HEIF")) is Media.HEIC


def test_a_pdf_with_junk_before_its_header_is_a_pdf() -> None:
    assert sniff(pdf(lines)) is Media.PDF
    assert sniff(b"\r\n\r\nHTTP junk" + pdf(lines)) is Media.PDF


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"", Media.EMPTY),
        (b"\x00" * 500, Media.EMPTY),
        (b" \r\n", Media.EMPTY),
        (b"Rar!\x1a\x07\x01\x00rest", Media.RAR),
        (b"7z\xbc\xaf\x27\x1crest", Media.SEVENZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", Media.DOC),
        (b"\x78\x9f\x3e\x22rest", Media.TNEF),
        (b"{\\rtf1\\ansi hola}", Media.RTF),
        (b"<!DOCTYPE html><html></html>", Media.HTML),
        (b"  <html><body>hola", Media.HTML),
        (b"From: alumna@tecnologico.example\r\nSubject: hola\r\n\r\nhola", Media.EML),
        ("Buenos días, adjunto mi constancia".encode(), Media.TEXT),
        (bytes(range(256)), Media.UNKNOWN),
        (b"PK\x03\x04 and then nothing", Media.ZIP),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", Media.UNKNOWN),
    ],
)
def test_other_files(content: bytes, media: Media) -> None:
    assert sniff(content) is media


@pytest.mark.parametrize(
    ("members", "media"),
    [
        (("[Content_Types].xml", "word/document.xml"), Media.DOCX),
        (("[Content_Types].xml", "ppt/presentation.xml"), Media.PPTX),
        (("[Content_Types].xml", "xl/workbook.xml"), Media.XLSX),
        (("mimetype", "META-INF/manifest.xml"), Media.ODT),
        (("constancia.pdf",), Media.ZIP),
    ],
)
def test_office_files_are_zips_told_by_their_members(members: tuple[str, ...], media: Media) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in members:
            archive.writestr(name, "x")
    assert sniff(file.getvalue()) is media


@given(st.binary(max_size=300))
def test_any_bytes_have_a_type(content: bytes) -> None:
    assert isinstance(sniff(content), Media)


@given(st.binary(max_size=200))
def test_any_bytes_after_a_zip_header_have_a_type(content: bytes) -> None:
    assert isinstance(sniff(b"PK\x03\x04" + content), Media)
