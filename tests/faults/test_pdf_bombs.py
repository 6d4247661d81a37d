"""A PDF that is a bomb costs its own reading at most, within the time and memory of a worker."""

import pytest

from mailproc.documents.worker import Workers
from mailproc.reader import ReaderOptions
from mailproc.reading.model import ProblemCode, Witness
from tests.documents import generate
from tests.faults.pdf_bombs import BOMBS

SECONDS, MEMORY = 15.0, 1_000
_KILLED = {ProblemCode.TIMEOUT, ProblemCode.MEMORY, ProblemCode.CRASHED}
_FATAL = {"forms_in_forms"}
"""What PDFium itself never ends with: the worker is killed."""


@pytest.fixture(scope="module")
def workers():
    with Workers(workers=1, seconds=SECONDS, memory_mb=MEMORY, options=ReaderOptions(engines=())) as pool:
        yield pool


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_its_own_reading_at_most(name: str, workers: Workers) -> None:
    content = BOMBS[name]()
    assert len(content) < 600_000
    reading = workers.read(content, name="bomba.pdf")
    codes = {problem.code for problem in reading.problems}
    assert (name in _FATAL) <= bool(codes & _KILLED)
    assert all(sheet.nss is None or not sheet.nss.trusted for sheet in reading.readings)
    if name == "many_pages":
        assert ProblemCode.TOO_MANY in codes
    pdf, sheet = generate(1, case="si_ours")
    good = workers.read(pdf, name="buena.pdf").readings[0]
    assert good.nss is not None
    assert good.nss.value == sheet.nss
    assert Witness.TEXT in good.nss.witnesses
