"""Names in three parts, as the file takes them."""

import pytest

from mailproc.idse.names import Written, parted, written
from mailproc.reading.model import NameParts


@pytest.mark.parametrize(
    ("part", "enye", "expected"),
    [
        ("Ramos", "#", "RAMOS"),
        ("NÚÑEZ", "#", "NU#EZ"),
        ("NÚÑEZ", "Ñ", "NUÑEZ"),
        ("NÚÑEZ", "N", "NUNEZ"),
        ("Nun\u0303ez", "#", "NU#EZ"),  # the tilde as a sign of its own
        ("AGÜERO", "#", "AGUERO"),
        ("  de  la   Cruz ", "#", "DE LA CRUZ"),
        ("GARCIA-LOPEZ", "#", "GARCIA LOPEZ"),
        ("D'ANGELO", "#", "DANGELO"),
        ("O’FARRIL", "#", "OFARRIL"),
        ("MA. GUADALUPE", "#", "MA GUADALUPE"),
        ("MA.GUADALUPE", "#", "MA GUADALUPE"),
        ("", "#", ""),
    ],
)
def test_only_capitals_and_single_blanks_are_left(part, enye, expected):
    assert written(part, enye) == Written(expected)


@pytest.mark.parametrize("part", ["ANA 2", "АNA", "ŁUCJA", "ANA#", "ANA (X)", "ÞORA"])
def test_what_the_file_cannot_hold_is_no_name(part):
    assert written(part, "#") is None


def test_twenty_seven_letters_are_whole_and_one_more_is_cut():
    assert written("A" * 27, "#") == Written("A" * 27)
    assert written("A" * 28, "#") == Written("A" * 27, cut=True)
    # A blank at the end is none of the name's.
    assert written("A" * 26 + " BC", "#") == Written("A" * 26, cut=True)


MARTIN = "MAMM030412MCSRRRA1"
"""Of MARTIN MARTINEZ MARTIN and of MARTIN MARTIN MARTINEZ alike."""


def parts(given: str, first: str, second: str = "", **more: bool) -> NameParts:
    return NameParts(given, first, second, **more)


@pytest.mark.parametrize(
    ("name", "curp", "expected"),
    [
        ("LUCÍA RAMOS OVANDO", "RAOL030412MCSMVCA2", parts("LUCIA", "RAMOS", "OVANDO")),
        ("RAMOS OVANDO LUCIA", "RAOL030412MCSMVCA2", parts("LUCIA", "RAMOS", "OVANDO")),
        (
            "MARIA GUADALUPE DE LA CRUZ MONTES DE OCA",
            "CUMG030412MCSRNDA9",
            parts("MARIA GUADALUPE", "DE LA CRUZ", "MONTES DE OCA"),
        ),
        ("XOCHITL NUCAMENDI", "NUXX030412MCSCXCA8", parts("XOCHITL", "NUCAMENDI")),
        # The CURP is another person's.
        ("ANA LOPEZ DIAZ", "RAOL030412MCSMVCA2", None),
        ("MARTIN MARTINEZ MARTIN", MARTIN, None),
        ("LUCIA", "RAOL030412MCSMVCA2", None),
    ],
)
def test_the_letters_of_the_curp_part_a_name(name, curp, expected):
    assert parted(name, curp) == expected


def test_where_they_leave_two_ways_the_sheets_own_parts_decide():
    name, shown = "MARTÍN MARTÍNEZ MARTÍN", parts("MARTIN", "MARTIN", "MARTINEZ")
    assert parted(name, MARTIN, read=("MARTIN MARTINEZ MARTIN", shown)) == shown
    # Of another name, unsure themselves, or against the CURP, they decide nothing.
    assert parted(name, MARTIN, read=("MARTIN MARTIN MARTINEZ", shown)) is None
    unsure = parts("MARTIN", "MARTIN", "MARTINEZ", ambiguous=True)
    assert parted(name, MARTIN, read=("MARTIN MARTINEZ MARTIN", unsure)) is None
    against = parts("MARTINEZ", "MARTIN", "LOPEZ")
    assert parted(name, MARTIN, read=("MARTIN MARTINEZ MARTIN", against)) is None


def test_or_the_roster_that_writes_it_the_other_way_round():
    name = "MARTIN MARTINEZ MARTIN"
    assert parted(name, MARTIN, roster="MARTÍNEZ MARTÍN MARTÍN") == parts("MARTIN", "MARTINEZ", "MARTIN")
    assert parted(name, MARTIN, roster=name) is None
    assert parted(name, MARTIN, roster="MARTINEZ LOPEZ MARTIN") is None
