"""Whatever the bytes, parsing ends, soon, and gives a message."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailproc.message import bounds
from mailproc.message.authentic import authenticity, doubts
from mailproc.message.automatic import automatic
from mailproc.message.model import Message
from mailproc.message.origin import origin
from mailproc.message.parse import MAX_HEADERS, parse
from mailproc.message.parts import MAX_TEXT
from mailproc.message.quoted import separate

ARRIVED = datetime(2026, 8, 11, 16, 3, tzinfo=UTC)


def nested(depth):
    opening = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return opening.encode() + b"Content-Type: text/plain\n\nhondo\n"


BOMBS = {
    "depth": (nested(1_000), "depth"),
    "messages in messages": (b"Content-Type: message/rfc822\n\n" * 1_000, "depth"),
    "parts": (
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/plain\n\na\n" * 100_000,
        "parts",
    ),
    "header lines": (b"X-A: b\n" * 1_000_000 + b"\nhola", "header"),
    "folded lines": (b"Subject: a\n" + b" b\n" * 1_000_000 + b"\nhola", "header"),
    "one long field": (b"Subject: " + b"x" * 3_000_000 + b"\n\nhola", ""),
    "semicolons": (b'Content-Type: text/plain; x="' + b";" * 500_000 + b"\n\nhola", ""),
    "encoded words": (b"Subject: " + b"=?a?q?" * 200_000 + b"\n\nhola", ""),
    "brackets": (b"From: " + b"(" * 200_000 + b"\n\nhola", ""),
    "angles": (b"From: " + b"<" * 200_000 + b"\nReferences: " + b"<" * 200_000 + b"\n\nhola", ""),
    "commas": (b"To: " + b"a@b.example," * 100_000 + b"\n\nhola", ""),
    "comments in HTML": (b"Content-Type: text/html\n\n" + b"<!--" * 500_000, ""),
    "elements in HTML": (b"Content-Type: text/html\n\n" + b"<div>" * 500_000 + b"x", ""),
    "quotations in HTML": (b"Content-Type: text/html\n\n" + b"<blockquote>" * 500_000 + b"x", ""),
    "line ends": (b"\r" * 500_000, ""),
    "base64 paddings": (b"Content-Transfer-Encoding: base64\n\n" + b"QQ==" * 500_000, ""),
    "continuations": (b"Content-Disposition: attachment" + b";\n filename*0*=a" * 5_000 + b"\n\nhola", "header"),
    "groups of a report": (
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n"
        + b"\n" * 200_000,
        "parts",
    ),
    "fields of a part": (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + b"a:\n" * 100_000 + b"\nhola",
        "header",
    ),
    "quotations in a bounce": (b"From: MAILER-DAEMON@x.example\n\n" + b">>>>>\n" * 100_000, ""),
    "short lines": (b"Subject: a\n\n" + b"a\n" * 1_000_000, "parts"),
    "a long reply": (b"\n" + b"El 1:00 @\n" * 100_000, ""),
    "authentication": (b"Authentication-Results: x; " + b"(" * 100_000 + b"\n\nhola", ""),
}


def through_the_room(raw):
    message = parse(raw, arrived=ARRIVED)
    automatic(message, own_addresses=("a@b.example",))
    origin(message, own_addresses=("a@b.example",))
    authenticity(message, authserv_id="x")
    doubts(message)
    separate(message.subject, message.text)
    return message


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_cut_down(name):
    raw, problem = BOMBS[name]
    message = through_the_room(raw)
    assert isinstance(message, Message)
    assert not problem or problem in message.problems
    assert len(message.headers) <= MAX_HEADERS
    assert len(message.text) <= MAX_TEXT
    assert len(message.subject) <= 1_000
    assert len(message.attachments) <= bounds.MAX_PARTS


def test_a_cut_message_keeps_what_stands_before():
    raw = (
        b"Subject: x\nContent-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: application/pdf\n\na\n" * 2_500
    )
    message = parse(raw, arrived=ARRIVED)
    assert len(message.attachments) == bounds.MAX_PARTS
    assert message.subject == "x"


def test_thirty_messages_side_by_side_are_no_bomb():
    part = (
        b"--x\nContent-Type: message/rfc822\n\nSubject: s\nContent-Type: multipart/mixed; boundary=y%d\n\n"
        b"--y%d\nContent-Type: application/pdf\n\nPDF%d\n--y%d--\n"
    )
    raw = (
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"".join(part % (n, n, n, n) for n in range(30))
        + b"--x--\n"
    )
    message = parse(raw, arrived=ARRIVED)
    assert len(message.attachments) == 30
    assert message.problems == ()


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "utf-8\x00", "zip"])
def test_the_senders_words_are_decoded_by_no_codec_that_is_no_charset(charset):
    """`undefined` decodes nothing, `punycode` takes hours for a megabyte."""
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    message = through_the_room(head.encode() + "¿Qué clínica es?".encode())
    assert message.text == "¿Qué clínica es?"


FIELDS = st.sampled_from(
    [
        "From",
        "To",
        "Date",
        "Subject",
        "Message-ID",
        "Reply-To",
        "References",
        "Content-Type",
        "Content-Disposition",
        "Content-Transfer-Encoding",
        "Authentication-Results",
        "Auto-Submitted",
        "X-Mailproc",
        "Return-Path",
    ]
)
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"multipart/mixed; boundary=b",
            b"message/rfc822",
            b"text/html; charset=utf-16",
            b"base64",
            b"quoted-printable",
            b"attachment; filename*=utf-8''%ff",
            b"attachment; filename*0*=x; filename*x=y",
            b"=?utf-8?B?!!!?= <a@b>",
            b"=?utf-8?Q?=ff?=",
            b"Tue, 11 Aug 2026 10:03:12 +9999",
            b"x-uuencode",
            b"a@b.example, <>;:",
            b"x; spf=fail",
            b'multipart/alternative; boundary=""',
            b"text/plain; charset==?utf-8?q?x?=",
        ]
    ),
)
BODY = st.lists(
    st.sampled_from([b"--b", b"--b--", b"", b"hola", b"<p>", b"begin 644 a", b"QUJD", b"=", b"\xff\xfe", b">x"]),
    max_size=12,
)


@given(st.binary(max_size=600))
def test_any_bytes_are_a_message(raw):
    assert isinstance(through_the_room(raw), Message)


@given(st.lists(st.tuples(FIELDS, VALUES), max_size=8), BODY, st.lists(st.tuples(FIELDS, VALUES), max_size=3))
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_any_fields_are_a_message(fields, body, inner):
    head = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in fields)
    part = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in inner)
    message = through_the_room(head + b"\r\n--b\r\n" + part + b"\r\n" + b"\r\n".join(body))
    shown = [
        message.subject,
        *(file.name for file in message.attachments),
        *(value for _, value in message.headers),
    ]
    assert not any(ord(letter) < 0x20 or letter in "\u202e\u2066" for text in shown for letter in text)
    message.text.encode()


@given(st.binary(max_size=300))
def test_the_same_bytes_are_the_same_message(raw):
    assert parse(raw, arrived=ARRIVED) == parse(raw, arrived=ARRIVED)
