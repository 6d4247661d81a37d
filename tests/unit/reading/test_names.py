"""Names against CURPs: compound surnames, MARIA and JOSE, Ñ, forbidden words, one surname."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mailproc.reading.model import NameParts
from mailproc.reading.names import best_splits, fits, initials, misfits, split_name
from tests.documents import TODAY
from tests.documents import identifiers as made
from tests.documents import people as invented

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


def test_a_name_in_one_string_is_parted_by_the_curps_letters() -> None:
    told = 0
    for seed in range(600):
        someone = invented.human(Random(seed), ages=(17, 40), today=TODAY)
        for text in (someone.name, someone.surnames_first):
            parts = split_name(text, someone.curp)
            assert parts is not None
            if not parts.ambiguous:
                told += 1
                assert (parts.given, parts.first, parts.second) == (someone.given, someone.first, someone.second)
    assert told > 1150


def test_what_the_curp_leaves_open_is_said() -> None:
    # DE OCA MARIA or MARIA, MONTES or MONTES DE OCA: the letters are the same.
    parts = split_name("GARCIA MONTES DE OCA J. GUADALUPE", "GAMG090524HCSRNDA7")
    assert parts == NameParts("J. GUADALUPE", "GARCIA", "MONTES DE OCA", ambiguous=True)
    assert split_name("AGUILAR SAN MARTIN MARIA", "AUSM090114MCSGNRB3") == NameParts(
        "MARIA", "AGUILAR", "SAN MARTIN"
    )
    assert split_name("ZOE RUIZ", "RUXZ050312MCSZXXA5") == NameParts("ZOE", "RUIZ", "")


def test_a_name_that_contradicts_the_curp_is_not_parted() -> None:
    assert split_name("ROBERTO GARCIA SOLIS", "PELJ050312HCSRPNA0") is None
