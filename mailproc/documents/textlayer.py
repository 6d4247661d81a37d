"""The words a PDF page carries in its own text, each told by whether a reader of the page can see it.

Which witness a word is:
TEXT     it can be seen, the page itself draws it, and no picture is the page;
TYPED    it can be seen, and was laid over: an annotation's, a form field's, or written on a page-size picture, or
         on a large one of print;
SCANNER  it cannot be seen, and a page-size picture can: a scanner's own OCR, however it is drawn; or it can be
         seen, and looks like other letters than it says, or says some of them not at all: no better than a guess;
HIDDEN   it cannot be seen, and no picture says so either.
"""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mailproc.documents.annotations import LaidFlat
from mailproc.documents.glyphs import belied
from mailproc.documents.ink import Drawing, drawing, pictured
from mailproc.documents.letters import Letters, Run, letters_of, quarter_turns
from mailproc.documents.pageframe import PageFrame, page_frame
from mailproc.documents.visibility import Sight, sight
from mailproc.reading.model import Box, Layer, Witness, Word

PAGE_SIZE = 0.75
"""Pictures that cover this much of a page are the page."""
_PASTED = 0.2
"""Pictures that cover this much may be a scan: what stands on one was written on it."""
_MOST_PASTED = 50
_LEAST_TYPE = 0.0033
"""Parts of a page's shorter side: lower type (two points on letter size) is not meant to be read."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """`pictured` is the part of the page that pictures cover, 0 to 1; `bare`: nothing is drawn on it but words that
    it tells as TEXT."""

    layers: tuple[Layer, ...]
    pictured: float
    bare: bool


def text_layer(flat: LaidFlat) -> TextLayer:
    """The layers of a page, boxes in points from the top left of the page as shown.

    A page that shows its letters lying or upside down is turned first, for as long as its document is open.
    """
    frame, letters = _upright(flat.page)
    drawn = drawing(flat.page, flat.own)
    silent = [(handle, frame.box(rect)) for handle, rect in drawn.others(letters.handles)]
    # What is drawn with more objects than anybody looks at is a picture, and takes long to draw at that.
    view = sight(flat.page, letters, silent, frame) if drawn.complete else _nothing_of(letters)
    share = pictured(drawn, frame)
    unseen = Witness.SCANNER if share >= PAGE_SIZE else Witness.HIDDEN
    words: dict[Witness, list[Word]] = {witness: [] for witness in Witness}
    shown: list[Run] = []
    plain: list[bool] = []
    pasted = _pasted(drawn, view, frame) if _PASTED <= share < PAGE_SIZE else []
    for part, visible, even in _parts(letters.runs, view, frame):
        over = share >= PAGE_SIZE or part.owners[0] in drawn.laid_over
        over = over or any(_middle_in(part.box, box) for box in pasted)
        witness = (Witness.TYPED if over else Witness.TEXT) if visible else unseen
        words[witness].append(Word(part.text, part.box))
        if witness is Witness.TEXT:
            shown.append(part)
            plain.append(even)
    if _garbled(words[Witness.TEXT]) or belied(flat.page, Letters(tuple(shown), letters.handles), plain, frame):
        words[Witness.SCANNER] += words.pop(Witness.TEXT)
    words[Witness.TYPED] += [Word(note.text, frame.box(note.rect)) for note in flat.notes]
    words[unseen] += [Word(text, box) for text, box in _unshown(flat, frame, words[Witness.TYPED])]
    layers = tuple(Layer(witness, tuple(its)) for witness, its in words.items() if its)
    told = any(layer.witness is Witness.TEXT for layer in layers) or not any(map(any, view.seen))
    return TextLayer(layers, share, view.blank and told)


def _nothing_of(letters: Letters) -> Sight:
    unseen = tuple((False,) * len(run.text) for run in letters.runs)
    return Sight(unseen, (False,) * len(letters.runs), paper=None)


def _upright(page: Any) -> tuple[PageFrame, Letters]:
    frame = page_frame(page)
    letters = letters_of(page, frame)
    turns = quarter_turns(letters)
    if turns is None or turns == frame.turns:
        return frame, letters
    page.set_rotation(90 * turns)
    frame = page_frame(page)
    return frame, letters_of(page, frame)


def _pasted(drawn: Drawing, view: Sight, frame: PageFrame) -> list[Box]:
    """The largest pictures that show print; those that are mere background do not."""
    boxes = sorted(map(frame.box, set(drawn.pictures)), key=lambda box: -box.width * box.height)
    return [box for box in boxes[:_MOST_PASTED] if view.printed(box)]


def _unshown(flat: LaidFlat, frame: PageFrame, shown: Sequence[Word]) -> Iterator[tuple[str, Box]]:
    """Values of form fields that are not what stands at their places."""
    for value in flat.values:
        box = frame.box(value.rect)
        there = "".join(word.text for word in shown if _middle_in(word.box, box))
        if "".join(value.text.split()) not in "".join(there.split()):
            yield value.text, box


def _middle_in(box: Box, outer: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _parts(runs: Sequence[Run], view: Sight, frame: PageFrame) -> Iterator[tuple[Run, bool, bool]]:
    """The runs, whether they are seen, and whether on plain paper, each cut where it passes from sight."""
    least = _LEAST_TYPE * min(frame.size)
    for run, marks, even in zip(runs, view.seen, view.plain, strict=True):
        if run.line < least or len(set(marks)) == 1:
            yield run, marks[0] and run.line >= least, even
            continue
        start = 0
        for end in range(1, len(marks) + 1):
            if end == len(marks) or marks[end] != marks[start]:
                yield run.part(start, end, frame), marks[start], even
                start = end


def _garbled(words: Sequence[Word]) -> bool:
    """Whether some words lack a letter, since their font does not say which it is. Bullets are no letters."""
    return any(
        not word.text.isprintable() or "\ufffd" in word.text
        for word in words
        if any(letter.isalnum() for letter in word.text)
    )


def legible(words: Sequence[Word]) -> bool:
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
