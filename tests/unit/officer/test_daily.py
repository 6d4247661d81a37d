"""The day's digest on its way: what it carries, and that it carries each movement once."""

import email
import email.policy
import io
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import openpyxl
import pytest

from mailproc.cases.decision import Student
from mailproc.config import Settings
from mailproc.errors import StoreBusy
from mailproc.officer import daily
from mailproc.officer.daily import queue_digest
from mailproc.reply.envelope import envelope
from mailproc.store import outbox
from mailproc.store.opening import Store
from tests.unit.store.house import NOW, decision, handle, message, opened, settings

NSS, CURP = "12345678903", "RAOL030412MCSMVCA2"
READY = decision(student=Student("LUCIA RAMOS OVANDO", CURP, NSS, "L21270123"), umf_wish="025")
CONFIG = settings(idse={"default_umf": "025"})


@pytest.fixture
def store(tmp_path):
    return opened(tmp_path)


def mailed(store: Store, config: Settings = CONFIG) -> EmailMessage:
    """The digest that waits to go, as another program reads it."""
    entry = [one for one in outbox.due(store, now=NOW + timedelta(days=9)) if one.letter.template == "digest"][-1]
    raw = envelope(entry.letter, config, date=NOW)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def files(mail: EmailMessage) -> dict[str, bytes]:
    return {str(part.get_filename()): part.get_payload(decode=True) for part in mail.iter_attachments()}


def cells(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {str(cell.value) for sheet in book for row in sheet for cell in row}


def test_it_carries_the_lists_and_the_batch_file_once(store):
    handle(store, message(), READY, CONFIG)
    assert queue_digest(store, CONFIG, now=NOW)
    mail = mailed(store)
    found = files(mail)
    assert list(found) == ["casos-2026-08-20.xlsx", "idse-2026-08-20.txt"]
    assert len(found["idse-2026-08-20.txt"]) == 170 and NSS.encode() in found["idse-2026-08-20.txt"]
    assert {NSS, CURP} <= cells(found["casos-2026-08-20.xlsx"])
    for kind in ("plain", "html"):
        body = mail.get_body((kind,)).get_content()
        assert "Va en el archivo adjunto idse-2026-08-20.txt." in " ".join(body.split())
        assert NSS not in body and CURP not in body
    assert not queue_digest(store, CONFIG, now=NOW)
    assert queue_digest(store, CONFIG, now=NOW + timedelta(days=1))
    assert list(files(mailed(store))) == ["casos-2026-08-21.xlsx"]


def test_while_it_only_observes_no_movement_counts_as_exported(store):
    watching = settings(mode="observe", idse={"default_umf": "025"})
    handle(store, message(), READY, watching)
    assert queue_digest(store, watching, now=NOW)
    assert list(files(mailed(store))) == ["casos-2026-08-20.xlsx"]
    assert queue_digest(store, CONFIG, now=NOW + timedelta(days=1))
    assert "idse-2026-08-21.txt" in files(mailed(store))


def test_who_is_left_out_of_the_batch_file_is_told(store):
    handle(store, message(), replace(READY, student=replace(READY.student, nss="")), CONFIG)
    assert queue_digest(store, CONFIG, now=NOW)
    mail = mailed(store)
    assert list(files(mail)) == ["casos-2026-08-20.xlsx"]
    assert "No va en el archivo de IDSE: " in " ".join(mail.get_body(("plain",)).get_content().split())


def test_where_whole_identifiers_are_not_wanted_nothing_shows_them(store):
    config = settings(
        idse={"default_umf": "025"},
        officer={"full_identifiers_in_attachments": False},
    )
    handle(store, message(), READY, config)
    assert queue_digest(store, config, now=NOW)
    found = files(mailed(store, config))
    assert list(found) == ["casos-2026-08-20.xlsx"]
    shown = cells(found["casos-2026-08-20.xlsx"])
    assert not {NSS, CURP} & shown and "•••8903" in shown


def test_without_a_whole_registro_it_goes_and_says_so(store):
    config = settings(institution={"registrations": ["A3399990"]})
    handle(store, message(), READY, config)
    assert queue_digest(store, config, now=NOW)
    mail = mailed(store, config)
    assert list(files(mail)) == ["casos-2026-08-20.xlsx"]
    assert "No se pudo hacer el archivo de IDSE" in mail.get_body(("plain",)).get_content()


def test_a_case_that_changes_meanwhile_stops_no_digest(store, monkeypatch):
    handle(store, message(), READY, CONFIG)
    tries = []

    def busy(_session, *, files, **_more):
        tries.append(files)
        if files:
            raise StoreBusy("changed")

    monkeypatch.setattr(daily.movements, "record_exported", busy)
    assert queue_digest(store, CONFIG, now=NOW)
    assert len(tries) == 2
    assert list(files(mailed(store))) == ["casos-2026-08-20.xlsx"]
