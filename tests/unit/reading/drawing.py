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

    def rows(
        self, y: float, *rows: tuple[str, str], left: float = 60, right: float = 260, pitch: float = 18
    ) -> float:
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

    def without(self, *texts: str) -> "Drawing":
        """The drawing without the runs of those texts."""
        return Drawing([run for run in self.runs if run[2] not in texts])

    def words(self) -> tuple[Word, ...]:
        """As single words, the last one drawn first: streams promise no order."""
        found: list[Word] = []
        for x, y, text in reversed(self.runs):
            at = x
            for piece in text.split(" "):
                if piece:
                    found.append(Word(piece, Box(at, y, at + LETTER * len(piece), y + TALL)))
                at += LETTER * (len(piece) + 1)
        return tuple(found)

    def lines(
        self, changes: dict[str, str] | None = None, *, confidence: float = 0.97, joined: bool = False
    ) -> tuple[Word, ...]:
        """As whole lines, like RapidOCR, boxes padded: `changes` are misreadings, `joined` drops all spaces of
        runs that hold a colon."""
        found: list[Word] = []
        for x, y, text in reversed(self.runs):
            said = text
            for right, wrong in (changes or {}).items():
                said = said.replace(right, wrong)
            if joined and ":" in said:
                said = said.replace(" ", "")
            box = Box(x - 2, y - 2, x + LETTER * len(text) + 2, y + TALL + 2)
            found.append(Word(said, box, confidence))
        return tuple(found)

    def crops(self, *texts: str, changes: dict[str, str] | None = None) -> tuple[Word, ...]:
        """Only the runs that hold one of the texts, as another engine reads them in crops."""
        chosen = [run for run in self.runs if any(text in run[2] for text in texts)]
        return Drawing(chosen).lines(changes, confidence=0.9)


def page(number: int, *layers: tuple[Witness, tuple[Word, ...]]) -> Page:
    """A page of those layers."""
    return Page(number, WIDTH, HEIGHT, tuple(Layer(witness, words) for witness, words in layers))


def text_page(drawing: Drawing, number: int = 1) -> Page:
    """As a born-digital PDF."""
    return page(number, (Witness.TEXT, drawing.words()))


def heard_page(
    drawing: Drawing,
    rapid: dict[str, str] | None = None,
    tesseract: dict[str, str] | None = None,
    *,
    joined: bool = False,
) -> Page:
    """As RapidOCR and Tesseract hear the whole of it, each with its own misreadings."""
    return page(
        1,
        (Witness.RAPID, drawing.lines(rapid, joined=joined)),
        (Witness.TESSERACT, drawing.lines(tesseract, confidence=0.9)),
    )
