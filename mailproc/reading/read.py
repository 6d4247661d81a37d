"""From the pages of one file to its sheets: which document each is, and what it says of the student."""

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import ne

from mailproc.reading.calibration import with_stated_confidence
from mailproc.reading.constancia import read_constancia
from mailproc.reading.hearsay import with_hearsay
from mailproc.reading.hidden import with_hidden
from mailproc.reading.identifiers import is_insured
from mailproc.reading.lacking import unreadable_page
from mailproc.reading.model import Document, Field, Hints, Page, Reading
from mailproc.reading.notes import Notes, take_notes
from mailproc.reading.outside import outside_witnesses
from mailproc.reading.persons import is_whole, people_of
from mailproc.reading.places import Place
from mailproc.reading.sheet import lay_out
from mailproc.reading.student import text_field
from mailproc.reading.tableheads import heads_over
from mailproc.reading.votes import judge
from mailproc.reading.zones import zones_of

MAX_TEXT = 2_000
"""Characters of `Reading.text`."""
# "Hoja 2 de 3", or the figures alone in their line.
_NUMBERED = re.compile(r"(?:\b(?:HOJA|PAGINA|PAG\.?)\s?|^(?=[\dDE/ ]+$))(\d{1,2})\s?(?:DE|/)\s?(\d{1,2})\b")
# Digits of a folio, a time or a user's key, that all pages of a print bear.
_DIGITS = 5
# What the head of a sheet has and a list of people has not.
_OF_HEADS = frozenset({"nss", "estado", "issued"})
# Digits of a number that may be misread at one of two places.
_MISREAD = 2


def read_pages(pages: Sequence[Page], hints: Hints) -> tuple[Reading, ...]:
    """All sheets on these pages, in order; never empty, DESCONOCIDO where nothing is known.

    Pure and idempotent: call it again with more layers on the pages as more witnesses are heard.
    """
    if not pages:
        return (Reading(Document.DESCONOCIDO, ()),)
    return tuple(_read_sheet(sheet, hints) for sheet in part_sheets([take_notes(page) for page in pages]))


def part_sheets(notes: Sequence[Notes]) -> list[list[Notes]]:
    """Pages grouped to sheets. A page joins the sheet before it if it goes on with a constancia's matter and names no
    head of its own, or is another picture of the very same sheet; or if the sheet so far has only beneficiaries, and
    the page their head; or if it says that it is the next page of the same print."""
    sheets: list[list[Notes]] = []
    for one in notes:
        if sheets and (
            _goes_on(sheets[-1], one) or _is_head_of(sheets[-1], one) or _is_next_page(sheets[-1], one)
        ):
            sheets[-1].append(one)
        else:
            sheets.append([one])
    return sheets


def _goes_on(sheet: Sequence[Notes], page: Notes) -> bool:
    first, looks = sheet[0].look.document, page.look.document
    if first is not Document.CONSTANCIA:
        # The blank or wordless back of any paper.
        return looks is Document.DESCONOCIDO and not page.places and first is not Document.DESCONOCIDO
    if looks not in {Document.DESCONOCIDO, Document.CONSTANCIA} or _other_heads(sheet, page):
        return False
    if _owners(page) - _curps(*sheet) and not (_only_relatives(page) or _is_list(page)):
        return False
    if looks is Document.DESCONOCIDO:
        known = page.look.structure > 0 or _curps(page) & _curps(*sheet) or not _curps(page)
        return bool(known or _only_relatives(page))
    # Whoever is some relative by his agregado, on a page without a date, has no sheet of his own.
    listed = _is_list(page) or (_only_relatives(page) and not _issued(page))
    own = _heads(page) or (_owners(page) and not listed)
    return not (_answers(page) and own) or _is_copy(sheet, page)


def _is_list(page: Notes) -> bool:
    """Whether the page is a table of people and their rights, and has nothing of a head: no number, state, date of
    issue or insured's agregado."""
    heads = any(one.opens and one.field in _OF_HEADS for view in page.views for one in view.labels)
    own = any(one.kind == "nss" or (one.kind == "agregado" and is_insured(one.value)) for one in page.places)
    curps = [place.box for place in page.places if place.kind == "curp"]
    listed = any(heads_over(view, box) for view in page.views for box in curps)
    return bool(_answers(page)) and listed and not heads and not own


def _is_next_page(sheet: Sequence[Notes], page: Notes) -> bool:
    """Whether the page is numbered as the one after a constancia's last ("Hoja 2 de 3"), and has no head of its own;
    where it looks like another paper, it must bear a number that stands on that one too."""
    if sheet[0].look.document is not Document.CONSTANCIA or _other_heads(sheet, page):
        return False
    pages = {(int(at), int(of)) for at, of in _found(sheet[-1], _NUMBERED)}
    follows = any((int(at) - 1, int(of)) in pages for at, of in _found(page, _NUMBERED))
    alike = page.look.document in {Document.DESCONOCIDO, Document.CONSTANCIA}
    return follows and (alike or bool(_codes(sheet[-1]) & _codes(page)))


def _found(notes: Notes, pattern: re.Pattern[str]) -> set[tuple[str, ...]]:
    return {
        match.groups()
        for view in notes.views
        for segment in view.chart.segments
        for match in pattern.finditer(segment.text)
    }


