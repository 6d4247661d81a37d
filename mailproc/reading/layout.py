"""From one witness's words to segments: runs of text that stand together in a row.

Engines give words (PDF, Tesseract) or whole lines (RapidOCR). Both become the same here: words are cut into
tokens at their spaces (a token's box is its share of the word's box), and tokens that stand close in a row
become one segment. A wide gap, as between two columns, parts segments. All boxes are in the page's unit.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from mailproc.reading.folding import fold, fold_name, squeeze_with_places
from mailproc.reading.model import Box, Layer, Witness, Word

_Part = TypeVar("_Part")
# SI: in many typefaces a small L is drawn as a capital I is.
_YES = re.compile(r"(?<![^\W_])[Ss]l(?![^\W_])")
# A box this many times the usual height is no line of text.
_TALLEST = 5.0
_BIG_LETTER = 2.2
# A sign alone is no text where its neighbour is more than twice as high.
_SPECK = 0.5
# How much taller the type of a stamp is than that of the line it stands across.
_SIZES = 1.6
# What an engine makes of the rules of a table.
_BORDERS = frozenset("|¦[]{}¡!_—–~=`´'\"«»<>")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece without spaces. `word` is the index of the Word it came from, in its layer."""

    raw: str
    text: str
    box: Box
    confidence: float
    word: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of tokens in a row. `text` is folded (upper case, no accents), its tokens parted by one space.

    `squeezed` is the text's A-Z and 0-9 only; `places[i]` is the index in `text` of its i-th character.
    `lines` is more than one for a paragraph of running text, whose box then is that of the whole.
    """

    tokens: tuple[Token, ...]
    text: str
    starts: tuple[int, ...]
    box: Box
    squeezed: str
    places: tuple[int, ...]
    lines: int = 1

    def _parts(self, start: int, end: int) -> list[tuple[Token, int, int]]:
        parts: list[tuple[Token, int, int]] = []
        for token, begin in zip(self.tokens, self.starts, strict=True):
            low, high = max(start - begin, 0), min(end - begin, len(token.text))
            if low < high:
                parts.append((token, low, high))
        return parts

    def box_of(self, start: int, end: int) -> Box:
        """Where `text[start:end]` stands, or that of its lines which has most of it; inside a token each character has
        the same share of the width."""
        boxes = [_share(token.box, low, high, len(token.text)) for token, low, high in self._parts(start, end)]
        if self.lines > 1 and len(boxes) > 1:
            boxes = max(_rows(boxes, lambda box: box), key=lambda line: line[-1].x1 - line[0].x0)
        return around(boxes) if boxes else self.box

    def confidence_of(self, start: int, end: int) -> float:
        """The least confidence among the tokens there."""
        return min((token.confidence for token, _, _ in self._parts(start, end)), default=0.0)

    def raw_of(self, start: int, end: int) -> str:
        """What was printed at `text[start:end]`: upper case, accents dropped, Ñ kept."""
        pieces: list[str] = []
        for token, low, high in self._parts(start, end):
            kept = fold_name(token.raw)
            pieces.append(kept[low:high] if len(kept) == len(token.text) else token.text[low:high])
        return " ".join(pieces)

    def words_of(self, start: int, end: int) -> frozenset[int]:
        """Indexes of the Words there."""
        return frozenset(token.word for token, _, _ in self._parts(start, end))


@dataclass(frozen=True, slots=True)
class Chart:
    """One layer of one page, as segments from top to bottom, left to right."""

    page: int
    width: float
    height: float
    witness: Witness
    words: tuple[Word, ...]
    segments: tuple[Segment, ...]


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _share(box: Box, low: int, high: int, length: int) -> Box:
    if low == 0 and high == length:
        return box
    return Box(box.x0 + box.width * low / length, box.y0, box.x0 + box.width * high / length, box.y1)


def runs_of(layer: Layer) -> list[list[Token]]:
    """The layer's words as runs of tokens, each within one row, in no order."""
    tokens = _upright([token for index, word in enumerate(layer.words) for token in _tokens(word, index)])
    return _runs(tokens)


