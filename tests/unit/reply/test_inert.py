"""Foreign text made harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.reply.inert import inert, masked, tail


@given(st.text(), st.integers(min_value=1, max_value=300))
def test_one_short_line_of_visible_characters(text: str, limit: int) -> None:
    line = inert(text, limit=limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert not {unicodedata.category(char) for char in line} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert inert(line, limit=limit) == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mi NSS es 12345678903.", "Mi NSS es •••8903."),
        ("1234 56 7890 3", "•••8903"),
        ("12-34-56-7890-3", "•••8903"),
        ("1 2 3 4 5 6 7 8 9 0 3", "•••8903"),
        ("12345678903PEGJ850101HCSRRN07", "•••8903•••07"),
        ("curp pegj850101hcsrrn07", "curp •••07"),
        ("961 123 4567", "961 123 4567"),
        ("control 22270001", "control 22270001"),
        ("AF-26-00123", "AF-26-00123"),
    ],
)
def test_identifiers_lose_their_head(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_megabyte_ends_in_an_ellipsis() -> None:
    assert inert("palabra " * 200_000, limit=20) == "palabra palabra pal…"


def test_the_tail_of_an_identifier() -> None:
    assert tail("12345678903") == "•••8903"
    assert tail("") == ""
