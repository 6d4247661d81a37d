"""ZIP files, and office files, which are ZIPs: the sheets packed in them, one level deep and within limits."""

import io
import zipfile
import zlib
from collections.abc import Callable

from mailproc.documents.limits import Limits
from mailproc.documents.media import PACKED, PICTURES, Media, sniff
from mailproc.documents.source import Opened, Source, renumbered
from mailproc.reading.model import Problem, ProblemCode

_READABLE = PICTURES | {Media.PDF}
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
_LEAST_PICTURE = 12_000
"""Bytes; smaller pictures in an office file are logos and bullets."""
_LOCKED = Problem(ProblemCode.ENCRYPTED, "El archivo ZIP está protegido con contraseña.")
_BROKEN = Problem(ProblemCode.CORRUPTED, "El archivo ZIP está dañado y no se puede abrir.")
_TOO_BIG = Problem(ProblemCode.TOO_BIG, "El archivo ZIP contiene más de lo que se puede abrir.")
_NOTHING = Problem(
    ProblemCode.UNSUPPORTED,
    "El archivo no contiene ningún PDF ni imagen; "
    "hace falta adjuntar el PDF de la constancia tal como se descargó.",
)
_NESTED = Problem(
    ProblemCode.UNSUPPORTED,
    "El archivo ZIP contiene otro archivo comprimido; hace falta adjuntar el PDF de la constancia sin comprimir.",
)


def open_packed(
    content: bytes, media: Media, limits: Limits, open_member: Callable[[bytes, Media, Limits], Opened]
) -> Opened:
    """The PDFs and pictures in a ZIP or office file as pages numbered through. Never raises.

    Names are never used as paths; nothing is written to disk. `open_member` opens one PDF or picture.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _opened(archive, media, limits, open_member)
    except _ZIP_ERRORS:
        return Opened(media, problems=(_BROKEN,))


def _opened(
    archive: zipfile.ZipFile, media: Media, limits: Limits, open_member: Callable[[bytes, Media, Limits], Opened]
) -> Opened:
    members = [entry for entry in archive.infolist() if _worth(entry, media)]
    problems: list[Problem] = []
    sources: list[Source] = []
    nested = False
    left = limits.max_bytes
    if len(members) > limits.max_members:
        problems.append(Problem(ProblemCode.TOO_MANY, f"El archivo contiene {len(members)} documentos."))
    for entry in members[: limits.max_members]:
        if entry.flag_bits & 0x1:
            problems.append(_LOCKED)
            continue
        # The size a header claims is no promise: one byte more than allowed is read, never all.
        with archive.open(entry) as member:
            inner = member.read(left + 1)
        if len(inner) > left:
            problems.append(_TOO_BIG)
            break
        left -= len(inner)
        kind = sniff(inner)
        nested = nested or kind in PACKED
        if kind not in _READABLE:
            continue
        opened = open_member(inner, kind, limits)
        sources.extend(renumbered(opened.sources, first=len(sources) + 1))
        problems.extend(opened.problems)
    if len(sources) > limits.max_pages:
        problems.append(Problem(ProblemCode.TOO_MANY, f"El archivo contiene {len(sources)} páginas."))
    if not sources and not problems:
        problems.append(_NESTED if nested else _NOTHING)
    return Opened(media, tuple(sources[: limits.max_pages]), tuple(dict.fromkeys(problems)))


def _worth(entry: zipfile.ZipInfo, media: Media) -> bool:
    """Members that may be sheets: in office files only the pictures; no folders, no traces of file managers."""
    name = entry.filename
    if entry.is_dir() or name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("."):
        return False
    if media is Media.ZIP:
        return True
    return ("media/" in name or name.startswith("Pictures/")) and entry.file_size >= _LEAST_PICTURE
