"""What lies on the officer's desk: the digest's query and the status."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Kind, State
from mailproc.cases.roster import Entry
from mailproc.errors import StoreBusy
from mailproc.reading.lines import as_json
from mailproc.reading.model import Box, Document, Field, FileReading, Reading, Witness
from mailproc.reply.model import LetterState, Part
from mailproc.store import ledger, meta, outbox, roster, schema, waiting
from mailproc.store.desk import desk, status
from mailproc.store.record import Crop, Sheet
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
    view = desk(store, now=NOW, zone=UTC)
    assert (view.open, view.answered, view.troubles, view.set_aside, view.old) == ((), (), (), (), 0)
    assert (view.previous, view.last_poll) == (None, None)


def test_an_open_case_shows_all_that_the_officer_needs(store):
    handle(store, message(), replace(ALTA, silent=""), settings())
    [line] = desk(store, now=NOW, zone=UTC).open
    assert (line.folio, line.kind, line.state) == ("AF-26-00001", Kind.ALTA, State.POR_HACER)
    assert (line.sender, line.subject, line.since) == (STUDENT, "Constancia de vigencia", message().arrived)
    assert (line.student, line.missing, line.umf_wish) == (LUCIA, (Missing.CLINIC,), "025")
    assert (line.letter.template, line.letter.state) == ("alta", LetterState.QUEUED)


def test_an_alarm_is_not_the_cases_letter(store):
    handle(store, message(), decision(Kind.URGENTE), settings())
    assert desk(store, now=NOW, zone=UTC).open[0].letter is None


def test_what_was_answered_alone_is_told_once(store):
    handle(store, message(), decision(Kind.CARNET), settings())
    later = NOW + timedelta(hours=1)
    assert [line.kind for line in desk(store, now=later, zone=UTC).answered] == [Kind.CARNET]
    meta.put(store, meta.Key.LAST_DIGEST, later)
    view = desk(store, now=later + timedelta(days=1), zone=UTC)
    assert (view.previous, view.answered) == (later, ())


def test_letters_in_trouble_are_named_with_their_cause(store):
    for number in (1, 2, 3, 4):
        handle(store, message(number), ALTA, settings(), compose=letter)
    held, failed, uncertain, _queued = outbox.due(store, now=NOW)
    outbox.mark_held(store, held, until=NOW + timedelta(hours=8), reason="Ya van cinco.")
    outbox.mark_failed(store, failed, now=NOW, reason="No existe.")
    outbox.mark_uncertain(store, uncertain, now=NOW)
    troubles = desk(store, now=NOW + timedelta(hours=1), zone=UTC).troubles
    assert [(one.folio, one.state, one.cause) for one in troubles] == [
        ("AF-26-00001", LetterState.HELD, "Ya van cinco."),
        ("AF-26-00002", LetterState.FAILED, "No existe."),
        ("AF-26-00003", LetterState.UNCERTAIN, outbox.UNCERTAIN_REASON),
    ]
    assert [(one.number, one.for_person) for one in troubles] == [(1, False), (2, False), (3, False)]
    outbox.mark_held(store, held, until=outbox.UNTIL_RELEASED, reason="Se contradice.")
    meta.put(store, meta.Key.LAST_DIGEST, NOW + timedelta(days=8))
    late = desk(store, now=NOW + timedelta(days=9), zone=UTC).troubles
    assert [(one.state, one.for_person) for one in late] == [(LetterState.HELD, True)]


def test_messages_set_aside_and_old_ones_are_told(store):
    ledger.set_aside(store, envelope_of(message(1)), message(1), "No se pudo procesar.", now=NOW)
    ledger.record_old(store, envelope_of(message(2)), message(2), now=NOW)
    view = desk(store, now=NOW, zone=UTC)
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
    view = desk(store, now=NOW, zone=UTC)
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


def field(value, trusted=True):
    return Field(value, trusted, 0.9, (Witness.RAPID,), 1, Box(10, 10, 90, 20))


READ = Reading(
    Document.CONSTANCIA,
    (1,),
    nss=field("12345678903"),
    curp=field("RAOL030412MCSMVCA2", trusted=False),
    vigente=field(value=False),
    estado=field("BAJA"),
    issued=field(date(2026, 8, 12)),
    umf=field("013"),
)


def sheet(*crops, read=READ, size=3):
    [body] = as_json(FileReading("constancia.pdf", "ab" * 32, "application/pdf", (read,)))
    pictures = tuple(Crop(name, name.encode() * size, "image/jpeg") for name in crops)
    return Sheet("constancia.pdf", "ab" * 32, read.document, body, pictures)


def test_a_case_to_be_reviewed_shows_its_sheet_what_is_in_doubt_first(store):
    review = decision(Kind.REVISAR)
    handle(store, message(1), review, settings(), sheets=(sheet("nss", "curp", "umf"),))
    handle(store, message(2, sender="otra@x.example"), ALTA, settings(), sheets=(sheet("nss"),))
    lines = {line.kind: line for line in desk(store, now=NOW, zone=UTC).open}
    found = [(one.name, one.jpeg, one.read and one.read.trusted) for one in lines[Kind.REVISAR].sheet]
    assert found == [
        ("curp", b"curp" * 3, False),
        ("name", b"", None),
        ("nss", b"nss" * 3, True),
        ("vigente", b"", True),
        ("estado", b"", True),
    ]
    assert lines[Kind.ALTA].sheet == ()


def test_the_newest_constancia_is_shown(store):
    newer = replace(READ, curp=field("RAOL030412MCSMVCA2"))
    other = replace(READ, document=Document.CURP, nss=None)
    sheets = (sheet("nss"), sheet("curp", read=newer), sheet("estado", read=other))
    handle(store, message(), decision(Kind.REVISAR), settings(), sheets=sheets)
    [line] = desk(store, now=NOW, zone=UTC).open
    assert {one.name for one in line.sheet if one.jpeg} == {"curp"}


def test_pictures_are_bounded_and_go_to_those_who_wait_longest(store, monkeypatch):
    monkeypatch.setattr("mailproc.store.glimpses.PICTURES", 1000)
    for number in (3, 2, 1):
        address = f"{number}@x.example"
        student = Student(name=f"ALUMNO {number}")
        mail = message(number, sender=address)
        what = decision(Kind.REVISAR, student=student)
        handle(store, mail, what, settings(), sheets=(sheet("curp", size=110),))
    lines = sorted(desk(store, now=NOW, zone=UTC).open, key=lambda line: line.since)
    assert [line.sender for line in lines] == ["1@x.example", "2@x.example", "3@x.example"]
    assert [sum(len(one.jpeg) for one in line.sheet) for line in lines] == [440, 440, 0]
    assert all(len(line.sheet) == 5 for line in lines)


def test_cases_that_ended_by_themselves_are_told_once(store):
    handle(store, message(1), decision(Kind.VENCIDA), settings(), now=NOW)
    later = NOW + timedelta(days=70)
    assert waiting.close_idle(store, settings(), now=later) == 1
    assert [line.folio for line in desk(store, now=later, zone=UTC).closed] == ["AF-26-00001"]
    meta.put(store, meta.Key.LAST_DIGEST, later)
    assert desk(store, now=later + timedelta(days=1), zone=UTC).closed == ()


def test_graduates_are_told_until_their_baja_is_taken_up(store):
    def entry(name, nss, *, graduated=True):
        return Entry(name=name, nss=nss, control="L" + nss[-8:], graduated=graduated), "egresado"

    ana, beto = entry("ANA", "07220400019"), entry("BETO", "07220400027")
    here = entry("CARLA", "07220400035", graduated=False)
    roster.replace(store, [ana, beto, here])
    assert [one.name for one in desk(store, now=NOW, zone=UTC).graduates] == ["ANA", "BETO"]
    hoja = decision(Kind.HOJA, student=Student(name="BETO", nss="07220400027"))
    handle(store, message(1, sender="b@x.example"), hoja, settings())
    assert [one.name for one in desk(store, now=NOW, zone=UTC).graduates] == ["BETO", "ANA"]
    baja = decision(Kind.BAJA, student=Student(name="ANA", nss="07220400019"))
    handle(store, message(2, sender="a@x.example"), baja, settings())
    assert [one.name for one in desk(store, now=NOW, zone=UTC).graduates] == ["BETO"]


def test_the_week_is_counted_by_the_institutes_days(store):
    # Half past four in the afternoon in UTC; nine in the evening of the day before is three in the morning in UTC.
    zone = ZoneInfo("America/Mexico_City")
    night = NOW.replace(hour=3, minute=0)
    handle(store, message(1), decision(Kind.CARNET), settings(), now=night)
    handle(store, message(2, sender="o@x.example"), ALTA, settings(), now=NOW)
    days = desk(store, now=NOW, zone=zone).days
    assert [(day.day.day, day.alone, day.hers) for day in days[-3:]] == [(18, 0, 0), (19, 1, 0), (20, 0, 1)]
    assert len(days) == 7


def test_what_a_letter_carries_is_kept_until_it_has_gone(store):
    part = Part("casos.xlsx", "a/b", b"\x00\xff", "")
    picture = Part("nss.jpg", "image/jpeg", b"jpeg", "nss@x")
    digest = replace(letter("digest", template="digest", to=OFFICER), parts=(part, picture))
    assert outbox.queue(store, digest, now=NOW, marks={})
    [entry] = outbox.due(store, now=NOW)
    assert entry.letter == digest
    outbox.mark_sending(store, entry, now=NOW)
    outbox.mark_sent(store, entry, now=NOW, copy_due=True)
    [entry] = outbox.copies(store)
    assert entry.letter.parts == (part, picture)
    outbox.mark_copied(store, entry)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(schema.LetterPart)) == 0


def test_what_is_written_besides_a_digest_stands_or_falls_with_it(store):
    def broken(_session):
        raise StoreBusy("changed")

    digest = letter("digest", template="digest", to=OFFICER)
    with pytest.raises(StoreBusy):
        outbox.queue(store, digest, now=NOW, marks={meta.Key.DIGEST_DAY: "2026-08-20"}, besides=broken)
    assert outbox.due(store, now=NOW) == () and meta.get(store, meta.Key.DIGEST_DAY) == ""
