"""Which places another witness should look at, so that what is not trusted yet may be.

The weighing of witnesses is in votes.py; here is only where to send the next one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailproc.reading.company import name_beside
from mailproc.reading.employers import is_employers
from mailproc.reading.folding import squeeze
from mailproc.reading.layout import around, drop, in_column, in_row, same_place
from mailproc.reading.model import Box, Document, Hints, Holder, Page, Reading, Witness
from mailproc.reading.notes import Notes, take_notes
from mailproc.reading.places import Place, Vote
from mailproc.reading.sheet import lay_out

# In the order in which a case needs them.
_ORDER = ("nss", "curp", "vigente", "estado", "agregado", "employers", "name", "umf", "issued", "valid_until", "")
_KINDS = {
    "nss": "digits",
    "curp": "code",
    "vigente": "word",
    "estado": "word",
    "agregado": "code",
    "employers": "text",
    "name": "text",
    "umf": "digits",
    "issued": "date",
    "valid_until": "date",
    "": "code",
}
# Which places and slots carry a field, and under which labels its value would be looked for.
_PLACES = {
    "nss": "nss",
    "curp": "curp",
    "agregado": "agregado",
    "employers": "registro",
    "issued": "date",
    "valid_until": "date",
}
_SLOTS = {
    "vigente": ("vigente",),
    "estado": ("estado",),
    "umf": ("umf",),
    "name": ("name", "given", "first_surname", "second_surname", "surnames"),
    "employers": ("employer", "modality"),
}
_CODES = frozenset({"nss", "curp", "registro"})
_LABELS = {
    **_SLOTS,
    "nss": ("nss",),
    "curp": ("curp",),
    "agregado": ("agregado",),
    "employers": ("registro", "employer"),
    # A letter's date has no label.
    "issued": ("issued", "printed", "dated", ""),
    "valid_until": ("valid_until",),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A place that another witness should look at. `page` is the page's number, `box` in its unit.

    `field` is the name of a Reading's field ("nss", "curp", "vigente", ...) or "" where unknown;
    `kind` is what may stand there: "digits", "code", "date", "word", "text". The box holds whole words of the
    witness that found it, label included where both are one run, and a margin.
    """

    page: int
    box: Box
    field: str
    kind: str


def wanted(pages: Sequence[Page], readings: Sequence[Reading]) -> tuple[Region, ...]:
    """The regions whose second reading may make an untrusted field of a likely constancia trusted.

    The most needed come first; no region twice. Pages that hold only born-digital text want nothing.
    """
    by_number = {page.number: page for page in pages}
    regions: list[Region] = []
    for reading in readings:
        if reading.document is not Document.CONSTANCIA:
            continue
        sheet = [take_notes(by_number[number]) for number in reading.pages if number in by_number]
        of_relative = reading.holder is not None and reading.holder.value is Holder.BENEFICIARIO
        lacking = [name for name in _ORDER if name and not _is_trusted(reading, name)]
        unclear = reading.holder is not None and not reading.holder.trusted
        if unclear and "curp" not in lacking:
            lacking.append("curp")
        if of_relative or unclear:
            regions += _rows(sheet, lacking, unclear=unclear)
        for notes in sheet:
            if any(view.chart.witness is not Witness.TEXT for view in notes.views):
                for field in lacking:
                    regions += _regions_of(notes, field)
                regions += _unparsed(notes)
    regions.sort(key=lambda region: _ORDER.index(region.field))
    return tuple(_apart(regions))


def _rows(sheet: Sequence[Notes], lacking: Sequence[str], *, unclear: bool) -> Iterator[Region]:
    """The beneficiaries' own values, since one of them may be the student; where that is `unclear`, what may tell how
    they are related to the head, too."""
    by_number = {notes.page.number: notes for notes in sheet}
    for person in lay_out(sheet, Hints()).beneficiaries:
        own = [("curp", place) for place in person.places]
        own += [
            (field, place)
            for field, place in (("vigente", person.right), ("agregado", person.agregado), ("name", person.name))
            if place is not None
        ]
        for field, place in own:
            for box in _words_of(place) if field in lacking else ():
                yield _region(by_number[place.page], box, field)
        if unclear and not person.relation:
            for place in person.places:
                for box in _beside(by_number[place.page], place.box):
                    yield _region(by_number[place.page], box, "name")


def _beside(notes: Notes, own: Box) -> Iterator[Box]:
    """The words of a value's row; amid running text those of the line over it, where its clause began."""
    for view in notes.views:
        for segment in view.chart.segments:
            running = segment.lines > 1 and same_place(own, segment.box)
            for word in sorted(segment.words_of(0, len(segment.text))):
                box = view.chart.words[word].box
                if (running and drop(box, own) <= 0.8 * own.height) or (not running and in_row(box, own)):
                    yield box


def _is_trusted(reading: Reading, name: str) -> bool:
    field = getattr(reading, name)
    if field is None and name == "employers" and reading.vigente is not None and reading.vigente.value is False:
        # Through nobody there is no right.
        return reading.vigente.trusted
    if field is None:
        # Nothing is lacking where nothing stands; only these are on every sheet.
        return name not in {"nss", "curp", "vigente", "estado", "agregado", "umf", "issued", "name", "employers"}
    if name == "employers" and any(not employer.name for employer in field.value):
        return False
    return bool(field.trusted)


