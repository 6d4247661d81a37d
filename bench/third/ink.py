"""Typst and what goes into it: papers, typefaces, QR codes, small print; from a drawing to a PDF.

Typefaces come from Debian's fonts-lato, fonts-cabin, fonts-inter, fonts-courier-prime, fonts-vollkorn,
fonts-crosextra-caladea, fonts-crosextra-carlito, fonts-sil-andika, fonts-cantarell, fonts-b612, fonts-oldstandard,
fonts-play, fonts-dosis, fonts-open-sans, fonts-roboto-unhinted, fonts-liberation, fonts-dejavu and
fonts-urw-base35. One that is not installed gives way to the next in FALLBACK and at last to one that Typst
carries: the sheet looks different then, and says the same.
"""

import json
import string
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import typst
from stdnum import luhn

ROOT = Path(__file__).parent / "layouts"
FACES = (
    "Lato", "Cabin", "Inter", "Vollkorn", "Caladea", "Carlito", "Andika", "Cantarell", "B612", "Old Standard TT",
    "Play", "Dosis", "Open Sans", "Roboto", "Liberation Serif", "DejaVu Sans", "URW Gothic", "URW Bookman",
    "Libertinus Serif", "New Computer Modern",
)  # fmt: skip
MONOS = ("Courier Prime", "DejaVu Sans Mono", "Liberation Mono", "Nimbus Mono PS", "Courier Prime Code")
FALLBACK = ("Open Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
HUES = ("#0a5c4a", "#7b1e3b", "#1f3a5f", "#4d4d4d", "#611232", "#235b4e", "#2f4858")
PAPERS = {"letter": (612, 792), "landscape": (792, 612), "phone": (360, 780), "ticket": (226, 620)}
"""Width and least height in points; a phone's screen and a ticket are as long as they need."""


def style(rng: Random, *, mono: bool = False, marked: bool = True) -> dict[str, Any]:
    """The look of one sheet; `marked` ones may bear a watermark. `knobs` are dice for the layout to use."""
    face = rng.choice(MONOS if mono else FACES)
    watermark = rng.choice(("", "", "shape", "IMSS", "VIGENCIA", "CONSULTA EN LÍNEA"))
    return {
        "style": {
            "faces": [face, *FALLBACK],
            "monos": [rng.choice(MONOS), "DejaVu Sans Mono"],
            "size": round(rng.uniform(8.6, 10.8), 1),
            "hue": rng.choice(HUES),
            "crest": rng.randrange(4),
            "watermark": watermark if marked else "",
            "tilt": rng.choice((-40, -30, 25)),
            "knobs": [rng.randrange(12) for _ in range(8)],
        }
    }


def qr(text: str) -> list[int]:
    """A real QR code as a PNG's bytes, one pixel a module."""
    code = cv2.QRCodeEncoder.create().encode(text)
    done, png = cv2.imencode(".png", code)
    assert done
    return [int(byte) for byte in np.asarray(png).ravel()]


def letters(rng: Random, count: int) -> str:
    """Base64-like."""
    return "".join(rng.choices(string.ascii_letters + string.digits + "+/", k=count))


def eleven_digits(rng: Random) -> str:
    """A number that looks like an NSS and is none; one in three even passes its check digit."""
    body = str(rng.randint(10**9, 10**10 - 1))
    return body + (luhn.calc_check_digit(body) if rng.random() < 1 / 3 else str(rng.randint(0, 9)))


def pdf(layout: str, shape: str, drawn: dict[str, Any]) -> bytes:
    """The sheet as a born-digital PDF, always the same bytes for the same fonts."""
    width, height = PAPERS[shape]
    told = json.dumps(drawn | {"paper": {"width": width, "height": height, "grows": shape in ("phone", "ticket")}})
    (source,) = ROOT.rglob(f"{layout}.typ")
    made = typst.compile(str(source), root=str(ROOT), format="pdf", sys_inputs={"sheet": told}, pdf_tags=False)
    assert isinstance(made, bytes)
    return made
