"""The text of a Word, PowerPoint or OpenDocument file as paragraphs and tables: a few elements of its XML.

Read as a stream, no tree is built, and with no entities: none of these programs writes one, bombs do
(ECMA-376 parts 1 and 4; OpenDocument 1.3 part 3).
"""

import re
from enum import Enum, auto

from mailproc.documents.media import Media
from mailproc.documents.typed import MOST_LETTERS, Block, Cell, Paragraph, Table

_DEEPEST_TABLE = 4
_MOST_COLUMNS = 100
_WIDEST_SPAN = 50
_CHUNK = 65_536
_BLANKS = re.compile(r"\s+")


class BadText(ValueError):
    """The XML is broken, or a bomb; `bomb` tells which."""

    def __init__(self, *, bomb: bool) -> None:
        super().__init__("bomb" if bomb else "not well-formed")
        self.bomb = bomb


class _Part(Enum):
    """What an element is to us."""

    PAGE = auto()
    PARAGRAPH = auto()
    TEXT = auto()
    TAB = auto()
    SPACE = auto()
    BREAK = auto()
    HYPHEN = auto()
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    SPAN = auto()
    SKIPPED = auto()


_OOXML = {
    "p": _Part.PARAGRAPH,
    "t": _Part.TEXT,
    "tab": _Part.TAB,
    "ptab": _Part.TAB,
    "br": _Part.BREAK,
    "cr": _Part.BREAK,
    "noBreakHyphen": _Part.HYPHEN,
    "tbl": _Part.TABLE,
    "tr": _Part.ROW,
    "tc": _Part.CELL,
    "gridSpan": _Part.SPAN,
    "pPr": _Part.SKIPPED,  # where tab stops are called tabs
    "moveFrom": _Part.SKIPPED,
    "Fallback": _Part.SKIPPED,  # text boxes once more, for old programs
}
_ODF = {
    "page": _Part.PAGE,
    "p": _Part.PARAGRAPH,
    "h": _Part.PARAGRAPH,
    "tab": _Part.TAB,
    "s": _Part.SPACE,
    "line-break": _Part.BREAK,
    "table": _Part.TABLE,
    "table-row": _Part.ROW,
    "table-cell": _Part.CELL,
    "covered-table-cell": _Part.CELL,  # keeps its place below the cell that covers it, empty
    "annotation": _Part.SKIPPED,
    "title": _Part.SKIPPED,  # of a picture
    "desc": _Part.SKIPPED,
    "tracked-changes": _Part.SKIPPED,
}


def text_of(xml: bytes, media: Media) -> list[list[Block]]:
    """The pages of one part (document.xml, a slide, content.xml), parted where the author parted them.
    Raises BadText."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    flow = _Flow(_ODF if media is Media.ODT else _OOXML, bare=media is Media.ODT)
    parser = DefusedXMLParser(target=flow, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        for start in range(0, len(xml), _CHUNK):
            parser.feed(xml[start : start + _CHUNK])
        parser.close()
    except DefusedXmlException as error:
        raise BadText(bomb=True) from error
    except (ParseError, ValueError, LookupError) as error:  # the latter two: encodings
        raise BadText(bomb=False) from error
    return flow.pages


class _Flow:
    """Takes a parser's events. `bare`: text stands in the paragraphs themselves, not in elements of its own."""

    def __init__(self, parts: dict[str, _Part], *, bare: bool) -> None:
        self.pages: list[list[Block]] = [[]]
        self._parts = parts
        self._bare = bare
        self._letters = 0
        self._skipped = 0
        self._texts = 0
        self._paragraphs: list[list[str]] = []  # open ones: a text box stands in a paragraph
        self._tables: list[list[list[Cell]]] = []
        self._cells: list[list[Block]] = []
        self._spans: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        part = self._parts.get(_local(tag))
        if self._skipped or part is _Part.SKIPPED or (part is _Part.TABLE and len(self._tables) == _DEEPEST_TABLE):
            self._skipped += 1
        elif part is _Part.PARAGRAPH:
            self._paragraphs.append([])
        elif part is _Part.TEXT:
            self._texts += 1
        elif part in _SIGNS:
            self._write(_SIGNS[part] * _count(attributes, "c"))
        elif part is _Part.BREAK or part is _Part.PAGE:
            self._break(page=part is _Part.PAGE or _value(attributes, "type") == "page")
        elif part is _Part.TABLE:
            self._tables.append([])
        elif part is _Part.ROW and self._tables:
            self._tables[-1].append([])
        elif part is _Part.CELL and self._tables:
            self._cells.append([])
            self._spans.append(_count(attributes, "number-columns-repeated"))
        elif part is _Part.SPAN and self._spans:
            self._spans[-1] = _count(attributes, "val")

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        part = self._parts.get(_local(tag))
        if part is _Part.PARAGRAPH:
            self._break(page=False)
            self._paragraphs.pop()
        elif part is _Part.TEXT:
            self._texts -= 1
        elif part is _Part.CELL and self._cells:
            cell = Cell(tuple(self._cells.pop()), self._spans.pop())
            if not self._tables[-1]:
                self._tables[-1].append([])
            if len(self._tables[-1][-1]) < _MOST_COLUMNS:
                self._tables[-1][-1].append(cell)
        elif part is _Part.TABLE:
            self._here().append(Table(tuple(tuple(row) for row in self._tables.pop())))

    def data(self, text: str) -> None:
        if not self._skipped and (self._texts or self._bare):
            # Only Office keeps spaces that stand together; elsewhere they are how the XML was written.
            self._write(_BLANKS.sub(" ", text) if self._bare else text.replace("\n", " "))

    def close(self) -> None:
        """Part of the protocol of parsers' targets."""

    def _write(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(text[: MOST_LETTERS - self._letters])
            self._letters = min(self._letters + len(text), MOST_LETTERS)

    def _break(self, *, page: bool) -> None:
        """Ends the row that is being written; at a page's end the page too, unless a cell goes on."""
        if self._paragraphs:
            text = "".join(self._paragraphs[-1])
            self._paragraphs[-1] = []
            if text.strip():
                self._here().append(Paragraph(text))
        if page and not self._cells:
            self.pages.append([])

    def _here(self) -> list[Block]:
        return self._cells[-1] if self._cells else self.pages[-1]


_SIGNS = {_Part.TAB: "\t", _Part.SPACE: " ", _Part.HYPHEN: "-"}


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _count(attributes: dict[str, str], name: str) -> int:
    value = _value(attributes, name)
    return min(max(int(value[:4]), 1), _WIDEST_SPAN) if value.isascii() and value.isdecimal() else 1
