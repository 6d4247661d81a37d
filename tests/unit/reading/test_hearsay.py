"""Nothing that one person can type by himself is trusted."""

import pytest

from mailproc.reading.hearsay import with_hearsay
from mailproc.reading.model import Document, Field, Reading, Witness


def _nss(*witnesses: Witness) -> Field[str]:
    reading = Reading(Document.CONSTANCIA, (1,), nss=Field("07222400017", True, 0.999, witnesses))
    told = with_hearsay(reading).nss
    assert told is not None
    return told


@pytest.mark.parametrize("more", [(), (Witness.PLACE,), (Witness.FILENAME, Witness.SENDER), (Witness.HIDDEN,)])
def test_typed_text_its_repetitions_and_what_its_author_says_beside_it(more: tuple[Witness, ...]) -> None:
    told = _nss(Witness.TYPED, *more)
    assert not told.trusted
    assert told.confidence <= 0.5


@pytest.mark.parametrize("other", [Witness.ROSTER, Witness.RAPID, Witness.TESSERACT, Witness.TEXT])
def test_another_witness_beside_typed_text_counts(other: Witness) -> None:
    assert _nss(Witness.TYPED, other).trusted


def test_what_was_not_typed_stays_as_it_is() -> None:
    assert _nss(Witness.RAPID, Witness.FILENAME).trusted
