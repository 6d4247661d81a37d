"""What is old enough goes, what is still to be done stays, and no message is ever handled twice for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Folder, Kind, State
from mailproc.reply.model import LetterState
from mailproc.store import ledger, moves, schema
from mailproc.store.cases import cases
from mailproc.store.opening import Store
from mailproc.store.outbox import queue
from mailproc.store.retention import purge
from mailproc.store.schema import FilingState, Outcome
from tests.unit.store.house import (
    INBOX,
    NOW,
    OFFICER,
    decision,
    envelope_of,
    handle,
    letter,
    message,
    opened,
    settings,
)
from tests.unit.store.kept import ANA, LUIS, TRACES, filled, raw

KEEP = settings(store={"keep_days": 400})
LATER = NOW + timedelta(days=400, minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = opened(tmp_path)
    yield kept
    kept.close()


def over(store: Store, state: State = State.HECHO) -> None:
    """Every case is over, every letter went, every message was filed, and lies nowhere that is looked into any more."""
    with store.writing() as session:
        session.execute(update(schema.Case).values(state=state))
        session.execute(update(schema.Letter).values(state=LetterState.SENT, sent_at=NOW))
        session.execute(update(schema.Filing).values(state=FilingState.DONE))


def left(store: Store) -> None:
    with store.writing() as session:
        session.execute(update(schema.Place).values(left_at=NOW))


def rows(store: Store, table: type[schema.Base]) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count(table.id))) or 0


@pytest.mark.parametrize("state", [State.HECHO, State.CERRADO, State.INFORMADO])
def test_a_case_that_is_over_goes_when_its_time_has_come(store: Store, state: State) -> None:
    handle(store, message(1), decision(), KEEP)
    over(store, state)
    assert not purge(store, KEEP, now=NOW + timedelta(days=400))
    assert purge(store, KEEP, now=LATER).cases.cases == 1
    assert cases(store) == ()
    assert (rows(store, schema.Student), rows(store, schema.Sender), rows(store, schema.Letter)) == (0, 0, 0)


@pytest.mark.parametrize("state", [State.POR_HACER, State.ESPERA_ALUMNO, State.EN_MANOS])
def test_what_is_still_to_be_done_is_kept_however_old(store: Store, state: State) -> None:
    handle(store, message(1), decision(), KEEP)
    over(store, state)
    purge(store, KEEP, now=NOW + timedelta(days=4000))
    (case,) = cases(store)
    assert (case.student.name, case.messages[0].subject) == ("LUCIA RAMOS OVANDO", "Constancia de vigencia")


@pytest.mark.parametrize("what", ["message", "letter", "event", "waiting letter"])
def test_a_case_counts_from_the_last_thing_that_happened(store: Store, what: str) -> None:
    handle(store, message(1), decision(), KEEP)
    over(store)
    after = NOW + timedelta(days=1)
    changes = {
        "message": update(schema.Message).values(arrived=after),
        "letter": update(schema.Letter).values(composed_at=after),
        "event": update(schema.Event).values(at=after),
        "waiting letter": update(schema.Letter).values(state=LetterState.HELD),
    }
    with store.writing() as session:
        session.execute(changes[what])
    purge(store, KEEP, now=LATER)
    assert len(cases(store)) == 1


def test_nothing_of_old_cases_stays_in_the_files(tmp_path: Path) -> None:
    store = filled(opened(tmp_path))
    over(store)
    left(store)
    purge(store, KEEP, now=LATER)
    text = raw(tmp_path)
    # The roster is the school's: the next import replaces it.
    assert [trace for trace in TRACES if trace in text] == [
        ANA.nss,
        ANA.curp.lower(),
        ANA.control,
        "ana lucía muñoz",
    ]
    assert (rows(store, schema.Message), rows(store, schema.Place), rows(store, schema.Letter)) == (0, 0, 0)
    store.close()


def test_a_dry_run_tells_the_same_and_changes_nothing(tmp_path: Path) -> None:
    store = filled(opened(tmp_path))
    over(store)
    left(store)
    before = [rows(store, table) for table in TABLES]
    told = purge(store, KEEP, now=LATER, dry_run=True)
    assert [rows(store, table) for table in TABLES] == before
    assert purge(store, KEEP, now=LATER) == told
    assert (told.cases.cases, told.cases.messages, told.digests, told.fingerprints) == (4, 3, 1, 3)
    assert not purge(store, KEEP, now=LATER)
    store.close()


TABLES = (schema.Case, schema.Message, schema.Letter, schema.Reading, schema.Place, schema.Event, schema.Student)


def test_a_message_that_still_lies_there_is_never_handled_again(store: Store) -> None:
    mail = message(1)
    handle(store, mail, decision(), KEEP)
    over(store)
    purge(store, KEEP, now=LATER)
    known = ledger.find(store, mail.fingerprint)
    assert known is not None and known.outcome is Outcome.FORGOTTEN
    assert envelope_of(mail).place.uid in ledger.known(store, INBOX, "7")
    # It is gone from the folder: now nothing is known of it.
    moves.saw(store, {}, [envelope_of(mail).place], now=LATER)
    assert purge(store, KEEP, now=LATER + timedelta(days=1)).fingerprints == 1
    assert ledger.find(store, mail.fingerprint) is None


def test_a_message_that_is_young_enough_to_be_answered_is_known(store: Store) -> None:
    """Days to keep are fewer than days to answer: she may yet take it back into the inbox."""
    short = settings(store={"keep_days": 2}, policy={"answer_newer_than_days": 30})
    mail = message(1)
    handle(store, mail, decision(), short)
    over(store)
    left(store)
    purge(store, short, now=NOW + timedelta(days=29))
    known = ledger.find(store, mail.fingerprint)
    assert known is not None and known.outcome is Outcome.FORGOTTEN
    purge(store, short, now=NOW + timedelta(days=31))
    assert ledger.find(store, mail.fingerprint) is None


def test_a_message_that_is_still_to_be_moved_is_known(store: Store) -> None:
    mail = message(1)
    handle(store, mail, decision(), KEEP)
    over(store)
    left(store)
    with store.writing() as session:
        session.execute(update(schema.Filing).values(state=FilingState.PENDING, folder=Folder.HECHO))
    purge(store, KEEP, now=LATER)
    assert ledger.find(store, mail.fingerprint) is not None


def test_mail_without_a_case_loses_who_wrote(store: Store) -> None:
    aside = replace(message(1, sender="ines@correo.example"), subject="Auxilio")
    ledger.set_aside(store, envelope_of(aside), aside, "No se pudo.", now=NOW)
    handle(store, message(2), decision(Kind.AJENO, student=Student()), KEEP)
    assert purge(store, KEEP, now=LATER).messages == 2
    with store.reading() as session:
        found = session.scalars(select(schema.Message)).all()
    assert [(row.message_id, row.subject, row.sender_id) for row in found] == [("", "", None)] * 2
    assert rows(store, schema.Sender) == 0


def test_a_message_of_an_old_and_a_young_case_stays_whole(store: Store) -> None:
    handle(store, message(1), decision(student=ANA), KEEP, others=[decision(student=LUIS)])
    over(store)
    with store.writing() as session:
        session.get_one(schema.Case, 2).state = State.POR_HACER
    assert purge(store, KEEP, now=LATER).cases.shared == 1
    (case,) = cases(store)
    assert (case.student, case.messages[0].subject) == (LUIS, "Constancia de vigencia")


def test_young_mail_digests_and_history_are_kept(store: Store) -> None:
    def digest(at: datetime) -> None:
        queue(store, letter(template="digest", to=OFFICER, occasion=at.isoformat()), now=at, marks={})

    for at in (NOW, NOW + timedelta(days=2)):
        digest(at)
    with store.writing() as session:
        session.execute(update(schema.Letter).values(state=LetterState.SENT))
    purged = purge(store, KEEP, now=LATER)
    assert (purged.digests, purged.history) == (1, 1)
    with store.reading() as session:
        assert session.scalars(select(schema.Letter.composed_at)).all() == [NOW + timedelta(days=2)]


def test_that_something_was_deleted_stays_in_the_history(store: Store) -> None:
    handle(store, message(1), decision(), KEEP)
    over(store)
    purge(store, KEEP, now=LATER)
    purge(store, KEEP, now=LATER + timedelta(days=800))
    with store.reading() as session:
        events = [(event.at, event.what) for event in session.scalars(select(schema.Event))]
    assert events[0] == (LATER, "purged")


@pytest.mark.sweep
def test_many_cases_go_in_several_transactions(store: Store) -> None:
    for number in range(1, 103):
        who = Student(name="UNA PERSONA", control=f"{22270000 + number}")
        handle(store, replace(message(number), arrived=NOW), decision(Kind.SIN_ADJUNTO, student=who), KEEP)
    over(store)
    assert purge(store, KEEP, now=LATER).cases.cases == 102
    assert cases(store) == ()