def _tokens(word: Word, index: int) -> list[Token]:
    text = _without_borders(word.text) if "|" in word.text else word.text
    pieces = text.split()
    length = len(text)
    alone = len(pieces) == 1
    tokens: list[Token] = []
    position = 0
    for piece in pieces:
        start = text.index(piece, position)
        position = start + len(piece)
        folded = fold(_YES.sub("SI", piece)).replace(" ", "")
        if folded and not _BORDERS.issuperset(folded):
            box = _share(word.box, start, position, length)
            tokens.append(Token(piece, folded, box, word.confidence, index, alone))
    return tokens


def _without_borders(text: str) -> str:
    """The text with spaces for the bars between single characters: they are the borders of cells."""
    pieces = text.split(" ")
    cells = (
        piece.replace("|", " ") if all(len(one) <= 2 for one in piece.split("|")) else piece for piece in pieces
    )
    return " ".join(cells)


def _runs(tokens: list[Token]) -> list[list[Token]]:
    """Tokens chained left to right: each joins the run whose last token stands just left of it."""
    if not tokens:
        return []
    pitch = max(median(token.box.height for token in tokens), 1e-6)
    shelves: dict[int, list[list[Token]]] = defaultdict(list)
    runs: list[list[Token]] = []
    ends = {token.word: token for token in sorted(tokens, key=lambda one: one.box.x0)}
    for token in sorted(tokens, key=lambda one: one.box.x0):
        shelf = round((token.box.y0 + token.box.y1) / 2 / pitch)
        near = [run for at in (shelf - 1, shelf, shelf + 1) for run in shelves[at]]
        # What an engine gave as one line is not parted by the letters of a stamp that stands across it.
        run = _nearest_run([run for run in near if run[-1] is ends[run[-1].word] or _alike(run[-1], token)], token)
        if run is None:
            run = []
            runs.append(run)
        run.append(token)
        if run not in shelves[shelf]:
            shelves[shelf].append(run)
    return runs


def _alike(one: Token, other: Token) -> bool:
    """Whether two tokens are of one line, or of type of one size."""
    return one.word == other.word or max(one.box.height, other.box.height) <= _SIZES * min(
        one.box.height, other.box.height
    )


def _nearest_run(runs: list[list[Token]], token: Token) -> list[Token] | None:
    best: list[Token] | None = None
    least = float("inf")
    for run in runs:
        last = run[-1]
        gap = token.box.x0 - last.box.x1
        height = min(token.box.height, last.box.height)
        # An engine that gives lines has already told one column from the next: believe a smaller gap there.
        reach = (0.9 if token.alone and last.alone else 0.45) * height
        joined = token.word == last.word or -0.6 * height <= gap <= reach
        if not joined or share_of_row(last.box, token.box) < 0.5:
            continue
        # A small label over a value overlaps its line on a picture: the piece of the same line is level with it.
        across = 0.0 if token.word == last.word else abs(gap)
        apart = across + abs(token.box.y0 + token.box.y1 - last.box.y0 - last.box.y1)
        if apart < least:
            best, least = run, apart
    return best


def _upright(tokens: list[Token]) -> list[Token]:
    """Without the letters of a watermark across the page: their boxes would stand in every row and column."""
    if not tokens:
        return tokens
    usual = median(token.box.height for token in tokens)
    return [token for token in tokens if token.box.height <= _tallest(token.text) * usual]


def _tallest(text: str) -> float:
    """A letter alone that is big is a watermark's; an answer may be set big."""
    return _BIG_LETTER if len(text) == 1 and text.isalpha() else _TALLEST


def segment_of(rows: list[list[Token]]) -> Segment:
    run = [token for row in rows for token in row]
    starts: list[int] = []
    position = 0
    for token in run:
        starts.append(position)
        position += len(token.text) + 1
    text = " ".join(token.text for token in run)
    squeezed, places = squeeze_with_places(text)
    box = around([token.box for token in run])
    return Segment(tuple(run), text, tuple(starts), box, squeezed, places, len(rows))


