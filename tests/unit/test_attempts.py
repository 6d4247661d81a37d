"""Which engine is asked for how much of a scan: real engines on a drawn sheet, and what they were given is counted."""

from collections.abc import Sequence

import pytest

from mailproc.documents.pixels import Picture
from mailproc.ocr.engine import Heard
from mailproc.ocr.rapid import Recogniser
from mailproc.ocr.tesseract import Tesseract
from mailproc.reader import read_bytes
from mailproc.reading.model import Witness
from tests.documents import copy, generate


def test_of_a_clean_scan_rapidocr_hears_the_values_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Witness, int]] = []

    def counted(engine: type[Recogniser] | type[Tesseract]) -> None:
        ask = engine.recognise

        def recognise(self: Recogniser | Tesseract, crops: Sequence[Picture]) -> list[Heard]:
            asked.append((self.witness, len(crops)))
            return ask(self, crops)  # type: ignore[arg-type]

        monkeypatch.setattr(engine, "recognise", recognise)

    counted(Recogniser)
    counted(Tesseract)
    pdf, sheet = generate(11, layout="tables", case="si_ours")
    (reading,) = read_bytes(copy(pdf, "scan_300", 11)[0], name="hoja.pdf").readings
    assert reading.nss is not None and reading.nss.trusted and reading.nss.value == sheet.nss
    by_tesseract = [lines for witness, lines in asked if witness is Witness.TESSERACT]
    by_rapid = [lines for witness, lines in asked if witness is Witness.RAPID]
    assert by_tesseract[0] == 12, "a few lines tell which way is up"
    assert sum(by_tesseract[2:]) < 5, "a second hearing only where the first was in doubt"
    assert sum(by_rapid) < by_tesseract[1]
