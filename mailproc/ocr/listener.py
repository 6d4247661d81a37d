"""One page and all that is known of it so far: the file's own words, and what engines heard, in one frame."""

from mailproc.documents.pixels import Picture
from mailproc.documents.source import Source, UnreadablePicture
from mailproc.ocr.flaws import flaws_of
from mailproc.ocr.hearing import Hearing
from mailproc.ocr.page import find_page
from mailproc.ocr.rapid import Rapid
from mailproc.ocr.tesseract import Tesseract
from mailproc.reading.model import Box, Flaw, Layer, Page, Problem, ProblemCode, Witness, Word

_CLEAR = 0.75
"""A hearing this clear has the right side up; a poorer one is begun anew at the next search."""

_BOWED = 1.0
"""Heights of a line by which one across the whole picture is bowed, where the sheet counts as curled."""


class Listener:
    """Gathers the layers of one source. `hearing` is None until its lines are found."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.hearing: Hearing | None = None
        self._alone: Layer | None = None
        self._flaws: tuple[Flaw, ...] = ()
        self._picture: Picture | None = None
        self._size = (source.width, source.height)
        self._width = source.width

    @property
    def page(self) -> Page:
        """The page as far as it is known, all layers in one upright frame."""
        width, height = self.hearing.found.size if self.hearing is not None else self._size
        own = tuple(self._framed(layer) for layer in self.source.layers)
        heard = tuple(self.hearing.layers()) if self.hearing is not None else ()
        alone = (self._alone,) if self._alone is not None else ()
        return Page(self.source.number, width, height, (*own, *heard, *alone), self._flaws)

    @property
    def unheard(self) -> bool:
        """Whether no engine has listened yet."""
        return self.hearing is None and self._alone is None

    def search(self, rapid: Rapid, *, side: int, prose: bool) -> None:
        """Finds the page's lines. If it was heard before, and clearly, only what is new is added, sentences only
        with `prose`; otherwise all is begun anew. Raises EngineFault and UnreadablePicture.

        A curled sheet is levelled first: a rectangle around a bowed line holds pieces of its neighbours, and of two
        such lines the finder makes one."""
        if self.hearing is not None and self.hearing.clearness >= _CLEAR:
            self.hearing.search_again(rapid, side=side, prose=prose)
            return
        found = find_page(self._seen(), rapid, side=side, width=self._width)
        if self.hearing is None:
            self._flaws = flaws_of(found)
        # Words of the file's own stand on the picture as it came.
        if found.bow >= _BOWED and not self.source.layers:
            self._picture, self._width = found.upright(), found.size[0] if self._width else 0.0
            found = find_page(self._picture, rapid, side=side, width=self._width)
        self.hearing = Hearing(found)

    def listen_alone(self, tesseract: Tesseract) -> None:
        """Hears the whole page with Tesseract, RapidOCR being missing. Raises EngineFault, UnreadablePicture."""
        picture = self._seen()
        height, width = picture.shape[:2]
        unit = self.source.width / width if self.source.width else 1.0
        words = tuple(Word(w.text, _scaled(w.box, unit), w.confidence) for w in tesseract.read_page(picture))
        self._size = (width * unit, height * unit)
        self._alone = Layer(Witness.TESSERACT, words)

    def _seen(self) -> Picture:
        """The picture, decoded once."""
        if self._picture is None:
            try:
                self._picture = self.source.picture()
            except MemoryError as error:
                text = "La imagen necesita demasiada memoria para abrirse."
                raise UnreadablePicture(Problem(ProblemCode.MEMORY, text)) from error
        return self._picture

    def _framed(self, layer: Layer) -> Layer:
        """A layer of the file carried over into the frame in which the picture was read."""
        if self.hearing is None:
            return layer
        frame, unit = self.hearing.found.frame, self.hearing.found.unit
        if frame.angle == 0 and not any(frame.bend):
            return layer
        words = []
        for word in layer.words:
            box = word.box
            corners = [frame.point(x / unit, y / unit) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
            xs, ys = [x * unit for x, _ in corners], [y * unit for _, y in corners]
            words.append(Word(word.text, Box(min(xs), min(ys), max(xs), max(ys)), word.confidence))
        return Layer(layer.witness, tuple(words))


def _scaled(box: Box, unit: float) -> Box:
    return Box(box.x0 * unit, box.y0 * unit, box.x1 * unit, box.y1 * unit)
