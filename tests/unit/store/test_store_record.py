"""Recording a handled message: one transaction, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Folder, Kind, State
from mailproc.reply.model import LetterState
from mailproc.store import cases, schema
from mailproc.store.caseload import folio
from mailproc.store.record import ALREADY_TOLD, Crop
from mailproc.store.schema import FilingState
from mailproc.store.students import clash
from tests.unit.store.house import (
    ALTA,
    LUCIA,
    NOW,
    OFFICER,
    SHEET,
    STUDENT,
    decision,
    handle,
    letter,
    message,
    opened,
    settings,
)

TABLES = (schema.Message, schema.Case, schema.Letter, schema.Filing, schema.Reading, schema.Student, schema.Event)


@pytest.fixture
def store(tmp_path):
    return opened(tmp_path)


def counts(store):
    with store.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def test_an_alta_leaves_a_case_a_letter_a_filing_and_its_sheet(store):
    sheet = replace(SHEET, crops=(Crop("nss", b"\x89PNG"),))
    done = handle(store, message(), ALTA, settings(), sheets=(sheet,), authentic=True)
    assert (done.folio, done.letter, done.filing, done.already) == (
        "AF-26-00001",
        LetterState.QUEUED,
        FilingState.PENDING,
        False,
    )
    case = cases.case(store, "af-26-00001")
    assert (case.kind, case.state, case.student) == (Kind.ALTA, State.POR_HACER, LUCIA)
    assert (case.reasons, case.missing, case.umf_wish) == (("Regla de alta.",), (Missing.CLINIC,), "025")
    assert [mail.message_id for mail in case.messages] == ["<1@correo.example>"]
    assert [sent.template for sent in case.letters] == ["alta"]
    with store.reading() as session:
        reading = session.scalars(select(schema.Reading)).one()
        assert (reading.file, reading.body) == ("constancia.pdf", SHEET.body)
        assert [crop.image for crop in reading.crops] == [b"\x89PNG"]
        filing = session.scalars(select(schema.Filing)).one()
        assert (filing.folder, filing.flag) == (Folder.ALTAS, False)
        assert session.scalars(select(schema.Event.what)).all() == ["opened", "letter queued"]


def test_cases_as_json_have_the_documented_form(store):
    handle(store, message(), ALTA, settings(policy={"alta_days": 10}))
    [case] = cases.cases(store, State.POR_HACER)
    assert cases.as_json(case) == {
        "id": "AF-26-00001",
        "kind": "alta",
        "state": "por_hacer",
        "student": {
            "name": LUCIA.name,
            "curp": LUCIA.curp,
            "nss": LUCIA.nss,
            "control": "",
            "address": "",
            "programme": "",
            "semester": "",
        },
        "messages": ["<1@correo.example>"],
        "letters": [{"template": "alta", "sent_at": None, "state": "queued"}],
        "umf_wish": "025",
        "reasons": ["Regla de alta."],
        "opened_at": "2026-08-20T16:30:00+00:00",
        "due_at": "2026-08-30T16:30:00+00:00",
    }
    assert cases.cases(store, State.HECHO) == ()
    assert cases.case(store, "AF-26-00009") is None


def test_recording_twice_changes_nothing(store):
    first = handle(store, message(), ALTA, settings(), sheets=(SHEET,))
    before = counts(store)
    again = handle(store, message(), decision(Kind.HOJA), settings(), sheets=(SHEET,))
    assert counts(store) == before
    assert again == replace(first, already=True)


@pytest.mark.parametrize(
    ("kind", "filing"), [(Kind.AUTOMATICO, FilingState.PENDING), (Kind.AJENO, None)], ids=["automatico", "ajeno"]
)
def test_what_is_not_affiliation_opens_no_case_and_takes_no_folio(store, kind, filing):
    done = handle(store, message(1), decision(kind), settings(), compose=letter)
    assert (done.folio, done.letter, done.filing) == ("", None, filing)
    assert cases.cases(store) == ()
    assert handle(store, message(2), ALTA, settings()).folio == "AF-26-00001"


@pytest.mark.parametrize(
    ("mode", "drafted", "state", "filing"),
    [
        ("observe", (), LetterState.OBSERVED, FilingState.OBSERVED),
        ("draft", (), LetterState.DRAFT, FilingState.PENDING),
        ("send", (), LetterState.QUEUED, FilingState.PENDING),
        ("send", (Kind.ALTA,), LetterState.DRAFT, FilingState.PENDING),
        ("observe", (Kind.ALTA,), LetterState.OBSERVED, FilingState.OBSERVED),
    ],
)
def test_the_mode_decides_what_becomes_of_letter_and_message(store, mode, drafted, state, filing):
    done = handle(store, message(), ALTA, settings(mode=mode, policy={"draft_kinds": drafted}))
    assert (done.letter, done.filing) == (state, filing)


@pytest.mark.parametrize("mode", ["observe", "draft", "send"])
def test_an_alarm_goes_to_the_officer_in_every_mode(store, mode):
    done = handle(store, message(), decision(Kind.URGENTE), settings(mode=mode))
    assert done.letter is LetterState.QUEUED
    with store.reading() as session:
        filing = session.scalars(select(schema.Filing)).one()
        assert (filing.folder, filing.flag) == (None, True)
        assert session.scalar(select(schema.Letter.recipient)) == OFFICER


def test_a_silent_decision_keeps_its_reason(store):
    handle(store, message(), replace(ALTA, silent="Lo reenvía personal."), settings())
    [case] = cases.cases(store)
    assert case.letters == ()
    assert case.messages[0].silent == "Lo reenvía personal."


def test_a_letter_that_cannot_be_written_leaves_nothing_and_uses_no_folio(store):
    def broken(_folio):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        handle(store, message(), ALTA, settings(), compose=broken)
    assert counts(store) == [0] * len(TABLES)
    assert handle(store, message(), ALTA, settings()).folio == "AF-26-00001"


def test_folios_run_through_the_institutes_year(store):
    utc_new_year = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
    last = handle(store, message(1), ALTA, settings(), now=utc_new_year)
    first = handle(store, message(2), ALTA, settings(), now=utc_new_year + timedelta(hours=4))
    assert (last.folio, first.folio) == ("AF-26-00001", "AF-27-00001")
    assert folio(2126, 123456) == "AF-26-123456"


def test_one_student_is_one_row_by_curp_and_by_nss(store):
    nss_only = Student(nss=LUCIA.nss, control="L21270123", address=STUDENT)
    for number, student in enumerate((replace(LUCIA, nss=""), LUCIA, nss_only), start=1):
        handle(store, message(number), decision(student=student), settings())
    with store.reading() as session:
        row = session.scalars(select(schema.Student)).one()
        assert (row.name, row.curp, row.nss, row.control) == (LUCIA.name, LUCIA.curp, LUCIA.nss, "L21270123")


def test_the_same_nss_with_another_curp_is_another_person(store):
    other = replace(LUCIA, name="TOMAS RAMOS DIAZ", curp="RADT700101HCSMZM06")
    handle(store, message(1), ALTA, settings())
    assert clash(store, LUCIA) == ""
    assert "no concuerdan" in clash(store, other)
    assert "no concuerdan" in clash(store, replace(LUCIA, nss="98765432103"))
    assert clash(store, replace(other, nss="")) == ""
    handle(store, message(2), decision(student=other), settings())
    assert [case.student.curp for case in cases.cases(store)] == [LUCIA.curp, other.curp]


def test_an_address_alone_joins_nobody(store):
    address_only = Student(address=STUDENT)
    for number in (1, 2):
        handle(store, message(number), decision(Kind.SIN_ADJUNTO, student=address_only), settings())
    handle(store, message(3), decision(Kind.REVISAR, student=Student()), settings())
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(schema.Student)) == 2
        assert session.scalars(select(schema.Case.student_id).order_by(schema.Case.id)).all()[-1] is None


def test_a_case_that_waits_for_the_student_is_due_at_the_reminder(store):
    handle(store, message(), decision(Kind.VENCIDA), settings(policy={"remind_after_days": 3}))
    assert cases.cases(store)[0].due_at == NOW + timedelta(days=3)


def test_a_message_without_a_sender_is_recorded(store):
    handle(store, message(sender=""), decision(Kind.REVISAR), settings())
    assert cases.cases(store)[0].messages[0].sender is None


def test_a_stale_writer_of_a_case_is_refused(store):
    handle(store, message(), ALTA, settings())
    with store.writing() as session:
        mine = session.scalars(select(schema.Case)).one()
    with store.writing() as session:
        session.scalars(select(schema.Case)).one().state = State.HECHO
    mine.state = State.CERRADO
    with pytest.raises(StaleDataError), store.writing() as session:
        session.merge(mine)
    assert cases.cases(store)[0].state is State.HECHO
    assert cases.cases(store)[0].version == 2


TOLD = decision(Kind.EMPLEO)
AGAIN = replace(TOLD, joins="AF-26-00001")


def in_other_words(number):
    """The same letter, under a Message-ID of its own."""
    return lambda folio: letter(folio, template="empleo", occasion=f"{number}")


def test_a_case_is_told_the_same_words_once(store):
    handle(store, message(1), TOLD, settings())
    second = handle(store, message(2), AGAIN, settings(), compose=in_other_words(2), now=NOW + timedelta(days=1))
    assert (second.folio, second.letter) == ("AF-26-00001", None)
    assert silences(store) == ["", ALREADY_TOLD]


@pytest.mark.parametrize("over", [State.HECHO, State.CERRADO])
def test_a_case_that_this_message_takes_up_again_is_told_anew(store, over):
    handle(store, message(1), TOLD, settings())
    with store.writing() as session:
        case = session.scalars(select(schema.Case)).one()
        case.state, case.closed_at = over, NOW
    later = NOW + timedelta(days=9)
    second = handle(store, message(2), AGAIN, settings(), compose=in_other_words(2), now=later)
    assert (second.folio, second.letter) == ("AF-26-00001", LetterState.QUEUED)
    # From then on it is open, and the same words are too many.
    third = handle(store, message(3), AGAIN, settings(), compose=in_other_words(3), now=later + timedelta(days=1))
    assert third.letter is None
    assert silences(store) == ["", "", ALREADY_TOLD]


def silences(store):
    with store.reading() as session:
        return list(session.scalars(select(schema.Message.silent).order_by(schema.Message.id)))
