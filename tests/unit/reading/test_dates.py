"""Dates as they are printed and as engines join them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.reading.dates import find_dates

MONTHS = ["ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE"]
MONTHS += ["NOVIEMBRE", "DICIEMBRE"]


@given(st.dates(date(1930, 1, 1), date(2090, 12, 31)))
def test_every_form_of_a_date_is_found(day: date) -> None:
    words = f"{day.day} DE {MONTHS[day.month - 1]} DE {day.year}"
    for text in (f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%Y-%m-%d}", words, words.replace(" ", "")):
        assert [one.value for one in find_dates(f"EL {text}.")] == [day]


@pytest.mark.parametrize(
    "text",
    ["12 DE AGOSTO DEL 2026", "12 AGO 2026", "12/AGO/2026", "12 DIAS DEL MES DE AGOSTO DE 2026", "12 / 08 / 2026"],
)
def test_other_ways_to_write_it(text: str) -> None:
    assert [one.value for one in find_dates(text)] == [date(2026, 8, 12)]


@pytest.mark.parametrize(
    "text",
    [
        *("12/VIII/2026", "12-VIII-2026", "2026/08/12", "2026.08.12", "AGOSTO 12, 2026", "AGOSTO 12 DE 2026"),
        *("12 (DOCE) DE AGOSTO DE 2026", "12 DE AGOSTO DEL ANO 2026", "DOCE DE AGOSTO DE DOS MIL VEINTISEIS"),
        "DOCE DIAS DEL MES DE AGOSTO DEL ANO DOS MIL VEINTISEIS",
    ],
)
def test_formal_ways_to_write_it(text: str) -> None:
    assert [one.value for one in find_dates(f"EL {text}.")] == [date(2026, 8, 12)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1O. DE ENERO DE 2026", date(2026, 1, 1)),
        ("PRIMERO DE ENERO DE DOS MIL TREINTA Y UNO", date(2031, 1, 1)),
        ("TREINTA Y UN DIAS DEL MES DE MAYO DE MIL NOVECIENTOS NOVENTA Y NUEVE", date(1999, 5, 31)),
        ("VEINTIUN DIAS DEL MES DE MAYO DE DOS MIL", date(2000, 5, 21)),
    ],
)
def test_numbers_in_words(text: str, day: date) -> None:
    assert [one.value for one in find_dates(text)] == [day]


@pytest.mark.parametrize("text", ["31/02/2026", "08/13/2026", "12/08/26", "1/2", "45230501236", "12 DE AGOSTOS"])
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []
