"""Readings and pages for the tests of what people are shown: one student, one constancia."""

from dataclasses import replace
from datetime import date

import numpy as np

from mailproc.reader import SeenPage
from mailproc.reading.model import (
    Box,
    Document,
    Employer,
    Field,
    FileReading,
    Flaw,
    Holder,
    Layer,
    Page,
    Person,
    Problem,
    ProblemCode,
    Reading,
    Witness,
    Word,
)

NSS, CURP = "07222400017", "GOLE040215MCSMPSA7"
BOTH = (Witness.RAPID, Witness.TESSERACT)
NSS_BOX, CURP_BOX = Box(300, 100, 520, 130), Box(300, 160, 640, 190)
EMPLOYER = Employer("A3399990326", "32", "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ")

CONSTANCIA = Reading(
    document=Document.CONSTANCIA,
    pages=(1,),
    nss=Field(NSS, True, 0.99951, BOTH, 1, NSS_BOX),
    curp=Field(CURP, False, 0.7, (Witness.RAPID,), 1, CURP_BOX),
    vigente=Field(True, True, 0.992, (*BOTH, Witness.FILENAME), 1, Box(300, 220, 330, 250)),
    employers=Field((EMPLOYER,), True, 0.996, BOTH, 1, Box(80, 300, 900, 330)),
    issued=Field(date(2026, 8, 12), True, 0.997, BOTH, 1, Box(300, 360, 460, 390)),
    holder=Field(Holder.TITULAR, True, 0.989, BOTH),
    problems=(Problem(ProblemCode.MISSING_FIELD, "No se pudo leer el nombre.", "name"),),
)
RELATIVE = replace(
    CONSTANCIA,
    nss=None,
    holder=Field(Holder.BENEFICIARIO, True, 0.98, BOTH),
    people=(
        Person(Holder.TITULAR, "GOMEZ RUIZ PEDRO", nss=NSS, agregado="1M1970OR", right=True),
        Person(Holder.BENEFICIARIO, "GOMEZ LOPEZ ESTELA", curp=CURP, agregado="3F2004OR", relation="HIJA"),
    ),
)


def of_file(*readings: Reading, name: str = "constancia.jpg", problems: tuple[Problem, ...] = ()) -> FileReading:
    """A file with these sheets."""
    return FileReading(name, "00", "jpeg", readings, problems, seconds=0.31)


def seen(*, width: int = 1000, height: int = 1300, scale: float = 1.0, flaws: tuple[Flaw, ...] = ()) -> SeenPage:
    """A white page whose two first values both engines heard, and one engine a word more; `scale` pixels to the
    page's unit."""
    words = (Word(NSS, NSS_BOX, 0.9), Word(CURP, CURP_BOX, 0.9))
    further = Word("Vigencia", Box(600, 500, 800, 540), 0.9)
    layers = (Layer(Witness.RAPID, (*words, further)), Layer(Witness.TESSERACT, words))
    picture = np.full((round(height * scale), round(width * scale), 3), 255, np.uint8)
    return SeenPage(Page(1, float(width), float(height), layers, flaws), picture, scale)
