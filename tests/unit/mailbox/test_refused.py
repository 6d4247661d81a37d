"""Patience after a refused login."""

from datetime import timedelta

import pytest

from mailproc.errors import LetterDeferred, LoginRefused, ServerUnreachable
from mailproc.mailbox.refused import Careful, Refusals
from tests.unit.store.house import OFFICER, STUDENT, Clock, FakeTransport


def tries(refusals: Refusals, clock: Clock, error: Exception, *, minutes: int) -> list[int]:
    """In which of the next minutes the server was asked."""
    asked: list[int] = []
    start = clock()

    def ask() -> None:
        asked.append(round((clock() - start).total_seconds() / 60))
        raise error

    for _ in range(minutes):
        with pytest.raises(type(error), match=str(error)):
            refusals.tried(ask)
        clock.forward(minutes=1)
    return asked


def test_each_refusal_doubles_the_rest_up_to_half_an_hour() -> None:
    clock = Clock()
    assert tries(Refusals(clock), clock, LoginRefused("no"), minutes=125) == [0, 1, 3, 7, 15, 31, 61, 91, 121]


def test_a_server_that_is_down_is_asked_every_time() -> None:
    clock = Clock()
    assert tries(Refusals(clock), clock, ServerUnreachable("down"), minutes=40) == list(range(40))


def test_a_login_that_succeeds_ends_the_patience() -> None:
    clock = Clock()
    refusals = Refusals(clock)
    tries(refusals, clock, LoginRefused("no"), minutes=15)
    clock.forward(minutes=30)
    assert refusals.tried(lambda: "in") == "in"
    assert tries(refusals, clock, LoginRefused("no"), minutes=3) == [0, 1]


def test_a_clock_that_is_set_back_makes_no_rest_longer() -> None:
    clock = Clock()
    refusals = Refusals(clock)
    tries(refusals, clock, LoginRefused("no"), minutes=8)
    clock.now -= timedelta(days=400)
    assert refusals.tried(lambda: "in") == "in"


def test_a_transport_rests_and_other_errors_are_its_own() -> None:
    clock = Clock()
    inner = FakeTransport(before=[LetterDeferred("later"), LoginRefused("no")])
    careful = Careful(inner, Refusals(clock))

    def send() -> None:
        careful.send(b"", sender=OFFICER, recipient=STUDENT, before_data=lambda: None)

    with pytest.raises(LetterDeferred):
        send()
    for _ in range(2):
        with pytest.raises(LoginRefused):
            send()
    clock.forward(minutes=1)
    send()
    assert inner.recipients == [STUDENT]
