"""What a file is, told by its first bytes: names and declared types are the sender's, and only hints."""

import io
import re
import zipfile
from enum import StrEnum

PDF_HEADER_WITHIN = 1024
"""PDF readers accept the header anywhere in the first kilobyte (ISO 32000-1, annex H.3.4.1)."""


class Media(StrEnum):
    """The kinds of file that are told apart; those of `PICTURES`, PDF, ZIP and office files are read."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    HEIC = "heic"
    AVIF = "avif"
    JPEG2000 = "jpeg2000"
    ZIP = "zip"
    DOCX = "docx"
    ODT = "odt"
    PPTX = "pptx"
    XLSX = "xlsx"
    DOC = "doc"
    RAR = "rar"
    SEVENZIP = "7z"
    TNEF = "tnef"
    EML = "eml"
    RTF = "rtf"
    HTML = "html"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


PICTURES = frozenset(
    {
        Media.JPEG,
        Media.PNG,
        Media.WEBP,
        Media.GIF,
        Media.BMP,
        Media.TIFF,
        Media.HEIC,
        Media.AVIF,
        Media.JPEG2000,
    }
)
PACKED = frozenset({Media.ZIP, Media.DOCX, Media.ODT, Media.PPTX, Media.XLSX})

_MAGIC: tuple[tuple[bytes, Media], ...] = (
    (b"\xff\xd8\xff", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"GIF87a", Media.GIF),
    (b"GIF89a", Media.GIF),
    (b"BM", Media.BMP),
    (b"II*\x00", Media.TIFF),
    (b"MM\x00*", Media.TIFF),
    (b"II+\x00", Media.TIFF),
    (b"MM\x00+", Media.TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Media.JPEG2000),
    (b"\xff\x4f\xff\x51", Media.JPEG2000),
    (b"Rar!\x1a\x07", Media.RAR),
    (b"7z\xbc\xaf\x27\x1c", Media.SEVENZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Media.DOC),
    (b"\x78\x9f\x3e\x22", Media.TNEF),
    (b"{\\rtf", Media.RTF),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEADER_LINE = re.compile(
    rb"^(?:from |(?:received|return-path|from|to|subject|date|message-id|mime-version|delivered-to)[ \t]*:)",
    re.IGNORECASE,
)
_HTML_START = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b", re.I | re.S
)


def sniff(content: bytes) -> Media:
    """The type of a file by its content alone. Never raises."""
    if not content.strip(b"\x00 \t\r\n"):
        return Media.EMPTY
    for tell in (_by_magic, _in_container):
        if (media := tell(content)) is not None:
            return media
    return Media.PDF if b"%PDF-" in content[:PDF_HEADER_WITHIN] else _text_media(content)


def _by_magic(content: bytes) -> Media | None:
    return next((media for magic, media in _MAGIC if content.startswith(magic)), None)


def _in_container(content: bytes) -> Media | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Media.WEBP
    if content[4:8] == b"ftyp":
        return _iso_media(content)
    return _zip_media(content) if content.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _iso_media(content: bytes) -> Media:
    """HEIF and AVIF are one container; the brands of the `ftyp` box tell them apart (ISO/IEC 23008-12)."""
    size = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, size, 4))}
    if brands & _AVIF_BRANDS:
        return Media.AVIF
    return Media.HEIC if brands & _HEIF_BRANDS else Media.UNKNOWN


def _zip_media(content: bytes) -> Media:
    """Office files are ZIPs; which one, their members tell. A broken ZIP is still a ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and "META-INF/manifest.xml" in names:
                return Media.ODT
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Media.ZIP
    for folder, media in (("word/", Media.DOCX), ("ppt/", Media.PPTX), ("xl/", Media.XLSX)):
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return media
    return Media.ZIP


def _text_media(content: bytes) -> Media:
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML_START.match(start):
        return Media.HTML
    if b"\x00" in start or sum(byte < 9 or 13 < byte < 32 for byte in start) > len(start) // 50:
        return Media.UNKNOWN
    return Media.EML if _HEADER_LINE.match(start) else Media.TEXT
