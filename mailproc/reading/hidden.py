"""A sheet that says one thing to people and another to programs, or did so before somebody changed it.

What nobody sees is no witness, but a reason to look. So the sheet is read again as it would be without what was
laid over it, with what is hidden on it, as it was before the file was changed, and as the scanner's own layer has
it alone. Where that gives another value, somebody must look at the sheet, and the value is not believed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from mailproc.reading.candidates import candidates_in
from mailproc.reading.constancia import read_constancia
from mailproc.reading.curp import is_curp
from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import is_nss
from mailproc.reading.layout import same_place
from mailproc.reading.model import Box, Document, Hints, Layer, Page, Problem, ProblemCode, Reading, Witness, Word
from mailproc.reading.notes import take_notes
from mailproc.reading.paragraphs import chart

_FIELDS = (
    "nss",
    "curp",
    "name",
    "vigente",
    "estado",
    "agregado",
    "umf",
    "employers",
    "issued",
    "valid_until",
)
_BY_SCANNERS = ("nss", "curp", "vigente", "estado", "agregado", "issued", "valid_until")
"""What a scanner's layer and an engine must agree on: names and employers are misread too often."""
_CHECKED = {"nss": is_nss, "curp": is_curp}
_SHOWN = frozenset({Witness.TEXT, Witness.TYPED})
_ENGINES = frozenset({Witness.RAPID, Witness.TESSERACT})
_LEAST_TRUST = 0.5

_REPEATED = "El PDF lleva texto oculto que repite un dato de la hoja."
_ANOTHER = "El PDF lleva texto oculto con un dato distinto del que se ve."
_COVERED = "El PDF lleva un dato tapado u oculto, y en su lugar se ve otro o ninguno."
_CHANGED = "El PDF fue modificado después de hecho, y con ello cambió un dato."
_LAID_OVER = "Un dato fue escrito encima de la hoja, en una anotación o un campo que cualquiera puede llenar."
_MISTOLD = "El texto que lleva el PDF dice un dato distinto del que se ve en la página."


def with_hidden(pages: Sequence[Page], reading: Reading) -> Reading:
    """The reading of a constancia with a problem for each field about which its pages say two things, or one of
    them in secret."""
    if reading.document is not Document.CONSTANCIA:
        return reading
    doubts: dict[str, Problem] = {}
    for doubt in _doubts(pages, reading):
        doubts.setdefault(doubt.field, doubt)
    changes: dict[str, Any] = {}
    for name in doubts:
        field = getattr(reading, name)
        if field is not None:
            changes[name] = replace(field, trusted=False, confidence=min(field.confidence, _LEAST_TRUST))
    problems = tuple(doubt for _, doubt in sorted(doubts.items()))
    return replace(reading, problems=(*reading.problems, *problems), **changes) if doubts else reading


def _doubts(pages: Sequence[Page], reading: Reading) -> Iterator[Problem]:
    """The gravest first: of one field only the first is told."""
    witnesses = {layer.witness for page in pages for layer in page.layers}
    if Witness.FORMER in witnesses:
        yield from _before_the_change(pages, reading)
    if Witness.TYPED in witnesses and len(witnesses) > 1:
        yield from _without_what_lies_over(pages, reading)
    if Witness.HIDDEN in witnesses:
        yield from _with_what_is_hidden(pages, reading)
        yield from _carried(pages, reading)
    if Witness.SCANNER in witnesses and witnesses & _ENGINES:
        yield from _as_the_layer_has_it(pages)
        yield from _never_drawn(pages)


def _before_the_change(pages: Sequence[Page], reading: Reading) -> Iterator[Problem]:
    for at, page in enumerate(pages):
        for layer in page.layers:
            if layer.witness is Witness.FORMER:
                then = replace(page, layers=(Layer(Witness.TEXT, layer.words),))
                before = _read([*pages[:at], then, *pages[at + 1 :]])
                for name in _differing(reading, before):
                    yield Problem(ProblemCode.EDITED, _CHANGED, name)


def _without_what_lies_over(pages: Sequence[Page], reading: Reading) -> Iterator[Problem]:
    """Only where a sheet remains: of a form that was wholly filled in on a computer, nothing does."""
    bare = [_without(page, Witness.TYPED) for page in pages]
    if take_notes(bare[0]).look.document is Document.CONSTANCIA:
        for name in _differing(reading, _read(bare)):
            if getattr(reading, name) is not None:
                yield Problem(ProblemCode.EDITED, _LAID_OVER, name)


def _without(page: Page, witness: Witness) -> Page:
    """The page without one witness's words, and without what others saw at their places."""
    gone = [word.box for layer in page.layers if layer.witness is witness for word in layer.words]
    layers = [
        Layer(layer.witness, tuple(_apart(layer.words, gone)))
        for layer in page.layers
        if layer.witness is not witness
    ]
    return replace(page, layers=tuple(layers))


def _with_what_is_hidden(pages: Sequence[Page], reading: Reading) -> Iterator[Problem]:
    """The sheet as it would be with its hidden words shown, and nothing where they are."""
    hidden = {page.number: _unseen(page) for page in pages}
    if not any(hidden.values()):
        return
    other = _read([_unveiled(page, hidden[page.number]) for page in pages])
    known = {problem.field for problem in reading.problems}
    clashes = {one.field for one in other.problems if one.code is ProblemCode.CONTRADICTION} - known
    for name in _FIELDS:
        seen, unseen = getattr(reading, name), getattr(other, name)
        if unseen is None or (seen is not None and seen.value == unseen.value and name not in clashes):
            continue
        page = next((page for page in pages if page.number == unseen.page), None)
        in_its_place = page is not None and seen is not None and _replaced(page, hidden[page.number], unseen.box)
        if seen is None or in_its_place:
            yield Problem(ProblemCode.EDITED, _COVERED, name)
        else:
            yield Problem(ProblemCode.HIDDEN_TEXT, _ANOTHER, name)


