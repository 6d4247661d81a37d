"""The figures of a span, against a count by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from mailproc.cases.decision import Decision, Student
from mailproc.cases.kinds import Kind, State
from mailproc.reply.model import LetterState
from mailproc.store import ledger, schema
from mailproc.store.counts import Counts, Piece, Week, counts
from mailproc.store.history import note
from mailproc.store.opening import Store, open_store
from tests.unit.store.house import decision, envelope_of, handle, letter, message, opened, settings

MEXICO = ZoneInfo("America/Mexico_City")
MONDAY = date(2026, 8, 17)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = opened(tmp_path)
    yield found
    found.close()


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """An instant of August 2026 on the institute's clock."""
    return datetime(2026, 8, day, hour, minute, tzinfo=MEXICO).astimezone(UTC)


def arrive(
    store: Store,
    number: int,
    when: datetime,
    what: Kind | Decision,
    *,
    programme: str = "",
    answered: timedelta | None = None,
) -> str:
    """A message and its case; its letter goes after that time, or waits. Gives the folio."""
    if isinstance(what, Kind):
        # Nobody has the same name, address, CURP or NSS: each is a case of its own.
        person = Student(name=f"ALGUIEN {number}", address=f"a{number}@ite.example", programme=programme)
        what = decision(what, student=person)
    mail = replace(message(number, sender=f"a{number}@ite.example"), arrived=when)
    folio = handle(store, mail, what, settings(), now=when + timedelta(seconds=30)).folio
    if answered is not None:
        send(store, folio, when + answered)
    return folio


def send(store: Store, folio: str, when: datetime, template: str = "") -> None:
    """The case's letter (of that template, if one is named) is sent."""
    with store.writing() as session:
        for row in session.scalars(select(schema.Letter)):
            if row.case and row.case.folio == folio and (not template or row.template == template):
                row.state, row.sent_at = LetterState.SENT, when


def follow_up(store: Store, folio: str, template: str, when: datetime) -> None:
    """A reminder or a closing letter in the case, sent."""
    with store.writing() as session:
        case = session.scalars(select(schema.Case).where(schema.Case.folio == folio)).one()
        first = case.messages[0]
        made = letter(folio, template=template, occasion=when.isoformat())
        session.add(
            schema.Letter(
                account_id=store.account_id, case=case, answered=first, state=LetterState.SENT, template=template,
                recipient=made.recipient, subject="", text="", html="", message_id=made.message_id, in_reply_to="",
                references=[], composed_at=when, sent_at=when,
            )
        )  # fmt: skip


def becomes(
    store: Store, folio: str, state: State, when: datetime | None = None, *, noted: bool = False, who: str = ""
) -> None:
    """The case gets that state, with a line in its history or without."""
    with store.writing() as session:
        case = session.scalars(select(schema.Case).where(schema.Case.folio == folio)).one()
        if noted:
            note(session, store, "state", f"{case.state.value} {state.value}", at=case.opened_at, case=case)
        if who:
            note(session, store, "note", at=case.opened_at, case=case, who=who)
        case.state, case.closed_at = state, when


def of(store: Store, first: date = MONDAY, last: date = date(2026, 8, 30)) -> Counts:
    return counts(store, MEXICO, first=first, last=last)


def test_nothing_is_counted_where_nothing_came(store: Store) -> None:
    found = of(store)
    assert (found.messages, found.cases, found.alone, found.letters, found.kinds) == (0, 0, 0, 0, ())
    assert (found.median, found.answered_within(0.9), found.pieces, found.programmes) == (None, None, (), ())
    assert found.weeks == (Week(MONDAY, 0, 0, 0), Week(date(2026, 8, 24), 0, 0, 0))


def test_days_are_the_institutes_and_the_last_is_included(store: Store) -> None:
    for number, when in enumerate([at(16, 23, 59), at(17, 0, 0), at(23, 23, 59), at(24, 0, 0)], start=1):
        arrive(store, number, when, Kind.CARNET)
    assert of(store, last=date(2026, 8, 23)).messages == 2
    assert of(store, last=date(2026, 8, 24)).messages == 3
    assert of(store, first=date(2026, 8, 16), last=date(2026, 8, 16)).messages == 1
    # Half a minute later the case is opened: that of the last minute, on the next day's clock, is not.
    assert of(store, last=date(2026, 8, 23)).cases == 2


def test_a_span_across_the_change_of_clocks_has_all_its_days(store: Store) -> None:
    zone = ZoneInfo("America/Tijuana")
    arrive(store, 1, datetime(2026, 11, 1, 23, 59, tzinfo=zone).astimezone(UTC), Kind.CARNET)
    arrive(store, 2, datetime(2026, 11, 2, 0, 0, tzinfo=zone).astimezone(UTC), Kind.CARNET)
    found = counts(store, zone, first=date(2026, 11, 1), last=date(2026, 11, 1))
    assert found.messages == 1


def test_weeks_start_on_monday_also_where_the_span_does_not(store: Store) -> None:
    arrive(store, 1, at(19), Kind.CARNET, answered=timedelta(days=6))
    arrive(store, 2, at(23, 20), Kind.CARNET)
    arrive(store, 3, at(24, 8), Kind.CARNET)
    arrive(store, 4, at(24, 9), Kind.AJENO)
    found = of(store, first=date(2026, 8, 19), last=date(2026, 8, 25)).weeks
    assert found == (Week(MONDAY, 2, 2, 0), Week(date(2026, 8, 24), 1, 1, 1))


