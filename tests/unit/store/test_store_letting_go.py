"""Letters that a person lets go, takes back, or stops all at once; also while the program is just sending."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Kind
from mailproc.errors import LetterDeferred, LetterRefused, UsageError
from mailproc.reply.model import LetterState
from mailproc.reply.outbox import Sent, send_due
from mailproc.store import letting_go, meta, outbox, schema
from mailproc.store.explained import explained
from mailproc.store.outbox import UNTIL_RELEASED
from tests.unit.store.house import (
    ALTA,
    NOW,
    OFFICER,
    STUDENT,
    Clock,
    FakeMailbox,
    FakeTransport,
    decision,
    handle,
    message,
    opened,
    settings,
)

ONE = "AF-26-00001"
CONFIG = settings()


@pytest.fixture
def store(tmp_path):
    store = opened(tmp_path)
    handle(store, message(1), ALTA, CONFIG)
    return store


def put(store, state, **columns):
    """The first letter, brought into a state; gives its number."""
    with store.writing() as session:
        row = session.scalars(select(schema.Letter)).first()
        row.state = state
        for name, value in columns.items():
            setattr(row, name, value)
        return row.id


def row(store, number=1):
    with store.reading() as session:
        return session.get(schema.Letter, number)


def release(store, number=1, *, again=False):
    return letting_go.release(store, number, again=again, now=NOW + timedelta(minutes=1), who="encargada")


def drop(store, number=1):
    return letting_go.drop(store, number, now=NOW + timedelta(minutes=1), who="encargada")


def send(store, transport, config=CONFIG):
    return send_due(store, transport, FakeMailbox(), config, clock=Clock(NOW + timedelta(hours=1)))


def test_a_held_letter_is_due_when_it_is_let_go(store):
    put(store, LetterState.HELD, due_at=UNTIL_RELEASED, reason="La constancia dice otra cosa.")
    transport = FakeTransport()
    assert send(store, transport) == Sent()
    assert release(store).state is LetterState.QUEUED
    assert (row(store).due_at, row(store).reason) == (NOW + timedelta(minutes=1), "")
    assert send(store, transport) == Sent(sent=1)
    events = [(one.who, one.what, one.detail) for one in explained(store, ONE).events]
    assert ("encargada", "letter released", "alta") in events


def test_what_is_let_go_does_not_pass_the_gate_by(store):
    put(store, LetterState.HELD, due_at=UNTIL_RELEASED)
    release(store)
    transport = FakeTransport()
    assert send(store, transport, settings(mode="draft")) == Sent(held=1)
    assert transport.sent == []
    assert "draft" in row(store).reason


def test_a_letter_that_may_have_gone_goes_again_under_its_own_message_id(store):
    put(store, LetterState.UNCERTAIN, ended_at=NOW, started_at=NOW, reason=outbox.UNCERTAIN_REASON)
    before = row(store).message_id
    with pytest.raises(UsageError, match=r"letter 1: it may have gone.*--yes"):
        release(store)
    assert row(store).state is LetterState.UNCERTAIN
    release(store, again=True)
    transport = FakeTransport()
    assert send(store, transport) == Sent(sent=1)
    [(_, raw)] = transport.sent
    assert before.encode() in raw


@pytest.mark.parametrize(
    ("state", "columns", "said"),
    [
        (LetterState.SENT, {"sent_at": NOW}, "has gone"),
        (LetterState.SENDING, {"started_at": NOW}, "at this moment"),
        (LetterState.DRAFT, {"drafted_at": NOW}, "lies in Drafts"),
        (LetterState.OBSERVED, {}, "observe"),
        (LetterState.FAILED, {"ended_at": NOW}, "by hand"),
        (LetterState.SUPERSEDED, {}, "taken back"),
    ],
)
def test_a_letter_that_does_not_wait_is_told_so_and_left_alone(store, state, columns, said):
    put(store, state, **columns)
    for act in (release, drop):
        with pytest.raises(UsageError, match=f"letter 1: .*{said}"):
            act(store)
    assert row(store).state is state


def test_an_unknown_letter_is_told_so(store):
    for act in (release, drop):
        with pytest.raises(UsageError, match=r"letter 77: .*outbox list"):
            act(store, 77)


@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.HELD, LetterState.DRAFT, LetterState.UNCERTAIN])
def test_a_letter_that_is_taken_back_never_goes(store, state):
    put(store, state)
    drop(store)
    transport = FakeTransport()
    assert send(store, transport) == Sent()
    assert (row(store).state, row(store).reason) == (LetterState.SUPERSEDED, letting_go.DROPPED)
    assert letting_go.waiting(store, now=NOW) == ()
    assert [one.what for one in explained(store, ONE).events if one.who == "encargada"] == ["letter dropped"]


def test_a_draft_that_waits_stays_a_draft_when_it_is_let_go(store):
    put(store, LetterState.DRAFT, due_at=NOW + timedelta(days=1))
    assert release(store).state is LetterState.DRAFT
    assert send(store, FakeTransport(), settings(mode="draft")) == Sent(drafted=1)


class Fingers(FakeTransport):
    """A way out on which somebody takes a letter back in the last moment before DATA."""

    def __init__(self, act, error=None):
        super().__init__()
        self.act, self.error = act, error

    def send(self, raw, *, sender, recipient, before_data):
        act, self.act = self.act, lambda: None
        act()
        if self.error:
            raise self.error
        super().send(raw, sender=sender, recipient=recipient, before_data=before_data)


@pytest.mark.parametrize("error", [None, LetterDeferred("later"), LetterRefused("never")])
def test_a_letter_taken_back_at_the_last_moment_stays_back(store, error):
    transport = Fingers(lambda: drop(store), error)
    send(store, transport)
    assert transport.sent == []
    assert row(store).state is LetterState.SUPERSEDED
    assert send(store, FakeTransport()) == Sent()


def test_a_letter_taken_back_while_another_goes_is_not_held_instead(store):
    handle(store, message(2), decision(Kind.HOJA), CONFIG)
    transport = Fingers(lambda: drop(store, 2))
    send(store, transport, settings(policy={"replies_per_day": 1}))
    assert transport.recipients == [STUDENT]
    assert row(store, 2).state is LetterState.SUPERSEDED


def test_what_waits_is_listed_with_its_case_and_what_failed_for_a_week(store):
    handle(store, message(2, sender="otra@correo.example"), decision(Kind.HOJA), CONFIG)
    handle(store, message(3, sender="tercera@correo.example"), decision(Kind.HOJA), settings(mode="observe"))
    put(store, LetterState.FAILED, ended_at=NOW, reason="No existe.")
    found = letting_go.waiting(store, now=NOW + timedelta(days=6))
    assert [(one.id, one.folio, one.template, one.recipient, one.reason) for one in found] == [
        (1, ONE, "alta", STUDENT, "No existe."),
        (2, "AF-26-00002", "hoja", "otra@correo.example", ""),
    ]
    assert [one.id for one in letting_go.waiting(store, now=NOW + timedelta(days=8))] == [2]


def test_a_pause_stops_students_letters_and_not_the_officer_s_alarm(store):
    handle(store, message(2, sender="otra@correo.example"), decision(Kind.URGENTE), CONFIG)
    meta.put(store, meta.Key.PAUSED, "1")
    transport = FakeTransport()
    assert send(store, transport) == Sent(sent=1)
    assert transport.recipients == [OFFICER]
