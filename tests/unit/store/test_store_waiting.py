"""Reminders and the end of waiting: once, on working days, to whom we wrote; nothing that the officer owes ends."""

from datetime import date, timedelta

import pytest

from mailproc.cases.kinds import Kind, State
from mailproc.reminding import remind_and_close
from mailproc.reply.gate import Count, Go, Traffic, judge
from mailproc.reply.model import LetterState
from mailproc.store import outbox
from mailproc.store.cases import cases
from tests.unit.store.house import NOW, STUDENT, decision, handle, message, opened, settings

LATER = NOW + timedelta(days=14, minutes=1)  # 3 September 2026, a Thursday


@pytest.fixture
def store(tmp_path):
    opened_store = opened(tmp_path)
    yield opened_store
    opened_store.close()


def letters(store):
    [case] = cases(store)
    return [letter.template for letter in case.letters]


def test_one_reminder_and_no_second_one(store):
    handle(store, message(), decision(Kind.VENCIDA), settings())
    assert remind_and_close(store, settings(), now=LATER - timedelta(days=1)) == 0
    assert remind_and_close(store, settings(), now=LATER) == 1
    assert remind_and_close(store, settings(), now=LATER + timedelta(days=20)) == 0
    assert letters(store) == ["vencida", "recordatorio"]


def test_the_reminder_lies_in_the_thread_and_may_go(store):
    handle(store, message(), decision(Kind.VENCIDA), settings())
    remind_and_close(store, settings(), now=LATER)
    entry = next(one for one in outbox.due(store, now=LATER) if one.letter.template == "recordatorio")
    assert (entry.letter.recipient, entry.letter.in_reply_to) == (STUDENT, "<1@correo.example>")
    nothing = Traffic(Count(0, None), Count(0, None))
    assert judge(entry.letter, entry.answered, nothing, settings(), now=LATER, draft=False) == Go()


@pytest.mark.parametrize("day", [date(2026, 9, 5), date(2026, 9, 16)])
def test_nobody_is_reminded_on_a_day_off(store, day):
    handle(store, message(), decision(Kind.VENCIDA), settings())
    config = settings(schedule={"holidays": ["2026-09-16"]})
    now = NOW.replace(month=day.month, day=day.day)
    assert remind_and_close(store, config, now=now) == 0
    assert remind_and_close(store, config, now=now + timedelta(days=2)) == 1


def test_in_observe_the_reminder_is_only_told(store):
    config = settings(mode="observe")
    handle(store, message(), decision(Kind.VENCIDA), config)
    remind_and_close(store, config, now=LATER)
    [case] = cases(store)
    assert case.letters[-1].state is LetterState.OBSERVED


def test_nobody_is_reminded_who_never_got_a_letter(store):
    silent = decision(Kind.VENCIDA)
    handle(store, message(), silent, settings(), compose=lambda folio: None)
    assert remind_and_close(store, settings(), now=LATER) == 0


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Kind.VENCIDA, State.CERRADO),
        (Kind.EMPLEO, State.CERRADO),
        (Kind.ALTA, State.POR_HACER),
        (Kind.REVISAR, State.POR_HACER),
    ],
)
def test_what_only_waits_ends_and_what_the_officer_owes_does_not(store, kind, state):
    handle(store, message(), decision(kind), settings())
    remind_and_close(store, settings(), now=NOW + timedelta(days=61))
    [case] = cases(store)
    assert case.state is state
    assert (case.closed_at is not None) == (state is State.CERRADO)
