"""Pages drawn by hand, word by word, for any witness: what the reader is given by PDF layers and engines."""

from dataclasses import dataclass, field

from mailproc.reading.model import Box, Layer, Page, Witness, Word

WIDTH, HEIGHT = 612.0, 792.0
LETTER = 5.0
TALL = 10.0


@dataclass
class Drawing:
    """Runs of text at places; the same drawing can be seen by several witnesses."""

    runs: list[tuple[float, float, str]] = field(default_factory=list)

    def put(self, x: float, y: float, text: str) -> "Drawing":
        """A run whose left end stands at x, its top at y."""
        self.runs.append((x, y, text))
        return self

    def rows(self, y: float, *rows: tuple[str, str], left: float = 60, right: float = 260, pitch: float = 18) -> float:
        """Label and value lines; where the next line would stand."""
        for label, value in rows:
            self.put(left, y, label)
            if value:
                self.put(right, y, value)
            y += pitch
        return y

    def table(self, y: float, columns: list[float], *rows: list[str], pitch: float = 18) -> float:
        """Rows of cells."""
        for row in rows:
            for x, cell in zip(columns, row, strict=True):
                if cell:
                    self.put(x, y, cell)
            y += pitch
        return y

    def words(self, changes: dict[str, str] | None = None, confidence: float = 1.0) -> tuple[Word, ...]:
        """As single words, the last one drawn first: streams and engines promise no order."""
        found: list[Word] = []
        for x, y, text in reversed(self.runs):
            at = x
            for piece in text.split(" "):
                if piece:
                    box = Box(at, y, at + LETTER * len(piece), y + TALL)
                    found.append(Word((changes or {}).get(piece, piece), box, confidence))
                at += LETTER * (len(piece) + 1)
        return tuple(found)

    def lines(
        self, changes: dict[str, str] | None = None, confidence: float = 0.97, *, joined: bool = False
    ) -> tuple[Word, ...]:
        """As whole lines, like RapidOCR: `changes` are misreadings, `joined` drops the spaces of labels."""
        found: list[Word] = []
        for x, y, text in reversed(self.runs):
            said = text
            for right, wrong in (changes or {}).items():
                said = said.replace(right, wrong)
            box = Box(x - 1, y - 1, x + LETTER * len(text) + 1, y + TALL + 1)
            found.append(Word(said.replace(" ", "") if joined and ":" in said else said, box, confidence))
        return tuple(found)

    def text_page(self, number: int = 1) -> Page:
        """As a born-digital PDF."""
        return page(number, (Witness.TEXT, self.words()))

    def scan_page(self, number: int = 1, **kwargs: object) -> Page:
        """As RapidOCR alone sees it."""
        return page(number, (Witness.RAPID, self.lines(**kwargs)))  # type: ignore[arg-type]


def page(number: int, *layers: tuple[Witness, tuple[Word, ...]]) -> Page:
    """A page of those layers."""
    return Page(number, WIDTH, HEIGHT, tuple(Layer(witness, words) for witness, words in layers))
