"""The roster in the store: replaced whole or not at all, asked by exact keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from mailproc.cases.roster import Entry
from mailproc.store import roster
from mailproc.store.histories import history
from mailproc.store.opening import open_store
from mailproc.store.schema import RosterEntry
from tests.unit.store import house
from tests.unit.store.house import opened

LUCIA = Entry(
    "21270123", "LUCÍA RAMOS OVANDO", "RAOL030412MCSMVCA2", "12345678903", "l21270123@tecnologico.example"
)
XIMENA = Entry(
    "L23270456",
    "XIMENA NUCAMENDI PÉREZ",
    "NUPX050101MCSCRMA8",
    "07220500014",
    "ximena@correo.example",
    "Química",
    "5",
)
GONE = Entry("19270001", "ANA RUIZ SOTO", graduated=True)
BARE = Entry(name="", control="", curp="RUSA010101MCSZTNA1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator:
    found = opened(tmp_path)
    yield found
    found.close()


def listed(*entries: Entry) -> list[tuple[Entry, str]]:
    return [(entry, "EGRESADO" if entry.graduated else "INSCRITO") for entry in entries]


def test_without_a_roster_there_is_nobody(store):
    assert roster.count(store) == 0
    assert roster.candidates(store, curps=[LUCIA.curp], addresses=[LUCIA.address]) == ()


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"curps": [LUCIA.curp]}, (LUCIA,)),
        ({"curps": [LUCIA.curp.lower()]}, (LUCIA,)),
        ({"nsss": [XIMENA.nss]}, (XIMENA,)),
        ({"addresses": ["L21270123@Tecnologico.example"]}, (LUCIA,)),
        ({"controls": ["21270123"]}, (LUCIA,)),
        # Addresses put a letter before the number, which the roster may have or not.
        ({"controls": ["l21270123"]}, (LUCIA,)),
        ({"controls": ["L23270456"]}, (XIMENA,)),
        ({"controls": ["D23270456"]}, ()),
        ({"curps": [LUCIA.curp], "nsss": [XIMENA.nss], "controls": [GONE.control]}, (LUCIA, XIMENA, GONE)),
        ({"curps": [LUCIA.curp], "nsss": [LUCIA.nss], "controls": [LUCIA.control]}, (LUCIA,)),
        ({"curps": ["RAOL030412MCSMVCA%"]}, ()),
        # What is not known finds nobody: not those of whom it is not known either.
        ({"curps": [""], "nsss": [""], "controls": [""], "addresses": [""]}, ()),
        ({"curps": ["", LUCIA.curp], "addresses": ["", LUCIA.address]}, (LUCIA,)),
        ({}, ()),
    ],
)
def test_candidates_are_found_by_exact_keys(store, keys, found):
    roster.replace(store, listed(LUCIA, XIMENA, GONE, BARE))
    assert roster.candidates(store, **keys) == found


def test_a_new_roster_takes_the_place_of_the_old_one(store):
    roster.replace(store, listed(LUCIA, GONE))
    roster.replace(store, listed(replace(LUCIA, semester="7"), XIMENA, BARE))
    assert roster.count(store) == 3
    assert roster.candidates(store, controls=[GONE.control]) == ()
    assert roster.candidates(store, nsss=[LUCIA.nss])[0].semester == "7"


def test_the_rosters_own_word_is_kept(store):
    roster.replace(store, listed(LUCIA, GONE))
    with store.reading() as session:
        rows = session.scalars(select(RosterEntry).order_by(RosterEntry.id)).all()
    assert [(row.status, row.graduated) for row in rows] == [("INSCRITO", False), ("EGRESADO", True)]


def test_an_import_that_fails_midway_leaves_the_old_roster(store):
    roster.replace(store, listed(LUCIA, XIMENA))

    def broken() -> Iterator[tuple[Entry, str]]:
        for number in range(2500):
            yield Entry(control=str(number)), ""
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        roster.replace(store, broken())
    assert roster.count(store) == 2
    assert roster.candidates(store, nsss=[LUCIA.nss]) == (LUCIA,)


def test_more_than_one_batch(store):
    roster.replace(store, [(Entry(control=str(number)), "") for number in range(2345)])
    assert roster.count(store) == 2345
    assert roster.candidates(store, controls=["0", "1000", "2344"]) == tuple(
        Entry(control=number) for number in ("0", "1000", "2344")
    )


def test_each_account_has_its_own_roster(store, tmp_path):
    roster.replace(store, listed(LUCIA))
    other = open_store(f"sqlite:///{tmp_path / 'mailproc.sqlite3'}", account="otra")
    assert roster.candidates(other, nsss=[LUCIA.nss]) == ()
    roster.replace(other, listed(XIMENA))
    other.close()
    assert roster.candidates(store, nsss=[LUCIA.nss, XIMENA.nss]) == (LUCIA,)


def test_a_case_is_found_by_the_rosters_address_of_its_student(tmp_path):
    """A representative sent the sheet; the student, who never wrote, asks from the own address."""
    store = house.opened(tmp_path)
    house.handle(store, house.message(1, sender="jefe@correo.example"), house.ALTA, house.settings())
    asking = house.message(2, sender="lucia@correo.example")
    assert history(store, asking).cases == ()
    roster.replace(
        store, [(Entry(name=house.LUCIA.name, curp=house.LUCIA.curp, address="lucia@correo.example"), "")]
    )
    [case] = history(store, asking).cases
    assert (case.same_student, case.same_sender) == (True, False)
    assert case.senders == {"jefe@correo.example", "lucia@correo.example"}
    store.close()