def _unseen(page: Page) -> list[Word]:
    """Hidden words, but for those that are also shown at the very same place: letters drawn twice."""
    shown = [word for layer in page.layers if layer.witness in _SHOWN for word in layer.words]
    return [
        word
        for layer in page.layers
        if layer.witness is Witness.HIDDEN
        for word in layer.words
        if not any(one.text == word.text and _over(one.box, word.box) for one in shown)
    ]


def _unveiled(page: Page, hidden: Sequence[Word]) -> Page:
    boxes = [word.box for word in hidden]
    shown = [word for layer in page.layers if layer.witness in _SHOWN for word in layer.words]
    return replace(page, layers=(Layer(Witness.TEXT, (*_apart(shown, boxes), *hidden)),))


def _replaced(page: Page, hidden: Sequence[Word], box: Box | None) -> bool:
    """Whether something is shown where this hidden value stands."""
    if box is None or not any(_over(word.box, box) for word in hidden):
        return False
    return any(_over(word.box, box) for layer in page.layers if layer.witness in _SHOWN for word in layer.words)


def _apart(words: Sequence[Word], boxes: Sequence[Box]) -> Iterator[Word]:
    return (word for word in words if not any(_over(word.box, box) for box in boxes))


def _over(one: Box, other: Box) -> bool:
    """Whether two words of like height stand on one place: a watermark is over nothing."""
    return same_place(one, other) and 0.5 <= one.height / max(other.height, 1e-6) <= 2


def _carried(pages: Sequence[Page], reading: Reading) -> Iterator[Problem]:
    """Whole NSS, CURP and agregados in hidden text, unless the same is shown in their place. What was cropped away
    is not counted."""
    for page in pages:
        inside = tuple(word for word in _unseen(page) if _within(word.box, page))
        shown = [word for layer in page.layers if layer.witness in _SHOWN for word in layer.words]
        for kind, value, box in _whole(page, Layer(Witness.HIDDEN, inside)) if inside else ():
            if value not in "".join(squeeze(word.text) for word in shown if _over(word.box, box)):
                seen = getattr(reading, kind)
                text = _REPEATED if seen is not None and seen.value == value else _ANOTHER
                yield Problem(ProblemCode.HIDDEN_TEXT, text, kind)


def _within(box: Box, page: Page) -> bool:
    return 0 <= (box.x0 + box.x1) / 2 <= page.width and 0 <= (box.y0 + box.y1) / 2 <= page.height


def _as_the_layer_has_it(pages: Sequence[Page]) -> Iterator[Problem]:
    """Values of the scanner's layer that are whole, and are others than an engine hears at the same place."""
    said = _read([_of(page, {Witness.SCANNER}) for page in pages])
    heard = _read([_of(page, _ENGINES) for page in pages])
    for name in _BY_SCANNERS:
        one, other = getattr(said, name), getattr(heard, name)
        if one is None or other is None or one.value == other.value:
            continue
        if one.box is None or other.box is None or one.page != other.page or not same_place(one.box, other.box):
            continue
        whole = _CHECKED.get(name)
        if whole is None or (whole(one.value) and whole(other.value)):
            yield Problem(ProblemCode.CONTRADICTION, _MISTOLD, name)


def _never_drawn(pages: Sequence[Page]) -> Iterator[Problem]:
    """Whole NSS and CURP of the scanner's layer that no engine hears anywhere on the page: whoever misreads one
    seldom makes another whole one of it, and a layer that was made to lie does."""
    for page in pages:
        heard = "".join(
            squeeze(word.text) for layer in page.layers if layer.witness in _ENGINES for word in layer.words
        )
        for layer in page.layers if heard else ():
            if layer.witness is Witness.SCANNER:
                yield from (
                    Problem(ProblemCode.CONTRADICTION, _MISTOLD, kind)
                    for kind, value, _box in _whole(page, layer)
                    if kind in _CHECKED and value not in heard
                )


def _whole(page: Page, layer: Layer) -> Iterator[tuple[str, str, Box]]:
    """Kind, value and place of every NSS, CURP and agregado that stands whole in a layer, labelled or not."""
    for segment in chart(page, layer).segments:
        for kind, candidate in candidates_in(segment.text):
            if kind in {"nss", "curp", "agregado"} and candidate.valid and not candidate.repaired:
                yield kind, candidate.value, segment.box_of(candidate.start, candidate.end)


def _of(page: Page, witnesses: frozenset[Witness] | set[Witness]) -> Page:
    return replace(page, layers=tuple(layer for layer in page.layers if layer.witness in witnesses))


def _read(pages: Sequence[Page]) -> Reading:
    return read_constancia([take_notes(page) for page in pages], Hints())


def _differing(one: Reading, other: Reading) -> Iterator[str]:
    for name in _FIELDS:
        mine, its = getattr(one, name), getattr(other, name)
        if (mine.value if mine is not None else None) != (its.value if its is not None else None):
            yield name
