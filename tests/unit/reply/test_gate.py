"""The gate just before a letter goes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.cases.kinds import Kind
from mailproc.reply.gate import (
    DEAD_ADDRESS,
    OFFICERS_PER_HOUR,
    Answered,
    Count,
    Go,
    Halt,
    Hold,
    Never,
    Traffic,
    judge,
    midnight,
    sendable,
)
from tests.unit.store.house import NOW, OFFICER, STUDENT, letter, settings

QUIET = Traffic(Count(0, None), Count(0, None))
ANSWERED = Answered(STUDENT, Kind.ALTA, automatic=False, authentic=None)
CONFIG = settings(
    officer={"aliases": ["imss@tecnologico.example"]}, policy={"replies_per_day": 3, "letters_per_hour": 10}
)


def verdict(*, to=STUDENT, template="alta", answered=ANSWERED, traffic=QUIET, config=CONFIG, now=NOW, draft=False):
    return judge(letter(to=to, template=template), answered, traffic, config, now=now, draft=draft)


def answered(**changes):
    known = {"sender": STUDENT, "kind": Kind.ALTA, "automatic": False, "authentic": None}
    return Answered(**{**known, **changes})


@pytest.mark.parametrize("authentic", [None, True])
def test_a_letter_to_the_student_who_wrote_goes(authentic):
    assert verdict(answered=answered(authentic=authentic)) == Go()


def test_the_senders_address_in_capitals_is_the_same_address():
    assert verdict(answered=answered(sender=STUDENT.upper())) == Go()


@pytest.mark.parametrize("draft", [False, True])
def test_nothing_goes_to_an_address_that_takes_no_mail(draft):
    dead = Traffic(Count(0, None), Count(0, None), dead=True)
    assert verdict(traffic=dead, draft=draft) == Never(DEAD_ADDRESS)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (answered(automatic=True), "automático"),
        (answered(kind=Kind.AUTOMATICO), "automático"),
        (answered(kind=Kind.AJENO), "ajeno"),
        (answered(authentic=False), "auténtico"),
        (answered(sender="otra@correo.example"), "no es la de quien escribió"),
        (answered(sender=""), "no es la de quien escribió"),
    ],
)
def test_some_messages_are_never_answered(message, reason):
    found = verdict(answered=message)
    assert isinstance(found, Never)
    assert reason in found.reason
    assert "@" not in found.reason


@pytest.mark.parametrize(
    "address",
    [OFFICER, OFFICER.upper(), "imss@tecnologico.example", "afiliacion+casos@tecnologico.example"],
)
def test_nothing_goes_to_ourselves(address):
    assert verdict(to=address, answered=answered(sender=address)) == Never("Es una dirección nuestra.")


@pytest.mark.parametrize(
    "local",
    [
        "mailer-daemon",
        "MAILER-DAEMON",
        "postmaster",
        "no-reply",
        "noreply",
        "no_reply",
        "do-not-reply",
        "donotreply",
        "noreply-drive",
        "noreply+x",
        "forms-noreply",
        "no-responder",
        "noresponder",
        "no.contestar",
        "bounce",
        "bounces+1-a=b",
        "lista-bounces",
        "owner-lista",
        "lista-request",
    ],
)
def test_machines_get_no_letter(local):
    address = f"{local}@servicio.example"
    assert verdict(to=address, answered=answered(sender=address)) == Never(
        "Es la dirección de un sistema que no lee respuestas."
    )


@pytest.mark.parametrize(
    "local", ["norepleto", "bouncer", "noel", "nora.reply.ramos", "norma", "requesta", "l21270123", "postmasters"]
)
def test_people_with_names_like_machines_get_theirs(local):
    address = f"{local}@correo.example"
    assert verdict(to=address, answered=answered(sender=address)) == Go()


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "lucia",
        "@correo.example",
        "lucia@",
        "lucia@localhost",
        "lucia@@correo.example",
        "lu cia@correo.example",
        "lucia@correo.example\nBcc: otra@correo.example",
        "lucia@correo.example\n",
        "lucia@correo.example,otra@correo.example",
        "<lucia@correo.example>",
        '"lu cia"@correo.example',
        "lucia.@correo.example",
        "lucia@correo..example",
        "lucia@-correo.example",
        "ñandu@correo.example",
        "l" * 65 + "@correo.example",
        "lucia@" + "correo." * 40 + "example",
        "lucia@[127.0.0.1]",
    ],
)
def test_a_broken_address_gets_nothing(address):
    assert verdict(to=address, answered=answered(sender=address)) == Never(
        "La dirección está vacía o mal escrita."
    )


@given(st.text())
def test_no_text_passes_that_could_end_a_header_or_name_two(text):
    if sendable(text):
        assert text.count("@") == 1
        assert text.isascii()
        assert not set(text) & set(' \t\r\n,;:<>()[]"\\')


def test_over_the_daily_cap_a_letter_waits_for_the_institutes_next_day():
    busy = Traffic(Count(3, NOW), Count(3, NOW))
    found = verdict(traffic=busy)
    assert found == Hold(
        datetime(2026, 8, 21, 6, tzinfo=UTC), "Ya van 3 cartas hoy a esa dirección: espera a mañana."
    )


def test_the_institutes_day_begins_at_its_own_midnight_also_when_clocks_change():
    config = settings(officer={"timezone": "America/Tijuana"})
    before_summer_time = datetime(2026, 3, 8, 20, tzinfo=UTC)
    assert midnight(before_summer_time, config).astimezone(UTC) == datetime(2026, 3, 8, 8, tzinfo=UTC)
    held = verdict(traffic=Traffic(Count(5, None), Count(0, None)), config=config, now=before_summer_time)
    assert held.until.astimezone(UTC) == datetime(2026, 3, 9, 7, tzinfo=UTC)


def test_over_the_hourly_cap_all_letters_to_students_stop():
    assert verdict(traffic=Traffic(Count(0, None), Count(9, NOW))) == Go()
    assert verdict(traffic=Traffic(Count(0, None), Count(10, NOW))) == Halt()


def test_a_letter_that_would_not_go_anyway_stops_nothing():
    flood = Traffic(Count(3, NOW), Count(10, NOW))
    assert isinstance(verdict(traffic=flood), Hold)


@pytest.mark.parametrize(
    ("mode", "draft", "goes"),
    [
        ("send", False, True),
        ("send", True, True),
        ("draft", False, False),
        ("draft", True, True),
        ("observe", False, False),
        ("observe", True, False),
    ],
)
def test_the_mode_holds_what_it_does_not_allow(mode, draft, goes):
    found = verdict(config=settings(mode=mode), draft=draft)
    assert found == (Go() if goes else Hold(None, f"El modo es «{mode}»: la carta espera."))


@pytest.mark.parametrize("template", ["digest", "alarm"])
@pytest.mark.parametrize("mode", ["observe", "draft", "send"])
def test_the_officers_own_mail_goes_in_every_mode_and_only_to_her(template, mode):
    config = settings(mode=mode)
    assert verdict(to=OFFICER, template=template, answered=None, config=config) == Go()
    assert isinstance(verdict(to=STUDENT, template=template, answered=None, config=config), Never)


def test_a_flood_of_alarms_waits_until_the_oldest_is_an_hour_old():
    oldest = NOW - timedelta(minutes=50)
    flood = Traffic(Count(0, None), Count(OFFICERS_PER_HOUR, oldest))
    found = verdict(to=OFFICER, template="alarm", traffic=flood)
    assert isinstance(found, Hold)
    assert found.until == NOW + timedelta(minutes=10)
    fewer = Traffic(Count(0, None), Count(OFFICERS_PER_HOUR - 1, oldest))
    assert verdict(to=OFFICER, template="alarm", traffic=fewer) == Go()


def test_a_letter_that_waited_longer_than_mail_is_answered_goes_no_more():
    late = answered(arrived=NOW - timedelta(days=CONFIG.policy.answer_newer_than_days + 2))
    assert isinstance(verdict(answered=late), Never)
    assert verdict(answered=answered(arrived=NOW - timedelta(days=6))) == Go()


NIGHT = datetime(2026, 8, 21, 5, tzinfo=UTC)
"""23:00 in Mexico City."""
RESTING = settings(schedule={"quiet_hours": "21:00-07:00"})


def test_at_night_a_letter_waits_for_the_morning():
    found = verdict(config=RESTING, now=NIGHT)
    morning = datetime(2026, 8, 21, 13, tzinfo=UTC)
    assert found == Hold(morning, "Son horas de descanso: la carta sale a las 07:00.")
    assert verdict(config=RESTING, now=morning) == Go()
    assert verdict(now=NIGHT) == Go()


def test_at_night_drafts_digests_and_alarms_go():
    assert verdict(config=RESTING, now=NIGHT, draft=True) == Go()
    for template in ("digest", "alarm"):
        assert verdict(to=OFFICER, template=template, answered=None, config=RESTING, now=NIGHT) == Go()


def test_what_must_never_go_is_not_held_for_the_morning():
    assert isinstance(verdict(answered=answered(authentic=False), config=RESTING, now=NIGHT), Never)
