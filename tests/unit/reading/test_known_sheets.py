"""The known generator's PDFs, every layout: all of it read, nothing false trusted. (`make bench` has the copies.)"""

import pytest

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.reading.model import Document, Hints, Page, Reading
from mailproc.reading.read import read_pages
from tests.documents import FIELDS, LAYOUTS, Sheet, generate

LIMITS = Limits(max_bytes=40_000_000, max_pages=12, max_pixels=60_000_000)


def read(pdf: bytes, sheet: Sheet) -> Reading:
    sources = open_document(pdf, LIMITS).sources
    pages = [Page(source.number, source.width, source.height, source.layers) for source in sources]
    [reading] = read_pages(pages, Hints(filename=sheet.filename))
    return reading


def said(reading: Reading, name: str) -> object:
    field = getattr(reading, name)
    return field.value if field is not None else None


def same(name: str, value: object, truth: object) -> bool:
    """A name's words in any order; an employer's name may be left out, or differ in signs."""
    if name == "name":
        return sorted(str(value).split()) == sorted(str(truth).split())
    if name == "employers" and isinstance(value, tuple) and isinstance(truth, tuple):
        pairs = list(zip(sorted(value, key=_registro), sorted(truth, key=_registro), strict=False))
        return len(value) == len(truth) and all(
            one.registro == other.registro and _letters(one.name) in {"", _letters(other.name)}
            for one, other in pairs
        )
    return value == truth


def _registro(employer: object) -> str:
    return str(getattr(employer, "registro", ""))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("seed", range(2500, 2504))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_everything_is_read_and_nothing_false_is_trusted(layout: str, seed: int) -> None:
    pdf, sheet = generate(seed, layout=layout)
    reading = read(pdf, sheet)
    assert reading.document is Document.CONSTANCIA
    false = []
    for name in FIELDS:
        field, truth = getattr(reading, name), getattr(sheet, name)
        if name in sheet.unscored or field is None or not field.trusted:
            continue
        if name in sheet.untrustable or not same(name, field.value, truth):
            false.append((name, field.value, truth))
    assert false == []
    for name in {"nss", "curp", "vigente", "holder", "issued"} - sheet.unscored - sheet.untrustable:
        assert said(reading, name) == getattr(sheet, name), name
