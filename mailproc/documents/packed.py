"""ZIP files, and office files, which are ZIPs: what is packed in them, within an allowance.

Names are never used as paths; nothing is written to disk.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from mailproc.documents.allowance import Allowance
from mailproc.documents.media import MOST_ENTRIES, Media
from mailproc.documents.refusals import broken, locked
from mailproc.documents.source import Source
from mailproc.reading.model import Problem, ProblemCode

_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Others are rare, and LZMA's header may ask for gigabytes."""
_LONGEST_TEXT = 4_000_000
"""Bytes of a document's XML; a page has a hundred thousand of them, the worst take five seconds for so many."""
_TOO_MANY = Problem(ProblemCode.TOO_MANY, "El archivo ZIP contiene demasiados archivos para abrirlo.")
_TOO_LONG = Problem(ProblemCode.TOO_BIG, "El documento contiene más texto del que se puede leer.")
_STRANGE = Problem(
    ProblemCode.UNSUPPORTED, "El archivo ZIP está comprimido de una forma que no se puede abrir aquí."
)
_TEXTS = {
    Media.DOCX: re.compile(r"word/document\d*\.xml"),
    Media.PPTX: re.compile(r"ppt/slides/slide\d+\.xml"),
    Media.ODT: re.compile(r"content\.xml"),
}
_INSIDE_OFFICE = re.compile(r"(?:\w+/(?:media|embeddings)|Pictures)/[^/]+")


def contents_of_zip(content: bytes, media: Media, allowance: Allowance) -> Iterator[bytes | Source | Problem]:
    """What a ZIP or office file holds, one after the other: its text as pages, then the files in it. What
    cannot be had is a problem in its place. Raises Spent."""
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        yield _TOO_MANY
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if media is not Media.ZIP:
                yield from _office(archive, media, allowance)
            else:
                for entry in archive.infolist():
                    if _is_file(entry.filename):
                        yield _member(archive, entry, media, allowance)
    except _ZIP_ERRORS:
        yield broken(media)


def _office(archive: zipfile.ZipFile, media: Media, allowance: Allowance) -> Iterator[bytes | Source | Problem]:
    entries = sorted(archive.infolist(), key=lambda entry: _counting(entry.filename))
    if media is Media.ODT and _is_locked(archive, allowance):
        yield locked(media)
        return
    texts = [entry for entry in entries if (found := _TEXTS.get(media)) and found.fullmatch(entry.filename)]
    if sum(entry.file_size for entry in texts) > _LONGEST_TEXT:
        yield _TOO_LONG
        texts = []
    for entry in texts:
        yield from _text(archive, entry, media, allowance)
    for entry in entries:
        if _INSIDE_OFFICE.fullmatch(entry.filename):
            yield _member(archive, entry, media, allowance)


def _text(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, media: Media, allowance: Allowance
) -> Iterator[Source | Problem]:
    from mailproc.documents.officetext import BadText, text_of
    from mailproc.documents.typed import typed_page

    xml = _member(archive, entry, media, allowance)
    if isinstance(xml, Problem):
        yield xml
        return
    try:
        pages = [page for blocks in text_of(xml, media) if (page := typed_page(blocks)) is not None]
    except BadText as error:
        yield _TOO_LONG if error.bomb else broken(media)
        return
    yield from pages


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, media: Media, allowance: Allowance
) -> bytes | Problem:
    if entry.flag_bits & 0x1:  # APPNOTE 4.4.4
        return locked(media)
    if entry.compress_type not in _METHODS:
        return _STRANGE
    try:
        with archive.open(entry) as packed:
            return allowance.read(packed)
    except _ZIP_ERRORS:
        return broken(media)


def _is_locked(archive: zipfile.ZipFile, allowance: Allowance) -> bool:
    """OpenDocument packs the ciphertext of each part as if it were the part; its manifest tells."""
    with archive.open("META-INF/manifest.xml") as manifest:
        return b"encryption-data" in allowance.read(manifest)


def _is_file(name: str) -> bool:
    """No folders, no traces of file managers."""
    last = name.rpartition("/")[2]
    if not last or last.startswith((".", "~$")) or name.startswith("__MACOSX/"):
        return False
    return last.casefold() not in {"thumbs.db", "desktop.ini"}


def _counting(name: str) -> list[tuple[int, str]]:
    """Sorts image2 before image10."""
    return [(int(number or 0), text) for number, text in re.findall(r"(\d{1,9})|(\D+)", name)]
