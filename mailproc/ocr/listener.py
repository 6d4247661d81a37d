"""One page and all that has been heard of it so far: the file's own words, and each engine's."""

from collections.abc import Sequence

from mailproc.documents.pixels import Picture
from mailproc.documents.source import Source, UnreadablePicture
from mailproc.ocr.page import HERE, HeardPage, hear_again, hear_more, hear_page, overlap
from mailproc.ocr.prepare import Preparation
from mailproc.ocr.rapid import Rapid
from mailproc.ocr.tesseract import Tesseract
from mailproc.reading.model import Box, Layer, Page, Problem, ProblemCode, Witness, Word

_CLEAR = 0.75
"""A hearing this clear has the right side up; a poorer one is begun anew the next time."""


class Listener:
    """Gathers the layers of one source. `heard` is what RapidOCR heard, None before it listened."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.heard: HeardPage | None = None
        self._layers: list[Layer] = []
        self._size = (source.width, source.height)
        self._picture: Picture | None = None

    @property
    def page(self) -> Page:
        """The page as far as it is known, all layers in one upright frame."""
        own = tuple(self._framed(layer) for layer in self.source.layers)
        return Page(self.source.number, self._size[0], self._size[1], (*own, *self._layers))

    @property
    def unheard(self) -> bool:
        """Whether no engine has heard anything yet."""
        return not self._layers

    def agreed(self, box: Box) -> bool:
        """Whether both engines have heard the same at that place: to ask again would tell nothing new."""
        mine = [word for layer in self._layers if layer.witness is Witness.RAPID for word in layer.words]
        other = [word for layer in self._layers if layer.witness is Witness.TESSERACT for word in layer.words]
        here = [word for word in mine if overlap(word.box, box) > HERE]
        return bool(here) and all(
            any(overlap(one.box, word.box) > 0.6 and _same(one.text, word.text) for one in other) for word in here
        )

    def listen(self, rapid: Rapid, *, side: int) -> None:
        """Hears the page with RapidOCR. If it was heard before, and clearly, what is new makes another layer;
        otherwise it is begun anew, and the clearer hearing stays. Raises EngineFault and UnreadablePicture."""
        before = self.heard
        if before is not None and before.clearness >= _CLEAR:
            self.heard = hear_more(before, rapid, side=side)
            more = self.heard.layer(rapid, since=len(before.lines))
            self._layers += [more] if more.words else []
            return
        now = hear_page(self._seen(), rapid, side=side, width=self.source.width)
        if before is None or now.clearness > before.clearness:
            self.heard, self._size, self._layers = now, now.size, [now.layer(rapid)]

    def listen_again(self, tesseract: Tesseract, boxes: Sequence[Box], preparation: Preparation) -> None:
        """Hears single places with Tesseract. Raises EngineFault."""
        if self.heard is None or not boxes:
            return
        layer = hear_again(self.heard, boxes, tesseract, preparation)
        if layer.words:
            self._layers.append(layer)

    def listen_alone(self, tesseract: Tesseract) -> None:
        """Hears the whole page with Tesseract, RapidOCR being missing. Raises EngineFault, UnreadablePicture."""
        picture = self._seen()
        height, width = picture.shape[:2]
        unit = self.source.width / width if self.source.width else 1.0
        words = tuple(Word(w.text, _scaled(w.box, unit), w.confidence) for w in tesseract.read_page(picture))
        self._size = (width * unit, height * unit)
        self._layers = [Layer(Witness.TESSERACT, words)]

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
        heard = self.heard
        if heard is None or (heard.frame.angle == 0 and not any(heard.frame.bend)):
            return layer
        words = []
        for word in layer.words:
            box = word.box
            corners = [
                heard.frame.point(x / heard.unit, y / heard.unit)
                for x in (box.x0, box.x1)
                for y in (box.y0, box.y1)
            ]
            xs, ys = [x * heard.unit for x, _ in corners], [y * heard.unit for _, y in corners]
            words.append(Word(word.text, Box(min(xs), min(ys), max(xs), max(ys)), word.confidence))
        return Layer(layer.witness, tuple(words))


def _scaled(box: Box, unit: float) -> Box:
    return Box(box.x0 * unit, box.y0 * unit, box.x1 * unit, box.y1 * unit)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
