"""What a drawn sheet says, against what its truth says: for the tests of the benchmark's generators."""

import itertools
from collections.abc import Iterator

import pypdfium2 as pdfium

from bench.item import Collection, Plan
from bench.third.people import bare
from bench.truth import Truth


def plans_like(collection: Collection, seed: int, **wanted: object) -> Iterator[Plan]:
    """The plans of a seed that are like that."""
    row = (collection.plan(seed, index) for index in itertools.count())
    return (plan for plan in row if all(getattr(plan, name) == value for name, value in wanted.items()))


def squeezed(text: str) -> str:
    """Letters and digits alone, without accents, in upper case."""
    return "".join(char for char in bare(text) if char.isalnum())


def printed(pdf: bytes) -> str:
    """All text of a PDF, page after page."""
    return squeezed("".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)))


def stated(truth: Truth) -> Iterator[str]:
    """Everything that a sheet says in so many words."""
    fields = {
        "nss": truth.nss, "curp": truth.curp, "agregado": truth.agregado, "estado": truth.estado,
        "name": truth.name, "umf": str(int(truth.umf)) if truth.umf else None,
    }  # fmt: skip
    for field, value in fields.items():
        if value and field not in truth.unscored:
            yield from value.split()
    for employer in truth.employers:
        yield from (employer.registro, employer.name)
    for person in truth.people:
        yield from (person.curp, person.nss, person.agregado)
