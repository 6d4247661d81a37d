"""What lies on the officer's desk: the digest's query and the status."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailproc.cases.decision import Missing
from mailproc.cases.kinds import Kind, State
from mailproc.reply.model import LetterState
from mailproc.store import ledger, meta, outbox
from mailproc.store.desk import desk, status
from tests.unit.store.house import (
    ALTA,
    LUCIA,
    NOW,
    OFFICER,
    STUDENT,
    decision,
    envelope_of,
    handle,
    letter,
    message,
    opened,
    settings,
)


@pytest.fixture
def store(tmp_path):
    return opened(tmp_path)


def test_an_empty_desk(store):
    view = desk(store, now=NOW)
    assert (view.open, view.answered, view.troubles, view.set_aside, view.old) == ((), (), (), (), 0)
    assert (view.previous, view.last_poll) == (None, None)


def test_an_open_case_shows_all_that_the_officer_needs(store):
    handle(store, message(), replace(ALTA, silent=""), settings())
    [line] = desk(store, now=NOW).open
    assert (line.folio, line.kind, line.state) == ("AF-26-00001", Kind.ALTA, State.POR_HACER)
    assert (line.sender, line.subject, line.since) == (STUDENT, "Constancia de vigencia", message().arrived)
    assert (line.student, line.missing, line.umf_wish) == (LUCIA, (Missing.CLINIC,), "025")
    assert (line.letter.template, line.letter.state) == ("alta", LetterState.QUEUED)


def test_an_alarm_is_not_the_cases_letter(store):
    handle(store, message(), decision(Kind.URGENTE), settings())
    assert desk(store, now=NOW).open[0].letter is None


def test_what_was_answered_alone_is_told_once(store):
    handle(store, message(), decision(Kind.CARNET), settings())
    later = NOW + timedelta(hours=1)
    assert [line.kind for line in desk(store, now=later).answered] == [Kind.CARNET]
    meta.put(store, meta.Key.LAST_DIGEST, later)
    view = desk(store, now=later + timedelta(days=1))
    assert (view.previous, view.answered) == (later, ())


def test_letters_in_trouble_are_named_with_their_cause(store):
    for number in (1, 2, 3, 4):
        handle(store, message(number), ALTA, settings(), compose=letter)
    held, failed, uncertain, _queued = outbox.due(store, now=NOW)
    outbox.mark_held(store, held, until=NOW + timedelta(hours=8), reason="Ya van cinco.")
    outbox.mark_failed(store, failed, now=NOW, reason="No existe.")
    outbox.mark_uncertain(store, uncertain, now=NOW)
    troubles = desk(store, now=NOW + timedelta(hours=1)).troubles
    assert [(one.folio, one.state, one.cause) for one in troubles] == [
        ("AF-26-00001", LetterState.HELD, "Ya van cinco."),
        ("AF-26-00002", LetterState.FAILED, "No existe."),
        ("AF-26-00003", LetterState.UNCERTAIN, outbox.UNCERTAIN_REASON),
    ]
    meta.put(store, meta.Key.LAST_DIGEST, NOW + timedelta(days=8))
    late = desk(store, now=NOW + timedelta(days=9)).troubles
    assert [one.state for one in late] == [LetterState.HELD]


def test_messages_set_aside_and_old_ones_are_told(store):
    ledger.set_aside(store, envelope_of(message(1)), message(1), "No se pudo procesar.", now=NOW)
    ledger.record_old(store, envelope_of(message(2)), message(2), now=NOW)
    view = desk(store, now=NOW)
    assert [(one.sender, one.subject, one.cause) for one in view.set_aside] == [
        (STUDENT, "Constancia de vigencia", "No se pudo procesar.")
    ]
    assert view.old == 1


def test_numbers_since_the_last_digest_and_in_seven_days(store):
    old = NOW - timedelta(days=3)
    handle(store, message(1), ALTA, settings(mode="observe"), now=old)
    handle(store, message(2), decision(Kind.CARNET), settings(), now=old)
    meta.put(store, meta.Key.LAST_DIGEST, NOW - timedelta(days=1))
    handle(store, message(3), decision(Kind.VENCIDA), settings(), now=NOW - timedelta(hours=2))
    handle(store, message(4), decision(Kind.AUTOMATICO), settings(), now=NOW - timedelta(hours=2))
    for entry in outbox.due(store, now=NOW):
        outbox.mark_sent(store, entry, now=NOW - timedelta(hours=1), copy_due=False)
    view = desk(store, now=NOW)
    assert (view.today.messages, view.today.cases, view.today.letters, view.today.alone) == (1, 1, 2, 1)
    assert (view.week.messages, view.week.cases, view.week.letters, view.week.alone) == (3, 3, 3, 2)


def test_the_digest_is_queued_once_with_its_day(store):
    digest = letter("digest", template="digest", to=OFFICER, occasion="2026-08-20")
    marks = {meta.Key.DIGEST_DAY: "2026-08-20", meta.Key.LAST_DIGEST: NOW}
    assert outbox.queue(store, digest, now=NOW, marks=marks)
    assert not outbox.queue(store, digest, now=NOW, marks={meta.Key.DIGEST_DAY: "2026-08-21"})
    assert meta.get(store, meta.Key.DIGEST_DAY) == "2026-08-20"
    assert meta.instant(store, meta.Key.LAST_DIGEST) == NOW
    assert [entry.letter for entry in outbox.due(store, now=NOW)] == [digest]


def test_the_status_counts_what_is_not_over(store):
    ledger.attempt(store, envelope_of(message(9)))
    handle(store, message(1), ALTA, settings(), now=NOW - timedelta(hours=5))
    handle(store, message(2), decision(Kind.EMPLEO), settings(mode="observe"))
    meta.polled(store, now=NOW, waiting=1)
    found = status(store)
    assert (found.last_poll, found.waiting, found.unfinished) == (NOW, 1, 1)
    assert found.oldest_wait == NOW - timedelta(hours=5)
    assert found.letters == {LetterState.QUEUED: 1}
    assert (found.to_file, found.set_aside, found.paused) == (1, 0, False)
    assert found.cases == {State.POR_HACER: 1, State.INFORMADO: 1}
