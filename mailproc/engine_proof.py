"""Whether each OCR engine really reads: it is given a line made for it, and its mend is told where it fails.

That its files are there would not show that it works.
"""

import shutil
import subprocess
from collections.abc import Mapping

import cv2
import numpy as np

from mailproc.documents.pixels import Picture
from mailproc.errors import MailprocError
from mailproc.ocr.engine import Engine, EngineFault, Failure
from mailproc.ocr.rapid import Rapid, third_engine
from mailproc.ocr.tesseract import Tesseract
from mailproc.seen.lettering import Letters

_LINE = "07222400017"
_SPANISH = "A tesseract le falta el español: apt install tesseract-ocr-spa"
_ALONE = "Los datos de las imágenes no pueden confirmarse sin él."


def prove_tesseract() -> str:
    """What was found. Raises MailprocError with the command that mends what was not."""
    again = "apt install --reinstall tesseract-ocr tesseract-ocr-spa"
    absent = "Falta el programa tesseract: apt install tesseract-ocr tesseract-ocr-spa"
    _prove(
        Tesseract(seconds=10.0),
        np.asarray(cv2.cvtColor(_picture(), cv2.COLOR_BGR2GRAY), dtype=np.uint8),
        {
            Failure.MISSING: absent if shutil.which("tesseract") is None else _SPANISH,
            Failure.HUNG: f"Tesseract no responde: {again}",
            Failure.CRASHED: f"Tesseract falla al leer: {again}",
        },
    )
    languages = _languages()
    if "spa" not in languages:
        raise MailprocError(_SPANISH)
    return f"lee el renglón de prueba ({', '.join(sorted(languages))})"


def _languages() -> list[str]:
    """What is installed; the first line of the program's answer is a heading."""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=10, check=False)
    return listed.stdout.decode("utf-8", errors="replace").split("\n", 1)[-1].split()


def prove_rapid() -> str:
    """What was found. Raises MailprocError with the command that mends what was not."""
    again = "pip install --force-reinstall rapidocr onnxruntime"
    _prove(
        Rapid(),
        _picture(),
        {
            Failure.MISSING: f"Falta RapidOCR, sus modelos u onnxruntime: {again}",
            Failure.HUNG: f"RapidOCR no responde: {again}",
            Failure.CRASHED: f"RapidOCR falla al leer: {again}",
        },
    )
    return "lee el renglón de prueba"


def of_the_third() -> str:
    """Whether the optional engine is there and reads, in words: without it nothing is wrong."""
    try:
        (heard,) = third_engine(threads=1).recognise([_picture()])
    except EngineFault as fault:
        missing = fault.failure is Failure.MISSING
        return (
            "no está; es opcional: pip install --no-deps rapidocr-onnxruntime" if missing else "falla; es opcional"
        )
    return "lee el renglón de prueba" if _spelt(heard.text) == _LINE else "lee mal; es opcional"


def _spelt(text: str) -> str:
    return "".join(text.split())


def _picture() -> Picture:
    letters = Letters(40, (0, 0, 0))
    picture = np.full((letters.height + 28, letters.width(_LINE) + 40, 3), 255, dtype=np.uint8)
    letters.write(picture, _LINE, 20, 14)
    return picture


def _prove(engine: Engine, picture: Picture, mends: Mapping[Failure, str]) -> None:
    try:
        (heard,) = engine.recognise([picture])
    except EngineFault as fault:
        raise MailprocError(f"{mends[fault.failure]}. {_ALONE}") from None
    if _spelt(heard.text) != _LINE:
        raise MailprocError(f"{mends[Failure.CRASHED]}. {_ALONE}")
