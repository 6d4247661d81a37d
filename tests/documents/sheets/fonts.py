"""The typefaces of the sheets: TrueType from Debian packages where they are, else reportlab's own.

Packages (all of Debian main): fonts-dejavu-core, fonts-dejavu-extra, fonts-liberation, fonts-freefont-ttf,
fonts-open-sans, fonts-roboto-unhinted, fonts-crosextra-carlito. A family that is not installed is drawn with
the standard PDF font of its kind: the sheets then say the same, in fewer faces.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ROOT = Path("/usr/share/fonts/truetype")


@dataclass(frozen=True, slots=True)
class Face:
    """Names of registered fonts, ready for a canvas."""

    regular: str
    bold: str


STANDARD = {
    "sans": Face("Helvetica", "Helvetica-Bold"),
    "serif": Face("Times-Roman", "Times-Bold"),
    "mono": Face("Courier", "Courier-Bold"),
}

FAMILIES: dict[str, tuple[str, str, str]] = {
    "liberation-sans": ("sans", "liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
    "liberation-narrow": (
        "sans", "liberation/LiberationSansNarrow-Regular.ttf", "liberation/LiberationSansNarrow-Bold.ttf",
    ),
    "dejavu-sans": ("sans", "dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    "dejavu-condensed": ("sans", "dejavu/DejaVuSansCondensed.ttf", "dejavu/DejaVuSansCondensed-Bold.ttf"),
    "open-sans": ("sans", "open-sans/OpenSans-Regular.ttf", "open-sans/OpenSans-Bold.ttf"),
    "roboto": (
        "sans", "roboto/unhinted/RobotoTTF/Roboto-Regular.ttf", "roboto/unhinted/RobotoTTF/Roboto-Bold.ttf",
    ),
    "carlito": ("sans", "crosextra/Carlito-Regular.ttf", "crosextra/Carlito-Bold.ttf"),
    "freesans": ("sans", "freefont/FreeSans.ttf", "freefont/FreeSansBold.ttf"),
    "helvetica": ("sans", "", ""),
    "liberation-serif": ("serif", "liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    "freeserif": ("serif", "freefont/FreeSerif.ttf", "freefont/FreeSerifBold.ttf"),
    "dejavu-serif": ("serif", "dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
    "times": ("serif", "", ""),
    "liberation-mono": ("mono", "liberation/LiberationMono-Regular.ttf", "liberation/LiberationMono-Bold.ttf"),
    "dejavu-mono": ("mono", "dejavu/DejaVuSansMono.ttf", "dejavu/DejaVuSansMono-Bold.ttf"),
    "courier": ("mono", "", ""),
}  # fmt: skip
"""Family: its kind, regular and bold file below ROOT ("" for reportlab's own)."""


def families(kind: str) -> list[str]:
    """The families of a kind, installed or not, so that a seed draws the same one everywhere."""
    return [name for name, (family_kind, _, _) in FAMILIES.items() if family_kind == kind]


@cache
def face(family: str) -> Face:
    """The face of a family, registered; the standard one of its kind where its files are not installed."""
    kind, regular, bold = FAMILIES[family]
    if not regular or not (ROOT / regular).is_file() or not (ROOT / bold).is_file():
        return STANDARD[kind]
    pdfmetrics.registerFont(TTFont(family, str(ROOT / regular)))
    pdfmetrics.registerFont(TTFont(f"{family}-bold", str(ROOT / bold)))
    pdfmetrics.registerFontFamily(
        family, normal=family, bold=f"{family}-bold", italic=family, boldItalic=f"{family}-bold"
    )
    return Face(family, f"{family}-bold")
