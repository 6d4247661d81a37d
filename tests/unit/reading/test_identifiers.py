"""NSS, registro patronal, agregado médico and UMF: right ones are known, every single wrong digit is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.reading.identifiers import (
    find_agregados,
    find_nss,
    find_registros,
    is_agregado,
    is_nss,
    is_registro,
    modality_of,
    normalise_nss,
    nss_years,
    parse_umf,
    same_registro,
    with_lost_zero,
)
from tests.documents import identifiers as made

DIGITS = st.text("0123456789", min_size=10, max_size=10)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    body = draw(DIGITS)
    return body + made.luhn_digit(body)


@st.composite
def registrations(draw: st.DrawFn) -> str:
    first = draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
    body = first + draw(st.text("0123456789", min_size=7, max_size=7)) + draw(st.sampled_from(["10", "32", "13"]))
    return body + made.registro_digit(body)


@given(numbers())
def test_a_number_with_its_luhn_digit_is_an_nss(nss: str) -> None:
    assert is_nss(nss)


@given(numbers(), st.integers(0, 10), st.integers(1, 9))
def test_no_single_wrong_digit_passes(nss: str, at: int, off: int) -> None:
    wrong = nss[:at] + str((int(nss[at]) + off) % 10) + nss[at + 1 :]
    assert not is_nss(wrong)


@given(numbers(), st.sampled_from(["{0}", "{1} {2} {3} {4}", "{1}-{2}-{3}-{4}", "{5}-{6}-{2}-{3}-{4}"]))
def test_every_printed_form_is_found_and_normalised(nss: str, form: str) -> None:
    printed = form.format(nss, nss[:4], nss[4:6], nss[6:10], nss[10], nss[:2], nss[2:4])
    assert normalise_nss(printed) == nss
    found = find_nss(f"NSS: {printed} SEXO: H")
    assert [(one.value, one.valid, one.repaired) for one in found] == [(nss, True, False)]


def test_digits_out_of_a_longer_number_are_no_nss() -> None:
    assert find_nss("SECUENCIA 97676447799192770817") == []
    assert find_nss("CUENTA 4523 0501 2360 1111 22") == []


def test_look_alike_letters_only_propose() -> None:
    [found] = find_nss("45Z305O1236")
    assert (found.value, found.valid, found.repaired) == ("45230501236", True, True)
    assert find_nss("LIBRE OSO BILLAS") == []


def test_a_zero_lost_in_a_spreadsheet_comes_back_only_if_it_makes_an_nss() -> None:
    assert with_lost_zero("7210504564") == "07210504564"
    assert with_lost_zero("7210504565") is None
    assert nss_years("07210504564") == (21, 5)


@given(registrations())
def test_a_registro_with_its_digit_is_known_and_found_in_every_length(registro: str) -> None:
    assert is_registro(registro)
    for text in (registro, f"{registro[:8]}-{registro[8:10]}-{registro[10]}", registro[:10], registro[:8]):
        [found] = find_registros(f"REGISTRO {text}")
        assert same_registro(found.value, registro)
    assert modality_of(registro) == registro[8:10]


@given(registrations(), st.integers(1, 10), st.integers(1, 9))
def test_no_single_wrong_digit_of_a_registro_passes(registro: str, at: int, off: int) -> None:
    wrong = registro[:at] + str((int(registro[at]) + off) % 10) + registro[at + 1 :]
    assert not is_registro(wrong)


def test_the_institute_of_the_example_is_right() -> None:
    assert is_registro("A3399990326")
    assert not is_registro("A3399990325")
    assert not is_registro("A339999032")


@pytest.mark.parametrize("text", ["1H2005ES", "1M2005OR", "3F1999", "2X2001", "5H1950PE"])
def test_agregados(text: str) -> None:
    assert is_agregado(text)
    assert [one.value for one in find_agregados(f"AGREGADO {text}, TURNO")] == [text]


def test_agregados_parted_or_joined_by_an_engine() -> None:
    assert [one.value for one in find_agregados("1H2005 ES")] == ["1H2005ES"]
    assert [one.value for one in find_agregados("1 H 2005 ES")] == ["1H2005ES"]
    assert [one.value for one in find_agregados("1H2005 ES SU AGREGADO MEDICO")] == ["1H2005"]
    assert [one.value for one in find_agregados("AGREGADOMEDICO1H2005OR")] == ["1H2005OR"]
    # A line may end between the two letters of the ground; where the second is lost, so is the ground.
    assert [one.value for one in find_agregados("1M1999E S. QUE")] == ["1M1999ES"]
    assert find_agregados("1M1999E, QUE") == []
    [found] = find_agregados("IH2O05ES")
    assert (found.value, found.repaired) == ("1H2005ES", True)


@pytest.mark.parametrize("text", ["7H2005ES", "1H1805ES", "1Z2005", "1H20055"])
def test_what_is_no_agregado(text: str) -> None:
    assert not is_agregado(text)
    assert find_agregados(text) == []


@pytest.mark.parametrize(
    ("text", "umf"),
    [
        ("013", "013"),
        ("13", "013"),
        ("UMF 25", "025"),
        ("NO. 23 TUXTLA", "023"),
        ("U.M.F. NO. 7", "007"),
        ("O13", "013"),
    ],
)
def test_the_clinic_is_three_digits(text: str, umf: str) -> None:
    found = parse_umf(text)
    assert found is not None
    assert found.value == umf


@pytest.mark.parametrize("text", ["000", "TUXTLA", "", "12345", "12/08/2026"])
def test_what_is_no_clinic(text: str) -> None:
    assert parse_umf(text) is None
