"""The CURP: right ones, broken ones, sex X, the century of the homoclave, and noisy text."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mailproc.reading.curp import birth, find_curps, has_form, is_curp, repair, sex
from tests.documents import identifiers as made

NAMES = ["JUAN CARLOS", "MARIA FERNANDA", "JOSE", "ANA", "UMA"]
SURNAMES = ["PEREZ", "ÑAÑEZ", "DE LA CRUZ", "IBARRA", "OCHOA", "CAL"]


@st.composite
def curps(draw: st.DrawFn) -> str:
    return made.curp(
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from(SURNAMES)),
        draw(st.sampled_from([*SURNAMES, ""])),
        born=draw(st.dates(date(1950, 1, 1), date(2015, 12, 31))),
        sex=draw(st.sampled_from("HMX")),
        state=draw(st.sampled_from(made.STATES)),
        rng=Random(draw(st.integers(0, 99))),
    )


@given(curps())
def test_what_the_rules_make_is_a_curp(curp: str) -> None:
    assert is_curp(curp)
    assert sex(curp) == curp[10]
    assert f"{birth(curp):%y%m%d}" == curp[4:10]


@given(curps(), st.integers(1, 9))
def test_a_wrong_check_digit_keeps_the_form_and_is_told(curp: str, off: int) -> None:
    wrong = curp[:17] + str((int(curp[17]) + off) % 10)
    assert has_form(wrong)
    assert not is_curp(wrong)
    [found] = find_curps(f"CURP: {wrong}")
    assert (found.value, found.valid, found.repaired) == (wrong, False, False)


@given(curps(), st.sampled_from(["CURP: {}", "CURP{}HIJO", "X {} 3H2005OR SI", "{}"]))
def test_it_is_found_in_any_surroundings(curp: str, form: str) -> None:
    assert curp in [one.value for one in find_curps(form.format(curp))]


@given(curps(), st.integers(1, 17))
def test_it_is_found_with_a_gap(curp: str, at: int) -> None:
    assert [one.value for one in find_curps(f"{curp[:at]} {curp[at:]}")] == [curp]


def test_the_homoclave_tells_the_century() -> None:
    assert birth("PELJ050312HCSRPNA0").year == 2005
    assert birth("PEGR720815HCSRRB02").year == 1972
    # Nobody born in 1905, nobody born in 2072.
    assert not has_form("PELJ050312HCSRPN00")
    assert not has_form("PEGR720815HCSRRBA2")


def test_look_alikes_are_put_right_by_position_and_marked() -> None:
    assert repair("PELJO5O312HC5RPNAO") == "PELJ050312HCSRPNA0"
    [found] = find_curps("CURP: PELJO50312HCSRPNAO")
    assert (found.value, found.repaired) == ("PELJ050312HCSRPNA0", True)
    # An O for the 0 of the homoclave passes the check digit; the century does not.
    [found] = find_curps("PEGR720815HCSRRBO2")
    assert (found.value, found.repaired) == ("PEGR720815HCSRRB02", True)


def test_a_sign_read_twice_as_two_look_alikes_is_read_once_and_marked() -> None:
    for text in ("PELJO050312HCSRPNA0", "PELJ050312HCSRPNAO0", "PELJO050312HC5SRPNA0"):
        [found] = find_curps(f"CURP {text}, QUIEN")
        assert (found.value, found.valid, found.repaired) == ("PELJ050312HCSRPNA0", True, True)
    # Two of a kind are two, and what stands beside a whole CURP is none of its.
    assert not any(one.valid for one in find_curps("PELJ0503312HCSRPNA0"))
    [found] = find_curps("PELJ050312HCSRPNA07")
    assert (found.value, found.repaired) == ("PELJ050312HCSRPNA0", False)


def test_what_is_no_curp() -> None:
    for text in (
        "PELJ051312HCSRPNA0",  # no thirteenth month
        "PELJ050312HQQRPNA0",  # no such state
        "PUTA050312HCSRPNA0",  # a word that is never formed
        "PELJ050312ZCSRPNA0",  # no such sex
        "PZLJ050312HCSRPNA0",  # the second letter is a vowel or X
    ):
        assert not has_form(text)
        assert all(one.value != text for one in find_curps(text))
