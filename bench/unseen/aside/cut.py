"""What a cut through the first page may have taken away."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium

from bench.truth import FIELDS, Truth
from bench.unseen.aside.words import DAYS
from bench.unseen.people import plain

Span = tuple[float, float]
"""From top to foot, as shares of the page's height."""
MARGIN = 0.05
"""A value by the cut may have lost its label: such count as lost."""
CLINIC = "MEDICINAFAMILIAR|UMF|UNIDADDEADSCRIPCION"
RIGHT = "DER(ECHO)?(AL?)?SERV"
TITLE = "VIGENCIADEDERECHOS"


def squeezed(text: str) -> str:
    """Letters and digits alone, upper case, no accents."""
    return "".join(char for char in plain(text) if char.isalnum())


def days(when: date) -> Iterator[str]:
    """All forms of a day, squeezed."""
    return (squeezed(form(when)) for form in DAYS)


def cut(pdf: bytes, truth: Truth, seen: Span) -> Truth:
    """The truth of the first page's part `seen`. What may be gone is hidden, rather one field too many; of a
    family's sheet nothing is sure any more, nor of a list of employers."""
    lost, kept = _parted(pdf, seen)
    if not lost:
        return truth
    if len(truth.people) > 1:
        return replace(truth, unscored=frozenset(FIELDS), hidden=frozenset({"document"}))
    told: dict[str, list[str]] = {
        "nss": [truth.nss or ""], "curp": [truth.curp or ""], "estado": [squeezed(truth.estado or "")],
        "agregado": [truth.agregado or ""], "name": [squeezed(word) for word in (truth.name or "").split()],
        "issued": list(days(truth.issued)) if truth.issued else [],
        "valid_until": list(days(truth.valid_until)) if truth.valid_until else [],
    }  # fmt: skip
    gone = {name for name, values in told.items() if any(value and value in lost for value in values)}
    gone |= {"umf"} if re.search(CLINIC, lost) else set()
    gone |= {"vigente"} if re.search(RIGHT, lost) or not re.search(RIGHT, kept) else set()
    gone |= {"document"} if TITLE not in kept else set()
    gone |= {"holder"} if gone & {"curp", "agregado"} else set()
    jobs = [squeezed(part) for one in truth.employers for part in (one.registro, one.name)]
    loose = {"employers"} if any(job in lost for job in jobs) else set()
    return replace(truth, hidden=frozenset(gone), unscored=truth.unscored | loose)


def _parted(pdf: bytes, seen: Span) -> tuple[str, str]:
    """Squeezed text outside `seen`, that of further pages included, and inside."""
    document = pdfium.PdfDocument(pdf)
    try:
        lost, kept = [], []
        for number, page in enumerate(document):
            height, words = page.get_height(), page.get_textpage()
            for index in range(words.count_chars()):
                _, low, _, high = words.get_charbox(index, loose=True)
                inside = number == 0 and _inside(1 - high / height, 1 - low / height, seen)
                (kept if inside else lost).append(words.get_text_range(index, 1))
        return squeezed("".join(lost)), squeezed("".join(kept))
    finally:
        document.close()


def _inside(top: float, foot: float, seen: Span) -> bool:
    return seen[0] + MARGIN * (seen[0] > 0) <= top and foot <= seen[1] - MARGIN * (seen[1] < 1)