def rows_of(segment: Segment) -> list[Segment]:
    """A paragraph's lines as segments of their own; [] for what is one line."""
    if segment.lines == 1:
        return []
    return [segment_of([row]) for row in _rows(segment.tokens, lambda token: token.box)]


def _rows(parts: Sequence[_Part], box_of: Callable[[_Part], Box]) -> list[list[_Part]]:
    """What follows one another from left to right, a row for each line."""
    rows = [[parts[0]]]
    for one in parts[1:]:
        box, last = box_of(one), box_of(rows[-1][-1])
        if box.x0 > last.x0 and share_of_row(box, last) > 0.5:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


# --- Where boxes stand to one another ---------------------------------------------------------------------


def _shared(low: float, high: float, other_low: float, other_high: float) -> float:
    """Length of the overlap of two intervals, negative where they are apart. Written out: it is asked for
    a hundred thousand times a page."""
    start = low if low > other_low else other_low
    end = high if high < other_high else other_high
    return end - start


def share_of_row(one: Box, other: Box) -> float:
    """How much of the lower box's height both share, 0 to 1."""
    shared = _shared(one.y0, one.y1, other.y0, other.y1)
    if shared <= 0:
        return 0.0
    return shared / min(one.y1 - one.y0, other.y1 - other.y0)


def share_of_column(one: Box, other: Box) -> float:
    """How much of the narrower box's width both share, 0 to 1."""
    shared = _shared(one.x0, one.x1, other.x0, other.x1)
    if shared <= 0:
        return 0.0
    return shared / min(one.x1 - one.x0, other.x1 - other.x0)


def same_place(one: Box, other: Box) -> bool:
    """Whether two witnesses' boxes are of the same thing: most of the smaller lies in the bigger."""
    if one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0:
        return False
    area = _shared(one.x0, one.x1, other.x0, other.x1) * _shared(one.y0, one.y1, other.y0, other.y1)
    smaller = min(one.width * one.height, other.width * other.height)
    return area >= 0.4 * smaller


def drop(upper: Box, lower: Box) -> float:
    """The bare height between two boxes one below the other; infinite where the second is not below.

    Middles tell below: engines pad their boxes, so that those of neighbouring lines overlap (0 then).
    """
    if (lower.y0 + lower.y1) / 2 <= (upper.y0 + upper.y1) / 2 + 0.4 * min(upper.height, lower.height):
        return float("inf")
    return max(0.0, lower.y0 - upper.y1)


def in_row(one: Box, other: Box) -> bool:
    """Side by side; half of the height is enough, photos are never quite level."""
    return share_of_row(one, other) >= 0.45


def in_column(one: Box, other: Box) -> bool:
    """One above the other."""
    return share_of_column(one, other) >= 0.3


def is_speck(segment: Segment, beside: Box) -> bool:
    """Whether what stands beside a line is what an engine makes of a stain, an arrow or the point of a list."""
    return len(segment.squeezed) == 1 and segment.box.height < _SPECK * beside.height


def stacked(segments: Sequence[Segment]) -> list[tuple[Segment, tuple[int, Segment]]]:
    """Pairs of short segments, the second just below the first and begun at (or centred on) the same x.

    What ends in a colon is over.
    """
    pairs: list[tuple[Segment, tuple[int, Segment]]] = []
    for at, upper in enumerate(segments):
        if not 5 <= len(upper.squeezed) <= 40 or upper.squeezed[-1].isdigit() or upper.text.endswith(":"):
            continue
        for low in range(at + 1, len(segments)):
            lower = segments[low]
            height = upper.box.height
            if lower.box.y0 - upper.box.y0 > 2.2 * height:
                break
            if drop(upper.box, lower.box) > 0.8 * height or not in_column(upper.box, lower.box):
                continue
            centred = abs(upper.box.x0 + upper.box.x1 - lower.box.x0 - lower.box.x1) < 2 * height
            if abs(upper.box.x0 - lower.box.x0) < height or centred:
                pairs.append((upper, (low, lower)))
    return pairs