def _regions_of(notes: Notes, field: str) -> Iterator[Region]:
    """Where the field's values were read; where none was, what stands right of and below its labels."""
    found = False
    if field == "vigente":
        for box in _asked_in_text(notes):
            yield _region(notes, box, field)
    for place in _carriers(notes, field):
        found = True
        for box in _words_of(place):
            yield _region(notes, box, field)
    if found and field != "employers":
        return
    for view in notes.views:
        for label in view.labels:
            if label.field in _LABELS[field] and label.segment >= 0:
                for box in _beyond(notes, label.box):
                    yield _region(notes, box, field)


def _asked_in_text(notes: Notes) -> Iterator[Box]:
    """The words of the question in a sentence: without them nobody knows what a SI or NO before them answers."""
    for view in notes.views:
        for label in view.labels:
            if label.field != "vigente" or label.segment < 0 or view.chart.segments[label.segment].lines == 1:
                continue
            segment = view.chart.segments[label.segment]
            if any(slot.kind == "vigente" and same_place(slot.box, segment.box) for slot in notes.slots):
                for word in sorted(segment.words_of(label.start, label.end)):
                    yield view.chart.words[word].box


def _carriers(notes: Notes, field: str) -> Iterator[Place]:
    for place in notes.places:
        if place.kind != _PLACES.get(field) or place.sealed:
            continue
        if field in {"issued", "valid_until"} and place.label not in _LABELS[field]:
            continue
        if field in {"nss", "employers"} and place.label not in {"", "nss", "registro", "employer"}:
            continue
        yield place
    if field == "employers":
        registros = [place for place in notes.places if is_employers(place)]
        names = (name_beside(notes.views, place, [one.box for one in registros]) for place in registros)
        yield from (name for name in names if name is not None)
    for slot in notes.slots:
        if slot.kind in _SLOTS.get(field, ()):
            yield slot


def _words_of(place: Place) -> tuple[Box, ...]:
    """The words of an engine's vote, for a page's text is no place to cut a picture by."""
    votes: list[Vote] = [vote for vote in place.votes if vote.witness is Witness.RAPID] or place.votes
    words = votes[0].words
    # Who hears one piece of a code alone hears none.
    return (around(words),) if place.kind in _CODES and len(words) > 1 else words


def _beyond(notes: Notes, label: Box) -> Iterator[Box]:
    """The text nearest to the right of a label in its row, and just below it; where nothing was seen, the bare
    paper there, for a short value is easily overlooked."""
    boxes = [segment.box for view in notes.views for segment in view.chart.segments]
    labels = [one.box for view in notes.views for one in view.labels]
    right = [box for box in boxes if in_row(box, label) and box.x0 >= label.x1 - 0.5 * label.height]
    if right:
        yield min(right, key=lambda box: box.x0)
        return
    under = [box for box in boxes if in_column(box, label) and drop(label, box) < float("inf")]
    nearest = min(under, key=lambda box: box.y0, default=None)
    yield Box(label.x1, label.y0, label.x1 + 10 * label.height, label.y1)
    if nearest is None or nearest.y0 - label.y1 > 2.6 * label.height:
        yield Box(label.x0, label.y1, label.x0 + 10 * label.height, label.y1 + 1.6 * label.height)
    elif not any(same_place(nearest, one) for one in labels):
        yield nearest
    elif nearest.y0 - label.y1 > 0.7 * label.height:
        yield Box(label.x0, label.y1, label.x0 + 10 * label.height, nearest.y0)


def _unparsed(notes: Notes) -> Iterator[Region]:
    """Words that are made like an NSS, a CURP or a registro, and were read as none."""
    known = [place.box for place in notes.places]
    for view in notes.views:
        if view.chart.witness is Witness.TEXT:
            continue
        for segment in view.chart.segments:
            for token in segment.tokens:
                text = squeeze(token.text)
                digits = sum(c.isdigit() for c in text)
                alike = 9 <= len(text) <= 30 and digits >= 6 and segment.text.count("|") < 2
                if alike and not any(same_place(token.box, box) for box in known):
                    yield _region(notes, view.chart.words[token.word].box, "")


def _region(notes: Notes, box: Box, field: str) -> Region:
    margin = 0.25 * box.height
    page = notes.page
    padded = Box(
        max(0.0, box.x0 - margin),
        max(0.0, box.y0 - margin),
        min(page.width, box.x1 + margin),
        min(page.height, box.y1 + margin),
    )
    return Region(page.number, padded, field, _KINDS[field])


def _apart(regions: Sequence[Region]) -> Iterator[Region]:
    """Each place once: a run that carries two fields is wanted for the first."""
    kept: list[Region] = []
    for region in regions:
        if not any(one.page == region.page and _covers(one.box, region.box) for one in kept):
            kept.append(region)
            yield region


def _covers(one: Box, other: Box) -> bool:
    return one.x0 <= other.x0 + 1 and one.y0 <= other.y0 + 1 and one.x1 >= other.x1 - 1 and one.y1 >= other.y1 - 1
