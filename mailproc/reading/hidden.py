"""Text that a PDF carries and nobody sees: no witness, but a reason to look."""

from collections.abc import Sequence

from mailproc.reading.labels import find_labels
from mailproc.reading.layout import chart
from mailproc.reading.model import Document, Page, Problem, ProblemCode, Reading, Witness
from mailproc.reading.places import candidates_in
from mailproc.reading.slots import find_slots
from mailproc.reading.views import View


def hidden_problems(pages: Sequence[Page], reading: Reading) -> list[Problem]:
    """A problem for each field of a constancia that hidden text carries a value of.

    It is told whether the hidden value is another than the visible one.
    """
    if reading.document is not Document.CONSTANCIA:
        return []
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
    return [_problem(name, values, reading) for name, values in sorted(carried.items())]


def _problem(name: str, values: set[str], reading: Reading) -> Problem:
    field = getattr(reading, name)
    visible = {True: "SI", False: "NO"}.get(field.value, field.value) if field is not None else None
    if visible in values:
        text = "El PDF lleva texto oculto que repite un dato de la hoja."
    else:
        text = "El PDF lleva texto oculto con un dato distinto del que se ve."
    return Problem(ProblemCode.HIDDEN_TEXT, text, name)
