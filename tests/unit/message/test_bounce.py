"""What bounces say, in every server's form: which letter, whose, for good or not."""

from datetime import UTC, datetime

import pytest

from mailproc.message import status
from mailproc.message.automatic import automatic
from mailproc.message.parse import parse
from mailproc.reply.envelope import envelope
from tests.mail import bounces
from tests.mail.bounces import DELAYED, FAILED, Returned
from tests.unit.store.house import NOW, STUDENT, letter, settings

ARRIVED = datetime(2026, 8, 20, 17, tzinfo=UTC)
IDENTITY = letter().message_id


def returned(**changes):
    return Returned(**{"letter": envelope(letter(), settings(), date=NOW), "recipient": STUDENT, **changes})


def bounce(raw):
    message = parse(raw, arrived=ARRIVED)
    assert "rebote" in (automatic(message, own_addresses=(bounces.OURS,)) or "")
    assert message.bounce is not None
    return message.bounce


@pytest.mark.parametrize("form", FAILED)
def test_every_servers_bounce_tells_letter_recipient_and_status(form):
    found = bounce(FAILED[form](returned()))
    assert IDENTITY in found.originals
    assert [(fate.recipients, fate.failed, fate.status) for fate in found.fates] == [
        (frozenset({STUDENT}), True, "5.1.1")
    ]


@pytest.mark.parametrize("form", DELAYED)
def test_a_late_letter_has_not_failed(form):
    found = bounce(DELAYED[form](returned()))
    assert IDENTITY in found.originals
    assert [(fate.recipients, fate.failed) for fate in found.fates] == [(frozenset({STUDENT}), False)]


@pytest.mark.parametrize("form", FAILED)
def test_the_letters_of_the_thread_have_not_come_back(form):
    """Our letter refers to earlier ones of its thread, and those arrived."""
    assert "<0@correo.example>" in letter().references
    assert bounce(FAILED[form](returned())).originals == {IDENTITY}


@pytest.mark.parametrize(
    "field", ["X-Microsoft-Original-Message-ID", "X-Google-Original-Message-ID", "X-Mailproc-Id"]
)
def test_where_a_server_gave_the_letter_another_message_id_ours_is_found(field):
    one = returned()
    ours = f"{field}: {IDENTITY}".encode()
    plain = b"\r\n".join(line for line in one.letter.split(b"\r\n") if not line.startswith(b"X-Mailproc"))
    rewritten = plain.replace(f"Message-ID: {IDENTITY}".encode(), b"Message-ID: <suyo@x.example>\r\n" + ours)
    for form in FAILED.values():
        raw = form(returned(letter=rewritten))
        if form is not FAILED["gmail, header alone"]:
            assert IDENTITY in bounce(raw).originals


def test_a_report_names_the_address_the_student_has_his_mail_forwarded_to():
    raw = FAILED["postfix"](returned()).replace(
        f"Final-Recipient: rfc822; {STUDENT}\r\nOriginal-Recipient: rfc822;{STUDENT}".encode(),
        b"Final-Recipient: rfc822; otra@correo.example",
    )
    found = bounce(raw)
    assert found.fates[0].recipients == {"otra@correo.example"}
    assert found.to == {STUDENT}


def test_several_recipients_have_their_own_fates():
    raw = FAILED["postfix"](returned()).replace(
        b"\r\n\r\n--=frontera=\r\nContent-Type: text/rfc822-headers",
        b"\r\n\r\nFinal-Recipient: rfc822; b@x.example\r\nAction: delivered\r\nStatus: 2.1.5"
        b"\r\n\r\nFinal-Recipient: rfc822; c@x.example\r\nAction: delayed\r\nStatus: 4.2.2"
        b"\r\n\r\n--=frontera=\r\nContent-Type: text/rfc822-headers",
    )
    found = [(*fate.recipients, fate.failed, fate.status) for fate in bounce(raw).fates]
    assert found == [(STUDENT, True, "5.1.1"), ("c@x.example", False, "4.2.2")]


