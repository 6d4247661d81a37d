"""Names against CURPs: compound surnames, MARIA and JOSE, Ñ, forbidden words, one surname."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mailproc.reading.names import NameParts, best_splits, fits, initials, misfits
from tests.documents import identifiers as made

GIVEN = ["JUAN CARLOS", "MARIA DEL CARMEN", "JOSE MARIA", "MA. ELENA", "J. GUADALUPE", "MARIA", "ANA", "ÑUSTA"]
SURNAMES = ["PEREZ", "ÑAÑEZ", "DE LA CRUZ", "MONTES DE OCA", "DEL CARPIO", "VACA", "ICH", "DE LOS SANTOS"]


@st.composite
def people(draw: st.DrawFn) -> tuple[NameParts, str]:
    parts = NameParts(
        draw(st.sampled_from(GIVEN)), draw(st.sampled_from(SURNAMES)), draw(st.sampled_from([*SURNAMES, ""]))
    )
    curp = made.curp(
        parts.given, parts.first, parts.second, born=date(2005, 3, 12), sex="M", state="CS", rng=Random(1)
    )
    return parts, curp


@given(people())
def test_a_name_and_its_curp_agree(person: tuple[NameParts, str]) -> None:
    parts, curp = person
    assert misfits(parts, curp) == 0
    # In one string, whichever of given names and surnames stands first.
    assert fits(f"{parts.given} {parts.first} {parts.second}".strip(), curp)
    assert fits(f"{parts.first} {parts.second} {parts.given}".replace("  ", " "), curp)


@given(people())
def test_the_right_split_is_among_the_best(person: tuple[NameParts, str]) -> None:
    parts, curp = person
    misfit, ways = best_splits(f"{parts.given} {parts.first} {parts.second}".strip(), curp)
    assert misfit == 0
    assert parts in ways


def test_letters_that_the_rules_change() -> None:
    assert initials(NameParts("MARIA JOSE", "ÑAÑEZ", "LOPEZ"))[:4] == "XALJ"
    assert initials(NameParts("MARIA", "PEREZ", ""))[:4] == "PEXM"
    assert initials(NameParts("ANA", "PUERTO", "TOLEDO"))[:4] == "PXTA"  # PUTA is never formed
    assert initials(NameParts("JUAN", "DE LA CRUZ", "O"))[:4] == "CUOJ"


def test_another_persons_name_is_told() -> None:
    assert not fits("ROBERTO GARCIA SOLIS", "PELJ050312HCSRPNA0")
    assert best_splits("ROBERTO GARCIA SOLIS", "PELJ050312HCSRPNA0")[0] >= 3
    assert best_splits("ROBERTO", "PELJ050312HCSRPNA0") == (7, ())
