"""What lies on a PDF page without being part of it: annotations and form fields. They are made part of it, so
that what a viewer shows is what is looked at; what a form field says and does not show is told apart.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from mailproc.documents.pageframe import Rect
from mailproc.documents.signs import plain

_MOST = 1_000
_LONGEST = 2_000
"""Letters of one value or note."""
_NEVER_OVER = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_UNKNOWN})
_FIELDS_OF_TEXT = frozenset(
    {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a form field holds as its value, or a note as its text, and where. `rect` in PDFium's coordinates."""

    rect: Rect
    text: str


@dataclass(frozen=True, slots=True)
class LaidFlat:
    """A page with its annotations made part of what it draws.

    own      how many of its top-level objects were there before; None: there was nothing to lay flat.
    values   of the form fields, whether their appearance shows them or not.
    notes    typed notes that bring no appearance: each viewer draws them in its own way.
    """

    page: Any
    own: int | None = None
    values: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()


def laid_flat(document: Any, at: int) -> LaidFlat:
    """The page number `at` (from 0) of a pypdfium2 document whose forms were initialised. What is laid flat
    stays so for as long as the document is open. Raises PdfiumError where the page cannot be loaded."""
    page = document[at]
    values: list[Said] = []
    notes: list[Said] = []
    over = False
    for note, kind in _annotations(page):
        if kind in _NEVER_OVER:
            continue
        over = True
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFAnnot_GetRect(note, rect):
            continue
        place = (rect.left, rect.bottom, rect.right, rect.top)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            values += [Said(place, text) for text in _value(document.formenv, note)]
        elif kind == pdfium.FPDF_ANNOT_FREETEXT and not _has_appearance(note):
            notes += [Said(place, text) for text in _text(note, b"Contents")]
    if not over:
        return LaidFlat(page)
    # Drawing the page once makes PDFium draw up the appearances that are missing (ISO 32000-1, 12.5.5).
    page.render(scale=1 / max(1.0, *page.get_size()))
    own = pdfium.FPDFPage_CountObjects(page)
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return LaidFlat(document[at], own, tuple(values), tuple(notes))


def _annotations(page: Any) -> Iterator[tuple[Any, int]]:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if note:
            yield note, pdfium.FPDFAnnot_GetSubtype(note)
            pdfium.FPDFPage_CloseAnnot(note)


def _has_appearance(note: Any) -> bool:
    return bool(pdfium.FPDFAnnot_GetAP(note, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2)


def _value(form: Any, note: Any) -> list[str]:
    """A text field's value, where it has one."""
    if not form or pdfium.FPDFAnnot_GetFormFieldType(form, note) not in _FIELDS_OF_TEXT:
        return []
    return _utf16(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))


def _text(note: Any, key: bytes) -> list[str]:
    return _utf16(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size))


def _utf16(fill: Any) -> list[str]:
    """What PDFium writes into a buffer of its 16-bit letters; [] where that is nothing or beyond all measure."""
    buffer = (ctypes.c_ushort * _LONGEST)()
    size = fill(buffer, ctypes.sizeof(buffer))
    if not 2 < size <= ctypes.sizeof(buffer):
        return []
    text = bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace")
    text = plain(text).strip()
    return [text] if text else []