def test_by_kind_and_by_programme_the_most_frequent_first(store: Store) -> None:
    arrive(store, 1, at(18), Kind.HOJA, programme="INGENIERIA CIVIL")
    arrive(store, 2, at(18), Kind.ALTA, programme="INGENIERÍA CIVIL")
    arrive(store, 3, at(19), Kind.ALTA)
    arrive(store, 4, at(19), Kind.ALTA, programme="ARQUITECTURA")
    found = of(store)
    assert found.kinds == ((Kind.ALTA, 3), (Kind.HOJA, 1))
    assert found.programmes == (("INGENIERÍA CIVIL", 2), ("", 1), ("ARQUITECTURA", 1))


def test_what_is_none_of_our_business_is_told_apart(store: Store) -> None:
    arrive(store, 1, at(18), Kind.AJENO)
    arrive(store, 2, at(18), Kind.AUTOMATICO)
    arrive(store, 3, at(18), Kind.ALTA)
    old, aside = (replace(message(number), arrived=at(19)) for number in (4, 5))
    ledger.record_old(store, envelope_of(old), old, now=at(19))
    ledger.set_aside(store, envelope_of(aside), aside, "No se pudo.", now=at(19))
    found = of(store)
    assert (found.messages, found.foreign, found.old, found.aside, found.cases) == (1, 2, 1, 1, 1)


def test_times_to_answer_run_from_the_arrival_to_the_first_letter(store: Store) -> None:
    minutes = [1, 2, 3, 4, 5, 6, 7, 8, 90, 600]
    for number, wait in enumerate(minutes, start=1):
        arrive(store, number, at(18), Kind.CARNET, answered=timedelta(minutes=wait))
    arrive(store, 11, at(18), Kind.CARNET)  # waits still
    arrive(store, 12, at(18), Kind.URGENTE, answered=timedelta(seconds=1))  # an alarm is no answer
    arrive(store, 13, at(10), Kind.CARNET, answered=timedelta(days=9))  # a message of an earlier week
    found = of(store)
    assert found.answers == tuple(timedelta(minutes=wait) for wait in minutes)
    assert (found.median, found.answered_within(0.9)) == (timedelta(minutes=5.5), timedelta(minutes=90))
    assert (found.answered_within(1), found.answered_within(0)) == (timedelta(minutes=600), timedelta(minutes=1))
    assert found.letters == len(minutes) + 1


def test_of_two_letters_for_one_message_the_first_is_the_answer(store: Store) -> None:
    folio = arrive(store, 1, at(18), Kind.CARNET, answered=timedelta(minutes=2))
    follow_up(store, folio, "alta", at(20))
    found = of(store)
    assert (found.answers, found.letters) == ((timedelta(minutes=2),), 2)


def test_most_of_a_few_answers_are_rounded_up(store: Store) -> None:
    for number in (1, 2, 3):
        arrive(store, number, at(18), Kind.CARNET, answered=timedelta(minutes=number))
    assert of(store).answered_within(0.5) == timedelta(minutes=2)


def test_reminders_and_closing_letters_are_letters_and_no_answers(store: Store) -> None:
    folio = arrive(store, 1, at(18), Kind.SIN_ADJUNTO, answered=timedelta(minutes=2))
    follow_up(store, folio, "recordatorio", at(25))
    silent = arrive(store, 2, at(18), decision(Kind.ALTA, student=Student(name="OTRA")))
    follow_up(store, silent, "alta_hecha", at(20))
    found = of(store)
    assert (found.answers, found.letters) == ((timedelta(minutes=2),), 3)


def test_a_letter_that_did_not_go_is_none(store: Store) -> None:
    arrive(store, 1, at(18), Kind.CARNET, answered=timedelta(minutes=2))
    for state in set(LetterState) - {LetterState.SENT}:
        with store.writing() as session:
            for row in session.scalars(select(schema.Letter)):
                row.state = state
        assert (of(store).letters, of(store).answers) == (0, ()), state


def test_who_did_the_work(store: Store) -> None:
    arrive(store, 1, at(18), Kind.CARNET)  # told, nothing else
    idle = arrive(store, 2, at(18), Kind.SIN_ADJUNTO)  # waited, and ended by itself
    becomes(store, idle, State.CERRADO, at(29), noted=True)
    done = arrive(store, 3, at(18), Kind.ALTA)
    becomes(store, done, State.HECHO, at(20), noted=True)
    quick = arrive(store, 4, at(18), Kind.ALTA)
    becomes(store, quick, State.HECHO, at(19), noted=True)
    arrive(store, 5, at(18), Kind.ALTA)  # still to be done
    hers = arrive(store, 6, at(18), Kind.SIN_ADJUNTO)  # she took it over, and let go of it again
    becomes(store, hers, State.EN_MANOS, noted=True)
    becomes(store, hers, State.ESPERA_ALUMNO, noted=True)
    touched = arrive(store, 7, at(18), Kind.CARNET)  # she wrote a note
    becomes(store, touched, State.INFORMADO, who="encargada")
    found = of(store)
    assert (found.cases, found.alone) == (7, 2)
    half_a_minute = timedelta(seconds=30)
    assert found.pieces == (
        Piece(Kind.ALTA, 3, 2, timedelta(days=1, hours=12) - half_a_minute),
        Piece(Kind.CARNET, 1, 0, None),
        Piece(Kind.SIN_ADJUNTO, 1, 0, None),
    )


def test_another_mailbox_of_the_same_store_is_not_counted(store: Store, tmp_path: Path) -> None:
    arrive(store, 1, at(18), Kind.ALTA, answered=timedelta(minutes=2))
    other = open_store(f"sqlite:///{tmp_path / 'mailproc.sqlite3'}", account="otro")
    found = of(other)
    other.close()
    assert (found.messages, found.cases, found.letters, found.answers) == (0, 0, 0, ())
