"""The readers that are compared: ours, and two engines with their defaults and `bench.patterns`."""

import importlib.util
import io
import time
from collections.abc import Callable
from functools import cache

import pillow_heif
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from bench.answers import Answer, Claim, Reader
from bench.patterns import answer
from mailproc.reading.model import Document, FileReading, Reading
from tests.documents import FIELDS, TODAY

PDF_DPI = 200
"""What the baselines draw PDF pages at, if a page has no text of its own."""
ENOUGH_TEXT = 200
"""Characters of a text layer from which a baseline believes it and calls no engine."""


class Mailproc:
    """This project's reader, in this process, with the file name as a hint, as in the daemon."""

    name = "mailproc"

    def __init__(self) -> None:
        from mailproc.reader import read_bytes

        self._read_bytes = read_bytes

    def read(self, content: bytes, name: str) -> Answer:
        """The answer of the best sheet in the file: a constancia first, else the first named document."""
        started = time.perf_counter()
        reading = self._read_bytes(content, name=name)
        return _answer(reading, time.perf_counter() - started)


def _answer(file: FileReading, seconds: float) -> Answer:
    sheet = min(file.readings, key=_rank)
    claims = {
        field: Claim(said.value, said.trusted, said.confidence)
        for field in FIELDS
        if (said := getattr(sheet, field)) is not None
    }
    codes = tuple(sorted({problem.code.value for problem in (*file.problems, *sheet.problems)}))
    return Answer(sheet.document, claims, codes, seconds)


def _rank(reading: Reading) -> int:
    order = {Document.CONSTANCIA: 0, Document.DESCONOCIDO: 2}
    return order.get(reading.document, 1)


class _Plain:
    """An engine with its defaults over every page, then the shared patterns. A PDF's own text is taken where
    there is enough of it, as any sensible script would."""

    name = ""

    def read(self, content: bytes, _name: str) -> Answer:
        """The answer of all pages together; no baseline makes use of the file name."""
        started = time.perf_counter()
        texts = [text if text else self.recognise(image) for text, image in _pages(content)]
        said = answer("\n".join(texts), TODAY)
        return Answer(said.document, said.claims, (), time.perf_counter() - started)

    def recognise(self, image: Image.Image) -> str:
        """Text of one picture, lines in reading order."""
        raise NotImplementedError


def _pages(content: bytes) -> list[tuple[str, Image.Image]]:
    """For each page its text layer ("" where too thin) and its picture (made only where there is no text)."""
    if content[:5] != b"%PDF-":
        pillow_heif.register_heif_opener()
        return [("", ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB"))]
    document = pdfium.PdfDocument(content)
    pages = []
    for index in range(len(document)):
        text = document[index].get_textpage().get_text_bounded()
        thick = len(text.strip()) >= ENOUGH_TEXT
        blank = Image.new("RGB", (1, 1))
        pages.append((text if thick else "", blank if thick else _drawn(document[index])))
    return pages


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    return page.render(scale=PDF_DPI / 72).to_pil().convert("RGB")


class PlainTesseract(_Plain):
    """Tesseract, Spanish, its default page segmentation."""

    name = "tesseract"

    def recognise(self, image: Image.Image) -> str:
        """Text as Tesseract orders it."""
        import pytesseract

        return pytesseract.image_to_string(image, lang="spa", timeout=120)


class PlainRapid(_Plain):
    """RapidOCR with its defaults (full-size detection, line classifier, recogniser)."""

    name = "rapid"

    def recognise(self, image: Image.Image) -> str:
        """Lines from top to bottom; boxes that overlap in height share a line, left to right."""
        result = _rapid()(image)
        if result.txts is None:
            return ""
        cells = sorted(
            ((box[:, 1].mean(), box[:, 0].min(), float(box[:, 1].max() - box[:, 1].min()), text)
             for box, text in zip(result.boxes, result.txts, strict=True)),
        )  # fmt: skip
        lines: list[list[tuple[float, float, float, str]]] = []
        for cell in cells:
            if lines and abs(cell[0] - lines[-1][0][0]) < cell[2] * 0.5:
                lines[-1].append(cell)
            else:
                lines.append([cell])
        return "\n".join("   ".join(cell[3] for cell in sorted(line, key=lambda each: each[1])) for line in lines)


@cache
def _rapid() -> Callable[..., object]:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


READERS: dict[str, Callable[[], Reader]] = {
    "mailproc": Mailproc,
    "tesseract": PlainTesseract,
    "rapid": PlainRapid,
}
"""By name, made when asked for."""


def available() -> list[str]:
    """All readers; ours only where it is there."""
    there = importlib.util.find_spec("mailproc.reader") is not None
    return [name for name in READERS if there or name != "mailproc"]


def made(names: list[str], warm_on: tuple[bytes, str]) -> list[Reader]:
    """Readers, each warmed on one file so that loading models is not measured."""
    readers = [READERS[name]() for name in names]
    for reader in readers:
        reader.read(*warm_on)
    return readers
