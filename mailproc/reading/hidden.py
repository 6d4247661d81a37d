"""Text that a PDF carries and nobody sees: no witness, but a reason to look."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mailproc.reading.labels import find_labels
from mailproc.reading.model import Document, Page, Problem, ProblemCode, Reading, Witness
from mailproc.reading.paragraphs import chart
from mailproc.reading.places import candidates_in
from mailproc.reading.slots import find_slots
from mailproc.reading.views import View
from mailproc.reading.vocabulary import NO, YES


def with_hidden(pages: Sequence[Page], reading: Reading) -> Reading:
    """The reading with a problem for each field of a constancia that hidden text carries a value of.

    Where the hidden value is another than the visible one, the visible one is not trusted either.
    """
    if reading.document is not Document.CONSTANCIA:
        return reading
    carried = _carried(pages)
    if not carried:
        return reading
    problems = list(reading.problems)
    changes: dict[str, Any] = {}
    for name, values in sorted(carried.items()):
        field = getattr(reading, name)
        visible = {True: YES, False: NO}.get(field.value, field.value) if field is not None else None
        repeats = values == {visible}
        if field is not None and not repeats:
            changes[name] = replace(field, trusted=False, confidence=min(field.confidence, 0.5))
        text = "El PDF lleva texto oculto que repite un dato de la hoja." if repeats else _ANOTHER
        problems.append(Problem(ProblemCode.HIDDEN_TEXT, text, name))
    return replace(reading, problems=tuple(problems), **changes)


_ANOTHER = "El PDF lleva texto oculto con un dato distinto del que se ve."


def _carried(pages: Sequence[Page]) -> dict[str, set[str]]:
    """The values in hidden text by field: NSS, CURP, agregado wherever they stand, SI/NO and estado by label."""
    carried: dict[str, set[str]] = {}
    for page in pages:
        for layer in page.layers:
            if layer.witness is not Witness.HIDDEN:
                continue
            drawn = chart(page, layer)
            for segment in drawn.segments:
                for kind, candidate in candidates_in(segment.text):
                    if kind in {"nss", "curp", "agregado"} and candidate.valid and not candidate.repaired:
                        carried.setdefault(kind, set()).add(candidate.value)
            view = View(
                drawn, tuple(find_labels(drawn)), tuple(segment.box for segment in drawn.segments), captions=False
            )
            for slot in find_slots([view]):
                if slot.kind in {"vigente", "estado"}:
                    carried.setdefault(slot.kind, set()).add(slot.value)
    return carried
