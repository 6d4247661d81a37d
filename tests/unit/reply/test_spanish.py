"""Dates, counts, lists and names in Spanish."""

from datetime import date

import pytest

from mailproc.reply.spanish import count, given_name, listed, long_date, weekday_date


def test_dates() -> None:
    assert long_date(date(2026, 8, 12)) == "12 de agosto de 2026"
    assert weekday_date(date(2026, 8, 17)) == "lunes 17 de agosto"


def test_counts_and_lists() -> None:
    assert [count(number, "día", "días") for number in (0, 1, 1200)] == ["0 días", "1 día", "1,200 días"]
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a y b", "a, b y c"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("JOSÉ ANGEL", "José Angel"), ("MARIA DE LOS ANGELES", "Maria de los Angeles"), ("Íker", "Íker"), ("", "")],
)
def test_names(name: str, shown: str) -> None:
    assert given_name(name) == shown
