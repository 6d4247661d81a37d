"""The words a PDF page carries in its own text, each told by whether a reader of the page can see it.

PDFium gives the characters with their places in about two milliseconds a page. Which witness a word is:
TEXT where it can be seen and no picture covers the page; SCANNER where a page-size picture does (a scanner's
own OCR, however it is drawn); HIDDEN where a born-digital page carries text that nobody sees.
"""

import ctypes
import statistics
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from mailproc.documents.ink import Drawing, Rect, address, drawing
from mailproc.reading.model import Box, Layer, Witness, Word

PAGE_SIZE = 0.75
"""A picture that covers this much of a page is the page."""
_MAX_CHARACTERS = 60_000
_LEAST_HEIGHT = 2.0
"""Points; smaller type is not meant to be read."""
_COLUMN_GAP = 1.2
"""In heights of the line: a wider gap parts words even where the stream has no space."""


_MOST_ANNOTATIONS = 1_000


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How PDFium's page coordinates lie on the page as shown: crop box, and quarter turns clockwise."""

    crop: Rect
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as shown, in points."""
        width, height = self.crop[2] - self.crop[0], self.crop[3] - self.crop[1]
        return (height, width) if self.turns % 2 else (width, height)

    def box(self, rect: Rect) -> Box:
        """A rectangle of the page's own coordinates as a Box of the page as shown (top left origin)."""
        left, bottom, right, top = self.crop
        x0, y0, x1, y1 = rect
        if self.turns == 1:
            return Box(y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if self.turns == 2:
            return Box(right - x1, y0 - bottom, right - x0, y1 - bottom)
        if self.turns == 3:
            return Box(top - y1, right - x1, top - y0, right - x0)
        return Box(x0 - left, top - y1, x1 - left, top - y0)


@dataclass(frozen=True, slots=True)
class TextLayer:
    """`pictured` is the part of the page that pictures cover, 0 to 1."""

    layers: tuple[Layer, ...]
    pictured: float


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    rect: Rect
    ink: int


def text_layer(page: Any) -> TextLayer:
    """The layers of a pypdfium2 page, boxes in points from the top left of the page as shown."""
    frame = page_frame(page)
    drawn = drawing(page)
    pictured = _covered(frame, drawn)
    seen: list[Word] = []
    unseen: list[Word] = []
    notes = overlays(page)
    for run in _runs(page):
        word = Word(run.text, frame.box(run.rect))
        covered = any(_centre_in(run.rect, note) for note in notes)
        visible = drawn.shows(run.ink, run.rect) and not covered and _on_page(frame, word.box)
        (seen if visible else unseen).append(word)
    if pictured >= PAGE_SIZE:
        both = tuple(seen + unseen)
        return TextLayer((Layer(Witness.SCANNER, both),) if both else (), pictured)
    layers = ((Witness.TEXT, seen), (Witness.HIDDEN, unseen))
    return TextLayer(tuple(Layer(witness, tuple(words)) for witness, words in layers if words), pictured)


def overlays(page: Any) -> list[Rect]:
    """Where annotations may lie over what the page itself draws, in PDF coordinates: boxes, stamps, typed text,
    ink. Highlighter and links leave the words below to be read."""
    covering = {
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE,
        pdfium.FPDF_ANNOT_POLYGON,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_REDACT,
    }
    found: list[Rect] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        rect = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetSubtype(note) in covering and pdfium.FPDFAnnot_GetRect(note, rect):
            found.append((rect.left, rect.bottom, rect.right, rect.top))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _centre_in(rect: Rect, outer: Rect) -> bool:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def page_frame(page: Any) -> PageFrame:
    """The frame of a pypdfium2 page."""
    left, bottom, right, top = page.get_bbox()
    return PageFrame((left, bottom, right, top), page.get_rotation() // 90 % 4)


def _covered(frame: PageFrame, drawn: Drawing) -> float:
    """The part of the page under its pictures; overlaps count twice, which only errs towards reading them."""
    width, height = frame.size
    total = 0.0
    for rect in drawn.pictures():
        box = frame.box(rect)
        across = min(box.x1, width) - max(box.x0, 0.0)
        down = min(box.y1, height) - max(box.y0, 0.0)
        total += max(across, 0.0) * max(down, 0.0)
    return min(1.0, total / max(width * height, 1.0))


def _on_page(frame: PageFrame, box: Box) -> bool:
    width, height = frame.size
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return 0 <= x <= width and 0 <= y <= height and max(box.height, box.width) >= _LEAST_HEIGHT


def _runs(page: Any) -> list[_Run]:
    """Words in stream order: characters parted by white space, by wide gaps, and where a line ends."""
    textpage = page.get_textpage()
    count = min(pdfium.FPDFText_CountChars(textpage), _MAX_CHARACTERS)
    runs: list[_Run] = []
    letters: list[str] = []
    rect: list[float] = []
    ink = 0
    box = pdfium.FS_RECTF()
    for at in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(textpage, at) or 0xFFFD)
        blank = letter.isspace() or letter in "\x00\x02\u00ad\ufffe"
        if blank or not pdfium.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(box)):
            if letters and blank:
                runs.append(_Run("".join(letters), (rect[0], rect[1], rect[2], rect[3]), ink))
                letters, rect = [], []
            continue
        here = [box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)]
        if letters and _parted(rect, here):
            runs.append(_Run("".join(letters), (rect[0], rect[1], rect[2], rect[3]), ink))
            letters, rect = [], []
        if not letters:
            ink, rect = address(pdfium.FPDFText_GetTextObject(textpage, at)), here
        else:
            rect = [min(rect[0], here[0]), min(rect[1], here[1]), max(rect[2], here[2]), max(rect[3], here[3])]
        letters.append(letter)
    if letters:
        runs.append(_Run("".join(letters), (rect[0], rect[1], rect[2], rect[3]), ink))
    return runs


def _parted(word: list[float], letter: list[float]) -> bool:
    """Whether the next letter starts another word though no space says so."""
    height = max(letter[3] - letter[1], letter[2] - letter[0])
    across = max(letter[0] - word[2], word[0] - letter[2])
    down = max(letter[1] - word[3], word[1] - letter[3])
    return across > _COLUMN_GAP * height or down > _COLUMN_GAP * height


def legible(words: tuple[Word, ...]) -> bool:
    """Whether a text layer says words at all: fonts without a Unicode map give cid codes, private-use signs
    or letters shifted by a constant, and such a layer is worth nothing."""
    text = " ".join(word.text for word in words)
    signs = [letter for letter in text if not letter.isspace()]
    if len(signs) < 8:
        return True
    strange = sum(not letter.isprintable() or "\ue000" <= letter <= "\uf8ff" or letter == "�" for letter in signs)
    if strange > len(signs) * 0.1 or text.count("(cid:") * 6 > len(signs) * 0.1:
        return False
    letters = [letter for letter in signs if letter.isalpha()]
    if len(letters) < 120:
        return True
    vowels = sum(letter in "aeiouáéíóúüAEIOUÁÉÍÓÚÜ" for letter in letters) / len(letters)
    lengths = [len(word.text) for word in words]
    return 0.2 <= vowels <= 0.7 and statistics.median(lengths) <= 25
