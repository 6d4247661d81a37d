"""The typefaces by short names: letters for the family, then B for bold or I for italic, as in "S", "SB", "SI".

They come from Debian's fonts-liberation, fonts-dejavu-core, fonts-dejavu-extra, fonts-freefont-ttf,
fonts-crosextra-carlito, fonts-open-sans and fonts-roboto-unhinted. A face that is not
installed is drawn with the standard PDF font of its kind: the sheet looks different then, and says the same.
"""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ROOT = Path("/usr/share/fonts/truetype")
ENDS = {"": "-Regular", "B": "-Bold", "I": "-Italic"}
DEJAVU = {"": "", "B": "-Bold", "I": "-Oblique"}
SANS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
SERIF = ("Times-Roman", "Times-Bold", "Times-Italic")
MONO = ("Courier", "Courier-Bold", "Courier-Oblique")
FAMILIES = {
    "S": ("liberation/LiberationSans", ENDS, SANS),
    "N": ("liberation/LiberationSansNarrow", ENDS, SANS),
    "R": ("liberation/LiberationSerif", ENDS, SERIF),
    "M": ("liberation/LiberationMono", ENDS, MONO),
    "D": ("dejavu/DejaVuSans", DEJAVU, SANS),
    "C": ("dejavu/DejaVuSansCondensed", DEJAVU, SANS),
    "E": ("dejavu/DejaVuSerif", {"": "", "B": "-Bold", "I": "-Italic"}, SERIF),
    "Q": ("dejavu/DejaVuSansMono", DEJAVU, MONO),
    "F": ("freefont/FreeSerif", {"": "", "B": "Bold", "I": "Italic"}, SERIF),
    "G": ("freefont/FreeSans", {"": "", "B": "Bold", "I": "Oblique"}, SANS),
    "CAR": ("crosextra/Carlito", ENDS, SANS),
    "OS": ("open-sans/OpenSans", ENDS, SANS),
    "RO": ("roboto/unhinted/RobotoTTF/Roboto", ENDS, SANS),
    "RC": ("roboto/unhinted/RobotoCondensed", ENDS, SANS),
    "K": ("freefont/FreeMono", {"": "", "B": "Bold", "I": "Oblique"}, MONO),
}
"""By letter: the family's file below ROOT, the ends of its faces' names, and what stands in for them."""


def register() -> None:
    """Makes the faces known to reportlab; once is enough."""
    for letter, (stem, ends, standard) in FAMILIES.items():
        for (mark, end), instead in zip(ends.items(), standard, strict=True):
            path = ROOT / f"{stem}{end}.ttf"
            font = TTFont(letter + mark, str(path)) if path.is_file() else _standing_in(letter + mark, instead)
            pdfmetrics.registerFont(font)
        bold, italic = letter + "B", letter + "I"
        pdfmetrics.registerFontFamily(letter, normal=letter, bold=bold, italic=italic, boldItalic=bold)


def _standing_in(name: str, standard: str) -> pdfmetrics.Font:
    return pdfmetrics.Font(name, standard, "WinAnsiEncoding")


def width_of(text: str, font: str, size: float) -> float:
    """In points."""
    return float(pdfmetrics.stringWidth(text, font, size))
