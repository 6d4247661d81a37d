"""From the pages of one file to its sheets: which document each is, and what it says of the student."""

from collections.abc import Sequence

from mailproc.reading.constancia import read_constancia
from mailproc.reading.hidden import with_hidden
from mailproc.reading.model import Document, Field, Hints, Page, Reading
from mailproc.reading.notes import Notes, take_notes
from mailproc.reading.outside import outside_witnesses
from mailproc.reading.places import Place
from mailproc.reading.sheet import lay_out
from mailproc.reading.student import text_field
from mailproc.reading.votes import judge


def read_pages(pages: Sequence[Page], hints: Hints) -> tuple[Reading, ...]:
    """All sheets on these pages, in order; never empty, DESCONOCIDO where nothing is known.

    Pure and idempotent: call it again with more layers on the pages as more witnesses are heard.
    """
    if not pages:
        return (Reading(Document.DESCONOCIDO, ()),)
    return tuple(_read_sheet(sheet, hints) for sheet in part_sheets([take_notes(page) for page in pages]))


def part_sheets(notes: Sequence[Notes]) -> list[list[Notes]]:
    """Pages grouped to sheets. A page joins the sheet before it if it has no heading of its own and goes on
    with a constancia's matter, or repeats its heading but not its head (no SI/NO, no other NSS)."""
    sheets: list[list[Notes]] = []
    for one in notes:
        if sheets and _goes_on(sheets[-1], one):
            sheets[-1].append(one)
        else:
            sheets.append([one])
    return sheets


def _goes_on(sheet: Sequence[Notes], page: Notes) -> bool:
    first = sheet[0].look.document
    if first is not Document.CONSTANCIA:
        # The blank or wordless back of any paper.
        return page.look.document is Document.DESCONOCIDO and not page.places and first is not Document.DESCONOCIDO
    if page.look.document not in {Document.CONSTANCIA, Document.DESCONOCIDO}:
        return False
    if _heads(page) - _heads(*sheet):
        return False
    complete = any(slot.kind == "vigente" for slot in page.slots) and _heads(page)
    return not complete


def _heads(*notes: Notes) -> set[str]:
    """The whole NSS that stand beside their labels."""
    return {
        place.value
        for one in notes
        for place in one.places
        if place.kind == "nss" and place.label == "nss" and any(vote.valid for vote in place.votes)
    }


def _read_sheet(notes: list[Notes], hints: Hints) -> Reading:
    document = notes[0].look.document
    reading = read_constancia(notes, hints) if document is Document.CONSTANCIA else _other(document, notes, hints)
    return with_hidden([one.page for one in notes], reading)


def _other(document: Document, notes: Sequence[Notes], hints: Hints) -> Reading:
    """Another document: only who it is about, where it names one person."""
    pages = tuple(one.page.number for one in notes)
    if document is Document.DESCONOCIDO:
        return Reading(document, pages)
    sheet = lay_out(notes, hints)
    numbers = [
        place for place in sheet.places if place.kind == "nss" and place.label == "nss" and not place.sealed
    ]
    curps = [place for person in sheet.people for place in person.places]
    return Reading(document, pages, nss=_only(numbers, hints), curp=_only(curps, hints))


def _only(places: Sequence[Place], hints: Hints) -> Field[str] | None:
    """The value, if all places show one and it is whole."""
    if len({place.value for place in places}) != 1:
        return None
    verdict = judge(places, checked=True, outside=outside_witnesses(hints))
    return text_field(verdict) if verdict is not None and verdict.valid else None


def evidence(readings: Sequence[Reading]) -> float:
    """How much was read, to choose between two ways of reading one file (turned, prepared differently)."""
    names = ("nss", "curp", "name", "vigente", "estado", "agregado", "umf", "employers", "issued", "valid_until")
    total = 0.0
    for reading in readings:
        total += 1.0 if reading.document is not Document.DESCONOCIDO else 0.0
        for name in names:
            field = getattr(reading, name)
            if field is not None:
                total += field.confidence * (2.0 if name in {"nss", "curp", "vigente"} else 1.0)
    return total
