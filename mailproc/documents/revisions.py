"""What a PDF said before it was changed.

Programs append changes to a PDF and leave the earlier states in it, whole (ISO 32000-1, 7.5.6): a signature, a
note, a new date. Only what a person sees counts: a state that looks the same is the same, whatever was appended.

Residual risk: a file that was written anew keeps no earlier state.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2

from mailproc.documents.annotations import laid_flat
from mailproc.documents.source import Source
from mailproc.documents.textlayer import legible, text_layer
from mailproc.reading.model import Layer, Witness, Word

_MOST_SECTIONS = 64
_MOST_STATES = 3
_START = re.compile(rb"startxref\s+(\d{1,12})\s")
_PREVIOUS = re.compile(rb"/Prev\s+(\d{1,12})")
_ALIKE = 0.5
"""Part of the words of two states of one page that both have, at least."""
_SEEN = frozenset({Witness.TEXT, Witness.TYPED})


def with_former_words(document: Any, content: bytes, sources: Sequence[Source]) -> tuple[Source, ...]:
    """The pages, each with a FORMER layer for every earlier state in which other words could be seen on it."""
    pages = list(sources)
    for end in _ends(content):
        try:
            earlier = pypdfium2.PdfDocument(content[:end])
            earlier.init_forms()
        except pypdfium2.PdfiumError:
            continue
        if not _looks_the_same(document, earlier, pages):
            states = list(_states(earlier, len(pages) + 1))
            pages = [_compared(page, states) for page in pages]
        earlier.close()
    return tuple(pages)


def _ends(content: bytes) -> list[int]:
    """Where the earlier states of the file end: the oldest ones, and the last.

    A state ends after its `startxref`, and is one only if the cross-reference section that it names is among
    those that the file's last one leads back to: the halves of a linearised file are no states, nor is a PDF
    that lies in another.
    """
    starts = list(_START.finditer(content))
    if len(starts) < 2:
        return []
    by_section = {int(start[1]): start.end() for start in reversed(starts)}
    sections: list[int] = []
    section: int | None = int(starts[-1][1])
    while section is not None and section not in sections and len(sections) < _MOST_SECTIONS:
        sections.append(section)
        section = _previous(content, section)
    ends = sorted({by_section[one] for one in sections if one in by_section} - {starts[-1].end()})
    marks = [content.find(b"%%EOF", end) for end in ends]
    whole = [mark + 5 for mark in marks if mark >= 0]
    return [*whole[: _MOST_STATES - 1], *whole[_MOST_STATES - 1 :][-1:]]


def _previous(content: bytes, section: int) -> int | None:
    """The section before the one at this place: of a table by its trailer, of a stream by its dictionary."""
    table = content[section : section + 20].lstrip().startswith(b"xref")
    first = content.find(b"trailer", section) if table else section
    last = content.find(b"startxref" if table else b"stream", first) if first >= 0 else -1
    found = _PREVIOUS.search(content, first, last) if last >= 0 else None
    return int(found[1]) if found else None


def _looks_the_same(document: Any, earlier: Any, pages: Sequence[Source]) -> bool:
    """Whether every page is drawn as before, point for point."""
    if len(document) != len(earlier):
        return False
    for page in pages:
        now, then = (
            one[page.number - 1].render(scale=min(1.0, 1_500 / max(1.0, page.width, page.height)), grayscale=True)
            for one in (document, earlier)
        )
        if (now.width, now.height) != (then.width, then.height) or bytes(now.buffer) != bytes(then.buffer):
            return False
    return True


def _states(document: Any, most: int) -> Iterator[tuple[Word, ...]]:
    """The words that could be seen on each page."""
    for at in range(min(len(document), most)):
        try:
            heard = text_layer(laid_flat(document, at))
        except pypdfium2.PdfiumError:
            continue
        words = tuple(word for layer in heard.layers if layer.witness in _SEEN for word in layer.words)
        if words and legible(words):
            yield words


def _compared(page: Source, states: Sequence[tuple[Word, ...]]) -> Source:
    """The page with the words of the state that is most like it, unless they are the same."""
    said = _counted(word for layer in page.layers for word in layer.words)
    seen = _counted(word for layer in page.layers if layer.witness in _SEEN for word in layer.words)
    best = max(states, key=lambda words: (_counted(words) & said).total(), default=())
    former = _counted(best)
    alike = (former & said).total() >= _ALIKE * max(1, min(former.total(), said.total()))
    if not alike or former == seen:
        return page
    return replace(page, layers=(*page.layers, Layer(Witness.FORMER, best)))


def _counted(words: Iterator[Word] | Sequence[Word]) -> Counter[str]:
    return Counter(word.text for word in words)
