"""Which cases wait for a movement, by a real store; that they were exported; what IMSS answered."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Folder, Kind, State
from mailproc.cases.roster import Entry
from mailproc.errors import StoreBusy, UsageError
from mailproc.idse.batch import BatchFile
from mailproc.idse.layout import MovementType
from mailproc.idse.student import Due, Lacks
from mailproc.officer.movements import attachment
from mailproc.reading.model import NameParts
from mailproc.store import cases as stored
from mailproc.store import roster, schema
from mailproc.store.explained import explained
from mailproc.store.filings import pending
from mailproc.store.movements import record_exported, waiting
from mailproc.store.opening import Store, open_store
from mailproc.store.requirements import tick, ticked
from mailproc.store.verdicts import Came, Verdict, take_verdict
from tests.unit.idse.desk import GUADALUPE, INAKI, LUCIA, XOCHITL, case, settings, sheet, student, three
from tests.unit.idse.students import ALTA, BAJA, OTHER
from tests.unit.store.house import NOW, SHEET, opened

LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = opened(tmp_path)
    yield found
    found.close()


def export(store: Store, *types: MovementType, again: bool = False) -> list[str]:
    """Export what is due, as the commands do; gives the folios."""
    found = waiting(store, types or tuple(MovementType), again=again)
    made = attachment(found.due, settings(), now=NOW)
    with store.writing() as session:
        record_exported(session, store, made.files, now=NOW, again=again)
    return [entry.folio for file in made.files for entry in file.entries]


def turn(store: Store, folio: str, kind: Kind, state: State) -> None:
    with store.writing() as session:
        row = session.scalars(select(schema.Case).where(schema.Case.folio == folio)).one()
        row.kind, row.state = kind, state


def movements(store: Store) -> list[schema.Movement]:
    with store.reading() as session:
        return list(session.scalars(select(schema.Movement).order_by(schema.Movement.id)))


def history(store: Store, folio: str) -> list[tuple[str, str]]:
    told = explained(store, folio)
    assert told is not None
    return [(event.what, event.detail) for event in told.events]


# --- What is due --------------------------------------------------------------------------------------------


def test_altas_and_bajas_that_are_to_be_done_are_due_and_nothing_else(store):
    alta, other, baja = three(store)
    case(store, 4, student(XOCHITL), Kind.HOJA)
    done = case(store, 5, student(XOCHITL))
    turn(store, done, Kind.ALTA, State.HECHO)
    found = waiting(store)
    assert [(due.folio, due.type) for due in found.due] == [(alta, ALTA), (other, ALTA), (baja, BAJA)]
    assert found.exported == ()
    assert [due.folio for due in waiting(store, [BAJA]).due] == [baja]
    for state in (State.EN_MANOS, State.CERRADO, State.INFORMADO):
        turn(store, alta, Kind.ALTA, state)
        assert alta not in [due.folio for due in waiting(store).due]


def test_a_case_brings_all_that_a_line_needs(store):
    parts = NameParts("XOCHITL", "NUCAMENDI", "")
    who = student(XOCHITL, control="22270003", programme="Química")
    folio = case(store, 1, who, umf_wish="023", sheets=(sheet(who, parts=parts, registros=(OTHER,)),))
    roster.replace(store, [(Entry(name="NUCAMENDI XÓCHITL", curp=who.curp), "")])
    assert waiting(store).due == (
        Due(
            folio,
            ALTA,
            name=who.name,
            curp=who.curp,
            nss=who.nss,
            control="22270003",
            programme="Química",
            umf_wish="023",
            shown=(who.name, parts),
            roster="NUCAMENDI XÓCHITL",
            registros=(OTHER,),
        ),
    )


def test_what_a_sheet_shows_counts_only_where_it_is_trusted(store):
    who = student(LUCIA)
    parts = NameParts("LUCIA", "RAMOS", "OVANDO")
    case(store, 1, who, sheets=(sheet(who, trusted=False, parts=parts, registros=(OTHER,)),))
    [due] = waiting(store).due
    assert due.shown == ("", None)
    assert due.registros == ()


def test_the_newest_sheet_counts_whatever_case_it_came_for(store):
    who = student(LUCIA)
    case(store, 1, who, Kind.HOJA, sheets=(sheet(who, registros=("A3399990326",)),))
    case(store, 2, who, Kind.HOJA, sheets=(sheet(who, registros=(OTHER,)),))
    case(store, 3, who, Kind.BAJA)
    assert [due.registros for due in waiting(store).due] == [(OTHER,)]


def test_a_sheet_kept_in_another_form_only_says_less(store):
    case(store, 1, student(LUCIA), sheets=(SHEET,))
    assert [due.shown for due in waiting(store).due] == [("", None)]


def test_what_the_sender_calls_himself_is_no_name(store):
    case(store, 1, student(LUCIA, curp="", nss=""), Kind.BAJA)
    made = attachment(waiting(store).due, settings(), now=NOW)
    assert made.files == ()
    assert [one.lacks for one in made.left_out] == [Lacks.NSS, Lacks.CURP, Lacks.NAME]


def test_another_accounts_cases_are_not_due(store, tmp_path):
    three(store)
    other = open_store(f"sqlite:///{tmp_path / 'mailproc.sqlite3'}", account="otra")
    assert waiting(other).due == ()
    other.close()


# --- Exported -----------------------------------------------------------------------------------------------


def test_an_export_stands_in_the_cases_and_comes_once(store):
    folios = list(three(store))
    assert export(store) == folios
    assert [(row.type, row.registro, row.file, row.accepted) for row in movements(store)] == [
        ("08", "A3399990326", "idse-2026-08-20.txt", None),
        ("08", "A3399990326", "idse-2026-08-20.txt", None),
        ("02", "A3399990326", "idse-2026-08-20.txt", None),
    ]
    assert history(store, folios[2])[-1] == ("exported", "02")
    found = waiting(store)
    assert found.due == ()
    assert [(one.folio, one.at, one.file) for one in found.exported] == [
        (folio, NOW, "idse-2026-08-20.txt") for folio in folios
    ]
    assert export(store) == []
    assert export(store, again=True) == folios
    assert len(movements(store)) == 6


def test_a_case_that_was_exported_as_an_alta_may_be_exported_as_a_baja(store):
    alta, *_ = three(store)
    export(store, ALTA)
    turn(store, alta, Kind.BAJA, State.POR_HACER)
    assert alta in [due.folio for due in waiting(store).due]


@pytest.mark.parametrize(
    ("kind", "state"), [(Kind.BAJA, State.POR_HACER), (Kind.ALTA, State.EN_MANOS), (Kind.REVISAR, State.POR_HACER)]
)
def test_a_case_that_changed_meanwhile_records_nothing(store, kind, state):
    _, other, _ = three(store)
    made = attachment(waiting(store).due, settings(), now=NOW)
    turn(store, other, kind, state)
    with pytest.raises(StoreBusy, match=other), store.writing() as session:
        record_exported(session, store, made.files, now=NOW)
    assert movements(store) == []


def test_two_exports_at_once_do_not_both_count(store):
    three(store)
    made = attachment(waiting(store).due, settings(), now=NOW)
    export(store)
    with pytest.raises(StoreBusy), store.writing() as session:
        record_exported(session, store, made.files, now=NOW)
    assert len(movements(store)) == 3


def test_a_corrected_nss_is_another_movement(store):
    alta, *_ = three(store)
    files = attachment(waiting(store, [ALTA]).due, settings(), now=NOW).files
    with store.writing() as session:
        session.scalars(select(schema.Student).where(schema.Student.nss == INAKI.nss)).one().nss = "88190311014"
    with pytest.raises(StoreBusy, match=alta), store.writing() as session:
        record_exported(session, store, files, now=NOW)


def test_no_file_records_nothing(store):
    three(store)
    with store.writing() as session:
        record_exported(session, store, tuple[BatchFile, ...](), now=NOW)
    assert movements(store) == []


# --- Requirements -------------------------------------------------------------------------------------------

ASKED = ("Carta firmada de no tener otro seguro", "Recibo de inscripción", "Carta de la tutora")


def test_an_alta_goes_when_all_is_ticked(store):
    alta, _, _ = three(store)
    config = settings(policy={"mode": "send", "alta_requirements": ASKED})

    def left_out() -> list[str]:
        return [one.folio for one in attachment(waiting(store, [ALTA]).due, config, now=NOW).left_out]

    assert alta in left_out()
    assert tick(store, alta.lower(), "RECIBO DE INSCRIPCION", ASKED, now=NOW) == ASKED[1]
    tick(store, alta, "1", ASKED, now=NOW, who="encargada")
    assert alta in left_out()
    tick(store, alta, "tutora", ASKED, now=NOW)
    assert alta not in left_out()
    assert ticked(store, alta) == (ASKED[1], ASKED[0], ASKED[2])
    assert history(store, alta)[-3:] == [("ticked", "2"), ("ticked", "1"), ("ticked", "3")]
    tick(store, alta, "tutora", ASKED, now=NOW)
    assert history(store, alta)[-3:] == [("ticked", "2"), ("ticked", "1"), ("ticked", "3")]
    tick(store, alta, "tutora", ASKED, now=NOW, met=False)
    assert history(store, alta)[-1] == ("unticked", "3")
    assert ticked(store, alta) == (ASKED[1], ASKED[0])
    assert alta in left_out()
    # Those of another case are its own.
    assert waiting(store, [ALTA]).due[1].met == frozenset()


@pytest.mark.parametrize("text", ["Carta", "acta", "", "0", "4"])
def test_a_requirement_that_is_none_or_several_is_refused_by_naming_them(store, text):
    alta, *_ = three(store)
    with pytest.raises(UsageError, match=r"1 Carta firmada.*2 Recibo.*3 Carta de la tutora"):
        tick(store, alta, text, ASKED, now=NOW)
    assert ticked(store, alta) == ()


def test_without_requirements_or_case_there_is_nothing_to_tick(store):
    alta, *_ = three(store)
    with pytest.raises(UsageError, match="alta_requirements is empty"):
        tick(store, alta, "Carta", (), now=NOW)
    with pytest.raises(UsageError, match="AF-26-99999"):
        tick(store, "AF-26-99999", "1", ASKED, now=NOW)
    with pytest.raises(UsageError, match="AF-26-99999"):
        ticked(store, "AF-26-99999")


# --- What IMSS answered -------------------------------------------------------------------------------------


def answer(store: Store, verdict: Verdict) -> tuple[Came, str]:
    return take_verdict(store, verdict, settings().policy, now=LATER)


def test_an_accepted_movement_is_written_down_and_the_case_stays(store):
    alta, *_ = three(store)
    export(store)
    assert answer(store, Verdict(INAKI.nss, ALTA, accepted=True)) == (Came.NEW, alta)
    assert [row.accepted for row in movements(store)] == [True, None, None]
    found = stored.case(store, alta)
    assert (found.kind, found.state) == (Kind.ALTA, State.POR_HACER)
    assert history(store, alta)[-1] == ("accepted", "08")
    assert answer(store, Verdict(INAKI.nss, ALTA, accepted=True)) == (Came.KNOWN, alta)
    assert waiting(store).due == ()


@pytest.mark.parametrize("state", [State.POR_HACER, State.HECHO, State.CERRADO])
def test_a_rejected_one_goes_to_the_officer_with_the_reason(store, state):
    _, alta, _ = three(store)
    export(store)
    turn(store, alta, Kind.ALTA, state)
    verdict = Verdict(GUADALUPE.nss, ALTA, accepted=False, reason="Registro patronal no vigente.")
    assert answer(store, verdict) == (Came.NEW, alta)
    found = stored.case(store, alta)
    assert (found.kind, found.state, found.closed_at) == (Kind.REVISAR, State.POR_HACER, None)
    assert found.reasons[0] == "El IMSS rechazó el alta: Registro patronal no vigente."
    row = movements(store)[1]
    assert (row.accepted, row.reason) == (False, "Registro patronal no vigente.")
    assert [filing.folder for filing in pending(store) if filing.message_id == "<2@correo.example>"] == [
        Folder.REVISAR
    ]
    assert answer(store, verdict) == (Came.KNOWN, alta)
    # When she puts it back, it goes out again.
    turn(store, alta, Kind.ALTA, State.POR_HACER)
    assert [due.folio for due in waiting(store).due] == [alta]
    assert export(store) == [alta]


def test_what_is_in_her_hands_stays_there_with_the_reason(store):
    *_, baja = three(store)
    export(store)
    turn(store, baja, Kind.BAJA, State.EN_MANOS)
    assert answer(store, Verdict(LUCIA.nss, BAJA, accepted=False)) == (Came.NEW, baja)
    found = stored.case(store, baja)
    assert (found.kind, found.state) == (Kind.BAJA, State.EN_MANOS)
    assert found.reasons[0] == "El IMSS rechazó la baja."


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(INAKI.nss, BAJA, accepted=False),
        Verdict(XOCHITL.nss, ALTA, accepted=False),
        Verdict("88190311014", ALTA, accepted=True),
    ],
)
def test_a_movement_that_was_never_exported_is_unknown(store, verdict):
    three(store)
    export(store)
    assert answer(store, verdict) == (Came.UNKNOWN, "")
    assert [row.accepted for row in movements(store)] == [None] * 3


def test_an_answer_is_for_the_last_movement(store):
    three(store)
    export(store)
    export(store, again=True)
    answer(store, Verdict(INAKI.nss, ALTA, accepted=True))
    assert [row.accepted for row in movements(store) if row.type == "08"] == [None, None, True, None]
