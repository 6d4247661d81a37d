"""A machine's clock that runs a year ahead for a while, and is set back: nobody is forgotten until then."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Folder
from mailproc.errors import ServerUnreachable
from mailproc.officer.daily import queue_digest
from mailproc.store import meta, schema
from mailproc.store.columns import Instant
from mailproc.store.outbox import UNTIL_RELEASED
from mailproc.store.standstills import LONG, Standstill, Way
from tests.mail.bureau import Bureau
from tests.mail.servers import DovecotOf

YEAR = timedelta(days=365)
HOUR = timedelta(hours=1)


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path):
    return Bureau(tmp_path, dovecot_of("full").account())


def ahead(bureau: Bureau) -> list[str]:
    """Columns with an instant that has not come yet, but for those that are meant to."""
    columns = [
        (table, column)
        for table in schema.Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Instant) and str(column) not in ("cases.due_at", "messages.date")
    ]
    with bureau.store.reading() as session:
        return [
            str(column)
            for table, column in columns
            if session.scalar(select(column).where(column > bureau.now, column != UNTIL_RELEASED).limit(1))
        ]


def test_mail_that_a_clock_a_year_ahead_made_too_old_is_answered_when_it_is_back(bureau):
    bureau.turn()
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.now += YEAR
    bureau.turns(2)
    assert bureau.letters_to(ana) == []
    assert bureau.lies(mail) == [None]
    bureau.now -= YEAR
    bureau.turns(2)
    assert bureau.letters_to(ana) == ["alta"]
    assert bureau.lies(mail) == [Folder.ALTAS]
    assert ahead(bureau) == []


def test_what_was_done_by_a_clock_a_year_ahead_keeps_nobody_waiting(dovecot_of, tmp_path):
    """The first turn of all is made by the wrong clock, so that every mark is."""
    bureau = Bureau(tmp_path, dovecot_of("full").account(), more="answer_newer_than_days = 800")
    ana, bea = bureau.cast.student(), bureau.cast.student()
    mail, owing = bureau.writes(ana, "no"), bureau.writes(bea, text="Buenas tardes, ¿qué debo mandar?")
    bureau.now += YEAR
    bureau.turn()
    assert (bureau.letters_to(ana), bureau.letters_to(bea)) == (["alta"], ["sin_adjunto"])
    bureau.drags(mail, Folder.HECHO)
    bureau.turn()
    queue_digest(bureau.store, bureau.settings, now=bureau.now)
    with bureau.store.writing() as session:
        session.scalars(select(schema.Letter).filter_by(template="digest")).one().due_at = bureau.now + HOUR
    bureau.now -= YEAR
    wrong = {"letters.due_at", "letters.started_at", "moves.noticed_at", "cases.opened_at", "filings.intended_at"}
    assert wrong <= {*ahead(bureau)}
    assert bureau.case(owing).due_at > bureau.now + YEAR
    bureau.turn()
    assert ahead(bureau) == []
    # The officer has her mail, her move counts in its time, the reminder comes in its own.
    assert bureau.letters_to_officer() == ["digest"]
    assert bureau.letters_to(ana) == ["alta"]
    bureau.turns(3)
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]
    assert bureau.stands(mail) == ("alta", "hecho")
    assert bureau.case(owing).due_at < bureau.now + timedelta(days=15)
    # What she writes herself is noticed.
    assert meta.instant(bureau.store, meta.Key.SENT_LOOKED) <= bureau.now
    bureau.answers(owing, bea.address)
    bureau.turn()
    assert bureau.case(owing).due_at is None


def test_an_hour_back_and_forth_sends_nothing_twice_and_holds_nothing_up(bureau):
    ana, bea = bureau.cast.student(), bureau.cast.student()
    first = bureau.writes(ana, "no")
    bureau.now += HOUR
    bureau.turn()
    bureau.drags(first, Folder.HECHO)
    bureau.turn()
    bureau.now -= HOUR
    bureau.turn()
    second = bureau.writes(bea, "no")
    bureau.turn()
    assert bureau.letters_to(bea) == ["alta"]
    bureau.turns(3)
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]
    bureau.now += HOUR
    bureau.turns(2)
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]
    assert bureau.letters_to(bea) == ["alta"]
    assert (bureau.lies(first), bureau.lies(second)) == ([Folder.HECHO], [Folder.ALTAS])


def instants(bureau: Bureau) -> dict[str, list[object]]:
    """All that the store has, but for what each turn writes anew."""
    columns = [
        column
        for table in schema.Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Instant) and table.name not in ("standstills", "meta")
    ]
    with bureau.store.reading() as session:
        return {str(one): list(session.scalars(select(one).order_by(one))) for one in columns}


def test_a_clock_that_is_years_behind_for_a_minute_takes_nothing_back(bureau):
    """As a machine has it that starts without a battery, before the network tells it the time."""
    ana, bea = bureau.cast.student(), bureau.cast.student()
    bureau.writes(ana, "no")
    owing = bureau.writes(bea, text="Buenas tardes, ¿qué debo mandar?")
    bureau.turns(2)
    bureau.answers(owing, bea.address)
    bureau.turn()
    before, now = instants(bureau), bureau.now
    assert before["cases.opened_at"]
    bureau.now -= 6 * YEAR
    bureau.turns(2)
    assert instants(bureau) == before
    bureau.now = now
    bureau.turns(2)
    assert instants(bureau) == before
    assert (bureau.letters_to(ana), bureau.letters_to(bea)) == (["alta"], ["sin_adjunto"])


def test_nothing_is_taken_back_before_a_server_was_reached(bureau):
    """Its certificate bounds how far behind the clock may be."""
    ana = bureau.cast.student()
    bureau.writes(ana, "no")
    bureau.now += HOUR
    bureau.turn()
    bureau.now -= HOUR
    before, there = instants(bureau), bureau.settings
    away = there.mailbox.model_copy(update={"url": "imaps://nadie%40tecnologico.example@127.0.0.1:1"})
    bureau.settings = there.model_copy(update={"mailbox": away})
    with pytest.raises(ServerUnreachable):
        bureau.turn()
    assert instants(bureau) == before
    bureau.settings = there
    bureau.turn()
    assert ahead(bureau) == []


def test_a_standstill_is_told_though_the_clock_was_set_back_meanwhile(bureau):
    begun = bureau.now + YEAR
    standing = Standstill(Way.FETCHING, begun, begun)
    for minutes in (0, 10, 20, 31):
        standing = standing.again(bureau.now + timedelta(minutes=minutes))
    assert standing.lasts
    assert standing.last - standing.since >= LONG