def _codes(notes: Notes) -> set[str]:
    tokens = (token.text for view in notes.views for segment in view.chart.segments for token in segment.tokens)
    return {text for text in tokens if sum(map(str.isdigit, text)) >= _DIGITS}


def _is_head_of(sheet: Sequence[Notes], page: Notes) -> bool:
    """Whether the pages came in the wrong order: beneficiaries, and now the one whose they are."""
    pages = (*sheet, page)
    if any(one.look.document is not Document.CONSTANCIA for one in pages) or not _heads(page):
        return False
    return all(_only_relatives(one) and not _heads(one) for one in sheet)


def _only_relatives(page: Notes) -> bool:
    """Whether no person on the page can be a head, but somebody a beneficiary."""
    zones = zones_of(page.views, page.places)
    people = people_of(page.views, page.places, zones)
    related = [one for one in people if one.agregado is not None and not is_insured(one.agregado.value)]
    heads = [one for one in people if not one.beneficiary and one not in related]
    return not heads and bool(people or zones)


def _is_copy(sheet: Sequence[Notes], page: Notes) -> bool:
    """Whether the page shows the sheet's own number and person and says nothing else of them: a second photo, or a
    second print."""
    if not (_heads(page) & _heads(*sheet) or _owners(page) & _owners(*sheet)):
        return False
    said = [(_answers(*sheet), _answers(page)), (_issued(*sheet), _issued(page))]
    return all(not one or not other or one & other for one, other in said)


def _heads(*notes: Notes) -> set[str]:
    """The whole NSS that stand beside their labels."""
    return {
        place.value
        for one in notes
        for place in one.places
        if place.kind == "nss" and place.label == "nss" and any(vote.valid for vote in place.votes)
    }


def _other_heads(sheet: Sequence[Notes], page: Notes) -> set[str]:
    """The page's numbers that are none of the sheet's, nor one of them misread there."""
    known = {place.value for one in sheet for place in one.places if place.kind == "nss" and place.label == "nss"}
    return {
        one
        for one in _heads(page)
        if not any(len(one) == len(other) and sum(map(ne, one, other)) <= _MISREAD for other in known)
    }


def _owners(*notes: Notes) -> set[str]:
    """The whole CURPs that are no beneficiary's."""
    return {
        person.curp
        for one in notes
        for person in people_of(one.views, one.places, zones_of(one.views, one.places))
        if not person.beneficiary and is_whole(person)
    }


def _curps(*notes: Notes) -> set[str]:
    """The whole CURPs."""
    return {
        place.value
        for one in notes
        for place in one.places
        if place.kind == "curp" and any(vote.valid for vote in place.votes)
    }


def _answers(*notes: Notes) -> set[str]:
    """SI or NO, as said of the head."""
    return {
        slot.value
        for one in notes
        for slot in one.slots
        if slot.kind == "vigente"
        and not any(zone.holds(slot.page, slot.box) for zone in zones_of(one.views, one.places))
    }


def _issued(*notes: Notes) -> set[str]:
    return {
        place.value for one in notes for place in one.places if place.kind == "date" and place.label == "issued"
    }


def _read_sheet(notes: list[Notes], hints: Hints) -> Reading:
    document = notes[0].look.document
    reading = read_constancia(notes, hints) if document is Document.CONSTANCIA else _other(document, notes, hints)
    reading = with_stated_confidence(with_hearsay(with_hidden([one.page for one in notes], reading)))
    told = "\n".join(map(_text, notes))[:MAX_TEXT] if _is_no_sheet(reading, notes) else ""
    return replace(reading, text=told)


def _is_no_sheet(reading: Reading, notes: Sequence[Notes]) -> bool:
    """Whether this is no document we know. IMSS's pages on a screen bear the constancia's title, and perhaps the number
    asked about: a clean picture, and nothing of what the constancia is for."""
    if reading.document is Document.CONSTANCIA:
        stated = (reading.vigente, reading.estado, reading.agregado, reading.employers, reading.issued)
        return not any(stated) and not any(one.page.flaws for one in notes)
    return reading.document is Document.DESCONOCIDO


def _other(document: Document, notes: Sequence[Notes], hints: Hints) -> Reading:
    """Another document: only who it is about, where it names one person."""
    pages = tuple(one.page.number for one in notes)
    if document is Document.DESCONOCIDO:
        unreadable = (unreadable_page(one.page) for one in notes)
        return Reading(document, pages, problems=tuple(one for one in unreadable if one is not None))
    sheet = lay_out(notes, hints)
    numbers = [place for place in sheet.places if place.kind == "nss" and not place.sealed]
    labelled = [place for place in numbers if place.label == "nss"]
    if not labelled and document is Document.ASIGNACION_NSS:
        # A letter that gives somebody a number sets it in a line of its own.
        labelled = [place for place in numbers if not place.label and _is_whole_number(place)]
    curps = [place for person in sheet.people for place in person.places]
    return Reading(document, pages, nss=_only(labelled, hints), curp=_only(curps, hints))


def _text(notes: Notes) -> str:
    """The page's words from top to bottom, by the witness who parted the most of them: engines join some, and make
    short ones of stains."""
    heard = ("\n".join(" ".join(t.raw for t in one.tokens) for one in view.chart.segments) for view in notes.views)
    return max(heard, key=lambda text: sum(len(word) > 2 for word in text.split()), default="")


def _is_whole_number(place: Place) -> bool:
    return any(vote.valid and not vote.repaired for vote in place.votes)


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
