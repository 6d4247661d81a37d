"""The ledger: what is known, what was tried, what was given up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Kind
from mailproc.mailbox.base import Place
from mailproc.store import filings, ledger, schema
from mailproc.store.schema import Outcome
from tests.unit.store.house import (
    ALTA,
    INBOX,
    NOW,
    STUDENT,
    decision,
    envelope_of,
    handle,
    message,
    opened,
    settings,
)


@pytest.fixture
def store(tmp_path):
    return opened(tmp_path)


def test_a_message_is_known_once_it_is_recorded_not_while_it_is_tried(store):
    envelope = envelope_of(message())
    assert ledger.attempt(store, envelope) == 1
    assert ledger.known(store, INBOX, "7") == frozenset()
    handle(store, message(), ALTA, settings())
    assert ledger.known(store, INBOX, "7") == {envelope.place.uid}


def test_uids_of_another_validity_or_folder_are_not_known(store):
    handle(store, message(), ALTA, settings())
    assert ledger.known(store, INBOX, "8") == frozenset()
    assert ledger.known(store, ("Archivo",), "7") == frozenset()


def test_after_a_new_validity_the_message_is_found_by_its_fingerprint(store):
    handle(store, message(), ALTA, settings())
    place = Place(INBOX, "8", "1")
    found = ledger.find(store, message().fingerprint)
    assert (found.outcome, found.kind, found.folios) == (Outcome.HANDLED, Kind.ALTA, ("AF-26-00001",))
    ledger.remember(store, place, message().fingerprint)
    assert ledger.known(store, INBOX, "8") == {"1"}


def test_a_uid_that_is_given_again_is_a_newcomers_also_after_a_try_that_was_cut_short(store):
    """A server that went back to a backup: what lay there has left, and the newcomer is not known before it is done."""
    envelope = envelope_of(message(1))
    ledger.attempt(store, envelope)
    handle(store, message(1), ALTA, settings())
    [filing] = filings.pending(store)
    filings.filed(store, filing, Place(("Altas",), "9", "1"), left=[envelope.place], now=NOW)
    newcomer = envelope_of(message(2), place=envelope.place)
    assert [ledger.attempt(store, newcomer) for _ in range(2)] == [1, 2]
    assert ledger.known(store, INBOX, "7") == frozenset()


def test_an_unknown_fingerprint_is_not_remembered(store):
    assert ledger.find(store, "00") is None
    with pytest.raises(KeyError):
        ledger.remember(store, Place(INBOX, "7", "1"), "00")


def test_tries_are_counted_across_restarts(tmp_path):
    envelope = envelope_of(message())
    numbers = []
    for _ in range(4):
        store = opened(tmp_path)
        numbers.append(ledger.attempt(store, envelope))
        store.close()
    assert numbers == [1, 2, 3, 4]


def test_a_try_that_was_not_the_messages_fault_is_taken_back(store):
    envelope = envelope_of(message())
    ledger.forgive(store, envelope)
    ledger.attempt(store, envelope)
    ledger.forgive(store, envelope)
    assert ledger.attempt(store, envelope) == 1


def test_a_message_set_aside_is_known_and_says_why(store):
    envelope = envelope_of(message())
    ledger.set_aside(store, envelope, message(), "No se pudo abrir.", now=NOW)
    assert ledger.known(store, INBOX, "7") == {envelope.place.uid}
    with store.reading() as session:
        row = session.scalar(select(schema.Message))
        assert (row.outcome, row.reasons, row.size) == (Outcome.SET_ASIDE, ["No se pudo abrir."], 4321)


def test_a_message_without_even_a_header_is_set_aside(store):
    envelope = envelope_of(message())
    ledger.set_aside(store, envelope, None, "Ni el encabezado.", now=NOW)
    ledger.set_aside(store, envelope, None, "Ni el encabezado.", now=NOW)
    with store.reading() as session:
        row = session.scalars(select(schema.Message)).one()
        assert (row.subject, row.sender, row.arrived) == ("", None, envelope.arrived)


def test_setting_aside_does_not_undo_what_was_handled(store):
    handle(store, message(), ALTA, settings())
    ledger.set_aside(store, envelope_of(message()), message(), "Tarde.", now=NOW)
    ledger.record_old(store, envelope_of(message()), message(), now=NOW)
    with store.reading() as session:
        row = session.scalars(select(schema.Message)).one()
        assert (row.outcome, row.reasons) == (Outcome.HANDLED, ["Regla de alta."])


def test_an_old_message_is_recorded_alone(store):
    envelope = envelope_of(message())
    ledger.record_old(store, envelope, message(), now=NOW + timedelta(days=30))
    assert ledger.known(store, INBOX, "7") == {envelope.place.uid}
    with store.reading() as session:
        assert session.scalars(select(schema.Message.outcome)).all() == [Outcome.OLD]
        for table in (schema.Case, schema.Letter, schema.Filing):
            assert session.scalars(select(table)).all() == []


def test_a_message_set_aside_can_still_be_handled_later(store):
    ledger.set_aside(store, envelope_of(message()), message(), "No se pudo abrir.", now=NOW)
    done = handle(store, message(), ALTA, settings())
    assert (done.folio, done.already) == ("AF-26-00001", False)
    assert ledger.find(store, message().fingerprint).outcome is Outcome.HANDLED


def test_subjects_are_kept_short_and_on_one_line(store):
    mail = message()
    long = "Asunto\r\nBcc: otro@correo.example " + "x" * 10_000
    ledger.set_aside(store, envelope_of(mail), replace(mail, subject=long), "No se pudo abrir.", now=NOW)
    with store.reading() as session:
        subject = session.scalar(select(schema.Message.subject))
    assert len(subject) == ledger.SUBJECT_LENGTH
    assert "\n" not in subject


def test_of_mail_that_is_not_ours_neither_sender_nor_subject_is_kept(store):
    ledger.record_old(store, envelope_of(message(1)), message(1), now=NOW)
    for number, kind in ((2, Kind.AJENO), (3, Kind.AUTOMATICO)):
        handle(store, message(number), decision(kind), settings())
    with store.reading() as session:
        assert {(row.subject, row.sender) for row in session.scalars(select(schema.Message))} == {("", None)}
        assert session.scalars(select(schema.Sender)).all() == []


def test_an_old_message_that_is_answered_after_all_gets_its_sender(store):
    ledger.record_old(store, envelope_of(message()), message(), now=NOW)
    handle(store, message(), ALTA, settings())
    with store.reading() as session:
        row = session.scalars(select(schema.Message)).one()
        assert (row.outcome, row.subject) == (Outcome.HANDLED, "Constancia de vigencia")
        assert row.sender.address == STUDENT
