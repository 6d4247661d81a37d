"""Machines get no letter, lists and invitations stay where they are, and students are never taken for either."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailproc.message.automatic import automatic
from mailproc.message.origin import Origin, origin
from mailproc.message.parse import parse

HERE = Path(__file__).parent
OWN = ("afiliacion@tecnologico.example", "Encargada@tecnologico.example")
ARRIVED = datetime(2026, 8, 11, 16, 3, tzinfo=UTC)
MACHINES = tomllib.loads((HERE / "machines.toml").read_text("utf-8"))["mail"]
PEOPLE = tomllib.loads((HERE / "people.toml").read_text("utf-8"))["mail"]


def message_of(mail):
    raw = f"{mail['header'].strip()}\n\n{mail['body']}".encode()
    return parse(raw.replace(b"\n", b"\r\n"), arrived=ARRIVED)


def names(mails):
    return [mail["name"] for mail in mails]


@pytest.mark.parametrize("mail", MACHINES, ids=names(MACHINES))
def test_no_machine_is_taken_for_a_person(mail):
    message = message_of(mail)
    reason = automatic(message, own_addresses=OWN)
    if mail["is"] == "automatico":
        assert reason
    else:
        assert reason is None
        where = origin(message, own_addresses=OWN)
        assert where == mail["is"]
        assert where.reason


@pytest.mark.parametrize("mail", PEOPLE, ids=names(PEOPLE))
def test_no_student_is_taken_for_a_machine(mail):
    message = message_of(mail)
    assert automatic(message, own_addresses=OWN) is None
    assert origin(message, own_addresses=OWN) is Origin.PERSON
    assert Origin.PERSON.reason == ""


def test_the_corpora_are_large_and_show_every_origin():
    assert len(MACHINES) >= 60
    assert len(PEOPLE) >= 15
    shown = {mail["is"] for mail in MACHINES}
    assert shown == {"automatico"} | {where.value for where in Origin} - {"person"}


@pytest.mark.parametrize("mark", ["letter", "LETTER; x", "otra cosa", "", " "])
def test_our_mark_is_automatic_whatever_it_says(mark):
    raw = f"From: a@b.example\r\nX-Mailproc: {mark}\r\n\r\nhola".encode()
    assert automatic(parse(raw, arrived=ARRIVED), own_addresses=OWN)


def test_a_from_with_our_address_among_others_is_own():
    raw = b"From: Ana <ana@b.example>, afiliacion@TECNOLOGICO.example\r\nSubject: x\r\n\r\nhola"
    assert origin(parse(raw, arrived=ARRIVED), own_addresses=OWN) is Origin.OWN


def test_a_mark_inside_a_bounce_does_not_count_as_the_bounces_own():
    message = message_of(next(mail for mail in MACHINES if mail["name"] == "postfix_dsn"))
    assert message.header("x-mailproc") == ""
    assert "rebote" in (automatic(message, own_addresses=OWN) or "")
