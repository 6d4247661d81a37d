"""What a file is, told by its content: names and declared types are the sender's, and only hints."""

import io
import re
import zipfile
from enum import StrEnum

PDF_HEADER_WITHIN = 1024
"""PDF readers accept the header anywhere in the first kilobyte (ISO 32000-1, annex H.3.4.1)."""
MOST_ENTRIES = 10_000
"""Entries of a ZIP beyond which not even its list of contents is read."""


class Media(StrEnum):
    """The kinds of file that are told apart. PDF, `PICTURES` and `CONTAINERS` are read, the others refused."""

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
    ODT = "odt"  # any OpenDocument: text, slides, tables
    PPTX = "pptx"
    XLSX = "xlsx"
    RTF = "rtf"
    EML = "eml"
    TNEF = "tnef"
    MSG = "msg"
    OLE = "ole"  # the old Office's container: .doc, .xls, .ppt, and whatever else is kept in it
    LOCKED_OFFICE = "locked_office"
    RAR = "rar"
    SEVENZIP = "7z"
    ARCHIVE = "archive"
    PAGES = "pages"
    PROGRAM = "program"
    SHORTCUT = "shortcut"
    RECORDING = "recording"
    CALENDAR = "calendar"
    CONTACT = "contact"
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
OFFICE = frozenset({Media.DOCX, Media.ODT, Media.PPTX, Media.XLSX})
MAIL = frozenset({Media.EML, Media.TNEF, Media.MSG})
CONTAINERS = OFFICE | MAIL | {Media.ZIP, Media.RTF, Media.OLE}

_MAGIC: tuple[tuple[bytes, Media], ...] = (
    (b"\xff\xd8\xff", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"GIF87a", Media.GIF),
    (b"GIF89a", Media.GIF),
    (b"II*\x00", Media.TIFF),
    (b"MM\x00*", Media.TIFF),
    (b"II+\x00", Media.TIFF),
    (b"MM\x00+", Media.TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Media.JPEG2000),
    (b"\xff\x4f\xff\x51", Media.JPEG2000),
    (b"Rar!\x1a\x07", Media.RAR),
    (b"7z\xbc\xaf\x27\x1c", Media.SEVENZIP),
    (b"\x1f\x8b\x08", Media.ARCHIVE),  # gzip
    (b"BZh", Media.ARCHIVE),
    (b"\xfd7zXZ\x00", Media.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Media.ARCHIVE),  # zstandard
    (b"MSCF\x00\x00\x00\x00", Media.ARCHIVE),
    (b"\x60\xea", Media.ARCHIVE),  # arj
    (b"\x78\x9f\x3e\x22", Media.TNEF),
    (b"{\\rtf", Media.RTF),
    (b"MZ", Media.PROGRAM),
    (b"\x7fELF", Media.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Media.PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Media.SHORTCUT),  # .lnk
    (b"[InternetShortcut]", Media.SHORTCUT),
    (b"\x1aE\xdf\xa3", Media.RECORDING),  # Matroska, WebM
    (b"OggS", Media.RECORDING),
    (b"ID3", Media.RECORDING),
    (b"BEGIN:VCALENDAR", Media.CALENDAR),
    (b"BEGIN:VCARD", Media.CONTACT),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""Sizes of the headers that bitmaps have had: two letters alone would make any text that begins with BM one."""
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_FIELD = rb"[!-9;-~]+[ \t]*:"
_MAIL_START = re.compile(rb"(?:from |" + _FIELD + rb")", re.IGNORECASE)
_MAIL_FIELD = re.compile(
    rb"^(?:received|return-path|from|to|subject|date|message-id|mime-version|delivered-to)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
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
    if content[:2] == b"BM" and int.from_bytes(content[14:18], "little") in _BMP_HEADERS:
        return Media.BMP
    if content[257:262] == b"ustar" or content[2:5] in (b"-lh", b"-lz"):
        return Media.ARCHIVE
    return next((media for magic, media in _MAGIC if content.startswith(magic)), None)


def _in_container(content: bytes) -> Media | None:
    if content.startswith(b"RIFF"):
        return Media.WEBP if content[8:12] == b"WEBP" else Media.RECORDING
    if content[4:8] == b"ftyp":
        return _iso_media(content)
    if content.startswith(_OLE_MAGIC):
        return _ole_media(content)
    return _zip_media(content) if content.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _iso_media(content: bytes) -> Media:
    """HEIF, AVIF and films are one container; the brands of the `ftyp` box tell them apart (ISO/IEC 23008-12)."""
    size = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, size, 4))}
    if brands & _AVIF_BRANDS:
        return Media.AVIF
    return Media.HEIC if brands & _HEIF_BRANDS else Media.RECORDING


def _ole_media(content: bytes) -> Media:
    """A broken container is a container: what cannot be found in it is told when it is opened."""
    from mailproc.documents.ole import streams_of

    names = {path[0] for path in streams_of(content)}
    if "EncryptedPackage" in names:
        return Media.LOCKED_OFFICE
    return Media.MSG if "__properties_version1.0" in names else Media.OLE


def _zip_media(content: bytes) -> Media:
    """Office files are ZIPs; which one, their members tell. A broken ZIP is still a ZIP."""
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        return Media.ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Media.ZIP
    if "mimetype" in names and "META-INF/manifest.xml" in names:
        return Media.ODT
    if any(name.endswith(".iwa") for name in names) or "Index.zip" in names:
        return Media.PAGES
    for folder, media in (("word/", Media.DOCX), ("ppt/", Media.PPTX), ("xl/", Media.XLSX)):
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return media
    return Media.ZIP


def _text_media(content: bytes) -> Media:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Media.TEXT  # UTF-16, as Windows writes it
    start = content[:8192].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML_START.match(start):
        return Media.HTML
    if b"\x00" in start or sum(byte < 9 or 13 < byte < 32 for byte in start) > len(start) // 50:
        return Media.UNKNOWN
    header = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    is_mail = _MAIL_START.match(header) is not None and _MAIL_FIELD.search(header) is not None
    return Media.EML if is_mail else Media.TEXT
