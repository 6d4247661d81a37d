"""Where a sheet's words stand, to tell what is left of it after a cut."""

from collections.abc import Iterator, Mapping

import pypdfium2 as pdfium

Span = tuple[float, float]
"""From top to foot, as shares of the page's height."""


def hidden(pdf: bytes, shown: Mapping[str, tuple[str, ...]], seen: Span) -> frozenset[str]:
    """Fields of `shown` that the first page's part `seen` no longer carries. A string that stands on the page
    several times counts where it stands nearest to the one before it: a value by its label. A string that is not
    on the page at all (a letter has no labels) is passed over."""
    characters = list(_characters(pdf))
    text = "".join(char for char, _ in characters)
    gone = set()
    for field, strings in shown.items():
        before: Span | None = None
        for string in strings:
            spans = [_around(characters[start:stop]) for start, stop in _found(text, _squeezed(string))]
            if not spans:
                continue
            near = min(spans, key=lambda span: abs(span[0] - before[0]) if before else 0)
            before = near
            inside = [
                span
                for span in ([near] if len(strings) > 1 else spans)
                if seen[0] <= span[0] and span[1] <= seen[1]
            ]
            if not inside:
                gone.add(field)
    return frozenset(gone)


def _squeezed(string: str) -> str:
    return "".join(char for char in string.upper() if char.isalnum())


def _characters(pdf: bytes) -> Iterator[tuple[str, Span]]:
    """Letters and digits of the first page in the order of its stream, in upper case, with their places."""
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[0]
        height, words = page.get_height(), page.get_textpage()
        for index in range(words.count_chars()):
            char = words.get_text_range(index, 1).upper()
            if char.isalnum() and len(char) == 1:
                _, low, _, high = words.get_charbox(index, loose=True)
                yield char, (1 - high / height, 1 - low / height)
    finally:
        document.close()


def _found(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        yield start, start + len(wanted)
        start = text.find(wanted, start + 1)


def _around(characters: list[tuple[str, Span]]) -> Span:
    return min(span[0] for _, span in characters), max(span[1] for _, span in characters)
