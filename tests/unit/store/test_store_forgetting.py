"""One student forgotten: nothing of that student stays in the files, and nothing is missing of the others."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Kind
from mailproc.errors import LetterWithdrawn, StoreBusy, UsageError
from mailproc.reply.model import LetterState
from mailproc.store import ledger, opening, outbox, schema
from mailproc.store.cases import cases
from mailproc.store.forgetting import BLOTTED, forget, plan
from mailproc.store.opening import Store, open_store
from mailproc.store.persons import one
from mailproc.store.schema import Outcome
from tests.unit.store.house import NOW, decision, envelope_of, handle, message, opened, settings
from tests.unit.store.kept import ANA, LUIS, SISTER, TRACES, filled, raw, sheet_body


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = filled(opened(tmp_path))
    yield kept
    kept.close()


def forgotten(store: Store, text: str = ANA.curp) -> Any:
    tally = forget(store, plan(store, text).person, now=NOW, who="encargada")
    assert store.compact()
    return tally


def rows(store: Store, table: type[schema.Base]) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count(table.id))) or 0


@pytest.mark.parametrize("trace", TRACES)
def test_the_traces_are_there_before(store: Store, tmp_path: Path, trace: str) -> None:
    assert trace in raw(tmp_path)


def test_nothing_of_her_stays_in_the_files(store: Store, tmp_path: Path) -> None:
    forgotten(store)
    text = raw(tmp_path)
    assert [trace for trace in TRACES if trace in text] == []
    # Her address is kept for Luis's case alone: it came in her message.
    with store.reading() as session:
        assert [one.address for one in session.scalars(select(schema.Sender).order_by(schema.Sender.id))] == [
            ANA.address,
            SISTER.address,
        ]


def test_nothing_at_all_stays_where_she_shared_no_message(tmp_path: Path) -> None:
    store = opened(tmp_path)
    other = message(2, sender=LUIS.address)
    handle(store, message(1, sender=ANA.address, message_id=f"<{ANA.address}>"), decision(student=ANA), settings())
    handle(store, other, decision(student=LUIS), settings())
    forgotten(store)
    text = raw(tmp_path)
    store.close()
    assert LUIS.curp.lower() in text
    assert [value for value in (*TRACES, "lucía ramos") if value in text] == ["lucía ramos"]


def test_the_log_of_the_database_is_empty_while_it_is_open(store: Store, tmp_path: Path) -> None:
    forgotten(store)
    assert (tmp_path / "mailproc.sqlite3-wal").stat().st_size == 0


def test_what_went_is_counted_and_stands_in_the_history(store: Store) -> None:
    expected = plan(store, ANA.curp).tally
    tally = forgotten(store)
    assert tally == expected
    assert (tally.cases, tally.messages, tally.shared, tally.readings, tally.crops) == (2, 1, 1, 1, 1)
    assert (tally.letters, tally.waiting, tally.movements, tally.notes, tally.roster) == (2, 2, 1, 1, 1)
    with store.reading() as session:
        (event,) = session.scalars(select(schema.Event).where(schema.Event.what == "forgotten"))
    assert (event.at, event.who, event.case_id, event.message_id) == (NOW, "encargada", None, None)
    assert event.detail.startswith("cases=2 messages=1 shared=1")


def test_others_keep_all_of_theirs(store: Store) -> None:
    before = {case.folio: case for case in cases(store)}
    forgotten(store)
    after = {case.folio: case for case in cases(store)}
    assert list(after) == ["AF-26-00003", "AF-26-00004"]
    for folio, case in after.items():
        assert (case.student, case.state, len(case.messages)) == (
            before[folio].student,
            before[folio].state,
            len(before[folio].messages),
        )
    assert after["AF-26-00003"].reasons == (f"Vino con la hoja de {BLOTTED}.",)
    with store.reading() as session:
        sister = session.scalars(select(schema.Reading).where(schema.Reading.case_id == 4)).one()
        assert sister.body["fields"]["curp"]["value"] == SISTER.curp
        assert [person["curp"] for person in sister.body["people"]] == [SISTER.curp, BLOTTED]
        names = session.scalars(select(schema.RosterEntry.name).order_by(schema.RosterEntry.id)).all()
    assert names == [LUIS.name, SISTER.name]


def test_a_digest_that_waits_is_blotted_and_one_that_went_is_emptied(tmp_path: Path) -> None:
    for state, text in ((LetterState.QUEUED, f"AF-26-00002 {BLOTTED}\n{LUIS.name}"), (LetterState.SENT, "")):
        folder = tmp_path / state.value
        folder.mkdir()
        store = filled(opened(folder))
        with store.writing() as session:
            digest = session.scalars(select(schema.Letter).where(schema.Letter.template == "digest")).one()
            digest.state = state
        forgotten(store)
        with store.reading() as session:
            digest = session.scalars(select(schema.Letter).where(schema.Letter.template == "digest")).one()
        store.close()
        assert digest.text == text
        assert (LUIS.name in digest.html) is bool(text)


def test_a_handled_message_is_known_and_never_handled_again(store: Store) -> None:
    mail = message(1, sender=ANA.address)
    forgotten(store)
    known = ledger.find(store, mail.fingerprint)
    assert known is not None and (known.outcome, known.folios) == (Outcome.FORGOTTEN, ())
    again = handle(store, mail, decision(student=ANA), settings(), taken_in=True)
    assert (again.already, again.folio) == (True, "")
    ledger.record_old(store, envelope_of(mail), mail, now=NOW)
    ledger.set_aside(store, envelope_of(mail), mail, "No.", now=NOW)
    known = ledger.find(store, mail.fingerprint)
    assert known is not None and known.outcome is Outcome.FORGOTTEN
    with store.reading() as session:
        row = session.get_one(schema.Message, 1)
        assert (row.message_id, row.subject, row.sender_id, row.date, row.reasons) == ("", "", None, None, [])


def test_the_file_is_written_anew(store: Store, tmp_path: Path) -> None:
    """Pages that are free, or half empty after their rows were parted anew, may hold what was in them."""
    with store.writing() as session:
        session.add_all(
            schema.Note(account_id=1, case_id=2, at=NOW, who="encargada", text="Llamó. " * 200) for _ in range(100)
        )
    forgotten(store)
    with closing(sqlite3.connect(tmp_path / "mailproc.sqlite3")) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_while_another_program_reads_the_files_are_left_for_later(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    person = plan(store, ANA.curp).person
    with closing(sqlite3.connect(tmp_path / "mailproc.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM cases").fetchone() == (4,)
        impatient = open_store(f"sqlite:///{tmp_path / 'mailproc.sqlite3'}")
        forget(impatient, person, now=NOW, who="encargada")
        assert not impatient.compact()
        impatient.close()
    assert store.compact()
    assert not any(trace in raw(tmp_path) for trace in TRACES)


def test_another_mailbox_of_the_same_store_is_not_touched(store: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path / 'mailproc.sqlite3'}", account="otro")
    handle(other, message(1, sender=ANA.address), decision(student=ANA), settings())
    forgotten(store)
    assert [case.student for case in cases(other)] == [ANA]
    assert plan(other, ANA.curp).tally.cases == 1
    other.close()


def test_a_folio_is_never_given_twice(store: Store) -> None:
    forgotten(store, SISTER.curp)
    assert handle(store, message(9), decision(), settings()).folio == "AF-26-00005"


def test_a_letter_that_is_being_sent_stops_it(store: Store) -> None:
    (entry, *_) = outbox.due(store, now=NOW)
    outbox.mark_sending(store, entry, now=NOW)
    with pytest.raises(UsageError, match="being sent at this moment"):
        forgotten(store)
    assert len(cases(store)) == 4


def test_a_letter_in_hand_does_not_go_and_breaks_nothing(store: Store) -> None:
    (entry, *_) = outbox.due(store, now=NOW)
    forgotten(store)
    with pytest.raises((LetterWithdrawn, StoreBusy)):
        outbox.mark_sending(store, entry, now=NOW)


def test_an_error_of_the_database_tells_no_value(store: Store) -> None:
    twice = schema.Sender(account_id=1, address=ANA.address, name=ANA.name)
    with pytest.raises(IntegrityError) as error, store.writing() as session:
        session.add(twice)
    assert "senders" in str(error.value)
    assert ANA.address not in str(error.value) and ANA.name not in str(error.value)


def test_a_homonym_keeps_the_name(store: Store) -> None:
    namesake = Student(ANA.name, "MUCA050101MCSXRN05", "34210512358", "22279999", "otra@correo.example")
    handle(store, message(7, sender=namesake.address), decision(student=namesake), settings())
    remark = f"Es {namesake.name}, la de Química."
    with store.writing() as session:
        session.add(schema.Note(account_id=1, case_id=5, at=NOW, who="encargada", text=remark))
    forgotten(store)
    assert cases(store)[-1].student == namesake
    assert [one.text for one in cases(store)[-1].notes] == [remark]


@pytest.mark.parametrize(
    ("text", "folios"),
    [
        (ANA.curp, (1, 2)),
        (ANA.curp.lower(), (1, 2)),
        (ANA.nss, (1, 2)),
        ("0722 040 0019", (1, 2)),
        (ANA.control, (1, 2)),
        (f"L{ANA.control}", (1, 2)),
        (ANA.address, (1, 2)),
        (ANA.address.upper(), (1, 2)),
        ("AF-26-00001", (1, 2)),
        ("af-26-00002", (1, 2)),
        ("AF-26-00003", (3,)),
        ("eva muñoz", (4,)),
        ("luis robles", (3,)),
        (LUIS.nss[-4:], (3,)),
    ],
)
def test_one_student_is_meant(store: Store, text: str, folios: tuple[int, ...]) -> None:
    with store.reading() as session:
        assert one(session, store, text).folios == tuple(f"AF-26-0000{number}" for number in folios)


@pytest.mark.parametrize(("text", "named"), [("nadie", "no such student"), ("...", "no such student")])
def test_nobody_is_meant(store: Store, text: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        plan(store, text)


def test_several_are_told_apart_by_four_characters_and_nothing_goes(store: Store) -> None:
    with pytest.raises(UsageError) as error:
        plan(store, "muñoz de")
    said = str(error.value)
    assert "2 students" in said and "AF-26-00001" in said and "AF-26-00004" in said and "…0019" in said
    assert not any(value in said for value in (ANA.nss, ANA.curp, ANA.name, ANA.control, SISTER.curp))


def test_who_is_only_in_the_roster_is_found_and_goes(store: Store) -> None:
    forgotten(store, LUIS.curp)
    assert rows(store, schema.RosterEntry) == 2


def test_mail_that_was_set_aside_goes_too(store: Store, tmp_path: Path) -> None:
    mail = replace(message(8, sender="ines@correo.example"), subject="Auxilio")
    ledger.set_aside(store, envelope_of(mail), mail, "No se pudo.", now=NOW)
    assert "ines@correo" in raw(tmp_path) and "auxilio" in raw(tmp_path)
    assert forgotten(store, "ines@correo.example").messages == 1
    assert "ines@correo" not in raw(tmp_path) and "auxilio" not in raw(tmp_path)


SHARED = "familia@correo.example"


def _shared(person: Student) -> Student:
    return replace(person, address=SHARED, control="")


def test_two_with_one_address_stay_apart(tmp_path: Path) -> None:
    """Two students write from one address; a third message without a sheet may be either's."""
    store = opened(tmp_path)
    for number, person in enumerate((_shared(ANA), _shared(LUIS), Student(name="Casa", address=SHARED)), start=1):
        kind = Kind.ALTA if person.curp else Kind.SIN_ADJUNTO
        handle(store, message(number, sender=SHARED), decision(kind, student=person), settings())
    with store.reading() as session:
        assert one(session, store, ANA.curp).folios == ("AF-26-00001",)
        assert one(session, store, LUIS.nss).folios == ("AF-26-00002",)
        assert one(session, store, "AF-26-00003").folios == ("AF-26-00003",)
        with pytest.raises(UsageError, match="3 students"):
            one(session, store, SHARED)
    forgotten(store, ANA.curp)
    assert [case.folio for case in cases(store)] == ["AF-26-00002", "AF-26-00003"]
    store.close()


def test_a_curp_on_somebody_elses_sheet_means_its_owner(store: Store) -> None:
    """Eva's sheet shows Ana's CURP, and one of Luis's reads it by mistake."""
    with store.writing() as session:
        sheet = session.scalars(select(schema.Reading).where(schema.Reading.case_id == 3)).one()
        sheet.body = sheet_body(ANA)
    assert plan(store, ANA.curp).person.folios == ("AF-26-00001", "AF-26-00002")


def test_a_case_that_was_joined_to_hers_goes_with_it(store: Store) -> None:
    handle(store, message(9), decision(student=Student(name="Otra")), settings(), now=NOW + timedelta(days=1))
    with store.writing() as session:
        session.scalars(select(schema.Case).order_by(schema.Case.id.desc())).first().merged_into = "AF-26-00002"  # type: ignore[union-attr]
    assert plan(store, ANA.nss).person.folios[-1] == "AF-26-00005"
