"""The type of a file is what its content says."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.documents.media import MOST_ENTRIES, Media, sniff
from tests.unit.documents.outlook import compound, msg, winmail
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
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", Media.OLE),
        (compound({"WordDocument": b"x"}), Media.OLE),
        (msg("hola"), Media.MSG),
        (gzip.compress(b"constancia", mtime=0), Media.ARCHIVE),
        (bz2.compress(b"constancia"), Media.ARCHIVE),
        (lzma.compress(b"constancia"), Media.ARCHIVE),
        (b"\x60\xea\x29\x00rest of an arj", Media.ARCHIVE),
        (b"MSCF\x00\x00\x00\x00rest", Media.ARCHIVE),
        (b"!\x06-lh5-rest", Media.ARCHIVE),
        (b"MZ\x90\x00rest", Media.PROGRAM),
        (b"L\x00\x00\x00\x01\x14\x02\x00rest", Media.SHORTCUT),
        (b"[InternetShortcut]\r\nURL=https://imss.example", Media.SHORTCUT),
        (b"BEGIN:VCARD\r\nVERSION:3.0", Media.CONTACT),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0", Media.CALENDAR),
        (b"RIFF\x00\x00\x00\x00AVI LIST", Media.RECORDING),
        (winmail(), Media.TNEF),
        (b"{\\rtf1\\ansi hola}", Media.RTF),
        (b"<!DOCTYPE html><html></html>", Media.HTML),
        (b"  <html><body>hola", Media.HTML),
        (b"From: alumna@tecnologico.example\r\nSubject: hola\r\n\r\nhola", Media.EML),
        (b"X-Mozilla-Status: 0001\r\nReceived: by mx\r\nFrom: a@b.example\r\n\r\nhola", Media.EML),
        (b"From - Tue Aug  4 2026\nSubject: hola\n\nhola", Media.EML),
        ("Buenos días, adjunto mi constancia".encode(), Media.TEXT),
        (b"Nombre: Ana\nAsunto: constancia", Media.TEXT),
        ("BMP es el formato que usé".encode(), Media.TEXT),
        ("hola".encode("utf-16"), Media.TEXT),
        (b"nss,curp\n07222400017,", Media.TEXT),
        (bytes(range(256)), Media.UNKNOWN),
        (b"PK\x03\x04 and then nothing", Media.ZIP),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", Media.RECORDING),
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
        (("Index/Document.iwa", "preview.jpg"), Media.PAGES),
        (("constancia.pdf",), Media.ZIP),
        (("word/constancia.pdf",), Media.ZIP),
    ],
)
def test_office_files_are_zips_told_by_their_members(members: tuple[str, ...], media: Media) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in members:
            archive.writestr(name, "x")
    assert sniff(file.getvalue()) is media


def test_a_tar() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("constancia.pdf"))
    assert sniff(file.getvalue()) is Media.ARCHIVE


def test_a_list_of_contents_that_is_a_bomb_is_not_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for at in range(MOST_ENTRIES + 1):
            archive.writestr(f"word/{at}", b"")
    assert sniff(file.getvalue()) is Media.ZIP


@given(st.binary(max_size=300))
def test_any_bytes_have_a_type(content: bytes) -> None:
    assert isinstance(sniff(content), Media)


@given(st.binary(max_size=200))
def test_any_bytes_after_a_zip_header_have_a_type(content: bytes) -> None:
    assert isinstance(sniff(b"PK\x03\x04" + content), Media)


@given(st.binary(max_size=1000))
def test_any_bytes_after_the_header_of_an_ole_container_have_a_type(content: bytes) -> None:
    whole = compound({"EncryptedPackage": b"x"})
    assert isinstance(sniff(whole[:76] + content), Media)
    assert isinstance(sniff(whole[:512] + content), Media)
