"""Messages made to eat time or memory, or to lead astray. Files that are bombs to a worker: pdf_bombs.py has more."""

import io
import struct
import zipfile
import zlib
from base64 import encodebytes
from collections.abc import Callable
from email.utils import format_datetime

from tests.faults.pdf_bombs import BOMBS as PDF_BOMBS
from tests.unit.documents.papers import lines, pdf
from tests.unit.store.house import NOW

_HEAD = "From: Alumno <l2127{number:04}@tecnologico.example>\nTo: afiliacion@tecnologico.example\n"
_BODY = "Content-Type: text/plain; charset=utf-8\n\nBuenas tardes, adjunto mi constancia de vigencia.\n"


def identified(number: int, rest: bytes) -> bytes:
    """A student's message that begins as any does."""
    head = _HEAD.format(number=number) + f"Message-ID: {message_id(number)}\nDate: {format_datetime(NOW)}\n"
    return f"{head}MIME-Version: 1.0\n".encode() + rest


def message_id(number: int) -> str:
    """Of the message of that number."""
    return f"<bomba{number}@tecnologico.example>"


def attached(*files: tuple[str, bytes], subject: str = "Mi constancia") -> bytes:
    """A message with these files, encoded as they should be."""
    parts = [f"Subject: {subject}\nContent-Type: multipart/mixed; boundary=limite\n\n--limite\n{_BODY}".encode()]
    for name, content in files:
        head = f'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="{name}"\n'
        parts.append(f"{head}Content-Transfer-Encoding: base64\n\n".encode() + encodebytes(content))
    return b"\n--limite\n".join(parts) + b"\n--limite--\n"


# --- Files -------------------------------------------------------------------------------------------------


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A ZIP of these."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def swelling_zip() -> bytes:
    """A hundred megabytes of zeros in ten members: more than is unpacked of any file."""
    return zipped(*[(f"{at}.pdf", bytes(10_000_000)) for at in range(10)])


def nested_zips() -> bytes:
    """Ten in each, four deep, of a member that swells."""
    content = zipped(("hoja.pdf", bytes(30_000_000)))
    for _ in range(4):
        content = zipped(*[(f"{at}.zip", content + bytes([at])) for at in range(10)])
    return content


def climbing_zip() -> bytes:
    """Names that lead out of any folder; the sheet in it is sound."""
    return zipped(("../../../../tmp/escapada.pdf", pdf(lines)), ("/tmp/escapada.jpg", b"\xff\xd8\xff"))


def wide_png() -> bytes:
    """Fifty thousand pixels in both directions."""
    data = zlib.compress(bytes((50_000 // 8 + 1) * 1_000))  # no more rows are ever asked for
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def bilevel_tiff() -> bytes:
    """One bit a pixel, fifty thousand in both directions: 312 MB that become 7.5 GB as colours."""
    entries = {256: 50_000, 257: 50_000, 258: 1, 259: 1, 262: 0, 273: 8, 277: 1, 278: 50_000, 279: 312_500_000}
    table = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(entries.items()))
    return b"II*\x00" + struct.pack("<IH", 8, len(entries)) + table + bytes(4)


def entities() -> bytes:
    """A Word file whose one word is a thousand million of them."""
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    xml = f'<!DOCTYPE w [<!ENTITY e0 "NSS ">{levels}]><w:document xmlns:w="w"><w:p><w:t>&e9;</w:t></w:p></w:document>'
    return zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.encode()))


def braces() -> bytes:
    """An RTF file of groups in groups."""
    return b"{\\rtf1 " + b"{" * 500_000 + b"NSS"


# --- Messages ----------------------------------------------------------------------------------------------


def deep() -> bytes:
    """Parts in parts, a thousand deep."""
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(1_000))
    return f"Subject: Mi constancia\n{opened}Content-Type: text/plain\n\nhondo\n".encode()


def many_parts() -> bytes:
    """A hundred thousand parts."""
    return b"Subject: Mi constancia\nContent-Type: multipart/mixed; boundary=x\n\n" + (
        b"--x\nContent-Type: text/plain\n\nconstancia\n" * 100_000
    )


def many_files() -> bytes:
    """Two thousand attachments, each another one."""
    return attached(*[(f"{at}.pdf", b"%%PDF-1.4 %d" % at) for at in range(1_990)])


def many_fields() -> bytes:
    """A million header lines."""
    return b"X-A: b\n" * 1_000_000 + b"Subject: Mi constancia\n\nAdjunto mi constancia.\n"


def many_lines() -> bytes:
    """As large as is taken, in lines of one letter."""
    return b"Subject: Mi constancia\n\n" + b"a\n" * 19_000_000


def many_groups() -> bytes:
    """A delivery report of a million recipients, none of them named."""
    head = b"Subject: Mi constancia\nContent-Type: multipart/report; boundary=x\n\n--x\n"
    return head + b"Content-Type: message/delivery-status\n\n" + b"\n" * 1_000_000


def cut_base64() -> bytes:
    """A sheet that ends in the middle of a letter of its encoding."""
    return attached(("constancia.pdf", pdf(lines)))[:-600]


def slow_charset() -> bytes:
    """A megabyte under a name that is a codec of Python's, and takes hours for so much."""
    head = (
        b"Subject: Mi constancia\nContent-Type: text/plain; charset=punycode\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head + "¿Y mi constancia? ".encode() + b"abcd9" * 200_000


def false_charset() -> bytes:
    """Says UTF-16, and is not."""
    return b"Subject: =?utf-16?B?/w==?=\nContent-Type: text/plain; charset=utf-16\n\nMi constancia, a"


def impossible_charset() -> bytes:
    """A name that no charset can have."""
    head = (
        b"Subject: Mi constancia\nContent-Type: text/plain; charset=utf\x00-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head + "¿Y mi constancia?".encode()


def _file(name: str, content: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: attached((name, content()))


MESSAGES: dict[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        deep,
        many_parts,
        many_files,
        many_fields,
        many_lines,
        many_groups,
        cut_base64,
        slow_charset,
        false_charset,
        impossible_charset,
    )
}
FILES: dict[str, Callable[[], bytes]] = {
    "swelling_zip": _file("tarea.zip", swelling_zip),
    "nested_zips": _file("tarea.zip", nested_zips),
    "climbing_zip": _file("tarea.zip", climbing_zip),
    "wide_png": _file("foto.png", wide_png),
    "bilevel_tiff": _file("escaneo.tif", bilevel_tiff),
    "entities": _file("carta.docx", entities),
    "braces": _file("carta.rtf", braces),
    "many_pages": _file("hoja.pdf", PDF_BOMBS["many_pages"]),
    "vast_page": _file("hoja.pdf", PDF_BOMBS["vast_page"]),
    "endless_sections": _file("hoja.pdf", PDF_BOMBS["endless_sections"]),
}