def test_a_persons_mail_is_no_bounce_even_with_a_returned_letter_in_it():
    raw = FAILED["postfix"](returned()).replace(b"MAILER-DAEMON@mx.tecnologico.example", b"ana@correo.example")
    forwarded = (
        b"From: ana@correo.example\r\nSubject: Fwd: esto\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\n" + raw + b"\r\n--x--\r\n"
    )
    assert parse(forwarded, arrived=ARRIVED).bounce is None


AWAY = (
    "From: {sender}\r\nReturn-Path: <>\r\nSubject: {subject}\r\nIn-Reply-To: {identity}\r\n{more}"
    "Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\nLucía Ramos\r\n{student}\r\n"
)


def away(**changes):
    """A letter's answer without a return path, signed with the student's own address."""
    words = {"sender": STUDENT, "subject": "Respuesta automática: Recibimos tu constancia", "more": ""} | changes
    words = {"identity": IDENTITY, "student": STUDENT, "text": "Hola, estoy fuera hasta el lunes."} | words
    return parse(AWAY.format(**words).encode(), arrived=ARRIVED).bounce


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sender": "postmaster@correo.example"},
        {
            "more": "Auto-Submitted: auto-replied (vacation)\r\n",
            "text": "Mi trámite quedó en 5.1.1, hasta el lunes.",
        },
        {"more": "Auto-Submitted: auto-replied\r\n", "subject": "No entregado: estoy de viaje"},
    ],
)
def test_an_absence_notice_is_no_bounce_though_it_has_no_return_path(changes):
    assert away(**changes) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "550 5.1.1 User unknown"},
        {"subject": "Mensaje no entregado"},
        {"sender": "MAILER-DAEMON@x.example"},
        {"sender": "MAILER-DAEMON@x.example", "more": "Auto-Submitted: auto-replied\r\n"},  # as Postfix has it
    ],
)
def test_a_server_that_speaks_of_a_failure_without_a_report_is_a_bounce(changes):
    found = away(**changes)
    assert found.originals == {IDENTITY}
    assert [(fate.recipients, fate.failed) for fate in found.fates] == [(frozenset({STUDENT}), True)]


@pytest.mark.parametrize("cut", range(0, 1500, 37))
def test_a_broken_report_is_read_as_far_as_it_goes(cut):
    parse(FAILED["postfix"](returned())[:-cut], arrived=ARRIVED)


DEAD = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")
ALIVE = (
    *("4.1.1", "4.2.1", "5.0.0", "5.1.0", "5.1.4", "5.1.7", "5.1.8", "5.2.0", "5.2.2", "5.2.3", "5.3.0", "5.3.4"),
    *("5.4.1", "5.4.4", "5.5.0", "5.6.0", "5.7.1", "5.7.26", "5.7.139", "2.1.5", ""),
)


@pytest.mark.parametrize(("code", "dead"), [*((code, True) for code in DEAD), *((code, False) for code in ALIVE)])
def test_only_what_speaks_of_the_address_itself_makes_it_dead(code, dead):
    assert status.dead(code) is dead
    assert status.in_words(code)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("550 5.1.1 <a@b.example> unknown", "5.1.1"),
        ("550-5.1.10 null MX", "5.1.10"),
        ("smtp.example:25 answers 550 no such user", ""),
        ("192.5.1.1 says 550", ""),
        ("5.1.1.7:25 answers 550", ""),
        ("Sorry, no mailbox here by that name. (#5.1.1)", "5.1.1"),
        ("250 2.1.5 ok, then 452 4.2.2 full", "4.2.2"),
        ("552 5.2.2. Over quota", "5.2.2"),
    ],
)
def test_the_enhanced_code_is_found_in_an_answer(answer, code):
    assert status.enhanced(answer) == code
