"""RTF: its pictures as the files that they are, its text by striprtf (Rich Text Format 1.9.1)."""

import re
from collections.abc import Iterator

from mailproc.documents.media import Media
from mailproc.documents.refusals import broken
from mailproc.documents.source import Source
from mailproc.documents.typed import Block, Cell, Paragraph, Table, paragraphs, typed_page
from mailproc.reading.model import Problem, ProblemCode

_LONGEST_TEXT = 1_500_000
"""Letters, once the pictures are out; striprtf takes a second for so many."""
_TOO_LONG = Problem(ProblemCode.TOO_BIG, "El documento contiene más texto del que se puede leer.")
_PICTURE = re.compile(rb"\\(?:png|jpeg)blip\b")
_BEFORE_DATA = re.compile(rb"(?:\s+|\\(?!bin\d)[a-z]{1,32}-?\d{0,10}|\{[^{}]{0,500}\})*")
_RAW = re.compile(rb"\\bin(\d{1,9}) ?")
_HEX = re.compile(rb"[0-9A-Fa-f\s]{40,}")
_METAFILE = re.compile(rb"[0-9A-Fa-f\s]{400,}")
_CELL_ENDS = "\x07"
"""Word's own mark; striprtf would write a bar, which a cadena original has too."""
_BEFORE_STRIPRTF = (
    # It looks for links and fonts with expressions that take for ever over long lines: it shall look for no links,
    # and no line shall name two fonts. To RTF the end of a line within the text is nothing.
    (re.compile(r"\\fldinst\{", re.IGNORECASE), r"\\fldinst {"),
    (re.compile(r"(?=\\f\d)"), "\n"),
    (re.compile(r"\\(?:nest)?cell(?![a-z])"), r"\\'07"),
)
_RTF_ERRORS = (ValueError, LookupError, ArithmeticError, TypeError)
"""What striprtf raises on codes that name no character, font or code page."""


def contents_of_rtf(content: bytes) -> Iterator[bytes | Source | Problem]:
    """The text as a page, then the pictures (PNG and JPEG; metafiles, which repeat them, are left out)."""
    text, pictures = _parted(content)
    yield from _page(_METAFILE.sub(b"", text))
    yield from pictures


def _parted(content: bytes) -> tuple[bytes, list[bytes]]:
    """The file without its pictures' data, and these."""
    kept: list[bytes] = []
    pictures: list[bytes] = []
    position = 0
    while found := _PICTURE.search(content, position):
        begin = _end_of(_BEFORE_DATA, content, found.end())
        kept.append(content[position:begin])
        if raw := _RAW.match(content, begin):
            end = raw.end() + int(raw[1])
            data = content[raw.end() : end]
        else:
            end = _end_of(_HEX, content, begin)
            data = _from_hex(content[begin:end])
        if data:
            pictures.append(data)
        position = max(end, begin)
    return b"".join((*kept, content[position:])), pictures


def _end_of(pattern: re.Pattern[bytes], content: bytes, start: int) -> int:
    found = pattern.match(content, start)
    return found.end() if found else start


def _from_hex(digits: bytes) -> bytes:
    clean = digits.translate(None, b" \t\r\n\v\f")
    return bytes.fromhex(clean[: len(clean) // 2 * 2].decode("ascii"))


def _page(text: bytes) -> Iterator[Source | Problem]:
    from striprtf.striprtf import rtf_to_text

    if len(text) > _LONGEST_TEXT:
        yield _TOO_LONG
        return
    lines = text.decode("cp1252", "replace")
    for pattern, replacement in _BEFORE_STRIPRTF:
        lines = pattern.sub(replacement, lines)
    try:
        plain = rtf_to_text(lines, errors="replace")
    except _RTF_ERRORS:
        yield broken(Media.RTF)
        return
    page = typed_page(_blocks(plain))
    if page is not None:
        yield page


def _blocks(plain: str) -> list[Block]:
    """A row of a table is a line with marks in it."""
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for line in paragraphs(plain):
        if _CELL_ENDS in line.text:
            cells = line.text.split(_CELL_ENDS)[:-1]
            rows.append(tuple(Cell((Paragraph(cell),)) for cell in cells))
            continue
        if rows:
            blocks.append(Table(tuple(rows)))
            rows = []
        blocks.append(line)
    return [*blocks, Table(tuple(rows))] if rows else blocks
