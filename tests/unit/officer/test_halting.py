"""The officer is told once that the letters have stopped; digest and status say why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailproc.effects import Effects
from mailproc.officer.daily import digest_of
from mailproc.officer.outbox_command import OutboxCommand
from mailproc.store import meta, standstills
from mailproc.store.desk import status
from mailproc.store.standstills import Cause, Standstill, Way
from mailproc.terminal import status_object
from tests.unit.store.house import ALTA as CASE
from tests.unit.store.house import (
    NOW,
    OFFICER,
    Clock,
    FakeMailbox,
    FakeTransport,
    handle,
    message,
    opened,
    settings,
)

CONFIG = settings(policy={"letters_per_hour": 1})


class House:
    """A store whose letters were stopped, after one."""

    def __init__(self, folder):
        self.store, self.clock, self.transport = opened(folder), Clock(), FakeTransport()
        self.number = 0
        self.arrive(2)
        self.turn()

    def arrive(self, count):
        for _ in range(count):
            self.number += 1
            mail = message(self.number, sender=f"alumno{self.number}@correo.example")
            handle(self.store, mail, CASE, CONFIG, now=self.clock())

    def turn(self):
        effects = Effects(self.store, FakeMailbox(), self.transport, CONFIG, self.clock, self.clock.pause)
        self.clock.forward(seconds=1)
        effects.carry_out()
        effects.carry_out()
        self.clock.forward(minutes=1)

    def alarms(self):
        return self.transport.recipients.count(OFFICER)


def test_one_alarm_for_one_stop_and_one_for_the_next(tmp_path):
    house = House(tmp_path)
    for _ in range(3):
        house.turn()
    assert house.transport.recipients == ["alumno1@correo.example", OFFICER]
    assert b"X-Mailproc: alarm" in house.transport.sent[1][1]
    OutboxCommand(house.store, CONFIG, house.clock(), "encargada").resume()
    house.turn()
    assert house.alarms() == 1
    house.arrive(1)
    house.turn()
    house.turn()
    assert house.transport.recipients == [
        "alumno1@correo.example",
        OFFICER,
        "alumno2@correo.example",
        OFFICER,
    ]


def test_no_alarm_for_a_persons_pause(tmp_path):
    house = House(tmp_path)
    OutboxCommand(house.store, CONFIG, house.clock(), "encargada").pause()
    house.turn()
    assert house.alarms() == 1, "the one of the stop before"
    meta.put(house.store, meta.Key.HALT_TOLD, "")
    house.turn()
    assert house.alarms() == 1


@pytest.mark.parametrize(
    ("value", "by"), [("", None), ("1", "person"), (meta.RESTORED, "backup"), (NOW, "letters_per_hour")]
)
def test_status_says_why_no_letter_goes(tmp_path, value, by):
    store = opened(tmp_path)
    meta.put(store, meta.Key.PAUSED, value)
    told = status_object(status(store), None)
    assert (told["paused"], told["paused_by"]) == (by is not None, by)


def test_the_digest_says_why_no_letter_goes(tmp_path):
    house = House(tmp_path)
    told = " ".join(digest_of(house.store, CONFIG, now=NOW + timedelta(hours=1)).text.split())
    assert "Las cartas a estudiantes se detuvieron por precaución" in told
    assert "mailproc resume" in told
    OutboxCommand(house.store, CONFIG, house.clock(), "encargada").pause()
    told = " ".join(digest_of(house.store, CONFIG, now=NOW + timedelta(hours=1)).text.split())
    assert "Las cartas a estudiantes están en pausa" in told
    assert "precaución" not in told


def test_the_digest_and_status_say_what_stands_still_once_she_was_told(tmp_path):
    store = opened(tmp_path)
    hiccup = Standstill(Way.SENDING, NOW, NOW, cause=Cause.LOGIN)
    standstills.keep(store, hiccup)
    assert "No se pueden mandar cartas" not in digest_of(store, CONFIG, now=NOW).text
    standstills.keep(store, replace(hiccup, alarm="<1@x.example>"))
    told = " ".join(digest_of(store, CONFIG, now=NOW).text.split())
    assert "No se pueden mandar cartas Desde el 20/08/2026, 10:30." in told
    assert "no acepta la contraseña" in told
    stalled = status_object(status(store), None)["stalled"]
    assert stalled == {"fetching": None, "sending": {"since": NOW.isoformat(), "cause": "login"}}
