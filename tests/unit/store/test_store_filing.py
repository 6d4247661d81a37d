"""Moving handled messages into the officer's folders."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Folder, Kind
from mailproc.mailbox.filing import Filed, file_pending
from mailproc.store import filings, ledger, schema
from mailproc.store.record import Handling, record
from mailproc.store.schema import FilingState
from tests.unit.store.house import ALTA, INBOX, NOW, FakeMailbox, decision, message, opened, settings

CONFIG = settings()
ALTAS = CONFIG.folders.path(Folder.ALTAS)
HECHO = CONFIG.folders.path(Folder.HECHO)


class House:
    """A mailbox with one handled message, and its store."""

    def __init__(self, folder):
        self.store = opened(folder)
        self.mailbox = FakeMailbox()

    def arrives(self, mail=None, what=ALTA, config=CONFIG):
        mail = mail or message()
        envelope = self.mailbox.put(mail)
        record(self.store, Handling(envelope, mail, what), config, now=NOW, compose=lambda folio: None)
        return envelope.place

    def file(self, config=CONFIG):
        return file_pending(self.store, self.mailbox, config, now=NOW)

    def states(self):
        with self.store.reading() as session:
            return session.scalars(select(schema.Filing.state).order_by(schema.Filing.id)).all()

    def lies(self):
        """Where the store thinks messages lie now."""
        with self.store.reading() as session:
            places = session.scalars(select(schema.Place).where(schema.Place.left_at.is_(None))).all()
            return [(place.folder, place.uid) for place in places]


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_a_message_is_moved_once_and_its_new_place_is_known(house):
    house.arrives()
    assert house.file() == Filed(done=1)
    assert house.file() == Filed()
    assert (house.mailbox.ids(INBOX), house.mailbox.ids(ALTAS)) == ([], ["<1@correo.example>"])
    assert house.lies() == [(ALTAS, "2")]
    assert ledger.known(house.store, ALTAS, "7") == {"2"}


def test_a_server_that_does_not_tell_the_new_place_is_enough(house):
    house.mailbox.tells = False
    house.arrives()
    assert house.file() == Filed(done=1)
    assert (house.mailbox.ids(ALTAS), house.lies()) == (["<1@correo.example>"], [])


def test_in_observe_mode_nothing_moves(house):
    observe = settings(mode="observe")
    house.arrives(config=observe)
    assert house.file(observe) == Filed()
    house.arrives(message(2))
    assert house.file(observe) == Filed()
    assert house.file() == Filed(done=1)
    assert house.mailbox.ids(INBOX) == ["<1@correo.example>"]
    assert house.states() == [FilingState.OBSERVED, FilingState.DONE]


def test_an_urgent_message_is_flagged_and_stays(house):
    house.arrives(what=decision(Kind.URGENTE))
    assert house.file() == Filed(done=1)
    assert house.mailbox.flagged == {"<1@correo.example>"}
    assert house.mailbox.ids(INBOX) == ["<1@correo.example>"]
    assert house.lies() == [(INBOX, "1")]


def test_a_message_moved_by_a_run_that_was_killed_is_done(house):
    place = house.arrives()
    house.mailbox.ensure(ALTAS)
    house.mailbox.move(place, ALTAS)
    assert house.file() == Filed(done=1)
    assert house.mailbox.ids(ALTAS) == ["<1@correo.example>"]
    assert house.lies() == [(ALTAS, "2")]


def test_without_a_message_id_it_is_known_again_by_size_and_arrival(house):
    house.arrives(message(2, message_id=""))
    house.file()
    place = house.arrives(message(1, message_id=""))
    house.mailbox.move(place, ALTAS)
    assert house.file() == Filed(done=1)
    assert house.states() == [FilingState.DONE, FilingState.DONE]


def test_without_a_message_id_two_alike_are_not_guessed_between(house):
    mail = message(1, message_id="")
    place = house.arrives(mail)
    house.mailbox.ensure(ALTAS)
    house.mailbox.move(place, ALTAS)
    house.mailbox.put(replace(mail, fingerprint="ff" * 32), ALTAS)
    assert house.file() == Filed(elsewhere=1)


def test_what_the_officer_moved_first_stays_where_she_put_it(house):
    place = house.arrives()
    house.mailbox.ensure(HECHO)
    house.mailbox.move(place, HECHO)
    assert house.file() == Filed(elsewhere=1)
    assert house.file() == Filed()
    assert house.mailbox.ids(HECHO) == ["<1@correo.example>"]
    assert house.states() == [FilingState.ELSEWHERE]
    assert house.lies() == [(HECHO, "2")]


def test_what_she_moved_away_and_back_stays_in_the_inbox(house):
    place = house.arrives()
    house.mailbox.ensure(HECHO)
    house.mailbox.move(house.mailbox.move(place, HECHO), INBOX)
    assert house.file() == Filed(elsewhere=1)
    assert house.mailbox.ids(INBOX) == ["<1@correo.example>"]


def test_what_she_deleted_is_gone(house):
    place = house.arrives()
    del house.mailbox.folders[INBOX][place.uid]
    assert house.file() == Filed(elsewhere=1)
    assert house.lies() == []


def test_a_renumbered_inbox_is_searched_and_no_other_message_is_moved(house):
    house.arrives()
    house.mailbox.folders[INBOX] = {"1": message(5), "9": message(1)}
    house.mailbox.validities[INBOX] = "8"
    assert house.file() == Filed(done=1)
    assert house.mailbox.ids(INBOX) == ["<5@correo.example>"]
    assert house.mailbox.ids(ALTAS) == ["<1@correo.example>"]


def test_a_flag_on_a_message_that_is_gone_is_given_up(house):
    place = house.arrives(what=decision(Kind.URGENTE))
    del house.mailbox.folders[INBOX][place.uid]
    assert house.file() == Filed(elsewhere=1)


def test_a_later_wish_supersedes_an_earlier_one(house):
    house.arrives()
    with house.store.writing() as session:
        row = session.scalars(select(schema.Message)).one()
        filings.intend(session, house.store, row, Folder.REVISAR, FilingState.PENDING, now=NOW)
    assert house.file() == Filed(done=1)
    assert house.states() == [FilingState.SUPERSEDED, FilingState.DONE]
    assert house.mailbox.ids(CONFIG.folders.path(Folder.REVISAR)) == ["<1@correo.example>"]


def test_a_filed_message_is_moved_on_and_its_twin_in_the_inbox_stays(house):
    house.arrives()
    house.file()
    twin = house.mailbox.put(message())
    ledger.remember(house.store, twin.place, message().fingerprint)
    with house.store.writing() as session:
        row = session.scalars(select(schema.Message)).one()
        filings.intend(session, house.store, row, Folder.REVISAR, FilingState.PENDING, now=NOW)
    assert house.file() == Filed(done=1)
    assert house.mailbox.ids(INBOX) == ["<1@correo.example>"]
    assert house.mailbox.ids(ALTAS) == []
    assert (INBOX, twin.place.uid) in house.lies()
