"""A message keeps its identity when servers rebuild its MIME, and shares it with no other."""

import base64
from datetime import UTC, datetime

import pytest

from mailproc.message.parse import parse

ARRIVED = datetime(2026, 8, 11, 16, 3, tzinfo=UTC)
FILE = b"%PDF-1.4\n" + bytes(range(256)) * 3
TEXT = "Buenas tardes, le mando mi constancia; ¿así está bien?"


def build(
    *,
    message_id="<1@b.example>",
    date="Tue, 11 Aug 2026 10:03:12 -0600",
    sender="Ana <ana@b.example>",
    files=(FILE,),
    extra="",
    encoding="base64",
    boundary="b",
    name="a.pdf",
    text=TEXT,
    newline=b"\r\n",
    preamble="",
):
    def encoded(content):
        if encoding == "base64":
            return base64.encodebytes(content)
        return b"=\n".join(
            b"".join(b"=%02X" % byte for byte in content[n : n + 20]) for n in range(0, len(content), 20)
        )

    lines = [f"{extra}From: {sender}", f"Date: {date}", "Subject: hola"]
    lines += [f"Message-ID: {message_id}"] if message_id else []
    head = "\n".join([*lines, f'Content-Type: multipart/mixed; boundary="{boundary}"', "", preamble]).encode()
    parts = [
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(text.encode())
    ]
    for content in files:
        part = f"Content-Type: application/pdf; name={name}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
        parts.append(part + encoded(content))
    mark = b"--" + boundary.encode()
    body = b"".join(b"\n" + mark + b"\n" + part for part in parts) + b"\n" + mark + b"--\n"
    return parse(
        (head + body).replace(b"\n", newline) if newline != b"\n" else head + body, arrived=ARRIVED
    ).fingerprint


SAME = build()


@pytest.mark.parametrize(
    "rebuilt",
    [
        {"encoding": "quoted-printable"},
        {"boundary": "otra-frontera"},
        {"newline": b"\n"},
        {"extra": "Received: from a by b; Tue, 11 Aug 2026 10:03:13 -0600\nReturn-Path: <ana@b.example>\n"},
        {"extra": "X-Spam: no\nAuthentication-Results: mx.example; spf=pass\n"},
        {"message_id": "\n <1@b.example>"},
        {"sender": "=?utf-8?Q?Ana?=\n <ANA@b.example>"},
        {"date": "Tue, 11 Aug 2026 16:03:12 +0000 (UTC)"},
        {"preamble": "This is a multi-part message."},
        {"name": "=?utf-8?Q?a=2Epdf?="},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_rebuilt_mime_is_the_same_message(rebuilt):
    assert build(**rebuilt) == SAME


@pytest.mark.parametrize(
    "other",
    [
        {"message_id": "<2@b.example>"},
        {"date": "Tue, 11 Aug 2026 10:03:13 -0600"},
        {"sender": "Ana <ana@c.example>"},
        {"files": (FILE + b"x",)},
        {"files": (FILE, FILE)},
        {"files": ()},
        {"files": (FILE[:100], FILE[100:])},
        {"message_id": ""},
    ],
    ids=lambda changes: str(changes)[:40],
)
def test_other_content_is_another_message(other):
    assert build(**other) != SAME


def test_parts_cannot_run_together():
    assert build(files=(b"ab", b"c")) != build(files=(b"a", b"bc"))
    assert build(message_id="<1@b>", date="x") != build(message_id="<1@", date="b>x")


def test_the_order_of_the_files_does_not_count():
    assert build(files=(b"uno", b"dos")) == build(files=(b"dos", b"uno"))


def test_without_message_id_the_words_tell_messages_apart():
    assert build(message_id="", text="una cosa") != build(message_id="", text="otra cosa")
    assert build(text="una cosa") == build(text="otra cosa")
